"""Suggests which names may be those of one person, for the user's people file."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from corpus.errors import Message
from corpus.fold import fold
from corpus.speakers.job_titles import job_title_ends
from corpus.speakers.lexicon import words
from corpus.speakers.role_names import is_role_name

if TYPE_CHECKING:
    from index.engine import Snapshot

_BY_TITLE = "the family name and a job title of {name}, in the same year or document"
_BY_GIVEN_NAME = "the given name of {name}, in the same year or document"
_BY_LATIN_FORM = "a shorter form of {name}"
_PART = re.compile(r"[a-z\u00c0-\u024f]+")


class SamePerson(NamedTuple):
    """``name`` and ``aliases`` may be one person, for this ``reason``.

    Without aliases, the index keeps two persons of this name apart who may be one.
    """

    name: str
    aliases: tuple[str, ...]
    reason: Message


@dataclass(slots=True)
class _Named:
    """What the documents say of one name. ``organizations`` are by their folded form."""

    name: str
    titles: set[str] = field(default_factory=set)
    organizations: dict[str, str] = field(default_factory=dict)
    documents: set[str] = field(default_factory=set)
    years: set[int] = field(default_factory=set)

    def meets(self, other: _Named) -> bool:
        """Whether both speak in one document or one year."""
        return bool(self.documents & other.documents or self.years & other.years)


def suggest_same_person(snapshot: Snapshot) -> list[SamePerson]:
    """The suggestions, those of namesakes first. A name has at most one, and only if no other name
    fits as well; names that the people file already has get none."""
    named = _names(snapshot)
    found = list(_namesakes(snapshot, named))
    forms = _forms(named)
    for key, one in named.items():
        for reason, form, needs_meeting in _references(key):
            others = [other for other in forms.get(form, ()) if other is not one]
            if needs_meeting:
                others = [other for other in others if one.meets(other)]
            if len(others) == 1:
                name = others[0].name
                found.append(SamePerson(name, (one.name,), Message(reason, {"name": name})))
                break
    return found


def _names(snapshot: Snapshot) -> dict[str, _Named]:
    """The persons' names of all documents by their folded form, without roles."""
    listed = {fold(name) for person in snapshot.people.persons for name in person.names}
    found: dict[str, _Named] = {}
    for id in snapshot.file_ids():
        file = snapshot.file(id)
        for speaker in file.speakers:
            key = fold(speaker.name)
            if speaker.kind != "person" or key in listed or is_role_name(key):
                continue
            one = found.setdefault(key, _Named(speaker.name))
            one.documents.add(id)
            one.titles.add(fold(speaker.title))
            one.organizations.setdefault(fold(speaker.organization), speaker.organization)
            if file.date:
                one.years.update(range(file.date.first.year, file.date.last.year + 1))
    return found


def _namesakes(snapshot: Snapshot, named: dict[str, _Named]) -> Iterator[SamePerson]:
    reason = "one name with organizations that no year has together: {organizations}"
    for key, several in snapshot.people.namesakes.items():
        if key in named:
            written = named[key].organizations
            persons = (sorted(written[o] for o in one.organizations) for one in several)
            organizations = " / ".join(map("、".join, persons))
            yield SamePerson(named[key].name, (), Message(reason, {"organizations": organizations}))


def _forms(named: dict[str, _Named]) -> dict[tuple[str, ...], list[_Named]]:
    """The persons by each short form that a text may use for them."""
    found: defaultdict[tuple[str, ...], list[_Named]] = defaultdict(list)
    for key, one in named.items():
        if surname := _surname(key):
            found["given", key[len(surname) :]].append(one)
            for title in filter(None, one.titles):
                found["title", surname, title].append(one)
        parts = _parts(key)
        for shorter in {tuple(parts[:n]) for n in range(1, len(parts))}:
            found["latin", *shorter].append(one)
        if len(parts) > 1:  # Audrey T.
            found["latin", *parts[:-1], parts[-1][0]].append(one)
    return found


def _references(key: str) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    """What a name may be short for: the reason, the form in :func:`_forms`, and whether both
    names must occur in one year or document."""
    for length in (2, 1):
        surname, title = key[:length], key[length:]
        if title and _is_surname(surname) and len(key) in job_title_ends(key, length):
            yield _BY_TITLE, ("title", surname, title), True
    if len(key) == 2:
        yield _BY_GIVEN_NAME, ("given", key), True
    if parts := _parts(key):
        yield _BY_LATIN_FORM, ("latin", *parts), False


def _surname(key: str) -> str:
    """The family name of a Chinese name of three or four characters, or nothing."""
    if not 3 <= len(key) <= 4:
        return ""
    return next((key[:n] for n in (len(key) - 2, 2, 1) if _is_surname(key[:n])), "")


def _is_surname(folded: str) -> bool:
    return folded in words("surnames", "surnames_long")


def _parts(folded: str) -> list[str]:
    return _PART.findall(folded) if folded.isascii() else []
