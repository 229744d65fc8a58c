"""Paragraphs of a document in a row, as one text to compare a quotation with."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property

from corpus.document import Paragraph, Span, Statement
from index.analysis.bare_text import BareText, bare_text
from index.stored_record import IndexedFile
from searcher.output.plain_quote import markup_spans

# What a record adds to the words: a quotation may leave it out.
_DIRECTION = re.compile(
    r"[（(\[［【](?:(?:大|苦|微|眾|众|全場|全场)?笑(?:聲|声)?|鼓掌|掌聲|掌声|拍手|停頓|停顿|沉默|點頭|点头)[）)\]］】]"
)
_OPENING = "「『“‘（《〈〔"
_CLOSING = "」』”’）》〉〕。！？…"


class Passage:
    """Consecutive paragraphs of a file; usually one.

    ``bare`` is their text without spaces, punctuation and markup. All spans are of characters of
    ``bare``, unless they are said to be of a paragraph.
    """

    def __init__(self, file: IndexedFile, paragraphs: Sequence[Paragraph]) -> None:
        self.file = file
        self.paragraphs = tuple(paragraphs)
        self._texts = [_SourceText(one) for one in paragraphs]
        self._starts = [0]
        for text in self._texts:
            self._starts.append(self._starts[-1] + len(text.bare.text))
        self.bare = "".join(text.bare.text for text in self._texts)

    def parts(self, span: Span) -> list[tuple[Paragraph, Span]]:
        """The paragraphs that the span is in, each with the span of its own characters."""
        return [(self._texts[at].paragraph, self._raw(at, part)) for at, part in self._split(span)]

    def written(self, span: Span) -> str:
        """The span as the document writes it, without markup; paragraphs joined by line breaks."""
        shown = []
        for at, (start, end) in self._split(span):
            first, last = self._texts[at].bare.span(start, end)
            shown.append(self._texts[at].shown[first:last])
        return "\n".join(shown)

    def quoted(self, span: Span) -> str:
        """The same with the marks that open or close at its ends: 「平台」的規則。"""
        shown = self.written(span)
        (at, (start, _)), *_ = parts = self._split(span)
        text, places = self._texts[at].shown, self._texts[at].bare.places
        head = text[: places[start]]
        at, (_, end) = parts[-1]
        tail = self._texts[at].shown[self._texts[at].bare.places[end - 1] + 1 :]
        opening = head[len(head.rstrip(_OPENING)) :]
        return opening + shown + tail[: len(tail) - len(tail.lstrip(_CLOSING))]

    def between(self, at: int) -> str:
        """What the document writes between the character ``at`` and the one before it."""
        text = bisect_right(self._starts, at) - 1
        place = at - self._starts[text]
        source = self._texts[text]
        if place:
            return source.shown[source.bare.places[place - 1] + 1 : source.bare.places[place]]
        if not at:
            return ""
        above = next(one for one in reversed(self._texts[:text]) if one.bare.text)
        end = above.shown[above.bare.places[-1] + 1 :]
        return f"{end}\n{source.shown[: source.bare.places[0]]}"

    def _split(self, span: Span) -> list[tuple[int, Span]]:
        start, end = span
        found = []
        for at, (first, last) in enumerate(zip(self._starts, self._starts[1:], strict=False)):
            inside = max(start, first), min(end, last)
            if inside[0] < inside[1]:
                found.append((at, (inside[0] - first, inside[1] - first)))
        return found

    def _raw(self, at: int, span: Span) -> Span:
        text = self._texts[at]
        start, end = text.bare.span(*span)
        if text.places is None:
            return start, end
        return text.places[start], text.places[end - 1] + 1


class _SourceText:
    """A paragraph without markup. ``places`` are the offsets of ``shown`` in it; None if equal."""

    def __init__(self, paragraph: Paragraph) -> None:
        self.paragraph = paragraph
        text = paragraph.text
        hidden = sorted([*markup_spans(text), *(one.span() for one in _DIRECTION.finditer(text))])
        self.shown = text
        self.places: list[int] | None = None
        if not hidden:
            return
        kept = [
            at for at in range(len(text)) if not any(start <= at < end for start, end in hidden)
        ]
        self.places = kept
        self.shown = "".join(text[at] for at in kept)

    @cached_property
    def bare(self) -> BareText:
        """The text without spaces and punctuation."""
        return bare_text(self.shown)


def statements_at(passage: Passage, span: Span) -> list[tuple[Statement, int]]:
    """The statements that contain characters of the span, with their lengths: short ones first."""
    found: dict[Statement, int] = {}
    for paragraph, (start, end) in passage.parts(span):
        for one in paragraph.statements:
            if one.start < end and start < one.end:
                found[one] = one.end - one.start
    return sorted(found.items(), key=lambda item: item[1])


def goes_on(passage: Passage, at: int) -> bool:
    """Whether a number or a Latin word goes on from the character before ``at``."""
    text = passage.bare
    if not 0 < at < len(text) or not _is_one_word(text[at - 1], text[at]):
        return False
    if text[at - 1] == "-" and text[at - 2 : at - 1].isdigit():
        return False  # 2024-25: a range
    apart = passage.between(at)
    return not apart or (apart in (",", "，") and text[at].isdigit())


_INSIDE_NUMBERS = ".-"  # a mark that is in a bare text is in front of a digit
_NUMERAL = re.compile("[0-9〇零一二三四五六七八九十百千万亿两]")


def _is_one_word(before: str, first: str) -> bool:
    """Whether two neighbours belong to one number or one Latin word.

    >>> _is_one_word("1", "5"), _is_one_word("二", "十"), _is_one_word("台", "灣")
    (True, True, False)
    >>> _is_one_word("a", "b"), _is_one_word(".", "5"), _is_one_word("5", "%")
    (True, True, False)
    """
    if before in _INSIDE_NUMBERS and "0" <= first <= "9":
        return True
    if _NUMERAL.match(before) and _NUMERAL.match(first):
        return True
    return before.isascii() and first.isascii() and before.isalnum() and first.isalnum()
