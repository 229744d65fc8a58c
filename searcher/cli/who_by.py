"""``cewen who --by``"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from searcher.cli.matrix import matrix
from searcher.messages import say, speakers
from searcher.output.formats import FORMATS
from searcher.output.timeline_labels import slot_label
from searcher.terminal_text import clean

if TYPE_CHECKING:
    from searcher.cli.output_options import Output
    from searcher.cli.terminal import Style
    from searcher.report.periods import By
    from searcher.results import Who

_WIDTH = 80  # without a terminal


def put_by(found: Who, by: By, out: Output, color: str) -> None:
    """Print or write how many statements each speaker has in each period."""
    if not out.is_text and FORMATS[out.format].cites:
        text = "{format} is for quotations, and --by lists none."
        raise click.UsageError(say(text, format=out.format))
    if out.is_text:
        out.put(_lines(found, by, out.style(color), out.window()))
    else:
        from searcher.output.listings import listing_of_voices_over_time

        out.write(listing_of_voices_over_time(found, by))


def _lines(found: Who, by: By, style: Style, columns: int | None) -> Iterator[str]:
    from searcher.cli.hit_text import counted, fitted
    from searcher.messages import paragraphs

    if not found.voices:
        return
    table = found.over_time(by)
    names = [
        say("{name} in {doc}", name=one.name, doc=one.document) if one.document else clean(one.name)
        for one in found.voices
    ]
    shown = [
        [slot_label(slot, by), *(f"{row[place]:,}" for row in table.counts)]
        for place, slot in enumerate(table.slots)
    ]
    total = [say("total"), *(f"{one.statements:,}" for one in found.voices)]
    yield from matrix(names, shown, total, style, columns or _WIDTH, sums=False)
    yield ""
    if found.total > len(found.voices):
        text = "{speakers} ({shown} shown; --all shows all)"
        line = say(text, speakers=speakers(found.total), shown=len(found.voices))
        yield from fitted(line, columns)
    line = counted(paragraphs(found.paragraphs), found.receipt)
    if found.left_out:
        line = say("{receipt}; {count} by words left out", receipt=line, count=found.left_out)
    if found.inside:
        text = "{receipt}; {count} only inside other words left out"
        line = say(text, receipt=line, count=found.inside)
    yield from fitted(line, columns)
