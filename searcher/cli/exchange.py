"""``cewen exchange``"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from searcher.cli.advice import advise
from searcher.cli.open_index import index_option, open_index
from searcher.cli.output_options import Output, listing_options
from searcher.cli.query_options import QueryCommand, filters, query_argument, query_of
from searcher.cli.terminal import Style, color_option
from searcher.messages import say, say_count

if TYPE_CHECKING:
    from searcher.report.exchanges import Exchange, Side
    from searcher.results import Exchanges

_LONGEST = 400


@click.command("exchange", cls=QueryCommand, short_help="Show who asked whom what, and the answer.")
@query_argument
@filters
@click.option("--exact", is_flag=True, help="Only these words: no variants.")
@click.option("-n", "--limit", type=click.IntRange(min=1), metavar="N", default=10,
              show_default=True, help="How many questions to show.")  # fmt: skip
@click.option("--all", "everything", is_flag=True, help="Show every question.")
@click.option("--full", is_flag=True, help="Show long questions and answers whole.")
@listing_options(quotations=True)
@color_option
@index_option
def command(
    words: tuple[str, ...],
    exact: bool,
    limit: int,
    everything: bool,
    full: bool,
    color: str,
    place: Path | None,
    out: Output,
    **filtered: str | None,
) -> int:
    """Show questions on something with their answers: who asked whom, and after how many days.

    The query is as for `cewen search`; it may match the question or the answer. Questions and
    answers are linked in labelled records: 質詢/答復, 問/答, 记者/发言人.

    \b
    cewen exchange 职业伤害
    cewen exchange '算法 日期:2025'
    """
    query = query_of(words, filtered)
    index = open_index(place)
    found = index.exchange(query, exact=exact, limit=None if everything else limit)
    if out.is_text:
        out.put(_text(found, out.style(color), out.columns(), full))
    else:
        from searcher.output.listings import listing_of_exchanges

        out.write(listing_of_exchanges(found.exchanges))
    missing = ""
    if not found.total:
        missing = say_count(
            found.paragraphs,
            "{count} paragraph found, but no question or answer: see cewen search",
            "{count} paragraphs found, but no question or answer: see cewen search",
        )
    advise(index, query, paragraphs=found.paragraphs, exact=exact, missing=missing)
    return 0 if found.total else 1


def _text(found: Exchanges, style: Style, width: int | None, full: bool) -> Iterator[str]:
    from searcher.cli.hit_text import fitted, head_lines, name_lines
    from searcher.output.names import speaker_label

    for rank, one in enumerate(found.exchanges, 1):
        names = speaker_label(one.question.speaker)
        if one.answer:
            names += f" → {speaker_label(one.answer.speaker)}"
        yield from head_lines(f"{rank}.", names, " · ".join(_facts(one)), style, width)
        yield from _side(say("問"), one.question, style, width, full)
        if one.answer:
            yield from _side(say("答"), one.answer, style, width, full)
        last = one.answer.last if one.answer else one.question.last
        first = one.question.paragraph
        numbers = f"#{first}" if first == last else f"#{first}–#{last}"
        yield from name_lines(f"{one.file.id}{numbers}", style, width)
        yield ""
    if found.exchanges:
        line = say_count(found.total, "{count} question", "{count} questions")
        if found.total > len(found.exchanges):
            text = "{questions} ({shown} shown; --all shows all)"
            line = say(text, questions=line, shown=len(found.exchanges))
        if found.unanswered:
            line = say("{line}; {count} without an answer", line=line, count=found.unanswered)
        yield from fitted(line, width)


def _facts(one: Exchange) -> Iterator[str]:
    if one.file.date:
        yield str(one.file.date)
    if one.answer is None:
        yield say("(no answer)")
    elif one.days is not None:
        yield say_count(one.days, "answered after {count} day", "answered after {count} days")


def _side(mark: str, side: Side, style: Style, width: int | None, full: bool) -> Iterator[str]:
    from searcher.cli.hit_text import text_lines

    text = side.text.replace("\n", " ")
    if not full and len(text) > _LONGEST:
        text = text[:_LONGEST] + "…"
    yield from text_lines(f"{mark}　{text}", (), style, width)
