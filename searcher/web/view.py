"""What a page is made of: a template with its values, the same as JSON, and what it lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from searcher.output.listing import Listing
    from searcher.service import Index

Parameters: TypeAlias = Mapping[str, list[str]]
"""The parameters of an address, each with its values in order."""


class Listed(NamedTuple):
    """What a page lists. ``everything`` reads all of it, for a file; ``cites``: it consists of
    quotations, so that it can be in the formats of citations, too. The page of an empty list does
    not offer to save it."""

    everything: Callable[[], Listing]
    cites: bool = False
    is_empty: bool = False


class View(NamedTuple):
    """A page. ``data`` makes what its address with ``.json`` gives, ``listed`` the files that can
    be saved; None: it lists nothing."""

    template: str
    values: Mapping[str, Any]
    data: Callable[[], Any]
    listed: Listed | None = None


Page: TypeAlias = "Callable[[Index, Parameters], View]"


def first(parameters: Parameters, name: str) -> str:
    """The value of a parameter; empty if it is not given."""
    return parameters[name][0] if parameters.get(name) else ""
