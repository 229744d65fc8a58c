"""Who is who: speakers of statements in, persons out.

One person has one entry across the forms and scripts of a name. In order:

1. The user's people file (:mod:`index.people_file`) merges and splits by hand.
2. A role label (主席, 記者) means somebody of its document, and nobody of another.
3. Speakers of one name are one person, except where the documents speak of two: with different
   organizations, and in no year together. Then a statement without an organization belongs to the
   one who speaks in its year; if there is none or more than one, it is kept apart.

Records keep what the text says, so a changed people file reads nothing anew. Which names are those
of two persons is decided at each commit, from the speakers of all documents, and written to one
small file.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from corpus.document import Paragraph, Period, Speaker, Statement
from corpus.fold import fold
from index.errors import IndexDamagedError
from index.kept_files import KeptFiles
from index.manifest import check_missing
from index.sealed_file import read_json, write_json

if TYPE_CHECKING:
    from index.people_file import Office, Person
    from index.stored_record import IndexedFile

NAMESAKES = "namesakes.json"
# Folded. A unit that many organizations have says nothing about a person.
_ANY_UNIT = "(?:.{0,2}(?:组|室|科|课|股|班|队)|办公室|小组|.组)$"  # compiled when it is needed


def _check(paths: Sequence[Path]) -> None:
    from index.people_file import load_people

    load_people(paths)


PEOPLE_FILES = KeptFiles("people", _check)
"""The user's people files. Keeping them raises PeopleFileError if one has a mistake."""


class Namesake(NamedTuple):
    """One of several persons of one name: the folded ``organizations`` given with the name, and
    the ``times`` of the documents (see :func:`_times`)."""

    organizations: frozenset[str]
    times: frozenset[str]


class Identity(NamedTuple):
    """The person or group that a speaker is.

    ``key`` is equal for the same person. ``name`` is the one to show; empty for the name as the
    text gives it. ``document`` is the id of the only document in which a role label means this
    speaker, or empty.
    """

    key: tuple[str, ...]
    name: str = ""
    document: str = ""


class People:
    """The persons of one snapshot of an index; ``persons`` are those of the user's people file."""

    def __init__(self, index: Path) -> None:
        """Read the people files that the index keeps.

        :raises IndexDamagedError: a file of the index is damaged.
        """
        self._index = index
        self.persons: Sequence[Person] = ()
        if not (paths := PEOPLE_FILES.paths(index)):
            return
        from index.people_file import PeopleFileError, load_people

        try:
            self.persons = load_people(paths)
        except PeopleFileError as error:
            raise IndexDamagedError(index / PEOPLE_FILES.folder, str(error)) from error

    @cached_property
    def namesakes(self) -> Mapping[str, Sequence[Namesake]]:
        """The persons of each folded name that several persons have."""
        return read_namesakes(self._index)

    def identity(self, speaker: Speaker, document: str, date: Period | None) -> Identity:
        """Who ``speaker`` of a statement is, in the document with this id and date."""
        name = fold(speaker.name)
        if person := self.person(speaker, document):
            return Identity(("file", str(self.persons.index(person))), person.name)
        if speaker.kind == "group":
            return Identity(("group", name))
        if self._is_role(name):
            return Identity(("role", name, document), document=document)
        if several := self.namesakes.get(name):
            return Identity(("person", name, _which(several, speaker, document, date)))
        return Identity(("person", name))

    def person(self, speaker: Speaker, document: str) -> Person | None:
        """The person of the people file; None if it has none. One with restrictions goes first."""
        if not self.persons:
            return None
        found = [
            person
            for person in self._by_name.get(fold(speaker.name), ())
            if person.is_meant(speaker.organization, document)
        ]
        found.sort(key=lambda person: not (person.organizations or person.documents))
        return found[0] if found else None

    def offices(self, speaker: Speaker, document: str, date: Period | None) -> list[Office]:
        """The offices of the people file that the speaker holds on the day of the document."""
        person = self.person(speaker, document)
        return [office for office in person.offices if office.is_held(date)] if person else []

    def described(self, paragraph: Paragraph, document: str, date: Period | None) -> Paragraph:
        """The paragraph with the people file's name for each speaker, and the office of that day
        where it gives one."""
        if not self.persons:
            return paragraph
        statements = [self.describe(one, document, date) for one in paragraph.statements]
        return paragraph._replace(statements=tuple(statements))

    def describe(self, statement: Statement, document: str, date: Period | None) -> Statement:
        """A statement of such a paragraph."""
        speaker = statement.speaker
        person = self.person(speaker, document)
        if not person:
            return statement
        for office in self.offices(speaker, document, date)[:1]:
            speaker = speaker._replace(title=office.title, organization=office.organization)
        return statement._replace(speaker=speaker._replace(name=person.name))

    def is_several(self, name: str) -> bool:
        """Whether this name may be that of several persons: a role label, or a name of two."""
        name = fold(name)
        return name in self.namesakes or name in self._by_name or self._is_role(name)

    @cached_property
    def _by_name(self) -> Mapping[str, Sequence[Person]]:
        found: defaultdict[str, list[Person]] = defaultdict(list)
        for person in self.persons:
            for name in dict.fromkeys(map(fold, person.names)):
                found[name].append(person)
        return found

    @staticmethod
    def _is_role(folded: str) -> bool:
        from corpus.speakers.role_names import is_role_name

        return is_role_name(folded)


