"""``/collected``: the quotations that the user has collected, to save them in one file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searcher.output.listings import listing_of_quotations
from searcher.query.errors import FilterError
from searcher.web.asked import Asked, from_form, read_number
from searcher.web.collection import Collected
from searcher.web.view import Listed, View, first

if TYPE_CHECKING:
    from searcher.service import Index
    from searcher.web.collection import CollectedQuotations
    from searcher.web.view import Parameters

_LARGEST = 99_999_999


def collected(collection: CollectedQuotations, index: Index) -> View:
    """The page of what was collected."""
    quotations = list(collection.quotations(index))
    return View(
        "collected.html",
        {"asked": Asked(), "quotations": quotations},
        lambda: [quotation.row._asdict() for _, quotation in quotations],
        Listed(
            lambda: listing_of_quotations(one for _, one in quotations),
            cites=True,
            is_empty=not quotations,
        ),
    )


def collect(collection: CollectedQuotations, parameters: Parameters) -> str:
    """Do what a form asks for, and return the address to go back to.

    :raises FilterError: the form has a value that it cannot have.
    """
    do = first(parameters, "do")
    if do == "clear":
        collection.clear()
    elif do in ("add", "remove"):
        number = read_number(first(parameters, "n"), "n", 1, _LARGEST)
        given = [start for start in parameters.get("start", ()) if start]
        starts: list[int | None] = [read_number(one, "start", 0, _LARGEST) for one in given]
        change = collection.add if do == "add" else collection.remove
        for start in starts or [None]:
            change(Collected(from_form(first(parameters, "doc")), number, start))
    else:
        raise FilterError("{option} {value}: must be add, remove or clear", option="do", value=do)
    return first(parameters, "back")
