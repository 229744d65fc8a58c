"""``cewen status``"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from searcher.cli.open_index import index_option, open_index
from searcher.cli.terminal import columns, put, window

if TYPE_CHECKING:
    from index.stored_record import IndexedFile

_HEALTH = ("not read", "warnings")


@click.command("status", short_help="Tell what the index holds, and what was not read.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option("--files", "listed", is_flag=True, help="List every document.")
@index_option
def command(as_json: bool, listed: bool, place: Path | None) -> int:
    """Tell what the index holds and how healthy it is.

    \b
    cewen status --files
    """
    from index.manifest import read_manifest

    reader = open_index(place)
    manifest = read_manifest(reader.folder)
    files = [reader.file(id) for id in reader.file_ids()]
    unread = {file.id: file.unread for file in files if file.unread}
    read = [file for file in files if file.id not in unread]
    warnings = {file.id: file.warnings for file in read if file.warnings}
    dates = sorted(file.date for file in read if file.date)
    size = sum(path.stat().st_size for path in reader.folder.iterdir() if path.is_file())
    facts = {
        "index": str(reader.folder),
        "folders": sorted({str((reader.folder / file.origin.root).resolve()) for file in files}),
        "documents": len(read),
        "kinds": dict(Counter(file.kind for file in read).most_common()),
        "paragraphs": sum(file.paragraphs for file in read),
        "dates": [dates[0].isoformat(), dates[-1].isoformat()] if dates else [],
        "undated": sum(not file.date for file in read),
        "megabytes": round(size / 1e6, 1),
        "segmenter": manifest.segmenter_version,
        "not read": unread,
        "warnings": {id: list(texts) for id, texts in warnings.items()},
    }
    if as_json:
        from searcher.output.formats import as_json as json_line

        put([json_line(facts)])
    else:
        put(_text(facts, read if listed else []))
    return 0


def _text(facts: Mapping[str, Any], listed: Sequence[IndexedFile]) -> Iterator[str]:
    from searcher.cli.hit_text import fitted
    from searcher.cli.table import table

    width = columns()
    plain = {**facts, "dates": " – ".join(facts["dates"])}
    lines = [f"{name}: {_plain(value)}" for name, value in plain.items() if name not in _HEALTH]
    lines += [f"not read: {id}: {reason}" for id, reason in facts["not read"].items()]
    lines += [f"warning: {id}: {text}" for id, all in facts["warnings"].items() for text in all]
    for line in lines:
        yield from fitted(line, "", "", width)
    if listed:
        yield ""
        rows = [(str(file.date or ""), file.paragraphs, file.id) for file in listed]
        yield from table(("date", "paragraphs", "document"), rows, window())


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {count}" for name, count in value.items())
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)
