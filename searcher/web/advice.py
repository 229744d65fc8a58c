"""What a page says of an answer, with links: why there is none, and what else to ask."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from searcher.messages import say, say_count, say_message, translated
from searcher.output.advice import AdviceLine, advice_lines
from searcher.query.ast import describe
from searcher.query.hints import operator_hints, with_operators
from searcher.query.spoken import SpokenQuery
from searcher.web.asked import Asked, address

if TYPE_CHECKING:
    from searcher.answer import Answer
    from searcher.query.ast import Query
    from searcher.service import Index

#: The pages that list what these commands list.
_PAGES = {
    "cewen speakers": "/speakers",
    "cewen topics": "/topics",
    "cewen status --files": "/health",
}


class Advice(NamedTuple):
    """A line of advice, and a link: ``label`` leads to ``address``. Either may be empty."""

    text: str
    address: str = ""
    label: str = ""


def advice(index: Index, answer: Answer, asked: Asked) -> list[Advice]:
    """The advice on an answer."""
    if not answer.total:
        found = list(
            map(_with_link, advice_lines(index.why_nothing(answer.query, exact=asked.exact)))
        )
        if asked.exact:
            found.append(
                Advice("", asked.address("/search", exact=False), say("Search with variants"))
            )
        return found
    found = [Advice(say_message(hint)) for hint in operator_hints(answer.query)]
    if meant := with_operators(answer.query):
        found.append(Advice("", *_search_for(meant)))
    return found + list(_as_speaker(index, answer.query))


def _with_link(line: AdviceLine) -> Advice:
    if line.query is not None:
        return Advice(line.text, *_search_for(line.query))
    page = _PAGES.get(line.command, "")
    return Advice(line.text, page, say("Show what there is") if page else "")


def _search_for(query: Query) -> tuple[str, str]:
    """The address of the search for a query, and what it looks for."""
    return Asked(q=describe(query)).address("/search"), SpokenQuery(query).said(translated)


def _as_speaker(index: Index, query: Query) -> Iterator[Advice]:
    named = index.speaker_named(query)
    if named is not None:
        label = say_count(
            named.paragraphs,
            "{name} is also a speaker, of {count} paragraph",
            "{name} is also a speaker, of {count} paragraphs",
            name=named.name,
        )
        yield Advice("", address("/search", ("speaker", named.name)), label)
