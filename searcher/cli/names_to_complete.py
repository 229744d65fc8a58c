"""The names that a shell completes: speakers, organizations, topics and documents of the index."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import click

#: What the shell sets to ask for completions.
VARIABLE = "_CEWEN_COMPLETE"


def names_of(field: str) -> Callable[[click.Context, click.Parameter, str], list[str]]:
    """A function that completes the values of a field of the query language.

    In either script: what begins with the text, then what contains it. Nothing without an index.
    """

    def complete(context: click.Context, _: click.Parameter, incomplete: str) -> list[str]:
        from corpus.errors import CewenError

        try:
            return list(_matching(_names(context, field), incomplete))
        except (CewenError, OSError):  # the command itself says what is wrong
            return []

    return complete


def _names(context: click.Context, field: str) -> tuple[str, ...]:
    from index.location import find_index
    from searcher.service import Index

    found = find_index(context.params.get("place"))
    return Index(found.folder).names(field) if found else ()


def _matching(names: tuple[str, ...], incomplete: str) -> Iterator[str]:
    from corpus.fold import fold

    wanted = fold(incomplete)
    folded = [(fold(name), name) for name in names]
    yield from (name for key, name in folded if key.startswith(wanted))
    yield from (name for key, name in folded if wanted in key and not key.startswith(wanted))
