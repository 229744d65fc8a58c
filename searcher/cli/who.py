"""``cewen who``"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from searcher.cli.advice import advise
from searcher.cli.last_answer import keep_answer
from searcher.cli.open_index import index_option, open_index
from searcher.cli.output_options import Output, listing_options
from searcher.cli.query_options import (
    QueryCommand,
    filters,
    query_argument,
    query_of,
    widen_option,
)
from searcher.cli.terminal import Style, color_option
from searcher.messages import paragraphs, say, say_count, speakers
from searcher.query.ast import describe

if TYPE_CHECKING:
    from searcher.report.who import Voice
    from searcher.results import Who

_OFFICES = 4  # of a speaker that are shown; other formats contain all


@click.command(
    "who", cls=QueryCommand, short_help="List who spoke on something, with a quote of each."
)
@query_argument
@filters
@click.option("--exact", is_flag=True, help="Only these words: no variants.")
@widen_option
@click.option("--certain", is_flag=True,
              help="Only speakers that the text names: no guess, no pronoun.")  # fmt: skip
@click.option("-n", "--limit", type=click.IntRange(min=1), metavar="N", default=20,
              show_default=True, help="How many speakers to show.")  # fmt: skip
@click.option("--all", "everything", is_flag=True, help="Show every speaker.")
@click.option(
    "--full",
    is_flag=True,
    help="On a terminal, show long quotes whole, not only around the matches.",
)
@click.option("--by", type=click.Choice(["year", "quarter", "month"]),
              help="Count their statements by period instead of quoting them.")  # fmt: skip
@listing_options(quotations=True)
@color_option
@index_option
def command(
    words: tuple[str, ...],
    exact: bool,
    widen: Any,
    certain: bool,
    limit: int,
    everything: bool,
    full: bool,
    by: Any,
    color: str,
    place: Path | None,
    out: Output,
    **filtered: str | None,
) -> int:
    """List who spoke on something: number of statements, dates, and the best quote of each.

    The query is as for `cewen search`. Turns that only run the meeting (請, 謝謝, 下一位) are not
    counted.

    Speakers are decided by rules: check the original before you quote.

    \b
    cewen who 平台工作者
    cewen who '演算法 機關:工會'
    cewen who 平台工作者 --by year
    """
    query = query_of(words, filtered)
    index = open_index(place)
    most = None if everything else limit
    found = index.who(query, exact=exact, limit=most, certain=certain, widen=widen)
    if by:
        from searcher.cli.who_by import put_by

        put_by(found, by, out, color)
    elif out.is_text:
        keep_answer(index, describe(query), [voice.quote.hit for voice in found.voices])
        out.put(_text(found, out.style(color), out.columns(), full))
    else:
        from searcher.output.listings import listing_of_voices

        out.write(listing_of_voices(found.voices))
    missing = ""
    if not found.total:
        missing = say_count(
            found.paragraphs,
            "{count} paragraph found, but no speaker is known there: see cewen search",
            "{count} paragraphs found, but no speaker is known there: see cewen search",
        )
    advise(index, query, paragraphs=found.paragraphs, exact=exact, missing=missing)
    return 0 if found.total else 1


def _text(found: Who, style: Style, width: int | None, full: bool) -> Iterator[str]:
    from searcher.cli.hit_text import (
        head_lines,
        name_lines,
        page_of,
        text_lines,
    )

    if width and found.voices:  # on a terminal first: the pager begins at the top
        yield from _receipt(found, width)
        yield ""
    groups = False
    for rank, voice in enumerate(found.voices, 1):
        if voice.kind == "group" and not groups:
            groups = True
            yield f"{style.faint}{say('Groups')}{style.off}"
            yield ""
        facts = " · ".join(filter(None, (_statements(voice.statements), _days(voice))))
        yield from head_lines(f"{rank}.", _named(voice), facts, style, width)
        yield from text_lines(voice.quote.text, voice.quote.spans, style, width, full=full)
        hit = voice.quote.hit
        name = f"{hit.file.id}#{hit.paragraph.number}"
        page = page_of(hit.paragraph)
        yield from name_lines(f"{page} · {name}" if page else name, style, width)
        yield ""
    if not width:
        yield from _receipt(found, width)


def _receipt(found: Who, width: int | None) -> Iterator[str]:
    from searcher.cli.hit_text import counted, fitted

    if found.total > len(found.voices):
        text = "{speakers} ({shown} shown; --all shows all)"
        line = say(text, speakers=speakers(found.total), shown=len(found.voices))
        yield from fitted(line, width)
    if found.voices:
        line = counted(paragraphs(found.paragraphs), found.receipt)
        if found.left_out:
            line = say("{receipt}; {count} by words left out", receipt=line, count=found.left_out)
        if found.inside:
            text = "{receipt}; {count} only inside other words left out"
            line = say(text, receipt=line, count=found.inside)
        yield from fitted(line, width)


def _named(voice: Voice) -> str:
    """A name with its offices: 李健鴻（勞動部政務次長）, or the most frequent of many."""
    offices = [*voice.organizations, *voice.titles]
    if len(voice.organizations) <= 1 and len(voice.titles) <= 1:
        offices = ["".join(offices)]
    offices = [office for office in offices if office not in ("", voice.name)]
    more = "…" if len(offices) > _OFFICES else ""
    name = f"{voice.name}（{'、'.join(offices[:_OFFICES])}{more}）" if offices else voice.name
    certainty = voice.quote.statement.certainty
    return f"{name}[{say(certainty)}]" if certainty in ("resolved", "guess") else name


def _statements(count: int) -> str:
    return say_count(count, "{count} statement", "{count} statements")


def _days(voice: Voice) -> str:
    return " – ".join(dict.fromkeys(str(day) for day in (voice.first, voice.last) if day))
