"""The engines that the conformance suite runs against."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol

import pytest

from corpus.document import Document
from index.analysis.analyze import analyze_document
from index.analysis.word_segmentation import preferred_segmenter
from index.engine import Snapshot, Writer
from index.stored_record import FileState, Origin
from index.topic_files import NAMES
from index.whoosh.reader import Reader
from index.whoosh.writer import BulkWriter
from tests.conftest import files_beside_commits
from tests.engines.memory_engine import MemoryIndex, MemorySnapshot, MemoryWriter

STATE = FileState(size=1, modified=1, digest="d")


class Engine(Protocol):
    """An index of one engine, in a folder."""

    def writer(self) -> Writer: ...

    def snapshot(self) -> Snapshot: ...


class WhooshEngine:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def writer(self) -> Writer:
        return BulkWriter(self._folder)

    def snapshot(self) -> Snapshot:
        return Reader(self._folder)


class MemoryEngine:
    def __init__(self, folder: Path) -> None:
        self._index = MemoryIndex(folder)

    def writer(self) -> Writer:
        return MemoryWriter(self._index)

    def snapshot(self) -> Snapshot:
        return MemorySnapshot(self._index)


ENGINES: dict[str, Callable[[Path], Engine]] = {"whoosh": WhooshEngine, "memory": MemoryEngine}


def commit(engine: Engine, documents: Iterable[Document], deleted: Iterable[str] = ()) -> Snapshot:
    """One more commit, which deletes documents by id and adds others; the index after it."""
    writer = engine.writer()
    for id in deleted:
        writer.delete(id)
    for one in documents:
        origin, segmenter = Origin("/root", one.id), preferred_segmenter()
        writer.add(analyze_document(one, origin, STATE, segmenter, writer.encode))
    writer.commit()
    return engine.snapshot()


def new_engine(name: str, folder: Path) -> Engine:
    """An empty index of the engine with this name."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / NAMES).write_bytes(files_beside_commits()[NAMES])
    return ENGINES[name](folder)


@pytest.fixture(params=[*ENGINES, "opensearch"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Engine:
    """An empty index of each engine."""
    if request.param == "opensearch":
        from tests.engines.server_engine import ServerEngine, address

        cluster = request.getfixturevalue("opensearch")
        ENGINES["opensearch"] = lambda folder: ServerEngine(
            folder, address(cluster.urls, cluster.index_name())
        )
    return new_engine(request.param, tmp_path / "index")
