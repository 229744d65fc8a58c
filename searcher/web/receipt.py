"""The receipt of an answer for the pages: what was looked for, and how many paragraphs have it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from index.plan import Tier
from searcher.answer import MATCHES
from searcher.messages import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from searcher.answer import Count

# By the number of the manner: see searcher.match.manner.Manner.
_MANNERS = {2: "other characters", 3: "with blanks", 4: "inside other words"}


def receipt_lines(receipt: Sequence[Count]) -> list[tuple[str, str, int]]:
    """Each string, how it matches (empty if as written), and the number of paragraphs."""
    return [(count.text, _how(count), count.paragraphs) for count in receipt]


def _how(count: Count) -> str:
    if count.tier == Tier.WORDS:
        return say("by words")
    if count.tier == Tier.VARIANT:
        if count.source:
            return say("variant, from {source}", source=count.source)
        return say("variant")
    return say(_MANNERS[count.manner]) if count.manner in _MANNERS else ""


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
