"""A concordance as lines to read: the keywords in one column, the context around them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from searcher.cli.hit_text import counted, fitted
from searcher.messages import paragraphs, say, say_count
from searcher.output.context import first_columns, last_columns
from searcher.output.kwic_schema import WIDTH
from searcher.terminal_text import clean, shorten, width

if TYPE_CHECKING:
    from searcher.cli.terminal import Style
    from searcher.report.concordance import Concordance, KwicLine

_LEAST = 8  # columns of context on each side
_NAME = 16  # columns of a speaker's name
_WITH_SOURCE = 72  # columns of a terminal that has room for the source


class _Layout(NamedTuple):
    """Columns: of the number, of the context before and after the start of the keyword, of the
    speaker and of the source; None for as many as there are."""

    number: int
    left: int
    right: int
    speaker: int
    source: int | None


def kwic_lines(
    found: Concordance, style: Style, columns: int | None, context: int | None
) -> Iterator[str]:
    """One line for each occurrence, with ``context`` columns on each side of the keyword; None: as
    many as fit on a line of ``columns``."""
    layout = _layout(found, columns, context)
    for number, line in enumerate(found.lines, 1):
        yield _line(number, line, layout, style, context)
    if not found.total:
        return
    yield ""
    text = say_count(found.total, "{count} occurrence", "{count} occurrences")
    count = paragraphs(found.around)
    end = say("{occurrences} in {paragraphs}", occurrences=text, paragraphs=count)
    if len(found.lines) < found.total:
        shown = "{counted} ({shown} shown; --all shows all)"
        end = say(shown, counted=end, shown=len(found.lines))
    if found.inside:
        text = "{counted}; {count} inside other words left out"
        end = say(text, counted=end, count=f"{found.inside:,}")
    yield from fitted(counted(end, found.receipt), columns)


def _layout(found: Concordance, columns: int | None, context: int | None) -> _Layout:
    number = len(str(len(found.lines)))
    keyword = max((width(clean(line.keyword)) for line in found.lines), default=0)
    speaker = max((width(_speaker(line)) for line in found.lines), default=0)
    if columns is None:
        side = WIDTH if context is None else context
        return _Layout(number, side, side + keyword, min(speaker, _NAME), None)
    speaker = min(speaker, max(8, min(columns // 8, _NAME)))
    source = 0
    if columns >= _WITH_SOURCE:
        source = min(max(map(_source_width, found.lines), default=0), columns // 4)
    if context is not None:
        return _Layout(number, context, context + keyword, speaker, source)
    gaps = 2 + 2 * bool(speaker) + 2 * bool(source)
    room = max(columns - number - gaps - speaker - source, 2 * _LEAST)
    left = (room - min(keyword, room // 3)) // 2
    return _Layout(number, left, room - left, speaker, source)


def _line(number: int, line: KwicLine, layout: _Layout, style: Style, context: int | None) -> str:
    left = last_columns(clean(line.left), layout.left)
    keyword = clean(line.keyword)
    if width(keyword) > layout.right:
        keyword = shorten(keyword, layout.right)
    room = layout.right - width(keyword)
    right = first_columns(clean(line.right), room if context is None else context)
    text = (
        f"{style.faint}{number:>{layout.number}}{style.off}  "
        + " " * (layout.left - width(left))
        + f"{left}{style.match}{keyword}{style.off}{right}"
        + " " * max(0, room - width(right))
    )
    if layout.speaker:
        name = shorten(_speaker(line), layout.speaker)
        pad = " " * (layout.speaker - width(name))
        text += f"  {style.speaker}{name}{style.off}{pad}"
    source = _source(line)
    if layout.source is None:
        text += f"  {source}"
    elif layout.source:
        text += f"  {style.faint}{_ending(source, layout.source)}{style.off}"
    return text.rstrip()


def _speaker(line: KwicLine) -> str:
    return clean(line.statement.speaker.name) if line.statement else ""


def _source(line: KwicLine) -> str:
    return clean(f"{line.file.id}#{line.paragraph.number}")


def _source_width(line: KwicLine) -> int:
    return width(_short_source(line))


def _short_source(line: KwicLine) -> str:
    return clean(f"{PurePosixPath(line.file.id).stem}#{line.paragraph.number}")


def _ending(source: str, columns: int) -> str:
    """The source without its folder and ending, the number kept whole: 2018-07-12-青年…#31."""
    name, _, number = source.rpartition("#")
    stem = PurePosixPath(name).stem
    return shorten(stem, max(2, columns - len(number) - 1)) + f"#{number}"
