"""The fields of the Whoosh index. Light on purpose: the table of contents pickles these classes.

One Whoosh document stands for each paragraph, and one more for each file (its ``file`` field holds
the id; it has no terms to search). Values are given as lists of terms, never analyzed by Whoosh.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from whoosh import fields, formats

from index.field_names import COUNTED_FIELDS, KEYWORD_FIELDS, STORED, TEXT_FIELDS


class TermWeights(formats.Existence):  # type: ignore[misc]
    """How often a term stands in a paragraph, kept as the posting's weight and nothing else.

    Whoosh's own ``Frequency`` stores the same number a second time as four bytes a posting.
    """

    def word_values(
        self, value: Any, analyzer: Any, **kwargs: Any
    ) -> Iterator[tuple[str, int, float, bytes]]:
        terms: Iterable[str] = (
            value
            if isinstance(value, (list, tuple))
            else (token.text for token in formats.tokens(value, analyzer, kwargs))
        )
        for term, count in Counter(terms).items():
            yield term, count, count * self.field_boost, b""


class TermList(fields.FieldType):  # type: ignore[misc]
    """A field of terms that come ready made, with how often each stands: folded words, or folded
    grams, which are scored; or others that are not."""

    def __init__(self, *, scorable: bool = True) -> None:
        super().__init__(
            format=TermWeights(),
            analyzer=fields.analysis.SpaceSeparatedTokenizer(),
            scorable=scorable,
            stored=False,
        )


def schema() -> fields.Schema:
    """The schema of every index of ours.

    ``words``: folded words as the segmenter cuts them. ``grams``: folded single characters and
    pairs of neighbours. The keyword fields hold whole values as written, matched by substring;
    ``topicword`` the words that earned a topic (see :func:`index.field_names.topic_word`).
    ``s``: what is stored to be shown, as a plain tuple (see :mod:`index.stored_record`).
    """
    result = fields.Schema(**{STORED: fields.STORED()})
    for name in TEXT_FIELDS:
        result.add(name, TermList())
    for name in COUNTED_FIELDS:
        result.add(name, TermList(scorable=False))
    for name in KEYWORD_FIELDS:
        result.add(name, fields.ID(stored=False))
    return result
