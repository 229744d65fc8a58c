"""The keys of JSON and the columns of tables of ``cewen verify``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from searcher.output.listing import Listing, Table
from searcher.output.schema import Json, of_speaker

if TYPE_CHECKING:
    from searcher.verify.quotation import Verdict


class VerdictRow(NamedTuple):
    """A quotation of a draft and what the index says of it, as a row of a table.

    ``in_draft`` is the number of the paragraph or row of the draft. ``source`` is the text as the
    document has it. ``differences`` are written ``quoted → source``. ``draft_speaker`` and
    ``speaker`` are who says it according to the draft and to the document.
    """

    verdict: str
    holds: str
    quote: str
    in_draft: int
    draft_speaker: str
    speaker: str
    but_for: str
    differences: str
    source: str
    title: str
    doc: str
    paragraph: int | None
    page: int | None
    date: str | None


def listing_of_verdicts(verdicts: Iterable[Verdict]) -> Listing:
    """Verdicts as a table, and as JSON."""
    verdicts = tuple(verdicts)
    table = Table(VerdictRow._fields, rows_of_verdicts(verdicts))
    return Listing(table, records=map(of_verdict, verdicts))


def rows_of_verdicts(verdicts: Iterable[Verdict]) -> Iterator[VerdictRow]:
    """One row for each verdict."""
    for one in verdicts:
        first = one.paragraphs[0] if one.paragraphs else None
        yield VerdictRow(
            verdict=one.name,
            holds="yes" if one.holds else "no",
            quote=one.quotation.text,
            in_draft=one.quotation.paragraph,
            draft_speaker="；".join(speaker.name for speaker in one.quotation.speakers),
            speaker="；".join(speaker.name for speaker in one.speakers),
            but_for="；".join(one.but_for),
            differences="；".join(
                f"{d.quoted or '∅'} → {d.source or '∅'}" for d in one.differences
            ),
            source=one.source,
            title=one.file.title if one.file else "",
            doc=one.file.id if one.file else "",
            paragraph=first.number if first else None,
            page=first.page if first else None,
            date=str(one.file.date) if one.file and one.file.date else None,
        )


def of_verdict(verdict: Verdict) -> Json:
    """A verdict as JSON. ``paragraphs`` has more than one number if the quotation goes on."""
    file, quotation = verdict.file, verdict.quotation
    return {
        "verdict": verdict.name,
        "holds": verdict.holds,
        "quote": quotation.text,
        "kind": quotation.kind,
        "in_draft": quotation.paragraph,
        "draft_speakers": list(map(of_speaker, quotation.speakers)),
        "but_for": list(verdict.but_for),
        "differences": [
            {"start": one.at[0], "end": one.at[1], "quoted": one.quoted, "source": one.source}
            for one in verdict.differences
        ],
        "source": verdict.source,
        "speakers": list(map(of_speaker, verdict.speakers)),
        "certainty": list(dict.fromkeys(one.certainty for one in verdict.statements)),
        "title": file.title if file else None,
        "doc": file.id if file else None,
        "paragraphs": [one.number for one in verdict.paragraphs],
        "page": verdict.paragraphs[0].page if verdict.paragraphs else None,
        "date": str(file.date) if file and file.date else None,
        "others": verdict.others,
        "nearest": [
            {
                "doc": one.file.id,
                "paragraph": one.paragraph.number,
                "page": one.paragraph.page,
                "score": one.score,
                "text": one.text,
            }
            for one in verdict.nearest
        ],
    }
