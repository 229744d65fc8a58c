"""The corpus of a given size that all engines index.

The transcripts are shuffled once and copied until they have enough body paragraphs, if necessary
several times under new names. The other engines index the body paragraphs as Cewen reads them.
Cewen reads the files, and also indexes the headings (speakers' labels) and the stage directions.
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
    """The size of a corpus. ``bodies`` counts body paragraphs, the unit of all comparisons;
    ``paragraphs`` also counts headings and directions; ``characters`` counts those of the bodies;
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
    """Write a corpus of at least ``size`` body paragraphs into ``folder``: the files, and
    ``bodies.jsonl`` with one body paragraph a line, in the order of the file names."""
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
            # The numbers make the order of the names the order of the lines.
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
    """Return the folder with the files of a corpus."""
    return folder / "files"


def bodies(folder: Path) -> Iterator[str]:
    """Yield the body paragraphs of a corpus, unfolded."""
    with (folder / "bodies.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def folded_bodies(folder: Path) -> Iterator[str]:
    """Yield the body paragraphs of a corpus, folded."""
    return map(fold, bodies(folder))
