"""What a command says on standard error after its answer: why there is none, what else to ask."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from searcher.cli.query_options import organization_hint
from searcher.cli.terminal import tell
from searcher.language import topic_language
from searcher.messages import say, say_count, say_message, translated
from searcher.terminal_text import command_line

if TYPE_CHECKING:
    from corpus.errors import Message
    from searcher.query.ast import Query
    from searcher.service import Index


def advise(
    index: Index, query: Query, *, paragraphs: int, exact: bool = False, missing: str = ""
) -> None:
    """Say what to know of the answer to a query that ``paragraphs`` match.

    ``missing`` is said if paragraphs match, but nothing that the command lists is in them.
    """
    if not paragraphs:
        tell_messages(index.why_nothing(query, exact=exact))
    else:
        if missing:
            tell(missing)
        _tell_operators(query)
    if line := organization_hint(query, index):
        tell(line)
    if named := index.speaker_named(query):
        line = say_count(
            named.paragraphs,
            "cewen: {name} is also a speaker, of {count} paragraph:",
            "cewen: {name} is also a speaker, of {count} paragraphs:",
            name=named.name,
        )
        tell(line)
        _tell_command(command_line("cewen search --speaker", named.name))


def advise_topics(index: Index, query: Query, *, exact: bool) -> None:
    """Say which topic a query means, or could mean."""
    for meant in index.topics_meant(query):
        label = index.topic_label(meant.id, topic_language())
        tell(say("cewen: {name} means the topic {label}", name=meant.name, label=label))
    if topic := index.other_topic(query, exact=exact):
        label = index.topic_label(topic.id, topic_language())
        line = say_count(
            topic.paragraphs,
            "cewen: {label} is also a topic, with {count} more paragraph in other words:",
            "cewen: {label} is also a topic, with {count} more paragraphs in other words:",
            label=label,
        )
        tell(line)
        _tell_command(command_line("cewen search --topic", label))


def tell_messages(messages: Iterable[Message]) -> None:
    """Print messages to standard error; a command is never wrapped, so that it can be copied."""
    for message in messages:
        line = say_message(message)
        if "line" in message.values:
            click.echo(line, err=True)
        else:
            tell(line)


def _tell_operators(query: Query) -> None:
    from searcher.query.hints import operator_hints, with_operators

    for hint in operator_hints(query):
        tell(f"cewen: {say_message(hint)}")
    if meant := with_operators(query):
        from searcher.query.spoken import SpokenCommand

        _tell_command(SpokenCommand(meant).said(translated))


def _tell_command(line: str) -> None:
    click.echo(f"  {line}", err=True)
