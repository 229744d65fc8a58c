"""The receipt of an answer for the pages: what was looked for, and how many paragraphs have it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from searcher.answer import MATCHES
from searcher.output.names import how_it_matches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searcher.answer import Count


def receipt_lines(receipt: Sequence[Count]) -> list[tuple[str, str, int]]:
    """Each string, how it matches (empty if as written), and the number of paragraphs."""
    return [(count.text, how_it_matches(count), count.paragraphs) for count in receipt]


def receipt_data(receipt: Sequence[Count]) -> list[dict[str, Any]]:
    """The receipt as JSON."""
    return [
        {
            "text": count.text,
            "match": MATCHES[count.tier],
            "manner": count.manner.name.lower(),
            "source": count.source,
            "paragraphs": count.paragraphs,
        }
        for count in receipt
    ]
