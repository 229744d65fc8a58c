"""Finds where a document has a quotation, all of it and in its order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpus.document import Span
from index.analysis.bare_text import bare
from searcher.verify.fragments import Fragment
from searcher.verify.passages import Passage, goes_on

_NOTED = 8
"""Characters of the source that a note in brackets may replace: [平台]將負責."""
_LEFT_OUT = 800
"""Characters that an ellipsis may leave out."""
_MOST = 50  # places of one fragment in one passage
# Folded. What in front of a quotation turns its meaning round, if it is left out.
# 要不要 and 有沒有 only ask.
_NEGATED = (*"是会应该能可必须需要用得想愿宜准许", "应该", "可以", "愿意")
_NEGATION = re.compile(
    "(?:(?<![对是要好能会差从])不|(?<![沉淹有])没|(?<!有)没有|(?<!从)未|从未|并非|绝非|无法"
    f"|{'|'.join(f'(?<!{verb[0]})不{verb}' for verb in _NEGATED)}"
    "|(?:没有|不)(?:认为|觉得|相信|赞成|同意|主张|建议|支持|打算|表示|说|要求))$"
)


class Placement(NamedTuple):
    """Where each fragment is, in characters of ``passage.bare``.

    ``lost`` is what belongs to a fragment and is not in the quotation: the rest of a number or a
    word, or a negation in front of it. It would be at ``lost_at`` in the quotation. Empty if
    nothing is lost.
    """

    passage: Passage
    spans: tuple[Span, ...]
    lost: str = ""
    lost_at: int = 0

    @property
    def span(self) -> Span:
        """From the first to the last character."""
        return self.spans[0][0], self.spans[-1][1]


def place(passage: Passage, parts: Sequence[Fragment], before: str = "") -> Placement | None:
    """Where ``parts`` are in the passage; None if one is not there. The first place where nothing
    is lost is taken. ``before`` is what the draft has in front of the quotation."""
    found = None
    for spans in _placed(passage.bare, parts):
        placement = _checked(passage, parts, spans, before)
        if not placement.lost:
            return placement
        found = found or placement
    return found


def _placed(text: str, parts: Sequence[Fragment]) -> Iterator[tuple[Span, ...]]:
    first, *rest = (part.bare.text for part in parts)
    at = text.find(first)
    tried = 0
    while at >= 0 and tried < _MOST:
        spans = _continued(text, at + len(first), parts[1:], rest)
        if spans is not None:
            yield ((at, at + len(first)), *spans)
        at = text.find(first, at + 1)
        tried += 1


def _continued(
    text: str, end: int, parts: Sequence[Fragment], wanted: Sequence[str]
) -> list[Span] | None:
    """The places of the further fragments, each after the one before it."""
    spans = []
    for part, fragment in zip(parts, wanted, strict=True):
        reach = _NOTED if part.joint == "note" else _LEFT_OUT
        at = text.find(fragment, end, end + reach + len(fragment))
        if at < 0:
            return None
        end = at + len(fragment)
        spans.append((at, end))
    return spans


def _checked(
    passage: Passage, parts: Sequence[Fragment], spans: tuple[Span, ...], before: str
) -> Placement:
    end = -1
    for part, span in zip(parts, spans, strict=True):
        if span[0] != end and (lost := _lost_before(passage, span[0], before)):
            return Placement(passage, spans, lost, part.start + part.bare.places[0])
        end, before = span[1], ""
        if (lost := _lost_behind(passage, end)) and end not in (start for start, _ in spans):
            return Placement(passage, spans, lost, part.start + part.bare.places[-1] + 1)
    return Placement(passage, spans)


def _lost_before(passage: Passage, start: int, before: str) -> str:
    """The beginning of a number or a word, or a negation, that is in front of ``start``."""
    text, first = passage.bare, start
    while goes_on(passage, first):
        first -= 1
    if first < start:
        return passage.written((first, start))
    if start and not passage.between(start):
        negation = _NEGATION.search(text[max(0, start - 6) : start])
        if negation and not bare(before).endswith(negation[0]):
            return passage.written((start - len(negation[0]), start))
    return ""


def _lost_behind(passage: Passage, end: int) -> str:
    """The end of a number or a word that goes on at ``end``."""
    last = end
    while goes_on(passage, last):
        last += 1
    return passage.written((end, last)) if last > end else ""
