"""Finds the paragraphs that contain a string. No paragraph that contains it is missed.

A string is looked up by its grams, single characters and pairs of neighbours: every paragraph that
contains the string contains all of them. Where the grams cannot decide, because they may occur
apart, the folded text of the paragraph does. So word segmentation cannot lose a paragraph. Where
the string occurs only across gaps, :mod:`index.whoosh.spaced_strings` finds it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice, pairwise
from operator import add

from corpus.fold import fold
from index.analysis.grams import grams
from index.analysis.spacing import close_gaps, spaced_pair
from index.analysis.variants import guards
from index.analysis.wording import (
    MatchText,
    is_suffixed,
    may_split_latin,
    spans,
    unfolded_pattern,
)
from index.field_names import GRAMS, WORDS
from index.indexed_paragraph import IndexedParagraph, ReadParagraphs
from index.plan import Contains, Has
from index.stored_record import STARTS, text_of
from index.whoosh.postings import ascending
from index.whoosh.reader import Reader
from index.whoosh.spaced_strings import across_gaps
from index.whoosh.tier_sets import union
from index.whoosh.top_k import containing_all
from index.whoosh.within import Within

_READING = 150  # postings are read in the time that reading one paragraph takes
_MANY = 50  # paragraphs; with fewer candidates, their texts are read at once
_FIRST_READ = 16  # paragraphs, to see whether a string occurs at all


class StringMatcher:
    """Finds strings in the ``paragraphs`` of one reader, and keeps the sets that it finds.

    With ``within``, a result has all of these paragraphs that match, and perhaps others that do.
    """

    def __init__(self, reader: Reader, paragraphs: ReadParagraphs) -> None:
        self._reader = reader
        self._paragraphs = paragraphs
        self._containing: Within[str] = Within()
        self._contiguous: Within[str] = Within()
        self._possible: dict[str, frozenset[int]] = {}
        self._at_most: dict[str, int] = {}
        self._spaced: dict[str, frozenset[int]] = {}
        self._matching: Within[Contains] = Within()

    def matching(self, string: Contains, within: frozenset[int] | None = None) -> frozenset[int]:
        """The paragraphs that match ``string``."""
        found = self._matching.get(string, within)
        if found is None:
            found = self._contains(string.text, within, contiguous=string.contiguous)
            if string.of or string.only:
                found = self.among(found if within is None else found & within, string.only)
            if string.of:
                found -= self._contains(string.of, found)
                found = self._with_meaning(string.text, found)
            self._matching.keep(string, within, found)
        return found

    def among(self, found: frozenset[int], only: Has | None) -> frozenset[int]:
        """Those of the paragraphs that match ``only``."""
        if only is None or not found:
            return found
        lists = (self._reader.postings(only.field, value) for value in only.values)
        return frozenset().union(*(one.shared(found) for one in lists))

    def occurs(self, string: Contains) -> bool:
        """Whether ``string`` counts in some paragraph, which may contain ``string.of`` too."""
        text = close_gaps(string.text)
        if self._is_nowhere(text):
            return False
        if not string.only and not guards(text) and self._is_word(text):
            return True
        if not string.of and not string.only:
            return self._exists(text)
        found = self.among(self._contains(string.text), string.only)
        if not string.of or not found:
            return bool(found)
        if self._as_word(string.text, found):
            return True
        unsure = self._perhaps_cut(string.text, found)
        return any(True for _ in self._read_for_meaning(string.text, unsure))

    def perhaps_with(
        self, parts: Iterable[Sequence[str]], within: frozenset[int] | None
    ) -> frozenset[int]:
        """The paragraphs that contain one string of each part, ``within`` these, and perhaps others
        that contain their grams."""
        found = within
        for part in sorted({tuple(part) for part in parts}, key=self.most):
            some = union([self._perhaps(string) for string in part])
            found = some if found is None else found & some
            if not found:
                break
        return self._reader.paragraphs() if found is None else found

    def most(self, strings: Iterable[str]) -> int:
        """In how many paragraphs one of the strings occurs at most."""
        return sum(map(self._most_of, strings))

    def _most_of(self, string: str) -> int:
        known = self._at_most.get(string)
        if known is None:
            frequencies = self._reader.frequency(GRAMS, covering_grams(string)).values()
            known = self._at_most[string] = min(frequencies, default=0)
        return known

    def _perhaps(self, string: str) -> frozenset[int]:
        """The paragraphs that contain ``string``, and perhaps others that contain its grams."""
        string = close_gaps(string)
        found = self._containing.get(string, None)
        if found is None:
            found = self._possible.get(string)
        if found is None:
            found = self._candidates(string)
            if spaced := self._across_gaps(string):
                found |= spaced
            self._possible[string] = found
        return found

    def _candidates(self, string: str) -> frozenset[int]:
        """The paragraphs that contain the grams of ``string``, unless their lists are long."""
        pieces = covering_grams(string)
        if not pieces:
            return self._reader.paragraphs()
        return containing_all(self._reader, GRAMS, pieces, longest=_READING)

    def _contains(
        self, string: str, within: frozenset[int] | None = None, *, contiguous: bool = False
    ) -> frozenset[int]:
        """The paragraphs whose folded text contains the folded, not empty ``string``."""
        string = close_gaps(string)
        kept = self._contiguous if contiguous else self._containing
        found = kept.get(string, within)
        if found is None:
            if contiguous:
                found, within = self._search(string, within)
            else:
                found = self._contains(string, within, contiguous=True)
                if spaced := self._across_gaps(string):
                    found |= spaced
            kept.keep(string, within, found)
        return found

    def _across_gaps(self, string: str) -> frozenset[int]:
        """The paragraphs in which ``string`` occurs across a gap."""
        found = self._spaced.get(string)
        if found is None:
            found = self._spaced[string] = across_gaps(self._reader, string, self._paragraphs)
        return found

    def _search(
        self, string: str, within: frozenset[int] | None
    ) -> tuple[frozenset[int], frozenset[int] | None]:
        """The paragraphs that contain ``string``, and among which it was looked for."""
        candidates = self._candidates(string)
        if not candidates or covering_grams(string) == [string]:
            return candidates, None
        if within is not None:
            candidates &= within
        sure = self._surely(string, candidates)
        found = self._reader.read_before.among(
            string, candidates - sure, lambda unsure: self._read_for(string, unsure)
        )
        return sure | found, within

    def _surely(self, string: str, candidates: frozenset[int]) -> frozenset[int]:
        """Those of the ``candidates`` that contain ``string`` as a word, or in which its grams must
        overlap. The others have to be read."""
        sure = self._reader.postings(WORDS, string).shared(candidates)
        return sure | self._overlapping(string, candidates - sure)

    def _is_nowhere(self, string: str) -> bool:
        """Whether two neighbours in ``string`` occur together in no paragraph."""
        frequency = self._reader.document_frequency
        return any(
            first.isalnum()
            and second.isalnum()
            and not frequency(GRAMS, first + second)
            and not ((gram := spaced_pair(first, second)) and frequency(GRAMS, gram))
            for first, second in pairwise(string)
        )

    def _is_word(self, string: str) -> bool:
        """Whether a paragraph contains ``string`` as a word."""
        reader = self._reader
        return bool(reader.document_frequency(WORDS, string) and reader.postings(WORDS, string))

    def _exists(self, string: str) -> bool:
        """Whether a paragraph contains ``string``."""
        found = self._containing.get(string, None)
        if found is not None:
            return bool(found)
        candidates = self._candidates(string)
        if not candidates:
            return bool(self._across_gaps(string))
        if covering_grams(string) == [string]:
            return True
        # One of the first mostly contains it. The lists of single characters are long.
        some = self._reader.texts(islice(candidates, _FIRST_READ))
        if any(string in fold(text) for _, text in some) or self._surely(string, candidates):
            return True
        if any(True for _ in self._read_for(string, candidates)):
            return True
        return bool(self._across_gaps(string))

    def _read_for(self, string: str, candidates: frozenset[int]) -> Iterator[int]:
        """The ``candidates`` whose text contains ``string``."""
        if len(candidates) < _MANY:
            yield from (n for n, one in self.read(candidates) if string in one.text.folded)
            return
        # To fold a text takes longer than to read it.
        pattern = unfolded_pattern(string)
        for number, text in self._reader.texts(candidates):
            if pattern.search(text):
                yield number

    def read(self, numbers: Collection[int]) -> Iterable[tuple[int, IndexedParagraph]]:
        """The paragraphs with these numbers."""
        return zip(numbers, self._paragraphs.several(numbers), strict=True)

    def _overlapping(self, string: str, candidates: frozenset[int]) -> frozenset[int]:
        """The ``candidates`` that contain ``string`` by the counts of its grams alone.

        If 国发 occurs twice, 发会 once and 发 no more than twice, one 发 belongs to both: 国发会.
        """
        joints = string[1:-1]
        size = sum(self._reader.document_frequency(GRAMS, joint) for joint in joints)
        if not string.isalnum() or not joints or size > _READING * len(candidates):
            return frozenset()
        first, *pairs = map(add, string, string[1:])
        lists = (self._reader.postings(GRAMS, gram) for gram in (first, *joints, *pairs))
        if all(one.sooner_by_arrays(len(candidates)) for one in lists):
            return self._overlapping_by_arrays(first, joints, pairs, candidates)
        # How often, at least, the string up to here occurs in each paragraph.
        least = dict(self._reader.postings(GRAMS, first).counted(candidates))
        for joint, pair in zip(joints, pairs, strict=True):
            for number, count in self._reader.postings(GRAMS, pair).counted(least):
                least[number] += count
            for number, count in self._reader.postings(GRAMS, joint).counted(least):
                least[number] -= count
            least = {number: count for number, count in least.items() if count > 0}
        return frozenset(least)

    def _overlapping_by_arrays(
        self, first: str, joints: str, pairs: Sequence[str], candidates: frozenset[int]
    ) -> frozenset[int]:
        """The same with numpy."""
        asked = ascending(candidates)
        least = self._reader.postings(GRAMS, first).counts_at(asked)
        for joint, pair in zip(joints, pairs, strict=True):
            asked, least = asked[least > 0], least[least > 0]
            least += self._reader.postings(GRAMS, pair).counts_at(asked)
            least -= self._reader.postings(GRAMS, joint).counts_at(asked)
        return frozenset(asked[least > 0].tolist())

    def _with_meaning(self, variant: str, candidates: frozenset[int]) -> frozenset[int]:
        """The ``candidates`` that contain ``variant`` with its own meaning."""
        if not candidates:
            return candidates
        sure = self._as_word(variant, candidates)
        unsure = self._perhaps_cut(variant, candidates - sure)
        return sure.union(self._read_for_meaning(variant, unsure))

    def _as_word(self, variant: str, candidates: frozenset[int]) -> frozenset[int]:
        """Those that contain it as a word, with or without a suffix, and no string in which it is
        none; of a few also those that contain such a string elsewhere."""
        sure = self._reader.postings(WORDS, variant).shared(candidates)
        sure |= self._with_suffix(variant, candidates - sure)
        around = guards(variant)
        if around and len(sure) < _MANY:
            return frozenset(self._read_for_meaning(variant, sure))
        return sure.difference(*map(self._contains, around))

    def _perhaps_cut(self, variant: str, candidates: frozenset[int]) -> frozenset[int]:
        """The ``candidates`` without those whose words exclude that the variant has its meaning.

        See :meth:`MatchText.variant_counts`: it is a word, with or without a suffix, or it ends
        where a word ends that is a part of it. Of two characters, each is a word then.
        """
        if len(candidates) < _MANY or not variant.isalnum() or variant[-1] == "年":
            return candidates
        size = len(variant)
        whole = [
            word
            for word in self._reader.lexicon(WORDS, variant)
            if word == variant or is_suffixed(word, variant)
        ]
        ends = [variant[at:] for at in range(1, size)]
        unread = sum(self._reader.unread(WORDS, word) for word in (*whole, *ends))
        if unread > _READING * len(candidates):
            return candidates
        cut = self._with_word(ends, candidates)
        if size == 2:
            cut = self._with_word([variant[0]], cut)
        return self._with_word(whole, candidates) | cut | self._across_gaps(variant) & candidates

    def _with_word(self, words: Iterable[str], candidates: frozenset[int]) -> frozenset[int]:
        """The ``candidates`` that contain one of the words."""
        lists = (self._reader.postings(WORDS, word) for word in words)
        return frozenset().union(*(one.shared(candidates) for one in lists))

    def _read_for_meaning(self, variant: str, candidates: frozenset[int]) -> Iterator[int]:
        """The same, by reading all of them."""
        few = len(candidates) < _MANY or may_split_latin(variant) or guards(variant)
        folded = candidates if few else self._across_gaps(close_gaps(variant)) & candidates
        for number, paragraph in self.read(folded):
            if any(True for _ in spans(variant, paragraph.text, variant=True)):
                yield number
        if len(folded) == len(candidates):
            return
        pattern = unfolded_pattern(variant)
        for number, stored in self._reader.stored_each(candidates - folded):
            # Only Latin letters would have to be folded to decide.
            text = MatchText(text_of(stored), stored[STARTS])
            if any(text.variant_counts(*found.span()) for found in pattern.finditer(text.folded)):
                yield number

    def _with_suffix(self, string: str, candidates: frozenset[int]) -> frozenset[int]:
        """The ``candidates`` that contain ``string`` with a suffix as a word, if there are many."""
        if len(candidates) < _MANY or may_split_latin(string):
            return frozenset()
        words = [w for w in self._reader.lexicon(WORDS, string) if is_suffixed(w, string)]
        return self._with_word(words, candidates)


def covering_grams(string: str) -> list[str]:
    """The grams of every text with ``string``: its pairs, and the characters outside them."""
    own = dict.fromkeys(grams(string))
    covered = {char for gram in own if len(gram) > 1 for char in gram}
    return [gram for gram in own if len(gram) > 1 or gram not in covered]
