"""The index of the sample documents that come with Cewen."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from time import time

import corpus
from index.data_folder import data_folder, make_data_folder
from index.safe_files import remove_tree

_BUILDING = 600  # seconds in which another process has built the index


def samples_index() -> Path:
    """The folder of the index of the samples, which is built when it is first needed."""
    package = Path(corpus.__file__).parent
    folder = data_folder() / f"samples-{_state(package)}"
    if not folder.is_dir():
        from index.known_paths import remember_paths
        from index.update import update

        make_data_folder()
        fresh = folder.with_name(f"{folder.name}.{os.getpid()}")
        for outdated in folder.parent.glob("samples-*"):
            if not (outdated.suffix and _is_recent(outdated)):  # that another process is building
                remove_tree(outdated)
        update(fresh, [package / "samples"], jobs=1)
        remember_paths([package / "samples"])
        if not folder.is_dir():
            remove_tree(folder)  # a file or a link
        try:
            fresh.rename(folder)
        except OSError:
            remove_tree(fresh)
            if not folder.is_dir():  # else another process has built it meanwhile
                raise
    return folder


def _is_recent(folder: Path) -> bool:
    with suppress(OSError):
        return folder.lstat().st_mtime > time() - _BUILDING
    return False


def _state(package: Path) -> str:
    """Changes whenever the samples, or the code that reads them, do."""
    import hashlib

    digest = hashlib.blake2b(digest_size=6)
    for path in sorted([*package.rglob("*"), *package.parent.glob("index/**/*.py")]):
        if path.is_file() and "__pycache__" not in path.parts:
            stat = path.stat()
            digest.update(f"{path.name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()
