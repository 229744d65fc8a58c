"""Collocates: the words that occur near the matches of a query more often than by chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from index.field_names import WORDS
from searcher.report.latin_words import whole_words
from searcher.report.word_counts import (
    DocumentCounts,
    Words,
    folded_counts,
    is_listed,
    spellings,
)
from searcher.score.association import log_dice, log_likelihood

if TYPE_CHECKING:
    from corpus.document import Span
    from searcher.query.ast import Query
    from searcher.report.matched_paragraphs import MatchedParagraph, MatchedParagraphs

CollocateSort = Literal["ll", "logdice", "frequency"]

WINDOW = 5
FEWEST = 3


class Collocate(NamedTuple):
    """A ``word``, as it is mostly written near the node.

    It is ``together`` with the node so often, of these ``left`` and ``right`` of it, in so many
    ``documents``; ``everywhere`` is how often it occurs in the index.
    """

    word: str
    together: int
    left: int
    right: int
    documents: int
    everywhere: int
    log_likelihood: float
    log_dice: float


class Collocates(NamedTuple):
    """The node occurs so often (``occurrences``), in so many ``paragraphs``; around it are
    ``near`` words, and in the index ``words``. ``total`` collocates were found."""

    query: Query
    occurrences: int
    paragraphs: int
    near: int
    words: int
    total: int
    collocates: tuple[Collocate, ...]


def collocates(
    matches: MatchedParagraphs,
    *,
    window: int = WINDOW,
    fewest: int = FEWEST,
    sort: CollocateSort = "ll",
    limit: int | None = None,
    every_word: bool = False,
) -> Collocates:
    """The words within ``window`` words of the node that are at least ``fewest`` times near it.

    Occurrences inside longer Latin words (AI in said) do not count, unless there are no others.
    Windows end at the border of the paragraph, or of the statement if the query asks for speakers.
    Where windows overlap, a word counts once on each side. Only words that occur near the node more
    often than elsewhere are collocates. Unless ``every_word``, stop words and numbers are left out,
    but have their place in the window.
    """
    left, right, documents = Counter[str](), Counter[str](), DocumentCounts()
    occurrences = 0
    for paragraph in matches:
        spans = whole_words(paragraph.stored.text.folded, paragraph.occurrences())
        occurrences += len(spans)
        if spans:
            before, after = _windows(paragraph, spans, window)
            left.update(before)
            right.update(after)
            documents.add(paragraph.document, (*before, *after))
    near = _Near(left, right, documents.counts(), occurrences, matches.snapshot.total_length(WORDS))
    kept = near.kept(fewest, every_word)
    found = list(_associated(near, kept, matches.snapshot.occurrences(WORDS, kept)))
    found.sort(key=_KEYS[sort])
    size = left.total() + right.total()
    return Collocates(
        matches.query,
        occurrences,
        matches.total,
        size,
        near.total,
        len(found),
        tuple(found[:limit]),
    )


def _windows(
    paragraph: MatchedParagraph, spans: Sequence[Span], window: int
) -> tuple[list[str], list[str]]:
    """The words left and right of the occurrences in a paragraph, each place once a side."""
    words = Words(paragraph.stored)
    nodes = [words.touching(span) for span in spans]
    left: set[int] = set()
    right: set[int] = set()
    for span, node in zip(spans, nodes, strict=True):
        limits = words.within(paragraph.around(span))
        left.update(range(max(limits.start, node.start - window), node.start))
        right.update(range(node.stop, min(limits.stop, node.stop + window)))
    for node in nodes:
        left.difference_update(node)
        right.difference_update(node)
    listed = words.words
    return [listed[place] for place in left], [listed[place] for place in right]


class _Near(NamedTuple):
    """The words left and right of a node that occurs ``node`` times, and in how many documents."""

    left: Counter[str]
    right: Counter[str]
    documents: Counter[str]
    node: int
    total: int

    def kept(self, fewest: int, every_word: bool) -> list[str]:
        """The folded words that are often enough near the node."""
        together = folded_counts(self.left + self.right)
        return [
            word
            for word, count in together.items()
            if count >= fewest and (every_word or is_listed(word))
        ]


def _associated(
    near: _Near, kept: Iterable[str], everywhere: Mapping[str, int]
) -> Iterator[Collocate]:
    """The collocates among the folded words, with their measures."""
    written = near.left + near.right
    spelled = spellings(written)
    left, right, together = map(folded_counts, (near.left, near.right, written))
    size = written.total()
    for word in kept:
        both = together[word]
        # An index with deleted paragraphs counts them until a merge, so never fewer than here.
        frequency = max(everywhere[word], both)
        if both * near.total > size * frequency:
            yield Collocate(
                *(spelled[word], both, left[word], right[word], near.documents[word]),
                frequency,
                log_likelihood(both, size, frequency, near.total),
                log_dice(both, near.node, frequency),
            )


_KEYS = {
    "ll": lambda one: (-one.log_likelihood, one.word),
    "logdice": lambda one: (-one.log_dice, one.word),
    "frequency": lambda one: (-one.together, one.word),
}
