"""Runs of a page in, segments out: pieces of text on one baseline without a wide gap.

A line of a page is the list of its segments from left to right: one for running text, several for
cells of a table, columns, or a mark and its item.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from corpus.readers.pdf.drawings import Rule
from corpus.readers.pdf.runs import Run, needs_space

WIDEST_GAP = 1.15
_BASELINE = 0.35
_RAISED_BASELINE = 0.5
_SMALLER = 0.85
_LABEL_GAP = 0.3
_ARTICLE = re.compile("第[^，。；：]{1,9}[條条章節节]")
_MOST_SPREAD = 4.5
SUPERSCRIPT = "s"
_NOTE_MARK = re.compile(r"[\d*＊†‡#註注]{1,4}$|[\[(（〔]\d{1,3}[\])）〕]$")

_YEAR, _MONTH, _DAY = re.compile("年$"), re.compile(r"\d{0,2} ?月$"), re.compile(r"\d{0,2} ?日$")


@dataclass(slots=True)
class Segment:
    """Text on one baseline. ``row`` numbers the baselines of a page from the top.

    ``weights`` has one character for each of ``text``: 0 plain, 1 a gothic font, 2 bold, and s for
    a raised mark of a note.
    """

    text: str
    weights: str
    left: float
    right: float
    base: float
    size: float
    row: int = 0

    @property
    def middle(self) -> tuple[float, float]:
        """The centre, to see in which cell of a table the segment is."""
        return (self.left + self.right) / 2, self.base + 0.38 * self.size


PageLine = list[Segment]


def page_lines(runs: Sequence[Run], rules: Sequence[Rule]) -> list[PageLine]:
    """Return the lines of a page from top to bottom. No segment crosses a vertical rule."""
    lines = []
    for row, group in enumerate(_by_baseline(runs)):
        group.sort(key=lambda run: run.left)
        line = _spread_title(_blank_dates([_segment(part) for part in _parts(group, rules)]))
        for segment in line:
            segment.row = row
        lines.append(line)
    return lines


def _by_baseline(runs: Sequence[Run]) -> list[list[Run]]:
    """Group runs by baseline, from top to bottom. The largest run gives a group's baseline."""
    groups: list[list[Run]] = []
    largest: Run | None = None
    for run in sorted(runs, key=lambda run: -run.base):
        if largest is not None and _is_on_line(largest, run):
            groups[-1].append(run)
            if run.size > largest.size:
                largest = run
        else:
            groups.append([run])
            largest = run
    return groups


def _is_on_line(one: Run, other: Run) -> bool:
    larger = max(one.size, other.size)
    raised = min(one.size, other.size) < _SMALLER * larger
    tolerance = _RAISED_BASELINE if raised else _BASELINE
    return abs(one.base - other.base) <= tolerance * larger


def _parts(group: list[Run], rules: Sequence[Rule]) -> list[list[Run]]:
    """Cut the runs of one line at wide gaps and at vertical rules."""
    parts: list[list[Run]] = []
    right = 0.0
    for run in group:
        wide = not parts or run.left - right > WIDEST_GAP * max(run.size, parts[-1][-1].size)
        if wide or _rule_between(rules, right, run.left, run.base):
            parts.append([run])
            right = run.right
        else:
            parts[-1].append(run)
            right = max(right, run.right)
    return parts


def _rule_between(rules: Sequence[Rule], left: float, right: float, base: float) -> bool:
    return any(
        left - 1 <= rule.at <= right + 1 and rule.start <= base + 1 and base <= rule.end
        for rule in rules
    )


def _segment(runs: list[Run]) -> Segment:
    size = main_size([(run.size, len(run.text)) for run in runs])
    main = [run for run in runs if run.size > _SMALLER * size]
    base = min((main or runs), key=lambda run: abs(run.size - size)).base
    text, weights = "", ""
    right = runs[0].left
    for run in runs:
        gap = (run.left - right) / max(run.size, 1.0)
        if text and (
            needs_space(text[-1], run.text[0], gap, run.spaced)
            or (gap > _LABEL_GAP and _ARTICLE.fullmatch(text))
        ):
            text += " "
            weights += weights[-1]
        raised = run.size < _SMALLER * size and run.base > base + 0.15 * size
        mark = raised and bool(text) and _NOTE_MARK.match(run.text)
        text += run.text
        weights += SUPERSCRIPT * len(run.text) if mark else run.weights
        right = max(right, run.right)
    return Segment(text, weights, runs[0].left, right, base, size)


def main_size(sizes: Sequence[tuple[float, int]]) -> float:
    """Return the size with the most characters, of pairs (size, number of characters)."""
    if len(sizes) == 1:
        return sizes[0][0]
    counts: dict[float, int] = {}
    for size, count in sizes:
        key = round(size * 4) / 4
        counts[key] = counts.get(key, 0) + count
    return max(counts, key=lambda size: (counts[size], size))


def _blank_dates(line: PageLine) -> PageLine:
    """Join the parts of a date with gaps to fill in (年　月　日)."""
    result: PageLine = []
    for segment in line:
        end = len(result) >= 2 and _DAY.match(segment.text)
        if end and _MONTH.match(result[-1].text) and _YEAR.search(result[-2].text):
            year, month = result[-2:]
            result[-2:] = [
                replace(
                    year,
                    text=f"{year.text}\u3000{month.text}\u3000{segment.text}",
                    weights=f"{year.weights}0{month.weights}0{segment.weights}",
                    right=segment.right,
                )
            ]
        else:
            result.append(segment)
    return result


def _spread_title(line: PageLine) -> PageLine:
    """Join a title whose single characters are set with equal wide gaps (會 議 紀 錄)."""
    if len(line) < 3 or any(len(segment.text) != 1 for segment in line):
        return line
    gaps = [b.left - a.right for a, b in pairwise(line)]
    size = line[0].size
    if max(gaps) > _MOST_SPREAD * size or max(gaps) - min(gaps) > 0.5 * size:
        return line
    text = "".join(segment.text for segment in line)
    weights = "".join(segment.weights for segment in line)
    return [Segment(text, weights, line[0].left, line[-1].right, line[0].base, size)]
