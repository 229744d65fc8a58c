"""The filters that several tools take, declared once."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Collection
from typing import Annotated, Any, TypeVar

from pydantic import Field

from searcher.query_filters import Filters


def _optional(description: str) -> Any:
    return Annotated[str | None, Field(description=description)]


# By the name of the argument: the filter of searcher.query_filters, and what clients see.
_ARGUMENTS = {
    "speaker": ("speaker", _optional("Said by somebody whose name or job title contains this.")),
    "organization": ("org", _optional("Said by somebody of an organization that contains this.")),
    "topic": ("topic", _optional("About this topic: see the tool topics.")),
    "document": ("doc", _optional("In documents whose path contains this.")),
    "since": ("since", _optional("From this day, month or year on: 2024-05.")),
    "until": ("until", _optional("Up to this day, month or year.")),
}
_PARAMETER = "filters"
_POSITIONAL = inspect.Parameter.POSITIONAL_OR_KEYWORD

_Tool = TypeVar("_Tool", bound=Callable[..., Any])


def takes_filters(*, without: Collection[str] = ()) -> Callable[[_Tool], _Tool]:
    """A decorator for a tool with a parameter ``filters``: clients see an argument for each filter
    in its place, except those ``without``."""
    taken = {name: row for name, row in _ARGUMENTS.items() if name not in without}
    given = [
        inspect.Parameter(name, _POSITIONAL, default=None, annotation=annotation)
        for name, (_, annotation) in taken.items()
    ]

    def decorate(tool: _Tool) -> _Tool:
        @functools.wraps(tool)
        def call(*arguments: Any, **named: Any) -> Any:
            filters = {field: named.pop(name, None) for name, (field, _) in taken.items()}
            return tool(*arguments, **named, filters=filters)

        # The SDK makes the schema of the signature, and calls with names.
        signature = inspect.signature(tool, eval_str=True)
        parameters = [
            one
            for parameter in signature.parameters.values()
            for one in (given if parameter.name == _PARAMETER else (parameter,))
        ]
        call.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
        return call  # type: ignore[return-value]

    return decorate


NONE: Filters = {}
"""No filters: the default of the parameter."""
