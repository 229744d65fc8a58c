"""Tells occurrences that are inside a longer Latin word or number: AI in *said*, 5 in 25.

A search finds them, lists them last and counts them apart. Counts leave them out and say so, unless
the query is exact or in quotes (:func:`leaves_parts_out`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from corpus.fold import fold
from searcher.query.ast import Phrase, Proximity, Query, Term, Wildcard
from searcher.query.positive import positive_terms

if TYPE_CHECKING:
    from corpus.document import Span
    from searcher.answer import Hit


def leaves_parts_out(query: Query, *, exact: bool) -> bool:
    """Whether counts leave out what is inside longer words: the query has a term, not in quotes,
    that begins or ends with a Latin letter or a digit.

    >>> from searcher.query.parser import parse
    >>> [leaves_parts_out(parse(text), exact=False) for text in ("AI NEAR 風險", '"AI"', "風險")]
    [True, False, False]
    """
    if exact:
        return False
    terms = list(_leaves(query))
    quoted = any(isinstance(term, Phrase) and _has_latin_end(term.text) for term in terms)
    return not quoted and any(
        _has_latin_end(text)
        for term in terms
        for text in (term.parts if isinstance(term, Wildcard) else (term.text,))
    )


def _leaves(query: Query) -> Iterator[Term | Phrase | Wildcard]:
    for term in positive_terms(query):
        if isinstance(term, Proximity):
            for part in term.parts:
                yield from _leaves(part)
        else:
            yield term


def _has_latin_end(text: str) -> bool:
    return any(end.isalnum() and fold(end).isascii() for end in (text[:1], text[-1:]))


def is_inside(text: str, start: int, end: int) -> bool:
    """Whether a Latin word or a number goes on before or after ``text[start:end]``.

    >>> is_inside("he said", 4, 6), is_inside("用AI寫", 1, 3)
    (True, False)
    """
    return _goes_on(text[start - 1 : start + 1] if start else "") or _goes_on(
        text[end - 1 : end + 1]
    )


def _goes_on(pair: str) -> bool:
    if len(pair) != 2 or not pair.isalnum():
        return False
    return pair.isascii() or fold(pair).isascii()  # full-width letters are letters, too


def whole_words(text: str, spans: Iterable[Span]) -> list[Span]:
    """The spans that are not inside a longer Latin word."""
    return [span for span in spans if not is_inside(text, *span)]


def whole_word_hits(hits: Sequence[Hit], query: Query, *, exact: bool) -> Sequence[Hit]:
    """The hits that count: not those that match only inside longer words, unless all do."""
    if not leaves_parts_out(query, exact=exact):
        return hits
    kept = [hit for hit in hits if not hit.spans or whole_words(hit.paragraph.text, hit.spans)]
    return kept or hits
