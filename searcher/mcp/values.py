"""The values that the tools return. Their fields and descriptions are the schema that clients see.

Texts are those of the documents without control characters; offsets are not given, since texts may
be cut.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field


class Source(BaseModel):
    """Where a quotation is from."""

    doc: Annotated[str, Field(description="Path of the document in the index.")]
    paragraph: Annotated[int, Field(description="Number of the paragraph, from 1.")]
    page: Annotated[int | None, Field(description="Page, if the format has pages.")] = None
    title: Annotated[str, Field(description="Title of the document.")] = ""
    section: Annotated[list[str], Field(description="Headings above, outermost first.")] = []
    date: Annotated[str | None, Field(description="Date of the document: ISO 8601.")] = None


class Quotation(BaseModel):
    """What one speaker says, or a whole paragraph that has no speaker."""

    quote: Annotated[str, Field(description="The words, character for character.")]
    cut: Annotated[bool, Field(description="Words are left out at … because it is long.")] = False
    speaker: Annotated[str, Field(description="Name, or empty if nobody is quoted.")] = ""
    job_title: str = ""
    organization: str = ""
    speech: Annotated[
        Literal["verbatim", "reported", ""],
        Field(description="verbatim: the speaker's own words. reported: somebody reports them."),
    ] = ""
    certainty: Annotated[
        Literal["label", "reported", "resolved", "guess", ""],
        Field(description="How the speaker is known. Do not present a guess as a fact."),
    ] = ""
    match: Annotated[
        Literal["exact", "variant", "words", ""],
        Field(description="exact: your words. variant: other words for it. words: near it."),
    ] = ""
    code: Annotated[str, Field(description="Verification code of the paragraph.")]
    source: Source


class Wording(BaseModel):
    """One string that was looked for."""

    text: str
    match: Literal["exact", "variant", "words"]
    paragraphs: int


class Found(BaseModel):
    """The answer to a search."""

    query: Annotated[str, Field(description="How the query was read.")]
    total: Annotated[int, Field(description="Number of paragraphs that match.")]
    receipt: list[Wording]
    quotations: list[Quotation]
    cursor: Annotated[str | None, Field(description="Give it back for the next ones.")] = None
    advice: Annotated[list[str], Field(description="What to ask instead.")] = []


class Voice(BaseModel):
    """A speaker on something."""

    name: str
    kind: Literal["person", "group"]
    statements: int
    organizations: list[str]
    job_titles: list[str]
    first: str | None = None
    last: str | None = None
    best: Annotated[Quotation, Field(description="The best quotation.")]


class Voices(BaseModel):
    """Who speaks on something."""

    query: str
    speakers: Annotated[int, Field(description="Number of speakers.")]
    paragraphs: Annotated[int, Field(description="Number of paragraphs that match.")]
    voices: list[Voice]
    cursor: str | None = None
    advice: Annotated[list[str], Field(description="What to ask instead.")] = []


class Exchanged(BaseModel):
    """A question and its answer."""

    question: Quotation
    answer: Annotated[Quotation | None, Field(description="null: the document has none.")] = None
    days: int | None = None


class ExchangeList(BaseModel):
    """Who asked whom what."""

    query: str
    total: int
    unanswered: int
    exchanges: list[Exchanged]
    cursor: str | None = None
    advice: Annotated[list[str], Field(description="What to ask instead.")] = []


class Topic(BaseModel):
    """A topic of the documents."""

    id: str
    label: str
    paragraphs: int
    documents: int
    words: Annotated[dict[str, int], Field(description="Words and occurrences.")] = {}


class Topics(BaseModel):
    """The topics, those of the most paragraphs first."""

    topics: list[Topic]
    cursor: str | None = None


class Shown(BaseModel):
    """Paragraphs of a document in order, cut where another speaker begins."""

    doc: str
    title: str
    date: str | None
    paragraphs: Annotated[int, Field(description="Number of paragraphs of the document.")]
    texts: list[Quotation]
    cursor: str | None = None


class Period(BaseModel):
    """A row of counts over time."""

    period: str
    series: Annotated[str, Field(description="What is counted: the query, or one group of it.")]
    paragraphs: int
    statements: int
    documents: int
    per_thousand: Annotated[
        float | None, Field(description="Per thousand paragraphs of the period.")
    ] = None


class Timeline(BaseModel):
    """Counts over time."""

    query: str
    total: Annotated[int, Field(description="Number of paragraphs that match.")]
    rows: list[Period]
    cursor: str | None = None
    advice: Annotated[list[str], Field(description="What to ask instead.")] = []


class Checked(BaseModel):
    """The verdict on one quotation."""

    quote: str
    verdict: Annotated[
        Literal["verbatim", "same", "differs", "other_speaker", "changed", "not_found"],
        Field(description="verbatim: word for word. same: but for script or punctuation."),
    ]
    holds: bool
    source: Annotated[str, Field(description="The words as the document has them.")] = ""
    speakers: Annotated[list[str], Field(description="Who says it in the document.")] = []
    place: Source | None = None
    code: Annotated[str, Field(description="Verification code of the paragraph.")] = ""
    nearest: Annotated[list[str], Field(description="Passages like it, if not found.")] = []


class Verdicts(BaseModel):
    """The verdicts on quotations."""

    holds: Annotated[bool, Field(description="All of them hold.")]
    verdicts: list[Checked]


class Quoted(BaseModel):
    """A quotation to check."""

    quote: Annotated[str, Field(max_length=5_000)]
    speaker: Annotated[str, Field(description="Who says it, if you say so.")] = ""


class Document(BaseModel):
    """A document of the index."""

    doc: str
    title: str
    date: str | None
    paragraphs: int


class Contents(BaseModel):
    """What the index contains."""

    documents: int
    paragraphs: int
    first: str | None
    last: str | None
    kinds: dict[str, int]
    undated: int
    unread: Annotated[dict[str, str], Field(description="Files not read, and why.")]
    sample: Annotated[bool, Field(description="These are invented sample documents.")]
    listed: Annotated[list[Document], Field(description="The documents, in order of path.")] = []
    cursor: str | None = None
