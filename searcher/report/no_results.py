"""Advice after a query that matches nothing: how it was read, and what would match."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from corpus.errors import Message
from searcher.query.ast import Field, Query, Term
from searcher.query.fields import FIELDS
from searcher.query.hints import field_hints, operator_hints, with_operators, without_unknown_fields
from searcher.query.positive import positive_fields, positive_terms
from searcher.query.spoken import SpokenCommand, SpokenCounts, SpokenQuery
from searcher.report.other_queries import Counted, OtherQueries

if TYPE_CHECKING:
    from index.engine import Snapshot
    from index.topic_files import TopicNames
    from searcher.match.reading import Known

_IN_DETAIL = 6  # terms that occur nowhere; with more, a passage was pasted


def explain_nothing(
    reader: Snapshot, query: Query, *, exact: bool, known: Known | None = None
) -> Iterator[Message]:
    """Lines for the user: the reading, which parts match nothing, and queries that do match.
    ``known`` are the terms that the search has read."""
    yield Message("Nothing found for: {query}", {"query": SpokenQuery(query)})
    for hint in (*operator_hints(query), *field_hints(query)):
        yield Message("  {hint}", {"hint": hint})
    others = OtherQueries(reader, query, exact=exact, known=known)
    terms = [term for term in positive_terms(query) if not others.matches(term)]
    for place, term in enumerate(terms):
        yield Message("  no paragraph contains {term}", {"term": SpokenQuery(term)})
        if place < _IN_DETAIL and isinstance(term, Term) and (words := others.words_of(term)):
            text = "  its words: {counts}"
            if others.must_be_near(term):
                text = "  its words: {counts}, but nowhere near each other"
                if others.must_be_in_order(term):
                    text = "  its words: {counts}, but nowhere near each other in this order"
            yield Message(text, {"counts": SpokenCounts(words)})
    for field in positive_fields(query):
        if not others.matches(field):
            yield _no_field(field)
    parts = [part for part in others.parts() if part.paragraphs]
    if len(parts) > 1:
        yield Message("  {counts}: no paragraph has all of them", {"counts": SpokenCounts(parts)})
    if exact and (widened := OtherQueries(reader, query, exact=False).found(query).paragraphs):
        one = "  without --exact: {count} paragraph"
        many = "  without --exact: {count} paragraphs"
        yield Message(one if widened == 1 else many, {"count": widened})
    else:
        suggested = list(_as_meant(query, others)) or others.suggestions(terms)
        for found in dict.fromkeys(suggested):
            yield from _suggestion(found, reader.topic_names)


def _as_meant(query: Query, others: OtherQueries) -> Iterator[Counted]:
    """The query with its words read as the operators, or without the fields, that they name."""
    meant = with_operators(query) or without_unknown_fields(query)
    if meant is not None and (found := others.found(meant)).paragraphs:
        yield found


def _suggestion(found: Counted, topics: TopicNames) -> Iterator[Message]:
    text = "  with {count} paragraph:" if found.paragraphs == 1 else "  with {count} paragraphs:"
    yield Message(text, {"count": found.paragraphs})
    yield Message("    {line}", {"line": SpokenCommand(found.query, topics)})


def _no_field(field: Field) -> Message:
    listed_by = FIELDS[field.name].listed_by
    if not listed_by:
        return Message("  no paragraph has {field}", {"field": SpokenQuery(field)})
    text = "  no paragraph has {field}: {command} lists what there is"
    return Message(text, {"field": SpokenQuery(field), "command": listed_by})
