"""Finds the paragraphs that match a pattern: strings near each other, or parts around a star.

The grams of the strings give the candidates. Their texts decide, most of them as written, without
the fold.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator

from index.analysis.nearness import allowed, is_near
from index.analysis.starred import starred_places
from index.analysis.unfolded import Test, near_test, starred_test
from index.errors import QueryTooWideError
from index.indexed_paragraph import IndexedParagraph
from index.plan import Near, Starred
from index.whoosh.reader import Reader
from index.whoosh.string_matching import StringMatcher
from index.whoosh.within import Within

# Texts are read at most for all patterns of a query but the widest: half a second.
_READ = 50_000
_MANY = 50  # paragraphs; fewer are folded at once, which is faster than to compile a test


class PatternMatcher:
    """Finds patterns in the paragraphs of one reader, and keeps the sets that it finds."""

    def __init__(self, reader: Reader, strings: StringMatcher) -> None:
        self._reader = reader
        self._strings = strings
        self._found: Within[Near | Starred] = Within()
        self._texts: dict[int, str] = {}
        self._most = 0
        self._read = 0

    def matching(
        self, plan: Near | Starred, within: frozenset[int] | None = None
    ) -> frozenset[int]:
        """The paragraphs that match ``plan``; with ``within``, all of these, perhaps others."""
        found = self._found.get(plan, within)
        if found is None:
            candidates = self.candidates(plan, within)
            self._count(len(candidates))
            found = self._reader.read_before.among(
                (type(plan), plan), candidates, lambda some: self._matching(plan, some)
            )
            self._found.keep(plan, within, found)
        return found

    def _matching(self, plan: Near | Starred, candidates: frozenset[int]) -> Iterator[int]:
        if isinstance(plan, Near):
            return self._near(plan, candidates)
        return self._starred(plan, candidates)

    def _count(self, candidates: int) -> None:
        """Refuse a query of many patterns for which very many texts have to be read."""
        self._read += candidates
        self._most = max(self._most, candidates)
        if self._read - self._most > _READ:
            raise QueryTooWideError(
                "* and NEAR have to be looked for in more than {count} paragraphs. Ask for fewer "
                "of them at a time, or with rarer words.",
                count=self._read - candidates,
            )

    def candidates(self, plan: Near | Starred, within: frozenset[int] | None) -> frozenset[int]:
        """The paragraphs, ``within`` these, whose grams do not exclude that they match."""
        if isinstance(plan, Starred):
            return self._strings.perhaps_with([[part] for part in plan.parts], within)
        strings = [[one.text for one in part] for part in plan.parts]
        return self._strings.perhaps_with(strings, within)

    def _near(self, plan: Near, candidates: frozenset[int]) -> Iterator[int]:
        restricted = {one.only for part in plan.parts for one in part if one.only}
        admitted = {only: self._strings.among(candidates, only) for only in restricted}

        def matches(number: int, one: IndexedParagraph) -> bool:
            return is_near(allowed(plan, {o for o in admitted if number in admitted[o]}), one.text)

        return self._decided(candidates, lambda: near_test(plan), matches)

    def _starred(self, plan: Starred, candidates: frozenset[int]) -> Iterator[int]:
        def matches(_: int, one: IndexedParagraph) -> bool:
            return any(starred_places(plan.parts, plan.reach, one.text.without_gaps))

        return self._decided(candidates, lambda: starred_test(plan), matches)

    def _texts_of(self, candidates: frozenset[int]) -> Iterator[tuple[int, str]]:
        """The texts of the candidates. Many patterns of one query read the same ones."""
        texts = self._texts
        texts.update(self._reader.texts([number for number in candidates if number not in texts]))
        return ((number, texts[number]) for number in candidates)

    def _decided(
        self,
        candidates: frozenset[int],
        test: Callable[[], Test],
        matches: Callable[[int, IndexedParagraph], bool],
    ) -> Iterator[int]:
        """The ``candidates`` that match: by the ``test``, or where it cannot tell, by the folded
        text."""
        unsure: Collection[int] = candidates
        if len(candidates) >= _MANY:
            decide, left = test(), []
            for number, text in self._texts_of(candidates):
                decided = decide(text)
                if decided:
                    yield number
                elif decided is None:
                    left.append(number)
            unsure = left
        for number, one in self._strings.read(unsure):
            if matches(number, one):
                yield number
