"""``/facets``: by whom, when, on what topic and in which words the matches are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from searcher.output.listings import listing_of_facets
from searcher.query.ast import describe
from searcher.report.quote_search import narrowed
from searcher.web.asked import read_asked, read_number
from searcher.web.view import Listed, View, first

if TYPE_CHECKING:
    from searcher.report.facets import FacetValue
    from searcher.service import Index
    from searcher.web.asked import Asked
    from searcher.web.view import Parameters

_SHOWN = 12  # values of each facet
_MOST = 100


def facets(index: Index, parameters: Parameters) -> View:
    """The counts of a question, each with a link that narrows it."""
    asked = read_asked(parameters)
    if asked.is_empty:
        return View("facets.html", {"asked": asked, "found": None}, lambda: {})
    found = index.facets(asked.q, **asked.options, **asked.named_filters)
    values = {
        "asked": asked,
        "found": found,
        "shown": read_number(first(parameters, "shown") or f"{_SHOWN}", "shown", 1, _MOST),
        "most": _MOST,
        "address_of": lambda value: narrowed_address(asked, value),
    }

    def data() -> Any:
        named = {
            name: [{"label": one.label, "paragraphs": one.paragraphs} for one in several]
            for name, several in found.values.items()
        }
        return {"query": describe(asked.query), "total": found.total, "facets": named}

    listed = Listed(lambda: listing_of_facets(found), is_empty=not found.total)
    return View("facets.html", values, data, listed)


def narrowed_address(asked: Asked, value: FacetValue) -> str:
    """The address of the search for what a value counts."""
    return _narrowed(asked, value).address("/search")


def _narrowed(asked: Asked, value: FacetValue) -> Asked:
    filters, query = value.condition
    for name, text in filters.items():
        asked = asked.narrowed(name, text)
    if query is None:
        return asked
    whole = narrowed(asked._replace(filters={}).query, query) if asked.q else query
    return asked._replace(q=describe(whole), page=1)
