"""Reads the query of a command from its words and options."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from searcher.cli.names_to_complete import names_of
from searcher.messages import say, say_message
from searcher.query.ast import Query
from searcher.query.errors import FilterError
from searcher.query.fields import FIELDS
from searcher.query.positive import said_by_fields
from searcher.query_filters import read_query

if TYPE_CHECKING:
    from searcher.service import Index

_Command = TypeVar("_Command", bound=Callable[..., Any])


def _words(_: click.Context, __: click.Parameter, words: tuple[str, ...]) -> tuple[str, ...]:
    """The words as typed; a single - means those of standard input."""
    if words != ("-",):
        return words
    import sys

    return tuple(sys.stdin.read().splitlines()) or ("",)


query_argument = click.argument(
    "words", nargs=-1, metavar="[QUERY]...", type=click.UNPROCESSED, callback=_words
)

# -演算法 and -(甲 OR 乙) are words that must not occur; -n, -n5 and --all are options.
_EXCLUDED = r"(?s)-(?!-)(?!n\d+$)(?:..|[^\x00-\x7f])"


class QueryCommand(click.Command):
    """A command whose query may contain words with a minus before them."""

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        # A space before the minus means nothing to the query, and to click that it is no option.
        args = [f" {word}" if self._is_excluded(word) else word for word in args]
        return super().parse_args(context, args)

    def _is_excluded(self, word: str) -> bool:
        if not word.startswith("-") or not re.match(_EXCLUDED, word):
            return False
        return not (word.isascii() and self._is_joined(word))

    def _is_joined(self, word: str) -> bool:
        """Whether the word is several short options: -lc, or -ln5."""
        flags = "".join(
            name[1]
            for option in self.params
            if isinstance(option, click.Option) and option.is_flag
            for name in option.opts
            if len(name) == 2
        )
        joined = re.fullmatch(rf"-([{flags}]+)(?:n\d+)?", word) if flags else None
        return joined is not None and len(set(joined[1])) == len(joined[1])


def filters(command: _Command) -> _Command:
    """Adds the options that narrow a query."""
    since = click.option("--since", metavar="DATE", help="From this day, month or year on.")
    until = click.option("--until", metavar="DATE", help="Up to this day, month or year.")
    command = since(until(command))
    for field in reversed(FIELDS.values()):
        if field.option:
            option = click.option(
                f"--{field.name}",
                metavar="TEXT",
                help=field.option,
                multiple=field.says,
                shell_complete=names_of(field.name),
            )
            command = option(command)
    return command


widen_option = click.option(
    "--widen",
    type=click.Choice(["topics"]),
    envvar="CEWEN_WIDEN",
    help="Find the other words of your own topics too.",
)


def query_of(words: tuple[str, ...], filtered: Mapping[str, Any]) -> Query:
    """The query of the command's words, narrowed by its options. Options alone are a query too.

    :raises QueryError: the words cannot be read.
    :raises click.UsageError: there is no query, or an option has a value that it cannot have.
    """
    if not words and not any(filtered.values()):
        raise click.UsageError(say("Ask for something: words, or an option such as --topic."))
    with filter_errors():
        return read_query(" ".join(words), **filtered)


@contextmanager
def filter_errors() -> Iterator[None]:
    """Makes a :class:`FilterError` a usage error that names the option."""
    try:
        yield
    except FilterError as error:
        message = error.message
        values = {**message.values, "option": f"--{message.values['option']}"}
        raise click.UsageError(say_message(message._replace(values=values))) from error


def no_filters(filtered: Mapping[str, Any], option: str) -> None:
    """Raise :class:`click.UsageError` if there are filters, which ``option`` does not take."""
    if any(filtered.values()):
        raise click.UsageError(say("{option} takes no filters.", option=option))


def organization_hint(query: Query, index: Index) -> str:
    """For a query that asks for an organization: of how many speakers one is known. Else empty."""
    if not any(field.name == "org" for fields in said_by_fields(query) for field in fields):
        return ""
    known, persons = index.known_organizations()
    text = "cewen: an organization is known of {known} of {persons} persons who speak"
    return say(text, known=f"{known:,}", persons=f"{persons:,}")


def asks_for_speakers(query: Query) -> bool:
    """Whether every answer must be said by speakers that the query names."""
    return bool(said_by_fields(query))
