"""Each page of a file has a checksum, which is checked when the page is read first."""

from __future__ import annotations

from pathlib import Path
from struct import Struct
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import IndexDamagedError
from index.whoosh.checksums import (
    PAGE,
    PageSums,
    SummedFile,
    checksums_path,
    read_checksums,
    sums_of,
    written_checksums,
)
from index.whoosh.w3.mapped_file import MappedFile

SIZES = (0, 1, PAGE - 1, PAGE, PAGE + 1, 3 * PAGE, 5 * PAGE + 7)


def content(size: int) -> bytes:
    return bytes(number * 31 % 251 for number in range(size))


def mapped(path: Path, data: bytes) -> MappedFile:
    """A file that had this content when it was written."""
    if not path.exists():
        path.write_bytes(data)
    return MappedFile(path, sums_of(data))


@given(st.lists(st.integers(0, 3 * PAGE), max_size=6), st.integers(1, 9 * PAGE))
def test_pieces_of_any_size_have_the_sums_of_the_whole(
    tmp_path_factory: pytest.TempPathFactory, sizes: list[int], at_once: int
) -> None:
    path = tmp_path_factory.mktemp("summed") / "a"
    done: list[PageSums] = []
    pieces = [content(size) for size in sizes]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("index.whoosh.checksums._AT_ONCE", at_once)
        with SummedFile(path.open("wb"), done.append) as file:
            for number, piece in enumerate(pieces):
                assert file.tell() == sum(map(len, pieces[:number]))
                file.write(memoryview(piece))
    assert path.read_bytes() == b"".join(pieces)
    assert done == [sums_of(b"".join(pieces))]


@pytest.mark.parametrize("size", SIZES)
def test_the_sums_are_those_of_zlib(size: int) -> None:
    data = content(size)
    pages = [crc32(data[at : at + PAGE]) for at in range(0, size, PAGE)]
    assert (sums_of(data).size, list(sums_of(data).pages)) == (size, pages)


def test_a_file_of_sums_is_read_as_it_was_written(tmp_path: Path) -> None:
    sums = {f"MAIN_{size}.trm": sums_of(content(size)) for size in SIZES}
    written = written_checksums(sums)
    checksums_path(tmp_path, 7).write_bytes(written)
    assert read_checksums(tmp_path, 7) == sums
    for at in range(len(written)):
        changed = bytearray(written)
        changed[at] ^= 16
        checksums_path(tmp_path, 7).write_bytes(changed)
        with pytest.raises(IndexDamagedError):
            read_checksums(tmp_path, 7)
        checksums_path(tmp_path, 7).write_bytes(written[:at])
        with pytest.raises(IndexDamagedError):
            read_checksums(tmp_path, 7)


@pytest.mark.parametrize("size", SIZES[1:])
def test_a_flip_is_found_when_its_page_is_read(tmp_path: Path, size: int) -> None:
    data = content(size)
    for at in {0, size // 2, size - 1}:
        path = tmp_path / f"{at}"
        changed = bytearray(data)
        changed[at] ^= 1
        path.write_bytes(changed)
        file = mapped(path, data)
        page = at // PAGE * PAGE
        assert file.read(0, page) == data[:page]
        with pytest.raises(IndexDamagedError) as error:
            file.read(at, at + 1)
        assert str(error.value).startswith(
            f"{path}: damaged (the checksum of the page at byte {page} is wrong). "
        )
        with pytest.raises(IndexDamagedError):
            file.all()


def test_spans_and_numbers_are_those_of_the_file(tmp_path: Path) -> None:
    data = content(2 * PAGE + 9)
    file = mapped(tmp_path / "a", data)
    assert len(file) == len(data)
    for start, end in ((0, 0), (PAGE - 2, PAGE + 2), (0, len(data)), (len(data), len(data))):
        assert file.read(start, end) == data[start:end]
    assert file.unpack(Struct("!I"), PAGE - 2) == Struct("!I").unpack_from(data, PAGE - 2)
    assert file.all() == data
    for start, end in ((-1, 3), (0, len(data) + 1)):
        with pytest.raises(IndexError):
            file.read(start, end)


@pytest.mark.parametrize("change", [-1, 1])
def test_another_size_is_told_at_once(tmp_path: Path, change: int) -> None:
    path = tmp_path / "a"
    path.write_bytes(content(PAGE + change))
    with pytest.raises(IndexDamagedError) as error:
        mapped(path, content(PAGE))
    assert str(error.value).startswith(
        f"{path}: damaged (it has {PAGE + change} bytes, and had {PAGE} when it was written). "
    )
