"""What one Whoosh document is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Entry(NamedTuple):
    """One Whoosh document, ready to be written.

    ``words``: folded words in order, repeated as they occur. ``text``: the folded text whose
    grams are indexed (see :func:`index.analysis.grams.grams`), empty for none. ``keywords``: for each
    keyword field its terms, each once, and for each counted one as often as they stand.
    ``stored``: what a search shows, as a plain tuple.
    """

    words: Sequence[str]
    text: str
    keywords: Mapping[str, Sequence[str]]
    stored: tuple[object, ...]
