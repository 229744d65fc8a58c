"""One run of ``cewen index``: where the index is, what is built, and what is remembered of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from index.known_paths import remember_paths
from index.location import choose_index, distrust, remember, trust
from index.update import Updated, update
from index.user_files import UserFileError
from index.workers import collect_rarely
from searcher.cli.terminal import tell
from searcher.messages import say, say_error, translated


def run_update(paths: Sequence[Path], place: Path | None, **options: Any) -> tuple[Path, Updated]:
    """The index of these paths, and what :func:`index.update.update` has done to it."""
    # Otherwise numpy starts a thread for each processor, which waits busily and has no work.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    collect_rarely()
    folder = choose_index(paths, place)
    is_new = not folder.is_dir()
    if is_new:  # from now on, so that a search can say that the index is not finished
        _remembered(lambda: trust(folder))
    try:
        return folder, update(folder, paths, **options)
    finally:
        if is_new and not folder.is_dir():
            _remembered(lambda: distrust(folder))


def remember_index(folder: Path, paths: Sequence[Path], *, rebuilt: bool) -> None:
    """Make it the index that other folders use, and its files those that may be opened."""

    def remember_all() -> None:
        if rebuilt:  # all of it was built here, though it was named with --index
            trust(folder)
        remember(folder)
        remember_paths(paths)

    if reason := _remembered(remember_all):
        tell(say("warning: other folders will not find this index: {reason}", reason=reason))


def _remembered(remember: Callable[[], None]) -> str:
    """Change the user's own folder if that is possible; else why it is not. The index can be used
    all the same, with ``--index``."""
    try:
        remember()
    except UserFileError as error:
        return say_error(error)
    except OSError as error:
        reason = translated(error.strerror or str(error))
        return say("{file}: {reason}", file=error.filename or "", reason=reason)
    return ""
