"""Files of an index are opened without leaving its folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from index.errors import IndexDamagedError
from index.safe_files import (
    LARGEST,
    check_regular,
    create_file,
    make_folder,
    make_lock_file,
    open_file,
    read_file,
    remove_tree,
    write_file,
)

posix = pytest.mark.skipif(os.name == "nt", reason="links and pipes of POSIX")


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A file outside of the index."""
    path = tmp_path / "secret"
    path.write_text("mine", encoding="utf-8")
    return path


@pytest.fixture
def index(tmp_path: Path) -> Path:
    place = tmp_path / "index"
    place.mkdir()
    return place


def test_a_file_is_read_as_it_was_written(index: Path) -> None:
    write_file(index / "a", b"text")
    assert read_file(index / "a") == b"text"
    assert [path.name for path in index.iterdir()] == ["a"]


def test_a_missing_file_is_missing(index: Path) -> None:
    with pytest.raises(FileNotFoundError):
        open_file(index / "a")
    with pytest.raises(IndexDamagedError, match=r"/a: damaged \(missing\)"):
        check_regular(index / "a")


@posix
@pytest.mark.parametrize("kind", ["link", "dangling link", "pipe", "folder"])
def test_what_is_no_regular_file_is_not_opened(index: Path, secret: Path, kind: str) -> None:
    place = index / "a"
    if kind == "pipe":
        os.mkfifo(place)
    elif kind == "folder":
        place.mkdir()
    else:
        place.symlink_to(secret if kind == "link" else index / "nowhere")
    for ask in (open_file, read_file, check_regular):
        with pytest.raises(IndexDamagedError, match=r"/a: damaged \(not a regular file\)"):
            ask(place)


def test_a_file_larger_than_any_of_ours_is_not_read(index: Path) -> None:
    with (index / "a").open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(IndexDamagedError, match="larger than 64 MB"):
        read_file(index / "a")


@posix
def test_writing_replaces_a_link_and_not_what_it_leads_to(index: Path, secret: Path) -> None:
    for name in ("a", "a.new", "b", "lock"):
        (index / name).symlink_to(secret)
    write_file(index / "a", b"ours")
    with create_file(index / "b") as file:
        file.write(b"ours")
    make_lock_file(index / "lock")
    assert secret.read_text(encoding="utf-8") == "mine"
    assert (index / "a").read_bytes() == (index / "b").read_bytes() == b"ours"
    assert not any(path.is_symlink() for path in index.iterdir())


@posix
def test_folders_that_are_links_are_replaced_or_removed_alone(index: Path, secret: Path) -> None:
    (index / "topics").symlink_to(secret.parent, target_is_directory=True)
    make_folder(index / "topics")
    assert not (index / "topics").is_symlink()
    (index / "bulk.tmp").symlink_to(secret.parent, target_is_directory=True)
    remove_tree(index / "bulk.tmp")
    assert secret.exists()
    assert [path.name for path in index.iterdir()] == ["topics"]
