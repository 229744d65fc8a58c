"""A page becomes a picture with the places of its characters, or an error; nothing hangs."""

from __future__ import annotations

import os
import signal
import struct
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from searcher.pdf_page.worker import PageError, PageLimits, PageWorker
from tests.searcher.pdf_page.conftest import doubling, encrypt, sized, turned


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def samples(png: bytes) -> bytes:
    """What the picture consists of."""
    at, data = 8, b""
    while at < len(png):
        (length,) = struct.unpack(">I", png[at : at + 4])
        name, content = png[at + 4 : at + 8], png[at + 8 : at + 8 + length]
        assert struct.unpack(">I", png[at + 8 + length : at + 12 + length])[0] == zlib.crc32(
            name + content
        )
        data += content if name == b"IDAT" else b""
        at += 12 + length
    return zlib.decompress(data)


def test_a_picture_is_a_png_of_the_width(worker: PageWorker, letter: Path) -> None:
    png = worker.picture(letter, 1, 1240)
    assert size_of(png) == (1240, 1755)
    rows = samples(png)
    assert len(rows) == 1755 * (1 + 1240)  # grey: a page without colours
    assert min(rows[1:1241]) == 255  # a white border, and black letters
    assert 0 in rows[1241:]


def test_a_layout_has_a_box_for_each_character(worker: PageWorker, letter: Path) -> None:
    layout = worker.layout(letter, 1)
    assert layout.pages == 2
    assert layout.ratio == pytest.approx(842 / 595)
    at = layout.text.index("平台工作者")
    left, top, right, bottom = layout.box(at)
    assert left == pytest.approx(72 / 595, abs=0.002)
    assert right == pytest.approx(84 / 595, abs=0.002)
    assert top < 100 / 842 < bottom


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_boxes_are_of_the_page_as_it_is_shown(
    worker: PageWorker, tmp_path: Path, turn: int
) -> None:
    path = tmp_path / "橫.pdf"
    turned(path, turn)
    layout = worker.layout(path, 1)
    at = layout.text.index("平台")
    left, top, right, bottom = layout.box(at)
    width, height = size_of(png := worker.picture(path, 1, 1240))
    rows = samples(png)
    inside = b"".join(
        rows[y * (width + 1) + 1 + round(left * width) : y * (width + 1) + 1 + round(right * width)]
        for y in range(round(top * height), round(bottom * height))
    )
    assert min(inside) < 100  # the character is there
    assert height > width if turn % 180 == 0 else width > height


@pytest.mark.parametrize(
    ("page", "reason"), [(3, "there is no page 3"), (2_000_000_000, "there is no page")]
)
def test_a_page_that_is_not_there_is_said(
    worker: PageWorker, letter: Path, page: int, reason: str
) -> None:
    with pytest.raises(PageError, match=reason):
        worker.picture(letter, page, 1240)


def test_a_file_with_a_password_is_said(worker: PageWorker, letter: Path) -> None:
    encrypt(letter)
    with pytest.raises(PageError, match="needs a password"):
        worker.layout(letter, 1)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"<html>no</html>", b"%PDF" + b"\0" * 9999])
def test_a_file_that_is_no_pdf_is_said(worker: PageWorker, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(data)
    with pytest.raises(PageError, match="cannot be read"):
        worker.picture(path, 1, 1240)


@pytest.mark.parametrize(
    "change", [sized(14_400, 14_400), sized(1, 14_400), sized(14_400, 1), sized(0, 0)]
)
def test_pages_of_odd_sizes_have_pictures_of_bounded_size(
    worker: PageWorker, letter: Path, change: Callable[[Path], None]
) -> None:
    change(letter)
    width, height = size_of(worker.picture(letter, 1, 2480))
    assert width <= 2480
    assert height <= 8_000
    assert width * height <= 16_100_000


def test_a_page_without_an_end_is_given_up(hasty: PageWorker, letter: Path) -> None:
    before = letter.read_bytes()
    doubling(letter)
    start = time.monotonic()
    with pytest.raises(PageError, match="takes longer than 2 s"):
        hasty.picture(letter, 1, 1240)
    assert time.monotonic() - start < 30
    letter.write_bytes(before)
    assert size_of(hasty.picture(letter, 1, 1240))  # by a new process


def test_a_page_that_needs_too_much_memory_is_said(letter: Path) -> None:
    worker = PageWorker(PageLimits(memory=12 << 20))
    try:
        with pytest.raises(PageError, match=r"too much memory|crash"):
            worker.picture(letter, 1, 2480)
        with pytest.raises(PageError):
            worker.picture(letter, 1, 2480)
    finally:
        worker.close()


def test_a_process_that_dies_is_replaced(worker: PageWorker, letter: Path) -> None:
    worker.layout(letter, 1)
    assert worker._process is not None
    assert worker._process.pid is not None
    os.kill(worker._process.pid, signal.SIGKILL)
    worker._process.join()
    assert worker.layout(letter, 1).pages == 2
