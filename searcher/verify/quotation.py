"""What travels through verification: quotations of a draft, and the verdicts on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from corpus.document import Paragraph, Span, Speaker, Statement
    from index.stored_record import IndexedFile

Kind = Literal["marks", "block", "row"]
VerdictName = Literal["verbatim", "same", "differs", "other_speaker", "changed", "not_found"]
"""``verbatim``: word for word. ``same``: but for script, spacing or punctuation. ``other_speaker``:
somebody else says it than the draft says. ``changed``: the paragraph has changed since the
quotation was exported."""
HOLDS: frozenset[VerdictName] = frozenset(("verbatim", "same"))
ButFor = Literal["script", "letters", "spacing", "punctuation"]
"""``letters``: width or case of letters and digits."""


class Quotation(NamedTuple):
    """A quotation of a draft.

    ``paragraph`` is the number of the paragraph, row or record of the draft. ``before`` is the text
    in front of the quotation. ``speakers`` are the persons who say it according to the draft, empty
    if it does not say, or only by a pronoun. ``doc``, ``doc_paragraph`` and ``code`` are the source
    and the verification code that an export gives, or empty. ``may_be_name``: it is short, without
    punctuation, and no verb of saying is in front of it: 「平台工作者權益保障法」.
    """

    text: str
    paragraph: int
    kind: Kind = "marks"
    before: str = ""
    speakers: tuple[Speaker, ...] = ()
    doc: str = ""
    doc_paragraph: int | None = None
    code: str = ""
    may_be_name: bool = False


class Draft(NamedTuple):
    """The quotations of a draft; ``left_out`` are too short to be checked."""

    quotations: tuple[Quotation, ...]
    left_out: int


class Difference(NamedTuple):
    """``quoted``, at ``at`` in the quotation, is ``source`` in the document. One of the two may be
    empty: then something was added, or left out."""

    at: Span
    quoted: str
    source: str


class Nearest(NamedTuple):
    """A paragraph like a quotation that was not found. ``text`` is the part of it that is most like
    the quotation, ``score`` from 0 to 100."""

    file: IndexedFile
    paragraph: Paragraph
    text: str
    score: float


class Verdict(NamedTuple):
    """What the index says of a quotation.

    ``file`` and ``paragraphs`` are where it was found, in more than one paragraph if the quotation
    goes on there. ``statements`` are those that contain it. ``source`` is the text as the document
    has it. ``others`` is the number of further paragraphs with the same words. ``nearest`` are the
    paragraphs most like a quotation that was not found.
    """

    quotation: Quotation
    name: VerdictName
    file: IndexedFile | None = None
    paragraphs: tuple[Paragraph, ...] = ()
    statements: tuple[Statement, ...] = ()
    source: str = ""
    but_for: tuple[ButFor, ...] = ()
    differences: tuple[Difference, ...] = ()
    others: int = 0
    nearest: tuple[Nearest, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the quotation can stay as it is."""
        return self.name in HOLDS

    @property
    def speakers(self) -> tuple[Speaker, ...]:
        """Who says it in the document, each once."""
        return tuple(dict.fromkeys(one.speaker for one in self.statements))


class Verification(NamedTuple):
    """The verdicts on the quotations of a draft, in its order.

    ``left_out`` quotations have no verdict: too short, or they may be names that the index has not.
    """

    verdicts: tuple[Verdict, ...]
    left_out: int = 0

    @property
    def holds(self) -> bool:
        """Whether all quotations can stay as they are."""
        return all(verdict.holds for verdict in self.verdicts)
