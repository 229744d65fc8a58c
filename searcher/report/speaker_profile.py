"""One speaker: the offices over time, the statements by year, and the topics."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from corpus.document import Speaker
from corpus.fold import fold
from corpus.speakers.attribution import is_procedural
from index.plan import Has
from index.stored_record import DOC, STATEMENTS, TEXT, TOPICS
from searcher.query.errors import SearchError

if TYPE_CHECKING:
    from index.engine import Snapshot
    from index.people import Identity


class OfficeHeld(NamedTuple):
    """An office with the first and the last year in which documents give it (0: no date)."""

    organization: str
    title: str
    first: int
    last: int
    statements: int


class Profile(NamedTuple):
    """A speaker. ``statements`` do not include turns that only run the meeting.

    ``years`` has the number of statements of each year in order, and under None those of documents
    without a date. ``topics`` are ids with the number of paragraphs, the most frequent first.
    ``spellings`` are the names that the documents use. ``document`` is the id of the only document
    in which a role such as 主席 means this speaker; otherwise empty.
    """

    name: str
    group: bool
    document: str
    spellings: tuple[str, ...]
    statements: int
    documents: tuple[str, ...]
    offices: tuple[OfficeHeld, ...]
    years: tuple[tuple[int | None, int], ...]
    topics: tuple[tuple[str, int], ...]


@dataclass(slots=True)
class _Counted:
    identity: Identity
    statements: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    spellings: Counter[str] = field(default_factory=Counter)
    documents: dict[str, None] = field(default_factory=dict)
    offices: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    years: Counter[int | None] = field(default_factory=Counter)
    topics: Counter[str] = field(default_factory=Counter)


def speaker_profiles(snapshot: Snapshot, name: str) -> list[Profile]:
    """The persons or groups of this name, those with the most statements first.

    The name is whole, in either script, and may be another name of a person of the people file.

    :raises SearchError: no speaker of the documents has this name.
    """
    found: dict[tuple[str, ...], _Counted] = {}
    names = frozenset(_names(snapshot, fold(name)))
    plan = Has("speaker", tuple(names))
    for _, paragraph in snapshot.session().match(plan).all_records() if names else ():
        record = paragraph.record
        date = snapshot.file(record[DOC]).date
        year = date.first.year if date else None
        here = set()
        for start, end, *fields, _, _, _, _ in record[STATEMENTS]:
            speaker = Speaker(*fields)
            if speaker.name not in names or is_procedural(record[TEXT][start:end]):
                continue
            identity = snapshot.people.identity(speaker, record[DOC], date)
            counted = found.setdefault(identity.key, _Counted(identity))
            _count(counted, speaker, year, record[DOC])
            here.add(identity.key)
        for key in here:
            found[key].topics.update(topic for topic, _ in record[TOPICS])
    profiles = sorted(map(_profile, found.values()), key=lambda one: -one.statements)
    if not profiles:
        raise SearchError("Nobody of the name {name} speaks in these documents.", name=name)
    return profiles


def _names(snapshot: Snapshot, folded: str) -> Iterator[str]:
    """The spellings in the index of this name and of the other names of the person."""
    wanted = {folded}
    for person in snapshot.people.persons:
        others = {fold(one) for one in person.names}
        if folded in others:
            wanted |= others
    yield from (one for one in snapshot.lexicon("speaker") if fold(one) in wanted)


def _count(counted: _Counted, speaker: Speaker, year: int | None, doc: str) -> None:
    counted.statements += 1
    counted.kinds[speaker.kind] += 1
    counted.spellings[speaker.name] += 1
    counted.documents[doc] = None
    counted.years[year] += 1
    if speaker.organization or speaker.title:
        office = counted.offices.setdefault((speaker.organization, speaker.title), [])
        office.append(year or 0)


def _profile(counted: _Counted) -> Profile:
    offices = (
        OfficeHeld(organization, title, min(filter(None, years), default=0), max(years), len(years))
        for (organization, title), years in counted.offices.items()
    )
    return Profile(
        name=counted.identity.name or counted.spellings.most_common(1)[0][0],
        group=counted.kinds.most_common(1)[0][0] == "group",
        document=counted.identity.document,
        spellings=tuple(name for name, _ in counted.spellings.most_common()),
        statements=counted.statements,
        documents=tuple(counted.documents),
        offices=tuple(sorted(offices, key=lambda one: (one.first, one.last, -one.statements))),
        years=tuple(sorted(counted.years.items(), key=lambda pair: (pair[0] is None, pair[0]))),
        topics=tuple(counted.topics.most_common()),
    )
