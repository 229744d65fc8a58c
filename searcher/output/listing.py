"""What a command lists, in the forms that every format is made of.

A command makes one :class:`Listing`; :mod:`searcher.output.formats` writes it. Nothing is computed
before a format asks for it: the iterables may be generators, and are read once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from corpus.document import Kind
    from searcher.output.schema import Json, Row

Value: TypeAlias = str | int | float | None


class Table(NamedTuple):
    """Columns, whose names are stable and never translated, and rows of as many values.

    >>> Table(("year", "paragraphs"), [(2024, 3), (2025, 5)]).columns
    ('year', 'paragraphs')
    """

    columns: Sequence[str]
    rows: Iterable[Sequence[Value]]


class Quotation(NamedTuple):
    """A row with the ``kind`` of its document, which citations tell apart."""

    row: Row
    kind: Kind = "other"


class Listing(NamedTuple):
    """A list of one kind of things: quotations, speakers, years.

    ``table`` is for CSV, spreadsheets, and tables of Markdown and HTML. ``records`` are for JSON,
    one value a line; without them each row of the table is an object. ``quotations`` are for
    quotations and citations; a list of other things has none (None).
    ``names_only``: citations name the documents without their quotations.
    """

    table: Table
    records: Iterable[Json] | None = None
    quotations: Iterable[Quotation] | None = None
    names_only: bool = False

    def values(self) -> Iterator[dict[str, Any]]:
        """The values of JSON.

        >>> list(Listing(Table(("year", "paragraphs"), [(2024, 3)])).values())
        [{'year': 2024, 'paragraphs': 3}]
        """
        if self.records is not None:
            return iter(self.records)
        return (dict(zip(self.table.columns, row, strict=True)) for row in self.table.rows)
