"""What a page is made of: a template with its values, and the same as JSON."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from searcher.output.listing import Listing
    from searcher.service import Index

Parameters: TypeAlias = Mapping[str, list[str]]
"""The parameters of an address, each with its values in order."""


class View(NamedTuple):
    """A page. ``data`` makes what its address with ``.json`` gives; ``status`` is of HTTP."""

    template: str
    values: Mapping[str, Any]
    data: Callable[[], Any]
    status: int = 200


Page: TypeAlias = "Callable[[Index, Parameters], View]"
Download: TypeAlias = "Callable[[Index, Parameters], Listing]"
"""What a page lists, all of it, for a file."""


def first(parameters: Parameters, name: str) -> str:
    """The value of a parameter; empty if it is not given."""
    return parameters[name][0] if parameters.get(name) else ""
