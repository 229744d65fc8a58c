"""Hits as HTML, for notebooks. Everything from a document is escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from searcher.output.names import speaker_label
from searcher.terminal_text import clean

if TYPE_CHECKING:
    from corpus.document import Span
    from searcher.answer import Answer, Hit


def hit_html(hit: Hit) -> str:
    """A hit: who says it and when, the paragraph with the matches marked, and its source."""
    speakers = _text("、".join(speaker_label(speaker) for speaker in hit.speakers))
    facts = [f"<b>{speakers}</b>"] if speakers else []
    facts += [str(hit.file.date)] if hit.file.date else []
    facts += [f"({hit.match})"] if hit.match != "exact" else []
    source = " › ".join(dict.fromkeys([hit.file.title, *hit.paragraph.section]))
    by_ocr = ", read by OCR" if hit.paragraph.source == "ocr" else ""
    page = "" if hit.paragraph.page is None else f"page {hit.paragraph.page}{by_ocr} · "
    place = f"{page}{hit.file.id}#{hit.paragraph.number}"
    return (
        f"<div>{' '.join(facts)}"
        f"<blockquote>{_marked(hit.paragraph.text, hit.spans)}</blockquote>"
        f"<small>{_text(source)} · {_text(place)}</small></div>"
    )


def answer_html(answer: Answer) -> str:
    """The hits as a numbered list, and how many paragraphs match."""
    items = "".join(f"<li>{hit_html(hit)}</li>" for hit in answer.hits)
    shown = f" ({len(answer.hits)} shown)" if len(answer.hits) < answer.total else ""
    count = f"{answer.total} {'paragraph' if answer.total == 1 else 'paragraphs'}"
    return f"<ol>{items}</ol><p>{count}{shown}</p>"


def _marked(text: str, spans: Sequence[Span]) -> str:
    pieces = []
    at = 0
    for start, end in spans:
        pieces += [_text(text[at:start]), f"<mark>{_text(text[start:end])}</mark>"]
        at = end
    return "".join([*pieces, _text(text[at:])])


def _text(text: str) -> str:
    return escape(clean(text))
