"""Collocates: the words that occur near the matches of a query more often than by chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from index.field_names import WORDS
from searcher.report.latin_words import whole_words
from searcher.report.word_counts import (
    DocumentCounts,
    Pieces,
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

    Occurrences inside longer Latin words (AI in said) do not count. Windows end at the border of
    the paragraph, or of the statement if the query asks for speakers. A word in two windows counts
    once, but both left and right if it is between two nodes. Only words that occur near the node
    more often than elsewhere are collocates. Unless ``every_word``, stop words and numbers are left
    out, but have their place in the window.
    """
    left, right, both = Counter[str](), Counter[str](), Counter[str]()
    documents = DocumentCounts()
    occurrences = around_it = 0
    for paragraph in matches:
        spans = whole_words(paragraph.stored.text.folded, paragraph.occurrences())
        occurrences += len(spans)
        around_it += bool(spans)
        if spans:
            before, after = _windows(paragraph, spans, window)
            around = (before | after).values()
            left.update(before.values())
            right.update(after.values())
            both.update(around)
            documents.add(paragraph.document, around)
    total = matches.snapshot.total_length(WORDS)
    near = _Near(left, right, both, documents.counts(), occurrences, total)
    kept = near.kept(fewest, every_word)
    found = list(_associated(near, kept, matches.snapshot.occurrences(WORDS, kept)))
    found.sort(key=_KEYS[sort])
    return Collocates(
        matches.query,
        occurrences,
        around_it,
        both.total(),
        near.total,
        len(found),
        tuple(found[:limit]),
    )


def _windows(
    paragraph: MatchedParagraph, spans: Sequence[Span], window: int
) -> tuple[dict[int, str], dict[int, str]]:
    """The words left and right of the occurrences in a paragraph, by their places."""
    pieces = Pieces(paragraph.stored)
    found = [pieces.around(span, paragraph.around(span), window) for span in spans]
    _, left, right = found[0]
    if len(found) > 1:
        for _, more, others in found[1:]:
            left.update(more)
            right.update(others)
        for node, _, _ in found:
            for place in node:
                left.pop(place, None)
                right.pop(place, None)
    return left, right


class _Near(NamedTuple):
    """The words left and right of a node that occurs ``node`` times, all of them with each place
    once, and in how many documents each is."""

    left: Counter[str]
    right: Counter[str]
    both: Counter[str]
    documents: Counter[str]
    node: int
    total: int

    def kept(self, fewest: int, every_word: bool) -> list[str]:
        """The folded words that are often enough near the node."""
        together = folded_counts(self.both)
        return [
            word
            for word, count in together.items()
            if count >= fewest and (every_word or is_listed(word))
        ]


def _associated(
    near: _Near, kept: Iterable[str], everywhere: Mapping[str, int]
) -> Iterator[Collocate]:
    """The collocates among the folded words, with their measures."""
    spelled = spellings(near.both)
    left, right, together = map(folded_counts, (near.left, near.right, near.both))
    size = near.both.total()
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
