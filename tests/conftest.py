"""A tiny corpus, built in code, and indexes made of it."""

from __future__ import annotations

import datetime
import os
import tempfile
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import settings

from corpus.document import Document, Paragraph, Period, Role, Speaker, Statement
from corpus.topics.tagger import Tagger
from corpus.topics.thesaurus import Thesaurus
from index.analysis.analyze import analyze_document
from index.analysis.word_segmentation import preferred_segmenter, segmenter_version
from index.manifest import FORMAT, Manifest, fold_digest, write_manifest
from index.people import PEOPLE_FILES, write_namesakes
from index.short_names import write_no_short_names
from index.stored_record import FileState, Origin
from index.topic_files import TOPIC_FILES, write_names
from index.whoosh.reader import Reader
from index.whoosh.writer import BulkWriter
from tests.opensearch.fixtures import (  # noqa: F401
    opensearch,
    opensearch_alone,
    opensearch_cluster,
    opensearch_folder,
)

# The messages that tests compare are English, whatever the language and settings of who runs them.
os.environ["CEWEN_LANG"] = "en"
os.environ["CEWEN_CONFIG"] = os.path.join(os.devnull, "none")

# A time limit for each example fails at random on a busy machine.
settings.register_profile("cewen", deadline=None)
settings.load_profile("cewen")

THESAURUS = Thesaurus.load()
STATE = FileState(size=1, modified=1, digest="d")


def document(
    id: str,
    texts: Iterable[str],
    *,
    date: datetime.date | None = None,
    title: str = "",
    speakers: Sequence[str] = (),
    role: Role = "body",
) -> Document:
    """A document of these paragraphs; the n-th one is by the n-th speaker ("": no speaker)."""
    said = [*speakers, *[""] * 1000]
    paragraphs = tuple(
        Paragraph(
            number,
            role,
            text,
            statements=(Statement(0, len(text), Speaker(speaker), speaker),) if speaker else (),
        )
        for number, (text, speaker) in enumerate(zip(texts, said, strict=False), 1)
    )
    return Document(id, title or id, Period.on(date) if date else None, "other", paragraphs)


def add_to(folder: Path, documents: Iterable[Document], origin: Origin | None = None) -> None:
    """Commit these documents, read from ``origin``, to the index in ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for file, content in files_beside_commits().items():
        (folder / file).parent.mkdir(exist_ok=True)
        (folder / file).write_bytes(content)
    name = preferred_segmenter()
    with BulkWriter(folder) as writer:
        for one in documents:
            place = origin or Origin("/root", one.id)
            writer.add(analyze_document(one, place, STATE, name, writer.encode))


@cache
def tagger() -> Tagger:
    """A tagger for the built-in topics."""
    return Tagger(THESAURUS)


@cache
def files_beside_commits() -> dict[str, bytes]:
    """The files of an index that no commit writes, by path in its folder."""
    name = preferred_segmenter()
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder)
        write_manifest(index, Manifest(FORMAT, name, segmenter_version(name), fold_digest()))
        write_names(index, THESAURUS)
        write_namesakes(index, -1, ())
        write_no_short_names(index)
        for kept in (TOPIC_FILES, PEOPLE_FILES):
            kept.keep(index, ())
        files = (path for path in index.rglob("*") if path.is_file())
        return {path.relative_to(index).as_posix(): path.read_bytes() for path in files}


def index_of(folder: Path, documents: Iterable[Document]) -> Reader:
    """A reader on a new index of these documents."""
    add_to(folder, documents)
    return Reader(folder)


WORKSHOP = document(
    "2025-03-01-工作坊.md",
    [
        "勞動局代表指出，外送員在平台上的保險應由業者負擔。",
        "外賣騎手使用演算法派單，平台的算法應該公開。",
        "資安署說明，各機關應加強資安。",
        "本次師資安排由大學負責。",
        "平台工作者的權益需要保障。",
        "預算法的修正另案處理。",
        "A platform worker said that AI is hard to explain.",
    ],
    date=datetime.date(2025, 3, 1),
    title="平台勞動工作坊",
    speakers=["勞動局代表", "工會代表", "林次長"],
)
HEARING = document(
    "公听会/记录.txt",
    [
        "外卖骑手的工伤保险由平台缴纳。",
        "平台从业人员的权益保障办法正在起草。",
        "人工智能的监管应当透明。",
        "大家好，谢谢。",
    ],
    date=datetime.date(2024, 11, 5),
    title="新就业形态公听会",
    speakers=["工会代表", "人社局代表"],
)


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """An index of a workshop in Traditional and a hearing in Simplified characters."""
    return index_of(tmp_path_factory.mktemp("tiny") / "index", [WORKSHOP, HEARING])


@pytest.fixture
def indexed(tmp_path: Path) -> Callable[[Iterable[Document]], Reader]:
    """A function that builds an index of documents in the test's own folder."""
    return lambda documents: index_of(tmp_path / "index", documents)
