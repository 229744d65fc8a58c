"""Text in, mentions of persons with a job title out: 林永春次長, 張副司長, 市长孙某, 執行長."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.fold import fold
from corpus.speakers.job_titles import JobTitle, find_job_titles, job_title_ends
from corpus.speakers.latin_names import is_latin_person, may_be_latin_person
from corpus.speakers.lexicon import lexicon, words
from corpus.speakers.mention import Mention
from corpus.speakers.name_boundaries import (
    given_name_end,
    is_whole_name,
    name_after,
    name_before,
    surname_before,
)
from corpus.speakers.name_surroundings import (
    may_begin_name,
    may_follow_name,
    verb_of_saying_at,
)
from corpus.speakers.names_before_verbs import name_before_verb
from corpus.speakers.organizations import organization_before, organization_of
from corpus.speakers.unlisted_names import unlisted_name_end

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


class TitledMentions:
    """Finds the mentions with titles of one text, for one set of known names after the other.

    ``latin`` and ``dotted`` are the ends of Latin and transliterated names by their start.
    """

    __slots__ = (
        "dotted",
        "earliest",
        "folded",
        "job_titles",
        "known",
        "latin",
        "organizations",
        "text",
    )

    def __init__(
        self, text: str, folded: str, latin: dict[int, int], dotted: dict[int, int]
    ) -> None:
        self.text, self.folded = text, folded
        self.latin, self.dotted = latin, dotted
        self.known: frozenset[str] = frozenset()
        self.job_titles = tuple(find_job_titles(folded))
        self.earliest = 0  # an organization does not begin before
        self.organizations: dict[tuple[int, int, str], str] | None = None

    def find(self, known: frozenset[str]) -> list[Mention]:
        """Return mentions with a job title or a courtesy title, and job titles alone."""
        self.known = known
        self.earliest = 0
        found = list(self._all())
        self.earliest = 0
        return found

    def _all(self) -> Iterator[Mention]:
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
        organization = self.organization(span[0], title)
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
        organization = self.organization(left, title)
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
        if self.folded[start:end] == "代表" and not self.organization(start, title):
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
        organization = self.organization(start, title)
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

    def offices_in_brackets(self) -> Iterator[Mention]:
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

    def organization(self, start: int, title: str) -> str:
        """Return the organization before ``start``: 勞動部 for 勞動部長, whose title is 部長."""
        if self.organizations is None:
            self.organizations = {}
        key = (start, self.earliest, title)
        if key not in self.organizations:
            self.organizations[key] = organization_of(
                self.text, self.folded, start, self.earliest, title
            )
        return self.organizations[key]


def _is_female_courtesy(courtesy: str) -> bool | None:
    return courtesy in words("courtesy_she") if courtesy else None
