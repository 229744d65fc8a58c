"""What the methods of an index share: the opened index, and checks of their arguments."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from index.engines import check_searchable, opened
from searcher.query.errors import FilterError
from searcher.rank.ranking import Sort
from searcher.search import Options, Search

if TYPE_CHECKING:
    from searcher.match.reading import Known

Widen: TypeAlias = Literal["topics"]
"""What widens a query besides the built-in variants."""


def check_options(limit: int | None, sort: Sort = "score", widen: Widen | None = None) -> None:
    if widen is not None and widen not in get_args(Widen):
        raise FilterError("{option} {value}: must be topics", option="widen", value=widen)
    if limit is not None and limit < 1:
        raise FilterError("{option} {value}: must be 1 or more", option="limit", value=limit)
    if sort not in get_args(Sort):
        text = "{option} {value}: must be score, date, oldest or doc"
        raise FilterError(text, option="sort", value=sort)


def check_one_of(option: str, value: str, known: Sequence[str]) -> None:
    if value not in known:
        text = "{option} {value}: must be one of {known}"
        raise FilterError(text, option=option, value=value, known=", ".join(known))


class Opened:
    """An opened index."""

    def __init__(self, folder: Path, *, is_samples: bool = False, built_last: bool = False) -> None:
        check_searchable(folder)
        self.folder = folder
        self.is_samples = is_samples
        self.built_last = built_last
        self._reader = opened(folder)
        self._known: dict[bool, Known] = {}

    def __repr__(self) -> str:
        return f"<Index {self.folder}>"

    def _search(
        self,
        exact: bool,
        limit: int | None = None,
        sort: Sort = "score",
        certain: bool = False,
        widen: Widen | None = None,
    ) -> Search:
        search = Search(self._reader, Options(exact, limit, sort, certain, widen == "topics"))
        if not widen:  # why_nothing() may be asked next
            self._known = {exact: search.terms.known}
        return search
