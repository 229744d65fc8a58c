"""Indexes with records that no run of ours would write."""

from __future__ import annotations

from pathlib import Path

from index.analysis.analyze import analyze_document
from index.analysis.word_segmentation import preferred_segmenter, segmenter_version
from index.manifest import FORMAT, Manifest, fold_digest, write_manifest
from index.stored_record import Origin
from index.topic_files import write_names
from index.whoosh.writer import BulkWriter
from searcher.service import Index
from tests.conftest import STATE, THESAURUS, document


def forged_index(folder: Path, origin: Origin) -> Index:
    """An index of one document, ``forged``, that was read from ``origin``."""
    folder.mkdir(parents=True, exist_ok=True)
    name = preferred_segmenter()
    write_manifest(folder, Manifest(FORMAT, name, segmenter_version(name), fold_digest()))
    write_names(folder, THESAURUS)
    with BulkWriter(folder) as writer:
        forged = document("forged", ["偽造的一段。"])
        writer.add(analyze_document(forged, origin, STATE, name, writer.encode))
    return Index(folder)
