"""Which parts of a paragraph somebody else says than the speakers that the query asks for."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from searcher.match.highlight import merge

if TYPE_CHECKING:
    from corpus.document import Span, Statement
    from searcher.answer import Hit


def others_words(hit: Hit) -> list[Span]:
    """The spans that are not said by the hit's speakers but by somebody else, in order.

    Of statements inside each other the innermost counts. What nobody says is not among them.
    """
    statements = hit.paragraph.statements
    own = [one for one in statements if one.speaker in hit.speakers]
    other = [one for one in statements if one.speaker not in hit.speakers]
    edges = sorted({edge for one in statements for edge in (one.start, one.end)})
    return merge(
        [span for span in pairwise(edges) if _shortest(other, span) < _shortest(own, span)]
    )


def _shortest(statements: Sequence[Statement], span: Span) -> float:
    """The length of the shortest statement around the span; infinite without one."""
    start, end = span
    lengths = (one.end - one.start for one in statements if one.start <= start and end <= one.end)
    return min(lengths, default=float("inf"))
