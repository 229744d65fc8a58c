"""The user's own files (topics, people), copied into the index and updated from their originals."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from stat import S_ISREG
from typing import NamedTuple

from index.errors import IndexDamagedError
from index.safe_files import (
    LARGEST,
    check_regular,
    is_folder,
    make_folder,
    read_file,
    remove_tree,
    write_file,
)

ORIGINS = "origins.json"
_KEPT = r"[0-9]{2,}-[^/\\\0]+\.toml"  # compiled when it is needed


class KeptFiles(NamedTuple):
    """The copies in the ``folder`` of an index, in the order in which they were added.

    ``check`` raises the error of a file that has a mistake.
    """

    folder: str
    check: Callable[[Sequence[Path]], object]

    def paths(self, index: Path) -> tuple[Path, ...]:
        """The copies.

        :raises IndexDamagedError: the folder lists what is no such file.
        """
        paths = tuple(index / self.folder / name for name in self._origins(index))
        for path in paths:
            check_regular(path)
        return paths

    def keep(self, index: Path, named: Sequence[Path], *, forget: bool = False) -> None:
        """Copy the files ``named``, and update the copies whose original has changed.

        ``forget`` drops the copies made before. All files are checked first, so that a mistake
        leaves the index unchanged.
        """
        import json

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
                check_regular(source)
        if sources:
            self.check([*sources, *(path for path in named if path not in sources)])
        if forget:
            remove_tree(folder)
        if not origins:
            return
        make_folder(folder)
        for name, source in zip(origins, sources, strict=True):
            if source != folder / name:
                write_file(folder / name, source.read_bytes())
        written = json.dumps(origins, ensure_ascii=False, indent=2) + "\n"
        write_file(folder / ORIGINS, written.encode("utf-8", "surrogatepass"))

    def _origins(self, index: Path) -> dict[str, str]:
        """The path that each copy was made from, by its name in the folder.

        :raises IndexDamagedError: a name is not that of a file in the folder.
        """
        path = index / self.folder / ORIGINS
        if not is_folder(index / self.folder):
            return {}
        import json

        wrong = "it lists a name that is not one of these files"
        try:
            origins = json.loads(read_file(path).decode())
            if not all(
                re.fullmatch(_KEPT, name) and isinstance(origins[name], str) for name in origins
            ):
                raise ValueError(wrong)
            if any("\0" in origin for origin in origins.values()):
                raise ValueError(wrong)
        except FileNotFoundError:
            return {}
        except (ValueError, TypeError, AttributeError, RecursionError) as error:
            raise IndexDamagedError(path, str(error)) from None
        kept: dict[str, str] = origins
        return kept


def _is_original(path: Path) -> bool:
    """Whether a file that an index names can be such a file. Files of ``/proc`` are regular, have
    no size, and may never end."""
    try:
        stat = path.stat()
    except OSError:
        return False
    return S_ISREG(stat.st_mode) and 0 < stat.st_size <= LARGEST
