"""Finds the topic, and the speaker, that a query of one term also names."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from corpus.fold import fold, table
from index.plan import Has, Without
from searcher.answer import OtherTopic, SpeakerNamed
from searcher.match.question import query_plan
from searcher.match.reading import TermReader
from searcher.query.ast import Phrase, Query, Term

if TYPE_CHECKING:
    from index.engine import Snapshot


def other_topic(terms: TermReader, query: Query) -> OtherTopic | None:
    """The label of the topic that a term also names, and how many paragraphs of the topic the term
    does not find. None if there is no such topic, or no such paragraph.

    A term that occurs mostly in paragraphs without the topic (平台) does not name it.
    """
    if terms.exact or not isinstance(query, Term | Phrase):
        return None
    names = terms.snapshot.topic_names
    id = names.find(query.text)
    if id is None:
        return None
    topic = Has("topic", (id,))
    with_term = terms.session.match(terms.reading(query).as_written)
    [with_both] = with_term.counts([topic])
    if 2 * with_both < sum(with_term.totals):
        return None
    more = sum(terms.session.match(Without(topic, query_plan(terms, query))).totals)
    return OtherTopic(names.label(id), more, id) if more else None


def speaker_named(snapshot: Snapshot, query: Query) -> SpeakerNamed | None:
    """The speaker whose whole name the term is, and in how many paragraphs this speaker speaks.

    None if the query is more than a term, or the name of no speaker.
    """
    if not isinstance(query, Term | Phrase):
        return None
    wanted = fold(query.text)
    names = tuple(
        name
        for first in (wanted[0], *_folded_to().get(wanted[0], ()))
        for name in snapshot.lexicon("speaker", first)
        if len(name) == len(wanted) and fold(name) == wanted
    )
    if not names:
        return None
    return SpeakerNamed(names[0], sum(snapshot.session().match(Has("speaker", names)).totals))


@cache
def _folded_to() -> dict[str, list[str]]:
    """The characters that fold to a character, by that character."""
    found: dict[str, list[str]] = {}
    for char, folded in table().items():
        found.setdefault(chr(folded), []).append(chr(char))
    return found
