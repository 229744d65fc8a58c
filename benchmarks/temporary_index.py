"""An index of all test documents, for the benchmarks that search it."""

from __future__ import annotations

import argparse
import platform
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.update import update
from index.whoosh.reader import Reader


def arguments(about: str | None) -> argparse.ArgumentParser:
    """Return a parser with the arguments that all these benchmarks have."""
    parser = argparse.ArgumentParser(
        description=about, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("shared", type=Path, metavar="SHARED_DIR", help="holds corpus/")
    parser.add_argument(
        "--index", type=Path, help="an index of corpus/; by default a temporary one is built"
    )
    parser.add_argument("--seed", type=int, default=2026)
    return parser


@contextmanager
def indexed(shared: Path, index: Path | None) -> Iterator[Path]:
    """Give the folder of an index of ``shared/corpus``: ``index``, or else a temporary one."""
    if index is not None:
        yield index
        return
    with tempfile.TemporaryDirectory() as folder:
        started = time.perf_counter()
        update(Path(folder) / "index", [shared / "corpus"])
        print(f"indexed in {time.perf_counter() - started:.1f} s")
        yield Path(folder) / "index"


def bodies(reader: Reader, least: int = 1) -> list[int]:
    """Return the numbers of all body paragraphs of at least ``least`` characters, in order."""
    numbers = reader.postings("role", "body").numbers
    return [n for n in numbers if len(reader.text(n)) >= least]


def machine() -> str:
    """Return the processor, the Python version and the system, in one line."""
    return f"{platform.machine()}, Python {platform.python_version()}, {sys.platform}"
