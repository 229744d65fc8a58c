"""Text in, mentions of persons out: full names, 張副司長, 執行長, 她, Latin names, with title.

:mod:`corpus.speakers.reported_speech` decides who of them speaks, and
:mod:`corpus.speakers.coreference` to whom a short mention refers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from corpus.fold import fold
from corpus.speakers.foreign_names import dotted_names
from corpus.speakers.latin_names import is_latin_person, latin_runs
from corpus.speakers.mention import Mention
from corpus.speakers.names_without_title import (
    affiliated_names,
    bare_names,
    clause_starts,
    known_names,
    masked_names,
    pseudonyms,
    surnames_that_speak,
)
from corpus.speakers.titled_mentions import TitledMentions
from corpus.speakers.verbs_of_saying import may_report

_PRONOUN = re.compile("(?<![其吉])[他她](?![们們人方国國州乡鄉家校日年])")
_NONE: dict[int, int] = {}


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

    __slots__ = ("dotted", "folded", "latin", "speaking", "text", "titled")

    def __init__(self, text: str, folded: str, whole: str, reports: bool) -> None:
        self.text, self.folded = text, folded
        self.latin = latin_runs(text, folded) or _NONE
        self.dotted = dict(dotted_names(folded)) or _NONE
        self.titled = TitledMentions(text, folded, self.latin, self.dotted)
        self.speaking = self._names_that_speak(whole, reports)

    def find(self, known: frozenset[str]) -> list[Mention]:
        """Return the mentions, as :func:`find_mentions` does."""
        found = [(one, False) for one in self.titled.find(known)]
        found += [(one, one.form == "full" and not one.title) for one in self._without_title(known)]
        found.sort(key=lambda one: (one[0].start, -one[0].end))
        result: list[Mention] = []
        for mention, without_organization in found:
            if result and mention.start < result[-1].end:
                continue
            if without_organization:
                organization = self.titled.organization(mention.start, "")
                mention = mention._replace(organization=organization)
            result.append(mention)
        return result

    def _without_title(self, known: frozenset[str]) -> Iterator[Mention]:
        """Yield pronouns, Latin and transliterated names, known names, and names that speak.

        All but offices in brackets lack the organization.
        """
        for match in _PRONOUN.finditer(self.folded):
            yield Mention(*match.span(), "pronoun", "", female=match.group() == "她")
        for start, end in self.latin.items():
            name = self.text[start:end]
            if is_latin_person(name) or fold(name) in known:
                yield Mention(start, end, "full", name)
        yield from self.speaking
        yield from self.titled.offices_in_brackets()
        yield from self._of_spans(self.dotted.items())
        yield from self._of_spans(known_names(self.folded, known))

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
