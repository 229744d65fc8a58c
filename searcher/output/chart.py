"""Charts as SVG: bars or lines, with axes, a legend, and a title for screen readers.

A chart has no script and loads nothing. Its colours follow the reader's light or dark scheme by
``prefers-color-scheme``; lines also differ by their dashes. All text is escaped.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from math import floor, log10
from typing import Literal, NamedTuple

from searcher.terminal_text import clean, shorten
from searcher.terminal_text import width as display_width

Kind = Literal["bars", "lines"]

_COLUMN = 7.0  # pixels of one column of text
_LEFT, _RIGHT, _BOTTOM, _LINE = 56.0, 16.0, 44.0, 20.0
_TICKS = 5
_LEGEND = 28  # columns of a label in the legend
# Okabe and Ito's palette, whose colours differ also for colour-blind people, and lighter forms.
_LIGHT = ("#0072b2", "#d55e00", "#009e73", "#a83f80", "#8a6d00", "#3c89c0", "#555555", "#7a4a12")
_DARK = ("#56b4e9", "#ff8c42", "#2fd3a3", "#e69ac8", "#f0c83c", "#9fd4f5", "#c8c8c8", "#d9a066")
_DASHES = ("", "6 3", "2 3", "8 3 2 3", "12 4", "4 2", "1 4", "10 2 2 2")


class ChartSeries(NamedTuple):
    """A label, and a value for each label of the chart; None where there is nothing to count.

    ``links`` are the addresses to which bars and points lead, if they lead anywhere.
    """

    label: str
    values: tuple[float | None, ...]
    links: tuple[str, ...] = ()


class Chart(NamedTuple):
    """What is drawn. ``unit`` names the values. The labels whose positions are in ``apart`` are not
    part of the sequence, so no line connects them."""

    title: str
    description: str
    unit: str
    labels: tuple[str, ...]
    series: tuple[ChartSeries, ...]
    apart: frozenset[int] = frozenset()


def stylesheet() -> str:
    """The style of every chart, for a page that contains charts."""
    return _style()


def svg(chart: Chart, kind: Kind, *, width: int = 800, height: int = 420) -> str:
    """The chart as an SVG document."""
    return "\n".join(_Drawing(chart, kind, width, height).lines()) + "\n"


def ticks(highest: float) -> list[float]:
    """Round values from 0 to the first that is not below ``highest``.

    >>> ticks(37), ticks(0.8)
    ([0, 10, 20, 30, 40], [0.0, 0.2, 0.4, 0.6, 0.8])
    """
    if highest <= 0:
        return [0, 1]
    raw = highest / _TICKS
    power: float = 10 ** floor(log10(raw))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= raw * (1 - 1e-9))
    count = 1
    while step * count < highest * (1 - 1e-9):
        count += 1
    return [round(step * n, 10) for n in range(count + 1)]


class _Drawing:
    def __init__(self, chart: Chart, kind: Kind, width: int, height: int) -> None:
        self.chart = chart
        self.kind = kind
        self.width, self.height = width, height
        self.legend = list(self._legend_places())
        legend_lines = 1 + max((line for _, line, _ in self.legend), default=0)
        self.top = 48 + _LINE * legend_lines
        values = [v for one in chart.series for v in one.values if v is not None]
        self.ticks = ticks(max(values, default=0))
        # What a picture contains cannot be used, so one with links is a group.
        self.role = "group" if any(one.links for one in chart.series) else "img"
        self.room = width - _LEFT - _RIGHT
        self.step = self.room / max(1, len(chart.labels))

    def lines(self) -> Iterator[str]:
        chart = self.chart
        yield (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}" '
            f'width="{self.width}" height="{self.height}" role="{self.role}" '
            'aria-labelledby="title desc">'
        )
        yield f'<title id="title">{_text(chart.title)}</title>'
        yield f'<desc id="desc">{_text(chart.description)}</desc>'
        yield f"<style>{_style()}</style>"
        yield '<rect class="ground" width="100%" height="100%"/>'
        title = shorten(clean(chart.title), int((self.width - 32) / 8.5))
        yield f'<text class="head" x="16" y="24">{_text(title)}</text>'
        yield from self._legend()
        yield from self._axes()
        for number, series in enumerate(chart.series):
            label = _text(series.label)
            yield f'<g class="s{number % len(_LIGHT)}" role="group" aria-label="{label}">'
            yield from self._bars(number, series) if self.kind == "bars" else self._line(series)
            yield "</g>"
        yield "</svg>"

    def _legend_places(self) -> Iterator[tuple[float, int, str]]:
        at, line = _LEFT, 0
        for series in self.chart.series:
            label = shorten(clean(series.label), _LEGEND)
            size = 24 + display_width(label) * _COLUMN + 18
            if at > _LEFT and at + size > self.width:
                at, line = _LEFT, line + 1
            yield at, line, label
            at += size

    def _legend(self) -> Iterator[str]:
        for number, (at, line, label) in enumerate(self.legend):
            y = 44 + line * _LINE
            style = number % len(_LIGHT)
            if self.kind == "bars":
                mark = f'<rect x="{at:.1f}" y="{y - 10}" width="14" height="10"/>'
            else:
                mark = f'<path d="M{at:.1f} {y - 4}h18"/>'
            text = f'<text x="{at + 24:.1f}" y="{y}">{_text(label)}</text>'
            yield f'<g class="s{style}">{mark}</g>{text}'

    def _axes(self) -> Iterator[str]:
        for tick in self.ticks:
            y = self._y(tick)
            yield f'<path class="grid" d="M{_LEFT} {y:.1f}H{self.width - _RIGHT}"/>'
            text = f"{tick:,g}" if tick < 1e6 else f"{tick:,.0f}"
            yield f'<text class="end" x="{_LEFT - 6}" y="{y + 4:.1f}">{text}</text>'
        unit = (
            f'<text class="unit" x="{_LEFT}" y="{self.top - 8:.1f}">{_text(self.chart.unit)}</text>'
        )
        yield unit
        labels = self.chart.labels
        widest = max((display_width(label) for label in labels), default=1) * _COLUMN + 10
        every = max(1, -int(-widest // self.step))
        for place, label in enumerate(labels):
            if place % every == 0 or (place in self.chart.apart and every == 1):
                x, y = self._x(place), self.height - _BOTTOM + 18
                yield f'<text class="mid" x="{x:.1f}" y="{y}">{_text(label)}</text>'

    def _bars(self, number: int, series: ChartSeries) -> Iterator[str]:
        size = self.step * 0.8 / len(self.chart.series)
        for place, value in enumerate(series.values):
            if value:
                x = self._x(place) - self.step * 0.4 + size * number
                y = self._y(value)
                yield _linked(
                    series,
                    place,
                    f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(size - 1, 0.5):.1f}" '
                    f'height="{self._y(0) - y:.1f}">{self._tip(series, place)}</rect>',
                )

    def _line(self, series: ChartSeries) -> Iterator[str]:
        path, joined = "", False
        for place, value in enumerate(series.values):
            connected = value is not None and place not in self.chart.apart
            if connected and value is not None:
                sign = "L" if joined else "M"
                path += f"{sign}{self._x(place):.1f} {self._y(value):.1f}"
            joined = connected
        if path:
            yield f'<path d="{path}"/>'
        for place, value in enumerate(series.values):
            if value is not None:
                point = f'cx="{self._x(place):.1f}" cy="{self._y(value):.1f}"'
                circle = f'<circle {point} r="3">{self._tip(series, place)}</circle>'
                yield _linked(series, place, circle)

    def _tip(self, series: ChartSeries, place: int) -> str:
        label, value = self.chart.labels[place], series.values[place]
        return f"<title>{_text(f'{series.label}, {label}: {value:,g}')}</title>"

    def _x(self, place: int) -> float:
        return _LEFT + self.step * (place + 0.5)

    def _y(self, value: float) -> float:
        low = self.height - _BOTTOM
        return low - (low - self.top) * value / self.ticks[-1]


def _linked(series: ChartSeries, place: int, mark: str) -> str:
    """A bar or point, inside its link if it has one."""
    return f'<a href="{escape(series.links[place])}">{mark}</a>' if series.links else mark


def _style() -> str:
    def colours(palette: tuple[str, ...]) -> str:
        return "".join(f".s{n}{{--c:{colour}}}" for n, colour in enumerate(palette))

    dashes = "".join(f".s{n} path{{stroke-dasharray:{d}}}" for n, d in enumerate(_DASHES) if d)
    return (
        "svg{color-scheme:light dark;--ink:#1a1a1a;--ground:#ffffff;--grid:#d8d8d8;"
        "font:13px system-ui,'Noto Sans CJK TC','Noto Sans TC','PingFang TC',"
        "'Microsoft JhengHei',sans-serif}"
        f"{colours(_LIGHT)}"
        "text{fill:var(--ink)}.ground{fill:var(--ground)}.head{font-size:16px;font-weight:600}"
        ".unit{font-size:12px}.end{text-anchor:end}.mid{text-anchor:middle}"
        ".grid{stroke:var(--grid);fill:none}"
        "g rect,g circle{fill:var(--c)}g path{stroke:var(--c);fill:none;stroke-width:2}"
        f"{dashes}"
        "@media (prefers-color-scheme:dark){svg{--ink:#ededed;--ground:#161616;--grid:#3c3c3c}"
        f"{colours(_DARK)}}}"
    )


def _text(text: str) -> str:
    return escape(clean(text))
