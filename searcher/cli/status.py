"""``cewen status``"""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import click

from searcher.cli.opened import index_option, open_index
from searcher.cli.terminal import put
from searcher.text import clean


@click.command("status")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option("--files", "listed", is_flag=True, help="List every document.")
@index_option
def command(as_json: bool, listed: bool, place: Path | None) -> int:
    """Tell what the index holds and how healthy it is.

    \b
    cewen status --files
    """
    from index.meta import read_meta
    from index.prepare import unread_reason

    reader = open_index(place)
    meta = read_meta(reader.folder)
    files = [reader.file(id) for id in reader.file_ids()]
    unread = {file.id: unread_reason(file) for file in files if unread_reason(file)}
    read = [file for file in files if file.id not in unread]
    warnings = {file.id: file.warnings for file in read if file.warnings}
    dates = sorted(file.date for file in read if file.date)
    size = sum(path.stat().st_size for path in reader.folder.iterdir() if path.is_file())
    facts = {
        "index": str(reader.folder),
        "folders": sorted({file.root for file in files}),
        "documents": len(read),
        "kinds": dict(Counter(file.kind for file in read).most_common()),
        "paragraphs": sum(file.paragraphs for file in read),
        "dates": [dates[0].isoformat(), dates[-1].isoformat()] if dates else [],
        "undated": sum(not file.date for file in read),
        "megabytes": round(size / 1e6, 1),
        "segmenter": meta.segmenter_version,
        "not read": unread,
        "warnings": {id: list(texts) for id, texts in warnings.items()},
    }
    if as_json:
        put([json.dumps(facts, ensure_ascii=False)])
        return 0
    lines = [
        f"{name}: {clean(_plain(value))}"
        for name, value in facts.items()
        if name not in ("not read", "warnings")
    ]
    lines += [f"not read: {clean(id)}: {clean(reason)}" for id, reason in unread.items()]
    lines += [
        f"warning: {clean(id)}: {clean(text)}" for id, texts in warnings.items() for text in texts
    ]
    if listed:
        lines += [
            clean(f"{file.date or '          '}  {file.paragraphs:6}  {file.id}  {file.title}")
            for file in read
        ]
    put(lines)
    return 0


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {count}" for name, count in value.items())
    if isinstance(value, list):
        return " – ".join(map(str, value))
    return str(value)
