"""Finds what a term that occurs nowhere may be a misspelling of.

A suggestion is a plausible misspelling (:mod:`searcher.report.misspelling`), and no common word of
the index would be replaced.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from corpus.fold import fold
from index.field_names import GRAMS, WORDS
from index.plan import Contains, FirstStage
from searcher.match.frame import frame

if TYPE_CHECKING:
    from index.indexed_paragraph import IndexedParagraph
    from searcher.match.reading import TermReader

LONGEST = 8  # characters of a string for which others are tried
_PASTED = 24  # characters; a longer term is a passage
_SUSPECTS = 4  # strings of a term that are tried
_TWO_ERRORS = 6  # a Latin word of so many letters may have two
_TRIED = 6  # strings of each kind
_TEXTS = 30  # of a string that are read
_COMMON = 5  # paragraphs; a word that so many contain is no misspelling


def respellings(terms: TermReader, text: str) -> Iterator[str]:
    """``text`` with one character more, fewer, another or two exchanged, so that it occurs.

    First those of the whole text, then those that mend a part of it that the index does not know.
    Of several strings, the most frequent one.
    """
    folded = fold(text)
    if len(folded) > _PASTED:
        return
    for start, end in islice(_suspects(terms, folded), _SUSPECTS):
        if found := _best(terms, folded[start:end]):
            yield text[:start] + found + text[end:]


def _suspects(terms: TermReader, folded: str) -> Iterator[tuple[int, int]]:
    """The strings that may be misspelt: the term, and unknown characters with a neighbour."""
    if 2 <= len(folded) <= LONGEST:
        yield 0, len(folded)
    borders = [0]
    for word in terms.words(folded):
        borders.append(borders[-1] + len(word))
    for at in range(len(borders) - 2):
        start, middle, end = borders[at : at + 3]
        one_unknown = 1 in (middle - start, end - middle)
        if one_unknown and end - start <= LONGEST and (start, end) != (0, len(folded)):
            yield start, end


def _best(terms: TermReader, string: str) -> str | None:
    """The string that ``string`` most probably should be, as a text writes it."""
    sources = [_near_words(terms, string)]
    if not string.isascii() and len(string) > 2:
        sources += [_other_last(terms, string[:-1]), _other_first(terms, string[1:])]
        sources += [_other_within(terms, string, at) for at in range(1, len(string) - 1)]
    candidates = {
        one
        for source in sources
        for one, _ in _plausible(terms, string, source).most_common(_TRIED)
    }
    weighed = [(*_weight(terms, one), one) for one in candidates]
    weight, written, _ = max(weighed, default=(0, "", ""))
    return written if weight else None


def _plausible(terms: TermReader, string: str, source: Counter[str]) -> Counter[str]:
    """The strings for which ``string`` may be typed; for Latin letters all that are near."""
    from searcher.report.misspelling import changed, is_misspelling

    if string.isascii():
        return source
    common = _common_places(terms, string)
    return Counter(
        {
            one: count
            for one, count in source.items()
            if is_misspelling(string, one) and common.isdisjoint(range(*changed(string, one)))
        }
    )


def _common_places(terms: TermReader, string: str) -> set[int]:
    """The places of a folded string that belong to common words of the index."""
    words = terms.words(string)
    counts = terms.snapshot.frequency(WORDS, words)
    places: set[int] = set()
    start = 0
    for word in words:
        if len(word) > 1 and counts[word] >= _COMMON:
            places.update(range(start, start + len(word)))
        start += len(word)
    return places


def _weight(terms: TermReader, string: str) -> tuple[float, str]:
    """In how many paragraphs a folded string is whole words, estimated from some of them, and how
    one of them writes it."""
    count, sample = _sample(terms, string)
    written = [
        paragraph.written[at : at + len(string)]
        for paragraph in sample
        if (at := paragraph.text.folded.find(string)) >= 0
        and paragraph.text.is_word(at, at + len(string))
    ]
    return (count * len(written) / len(sample), written[0]) if written else (0, "")


def _sample(terms: TermReader, string: str) -> tuple[int, list[IndexedParagraph]]:
    """How many paragraphs contain a folded string, and some of them."""
    matches = terms.session.match(Contains(string))
    first_stage = FirstStage({string[:2]: 1.0}, (), {})
    keys = [candidate.key for candidate in matches.best(first_stage, _TEXTS)[:_TEXTS]]
    return sum(matches.totals), terms.session.records(keys)


def _near_words(terms: TermReader, string: str) -> Counter[str]:
    """The words of the index that begin like ``string`` and differ by one error."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    errors = 2 if string.isascii() and len(string) >= _TWO_ERRORS else 1
    words = [
        word
        for word in terms.snapshot.lexicon(WORDS, string[0])
        if len(word) > 1 and abs(len(word) - len(string)) <= errors
    ]
    near = extract(string, words, scorer=OSA.distance, score_cutoff=errors, limit=None)
    # 個資 is no misspelling of 個資發, but a part of it.
    others = [word for word, _, _ in near if word not in string]
    return Counter(terms.snapshot.frequency(WORDS, others))


def _other_last(terms: TermReader, beginning: str) -> Counter[str]:
    """What the index has for a string whose last character is another one."""
    places = _places(terms, beginning)
    size = len(beginning)
    after = (text[at + size : at + size + 1] for text, at in places)
    return Counter(beginning + char for char in after if _may_be_meant(char))


def _other_first(terms: TermReader, rest: str) -> Counter[str]:
    """What the index has for a string whose first character is another one."""
    before = (text[max(0, at - 1) : at] for text, at in _places(terms, rest))
    return Counter(char + rest for char in before if _may_be_meant(char))


def _places(terms: TermReader, string: str) -> Iterator[tuple[str, int]]:
    """Where ``string`` occurs first in some of the folded texts that contain it."""
    for paragraph in _sample(terms, string)[1]:
        folded = paragraph.text.folded
        yield folded, folded.find(string)


def _other_within(terms: TermReader, string: str, at: int) -> Counter[str]:
    """``string`` with another character at ``at``, if both pairs with it occur."""
    before, after = string[at - 1], string[at + 1]
    pairs = terms.snapshot.lexicon(GRAMS, before)
    chars = [pair[1] for pair in pairs if len(pair) == 2 and _may_be_meant(pair[1])]
    following = terms.snapshot.frequency(GRAMS, [char + after for char in chars])
    counts = {string[:at] + char + string[at + 1 :]: following[char + after] for char in chars}
    return +Counter(counts)


def _may_be_meant(char: str) -> bool:
    """Whether a character may be that of a word: not punctuation, no particle."""
    return char > "\u3000" and char.isalnum() and char not in frame()["joining"]
