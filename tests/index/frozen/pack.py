"""Packs a folder of documents and its index into one zip file: ``pack.py FOLDER ARCHIVE``.

There is one archive for each format version. To add one, write the documents of the last archive
into an empty folder, index it with the code that introduces the format, then pack it. The list of
topics, 170 KB, is cut to the topics of these documents.
"""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

from index.sealed_file import sealed_text

INDEX = ".cewen"
_NOT_PACKED = {"MAIN_WRITELOCK", "topics.json"}
_TOPICS = "topics.txt"
_KEPT_TOPICS = (b"platform-work", b"algorithmic-management", b"artificial-intelligence")


def pack(folder: Path, archive: Path) -> None:
    """Write the files of ``folder`` in the order of their names, all with the same time."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed:
        for path in _files(folder):
            name = path.relative_to(folder).as_posix()
            data = path.read_bytes()
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            packed.writestr(info, _cut_topics(data) if path.name == _TOPICS else data)


def _files(folder: Path) -> Iterator[Path]:
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return (path for path in paths if path.name not in _NOT_PACKED)


def _cut_topics(data: bytes) -> bytes:
    """The blank line between labels and names stays; the checksum becomes that of what is left."""
    lines = data.split(b"\n")
    return sealed_text(
        b"\n".join(
            line for line in lines if not line or any(topic in line for topic in _KEPT_TOPICS)
        )
    )


if __name__ == "__main__":
    pack(Path(sys.argv[1]), Path(sys.argv[2]))
