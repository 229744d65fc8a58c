"""The CRC-32 of each page of each file of a commit, in one file named by the commit.

The file (``checksums-<generation>.crc32``) has a first line, a line ``<size> <name>`` for each
file, an empty line, the checksums of all pages file by file, and a checksum of all that. Its
numbers are little-endian and have 32 bits. A page has 4 KiB, the last one of a file may have less.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, Any, NamedTuple
from zlib import crc32

from index.errors import IndexDamagedError
from index.safe_files import named, read_file

PAGE = 4096
_BEFORE, _AFTER = "checksums-", ".crc32"
_MAGIC = b"cewen checksums 1\n"
_AT_ONCE = 1 << 20  # bytes that are gathered before they are written
_WIDTH = 4  # bytes of a checksum


class PageSums(NamedTuple):
    """The checksums of one file: its ``size`` in bytes, and one number for each page."""

    size: int
    pages: array[int]


Checksums = Mapping[str, PageSums]
"""Those of all files of a commit, by name."""


def checksums_path(folder: Path, generation: int) -> Path:
    """The file with the checksums of one commit."""
    return folder / f"{_BEFORE}{generation}{_AFTER}"


def is_checksums_file(name: str) -> bool:
    """Whether a file of this name has the checksums of some commit."""
    number = name.removeprefix(_BEFORE).removesuffix(_AFTER)
    return name == f"{_BEFORE}{number}{_AFTER}" and number.isascii() and number.isdigit()


def read_checksums(folder: Path, generation: int) -> Checksums:
    """The checksums of one commit.

    :raises FileNotFoundError: another commit has taken its place, or none was made by Cewen.
    :raises IndexDamagedError: the file is not as it was written.
    """
    path = checksums_path(folder, generation)
    data = read_file(path)
    at = len(data) - _WIDTH
    if at < 0 or data[at:] != _as_bytes([crc32(memoryview(data)[:at])]):
        raise IndexDamagedError(path, "its checksum is wrong")
    try:
        return dict(_parsed(data[:at]))
    except ValueError as error:  # not by damage, which has another checksum
        raise IndexDamagedError(path, str(error)) from None


def _parsed(data: bytes) -> Iterator[tuple[str, PageSums]]:
    head, _, numbers = data.partition(b"\n\n")
    first, *lines = head.decode().split("\n")
    if first.encode() != _MAGIC[:-1]:
        raise ValueError("written by another version")
    at = 0
    for line in lines:
        digits, _, name = line.partition(" ")
        if not (digits.isascii() and digits.isdigit() and len(digits) < 16):
            raise ValueError("a size is not a number")
        size = int(digits)
        end = at + _page_count(size) * _WIDTH
        pages = array("I")
        pages.frombytes(numbers[at:end])
        if sys.byteorder == "big":
            pages.byteswap()
        if len(pages) != _page_count(size):
            raise ValueError("fewer checksums than pages")
        yield name, PageSums(size, pages)
        at = end


def written_checksums(checksums: Checksums) -> bytes:
    """The bytes of the file."""
    lines = (f"{sums.size} {name}\n" for name, sums in checksums.items())
    head = _MAGIC + "".join(lines).encode() + b"\n"
    data = head + b"".join(_as_bytes(sums.pages) for sums in checksums.values())
    return data + _as_bytes([crc32(data)])


def sums_of(data: bytes) -> PageSums:
    """The checksums of a file with these bytes."""
    return PageSums(len(data), array("I", page_sums(data)))


def page_sums(data: bytes | bytearray) -> Iterator[int]:
    """The checksum of each page."""
    with memoryview(data) as view:
        for at in range(0, len(view), PAGE):
            yield crc32(view[at : at + PAGE])


def sums_for(path: Path, checksums: Checksums) -> PageSums:
    """The checksums of the file at ``path``.

    :raises IndexDamagedError: there are none.
    """
    if sums := checksums.get(path.name):
        return sums
    raise IndexDamagedError(path, "the file of checksums does not list it")


def check_bytes(data: bytes, path: Path, checksums: Checksums) -> None:
    """Raise :class:`IndexDamagedError` if the file at ``path`` does not have these bytes."""
    if sums_of(data) != sums_for(path, checksums):
        raise IndexDamagedError(path, "its checksum is wrong")


def _page_count(size: int) -> int:
    return -(-size // PAGE)


def _as_bytes(numbers: Iterable[int]) -> bytes:
    words = array("I", numbers)
    if sys.byteorder == "big":
        words.byteswap()
    return words.tobytes()


class SummedFile:
    """A file to write from its beginning to its end. ``done`` gets the checksums of its pages when
    it is closed: they are of what was meant to be written, and not of what is on the disk."""

    def __init__(self, file: IO[bytes], done: Callable[[PageSums], None]) -> None:
        self._file = file
        self._done = done
        self._pages = array("I")
        self._pending = bytearray()
        self._written = 0

    def __enter__(self) -> SummedFile:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self.close()
        else:
            self._file.close()

    def tell(self) -> int:
        """The number of bytes so far."""
        return self._written + len(self._pending)

    def write(self, data: Any) -> None:
        """Write the bytes of a contiguous buffer."""
        self._pending += memoryview(data)
        if len(self._pending) >= _AT_ONCE:
            self._flush(len(self._pending) // PAGE * PAGE)

    def writelines(self, pieces: Iterable[Any]) -> None:
        """Write one buffer after the other."""
        for piece in pieces:
            self.write(piece)

    def close(self) -> None:
        """Write what is left, and close the file."""
        with self._file:
            self._flush(len(self._pending))
        self._done(PageSums(self._written, self._pages))

    def _flush(self, end: int) -> None:
        whole, self._pending = self._pending[:end], self._pending[end:]
        self._pages.extend(page_sums(whole))
        try:
            self._file.write(whole)
        except OSError as error:
            raise named(error, Path(self._file.name)) from None
        self._written += end
