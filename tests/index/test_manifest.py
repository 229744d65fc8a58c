"""What an index was made with, and what is said when it does not suit."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.errors import CewenError
from index import manifest
from index.errors import IndexFormatError, IndexPlaceError
from index.manifest import (
    FORMAT,
    NAME,
    Manifest,
    check_manifest,
    fold_digest,
    read_manifest,
    write_manifest,
)
from index.sealed_file import write_json

#: Both say the same where an index cannot be searched.
both = pytest.mark.parametrize("read", [read_manifest, check_manifest])
OURS = Manifest(FORMAT, "jieba", "jieba 0.42.1", fold_digest(), "0a1b")

Read = Callable[[Path], object]


def complaint(kind: type[CewenError], call: Callable[[], object]) -> str:
    with pytest.raises(kind) as error:
        call()
    return str(error.value)


def test_a_manifest_is_read_as_written_in_one_file(tmp_path: Path) -> None:
    write_manifest(tmp_path, OURS)
    check_manifest(tmp_path)
    assert read_manifest(tmp_path) == OURS
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


@both
def test_a_folder_without_it_is_no_index(read: Read, tmp_path: Path) -> None:
    assert complaint(IndexPlaceError, lambda: read(tmp_path)) == (
        f"{tmp_path}: not an index of Cewen (no cewen.json in it). Build one: cewen index FOLDER"
    )


@both
def test_a_file_is_no_index(read: Read, tmp_path: Path) -> None:
    file = tmp_path / "甲.txt"
    file.write_text("平台", encoding="utf-8")
    assert complaint(IndexPlaceError, lambda: read(file)) == (
        f"{file}: not an index of Cewen (no cewen.json in it). Build one: cewen index FOLDER"
    )


@both
def test_another_format_says_how_to_build_anew(read: Read, tmp_path: Path) -> None:
    """Whatever else another format may hold or lack."""
    (tmp_path / NAME).write_text('{"format": 99, "engine": "x"}', encoding="utf-8")
    assert complaint(IndexFormatError, lambda: read(tmp_path)) == (
        f"{tmp_path}: index format 99, but this version of Cewen reads format {FORMAT}. "
        f"Build the index anew: cewen index --rebuild --index {tmp_path} FOLDER"
    )


@both
def test_another_fold_table_names_the_command_that_updates(
    read: Read, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_manifest(tmp_path, OURS)
    monkeypatch.setattr(manifest, "fold_digest", lambda: "another")
    assert complaint(IndexFormatError, lambda: read(tmp_path)) == (
        f"{tmp_path}: made with another table of equal characters, so searches would miss "
        f"paragraphs. Bring it up to date: cewen index --index {tmp_path} FOLDER"
    )


@both
@pytest.mark.parametrize(
    ("held", "reason"),
    [
        (b"", "Expecting value: line 1 column 1 (char 0)"),
        (b"[]", "list indices must be integers or slices, not str"),
        (b"{}", "'format'"),
        (b"\xff", "'utf-8' codec can't decode byte 0xff in position 0: invalid start byte"),
    ],
)
def test_a_damaged_one_says_how_to_build_anew(
    read: Read, tmp_path: Path, held: bytes, reason: str
) -> None:
    (tmp_path / NAME).write_bytes(held)
    assert complaint(IndexFormatError, lambda: read(tmp_path)) == (
        f"{tmp_path / NAME}: damaged ({reason}). "
        f"Build the index anew: cewen index --rebuild --index {tmp_path} FOLDER"
    )


@both
def test_one_changed_byte_is_damage(read: Read, tmp_path: Path) -> None:
    write_manifest(tmp_path, OURS)
    genuine = (tmp_path / NAME).read_bytes()
    for at in range(len(genuine)):
        changed = bytearray(genuine)
        changed[at] ^= 1
        (tmp_path / NAME).write_bytes(changed)
        said = complaint(IndexFormatError, lambda: read(tmp_path))
        assert said.startswith(f"{tmp_path / NAME}: damaged ("), (at, said)
    for size in range(len(genuine)):
        (tmp_path / NAME).write_bytes(genuine[:size])
        said = complaint(IndexFormatError, lambda: read(tmp_path))
        assert said.startswith(f"{tmp_path / NAME}: damaged ("), (size, said)


@pytest.mark.parametrize("change", [{"moon": "full"}, {"segmenter": None}])
def test_a_manifest_with_missing_or_unknown_keys_is_damaged(
    tmp_path: Path, change: dict[str, str | None]
) -> None:
    write_manifest(tmp_path, OURS)
    held = {name: value for name, value in (OURS._asdict() | change).items() if value is not None}
    write_json(tmp_path / NAME, held)
    said = complaint(IndexFormatError, lambda: read_manifest(tmp_path))
    assert said.startswith(f"{tmp_path / NAME}: damaged (Manifest.__new__() ")
    assert said.endswith(
        f"). Build the index anew: cewen index --rebuild --index {tmp_path} FOLDER"
    )


def test_the_digest_names_the_table_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    read = Path.read_bytes
    before = fold_digest()
    fold_digest.cache_clear()
    monkeypatch.setattr(Path, "read_bytes", lambda path: read(path) + b"x")
    changed = fold_digest()
    fold_digest.cache_clear()
    monkeypatch.undo()
    assert fold_digest() == before != changed
