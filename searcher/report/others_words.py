"""Which parts of a paragraph somebody else says than the speakers that the query asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searcher.match.highlight import merge
from searcher.report.innermost import innermost

if TYPE_CHECKING:
    from corpus.document import Span
    from searcher.answer import Hit


def others_words(hit: Hit) -> list[Span]:
    """The spans that are not said by the hit's speakers but by somebody else, in order.

    Of statements inside each other the innermost counts. What has no speaker is not among them.
    """
    own = set(hit.speakers)
    parts = innermost(hit.paragraph.statements, len(hit.paragraph.text))
    return merge(
        [
            (one.start, one.end)
            for one in parts
            if one.statement and one.statement.speaker not in own
        ]
    )
