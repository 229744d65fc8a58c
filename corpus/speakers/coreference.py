"""The full names of a document in, the speaker of each shorter mention out.

張副司長, 執行長, a given name or a Latin surname alone refer to the nearest person with a matching
full name: the last one before the mention, otherwise the first one after it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from corpus.document import Speaker
from corpus.fold import fold
from corpus.speakers.mention import Mention

_POINT = fold("·")
Position = tuple[int, int]
"""The index of a paragraph, and an offset in characters of its text."""


_SPOKESPERSONS = frozenset(fold("發言人 新聞發言人 負責人 有關負責人 新聞官").split())


# Folded. 前總統 is no 總統, and 副局長 no 局長.
_OTHER_RANK = tuple(map(fold, ["前", "原", "故", "副", "代", "代理", "候任", "候選", "準"]))


def _is_part(title: str, whole: str) -> bool:
    """Return whether a folded title is a part of another, and means the same office."""
    at = whole.rfind(title)
    return at >= 0 and not whole[:at].endswith(_OTHER_RANK)


@dataclass(slots=True)
class _Person:
    name: str
    titles: Counter[str] = field(default_factory=Counter)
    organizations: Counter[str] = field(default_factory=Counter)
    female: bool | None = None
    positions: list[Position] = field(default_factory=list)
    folded_titles: set[str] = field(default_factory=set)
    known_as: Speaker | None = None

    def fits_title(self, title: str) -> int:
        """Return 2 if the person has the folded ``title``, 1 if it is part of one, otherwise 0."""
        if title in self.folded_titles:
            return 2
        return int(any(_is_part(title, one) for one in self.folded_titles))

    def fits_organization(self, organization: str) -> bool:
        """Return whether ``organization`` may be the person's, perhaps in a shorter form.

        True if it is empty, or if the person has none.
        """
        if not organization or not self.organizations:
            return True
        wanted = set(fold(organization))
        return any(len(wanted & set(fold(own))) * 2 > len(wanted) for own in self.organizations)

    def speaker(self) -> Speaker:
        if self.known_as is None:  # asked for when all mentions are known
            self.known_as = Speaker(self.name, _first(self.titles), _first(self.organizations))
        return self.known_as


def _first(counts: Counter[str]) -> str:
    """Return the most frequent value, of several the longest, so that one misspelling is ignored.

    Returns "" if there is none.
    """
    if not counts:
        return ""
    return max(counts, key=lambda one: (counts[one], len(one)))


def _one_character_off(name: str) -> tuple[str, str]:
    return name[0] + "*" + name[2], name[:2] + "*"


class _Fitting:
    """The persons whom mentions of one wording may refer to, each with how well it fits."""

    def __init__(self, persons: Iterable[tuple[int, _Person]]) -> None:
        fits = list(persons)
        self.count = len(fits)
        most = max((fit for fit, _ in fits), default=0)
        self.is_ambiguous = sum(fit == most for fit, _ in fits) > 1
        placed = [
            (position, -fit, order, person)
            for order, (fit, person) in enumerate(fits)
            for position in person.positions
        ]
        placed.sort(key=lambda one: one[:3])
        # Of several persons at one position, the best is the first.
        self._positions: list[Position] = []
        self._persons: list[_Person] = []
        for position, _, _, person in placed:
            if not self._positions or self._positions[-1] != position:
                self._positions.append(position)
                self._persons.append(person)

    def nearest(self, position: Position) -> tuple[_Person, bool]:
        """Return the nearest person, and whether all are named at ``position`` or later.

        Any mention before ``position`` is nearer than all mentions after it.
        """
        index = bisect_left(self._positions, position)
        return self._persons[max(0, index - 1)], index == 0


class People:
    """The persons of a document, made from all mentions with a full name.

    :meth:`resolve` finds the person whom another mention refers to. ``offices`` are mentions
    with an organization, each with its text.
    """

    def __init__(
        self, named: Iterable[tuple[Position, Mention]], offices: Iterable[tuple[Mention, str]] = ()
    ) -> None:
        self._offices: dict[str, set[tuple[str, str]]] = {}
        for one, text in offices:
            title = fold(one.title)
            if one.form == "title" and title in _SPOKESPERSONS:
                begin = max(0, text.rfind(one.organization, 0, one.start))
                office = (text[begin : one.end], one.organization)
                self._offices.setdefault(title, set()).add(office)
        self._fits: dict[tuple[str, str, str, bool | None], _Fitting] = {}
        self._persons: dict[str, _Person] = {}
        self._by_surname: dict[str, list[_Person]] = {}
        for position, mention in named:
            self._enter(position, mention)
        self._merge_misspellings()
        self._merge_name_parts()
        self._by_part: dict[str, dict[int, _Person]] = {}
        listed: set[tuple[str, int]] = set()
        for key, person in self._persons.items():
            for length in (1, 2):
                if (key[:length], id(person)) not in listed:
                    listed.add((key[:length], id(person)))
                    self._by_surname.setdefault(key[:length], []).append(person)
            for part in (*key.split(" "), *([key[1:]] if len(key) == 3 else [])):
                self._by_part.setdefault(part, {})[id(person)] = person
        for person in self._persons.values():
            person.positions.sort()
        self._distinct = list({id(one): one for one in self._persons.values()}.values())

    def _enter(self, position: Position, mention: Mention) -> None:
        key = fold(mention.name)
        person = self._persons.get(key)
        if person is None:
            person = self._persons[key] = _Person(mention.name)
        person.positions.append(position)
        if mention.title:
            person.titles[mention.title] += 1
            person.folded_titles.add(fold(mention.title))
        if mention.organization:
            person.organizations[mention.organization] += 1
        if mention.female is not None:
            person.female = mention.female

    def _merge_misspellings(self) -> None:
        """Merge 鍾文樞 into 鍾文堉 if it occurs once, with the same job title."""
        often: dict[str, _Person] = {}
        for key, person in self._persons.items():
            if len(key) == 3 and len(person.positions) > 1:
                often.update((pattern, person) for pattern in _one_character_off(key))
        for key, person in list(self._persons.items()):
            if len(key) != 3 or len(person.positions) > 1:
                continue
            for pattern in _one_character_off(key):
                other = often.get(pattern)
                if other is not None and set(person.titles) & set(other.titles):
                    other.positions += person.positions
                    self._persons[key] = other
                    break

    def _merge_name_parts(self) -> None:
        """Merge Delgado into Maria Delgado if the document names no other Delgado."""
        bearers: dict[str, list[_Person]] = {}
        for key, person in self._persons.items():
            parts = key.replace(_POINT, " ").split(" ")
            if len(parts) > 1:
                for part in parts:
                    bearers.setdefault(part, []).append(person)
        for key, person in list(self._persons.items()):
            whole = bearers.get(key, [])
            if len(whole) == 1:
                whole[0].positions += person.positions
                self._persons[key] = whole[0]

    def resolve(self, mention: Mention, wording: str, position: Position) -> Speaker | None:
        """Return the person whom ``mention`` at ``position`` refers to.

        If there is none, the speaker has ``wording`` as name. Returns None for a pronoun, because
        its antecedent depends on the sentences before it.
        """
        if mention.form == "full":
            return self._by_full_name(mention)
        if mention.form == "pronoun":
            return None
        if best := self._nearest(mention, position):
            return best.speaker()
        if mention.form == "short" and wording == mention.name:
            return None  # 羅認為, and the document names no 羅
        if mention.form == "title" and not wording.startswith(mention.organization):
            # 經濟部長 is more specific than 部長. Its 部 is part of organization and job title.
            shared = mention.organization.endswith(wording[:1]) and wording[1:] in ("長", "长")
            shared = shared and wording[0] not in "行州"  # 世界銀行行長
            wording = mention.organization[: -1 if shared else None] + wording
        elif mention.form == "title" and not mention.organization:
            # 發言人 is 政府發言人 if the document names no other.
            office = self.only_office(mention.title)
            if office is not None:
                return office
        return Speaker(wording, mention.title, mention.organization)

    def only_office(self, title: str) -> Speaker | None:
        """Return the 負責人 of the only organization that the document gives this office."""
        known = self._offices.get(fold(title), set())
        if len({organization for _, organization in known}) != 1:
            return None
        wording, organization = min(known)
        return Speaker(wording, title, organization)

    def is_ambiguous(self, mention: Mention) -> bool:
        """Return whether a family name with a job title fits several persons equally well."""
        if mention.form != "short":
            return False
        if not mention.title:
            return len(self._by_surname.get(fold(mention.name), [])) > 1
        return self._fitting(mention).is_ambiguous

    def _nearest(self, mention: Mention, position: Position) -> _Person | None:
        """Return the nearest person whose surname, job title or courtesy title matches."""
        fitting = self._fitting(mention)
        if not fitting.count:
            return None
        best, is_ahead = fitting.nearest(position)
        # A job title is ambiguous if only later paragraphs name people who have it.
        ambiguous = is_ahead and mention.form != "short" and fitting.count > 1
        return None if ambiguous else best

    def _fitting(self, mention: Mention) -> _Fitting:
        """Return the persons whose surname, job title or courtesy title matches."""
        is_short = mention.form == "short"
        surname = fold(mention.name) if is_short else ""
        title = fold(mention.title)
        # Kept, because many mentions of a document are worded alike.
        key = (surname, title, mention.organization, None if title else mention.female)
        found = self._fits.get(key)
        if found is None:
            persons = self._by_surname.get(surname, []) if is_short else self._distinct
            found = self._fits[key] = _Fitting(
                (fit, person)
                for person in persons
                if (
                    fit := person.fits_title(title)
                    if title
                    else int(person.female in (None, mention.female))
                )
                and person.fits_organization(mention.organization)
            )
        return found

    def _by_full_name(self, mention: Mention) -> Speaker:
        person = self._persons.get(fold(mention.name))
        if person is not None:
            return person.speaker()
        return Speaker(mention.name, mention.title, mention.organization)

    def is_female(self, speaker: Speaker) -> bool | None:
        """Return True if the document calls ``speaker`` 女士, False if 先生, None if neither."""
        person = self._persons.get(fold(speaker.name))
        return person.female if person else None

    def by_name_part(self, part: str) -> Speaker | None:
        """Return the only person with given name or Latin surname ``part``, or None."""
        found = self._by_part.get(fold(part), {})
        return next(iter(found.values())).speaker() if len(found) == 1 else None
