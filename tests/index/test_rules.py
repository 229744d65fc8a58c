"""Rules have versions: an index made with other rules is brought up to date."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import corpus.pipeline
from corpus.document import Document
from index import update as module
from index.analysis import analyze
from index.analysis.word_segmentation import preferred_segmenter
from index.manifest import read_manifest
from index.rules import Rules, current_rules
from index.update import update
from index.whoosh.reader import Reader

SAID = "勞動部林永春次長指出，工時應公開。"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "年報"
    place.mkdir()
    for name in ("甲.txt", "乙.md"):
        (place / name).write_text(f"{SAID}\n", encoding="utf-8")
    return place


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "索引"


@pytest.fixture
def rules(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Makes the rules of this version other ones."""

    def changed(**reading: str) -> None:
        analyze._pipeline.cache_clear()
        real = current_rules(preferred_segmenter())
        digests = {**real.reading, **{f".{name}": value for name, value in reading.items()}}
        annotation = reading.pop("annotation", real.annotation)
        monkeypatch.setattr(module, "current_rules", lambda _: Rules(digests, annotation))

    return changed


def speakers(index: Path) -> list[str]:
    return list(Reader(index).lexicon("speaker"))


def without_statements(document: Document) -> Document:
    return document


def test_changed_annotation_rules_apply_without_parsing_files(
    folder: Path, index: Path, rules: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        older.setattr(corpus.pipeline, "attribute", without_statements)
        update(index, [folder], jobs=1)
    assert speakers(index) == []
    with monkeypatch.context() as unreadable:
        unreadable.setattr(corpus.pipeline, "read_document", None)
        rules(annotation="another")
        result = update(index, [folder], jobs=1)
    assert (result.unchanged, result.reannotated, result.reread, result.changed) == (2, 2, 0, 0)
    assert speakers(index) == ["林永春"]
    assert read_manifest(index).annotation == "another"
    assert update(index, [folder], jobs=1).reannotated == 0


def test_changed_rules_of_a_format_parse_its_files_alone(
    folder: Path, index: Path, rules: Callable[..., None]
) -> None:
    update(index, [folder], jobs=1)
    rules(md="another")
    result = update(index, [folder], jobs=1)
    assert (result.unchanged, result.reread, result.changed, result.reannotated) == (1, 1, 0, 0)
    assert result.documents == 2
    assert update(index, [folder], jobs=1).reread == 0


def test_unchanged_rules_change_nothing(folder: Path, index: Path) -> None:
    update(index, [folder], jobs=1)
    before = {path: path.read_bytes() for path in index.rglob("*") if path.is_file()}
    update(index, [folder], jobs=1)
    assert {path: path.read_bytes() for path in index.rglob("*") if path.is_file()} == before


def test_annotating_anew_gives_what_reading_anew_gives(
    folder: Path, index: Path, tmp_path: Path, rules: Callable[..., None]
) -> None:
    update(tmp_path / "新", [folder], jobs=1)
    update(index, [folder], jobs=1)
    rules(annotation="another")
    update(index, [folder], jobs=1)
    one, other = Reader(tmp_path / "新"), Reader(index)
    for id in one.file_ids():
        records = [[r.record(n) for n in r.paragraphs_of(id)] for r in (one, other)]
        assert records[0] == records[1]


def test_another_release_of_a_segmenter_is_another_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    before = current_rules("jieba").annotation
    monkeypatch.setattr("index.rules.segmenter_version", lambda name: f"{name} 99")
    assert current_rules("jieba").annotation != before
