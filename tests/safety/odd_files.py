"""Links, pipes and folders in the place of whatever is there."""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def gone(path: Path) -> Path:
    """Where there is nothing any more."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
    return path


def link(path: Path, target: Path | str) -> Path:
    gone(path).symlink_to(target)
    return path


def hard_link(path: Path, target: Path) -> Path:
    gone(path).hardlink_to(target)
    return path


def pipe(path: Path) -> Path:
    os.mkfifo(gone(path))
    return path


def folder(path: Path) -> Path:
    """An empty one."""
    gone(path).mkdir()
    return path
