"""Finds the topic that a query of one term also names."""

from __future__ import annotations

from index.plan import Has, Without
from searcher.answer import OtherTopic
from searcher.match.question import query_plan
from searcher.match.reading import TermReader
from searcher.query.ast import Phrase, Query, Term


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
