"""Advice after a query that matches nothing, for front ends without a command line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from corpus.errors import Message
from searcher.messages import say_message
from searcher.query.spoken import SpokenCommand

if TYPE_CHECKING:
    from searcher.query.ast import Query


class AdviceLine(NamedTuple):
    """A line of advice. ``query`` is one that matches, ``command`` lists the values of a field that
    no paragraph has; the ``text`` names neither."""

    text: str
    query: Query | None = None
    command: str = ""


def advice_lines(messages: Iterable[Message]) -> Iterator[AdviceLine]:
    """The messages of :meth:`searcher.service.Index.why_nothing`, in which commands are lines of
    their own."""
    before: AdviceLine | None = None
    for message in messages:
        line, command = (message.values.get(name) for name in ("line", "command"))
        if isinstance(line, SpokenCommand):
            yield (before or AdviceLine(""))._replace(query=line.query)
            before = None
            continue
        if before:
            yield before
        if command:
            message = Message("  no paragraph has {field}", {"field": message.values["field"]})
        before = AdviceLine(say_message(message).strip(), command=str(command or ""))
    if before:
        yield before
