"""Who is who in one document: every wording that names a person leads to one speaker.

A person is known by a full name. 張副司長, 執行長, a given name or a Latin surname alone mean the
nearest person they fit, first looking back, then ahead.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from corpus.document import Speaker
from corpus.fold import fold
from corpus.speakers.mentions import Mention

Place = tuple[int, int]
"""Where something is named: the index of the paragraph, the offset in it."""


@dataclass(slots=True)
class _Person:
    name: str
    titles: Counter[str] = field(default_factory=Counter)
    organizations: Counter[str] = field(default_factory=Counter)
    she: bool | None = None
    places: list[Place] = field(default_factory=list)
    folded_titles: set[str] = field(default_factory=set)

    def fits_title(self, title: str) -> int:
        """Say how well ``title`` (folded) fits: 2 it is his, 1 it is part of his, 0 not at all."""
        if title in self.folded_titles:
            return 2
        return int(any(title in one for one in self.folded_titles))

    def fits_organization(self, organization: str) -> bool:
        """Say whether ``organization``, if the text gives one, can be his, shortened perhaps."""
        if not organization or not self.organizations:
            return True
        wanted = set(fold(organization))
        return any(len(wanted & set(fold(own))) * 2 > len(wanted) for own in self.organizations)

    def distance(self, place: Place) -> tuple[int, int, int]:
        """Say how far ``place`` is from the nearest mention; what comes before is nearer."""
        index = bisect_left(self.places, place)
        if index:
            paragraph, offset = self.places[index - 1]
            return 0, place[0] - paragraph, place[1] - offset if place[0] == paragraph else -offset
        paragraph, offset = self.places[index] if self.places else (place[0], 0)
        return 1, paragraph - place[0], offset

    def speaker(self) -> Speaker:
        title = _first(self.titles)
        return Speaker(self.name, title, _first(self.organizations))


def _first(counts: Counter[str]) -> str:
    """Return the longest of the most frequent, so that one slip of the pen does not count."""
    if not counts:
        return ""
    return max(counts, key=lambda one: (counts[one], len(one)))


def _one_off(name: str) -> tuple[str, str]:
    return name[0] + "*" + name[2], name[:2] + "*"


class People:
    """The persons of a document. Enter every full name first, then ask with :meth:`resolve`."""

    def __init__(self, named: Iterable[tuple[Place, Mention]]) -> None:
        self._persons: dict[str, _Person] = {}
        self._by_surname: dict[str, list[_Person]] = {}
        for place, mention in named:
            self._enter(place, mention)
        self._merge_slips()
        self._merge_parts()
        for key, person in self._persons.items():
            for length in (1, 2):
                bearers = self._by_surname.setdefault(key[:length], [])
                if person not in bearers:
                    bearers.append(person)
        for person in self._persons.values():
            person.places.sort()
        self._distinct = list({id(one): one for one in self._persons.values()}.values())

    def _enter(self, place: Place, mention: Mention) -> None:
        key = fold(mention.name)
        person = self._persons.get(key)
        if person is None:
            person = self._persons[key] = _Person(mention.name)
        person.places.append(place)
        if mention.title:
            person.titles[mention.title] += 1
            person.folded_titles.add(fold(mention.title))
        if mention.organization:
            person.organizations[mention.organization] += 1
        if mention.she is not None:
            person.she = mention.she

    def _merge_slips(self) -> None:
        """Take 鍾文樞 for 鍾文堉 where one is written once, with the same surname and title."""
        often: dict[str, _Person] = {}
        for key, person in self._persons.items():
            if len(key) == 3 and len(person.places) > 1:
                often.update((pattern, person) for pattern in _one_off(key))
        for key, person in list(self._persons.items()):
            if len(key) != 3 or len(person.places) > 1:
                continue
            for pattern in _one_off(key):
                other = often.get(pattern)
                if other is not None and set(person.titles) & set(other.titles):
                    other.places = sorted(other.places + person.places)
                    self._persons[key] = other
                    break

    def _merge_parts(self) -> None:
        """Take Delgado for Maria Delgado, if no other Delgado is named."""
        bearers: dict[str, list[_Person]] = {}
        for key, person in self._persons.items():
            if " " in key:
                for part in key.split(" "):
                    bearers.setdefault(part, []).append(person)
        for key, person in list(self._persons.items()):
            whole = bearers.get(key, [])
            if len(whole) == 1:
                whole[0].places = sorted(whole[0].places + person.places)
                self._persons[key] = whole[0]

    def resolve(self, mention: Mention, wording: str, place: Place) -> Speaker | None:
        """Return the person meant by ``mention`` at ``place``, or ``wording`` for want of better.

        A pronoun gives None: whom it means depends on who was just spoken of.
        """
        if mention.form == "full":
            return self._full(mention)
        if mention.form == "pronoun":
            return None
        if best := self._nearest(mention, place):
            return best.speaker()
        if mention.form == "title" and not wording.startswith(mention.organization):
            # 經濟部長 says more than 部長; its 部 belongs to both.
            shared = mention.organization.endswith(wording[:1]) and wording[1:] in ("長", "长")
            wording = mention.organization[: -1 if shared else None] + wording
        return Speaker(wording, mention.title, mention.organization)

    def _nearest(self, mention: Mention, place: Place) -> _Person | None:
        """Return the nearest person whom a surname, a title or a courtesy fits."""
        is_short = mention.form == "short"
        persons = self._by_surname.get(fold(mention.name), []) if is_short else self._distinct
        title = fold(mention.title)
        ranked = [
            (person.distance(place), -fit, order, person)
            for order, person in enumerate(persons)
            if (fit := person.fits_title(title) if title else person.she in (None, mention.she))
            and person.fits_organization(mention.organization)
        ]
        if not ranked:
            return None
        (is_ahead, *_), _, _, best = min(ranked)
        # An office that several people hold further on means none of them yet.
        return None if is_ahead and not is_short and len(ranked) > 1 else best

    def _full(self, mention: Mention) -> Speaker:
        person = self._persons.get(fold(mention.name))
        if person is not None:
            return person.speaker()
        return Speaker(mention.name, mention.title, mention.organization)

    def she(self, speaker: Speaker) -> bool | None:
        """Say whether the document calls ``speaker`` 女士 (True) or 先生 (False), if either."""
        person = self._persons.get(fold(speaker.name))
        return person.she if person else None

    def by_part(self, part: str) -> Speaker | None:
        """Return the one person whose given name, or Latin surname, is ``part``."""
        wanted = fold(part)
        found = {
            id(person): person
            for key, person in self._persons.items()
            if (len(wanted) == 2 and len(key) == 3 and key.endswith(wanted))
            or wanted in key.split(" ")
        }
        return next(iter(found.values())).speaker() if len(found) == 1 else None

    @property
    def names(self) -> frozenset[str]:
        """The folded full names."""
        return frozenset(self._persons)
