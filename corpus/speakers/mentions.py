"""Where a text names somebody: full names, 張副司長, 執行長, 她, Latin names, with office and body.

Nothing here decides who speaks (:mod:`corpus.speakers.reported_speech`) or who is meant (:mod:`corpus.speakers.coreference`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from corpus.fold import fold
from corpus.speakers.job_titles import Title, find_titles
from corpus.speakers.lexicon import ends_with, is_whole_word, matcher, words
from corpus.speakers.name_boundaries import (
    bare_name,
    ends_name,
    given_after,
    name_after,
    name_before,
    organization_before,
    sounded,
    speech_at,
    surname_before,
)

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

Form = Literal["full", "short", "title", "pronoun"]

_LATIN_WORD = r"[A-Z][A-Za-z\u00c0-\u024f'’\-]{0,30}\.?"
_PARTICLES = r"(?:(?:de|da|van|von|der|bin|el|al|la) ){0,2}"
_LATIN = re.compile(rf"(?<![A-Za-z]){_LATIN_WORD}(?:[ ·]{_PARTICLES}{_LATIN_WORD}){{0,5}}")
_PRONOUN = re.compile("(?<![其吉])[他她](?![们們人方国國州乡鄉家校日年])")
_MARK = re.compile("[，。；！？：、\0\n]|(?<!\\d)[,;:]")
_AND = tuple(fold("、和與及"))
_SPACES = (" ", "\u3000")


class Mention(NamedTuple):
    """``text[start:end]`` names a person; ``start`` and ``end`` are characters, half open.

    ``name`` is the full name as written, the surname of a short reference (張 of 張副司長), or
    empty. ``clear``: the place where the name begins is certain.
    ``she``: what a courtesy or a pronoun says of the person, if anything.
    """

    start: int
    end: int
    form: Form
    name: str
    title: str = ""
    organization: str = ""
    clear: bool = True
    she: bool | None = None


def find_mentions(text: str, folded: str, known: frozenset[str] = frozenset()) -> list[Mention]:
    """Return the persons named in ``text``, in order, none overlapping another.

    ``folded`` is ``fold(text)``, with a ``\\0`` for each character not to be read (quotations).
    ``known`` are folded full names, found also without a title and preferred where the edge of a
    name is in doubt.

    >>> text = "勞動部林永春次長指出"
    >>> [(one.name, one.title) for one in find_mentions(text, fold(text))]
    [('林永春', '次長')]
    """
    finder = _Finder(text, folded, known)
    found = [*finder.titled(), *finder.untitled()]
    found.sort(key=lambda mention: (mention.start, -mention.end))
    result: list[Mention] = []
    for mention in found:
        if not result or mention.start >= result[-1].end:
            result.append(mention)
    return result


class _Finder:
    """The names of one text. ``floor``: an organization cannot begin before it."""

    def __init__(self, text: str, folded: str, known: frozenset[str]) -> None:
        self.text, self.folded, self.known = text, folded, known
        self.latin = _latin_runs(text, folded)
        self.floor = 0

    def titled(self) -> Iterator[Mention]:
        """Yield those who are named with an office or a courtesy, or by an office alone."""
        by_end = {end: start for start, end in self.latin.items()}
        last = 0
        for found in find_titles(self.folded):
            if found.start < last:
                continue
            mention = self._around(found, by_end)
            if mention is None:
                continue
            yield mention
            last = mention.end
            if mention.form != "title":
                self.floor = last
            if mention.form == "full" and found.end != mention.end:
                for other in self._others(mention):
                    yield other
                    last = self.floor = other.end

    def _around(self, found: Title, by_end: dict[int, int]) -> Mention | None:
        """Read the name before the title, else the surname before it, else the name after it."""
        start, end, courtesy = found
        she = _she(self.folded[start:end] if courtesy else "")
        title = "" if courtesy else self.text[start:end]
        before = start - 1 if self.text[start - 1 : start] in _SPACES else start
        left = by_end.get(before)
        is_office = self.folded[start:end] not in words("occupations")
        if left is not None and _may_be_person(self.text[left:before], is_office):
            # Norden首席科学家Mira Halvorsen: one word before the office may be a company.
            if " " not in self.text[left:before]:
                first = self._title_first(start, end)
                if first.form == "full":
                    return first
            return self._full((left, end), self.text[left:before], title, she)
        edge = name_before(self.text, self.folded, start, self.known)
        if edge is not None and (is_office or edge[1]):
            name = self.text[edge[0] : start]
            if self.folded[start:end] == "代表" and not ends_name(self.folded, end):
                # 林甲代表市政府: he stands for somebody, he is no delegate.
                end, title = start, ""
            return self._full((edge[0], end), name, title, she, clear=edge[1])
        left = surname_before(self.text, self.folded, start, courtesy)
        if left is not None and (
            is_office or self.folded[left:start] not in words("surnames_rare")
        ):
            return self._short(left, found, title, she)
        return None if courtesy else self._title_first(start, end)

    def _full(
        self,
        span: tuple[int, int],
        name: str,
        title: str,
        she: bool | None = None,
        clear: bool = True,
    ) -> Mention:
        organization = self._organization(span[0], title)
        return Mention(*span, "full", name, title, organization, clear, she)

    def _short(self, left: int, found: Title, title: str, she: bool | None) -> Mention:
        """Read 張副司長, or 周委員宜蓁 with the office inside the name."""
        start, end, _ = found
        surname = self.text[left:start]
        if right := given_after(self.folded, end):
            return self._full((left, right), surname + self.text[end:right], title, she)
        organization = self._organization(left, title)
        return Mention(left, end, "short", surname, title, organization, True, she)

    def _title_first(self, start: int, end: int) -> Mention:
        """Read 處長Chai Somsak, 市长孙某, or a title that stands alone."""
        title = self.text[start:end]
        gap = int(self.text[end : end + 1] in _SPACES)
        after = end + gap
        right = self.latin.get(after)
        if right is None or not _may_be_person(self.text[after:right], alone=False):
            right = name_after(self.text, self.folded, after, self.known)
        if right is None:
            return Mention(start, end, "title", "", title, self._organization(start, title))
        name = self.text[after:right]
        courtesy = matcher("courtesy_he", "courtesy_she").at(self.folded, right)
        return self._full((start, right + len(courtesy)), name, title, _she(courtesy))

    def _others(self, mention: Mention) -> Iterator[Mention]:
        """Yield who follows in 立委張甲、陳乙: the office stands once, before the first name."""
        last = mention.end
        while self.folded[last : last + 1] in _AND:
            end = name_after(self.text, self.folded, last + 1, self.known)
            if end is None:
                return
            goes_on = self.folded[end : end + 1] in _AND or speech_at(self.folded, end)
            if not goes_on:
                return
            name = self.text[last + 1 : end]
            yield Mention(last + 1, end, "full", name, mention.title, mention.organization)
            last = end

    def untitled(self) -> Iterator[Mention]:
        """Yield pronouns, Latin names, names by sound, known names, and names that speak."""
        for match in _PRONOUN.finditer(self.folded):
            yield Mention(*match.span(), "pronoun", "", she=match.group() == "她")
        self.floor = 0
        for start, end in self.latin.items():
            name = self.text[start:end]
            if _is_latin_person(name) or fold(name) in self.known:
                yield self._full((start, end), name, "")
        spans = [match.span() for match in sounded().finditer(self.folded)]
        if self.known:
            found = _any_known(self.known).find_matches_as_indexes(self.folded)
            spans += [
                (start, end) for _, start, end in found if is_whole_word(self.folded, start, end)
            ]
        for span in [*spans, *self._bare()]:
            yield self._full(span, self.text[slice(*span)], "")

    def _bare(self) -> Iterator[tuple[int, int]]:
        for start in _heads(self.folded):
            if (end := bare_name(self.text, self.folded, start)) is not None:
                yield start, end

    def _organization(self, start: int, title: str) -> str:
        """Return the organization before ``start``; of 勞動部長 it is 勞動部, the office 部長."""
        found = organization_before(self.text, self.folded, start, self.floor)
        first = title[:1] if title[1:2] in ("長", "长") else ""
        shared = first and fold(first) in words("organization_endings") | {"市", "县"}
        is_whole = not found or ends_with(fold(found), "organization_endings")
        return found + first if shared and not is_whole else found


def _heads(folded: str) -> Iterator[int]:
    """Yield where a name may begin a clause: after a mark, and words like 其中 and 對此."""
    for place in (0, *[match.end() for match in _MARK.finditer(folded)]):
        if (start := _surname_at(folded, place)) is not None:
            yield start


def _surname_at(folded: str, start: int, leads: int = 2) -> int | None:
    """Return where a surname stands, at ``start`` or behind as many ``leads`` at most."""
    if matcher("surnames", "surnames_long").at(folded, start):
        return start
    for lead in matcher("leads").every(folded, start) if leads else ():
        if (found := _surname_at(folded, start + len(lead), leads - 1)) is not None:
            return found
    return None


@lru_cache(maxsize=1)  # each document has its own, which takes longer to make than to use
def _any_known(known: frozenset[str]) -> AhoCorasick:
    """Finds the names, the leftmost and of those the longest."""
    from ahocorasick_rs import AhoCorasick, MatchKind

    return AhoCorasick(list(known), matchkind=MatchKind.LeftmostLongest)


def _she(courtesy: str) -> bool | None:
    return courtesy in words("courtesy_she") if courtesy else None


def _latin_runs(text: str, folded: str) -> dict[int, int]:
    """Return where each run of capitalised Latin words begins and ends."""
    runs: dict[int, int] = {}
    for match in _LATIN.finditer(text):
        if folded[match.start()] == "\0":
            continue
        start = match.start()
        pieces = match.group().split(" ")
        while len(pieces) > 2 and len(pieces[0]) > 1 and pieces[0].isupper():
            start += len(pieces.pop(0)) + 1
        runs[start] = match.end()
    return runs


def _is_latin_person(name: str) -> bool:
    parts = re.split("[ ·]", name)
    if len(parts) < 2 or any(len(one.strip(".")) > 1 and one.isupper() for one in parts):
        return False
    pieces = re.split(r"[ ·.\-]", name.lower())
    return not any(piece in words("latin_organizations") for piece in pieces)


def _may_be_person(name: str, alone: bool) -> bool:
    """Say whether Latin words beside a title can be a name: Peggy can, WTO cannot.

    ``alone``: one word is enough.
    """
    return _is_latin_person(name) if " " in name else alone and name[1:].islower()
