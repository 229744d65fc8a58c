"""The user's own files (topics, people), copied into the index and updated from their originals."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from index.errors import IndexDamagedError, KeptFileLostError
from index.manifest import check_missing
from index.safe_files import (
    LARGEST,
    is_folder,
    make_folder,
    remove_tree,
)
from index.sealed_file import missing, read_json, read_text, write_json, write_text

ORIGINS = "origins.json"
_EMPTY = b"{}\n"
_KEPT = r"[0-9]{2,}-[^/\\\0]+\.toml"  # compiled when it is needed


class KeptFiles(NamedTuple):
    """The copies in the ``folder`` of an index, in the order in which they were added.

    ``check`` raises the error of a file that has a mistake.
    """

    folder: str
    check: Callable[[Sequence[Path]], object]

    def paths(self, index: Path) -> tuple[Path, ...]:
        """The copies, each of them as it was written.

        :raises IndexDamagedError: a file is missing or damaged.
        """
        origins = self._origins(index)
        paths = tuple(index / self.folder / name for name in origins)
        try:
            for path in paths:
                _check_copy(path)
        except IndexDamagedError:
            if self._origins(index) == origins:
                raise
            return self.paths(index)  # another process has changed them meanwhile
        return paths

    def list_path(self, index: Path) -> Path:
        """The file that lists the copies."""
        return index / self.folder / ORIGINS

    def keep(self, index: Path, named: Sequence[Path], *, forget: bool = False) -> None:
        """Copy the files ``named``, and update the copies whose original has changed.

        ``forget`` drops the copies made before. All files are checked first, so that a mistake
        leaves the index unchanged. There is a list afterwards, though it may have no file.
        """
        with self._lost_files(index):
            origins = {} if forget else self._origins(index)
        for path in named:
            origin = str(path.absolute())
            if origin not in origins.values():
                stem = path.stem.replace("\\", "_")
                origins[f"{len(origins) + 1:02}-{stem}.toml"] = origin
        folder = index / self.folder
        current = {str(path.absolute()) for path in named}
        sources = [
            Path(origin) if origin in current or _is_original(Path(origin)) else folder / name
            for name, origin in origins.items()
        ]
        for source, name in zip(sources, origins, strict=True):
            if source == folder / name:
                with self._lost_files(index):
                    _check_copy(source)
        if sources:
            self.check([*sources, *(path for path in named if path not in sources)])
        make_folder(folder)
        for name, source in zip(origins, sources, strict=True):
            if source != folder / name:
                write_text(folder / name, source.read_bytes())
        write_json(folder / ORIGINS, origins, indent=2)
        for path in folder.iterdir():  # the forgotten ones, and what a killed run has left
            if path.name != ORIGINS and path.name not in origins:
                remove_tree(path)

    @contextmanager
    def _lost_files(self, index: Path) -> Iterator[None]:
        """Building the index anew does not bring back what only a damaged file says."""
        try:
            yield
        except IndexDamagedError as error:
            raise KeptFileLostError(
                "{path}: damaged ({fault}), and what it was made from is not known or not there. "
                "Give your own files anew: "
                "cewen index --no-{kind} --{kind} FILE --index {index} FOLDER",
                path=error.path,
                fault=error.fault,
                kind=self.folder,
                index=index,
            ) from None

    def _origins(self, index: Path) -> dict[str, str]:
        """The path that each copy was made from, by its name in the folder.

        :raises IndexDamagedError: it is missing or damaged, or a name is not that of a file in the
            folder.
        """
        path = self.list_path(index)
        if not is_folder(path.parent):
            check_missing(index, path)
            return {}
        wrong = "it lists a name that is not one of these files"
        try:
            data = read_json(path)
            if data == _EMPTY:  # as most are, and a search does not import JSON for it
                return {}
            import json

            origins = json.loads(data)
            if not all(
                re.fullmatch(_KEPT, name) and isinstance(origins[name], str) for name in origins
            ):
                raise ValueError(wrong)
            if any("\0" in origin for origin in origins.values()):
                raise ValueError(wrong)
        except FileNotFoundError:
            check_missing(index, path)
            return {}
        except (ValueError, TypeError, AttributeError, RecursionError) as error:
            raise IndexDamagedError(path, str(error)) from None
        kept: dict[str, str] = origins
        return kept


def _check_copy(path: Path) -> None:
    try:
        read_text(path)
    except FileNotFoundError:
        raise missing(path) from None


def _is_original(path: Path) -> bool:
    """Whether a file that an index names can be such a file. Files of ``/proc`` are regular, have
    no size, and may never end."""
    try:
        stat = path.stat()
    except OSError:
        return False
    return S_ISREG(stat.st_mode) and 0 < stat.st_size <= LARGEST
