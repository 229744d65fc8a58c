"""``cewen status --check``: reads every byte of an index, and says what is damaged."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from searcher.cli.terminal import put, put_json, tell
from searcher.messages import say, say_error

if TYPE_CHECKING:
    from searcher.results import Check


def show_check(check: Check, as_json: bool) -> int:
    """Print it; the exit code is 2 if a file is damaged."""
    if as_json:
        from searcher.output.index_schema import of_check

        put_json([of_check(check)])
    else:
        put([_line(check)])
    for error in check.damaged:
        tell(say("cewen: {message}", message=say_error(error)))
    return 2 if check.damaged else 0


def _line(check: Check) -> str:
    return say(
        "checked: {files} files, {size} MB, damaged: {damaged}. Index: {folder}",
        files=check.files,
        size=f"{check.bytes / 1e6:,.1f}",
        damaged=len(check.damaged),
        folder=Path(check.folder),
    )
