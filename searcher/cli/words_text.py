"""Word lists as tables to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from searcher.cli.hit_text import fitted
from searcher.messages import paragraphs, say
from searcher.query.ast import describe
from searcher.terminal_text import clean, shorten, width

if TYPE_CHECKING:
    from searcher.cli.terminal import Style
    from searcher.report.collocation import Collocates
    from searcher.report.keyness import Keyword, Keywords


def _collocate_heads() -> list[str]:
    near = [say("together"), say("left"), say("right"), say("documents"), say("everywhere")]
    return [say("word"), *near, "LL", "logDice"]


def _keyword_heads() -> list[str]:
    counts = [say("here"), say("there"), say("per million"), say("there per million")]
    return [say("word"), *counts, say("documents"), "LL", say("log ratio")]


def collocate_lines(found: Collocates, style: Style, columns: int | None) -> Iterator[str]:
    """The collocates, and how many words they are from."""
    if not found.total:
        return
    rows = [
        [
            clean(one.word),
            *(f"{count:,}" for count in one[1:6]),
            f"{one.log_likelihood:,.1f}",
            f"{one.log_dice:.2f}",
        ]
        for one in found.collocates
    ]
    yield from _table(_collocate_heads(), rows, style, columns, less_needed=(4, 3, 2))
    yield ""
    text = (
        "{occurrences} occurrences in {paragraphs}, {near} words near them, {words} in all. "
        "{found} collocates ({shown} shown)"
    )
    line = say(
        text,
        occurrences=f"{found.occurrences:,}",
        paragraphs=paragraphs(found.paragraphs),
        near=f"{found.near:,}",
        words=f"{found.words:,}",
        found=f"{found.total:,}",
        shown=len(found.collocates),
    )
    yield from fitted(line, columns)


def keyword_lines(found: Keywords, style: Style, columns: int | None) -> Iterator[str]:
    """The key words of each part, and the sizes of the parts."""
    if not found.total:
        return
    first = describe(found.query) if found.query else say("everything else")
    second = describe(found.other)
    for name, words, swapped in ((first, found.more, False), (second, found.less, True)):
        if words:
            text = say("More frequent in {part}:", part=name)
            yield from fitted(text, columns, on=style.speaker, off=style.off)
            rows = [_keyword(one, swapped) for one in words]
            yield from _table(_keyword_heads(), rows, style, columns, less_needed=(4, 3, 5))
            yield ""
    text = (
        "{first}: {size} words. {second}: {other} words. {found} differ (LL of 6.63 or more), "
        "{shown} shown"
    )
    line = say(
        text,
        first=first,
        size=f"{found.first_size:,}",
        second=second,
        other=f"{found.second_size:,}",
        found=f"{found.total:,}",
        shown=len(found.more) + len(found.less),
    )
    yield from fitted(line, columns)


def _keyword(one: Keyword, swapped: bool) -> list[str]:
    here, there = (one.second, one.first) if swapped else (one.first, one.second)
    ratio = -one.log_ratio if swapped else one.log_ratio
    return [
        clean(one.word),
        f"{here.times:,}",
        f"{there.times:,}",
        f"{here.per_million:,.1f}",
        f"{there.per_million:,.1f}",
        "" if here.documents is None else f"{here.documents:,}",
        f"{one.log_likelihood:,.1f}",
        f"{ratio:.2f}",
    ]


def _table(
    head: Sequence[str],
    rows: Sequence[Sequence[str]],
    style: Style,
    columns: int | None,
    *,
    less_needed: Sequence[int],
) -> Iterator[str]:
    """Words on the left, numbers aligned right. Where a line is too long for ``columns``, the
    ``less_needed`` columns are left out, one after the other."""
    kept = list(range(len(head)))
    sizes = [max(map(width, column)) for column in zip(head, *rows, strict=True)]
    for left_out in less_needed:
        used = sum(sizes[place] + 2 for place in kept) - 2
        if columns is not None and used > columns:
            kept.remove(left_out)
    if columns is not None:
        rest = sum(sizes[place] + 2 for place in kept[1:])
        sizes[0] = min(sizes[0], max(8, columns - rest))
    for number, row in enumerate((head, *rows)):
        word = shorten(row[0], sizes[0])
        line = word + " " * (sizes[0] - width(word))
        line += "".join("  " + _right(row[place], sizes[place]) for place in kept[1:])
        yield f"{style.faint}{line}{style.off}" if not number else line


def _right(text: str, columns: int) -> str:
    return " " * (columns - width(text)) + text
