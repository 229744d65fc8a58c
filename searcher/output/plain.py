"""Hits on one line each, for the Python prompt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searcher.output.names import speaker_label
from searcher.terminal_text import clean

if TYPE_CHECKING:
    from searcher.answer import Answer, Hit

_AROUND = 12  # characters shown before the first match
_SHOWN = 40


def hit_line(hit: Hit) -> str:
    """The place of a hit, how it matches, who says it, and the text around the first match."""
    text = hit.paragraph.text
    start = max(0, hit.spans[0][0] - _AROUND) if hit.spans else 0
    cut = text[start : start + _SHOWN]
    excerpt = "…" * (start > 0) + cut + "…" * (start + _SHOWN < len(text))
    speakers = "、".join(speaker_label(speaker) for speaker in hit.speakers)
    said = f"{speakers}: {excerpt}" if speakers else excerpt
    return clean(f"<Hit {hit.file.id}#{hit.paragraph.number} {hit.match} {hit.score:.2f} {said}>")


def answer_line(answer: Answer) -> str:
    """How many paragraphs match and how many of them are hits."""
    return f"<Answer {answer.total} paragraphs, {len(answer.hits)} hits>"
