"""Matches the values of query fields: ``speaker:``, ``date:`` and the others.

A value matches by substring of the folded text: ``org:劳动部`` finds 勞動部勞動力發展署.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from corpus.document import Period
from corpus.fold import fold
from index.plan import AnyOf, Has
from searcher.query.ast import DateRange, Field, Phrase, Term, Wildcard, describe
from searcher.query.errors import SearchError
from searcher.query.fields import FIELDS

if TYPE_CHECKING:
    from index.engine import Snapshot
    from index.topic_files import TopicNames

_LISTED = 12  # topics, in an error


def field_plan(snapshot: Snapshot, field: Field) -> AnyOf:
    """The plan for the paragraphs that have a value which ``field`` matches."""
    kept = FIELDS[field.name].kept_in
    plans = [Has(name, tuple(_values(snapshot, name, field))) for name in kept]
    if FIELDS[field.name].says and (names := list(_names_of_people(snapshot, field))):
        plans.append(Has("speaker", tuple(names)))
    return AnyOf(tuple(plans))


def _names_of_people(snapshot: Snapshot, field: Field) -> Iterator[str]:
    """The speakers of the index that may be a person of the people file whom the field matches."""
    wanted: set[str] = set()
    for person in snapshot.people.persons:
        if field.name == "speaker":
            values = [*person.names, *(office.title for office in person.offices)]
        else:
            values = [office.organization for office in person.offices]
        if any(matches_value(field, value) for value in values):
            wanted.update(map(_folded, person.names))
    if wanted:
        yield from (name for name in snapshot.lexicon("speaker") if _folded(name) in wanted)


def _values(snapshot: Snapshot, name: str, field: Field) -> Iterable[str]:
    if FIELDS[field.name].read == "topic":
        return topic_ids(snapshot, field)
    return (value for value in snapshot.lexicon(name) if matches_value(field, value))


def matches_value(field: Field, value: str) -> bool:
    """Whether ``field`` matches one value."""
    wanted = field.value
    if isinstance(wanted, DateRange):
        return _overlap(wanted, Period.parse(value))
    names = FIELDS[field.name].values.get(value, ())
    return any(_matches_text(wanted, _folded(name)) for name in (value, *names))


def _matches_text(wanted: Term | Phrase | Wildcard, folded: str) -> bool:
    if isinstance(wanted, Wildcard):
        at = 0
        for part in map(fold, wanted.parts):
            at = folded.find(part, at)
            if at < 0:
                return False
            at += len(part)
        return True
    return _folded(wanted.text) in folded


def _overlap(wanted: DateRange, period: Period) -> bool:
    begins = wanted.last is None or period.first <= wanted.last
    return begins and (wanted.first is None or wanted.first <= period.last)


#: The same few names occur in many paragraphs.
_folded = lru_cache(maxsize=4096)(fold)


def topic_ids(snapshot: Snapshot, field: Field) -> list[str]:
    """The ids of the topics that a ``topic:`` field names, by a label or another name.

    A wildcard names every topic whose label matches. Raises :class:`SearchError` if there is none.
    """
    wanted = field.value
    names = snapshot.topic_names
    if isinstance(wanted, Term | Phrase):
        if id := names.find(wanted.text):
            return [id]
    else:
        matching = [id for id, label in names.labels.items() if matches_value(field, label)]
        if matching:
            return matching
    topic = "" if isinstance(wanted, DateRange) else describe(wanted)
    raise no_topic(topic, names, wanted.text if isinstance(wanted, Term | Phrase) else "")


def no_topic(topic: str, names: TopicNames, text: str) -> SearchError:
    """The error for a topic that is not there; it lists those whose names contain ``text``."""
    from searcher.query.spoken import SpokenTopics

    if others := names.containing(text)[:_LISTED]:
        return SearchError(
            "there is no topic {topic}. Topics with this word: {others}.",
            topic=topic,
            others=SpokenTopics(tuple(others), names),
        )
    return SearchError(
        "there is no topic {topic}; `cewen topics` lists those of the index.", topic=topic
    )
