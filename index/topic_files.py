"""The user's own topic files, copied into the index, and the names that topics have in queries."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from stat import S_ISREG
from typing import TYPE_CHECKING, NamedTuple

from corpus.fold import name_key
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

if TYPE_CHECKING:
    from corpus.topics.thesaurus import Thesaurus

FOLDER = "topics"
ORIGINS = "origins.json"
NAMES = "topics.txt"
_KEPT = r"[0-9]{2,}-[^/\\\0]+\.toml"


class TopicNames(NamedTuple):
    """The ``labels`` of topics by id, and all their ``names``.

    Each name is a line of its own: a line break, :func:`corpus.fold.name_key`, tab, id. A search
    looks up one name of thousands, so it searches the bytes and does not split them.
    """

    labels: Mapping[str, str]
    names: bytes

    def find(self, name: str) -> str | None:
        """The id that :meth:`corpus.topics.thesaurus.Thesaurus.find` finds; None if it has none."""
        if name in self.labels:
            return name
        line = f"\n{name_key(name)}\t".encode("utf-8", "surrogatepass")
        at = self.names.find(line)
        end = self.names.find(b"\n", at + 1)
        return self.names[at + len(line) : end].decode() if at >= 0 else None


def kept_topics(index: Path) -> tuple[Path, ...]:
    """The copies of the user's topic files, in the order in which they were added."""
    paths = tuple(index / FOLDER / name for name in _origins(index))
    for path in paths:
        check_regular(path)
    return paths


def keep_topics(index: Path, named: Sequence[Path], *, forget: bool = False) -> None:
    """Copy the files ``named`` into the index, and update the copies whose original has changed.

    ``forget`` drops the copies made before. All files are checked first, so that a mistake leaves
    the index unchanged.

    :raises TopicFileError: a file has a mistake.
    """
    import json

    from corpus.topics.thesaurus import Thesaurus

    origins = {} if forget else _origins(index)
    for path in named:
        origin = str(path.absolute())
        if origin not in origins.values():
            stem = path.stem.replace("\\", "_")
            origins[f"{len(origins) + 1:02}-{stem}.toml"] = origin
    current = {str(path.absolute()) for path in named}
    sources = [
        Path(origin) if origin in current or _is_original(Path(origin)) else index / FOLDER / name
        for name, origin in origins.items()
    ]
    for source, name in zip(sources, origins, strict=True):
        if source == index / FOLDER / name:
            check_regular(source)
    if sources:
        Thesaurus.load(*sources, *(path for path in named if path not in sources))
    folder = index / FOLDER
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


def _is_original(path: Path) -> bool:
    """Whether a file that an index names can be a topic file. Files of ``/proc`` are regular, have
    no size, and may never end."""
    try:
        stat = path.stat()
    except OSError:
        return False
    return S_ISREG(stat.st_mode) and 0 < stat.st_size <= LARGEST


def write_names(index: Path, thesaurus: Thesaurus) -> None:
    """Write the labels and names of all topics, so that a search need not load the thesaurus."""
    labels = [(id, " ".join(topic.label().split())) for id, topic in thesaurus.topics.items()]
    parts = (
        "".join(f"{a}\t{b}\n" for a, b in pairs) for pairs in (labels, thesaurus.names.items())
    )
    write_file(index / NAMES, "\n".join(parts).encode("utf-8", "surrogatepass"))


def read_names(index: Path) -> TopicNames:
    """The names of the topics that the index was tagged with; empty before the first commit."""
    try:
        written = read_file(index / NAMES)
    except FileNotFoundError:
        return TopicNames({}, b"")
    labels, _, names = written.partition(b"\n\n")
    try:
        read = dict(line.split("\t") for line in labels.decode().split("\n"))
    except ValueError as error:
        raise IndexDamagedError(index / NAMES, str(error)) from None
    return TopicNames(read, b"\n" + names)


def _origins(index: Path) -> dict[str, str]:
    """The path that each kept file was copied from, by its name in :data:`FOLDER`.

    :raises IndexDamagedError: a name is not that of a file in the folder.
    """
    import json

    path = index / FOLDER / ORIGINS
    if not is_folder(index / FOLDER):
        return {}
    try:
        origins = json.loads(read_file(path).decode())
        if not all(
            re.fullmatch(_KEPT, name) and isinstance(origins[name], str) for name in origins
        ):
            raise ValueError("it lists a name that is no topic file")
        for origin in origins.values():
            if "\0" in origin:
                raise ValueError("it lists a name that is no topic file")
    except FileNotFoundError:
        return {}
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise IndexDamagedError(path, str(error)) from None
    kept: dict[str, str] = origins
    return kept
