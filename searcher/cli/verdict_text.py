"""Verdicts of ``cewen verify`` as lines to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from searcher.cli.hit_text import (
    contains,
    fitted,
    head_lines,
    name_lines,
    page_of,
    speaker_names,
    text_lines,
)
from searcher.messages import join, say, say_count
from searcher.output.names import VERDICTS, speaker_label

if TYPE_CHECKING:
    from corpus.document import Paragraph, Span
    from index.stored_record import IndexedFile
    from searcher.cli.terminal import Style
    from searcher.verify.quotation import Verdict

_NOTHING = "∅"  # what the quotation or the source does not have


def verdict_lines(verdicts: Iterable[Verdict], style: Style, columns: int | None) -> Iterator[str]:
    """The quotations with their verdicts, numbered."""
    for number, verdict in enumerate(verdicts, 1):
        yield from _lines(number, verdict, style, columns)
        yield ""


def _lines(number: int, verdict: Verdict, style: Style, columns: int | None) -> Iterator[str]:
    on = style.speaker if verdict.holds else style.match
    label = f"{on}{_named(verdict)}{style.off}"
    number_in_draft = verdict.quotation.paragraph
    if verdict.quotation.kind == "row":
        place = say("row {number} of the draft", number=number_in_draft)
    else:
        place = say("¶{number} of the draft", number=number_in_draft)
    yield f"{style.faint}{f'{number}.':3}{style.off} {label} {style.faint}{place}{style.off}"
    if verdict.differences:
        yield from _compared(verdict, style, columns)
    else:
        quote = verdict.source if verdict.name == "same" else verdict.quotation.text
        yield from text_lines(quote.replace("\n", " "), (), style, columns, full=verdict.holds)
    if verdict.name == "other_speaker":
        names = "、".join(map(speaker_label, verdict.quotation.speakers))
        yield from _noted(say("the draft says: {names}", names=names), style, columns)
    if verdict.file:
        names = speaker_names(verdict.statements)
        date = str(verdict.file.date or "")
        if names or date:
            yield from head_lines(" ", names, date, style, columns)
        yield from name_lines(_place(verdict.file, *verdict.paragraphs), style, columns)
    if verdict.others:
        text = say_count(
            verdict.others,
            "and in {count} more paragraph",
            "and in {count} more paragraphs",
        )
        yield from _noted(text, style, columns)
    for near in verdict.nearest:
        head = say("nearest ({score:.0f} %): ", score=near.score)
        yield from text_lines(head + near.text, (), style, columns)
        yield from name_lines(_place(near.file, near.paragraph), style, columns)


def _named(verdict: Verdict) -> str:
    """The verdict, and in what the same words are not the same."""
    text = say(VERDICTS[verdict.name])
    if verdict.name == "same" and verdict.but_for:
        return say(
            "{verdict} but for {what}", verdict=text, what=join(", ", map(say, verdict.but_for))
        )
    return text


def _compared(verdict: Verdict, style: Style, columns: int | None) -> Iterator[str]:
    """The quotation and the source below each other, what differs marked."""
    ours, theirs = _both(verdict)
    for label, (text, spans) in ((say("draft:  "), ours), (say("source: "), theirs)):
        shifted = [(start + len(label), end + len(label)) for start, end in spans]
        if style.match:
            yield from text_lines(label + text, shifted, style, columns)
        else:
            yield from text_lines(label + _bracketed(text, spans), (), style, columns)


def _both(verdict: Verdict) -> tuple[tuple[str, list[Span]], tuple[str, list[Span]]]:
    """The quotation with the spans that the source does not have, and the source with those that
    the quotation does not have. What is the same is written as in the quotation, and nothing as
    ``∅``, so that each span can be seen."""
    quote = verdict.quotation.text
    pieces = [(quote[slice(*one.at)], one.source, one.at) for one in verdict.differences]
    ours = _joined(quote, [(text, at) for text, _, at in pieces])
    return ours, _joined(quote, [(text, at) for _, text, at in pieces])


def _joined(quote: str, parts: list[tuple[str, Span]]) -> tuple[str, list[Span]]:
    """The quotation with the ``parts`` at their places, and where they are in it."""
    text, spans, last = "", [], 0
    for part, (start, end) in parts:
        text += quote[last:start]
        spans.append((len(text), len(text) + len(part or _NOTHING)))
        text += part or _NOTHING
        last = end
    return text + quote[last:], spans


def _bracketed(text: str, spans: list[Span]) -> str:
    """What differs in brackets, where there is no colour."""
    for start, end in reversed(spans):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


def _noted(text: str, style: Style, columns: int | None) -> Iterator[str]:
    for line in fitted(text, columns - 4 if columns else None, on=style.faint, off=style.off):
        yield f"    {line}"


def _place(file: IndexedFile, *paragraphs: Paragraph) -> str:
    """Page, title and paragraph: page 3 · 《座談》 · a.md#5–7."""
    first, last = paragraphs[0], paragraphs[-1]
    name = f"{file.id}#{first.number}"
    if last is not first:
        name = f"{name}–{last.number}"
    title = "" if contains(file.id, file.title) else file.title
    return " · ".join(filter(None, (page_of(first), title, name)))
