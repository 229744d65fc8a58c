"""What an index was made with, in ``cewen.json`` beside Whoosh's files."""

from __future__ import annotations

import os
import zlib
from functools import cache
from pathlib import Path
from typing import NamedTuple

import corpus
from index.errors import IndexFormatError, IndexPlaceError

NAME = "cewen.json"
FORMAT = 4


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

    fresh = index / (NAME + ".new")
    with fresh.open("w", encoding="utf-8") as file:
        file.write(json.dumps(meta._asdict(), indent=2) + "\n")
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(index / NAME)


def check_meta(index: Path) -> None:
    """Raise what :func:`read_meta` raises if ``index`` cannot be searched.

    A file that holds what a search needs is not taken apart: importing JSON takes longer than the
    rest of this.
    """
    path = index / NAME
    text = path.read_bytes() if path.is_file() else b""
    needed = (f'"format": {FORMAT},', f'"fold": "{fold_digest()}"')
    if not all(one.encode() in text for one in needed):
        read_meta(index)


def read_meta(index: Path) -> Meta:
    """What ``index`` was made with. Raises :class:`IndexPlaceError` if it is no index of ours, and
    :class:`IndexFormatError` if this version cannot search it."""
    import json

    try:
        held = json.loads((index / NAME).read_text(encoding="utf-8"))
        found = held["format"]
    except (FileNotFoundError, NotADirectoryError):
        raise IndexPlaceError(
            f"{index}: not an index of Cewen (no {NAME} in it). Build one: cewen index FOLDER"
        ) from None
    except (ValueError, KeyError, TypeError) as error:
        raise _damaged(index, error) from None
    if found != FORMAT:
        raise IndexFormatError(
            f"{index}: index format {found}, but this version of Cewen reads format {FORMAT}. "
            f"Build the index anew: cewen index --rebuild --index {index} FOLDER"
        )
    try:
        meta = Meta(**held)
    except TypeError as error:
        raise _damaged(index, error) from None
    if meta.fold != fold_digest():
        raise IndexFormatError(
            f"{index}: built with another fold table, so that searches would miss paragraphs. "
            f"Build the index anew: cewen index --rebuild --index {index} FOLDER"
        )
    return meta


def _damaged(index: Path, error: Exception) -> IndexFormatError:
    return IndexFormatError(
        f"{index / NAME}: damaged ({error}). "
        f"Build the index anew: cewen index --rebuild --index {index} FOLDER"
    )
