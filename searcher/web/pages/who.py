"""``/who``: everybody who spoke on a question, with the best quotation of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searcher.output.listings import listing_of_voices
from searcher.output.schema import of_voice
from searcher.query.ast import describe
from searcher.web.asked import PAGE_SIZE, read_asked
from searcher.web.receipt import receipt_lines
from searcher.web.view import Listed, View

if TYPE_CHECKING:
    from searcher.output.listing import Listing
    from searcher.service import Index
    from searcher.web.view import Parameters


def who(index: Index, parameters: Parameters) -> View:
    """The page of the speakers, those with the most statements first."""
    asked = read_asked(parameters)
    if asked.is_empty:
        return View("who.html", {"asked": asked, "found": None}, lambda: [])
    found = index.who(asked.q, limit=asked.page * PAGE_SIZE, **asked.options, **asked.named_filters)
    start = (asked.page - 1) * PAGE_SIZE
    shown = found.voices[start:]
    values = {
        "asked": asked,
        "found": found,
        "start": start,
        "shown": shown,
        "last": -(-found.total // PAGE_SIZE),
        "read_as": describe(found.query),
        "receipt": receipt_lines(found.receipt),
    }

    def everything() -> Listing:
        every = index.who(asked.q, limit=None, **asked.options, **asked.named_filters)
        return listing_of_voices(every.voices)

    return View(
        "who.html",
        values,
        lambda: list(map(of_voice, shown)),
        Listed(everything, cites=True, is_empty=not found.total),
    )
