"""From the words and options of a command to one query."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import click

from searcher.query.ast import And, Field, Phrase, Query
from searcher.query.errors import QueryError
from searcher.query.fields import FIELDS
from searcher.query.parser import parse

_Command = TypeVar("_Command", bound=Callable[..., Any])

query_argument = click.argument("query", nargs=-1, type=click.UNPROCESSED)

# -演算法 and -(甲 OR 乙) are words that must not occur; -n, -n5 and --all are options.
_EXCLUDED = r"(?s)-(?!-)(?!n\d+$)(?:..|[^\x00-\x7f])"


def _excludes(word: str) -> bool:
    return word.startswith("-") and bool(re.match(_EXCLUDED, word))


class Asking(click.Command):
    """A command whose query may hold words with a minus in front of them."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        # A space in front means nothing to the query, and to click that this is no option.
        args = [f" {word}" if _excludes(word) else word for word in args]
        return super().parse_args(context, args)


def filters(command: _Command) -> _Command:
    """The options that narrow a question."""
    since = click.option("--since", metavar="DATE", help="From this day, month or year on.")
    until = click.option("--until", metavar="DATE", help="Up to this day, month or year.")
    command = since(until(command))
    for field in reversed(FIELDS.values()):
        if field.option:
            command = click.option(f"--{field.name}", metavar="TEXT", help=field.option)(command)
    return command


def asked(words: tuple[str, ...], filtered: Mapping[str, str | None]) -> Query:
    """The query of the command's words, narrowed by its options; the options alone will do.

    Raises :class:`searcher.query.errors.QueryError`, and click's error for an option that cannot be.
    """
    options = {name: value for name, value in filtered.items() if value}
    parts = [_filter(name, value) for name, value in options.items()]
    query = " ".join(words)
    if not words and not parts:
        raise click.UsageError("Ask for something: words, or an option such as --topic.")
    if query.strip() or not parts:
        read = parse(query)
        parts = [*(read.parts if isinstance(read, And) else [read]), *parts]
    return parts[0] if len(parts) == 1 else And(tuple(parts))


def _filter(name: str, value: str) -> Query:
    if name not in ("since", "until"):
        return Field(name, Phrase(value))
    try:
        # Quoted, so that whatever was typed is read as a date or not at all.
        quoted = value.strip().replace('"', " ").replace("..", " ")
        return parse(f'date:"{quoted}.."' if name == "since" else f'date:"..{quoted}"')
    except QueryError as error:
        reason = str(error).partition(":")[0]
        raise click.UsageError(
            f"--{name} {value}: {reason[0].lower()}{reason[1:]}. Write 2024, 2024-05 or 2024-05-31."
        ) from error
