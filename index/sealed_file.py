"""Small files of an index that contain their own CRC-32, so that each changed byte is detected.

A JSON file has it as the first value of its object, a text file as its last line, which is a
comment in TOML. The checksum is of everything after it, or before it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zlib import crc32

from corpus.errors import Message
from index.errors import IndexDamagedError
from index.safe_files import read_file, write_file

_HEAD = b'{"crc32": "'
_DIGITS = 8
_REST = len(_HEAD) + _DIGITS + 1  # after the digits and a quotation mark
_LINE = b"# crc32 "
_TAIL = len(_LINE) + _DIGITS + 1
_MISSING = "missing"
_CHANGED = Message("its checksum is wrong")
_CUT = Message("it has no checksum")


def write_json(path: Path, value: Mapping[str, Any], *, indent: int | None = None) -> None:
    """Write an object, whole or not at all."""
    import json

    text = json.dumps(value, ensure_ascii=False, indent=indent) + "\n"
    rest = text[1:].encode("utf-8", "surrogatepass")
    if value:
        rest = (b"," if indent else b", ") + rest
    write_file(path, _HEAD + _digits(rest) + b'"' + rest)


def read_json(path: Path) -> bytes:
    """The JSON of such a file without the checksum, which is right.

    :raises FileNotFoundError: no such file.
    :raises IndexDamagedError: the file is not as it was written.
    """
    return unsealed_json(path, read_file(path))


def has_json_seal(data: bytes) -> bool:
    """Whether there is a checksum where :func:`write_json` writes one."""
    return data.startswith(_HEAD) and data[_REST - 1 : _REST] == b'"'


def unsealed_json(path: Path, data: bytes) -> bytes:
    """As :func:`read_json`, of the bytes of the file at ``path``."""
    if not has_json_seal(data):
        raise IndexDamagedError(path, _CUT)
    rest = data[_REST:]
    if data[len(_HEAD) : _REST - 1] != _digits(rest):
        raise IndexDamagedError(path, _CHANGED)
    return b"{" + rest.removeprefix(b",")


def write_text(path: Path, data: bytes) -> None:
    """Write a text, whole or not at all. It gets a line end if it has none."""
    write_file(path, sealed_text(data))


def sealed_text(data: bytes) -> bytes:
    """The text with its checksum."""
    if data and not data.endswith(b"\n"):
        data += b"\n"
    return data + _LINE + _digits(data) + b"\n"


def read_text(path: Path) -> bytes:
    """The text without the line of the checksum, which is right. Raises as :func:`read_json`."""
    return unsealed_text(path, read_file(path))


def unsealed_text(path: Path, data: bytes) -> bytes:
    """As :func:`read_text`, of the bytes of the file at ``path``."""
    text, tail = data[:-_TAIL], data[-_TAIL:]
    if not (tail.startswith(_LINE) and tail.endswith(b"\n")):
        raise IndexDamagedError(path, _CUT)
    if tail[len(_LINE) : -1] != _digits(text):
        raise IndexDamagedError(path, _CHANGED)
    return text


def missing(path: Path) -> IndexDamagedError:
    """The error for a file that every index with a commit has."""
    return IndexDamagedError(path, _MISSING)


def _digits(data: bytes) -> bytes:
    return b"%08x" % crc32(data)