def write_namesakes(index: Path, generation: int, files: Iterable[IndexedFile]) -> None:
    """Decide anew which names are those of several persons, from all ``files`` of a commit."""
    found = {
        name: [[sorted(one.organizations), sorted(one.times)] for one in several]
        for name, several in sorted(namesakes(files).items())
    }
    write_json(index / NAMESAKES, {"commit": generation, "names": found})


def has_namesakes(index: Path, generation: int) -> bool:
    """Whether they have been written for this commit. A run that was killed may have not."""
    try:
        return read_json(index / NAMESAKES).startswith(b'{ "commit": %d,' % generation)
    except (FileNotFoundError, IndexDamagedError):
        return False


def namesakes(files: Iterable[IndexedFile]) -> dict[str, list[Namesake]]:
    """The persons of each folded name that several persons have.

    Two organizations belong to one person if one is the other's short form or part, or if the name
    occurs with both in one year (in one document, if it has no date).
    """
    seen: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for file in files:
        times = frozenset(_times(file.id, file.date))
        for speaker in file.speakers:
            if speaker.kind == "person" and (organization := _organization(speaker)):
                seen[fold(speaker.name)][organization].update(times)
    grouped = {name: _grouped(offices) for name, offices in seen.items() if len(offices) > 1}
    return {name: several for name, several in grouped.items() if len(several) > 1}


def _grouped(times: Mapping[str, set[str]]) -> list[Namesake]:
    """The persons of one name, of its organizations and when each was given with it."""
    groups: list[Namesake] = []
    for organization, when in sorted(times.items()):
        one = Namesake(frozenset({organization}), frozenset(when))
        same = [group for group in groups if _may_be_one(group, one)]
        groups = [group for group in groups if group not in same]
        groups.append(
            Namesake(
                one.organizations.union(*(group.organizations for group in same)),
                one.times.union(*(group.times for group in same)),
            )
        )
    return groups


def _may_be_one(a: Namesake, b: Namesake) -> bool:
    return bool(a.times & b.times) or any(
        _is_short_for(x, y) or _is_short_for(y, x) for x in a.organizations for y in b.organizations
    )


def _is_short_for(short: str, long: str) -> bool:
    """Whether each character occurs in order in the other: 衛福部 in 衛生福利部."""
    characters = iter(long)
    return len(short) > 1 and all(character in characters for character in short)


def _organization(speaker: Speaker) -> str:
    """The folded organization, or nothing if it is a unit of any organization: 第一組."""
    folded = fold(speaker.organization)
    return "" if re.match(_ANY_UNIT, folded) else folded


def _times(document: str, date: Period | None) -> Iterator[str]:
    """The years of a document, or the document itself if it has no date."""
    if date is None:
        yield document
    else:
        yield from map(str, range(date.first.year, date.last.year + 1))


def _which(
    several: Sequence[Namesake], speaker: Speaker, document: str, date: Period | None
) -> str:
    """Which of the persons of one name it is: its number, or ``?`` if that is not clear."""
    times = set(_times(document, date))
    organization = _organization(speaker)
    found = [
        number
        for number, one in enumerate(several)
        if (organization in one.organizations if organization else one.times & times)
    ]
    return str(found[0]) if len(found) == 1 else "?"


def read_namesakes(index: Path) -> Mapping[str, Sequence[Namesake]]:
    """What :func:`write_namesakes` wrote; nothing before the first commit.

    :raises IndexDamagedError: the file is missing, or not as it was written.
    """
    try:
        written = read_json(index / NAMESAKES)
    except FileNotFoundError:
        check_missing(index, index / NAMESAKES)
        return {}
    import json

    try:
        return {
            str(name): [
                Namesake(frozenset(map(str, a)), frozenset(map(str, b))) for a, b in several
            ]
            for name, several in json.loads(written)["names"].items()
        }
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise IndexDamagedError(index / NAMESAKES, str(error)) from None
