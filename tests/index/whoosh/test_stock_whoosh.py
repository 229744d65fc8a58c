"""Whoosh alone opens and searches our index."""

from __future__ import annotations

import subprocess
import sys
import venv
from importlib.metadata import distribution
from pathlib import Path

import pytest

from tests.conftest import HEARING, WORKSHOP, add_to

SEARCH = """
import sys
from whoosh.index import open_dir
from whoosh.query import Term
index = open_dir(sys.argv[1])
assert not {"index", "corpus", "searcher"} & set(sys.modules)
with index.searcher() as searcher:
    hits = searcher.search(Term("words", sys.argv[2]), limit=None)
    print(sorted((hit["s"][0] if isinstance(hit["s"][0], str) else hit["s"][0].decode("utf-16-le"),
        round(hit.score, 3)) for hit in hits))
"""


@pytest.fixture(scope="session")
def whoosh_only(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a virtual environment that has ``whoosh3`` and nothing else."""
    place = tmp_path_factory.mktemp("whoosh") / "env"
    venv.create(place, with_pip=False, symlinks=True)
    (site,) = [*place.glob("lib/python*/site-packages"), *place.glob("Lib/site-packages")]
    for file in distribution("whoosh3").files or ():
        if file.parts[0] == "whoosh" and file.suffix == ".py":
            target = site / file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read_binary())
    return place / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def test_whoosh_without_cewen_opens_and_searches_an_index(
    tmp_path: Path, whoosh_only: Path
) -> None:
    add_to(tmp_path / "index", [WORKSHOP])
    add_to(tmp_path / "index", [HEARING])
    done = subprocess.run(
        [str(whoosh_only), "-I", "-c", SEARCH, str(tmp_path / "index"), "权益"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={"PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"},
        check=False,
    )
    assert done.stderr == ""
    assert "平台工作者的權益需要保障。" in done.stdout
    assert "平台从业人员的权益保障办法正在起草。" in done.stdout
    assert done.stdout.count("。") == 2
