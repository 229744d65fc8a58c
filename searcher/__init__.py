"""A query in, ranked, highlighted and attributed paragraphs out; and the command line.

The public Python API is :func:`open_index` and what it returns; ``docs/python.md`` documents it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from corpus.errors import CewenError as CewenError
    from searcher.answer import Answer as Answer
    from searcher.answer import Hit as Hit
    from searcher.query.errors import QueryError as QueryError
    from searcher.query.errors import SearchError as SearchError
    from searcher.service import Index as Index
    from searcher.service import open_index as open_index

__version__ = "0.1.0"

_EXPORTED = {
    "Answer": "searcher.answer",
    "CewenError": "corpus.errors",
    "Hit": "searcher.answer",
    "Index": "searcher.service",
    "QueryError": "searcher.query.errors",
    "SearchError": "searcher.query.errors",
    "open_index": "searcher.service",
}
__all__ = [*_EXPORTED, "__version__"]


def __getattr__(name: str) -> Any:
    """Import a part of the API when it is first used, so that ``import searcher`` is cheap."""
    if name not in _EXPORTED:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_EXPORTED[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
