"""The versions of the rules that an index is made with, and what a change of them asks for."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from corpus.read import SUFFIXES
from corpus.rules import annotation_digest, reading_digest
from index.analysis.word_segmentation import segmenter_version

_ANALYSIS = (
    "batch.py",
    "defined_names.py",
    "general_words.txt",
    "grams.py",
    "side_words.txt",
    "spacing.py",
    "sides.py",
    "word_segmentation.py",
)


class Rules(NamedTuple):
    """Digests of the rules.

    ``reading``: for each format, by suffix, of what makes paragraphs of a file. ``annotation``: of
    what finds words, statements and topics in given paragraphs; the user's topics are not in it.
    """

    reading: Mapping[str, str]
    annotation: str


def current_rules(segmenter: str) -> Rules:
    """The rules of this version of Cewen, for an index with this word segmenter."""
    return Rules(
        {suffix: reading_digest(suffix) for suffix in SUFFIXES},
        f"{annotation_digest()}-{_analysis_digest(segmenter)}",
    )


def _analysis_digest(segmenter: str) -> str:
    """A digest of the code that cuts words and finds sides, and of the releases of libraries."""
    import hashlib  # takes longer to import than all of this

    digest = hashlib.blake2b(digest_size=8)
    for name in _ANALYSIS:
        source = Path(__file__).parent / "analysis" / name
        digest.update(source.read_bytes().replace(b"\r\n", b"\n"))
    for library in (segmenter, "opencc"):
        digest.update(segmenter_version(library).encode())
    return digest.hexdigest()
