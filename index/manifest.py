"""What an index was made with, in ``cewen.json`` beside Whoosh's files."""

from __future__ import annotations

import zlib
from functools import cache
from pathlib import Path
from typing import NamedTuple

import corpus
from index.errors import IndexDamagedError, IndexFormatError, IndexPlaceError
from index.safe_files import read_file, write_file

NAME = "cewen.json"
FORMAT = 5


class Meta(NamedTuple):
    """``segmenter`` is a name, ``segmenter_version`` a name and a release; ``fold`` and ``topics``
    are digests of the fold table and of the thesaurus that the paragraphs were tagged with. The
    release and the topics are empty till the first commit."""

    format: int
    segmenter: str
    segmenter_version: str
    fold: str
    topics: str = ""


@cache
def fold_digest() -> str:
    """Names the fold table: an index and a query folded differently would miss each other."""
    table = Path(corpus.__file__).with_name("fold.txt").read_bytes()
    return f"{zlib.crc32(table):08x}"


def write_meta(index: Path, meta: Meta) -> None:
    """Write it whole or not at all."""
    import json

    write_file(index / NAME, (json.dumps(meta._asdict(), indent=2) + "\n").encode())


def check_meta(index: Path) -> None:
    """Raise what :func:`read_meta` raises if ``index`` cannot be searched.

    A file that holds what a search needs is not taken apart: importing JSON takes longer than the
    rest of this.
    """
    try:
        text = read_file(index / NAME)
    except (FileNotFoundError, NotADirectoryError):
        text = b""
    needed = (f'"format": {FORMAT},', f'"fold": "{fold_digest()}"')
    if not all(one.encode() in text for one in needed):
        read_meta(index)


def read_meta(index: Path) -> Meta:
    """What ``index`` was made with. Raises :class:`IndexPlaceError` if it is no index of ours, and
    :class:`IndexFormatError` if this version cannot search it."""
    import json

    try:
        held = json.loads(read_file(index / NAME).decode())
        found = held["format"]
    except (FileNotFoundError, NotADirectoryError):
        raise IndexPlaceError(
            f"{index}: not an index of Cewen (no {NAME} in it). Build one: cewen index FOLDER"
        ) from None
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise IndexDamagedError(index / NAME, str(error)) from None
    if found != FORMAT:
        raise IndexFormatError(
            f"{index}: index format {found}, but this version of Cewen reads format {FORMAT}. "
            f"Build the index anew: cewen index --rebuild --index {index} FOLDER"
        )
    try:
        meta = Meta(**held)
    except TypeError as error:
        raise IndexDamagedError(index / NAME, str(error)) from None
    if meta.fold != fold_digest():
        raise IndexFormatError(
            f"{index}: built with another fold table, so that searches would miss paragraphs. "
            f"Build the index anew: cewen index --rebuild --index {index} FOLDER"
        )
    return meta
