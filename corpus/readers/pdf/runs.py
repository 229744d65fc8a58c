"""Runs: pieces of a line, of one size on one baseline and without a wide gap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

_MOST_ON_LINE = 300
_BARS = frozenset("|¦│┊┆┇︙⋮｜")
_BINDING = {"裝": "裝", "訂": "訂", "線": "線", "装": "裝", "订": "訂", "线": "線"}


@dataclass(slots=True)
class Run:
    """Characters of one size on one baseline, in upright coordinates: y grows upwards.

    ``weights`` has one digit for each character: 0 plain, 1 a gothic font, 2 bold. ``turn`` is the
    direction in which the text runs, in quarter turns against the clock. ``spaced``: a typed
    space precedes the run.
    """

    text: str
    weights: str
    left: float
    right: float
    base: float
    size: float
    turn: int = 0
    spaced: bool = False


@dataclass(slots=True)
class PageText:
    """The runs of a page and the counts for the health report.

    ``drawn`` counts the characters of a line drawn with text, ``cut`` those beyond the limit.
    """

    runs: list[Run] = field(default_factory=list)
    letters: int = 0
    invisible: int = 0
    repeated: int = 0
    private: int = 0
    replaced: int = 0
    half_width: int = 0
    unmapped: Counter[str] = field(default_factory=Counter)
    drawn: int = 0
    cut: int = 0


def without_repeated(runs: Sequence[Run]) -> tuple[list[Run], int]:
    """Return the runs without those drawn a second time, and how many characters were left out.

    Some programs draw bold text or shadows by drawing the text twice, slightly shifted.
    """
    kept: list[Run] = []
    by_base: dict[int, list[Run]] = {}
    repeated = 0
    for run in runs:
        at = round(run.base / 2)
        near = (other for key in (at - 1, at, at + 1) for other in by_base.get(key, ()))
        if any(_repeats(run, other) for other in near):
            repeated += len(run.text)
            continue
        kept.append(run)
        if len(by_base.setdefault(at, [])) < _MOST_ON_LINE:
            by_base[at].append(run)
    return kept, repeated


def _repeats(run: Run, other: Run) -> bool:
    """Return whether ``run`` draws a part of ``other`` again at the same place."""
    near = 0.15 * run.size
    if (
        abs(run.base - other.base) > near
        or abs(run.size - other.size) > near
        or run.left < other.left - near
        or run.right > other.right + near
        or run.turn != other.turn
    ):
        return False
    if len(run.text) == len(other.text):
        return run.text == other.text
    share = (run.left - other.left) / max(other.right - other.left, 0.1)
    start = other.text.find(run.text, max(0, int(share * len(other.text)) - 2))
    return start >= 0 and abs(start - share * len(other.text)) <= 2


def without_binding_line(runs: Sequence[Run]) -> tuple[list[Run], int]:
    """Return the runs without the binding line of official letters, and how many were left out.

    Taiwan's letters have it at the left: a column of vertical bars, and 裝, 訂 and 線.
    """
    bars: dict[int, list[int]] = {}
    letters: dict[str, int] = {}
    for index, run in enumerate(runs):
        if run.text in _BARS:
            bars.setdefault(round(run.left / 3), []).append(index)
        elif run.text in _BINDING:
            letters[_BINDING[run.text]] = index
    dropped = {index for column in bars.values() if len(column) >= 5 for index in column}
    if len(letters) == 3:
        top, middle, bottom = (runs[letters[letter]] for letter in "裝訂線")
        lefts = [run.left for run in (top, middle, bottom)]
        if top.base > middle.base > bottom.base and max(lefts) - min(lefts) < top.size:
            dropped.update(letters.values())
    return [run for index, run in enumerate(runs) if index not in dropped], len(dropped)


def needs_space(before: str, after: str, gap: float, typed: bool) -> bool:
    """Return whether a gap between two characters is a space of the text.

    ``gap`` is in units of the character size. ``typed``: the file has a space there. Without it, a
    narrow gap next to a Chinese character is typesetting.

    >>> needs_space("A", "B", 0.25, False), needs_space("立", "法", 0.25, False)
    (True, False)
    """
    if before in " \u3000":
        return False
    if before < "\u2e80" and after < "\u2e80":
        return typed or gap > 0.18
    if typed:
        return gap > 0.12
    return gap > (0.45 if before < "\u2e80" or after < "\u2e80" else 0.7)
