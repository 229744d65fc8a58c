"""``/exchanges``: the question and its answer, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searcher.output.exchange_schema import of_exchange
from searcher.output.listings import listing_of_exchanges
from searcher.query.ast import describe
from searcher.web.asked import PAGE_SIZE, read_asked
from searcher.web.view import Listed, View

if TYPE_CHECKING:
    from searcher.output.listing import Listing
    from searcher.service import Index
    from searcher.web.view import Parameters


def exchanges(index: Index, parameters: Parameters) -> View:
    """The page of the exchanges on a question."""
    asked = read_asked(parameters)
    if asked.is_empty:
        return View("exchanges.html", {"asked": asked, "found": None}, lambda: [])
    found = index.exchange(
        asked.q, exact=asked.exact, limit=asked.page * PAGE_SIZE, **asked.named_filters
    )
    start = (asked.page - 1) * PAGE_SIZE
    values = {
        "asked": asked,
        "found": found,
        "start": start,
        "shown": found.exchanges[start:],
        "last": -(-found.total // PAGE_SIZE),
        "read_as": describe(found.query),
    }

    def everything() -> Listing:
        every = index.exchange(asked.q, exact=asked.exact, limit=None, **asked.named_filters)
        return listing_of_exchanges(every.exchanges)

    return View(
        "exchanges.html",
        values,
        lambda: list(map(of_exchange, found.exchanges[start:])),
        Listed(everything, cites=True, is_empty=not found.total),
    )
