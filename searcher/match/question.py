"""A query in, its readings and the plan for an engine out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from corpus.fold import fold
from index.analysis.spacing import close_gaps
from index.plan import (
    EVERY_PARAGRAPH,
    NO_PARAGRAPH,
    AllOf,
    AnyOf,
    Contains,
    Plan,
    SaidBy,
    Tiered,
    Without,
)
from searcher.match.fields import field_plan, topic_ids
from searcher.match.reading import Reading, TermReader
from searcher.query.ast import And, Field, Not, Or, Phrase, Proximity, Query, Term, Wildcard
from searcher.query.fields import FIELDS
from searcher.query.positive import positive_fields, positive_terms, said_by_fields


class Question(NamedTuple):
    """A query as an index reads it.

    ``readings`` are those of the terms that an answer may contain. ``topics`` are the ids of the
    topics that every answer is about, ``said_by`` the fields that name the speaker of its words,
    in groups: one of each group has to match. ``certain``: only statements count whose speaker the
    text names. ``joined`` are the strings that terms make where they touch, in their order.
    """

    query: Query
    plan: Plan
    readings: Sequence[Reading]
    topics: frozenset[str]
    said_by: Sequence[Sequence[Field]]
    certain: bool = False
    joined: Sequence[Contains] = ()


def read_question(terms: TermReader, query: Query, *, certain: bool = False) -> Question:
    """The question that ``query`` asks of an index.

    :raises SearchError: it names a topic that the index does not know.
    """
    fields = list(positive_fields(query))
    said_by = said_by_fields(query)
    plan = query_plan(terms, query)
    # A speaker: alone is decided by its field, unless the user's people file has two of one name;
    # org: has to see whether a speaker is a group.
    alone = query.parts if isinstance(query, Or) else (query,)
    decided = all(isinstance(part, Field) and part.name == "speaker" for part in alone)
    if said_by and (certain or not decided or terms.snapshot.people.persons):
        plan = SaidBy(plan)
    topics = (field for field in fields if FIELDS[field.name].read == "topic")
    return Question(
        query=query,
        plan=plan,
        readings=[terms.reading(term) for term in dict.fromkeys(positive_terms(query))],
        topics=frozenset(id for field in topics for id in topic_ids(terms.snapshot, field)),
        said_by=said_by,
        certain=certain,
        joined=list(_joined(query)),
    )


def _joined(query: Query) -> Iterator[Contains]:
    """What each run of two or more terms is as one string."""
    parts = query.parts if isinstance(query, And) else ()
    for is_term, run in groupby(parts, lambda part: isinstance(part, Term)):
        texts = [part.text for part in run if isinstance(part, Term)]
        if is_term and len(texts) > 1:
            yield Contains(close_gaps(fold(" ".join(texts))))


def query_plan(terms: TermReader, query: Query) -> Plan:
    """The plan for the paragraphs that match ``query``."""
    match query:
        case And(parts=parts):
            plans = required(terms, [p for p in parts if not isinstance(p, Not)])
            excluded = [query_plan(terms, p.part) for p in parts if isinstance(p, Not)]
            plan = AllOf(tuple(plans))
            return Without(plan, AnyOf(tuple(excluded))) if excluded else plan
        case Or(parts=parts):
            return AnyOf(tuple(query_plan(terms, part) for part in parts))
        case Not(part=part):
            return Without(EVERY_PARAGRAPH, query_plan(terms, part))
        case Field():
            return field_plan(terms.snapshot, query)
        case Term() | Phrase() | Wildcard() | Proximity():
            return terms.reading(query).plan
    raise TypeError(f"not a query: {query!r}")


def required(terms: TermReader, parts: Sequence[Query]) -> list[Plan]:
    """The plans for the parts of an And. A part that only frames a question (“六片”是什麼) need not
    be there if another part is, but then the match is by words."""
    framing = {part for part in parts if isinstance(part, Term) and terms.reading(part).frames}
    if framing.issuperset(parts):
        framing = set()
    anything = Tiered(NO_PARAGRAPH, NO_PARAGRAPH, EVERY_PARAGRAPH)
    return [
        AnyOf((query_plan(terms, part), anything)) if part in framing else query_plan(terms, part)
        for part in parts
    ]
