"""Whoosh's folder of files, read through memory maps."""

from __future__ import annotations

import mmap
import os
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile

_MAP_FROM = 4096  # smaller files are read whole: a mapping costs more than it saves


class _MappedFile(StructFile):  # type: ignore[misc]
    """Whoosh copies a file's bytes where it finds no real file; a mapping is cut instead."""

    def __init__(self, path: str, name: str) -> None:
        with open(path, "rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        super().__init__(mapped, name=name)
        self.is_real = False
        self.mapped = mapped

    def get(self, position: int, length: int) -> bytes:
        return self.mapped[position : position + length]


class MappedStorage(FileStorage):  # type: ignore[misc]
    """Whoosh's storage in a folder, read through memory maps."""

    def open_file(self, name: str, **kwargs: Any) -> StructFile:
        path = self._fpath(name)
        if os.path.getsize(path) < _MAP_FROM:
            return super().open_file(name, **kwargs)
        return _MappedFile(path, name)
