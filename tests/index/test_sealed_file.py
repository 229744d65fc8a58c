"""A small file says when one of its bytes is not as it was written."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from index.errors import IndexDamagedError
from index.sealed_file import read_json, read_text, write_json, write_text


@pytest.mark.parametrize("value", [{}, {"甲": [1, "乙"]}, {"a": {"crc32": "0"}}, {"x": "\udc80"}])
@pytest.mark.parametrize("indent", [None, 2])
def test_an_object_is_read_as_it_was_written(
    tmp_path: Path, value: dict[str, object], indent: int | None
) -> None:
    path = tmp_path / "a.json"
    write_json(path, value, indent=indent)
    assert json.loads(read_json(path).decode("utf-8", "surrogatepass")) == value
    if "x" not in value:
        assert json.loads(path.read_bytes()).keys() == {"crc32", *value}


@pytest.mark.parametrize("text", ["", "\n", "a = 1", "a = '甲'\n", "# crc32 00000000\n"])
def test_a_text_is_read_as_it_was_written_with_a_line_end(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.toml"
    write_text(path, text.encode())
    expected = f"{text}\n" if text and not text.endswith("\n") else text
    assert read_text(path).decode() == expected
    assert tomllib.loads(path.read_text(encoding="utf-8")) == tomllib.loads(text)


def test_each_changed_bit_and_each_cut_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "a"
    write_json(path, {"commit": 1, "names": ["甲"]})
    for read in (read_json, read_text):
        if read is read_text:
            write_text(path, "甲\t乙\n丙\t丁\n".encode())
        genuine = path.read_bytes()
        for bit in range(8 * len(genuine)):
            changed = bytearray(genuine)
            changed[bit // 8] ^= 1 << bit % 8
            path.write_bytes(changed)
            with pytest.raises(IndexDamagedError):
                read(path)
        for size in range(len(genuine)):
            path.write_bytes(genuine[:size])
            with pytest.raises(IndexDamagedError):
                read(path)
        path.write_bytes(genuine + b"\n")
        with pytest.raises(IndexDamagedError):
            read(path)
