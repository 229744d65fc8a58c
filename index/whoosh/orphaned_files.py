"""What a killed writer leaves in an index folder: told without Whoosh, which removes it."""

from __future__ import annotations

from pathlib import Path

from index.whoosh.w3.segment_reader import NotCovered, latest_generation, read_contents

WORKPLACE = "bulk.tmp"
"""The folder of a writer's temporary files."""


def has_leftovers(index: Path) -> bool:
    """Whether a folder with a commit holds files that the commit does not name. Only for who holds
    the write lock: another writer's files look the same."""
    generation = latest_generation(index)
    try:
        named = {f"MAIN_{segment.segid}" for segment in read_contents(index, generation)}
    except NotCovered:
        return True  # Whoosh itself must look
    names = {path.name for path in index.iterdir()} - {f"_MAIN_{generation}.toc"}
    return WORKPLACE in names or any(
        name.startswith("_MAIN_") or _segment(name) not in {"", *named} for name in names
    )


def _segment(name: str) -> str:
    """What a file of a segment is called before its dot; nothing for other files."""
    before, dot, _ = name.partition(".")
    return before if dot and name.startswith("MAIN_") else ""
