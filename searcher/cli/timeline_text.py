"""A timeline as lines to read: bars for one or two series, a table of numbers for groups."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from searcher.cli.bars import bar
from searcher.cli.hit_text import counted, fitted
from searcher.cli.matrix import matrix
from searcher.messages import join, paragraphs, say
from searcher.output.timeline_labels import every_slot, shown_slots, slot_label
from searcher.report.timeline import Cell
from searcher.terminal_text import clean, shorten, width

if TYPE_CHECKING:
    from searcher.cli.terminal import Style
    from searcher.report.timeline import Series, Timeline

_WIDTH = 80  # without a terminal
_WIDEST = 120
_FEWEST = 16  # columns of the longest bar; columns of numbers are left out for it
_NONE = "–"  # no document in this period
_HEADS = {
    "paragraphs": "paragraphs",
    "per_thousand": "per 1,000",
    "statements": "statements",
    "documents": "documents",
}
_FEW = "*"  # a rate per thousand of fewer than
_ENOUGH = 1000  # paragraphs


class _Row(NamedTuple):
    """A row of periods: its label, its count, its series, and where it is in the timeline."""

    label: str
    cell: Cell
    series: Series
    places: range


def timeline_lines(
    timeline: Timeline,
    style: Style,
    columns: int | None,
    *,
    relative: bool = False,
    everything: bool = False,
    commands: bool = False,
) -> Iterator[str]:
    """The lines of a timeline, no wider than ``columns``."""
    room = min(columns or _WIDTH, _WIDEST)
    runs = list(every_slot(timeline) if everything else shown_slots(timeline))
    if not any(series.total.paragraphs for series in (timeline.whole, *timeline.series)):
        return
    if commands:
        yield from _commands(timeline, runs, style)
    elif timeline.per:
        yield from _matrix(timeline, runs, style, room, relative)
    else:
        yield from _bars(timeline, runs, style, room, relative)
    rates = not commands and (relative or not timeline.per)
    yield from _end(timeline, style, columns, rates=rates, commands=commands)


def _bars(
    timeline: Timeline, runs: Sequence[range], style: Style, room: int, relative: bool
) -> Iterator[str]:
    rows = [_row(timeline, series, run) for run in runs for series in timeline.series]
    several = len(timeline.series) > 1
    labels = [row.label for row in rows]
    names = [clean(row.series.label) if several else "" for row in rows]
    first = max(map(width, labels), default=0)
    second = min(max(map(width, names), default=0), room // 4)
    keys = ["paragraphs", "per_thousand", "statements", "documents"]
    while True:
        cells = [[_number(row.cell, key) for key in keys] for row in rows]
        heads = [say(_HEADS[key]) for key in keys]
        sizes = [max(map(width, column)) for column in zip(heads, *cells, strict=True)]
        used = first + (second + 2 if several else 0) + sum(size + 2 for size in sizes) + 2
        if room - used >= _FEWEST or len(keys) == 2:
            break
        keys.pop()
    highest = max((_value(row.cell, relative) or 0 for row in rows), default=0)
    blank = " " * (first + (second + 2 if several else 0))
    head = blank + "".join("  " + _right(h, s) for h, s in zip(heads, sizes, strict=True))
    yield f"{style.faint}{head}{style.off}"
    before = ""
    for row, label, name, numbers in zip(rows, labels, names, cells, strict=True):
        line = _left(label if label != before or not several else "", first)
        before = label
        if several:
            line += "  " + _left(shorten(name, second), second)
        line += "".join("  " + _right(n, s) for n, s in zip(numbers, sizes, strict=True))
        value = _value(row.cell, relative) or 0
        drawn = bar(value, highest, room - used) if len(row.places) == 1 else ""
        on = style.match if several and row.series is timeline.series[-1] else style.speaker
        yield (f"{line}  {on}{drawn}{style.off}" if drawn else line).rstrip()


def _row(timeline: Timeline, series: Series, run: range) -> _Row:
    cells = [series.cells[place] for place in run]
    total = Cell(*map(sum, zip(*cells, strict=True)))
    return _Row(_run_label(timeline, run), total, series, run)


def _run_label(timeline: Timeline, run: range) -> str:
    labels = [slot_label(timeline.slots[place], timeline.by) for place in (run[0], run[-1])]
    return "–".join(dict.fromkeys(labels))


def _number(cell: Cell, key: str) -> str:
    if not cell.base:
        return _NONE
    if key == "per_thousand":
        return _rate(cell)
    return f"{getattr(cell, key):,}"


def _rate(cell: Cell) -> str:
    rate = cell.per_thousand
    if rate is None:
        return _NONE
    return f"{rate:,.2f}{_FEW if cell.base < _ENOUGH and cell.paragraphs else ''}"


def _value(cell: Cell, relative: bool) -> float | None:
    return cell.per_thousand if relative else cell.paragraphs


def _matrix(
    timeline: Timeline, runs: Sequence[range], style: Style, room: int, relative: bool
) -> Iterator[str]:
    """A row for each group, a column for each period; in blocks where they are too many."""
    shown = [*timeline.series, timeline.whole._replace(label=say("all"), side="")]
    names = [_name(series) for series in shown]
    columns = [_column(timeline, run, shown, relative) for run in runs]
    totals = [say("total"), *(_shown(one.total, relative) for one in shown)]
    yield from matrix(names, columns, totals, style, room, sums=True)


def _name(series: Series) -> str:
    label = clean(series.label) or say("(none)")
    if series.document:
        label = say("{name} in {doc}", name=label, doc=series.document)
    return f"{series.side} {label}" if series.side and series.side != label else label


def _column(timeline: Timeline, run: range, shown: Sequence[Series], relative: bool) -> list[str]:
    cells = [_row(timeline, series, run).cell for series in shown]
    return [_run_label(timeline, run), *(_shown(cell, relative) for cell in cells)]


def _shown(cell: Cell, relative: bool) -> str:
    if not cell.base:
        return _NONE
    return _rate(cell) if relative else f"{cell.paragraphs:,}"


def _commands(timeline: Timeline, runs: Sequence[range], style: Style) -> Iterator[str]:
    """For each count above 0 the search that lists it, on a line of its own, not cut."""
    for series in timeline.series:
        if series is not timeline.series[0]:
            yield ""
        if len(timeline.series) > 1 or timeline.per:
            yield f"{style.speaker}{_name(series)}{style.off}"
        for place in (place for run in runs for place in run):
            cell, slot = series.cells[place], timeline.slots[place]
            if cell.paragraphs:
                yield join(": ", (slot_label(slot, timeline.by), paragraphs(cell.paragraphs)))
                line = clean(timeline.search(series, slot).command())
                yield f"    {style.faint}{line}{style.off}"


def _end(
    timeline: Timeline, style: Style, columns: int | None, *, rates: bool, commands: bool
) -> Iterator[str]:
    """What was counted, and the search that lists the largest count."""
    yield ""
    cells = [cell for series in timeline.series for cell in series.cells if cell.paragraphs]
    if rates and any(cell.base < _ENOUGH for cell in cells):
        line = say("{sign} of fewer than {count} paragraphs", sign=_FEW, count=f"{_ENOUGH:,}")
        yield from fitted(line, columns)
    if timeline.per and timeline.groups > len(timeline.series):
        text = "{groups} compared ({shown} shown; --all shows all)"
        line = say(text, groups=f"{timeline.groups:,}", shown=len(timeline.series))
        yield from fitted(line, columns)
    compared = [timeline.whole] if timeline.per else timeline.series
    receipts = timeline.receipt, timeline.other_receipt
    for series, receipt, inside in zip(compared, receipts, timeline.inside, strict=False):
        line = paragraphs(series.total.paragraphs)
        if inside:
            text = "{paragraphs}; {count} more only inside other words left out"
            line = say(text, paragraphs=line, count=inside)
        if len(compared) > 1:
            line = say("{query}: {paragraphs}", query=series.label, paragraphs=line)
        yield from fitted(counted(line, receipt), columns)
    if commands:
        return
    yield from _highest(timeline, columns)


def _highest(timeline: Timeline, columns: int | None) -> Iterator[str]:
    """The largest count, and the search that lists it."""
    best = max(
        (
            (cell.paragraphs, -n, -m)
            for n, s in enumerate(timeline.series)
            for m, cell in enumerate(s.cells)
        ),
        default=(0, 0, 0),
    )
    if not best[0]:
        return
    series, slot = timeline.series[-best[1]], timeline.slots[-best[2]]
    period = slot_label(slot, timeline.by)
    if len(timeline.series) > 1:
        period = f"{_name(series)} · {period}"
    text = "{period} has the highest count, {count}. To list it (--commands: every count):"
    yield from fitted(say(text, count=f"{best[0]:,}", period=period), columns)
    yield f"  {clean(timeline.search(series, slot).command())}"


def _left(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))


def _right(text: str, columns: int) -> str:
    return " " * (columns - width(text)) + text
