"""The user's own topic files, kept with the index; and the names that a topic can be asked by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from corpus.fold import name_key

if TYPE_CHECKING:
    from corpus.topics.thesaurus import Thesaurus

FOLDER = "topics"
ORIGINS = "origins.json"
NAMES = "topics.txt"


class TopicNames(NamedTuple):
    """``labels`` by id, and behind a line break each the ``names``: :func:`corpus.fold.name_key`,
    tab, id. A search looks up one of thousands, so they are not taken apart."""

    labels: Mapping[str, str]
    names: bytes

    def find(self, name: str) -> str | None:
        """The id of the topic that :meth:`corpus.topics.thesaurus.Thesaurus.find` finds; None without."""
        if name in self.labels:
            return name
        line = f"\n{name_key(name)}\t".encode("utf-8", "surrogatepass")
        at = self.names.find(line)
        end = self.names.find(b"\n", at + 1)
        return self.names[at + len(line) : end].decode() if at >= 0 else None


def kept_topics(index: Path) -> tuple[Path, ...]:
    """The copies of the user's files, in the order they were added."""
    return tuple(index / FOLDER / name for name in _origins(index))


def keep_topics(index: Path, named: Sequence[Path], *, forget: bool = False) -> None:
    """Copy the files ``named`` into the index, and copy anew those kept whose original changed.

    ``forget`` drops those kept before. All are checked first: a mistake raises
    :class:`corpus.topics.topic_file.TopicFileError` and leaves the index as it was.
    """
    import json
    import shutil

    from corpus.topics.thesaurus import Thesaurus

    origins = {} if forget else _origins(index)
    for path in named:
        origin = str(path.absolute())
        if origin not in origins.values():
            origins[f"{len(origins) + 1:02}-{path.stem}.toml"] = origin
    sources = [
        Path(origin) if Path(origin).is_file() else index / FOLDER / name
        for name, origin in origins.items()
    ]
    if sources:
        Thesaurus.load(*sources, *(path for path in named if path not in sources))
    folder = index / FOLDER
    if forget:
        shutil.rmtree(folder, ignore_errors=True)
    if not origins:
        return
    folder.mkdir(exist_ok=True)
    for name, source in zip(origins, sources, strict=True):
        if source != folder / name:
            shutil.copyfile(source, folder / name)
    (folder / ORIGINS).write_text(
        json.dumps(origins, ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )


def write_names(index: Path, thesaurus: Thesaurus) -> None:
    """Write what a search asks of the thesaurus, so that it need not read the thesaurus."""
    labels = [(id, " ".join(topic.label().split())) for id, topic in thesaurus.topics.items()]
    parts = (
        "".join(f"{a}\t{b}\n" for a, b in pairs) for pairs in (labels, thesaurus.names.items())
    )
    fresh = index / (NAMES + ".new")
    fresh.write_text("\n".join(parts), encoding="utf-8", newline="\n")
    fresh.replace(index / NAMES)


def read_names(index: Path) -> TopicNames:
    """The names of the topics that the index was tagged with; none before its first commit."""
    try:
        written = (index / NAMES).read_bytes()
    except FileNotFoundError:
        return TopicNames({}, b"")
    labels, _, names = written.partition(b"\n\n")
    return TopicNames(dict(line.split("\t") for line in labels.decode().split("\n")), b"\n" + names)


def _origins(index: Path) -> dict[str, str]:
    import json

    try:
        origins: dict[str, str] = json.loads((index / FOLDER / ORIGINS).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    return origins
