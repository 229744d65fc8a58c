"""The user's own topic files, copied into the index, and the names that topics have in queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from corpus.fold import name_key
from index.errors import IndexDamagedError
from index.kept_files import KeptFiles
from index.manifest import check_missing
from index.sealed_file import read_text, write_text

if TYPE_CHECKING:
    from corpus.topics.thesaurus import Thesaurus

NAMES = "topics.txt"


class TopicNames(NamedTuple):
    """The ``labels`` of topics by id, those in ``simplified`` characters, and all their ``names``.

    Each name is a line of its own: a line break, :func:`corpus.fold.name_key`, tab, id. A search
    looks up one name of thousands, so it searches the bytes and does not split them.
    """

    labels: Mapping[str, str]
    names: bytes
    simplified: Mapping[str, str] = MappingProxyType({})

    def label(self, id: str, language: str = "zh-Hant") -> str:
        """The label of a topic in Traditional characters, or in ``zh-Hans``; empty without one."""
        label = self.labels.get(id, "")
        return self.simplified.get(id, label) if language == "zh-Hans" else label

    def find(self, name: str) -> str | None:
        """The id that :meth:`corpus.topics.thesaurus.Thesaurus.find` finds; None if it has none."""
        if name in self.labels:
            return name
        line = f"\n{name_key(name)}\t".encode("utf-8", "surrogatepass")
        at = self.names.find(line)
        end = self.names.find(b"\n", at + 1)
        return self.names[at + len(line) : end].decode() if at >= 0 else None

    def containing(self, text: str) -> list[str]:
        """The ids of the topics that have a name which contains ``text``, in either script."""
        key = name_key(text).encode("utf-8", "surrogatepass")
        ids: dict[str, None] = {}
        at = self.names.find(key) if key else -1
        while at >= 0:
            end = self.names.find(b"\n", at)
            name, _, id = self.names[self.names.rfind(b"\n", 0, at) + 1 : end].partition(b"\t")
            if key in name:
                ids[id.decode()] = None
            at = self.names.find(key, end)
        return [id for id in ids if id in self.labels]


def _check(paths: Sequence[Path]) -> None:
    from corpus.topics.thesaurus import Thesaurus

    Thesaurus.load(*paths)


TOPIC_FILES = KeptFiles("topics", _check)
"""The user's topic files. Keeping them raises TopicFileError if one has a mistake."""


def write_names(index: Path, thesaurus: Thesaurus) -> None:
    """Write the labels and names of all topics, so that a search need not load the thesaurus."""
    labels = [
        (id, *(" ".join(topic.label(one).split()) for one in ("zh-Hant", "zh-Hans")))
        for id, topic in thesaurus.topics.items()
    ]
    parts = (
        "".join("\t".join(row) + "\n" for row in rows) for rows in (labels, thesaurus.names.items())
    )
    write_text(index / NAMES, "\n".join(parts).encode("utf-8", "surrogatepass"))


def has_names(index: Path) -> bool:
    """Whether the names are there as they were written."""
    try:
        return bool(read_names(index).labels)
    except IndexDamagedError:
        return False


def read_names(index: Path) -> TopicNames:
    """The names of the topics that the index was tagged with; empty before the first commit.

    :raises IndexDamagedError: the file is missing, or not as it was written.
    """
    try:
        written = read_text(index / NAMES)
    except FileNotFoundError:
        check_missing(index, index / NAMES)
        return TopicNames({}, b"")
    labels, _, names = written.partition(b"\n\n")
    try:
        rows = [line.split("\t") for line in labels.decode().split("\n")]
        read = dict(row[:2] for row in rows)
        simplified = {row[0]: row[2] for row in rows if len(row) > 2}
    except ValueError as error:
        raise IndexDamagedError(index / NAMES, str(error)) from None
    return TopicNames(read, b"\n" + names, simplified)
