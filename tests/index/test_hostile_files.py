"""A hostile file is refused, or read with little memory, and never hangs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.index.hostile_files import HOSTILE

MOST = 500  # megabytes
# In a process of its own: a forked one would count what the tests have loaded.
SCRIPT = """
import resource, sys
from pathlib import Path
from corpus.errors import DocumentError
from corpus.read import read_document
from index.limits import Limits
from index.reader_process import ReaderProcess

process = ReaderProcess(read_document, Limits(seconds=60))
try:
    document = process.read(Path(sys.argv[1]), "a")
    print("read", len(document.paragraphs), *document.warnings)
except DocumentError as error:
    print("refused", error)
process.close()
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="peak memory is measured in other units")
@pytest.mark.parametrize("make", HOSTILE, ids=lambda make: make.__name__)
def test_hostile_file_needs_little_memory(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    path = make(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(path)],
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        cwd=Path(__file__).parents[2],
        check=True,
    )
    said, _, peak = done.stdout.rstrip().rpartition("\n")
    assert said.startswith(("read ", "refused "))
    assert "crashed" not in said
    assert "reader failed" not in said
    assert "took longer" not in said
    assert int(peak) <= MOST, said
