"""The text of a paragraph in, its clauses and masked quotations out.

Quotations are masked because the words in them do not attribute anything. All offsets count
characters of the paragraph.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from corpus.document import Span

MASK = "\0"
_QUOTED = re.compile(
    r"「[^「」]*(?:」|$)|“[^“”]*(?:”|$)|『[^『』]*』|《[^《》]*》|〈[^〈〉]*〉"
    r'|"[^"]*"|（[^（）]*）|\([^()]*\)|【[^【】]*】'
)
_BREAK = re.compile(r"[，。；！？：\n]|(?<!\d)[,;:!?](?!\d)")
_FULL_STOPS = "。！？!?\n"


# No prose has so many characters without a mark; tables and damaged files do.
_LONGEST_UNPUNCTUATED = 600
_UNPUNCTUATED = re.compile(rf"[^，。；！？：、,;:!?.\n\0]{{{_LONGEST_UNPUNCTUATED},}}")


class Clause(NamedTuple):
    """``text[start:end]`` is a clause, and ``mark`` the punctuation after it.

    ``sentence`` is the offset at which its sentence begins, ``part`` the one at which its part of
    the sentence between semicolons begins. ``quote`` is the offset of the quotation that ends right
    before the clause, or None.
    """

    start: int
    end: int
    mark: str
    sentence: int
    part: int
    quote: int | None = None


def mask_quotations(folded: str, text: str) -> tuple[str, list[Span]]:
    """Return ``folded`` with every quoted character masked, and the spans of the quotations.

    Long runs without a mark, brackets and titles of works (《…》) are masked too, but are not among
    the spans.
    """
    quotations = [match.span() for match in _QUOTED.finditer(text)]
    if not quotations and len(text) < _LONGEST_UNPUNCTUATED:
        return folded, []
    pieces: list[str] = []
    last = 0
    for start, end in quotations:
        pieces.append(folded[last:start])
        pieces.append(MASK * (end - start))
        last = end
    pieces.append(folded[last:])
    masked = _UNPUNCTUATED.sub(lambda run: MASK * len(run.group()), "".join(pieces))
    return masked, [span for span in quotations if text[span[0]] in '「“『"']


def split_clauses(text: str, masked: str, quotations: list[Span]) -> list[Clause]:
    """Return the clauses of ``text`` in order. A quotation that ends with a mark ends a clause."""
    breaks = {match.start(): match.group() for match in _BREAK.finditer(masked)}
    ends: dict[int, int] = {}
    for start, end in quotations:
        ends[end] = start
        if end - start > 1 and text[end - 2] in "，。！？；,!?…—" and end not in breaks:
            breaks[end - 1] = "。" if text[end - 2] in _FULL_STOPS + "…—" else "，"
    clauses: list[Clause] = []
    start = sentence = part = 0
    for position in [*sorted(breaks), len(text)]:
        mark = breaks.get(position, "")
        end = position + (position + 1 in ends)
        if end > start:
            quote = ends.get(start)
            clauses.append(Clause(start, end, mark, sentence, part, quote))
        start = position + 1
        if mark and mark in _FULL_STOPS:
            sentence = part = start
        elif mark in "；;":
            part = start
    return clauses
