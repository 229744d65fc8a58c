"""``cewen who``"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from searcher.cli.asked import checked, filters, narrowed
from searcher.cli.opened import index_option, open_index
from searcher.cli.terminal import Style, color_option, columns, put, style
from searcher.text import clean

if TYPE_CHECKING:
    from searcher.who import Voice


@click.command("who", context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1, type=click.UNPROCESSED)
@filters
@click.option("--exact", is_flag=True, help="Only the words as they stand: no variants.")
@click.option("-n", "--limit", type=click.IntRange(min=1), default=20, show_default=True,
              help="How many speakers to show.")  # fmt: skip
@click.option("--all", "everything", is_flag=True, help="Show every speaker.")
@click.option("--json", "as_json", is_flag=True, help="JSON Lines, one speaker a line.")
@click.option("--format", "shape", type=click.Choice(["text", "json", "csv"]), default="text",
              help="text, json or csv.")  # fmt: skip
@color_option
@index_option
def command(
    query: tuple[str, ...],
    exact: bool,
    limit: int,
    everything: bool,
    as_json: bool,
    shape: str,
    color: str,
    place: Path | None,
    **filtered: str | None,
) -> int:
    """Tell who spoke on something: statements, days, and the best quote of each.

    Turns that only run the meeting (請, 謝謝, 下一位) are not counted.

    \b
    cewen who 平台工作者
    cewen who --topic platform-work --org 勞動部
    """
    from searcher.parse import parse
    from searcher.search import Options, Search
    from searcher.who import voices

    words = checked(query)
    if not words.strip() and not any(filtered.values()):
        raise click.UsageError("ask for something: words, --topic, --speaker or --org")
    wanted = narrowed(parse(words) if words.strip() else None, filtered)
    reader = open_index(place)
    found = voices(Search(reader, Options(exact=exact, limit=None)).answer(wanted).hits)
    shown = found if everything else found[:limit]
    shape = "json" if as_json else shape
    if shape == "json":
        put(json.dumps(_as_json(voice), ensure_ascii=False) for voice in shown)
    elif shape == "csv":
        _write_csv(shown)
    else:
        put(_text(shown, len(found), style(color)))
    if not found:
        from searcher.query import describe

        click.echo(f"Nobody is quoted on: {clean(describe(wanted))}", err=True)
    return 0 if found else 1


def _text(voices: Sequence[Voice], total: int, style: Style) -> Iterator[str]:
    from searcher.cli.shown import text_lines

    width = columns()
    groups = False
    for voice in voices:
        if voice.kind == "group" and not groups:
            groups = True
            yield f"{style.faint}Groups{style.off}"
            yield ""
        office = "、".join((*voice.organizations, *voice.titles))
        facts = [_statements(voice.statements), _days(voice)]
        yield (
            f"{style.speaker}{clean(voice.name)}{style.off}"
            + (f"（{clean(office)}）" if office else "")
            + f" {style.faint}{' · '.join(fact for fact in facts if fact)}{style.off}"
        )
        yield from text_lines(voice.quote.text, _spans(voice), style, width)
        hit = voice.quote.hit
        yield f"    {style.faint}{clean(f'{hit.file.id}#{hit.paragraph.number}')}{style.off}"
        yield ""
    if total > len(voices):
        yield f"{style.faint}{total} speakers ({len(voices)} shown; --all shows all){style.off}"


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
    if voice.first is None or voice.last is None:
        return ""
    if voice.first == voice.last:
        return voice.first.isoformat()
    return f"{voice.first} – {voice.last}"


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


def _write_csv(voices: Sequence[Voice]) -> None:
    from searcher.cli.shape import cell

    names = ("name", "kind", "statements", "organizations", "titles", "first", "last")
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow((*names, "quote", "doc", "paragraph"))
    for voice in voices:
        row = _as_json(voice)
        row["organizations"] = "；".join(voice.organizations)
        row["titles"] = "；".join(voice.titles)
        writer.writerow(cell("" if value is None else str(value)) for value in row.values())
