"""Cuts a long paragraph for the screen to the lines around the matches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.document import Span

#: The most lines that a paragraph fills.
LINES = 8


def excerpt(text: str, lines: Sequence[Span], spans: Sequence[Span]) -> Iterator[Span | None]:
    """At most :data:`LINES` of the ``lines`` of ``text``, in order; None for two or more left out.

    The first occurrence of each matched string is chosen first, with the lines next to it; then
    further occurrences; then more lines around them. Without ``spans`` it is the beginning.
    """
    kept = _kept(lines, _matched(text, lines, spans))
    at = 0
    while at < len(lines):
        if at in kept:
            yield lines[at]
            at += 1
            continue
        end = next((line for line in range(at, len(lines)) if line in kept), len(lines))
        # A mark for one line left out would need a line itself.
        yield lines[at] if end - at == 1 else None
        at = end


def _matched(text: str, lines: Sequence[Span], spans: Sequence[Span]) -> list[int]:
    """The lines with matches, first those with a string that no line before has."""
    new: list[int] = []
    again: list[int] = []
    seen = set()
    for start, end in spans:
        line = next((at for at, (_, last) in enumerate(lines) if start < last), 0)
        (again if text[start:end] in seen else new).append(line)
        seen.add(text[start:end])
    return list(dict.fromkeys([*new, *again])) or [0]


def _kept(lines: Sequence[Span], matched: Sequence[int]) -> set[int]:
    wanted = min(LINES, len(lines))
    kept: set[int] = set()
    for reach in range(1, len(lines) + 1):
        for line in matched:
            for near in (line, line + reach, line - reach):
                if len(kept) < wanted and 0 <= near < len(lines):
                    kept.add(near)
        if len(kept) == wanted:
            break
    return kept
