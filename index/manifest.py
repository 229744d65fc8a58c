"""The manifest of an index, ``cewen.json``: what the index was made with."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

import corpus
from index.errors import (
    IndexDamagedError,
    IndexFormatError,
    IndexPlaceError,
    IndexUnfinishedError,
)
from index.field_names import SEGMENTERS
from index.location import FOLDER
from index.safe_files import read_file
from index.sealed_file import has_json_seal, missing, unsealed_json, write_json
from index.whoosh.w3.layout import CONTENTS_FILE, LOCK_FILE, WRITER_FILE

NAME = "cewen.json"
BEGUN = frozenset({f"{NAME}.new", LOCK_FILE, WRITER_FILE})
"""What a first build that was killed at once leaves: files before the manifest."""
FORMAT = 7


class Manifest(NamedTuple):
    """What an index was made with. Everything but the first two is empty until the first commit.

    ``segmenter`` is a name, ``segmenter_version`` a name and a release. The others are digests: of
    the fold table, of the thesaurus that the paragraphs were tagged with, and of the rules (see
    :class:`index.rules.Rules`).
    """

    format: int
    segmenter: str
    segmenter_version: str = ""
    fold: str = ""
    topics: str = ""
    annotation: str = ""
    reading: Mapping[str, str] = {}  # never changed


@cache
def fold_digest() -> str:
    """Names the fold table: an index and a query folded differently would miss each other."""
    table = Path(corpus.__file__).with_name("fold.txt").read_bytes()
    return f"{zlib.crc32(table):08x}"


def write_manifest(index: Path, manifest: Manifest) -> None:
    """Write it whole or not at all."""
    write_json(index / NAME, manifest._asdict(), indent=2)


def check_manifest(index: Path) -> None:
    """Raise what :func:`read_manifest` raises if ``index`` cannot be searched.

    A file that holds what a search needs is not taken apart: importing JSON takes longer than the
    rest of this.
    """
    try:
        text = read_file(index / NAME)
    except (FileNotFoundError, NotADirectoryError):
        text = b""
    needed = (f'"format": {FORMAT},', f'"fold": "{fold_digest()}"')
    if all(one.encode() in text for one in needed):
        unsealed_json(index / NAME, text)
    else:
        read_manifest(index)


def read_manifest(index: Path, *, to_search: bool = True) -> Manifest:
    """What ``index`` was made with.

    :raises IndexPlaceError: it is not an index of ours.
    :raises IndexUnfinishedError: its first build has only begun.
    :raises IndexFormatError: this version cannot read it or, if ``to_search``, would search it with
        another fold table.
    """
    import json

    try:
        data = read_file(index / NAME)
        is_sealed = has_json_seal(data)
        found = json.loads(unsealed_json(index / NAME, data) if is_sealed else data.decode())
        version = found["format"]
    except (FileNotFoundError, NotADirectoryError):
        names = {path.name for path in index.iterdir()} if index.is_dir() else {""}
        if names <= BEGUN and (names or index.name == FOLDER):
            raise unfinished(index) from None
        if any(map(CONTENTS_FILE.fullmatch, names)):
            raise missing(index / NAME) from None
        raise IndexPlaceError(
            "{index}: not an index of Cewen (no {file} in it). Build one: cewen index FOLDER",
            index=index,
            file=NAME,
        ) from None
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise IndexDamagedError(index / NAME, str(error)) from None
    if version == FORMAT and not is_sealed:  # as formats before the seventh were
        unsealed_json(index / NAME, data)
    if version != FORMAT:
        raise IndexFormatError(
            "{index}: index format {version}, but this version of Cewen reads format {format}. "
            "Build the index anew: cewen index --rebuild --index {index} FOLDER",
            index=index,
            version=version,
            format=FORMAT,
        )
    try:
        manifest = Manifest(**found)
        if not all(isinstance(text, str) for text in (*manifest[1:-1], *manifest.reading.values())):
            raise TypeError("a value is not text")
        if manifest.segmenter not in SEGMENTERS:
            raise TypeError("the word segmenter is unknown")
    except (TypeError, AttributeError) as error:
        raise IndexDamagedError(index / NAME, str(error)) from None
    if to_search and manifest.fold != fold_digest():
        raise IndexFormatError(
            "{index}: made with another table of equal characters, so searches would miss "
            "paragraphs. Bring it up to date: cewen index --index {index} FOLDER",
            index=index,
        )
    return manifest


def was_finished(index: Path) -> bool:
    """Whether an index has had a commit, as far as its manifest says."""
    try:
        return bool(read_manifest(index, to_search=False).topics)
    except (IndexPlaceError, IndexUnfinishedError, IndexFormatError):
        return False


def check_missing(index: Path, path: Path) -> None:
    """Raise :class:`IndexDamagedError` for a file that is not there, unless the index has had no
    commit: until then, no file is missed."""
    if was_finished(index):
        raise missing(path)


def unfinished(index: Path) -> IndexUnfinishedError:
    """The error for an index whose first build has not committed anything."""
    again = str(index.parent) if index.name == FOLDER else f"--index {index} FOLDER"
    return IndexUnfinishedError(
        "{index}: the first build of this index is still running, or was interrupted. "
        "Wait for it, or run it again: cewen index {arguments}",
        index=index,
        arguments=again,
    )
