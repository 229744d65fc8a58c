"""``cewen who``"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from searcher.cli.open_index import index_option, open_index
from searcher.cli.query_options import Asking, asked, filters, query_argument
from searcher.cli.terminal import Style, color_option, columns, put, style

if TYPE_CHECKING:
    from searcher.report.who import Voice

_OFFICES = 4  # of a speaker that are shown; JSON and CSV have all
_COLUMNS = ("name", "kind", "statements", "organizations", "titles", "first", "last")


@click.command("who", cls=Asking, short_help="Tell who spoke on something, with a quote of each.")
@query_argument
@filters
@click.option("--exact", is_flag=True, help="Only the words as they stand: no variants.")
@click.option("-n", "--limit", type=click.IntRange(min=1), metavar="N", default=20,
              show_default=True, help="How many speakers to show.")  # fmt: skip
@click.option("--all", "everything", is_flag=True, help="Show every speaker.")
@click.option("--full", is_flag=True,
              help="On a terminal, show long quotes whole, not only around the words.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option("--format", "shape", type=click.Choice(["text", "json", "csv"]), default="text",
              show_default=True, help="json: JSON Lines, one speaker a line.")  # fmt: skip
@color_option
@index_option
def command(
    query: tuple[str, ...],
    exact: bool,
    limit: int,
    everything: bool,
    full: bool,
    as_json: bool,
    shape: str,
    color: str,
    place: Path | None,
    **filtered: str | None,
) -> int:
    """Tell who spoke on something: statements, days, and the best quote of each.

    The query is as for `cewen search`. Turns that only run the meeting (請, 謝謝, 下一位) are not
    counted.

    \b
    cewen who 平台工作者
    cewen who --topic platform-work --org 勞動部
    """
    from searcher.report.who import voices
    from searcher.search import Options, Search

    wanted = asked(query, filtered)
    search = Search(open_index(place), Options(exact=exact, limit=None))
    answer = search.answer(wanted)
    found = voices(answer.hits)
    shown = found if everything else found[:limit]
    if as_json or shape == "json":
        from searcher.output.formats import as_json as json_line

        put(json_line(_as_json(voice)) for voice in shown)
    elif shape == "csv":
        put(_csv(shown))
    else:
        put(_text(shown, len(found), style(color), full))
    if not answer.total:
        from searcher.report.no_results import explain_nothing

        for line in explain_nothing(search.reader, wanted, exact=exact):
            click.echo(line, err=True)
    elif not found:
        count = f"{answer.total} {'paragraph' if answer.total == 1 else 'paragraphs'}"
        click.echo(f"{count} found, but nobody is quoted there: see cewen search", err=True)
    return 0 if found else 1


def _text(voices: Sequence[Voice], total: int, style: Style, full: bool) -> Iterator[str]:
    from searcher.cli.hit_text import fitted, head_lines, name_lines, text_lines

    width = columns()
    groups = False
    for place, voice in enumerate(voices, 1):
        if voice.kind == "group" and not groups:
            groups = True
            yield f"{style.faint}Groups{style.off}"
            yield ""
        facts = " · ".join(fact for fact in (_statements(voice.statements), _days(voice)) if fact)
        yield from head_lines(f"{place}.", _named(voice), facts, style, width)
        yield from text_lines(voice.quote.text, _spans(voice), style, width, full=full)
        hit = voice.quote.hit
        yield from name_lines(f"{hit.file.id}#{hit.paragraph.number}", style, width)
        yield ""
    if total > len(voices):
        line = f"{total} speakers ({len(voices)} shown; --all shows all)"
        yield from fitted(line, style.faint, style.off, width)


def _named(voice: Voice) -> str:
    """A name with its offices: 李健鴻（勞動部政務次長）, or the most frequent of many."""
    offices = [*voice.organizations, *voice.titles]
    if len(voice.organizations) <= 1 and len(voice.titles) <= 1:
        offices = ["".join(offices)]
    offices = [office for office in offices if office not in ("", voice.name)]
    more = "…" if len(offices) > _OFFICES else ""
    return f"{voice.name}（{'、'.join(offices[:_OFFICES])}{more}）" if offices else voice.name


def _spans(voice: Voice) -> list[tuple[int, int]]:
    start, end = voice.quote.start, voice.quote.end
    return [
        (max(first, start) - start, min(last, end) - start)
        for first, last in voice.quote.hit.spans
        if first < end and last > start
    ]


def _statements(count: int) -> str:
    return f"{count} statement" if count == 1 else f"{count} statements"


def _days(voice: Voice) -> str:
    return " – ".join(dict.fromkeys(str(day) for day in (voice.first, voice.last) if day))


def _as_json(voice: Voice) -> dict[str, Any]:
    hit = voice.quote.hit
    return {
        "name": voice.name,
        "kind": voice.kind,
        "statements": voice.statements,
        "organizations": list(voice.organizations),
        "titles": list(voice.titles),
        "first": voice.first.isoformat() if voice.first else None,
        "last": voice.last.isoformat() if voice.last else None,
        "quote": voice.quote.text,
        "doc": hit.file.id,
        "paragraph": hit.paragraph.number,
    }


def _csv(voices: Sequence[Voice]) -> Iterator[str]:
    from searcher.output.formats import csv_row

    yield csv_row((*_COLUMNS, "quote", "doc", "paragraph"))
    for voice in voices:
        row = _as_json(voice)
        row["organizations"] = "；".join(voice.organizations)
        row["titles"] = "；".join(voice.titles)
        yield csv_row("" if value is None else str(value) for value in row.values())
