"""``/saved``: the saved searches, and what is new since they were last looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from searcher.web.asked import Asked, address
from searcher.web.view import View

if TYPE_CHECKING:
    from searcher.report.saved_searches import SavedSearch
    from searcher.service import Index
    from searcher.web.view import Parameters

_SHOWN = 20  # new quotations of a search


def saved(index: Index, _: Parameters) -> View:
    """The page of all saved searches. Looking at it does not make anything old."""
    found = index.new(keep=True) if index.saved_searches() else ()
    values = {
        "asked": Asked(),
        "found": found,
        "shown": _SHOWN,
        "address_of": _address,
    }

    def data() -> Any:
        return [
            {"name": one.search.name, "query": one.search.query, "total": one.total,
             "new": len(one.new)}
            for one in found
        ]  # fmt: skip

    return View("saved.html", values, data)


def feed(index: Index) -> bytes:
    """RSS of the new quotations of all saved searches."""
    from searcher.output.rss import rss

    return rss(index.saved_searches(), "Cewen", index.folder.absolute().as_uri())


def _address(search: SavedSearch) -> str:
    """The address that asks the search again."""
    pairs = [("q", search.query)] if search.query else []
    for name, value in search.asked.items():
        if value is True:
            pairs.append((name, "1"))
        elif isinstance(value, str):
            pairs.append((name, value))
        elif value:
            pairs += [(name, str(one)) for one in value]
    return address("/search", *pairs)
