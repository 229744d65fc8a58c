"""What an index was made with, in ``cewen.json`` beside Whoosh's files."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

import corpus
from index.errors import IndexFormatError, IndexPlaceError

NAME = "cewen.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Meta:
    """``segmenter`` is a name, ``segmenter_version`` a name and a release, ``fold`` a digest."""

    format: int
    segmenter: str
    segmenter_version: str
    fold: str


@cache
def fold_digest() -> str:
    """Names the fold table: an index and a query folded differently would miss each other."""
    table = Path(corpus.__file__).with_name("fold.txt").read_bytes()
    return hashlib.blake2b(table, digest_size=8).hexdigest()


def write_meta(index: Path, meta: Meta) -> None:
    """Write it whole or not at all."""
    fresh = index / (NAME + ".new")
    fresh.write_text(json.dumps(asdict(meta), indent=2) + "\n", encoding="utf-8")
    fresh.replace(index / NAME)


def read_meta(index: Path) -> Meta:
    """What ``index`` was made with. Raises :class:`IndexPlaceError` if it is no index of ours, and
    :class:`IndexFormatError` if this version cannot search it."""
    try:
        held = json.loads((index / NAME).read_text(encoding="utf-8"))
        found = held["format"]
    except (FileNotFoundError, NotADirectoryError):
        raise IndexPlaceError(
            f"{index}: not an index of Cewen (no {NAME} in it). Build one: cewen index FOLDER"
        ) from None
    except (ValueError, KeyError, TypeError) as error:
        raise IndexFormatError(
            f"{index / NAME}: damaged ({error}). Build the index anew: cewen index --rebuild FOLDER"
        ) from None
    if found != FORMAT:
        raise IndexFormatError(
            f"{index}: index format {found}, but this version of Cewen reads format {FORMAT}. "
            "Build the index anew: cewen index --rebuild FOLDER"
        )
    meta = Meta(**held)
    if meta.fold != fold_digest():
        raise IndexFormatError(
            f"{index}: built with another fold table, so that searches would miss paragraphs. "
            "Build the index anew: cewen index --rebuild FOLDER"
        )
    return meta
