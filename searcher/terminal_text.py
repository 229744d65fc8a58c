"""Text for a terminal: made harmless, measured in columns, wrapped, coloured."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from corpus.document import Span

_NOT_FIRST = "，。、；：！？）」』”’》〉】〕％…·,.;:!?)]}%"
_NOT_LAST = "（「『“‘《〈【〔([{"
# Characters that break a line; the last two are U+2028 and U+2029.
_BREAKS = "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"
# Harmless characters of no width: joiners, zero-width spaces, the byte order mark.
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff"


def clean(text: str) -> str:
    """``text`` character for character, without anything that could control a terminal.

    Line breaks and tabs become spaces, a soft hyphen a hyphen; controls, marks that change the
    direction of writing and code points that are no characters become ``\ufffd``.
    """
    return text if text.isprintable() else "".join(map(_harmless, text))


def _harmless(char: str) -> str:
    if char in _BREAKS:
        return " "
    if char == "\xad":
        return "-"
    if char in _INVISIBLE:
        return char
    return "\ufffd" if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn") else char


def width(text: str) -> int:
    """The columns that ``text`` fills on a terminal: two for a wide character (Unicode Standard
    Annex 11), none for one that combines with the character before it.

    >>> width("AI治理")
    6
    """
    if text.isascii():
        return len(text)
    return sum(map(_char_width, text))


def _char_width(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def wrap(text: str, columns: int) -> Iterator[Span]:
    """The lines of ``text`` as spans of it, none wider than ``columns`` unless it is a single
    character. Lines break between any two Chinese characters and at spaces between Latin words;
    no line begins with a closing mark. Only spaces are left out between the lines.

    >>> text = "外送平台應公開演算法，AI 亦同。"
    >>> [text[start:end] for start, end in wrap(text, 20)]
    ['外送平台應公開演算', '法，AI 亦同。']
    """
    start = 0
    while start < len(text):
        end = _line_end(text, start, max(columns, 2))
        yield start, start + (len(text[start:end].rstrip(" ")) or end - start)
        start = end
        while start < len(text) and text[start] == " ":
            start += 1


def _line_end(text: str, start: int, columns: int) -> int:
    used = 0
    end = start
    while end < len(text) and (used := used + _char_width(text[end])) <= columns:
        end += 1
    if end == len(text):
        return end
    for place in range(end, max(start, end - columns // 2), -1):
        if _may_break(text, place):
            return place
    return max(end, start + 1)


def _may_break(text: str, place: int) -> bool:
    before, after = text[place - 1], text[place]
    if after == " ":
        return True
    if after in _NOT_FIRST or before in _NOT_LAST or not _char_width(after):
        return False
    return before == " " or _char_width(before) == 2 or _char_width(after) == 2


def shorten(text: str, columns: int) -> str:
    """``text``, or as much of it as fits in ``columns`` with an ellipsis.

    >>> shorten("平台工作者權益保障", 9)
    '平台工作…'
    """
    if width(text) <= columns:
        return text
    used = 1
    for at, char in enumerate(text):
        used += _char_width(char)
        if used > columns:
            return text[:at] + "…"
    return text


def highlighted(
    text: str,
    spans: Sequence[Span],
    start: int,
    end: int,
    on: str,
    off: str,
    *,
    dim: str = "",
    dimmed: Sequence[Span] = (),
) -> str:
    """``text[start:end]``, cleaned, with ``on`` and ``off`` around the parts of it in ``spans``,
    and ``dim`` and ``off`` around those in ``dimmed`` and not in ``spans``.

    Spans of one kind are in order and do not overlap.

    >>> highlighted("甲說乙說", [(2, 3)], 0, 4, "<b>", "</>", dim="<i>", dimmed=[(1, 4)])
    '甲<i>說</><b>乙</><i>說</>'
    """
    pieces = []
    at = start
    for first, last in spans:
        first, last = max(first, start), min(last, end)
        if first < last:
            pieces += [_dimmed(text, at, first, dim, off, dimmed), on, clean(text[first:last]), off]
            at = last
    pieces.append(_dimmed(text, at, end, dim, off, dimmed))
    return "".join(pieces)


def _dimmed(text: str, start: int, end: int, dim: str, off: str, spans: Sequence[Span]) -> str:
    return highlighted(text, spans, start, end, dim, off) if spans else clean(text[start:end])


def command_line(command: str, *words: str) -> str:
    """A command to copy: cleaned, with quotes where a shell needs them.

    >>> command_line("cewen search --topic", "AI 治理")
    "cewen search --topic 'AI 治理'"
    """
    return clean(" ".join((command, *map(_quoted, words))))


def _quoted(word: str) -> str:
    """A word as a shell takes it; Chinese needs no quotes."""
    if word.replace("-", "").replace(":", "").replace(".", "").isalnum():
        return word
    from shlex import quote

    return quote(word)
