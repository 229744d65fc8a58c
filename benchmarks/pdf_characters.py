"""Compare our PDF reader with pdftotext: ``python -m benchmarks.pdf_characters FOLDER``.

For each PDF file below the folder: how many Chinese characters pdftotext finds, how many of them
(counted as in a bag) our paragraphs and the running heads that we leave out contain, and the CPU
times of both. Text that is drawn twice counts as missing, because we read it once. Needs pdftotext
and, for old encodings, the package poppler-data.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from corpus.errors import DocumentError
from corpus.fold import fold
from corpus.readers.pdf import reader
from corpus.readers.pdf.furniture import PageLines, drop_furniture
from corpus.readers.pdf.native import without_doubles


class Compared(NamedTuple):
    """One file: Chinese characters, how many of them we have, and CPU seconds."""

    name: str
    characters: int
    kept: int
    theirs: float
    ours: float
    note: str = ""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print one line for each file, and the sum."""
    parser = argparse.ArgumentParser(description=__doc__, add_help=True)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args(arguments).folder
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() == ".pdf")
    found = [compare(path) for path in files]
    print("| file | characters | kept | share | pdftotext, s | ours, s | |")
    print("|---|---|---|---|---|---|---|")
    for one in [*found, _sum([one for one in found if not one.note])]:
        share = one.kept / max(1, one.characters)
        print(
            f"| {one.name} | {one.characters:,} | {one.kept:,} | {share:.4f} "
            f"| {one.theirs:.2f} | {one.ours:.2f} | {one.note} |"
        )
    return 0


def compare(path: Path) -> Compared:
    """Read a file with both."""
    began = _children()
    done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=False)
    theirs = _children() - began
    wanted = _counted(done.stdout.decode("utf-8", "replace"))
    start = time.process_time()
    note, text = "", ""
    with _left_out() as heads:
        try:
            text = "".join(line.text for line in reader.read_pdf(path).lines)
        except DocumentError as error:
            note = str(error).partition(";")[0]
    ours = time.process_time() - start
    kept = (wanted & _counted(text + "".join(heads))).total()
    return Compared(path.name, wanted.total(), kept, theirs, ours, note)


@contextmanager
def _left_out() -> Iterator[list[str]]:
    """Collect the text of the running heads that the reader leaves out meanwhile."""
    texts: list[str] = []

    def drop(pages: Sequence[PageLines]) -> tuple[list[PageLines], int]:
        kept, count = drop_furniture(pages)
        for before, after in zip(pages, kept, strict=True):
            stays = set(map(id, after.lines))
            texts.extend(s.text for line in before.lines if id(line) not in stays for s in line)
        return kept, count

    with patch.object(reader, "drop_furniture", drop):
        yield texts


def _counted(text: str) -> Counter[str]:
    """Count Chinese characters, equal ones together."""
    folded = fold(without_doubles(text).replace("\u200b", ""))
    return Counter(char for char in folded if "\u4e00" <= char <= "\u9fff")


def _children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _sum(found: Sequence[Compared]) -> Compared:
    return Compared(
        f"all {len(found)} files",
        sum(one.characters for one in found),
        sum(one.kept for one in found),
        sum(one.theirs for one in found),
        sum(one.ours for one in found),
    )


if __name__ == "__main__":
    sys.exit(main())
