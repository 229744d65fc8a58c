"""What is new for saved searches, and counts of a list of queries, as listings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from searcher.output.asked import asked_as_command
from searcher.output.listing import Listing, Quotation, Table, Value
from searcher.output.schema import Json, Row, of_hit, rows_of

if TYPE_CHECKING:
    from searcher.report.batch import Counted
    from searcher.report.new_statements import Found, NewHit
    from searcher.report.saved_searches import SavedSearch

_COUNTS = ("name", "query", "paragraphs", "documents", "speakers", "first", "last")


def listing_of_new(found: Sequence[Found]) -> Listing:
    """The new quotations of all searches, each with the search and whether it was changed."""
    return Listing(
        table=Table(("search", "change", *Row._fields), _rows(found)),
        records=_records(found),
        quotations=(
            Quotation(row, new.hit.file.kind)
            for one in found
            for new in one.new
            for row in rows_of([new.hit])
        ),
    )


def _rows(found: Iterable[Found]) -> Iterator[Sequence[Value]]:
    for one in found:
        for new in one.new:
            for row in rows_of([new.hit]):
                yield (one.search.name, new.change, *row)


def _records(found: Iterable[Found]) -> Iterator[Json]:
    for one in found:
        for new in one.new:
            yield of_new(one, new)


def of_new(found: Found, new: NewHit) -> Json:
    """A new quotation of a search as JSON."""
    return {"search": found.search.name, "change": new.change} | of_hit(new.hit)


def listing_of_searches(searches: Iterable[SavedSearch]) -> Listing:
    """Saved searches: how many paragraphs each found when it was last run, and when."""
    rows = (
        (one.name, asked_as_command(one.query, one.asked), len(one.seen), one.looked)
        for one in searches
    )
    return Listing(Table(("name", "query", "paragraphs", "looked"), rows))


def listing_of_counts(counts: Iterable[Counted]) -> Listing:
    """How much each query of a list finds."""
    return Listing(Table(_COUNTS, map(_count, counts)))


def _count(one: Counted) -> Sequence[Value]:
    extent = one.extent
    days = (str(day) if day else None for day in (extent.first, extent.last))
    counts = (extent.paragraphs, extent.documents, extent.speakers)
    return (one.asked.name, one.asked.text, *counts, *days)
