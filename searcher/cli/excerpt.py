"""What of a long paragraph a screen shows: the lines around the matches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.document import Span

#: A paragraph of more lines is cut.
LINES = 8


def excerpt(text: str, lines: Sequence[Span], spans: Sequence[Span]) -> Iterator[Span | None]:
    """Of the ``lines`` of ``text`` the :data:`LINES` that say most of why it was found, in order;
    None stands for two or more left out.

    The first place of each matched wording comes first, each with the lines beside it; then its
    other places; then more around them. Without matches it is the beginning.
    """
    kept = _kept(lines, _telling(text, lines, spans))
    at = 0
    while at < len(lines):
        if at in kept:
            yield lines[at]
            at += 1
            continue
        end = next((line for line in range(at, len(lines)) if line in kept), len(lines))
        # The sign for one line left out would take as much room as the line.
        yield lines[at] if end - at == 1 else None
        at = end


def _telling(text: str, lines: Sequence[Span], spans: Sequence[Span]) -> list[int]:
    """The lines with matches, those first that bring a new wording."""
    new: list[int] = []
    again: list[int] = []
    seen = set()
    for start, end in spans:
        line = next((at for at, (_, last) in enumerate(lines) if start < last), 0)
        (again if text[start:end] in seen else new).append(line)
        seen.add(text[start:end])
    return list(dict.fromkeys([*new, *again])) or [0]


def _kept(lines: Sequence[Span], telling: Sequence[int]) -> set[int]:
    room = min(LINES, len(lines))
    kept: set[int] = set()
    for reach in range(1, len(lines) + 1):
        for line in telling:
            for near in (line, line + reach, line - reach):
                if len(kept) < room and 0 <= near < len(lines):
                    kept.add(near)
        if len(kept) == room:
            break
    return kept
