"""Text in, mentions of persons out: full names, 張副司長, 執行長, 她, Latin names, with title.

:mod:`corpus.speakers.reported_speech` decides who of them speaks, and
:mod:`corpus.speakers.coreference` to whom a short mention refers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from corpus.fold import fold
from corpus.speakers.foreign_names import dotted_names
from corpus.speakers.job_titles import JobTitle, find_job_titles, job_title_ends
from corpus.speakers.latin_names import is_latin_person, latin_runs, may_be_latin_person
from corpus.speakers.lexicon import ends_with, lexicon, words
from corpus.speakers.name_boundaries import (
    given_name_end,
    is_whole_name,
    may_begin_name,
    may_follow_name,
    name_after,
    name_before,
    surname_before,
    unlisted_name_end,
    verb_of_saying_at,
)
from corpus.speakers.names_before_verbs import name_before_verb
from corpus.speakers.names_without_title import (
    affiliated_names,
    bare_names,
    clause_starts,
    known_names,
    masked_names,
    pseudonyms,
    surnames_that_speak,
)
from corpus.speakers.organizations import organization_before
from corpus.speakers.verbs_of_saying import may_report

Form = Literal["full", "short", "title", "pronoun"]

_PRONOUN = re.compile("(?<![其吉])[他她](?![们們人方国國州乡鄉家校日年])")
# Endings of short names of bodies that no given name has.
_BODIES = tuple(fold("府 局 署 廳 部 黨 會 院").split())
_AND = tuple(fold("、和與及"))
_BRACKETS = re.compile(r"[（(]([^（）()\n]{2,24})[）)]")
# 王小明市議員: the level of an office.
_COUNCILLOR = fold("議員")
_LEVELS = frozenset(fold("市縣區鄉鎮省州村國"))
_ONE_HOLDER = re.compile(
    fold(
        "(?!副).*(?:主席|總統|總理|首相|行政長官|特首|[部局署院市縣省州校]長|董事長|理事長|會長|總裁|總經理|執行長|秘書長)"
    )
)
_POLITE = frozenset(fold("師傅 老師").split())
# Malaysia: 公會主席拿督林甲
_HONORIFIC = re.compile(fold("(?:準|皇室)?(?:拿督|拿汀|丹斯里|潘斯里|敦)(?:斯里|威拉|巴杜卡)?"))
_SPACES = (" ", "\u3000")
_NONE: dict[int, int] = {}


class Mention(NamedTuple):
    """``text[start:end]`` names a person.

    ``name`` is the full name as written, the surname in a short mention (張 in 張副司長), or "".
    ``title`` is the job title. ``certain``: the beginning of the name is certain. ``female`` is
    set if a courtesy title or a pronoun gives the sex. ``guess``: it may be no name at all.
    """

    start: int
    end: int
    form: Form
    name: str
    title: str = ""
    organization: str = ""
    certain: bool = True
    female: bool | None = None
    guess: bool = False


def find_mentions(text: str, folded: str, known: frozenset[str] = frozenset()) -> list[Mention]:
    """Return the mentions of persons in ``text``, in order, without overlaps.

    ``folded`` is ``fold(text)``, with ``\\0`` for each character that is skipped (quotations).
    ``known`` are folded full names. They are found also without a job title, and are preferred if
    the boundary of a name is uncertain.

    >>> text = "勞動部林永春次長指出"
    >>> [(one.name, one.title) for one in find_mentions(text, fold(text))]
    [('林永春', '次長')]
    """
    return MentionFinder(text, folded, fold(text), may_report(folded)).find(known)


class MentionFinder:
    """Finds the mentions of one text, for one set of known names after the other.

    ``folded`` is as in :func:`find_mentions`, ``whole`` is ``fold(text)``, ``reports`` whether it
    contains a verb of saying. What depends on no known name is found once.
    """

    __slots__ = (
        *("dotted", "earliest", "folded", "job_titles", "known", "latin"),
        *("organizations", "speaking", "text"),
    )

    def __init__(self, text: str, folded: str, whole: str, reports: bool) -> None:
        self.text, self.folded = text, folded
        self.known: frozenset[str] = frozenset()
        self.latin = latin_runs(text, folded) or _NONE
        self.dotted = dict(dotted_names(folded)) or _NONE
        self.job_titles = tuple(find_job_titles(folded))
        self.earliest = 0  # an organization does not begin before
        self.organizations: dict[tuple[int, int, str], str] | None = None
        self.speaking = self._names_that_speak(whole, reports)

    def find(self, known: frozenset[str]) -> list[Mention]:
        """Return the mentions, as :func:`find_mentions` does."""
        self.known = known
        self.earliest = 0
        found = [(one, False) for one in self.with_job_title()]
        self.earliest = 0
        found += [(one, one.form == "full" and not one.title) for one in self.without_job_title()]
        found.sort(key=lambda one: (one[0].start, -one[0].end))
        result: list[Mention] = []
        for mention, without_organization in found:
            if result and mention.start < result[-1].end:
                continue
            if without_organization:
                mention = mention._replace(organization=self._organization(mention.start, ""))
            result.append(mention)
        return result

    def with_job_title(self) -> Iterator[Mention]:
        """Yield mentions with a job title or a courtesy title, and job titles alone."""
        by_end = {end: start for start, end in (*self.latin.items(), *self.dotted.items())}
        last = 0
        for found in self.job_titles:
            if found.start < last:
                continue
            mention = self._mention_at(found, by_end)
            if mention is None:
                continue
            yield mention
            last = mention.end
            if mention.form != "title":
                self.earliest = last
            if mention.form == "full" and found.end != mention.end:
                for other in self._further_names(mention):
                    yield other
                    last = self.earliest = other.end

    def _mention_at(self, found: JobTitle, by_end: dict[int, int]) -> Mention | None:
        """Return the mention with this title.

        Tries a full name before the title, then a surname before it, then a name after it.
        """
        start, end, courtesy = found
        female = _is_female_courtesy(self.folded[start:end] if courtesy else "")
        title = "" if courtesy else self.text[start:end]
        before = start - 1 if self.text[start - 1 : start] in _SPACES else start
        left = by_end.get(before)
        alone = self.folded[start:end] not in words("occupations")
        dotted = left is not None and self.dotted.get(left) == before
        if left is not None and (dotted or may_be_latin_person(self.text[left:before], alone)):
            # Norden首席科学家Mira Halvorsen: one word before the title may be a company.
            if not dotted and " " not in self.text[left:before]:
                first = self._title_first(start, end)
                if first.form == "full":
                    return first
            return self._full((left, end), self.text[left:before], title, female)
        if courtesy and left == before - 1 and self.text[left].isupper():
            return self._full((left, end), self.text[left:end], "", female)  # A先生
        if (both := self._two_surnames(start, end, title)) is not None:
            return both
        edge = name_before(self.text, self.folded, start, self.known)
        if edge is not None and self.folded[start:end] in words("relatives"):
            return None  # 王小明家屬 is somebody else
        if edge is not None and not (edge[1] and self._is_rather_name(edge[0], start, end)):
            # 社福界立法會議員狄志遠: 福界 is a worse name than the one after the title.
            first = self._title_first(start, end)
            if first.form == "full":
                return first
        if edge is not None and not alone and start - edge[0] == 2:
            # 樂齡計程車司機蒙秋燕: 樂齡 is a worse name than the one after the title.
            first = self._title_first(start, end)
            if first.form == "full" and len(first.name) > 2 and not first.guess:
                return first
        if edge is not None and (alone or edge[1]):
            name = self.text[edge[0] : start]
            if self.folded[start:end] == "代表" and not may_follow_name(self.folded, end):
                # 林甲代表市政府: 代表 is a verb here, not a job title.
                end, title = start, ""
            return self._full((edge[0], end), name, title, female, certain=edge[1])
        if (area := self._area_title(start, end)) is not None:
            return area
        polite = courtesy or self.folded[start:end] in _POLITE
        left = surname_before(self.text, self.folded, start, self.known, polite)
        if left is not None and (
            alone or polite or self.folded[left:start] not in words("surnames_rare")
        ):
            # 頤而康總經理周春國: 康 is the end of a company's name.
            second = None if courtesy else self._title_first(start, end)
            if second is not None and second.form == "full" and len(second.name) > 2:
                return second
            return self._short(left, found, title, female)
        return None if courtesy else self._title_first(start, end)

    def _is_rather_name(self, left: int, start: int, end: int) -> bool:
        """Return whether the characters before a title are rather a name than a place or a body:
        not 富良野|市長, 勞福|局長, 高市府|發言人."""
        name, title = self.folded[left:start], self.folded[start:end]
        if name in self.known:
            return True
        ends_body = title[1:] == "长" and title[0] in words("organization_endings")
        is_body = name.endswith(_BODIES) or (len(name) == 2 and ends_body)
        return name[0] not in words("surnames_rare") and not is_body

    def _full(
        self,
        span: tuple[int, int],
        name: str,
        title: str,
        female: bool | None = None,
        certain: bool = True,
    ) -> Mention:
        organization = self._organization(span[0], title)
        return Mention(*span, "full", name, title, organization, certain, female)

    def _area_title(self, start: int, end: int) -> Mention | None:
        """Return the mention 王小明市議員, in which the level of the office follows the name."""
        level = start - 1
        if level < 3 or self.folded[level] not in _LEVELS or self.folded[start:end] != _COUNCILLOR:
            return None
        edge = name_before(self.text, self.folded, level, self.known)
        if edge is None or not edge[1] or level - edge[0] < 3:
            return None
        return self._full((edge[0], end), self.text[edge[0] : level], self.text[level:end])

    def _two_surnames(self, start: int, end: int, title: str) -> Mention | None:
        """Return the mention 高潘委員玉蘭, in which two family names precede the title."""
        left = start - 2
        if left < 0 or not words("surnames").issuperset(self.folded[left:start]):
            return None
        right = given_name_end(self.folded, end)
        if right is None or right - end < 2 or not may_begin_name(self.folded, left):
            return None
        name = self.text[left:start] + self.text[end:right]
        return self._full((left, right), name, title)

    def _short(self, left: int, found: JobTitle, title: str, female: bool | None) -> Mention:
        """Return the mention 張副司長, or 周委員宜蓁 with the title inside the name."""
        start, end, _ = found
        surname = self.text[left:start]
        if right := given_name_end(self.folded, end):
            return self._full((left, right), surname + self.text[end:right], title, female)
        organization = self._organization(left, title)
        return Mention(left, end, "short", surname, title, organization, True, female)

    def _title_first(self, start: int, end: int) -> Mention:
        """Return the mention 處長Chai Somsak or 市长孙某, or the title alone."""
        title = self.text[start:end]
        gap = int(self.text[end : end + 1] in _SPACES)
        after = end + gap
        if honorific := _HONORIFIC.match(self.folded, after):
            after = honorific.end()
        right = self.latin.get(after)
        if right is None or not may_be_latin_person(self.text[after:right], alone=False):
            right = name_after(self.text, self.folded, after, self.known)
        if right is None:
            return self._without_name(start, end, title)
        if self.folded[start:end] == "代表" and not self._organization(start, title):
            title = ""  # 代表盧某的律師: 代表 is a verb
        name = self.text[after:right]
        courtesy = lexicon("courtesy_he", "courtesy_she").longest_at(self.folded, right)
        second = next(job_title_ends(self.folded, right), right)  # 主席葉陳小雲議員
        last = max(right + len(courtesy), second)
        return self._full((start, last), name, title, _is_female_courtesy(courtesy))

    def _without_name(self, start: int, end: int, title: str) -> Mention:
        """Return the mention 發言人（林小芬）, a guess, or the title alone."""
        if (inner := self._name_in_brackets(start, end, title)) is not None:
            return inner
        organization = self._organization(start, title)
        if (named := name_before_verb(self.folded, end)) is not None:
            right, sure = named
            name = self.text[end:right]
            return Mention(start, right, "full", name, title, organization, sure, guess=not sure)
        alone = self.folded[start:end] in words("occupations", "groups")
        last = None if alone else unlisted_name_end(self.folded, end)
        if last is not None:
            name = self.text[end:last]
            return Mention(start, last, "full", name, title, organization, False, guess=True)
        return Mention(start, end, "title", "", title, organization)

    def _name_in_brackets(self, start: int, end: int, title: str) -> Mention | None:
        """Return the mention 發言人（林小芬）."""
        match = _BRACKETS.match(self.text, end)
        if match is None:
            return None
        name = match[1].strip()
        if is_whole_name(name, fold(name)) or is_latin_person(name):
            return self._full((start, match.end()), name, title)
        return None

    def _office_in_brackets(self) -> Iterator[Mention]:
        """Yield the mentions 郭子強（市議員）."""
        for match in _BRACKETS.finditer(self.text):
            inner = match[1].strip()
            folded = fold(inner)
            titles = list(find_job_titles(folded))
            if not titles or titles[-1].end != len(folded) or titles[-1].courtesy:
                continue
            edge = name_before(self.text, self.folded, match.start(), self.known)
            if edge is not None and edge[1]:
                name = self.text[edge[0] : match.start()]
                title = inner[titles[-1].start :]
                organization = organization_before(inner, folded, titles[-1].start, 0)
                span = (edge[0], match.end())
                yield Mention(*span, "full", name, title, organization)

    def _further_names(self, mention: Mention) -> Iterator[Mention]:
        """Yield the further names in 立委張甲、陳乙, where the title precedes the first only.

        An office that one person holds is not that of the others: 主席張甲、陳乙.
        """
        last = mention.end
        title = "" if _ONE_HOLDER.fullmatch(fold(mention.title)) else mention.title
        while self.folded[last : last + 1] in _AND:
            end = name_after(self.text, self.folded, last + 1, self.known)
            if end is None:
                return
            goes_on = self.folded[end : end + 1] in _AND or verb_of_saying_at(self.folded, end)
            if not goes_on:
                return
            name = self.text[last + 1 : end]
            yield Mention(last + 1, end, "full", name, title, mention.organization)
            last = end

    def without_job_title(self) -> Iterator[Mention]:
        """Yield pronouns, Latin and transliterated names, known names, and names that speak.

        All but offices in brackets lack the organization.
        """
        for match in _PRONOUN.finditer(self.folded):
            yield Mention(*match.span(), "pronoun", "", female=match.group() == "她")
        for start, end in self.latin.items():
            name = self.text[start:end]
            if is_latin_person(name) or fold(name) in self.known:
                yield Mention(start, end, "full", name)
        yield from self.speaking
        yield from self._office_in_brackets()
        yield from self._of_spans(self.dotted.items())
        yield from self._of_spans(known_names(self.folded, self.known))

    def _names_that_speak(self, whole: str, reports: bool) -> tuple[Mention, ...]:
        """Return the mentions without title that a verb of saying follows, and pseudonyms."""
        if not reports:
            return tuple(self._of_spans(pseudonyms(whole)))
        starts = list(clause_starts(self.folded))
        short = [
            Mention(start, end, "short", self.text[start:end].removesuffix("官"))
            for start, end in surnames_that_speak(self.folded, starts)
        ]
        spans = [
            *pseudonyms(whole),
            *bare_names(self.text, self.folded, starts),
            *affiliated_names(self.text, self.folded),
            *masked_names(self.folded),
        ]
        return (*short, *self._of_spans(spans))

    def _of_spans(self, spans: Iterable[tuple[int, int]]) -> Iterator[Mention]:
        for start, end in spans:
            yield Mention(start, end, "full", self.text[start:end])

    def _organization(self, start: int, title: str) -> str:
        """Return the organization before ``start``: 勞動部 for 勞動部長, whose title is 部長."""
        if self.organizations is None:
            self.organizations = {}
        key = (start, self.earliest, title)
        if key not in self.organizations:
            self.organizations[key] = self._find_organization(start, title)
        return self.organizations[key]

    def _find_organization(self, start: int, title: str) -> str:
        found = organization_before(self.text, self.folded, start, self.earliest)
        first = title[:1] if title[1:2] in ("長", "长") else ""
        shared = first and fold(first) in words("organization_endings") | {"市", "县"}
        is_whole = not found or ends_with(fold(found), "organization_endings", "bodies")
        if not title and not is_whole and not found.isascii():
            return ""  # 影響王小明形象: 影響 is no organization
        whole = is_whole or found.endswith(first)  # 上海市|市長
        return found + first if shared and not whole else found


def _is_female_courtesy(courtesy: str) -> bool | None:
    return courtesy in words("courtesy_she") if courtesy else None
