"""Writes the checksums of a forged index anew, so that what is forged reaches the parsers.

Written from the description of the formats, not with Cewen's own writer: what an attacker would do.
"""

from __future__ import annotations

import re
import struct
import zlib
from pathlib import Path
from stat import S_ISREG

_PAGE = 4096
_CHECKSUMS = re.compile(r"checksums-(\d+)\.crc32")
_JSON_SEAL = re.compile(rb'\A\{\s*"crc32":\s*"[0-9a-f]{8}"(?=[,}])')
_TEXT_SEAL = re.compile(rb"# crc32 [0-9a-f]{8}\n\Z")
_JSON = ("cewen.json", "folders.json", "namesakes.json", "topics/origins.json",
         "people/origins.json")  # fmt: skip
_TEXT = ("topics.txt", "short_names.txt", "topics/*.toml", "people/*.toml")
_MOST = 1 << 30  # bytes: more would take longer to sum up than anything else


def seal(index: Path) -> None:
    """Make all checksums of an index right, of the files that are regular ones."""
    for pattern in _JSON:
        for path in index.glob(pattern):
            if _is_regular(path):
                _seal_json(path)
    for pattern in _TEXT:
        for path in index.glob(pattern):
            if _is_regular(path):
                _seal_text(path)
    for path in index.glob("checksums-*.crc32"):
        if _is_regular(path) and _CHECKSUMS.fullmatch(path.name):
            _sum_up(path)


def _is_regular(path: Path) -> bool:
    try:
        state = path.lstat()
    except (OSError, ValueError):
        return False
    return S_ISREG(state.st_mode) and state.st_size <= _MOST and state.st_nlink == 1


def _seal_json(path: Path) -> None:
    data = path.read_bytes()
    if found := _JSON_SEAL.match(data):
        rest = data[found.end() :]
        path.write_bytes(b'{"crc32": "%08x"' % zlib.crc32(rest) + rest)


def _seal_text(path: Path) -> None:
    data = _TEXT_SEAL.sub(b"", path.read_bytes())
    path.write_bytes(data + b"# crc32 %08x\n" % zlib.crc32(data))


def _sum_up(path: Path) -> None:
    """The file of checksums, with those of all files as they are now."""
    head, _, _ = path.read_bytes().partition(b"\n\n")
    first, *listed = head.split(b"\n")
    names = [line.partition(b" ")[2].decode() for line in listed]
    lines, sums = [first], b""
    for name in names:
        file = path.with_name(name)
        data = file.read_bytes() if _is_regular(file) else b""
        lines.append(b"%d %s" % (len(data), name.encode()))
        pages = [zlib.crc32(data[at : at + _PAGE]) for at in range(0, len(data), _PAGE)]
        sums += struct.pack(f"<{len(pages)}I", *pages)
    written = b"\n".join(lines) + b"\n\n" + sums
    path.write_bytes(written + struct.pack("<I", zlib.crc32(written)))
