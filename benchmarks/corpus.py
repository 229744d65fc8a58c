"""The corpus that all rivals are measured on, grown to size.

The transcripts are shuffled once and taken until they hold enough body paragraphs; when there are
no more, they are taken again under other names. Rivals that index paragraphs are given the body
paragraphs as Cewen reads them. Cewen itself is given the files, and indexes the headings (labels
of who speaks) and the stage directions too.
"""

from __future__ import annotations

import json
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from itertools import count
from pathlib import Path

from corpus.fold import fold
from corpus.read import read_document

_SEED = 2026


@dataclass(frozen=True, slots=True)
class Grown:
    """What a grown corpus holds. ``bodies`` is the unit that every rival is measured in;
    ``paragraphs`` has the headings and directions too; ``characters`` are those of the bodies;
    ``times`` says how often a transcript is repeated at most."""

    files: int
    bodies: int
    paragraphs: int
    characters: int
    times: int


@cache
def _read(path: Path) -> tuple[int, tuple[str, ...]]:
    paragraphs = read_document(path, path.name).paragraphs
    return len(paragraphs), tuple(p.text for p in paragraphs if p.role == "body")


def grow(shared: Path, size: int, folder: Path) -> Grown:
    """Write into ``folder`` a corpus of at least ``size`` body paragraphs: the files, and
    ``bodies.jsonl`` with a body paragraph in each line, in the order of the files' names."""
    transcripts = sorted((shared / "corpus" / "transcripts").iterdir())
    random.Random(_SEED).shuffle(transcripts)
    files(folder).mkdir(parents=True)
    sums: Counter[str] = Counter()
    with (folder / "bodies.jsonl").open("w", encoding="utf-8") as out:
        for place in count():
            if sums["bodies"] >= size:
                break
            path = transcripts[place % len(transcripts)]
            paragraphs, bodies = _read(path)
            # Numbered, so that the order of names is the order of lines.
            shutil.copyfile(path, files(folder) / f"{place:06}-{path.name}")
            out.writelines(json.dumps(text, ensure_ascii=False) + "\n" for text in bodies)
            sums.update(
                files=1,
                bodies=len(bodies),
                paragraphs=paragraphs,
                characters=sum(map(len, bodies)),
            )
    grown = Grown(**sums, times=-(-sums["files"] // len(transcripts)))
    (folder / "grown.json").write_text(json.dumps(asdict(grown)), encoding="utf-8")
    return grown


def files(folder: Path) -> Path:
    """Where the files of a grown corpus are."""
    return folder / "files"


def bodies(folder: Path) -> Iterator[str]:
    """The body paragraphs of a grown corpus, as they are written."""
    with (folder / "bodies.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def folded_bodies(folder: Path) -> Iterator[str]:
    """The body paragraphs of a grown corpus, folded."""
    return map(fold, bodies(folder))
