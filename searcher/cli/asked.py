"""From the words and options of a command to one query."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

from searcher.parse import parse
from searcher.query import And, Field, Phrase, Query

_Command = TypeVar("_Command", bound=Callable[..., Any])

query_argument = click.argument("query", nargs=-1, required=True, type=click.UNPROCESSED)

_FIELDS = {
    "speaker": "Said by someone whose name or title holds this.",
    "org": "Said by someone of an organization whose name holds this.",
    "topic": "About this topic, whatever words it uses (see `cewen topics`).",
    "doc": "In documents whose path holds this.",
}


def filters(command: _Command) -> _Command:
    """The options that narrow a question."""
    since = click.option("--since", metavar="DATE", help="From this day, month or year on.")
    until = click.option("--until", metavar="DATE", help="Up to this day, month or year.")
    command = since(until(command))
    for name, help in reversed(_FIELDS.items()):
        command = click.option(f"--{name}", metavar="TEXT", help=help)(command)
    return command


def asked(words: tuple[str, ...], filtered: Mapping[str, str | None]) -> Query:
    """The query of the command's words, narrowed by its options.

    Raises :class:`searcher.errors.QueryError`, and click's error for a mistyped option.
    """
    return narrowed(parse(checked(words)), filtered)


def checked(words: tuple[str, ...]) -> str:
    """The words of a command as one query. A query may begin with a minus; what looks like an
    option is a slip of the user's."""
    for word in words:
        if word.startswith("--") or (len(word) == 2 and word[0] == "-" and word.isascii()):
            raise click.NoSuchOption(word)
    return " ".join(words)


def narrowed(query: Query | None, filtered: Mapping[str, str | None]) -> Query:
    """``query`` and all that the options ask for; the options alone if there is no query."""
    parts: list[Query] = [query] if query is not None else []
    for name, value in filtered.items():
        if not value:
            continue
        if name == "since":
            parts.append(parse(f"date:{value}.."))
        elif name == "until":
            parts.append(parse(f"date:..{value}"))
        else:
            parts.append(Field(name, Phrase(value)))
    flat = [p for part in parts for p in (part.parts if isinstance(part, And) else (part,))]
    return flat[0] if len(flat) == 1 else And(tuple(flat))
