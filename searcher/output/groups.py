"""Quotations by speaker, document or year, each group with its heading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from corpus.fold import fold
from corpus.speakers.role_names import is_role_name

if TYPE_CHECKING:
    from searcher.output.formats import Group
    from searcher.output.schema import Row

NOBODY = "（未註明發言者）"
UNDATED = "（無日期）"


def grouped(rows: Iterable[Row], group: Group) -> Iterator[tuple[str, list[Row]]]:
    """The heading and the rows of each group; rows stay in their order.

    Speakers and documents come in the order of their first quotation, years in theirs. Quotations
    without a speaker, or without a date, come last.
    """
    groups: dict[str, list[Row]] = {}
    headings: dict[str, str] = {}
    for row in rows:
        key, heading = _group_of(row, group)
        headings.setdefault(key, heading)
        groups.setdefault(key, []).append(row)
    keys = sorted(groups) if group == "year" else list(groups)
    for key in sorted(keys, key=lambda key: not key):
        yield headings[key], groups[key]


def _group_of(row: Row, group: Group) -> tuple[str, str]:
    """What tells the group of a row from others (empty: unknown), and its heading."""
    if group == "speaker":
        if is_role_name(fold(row.speaker)):  # the 主席 of another document is somebody else
            return f"{row.speaker}\0{row.doc}", f"{row.speaker} · {row.title}"
        return row.speaker, row.speaker or NOBODY
    if group == "document":
        return row.doc, " · ".join(filter(None, (row.title, row.date)))
    year = (row.date or "")[:4]
    return year, year or UNDATED
