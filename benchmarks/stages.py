"""Time the stages of ``cewen index``: ``python -m benchmarks.stages SHARED_DIR``.

All stages run in one process; each has its processor time and its share of the sum. ``to another
process`` is the extra cost of a worker process, whose results are pickled and unpickled.
"""

from __future__ import annotations

import argparse
import pickle
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.corpus import files, grow
from corpus.fold_arrays import fold_all
from corpus.read import read_document
from corpus.speakers.attribution import attribute
from corpus.topics.tagger import Tagger
from corpus.topics.thesaurus import Thesaurus
from index.analysis.analyze import analyze_document
from index.analysis.batch import cut_texts
from index.analysis.word_segmentation import load_segmenter, preferred_segmenter, simplify
from index.stored_record import FileState, Origin, records
from index.whoosh.w3.stored_column import encode_records
from index.whoosh.writer import BulkWriter

Stages = Counter[str]
_NOWHERE, _STATE = Origin("", ""), FileState(0, 0, "")


@contextmanager
def _timed(spent: Stages, stage: str) -> Iterator[None]:
    began = time.process_time()
    try:
        yield
    finally:
        spent[stage] += time.process_time() - began  # type: ignore[assignment]


def stages(folder: Path, index: Path) -> Stages:
    """Return processor seconds by stage for all files of ``folder``. A stage ``of it`` is a part
    of the one above, measured by doing it again."""
    spent: Stages = Counter()
    segmenter = preferred_segmenter()
    with _timed(spent, "loading topics"):
        tagger = Tagger(Thesaurus.load())
    index.mkdir()
    with BulkWriter(index) as writer:
        for path in sorted(folder.iterdir()):
            with _timed(spent, "reading"):
                document = read_document(path, path.name)
            with _timed(spent, "attribution"):
                document = attribute(document)
            with _timed(spent, "topics"):
                document = tagger.tag(document)
            with _timed(spent, "preparing"):
                ready = analyze_document(document, _NOWHERE, _STATE, segmenter, writer.encode)
            texts = [paragraph.text for paragraph in document.paragraphs]
            with _timed(spent, "of it: folding"):
                fold_all(texts)
            with _timed(spent, "of it: simplifying"):
                simplified = simplify("\f".join(texts))
            with _timed(spent, "of it: cutting"):
                load_segmenter(segmenter)(simplified)
            with _timed(spent, "of it: all of words"):
                cut_texts(texts, segmenter)
            with _timed(spent, "of it: storing"):
                encode_records(records(document, _NOWHERE, _STATE, [b""] * len(texts)))
            with _timed(spent, "to another process"):
                pickle.loads(pickle.dumps(ready))
            with _timed(spent, "writing"):
                writer.add(ready)
        began = time.process_time()
    spent["commit"] += time.process_time() - began  # type: ignore[assignment]
    return spent


def main() -> None:
    parser = argparse.ArgumentParser(description="Time the stages of indexing.")
    parser.add_argument("shared", type=Path, metavar="SHARED_DIR")
    parser.add_argument("--size", type=int, default=20_000, help="body paragraphs")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        grown = grow(options.shared, options.size, Path(scratch) / "corpus")
        print(grown)
        spent = stages(files(Path(scratch) / "corpus"), Path(scratch) / "index")
    parts = {stage: s for stage, s in spent.items() if not stage.startswith(("of it", "to "))}
    for stage, seconds in spent.items():
        print(f"{stage:32}{seconds:7.2f} s {seconds / sum(parts.values()):6.1%}")
    print(f"{'together':32}{sum(parts.values()):7.2f} s")


if __name__ == "__main__":
    main()
