"""``/saved``: the saved searches with what is new, and a feed of each."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from searcher.output.new_schema import listing_of_new, of_new
from searcher.web.asked import Asked, address
from searcher.web.feed_keys import FeedKeys
from searcher.web.view import Listed, View

if TYPE_CHECKING:
    from pathlib import Path

    from searcher.report.saved_searches import News, SavedSearch
    from searcher.service import Index
    from searcher.web.view import Parameters

_SHOWN = 20  # new quotations of a search


def saved(index: Index, _: Parameters) -> View:
    """The page of all saved searches. Looking at it does not make anything old."""
    found = index.new(keep=True) if index.saved_searches() else ()
    keys = FeedKeys(index.folder)
    values = {
        "asked": Asked(),
        "found": found,
        "shown": _SHOWN,
        "address_of": _address,
        "feed_of": lambda search: feed_address(search.name, keys.key(search.name)),
    }

    def data() -> Any:
        return [
            {"name": one.search.name, "query": one.search.query, "total": one.total,
             "new": len(one.new), "quotations": [of_new(one, new) for new in one.new[:_SHOWN]]}
            for one in found
        ]  # fmt: skip

    listed = Listed(
        lambda: listing_of_new(found), cites=True, is_empty=not any(one.new for one in found)
    )
    return View("saved.html", values, data, listed)


def feed(index: Index, name: str, base: str) -> bytes:
    """RSS of what the saved search of this name has found, also what is new since it was last
    looked at. Reading it does not make anything old. ``base`` is the address of the server.

    :raises SearchError: there is no such search.
    """
    from searcher.output.rss import rss
    from searcher.report.new_statements import with_new

    (found,) = index.new(name, keep=True)
    search = with_new(found, _last_commit(index.folder))

    def link_of(news: News) -> str:
        place = (("doc", news.doc), ("n", str(news.paragraph)))
        return base + address("/paragraph", *place, ("q", search.query))

    return rss([search], f"Cewen: {name}", base + _address(search), link_of)


def _last_commit(folder: Path) -> str:
    try:
        changed = datetime.fromtimestamp(folder.stat().st_mtime)
    except OSError:  # the index is on a server
        changed = datetime.now()
    return changed.astimezone().isoformat(timespec="seconds")


def feed_address(name: str, key: str) -> str:
    """The address of the feed of a search."""
    return address("/feed.rss", ("search", name), ("key", key))


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
