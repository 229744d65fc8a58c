"""Time whole commands, each in a process of its own.

The file cache is warm and all modules are compiled. Everything else is cold.
"""

from __future__ import annotations

import compileall
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import corpus
import index
import searcher
from benchmarks.measure import CommandFailed, Measured, alternated, measured
from benchmarks.rivals.cewen import program

_WORD = "平台"

# The usual way to use Whoosh, as a program. rjieba tokenized the index: nearly the same words.
_STOCK = """
import sys
import click
from whoosh import index
from whoosh.qparser import QueryParser
from jieba.analyse import ChineseAnalyzer
opened = index.open_dir(sys.argv[1])
schema = opened.schema
schema["text"].analyzer = ChineseAnalyzer()
with opened.searcher() as searcher:
    results = searcher.search(QueryParser("text", schema).parse(sys.argv[2]), limit=10)
    for hit in results:
        click.echo(hit.highlights("text"))
    click.echo(len(results))
"""


def commands(cewen: Path, stock: Path | None) -> dict[str, list[str]]:
    """Return the commands to compare, for an index of Cewen and one of stock Whoosh."""
    python = sys.executable
    found = {
        f"cewen search {_WORD}": [program(), "search", _WORD, "--index", str(cewen)],
        "cewen --version": [program(), "--version"],
        "python -c 'import click, whoosh.index'": [python, "-c", "import click, whoosh.index"],
        "python -c pass": [python, "-c", "pass"],
    }
    if stock is not None:
        found["stock Whoosh + jieba"] = [python, "-c", _STOCK, str(stock), _WORD]
    return found


def started(
    cewen: Path, stock: Path | None, times: int, failed: Callable[[str, CommandFailed], None]
) -> dict[str, list[Measured]]:
    """Run every command ``times`` times, in turns, after one round that does not count."""
    # pip compiles what it installs, but not a checkout, and PYTHONDONTWRITEBYTECODE may be set.
    for package in (corpus, index, searcher):
        compileall.compile_dir(package.__path__[0], quiet=1)
    runs: dict[str, Callable[[], Measured]] = {
        name: partial(measured, command) for name, command in commands(cewen, stock).items()
    }
    first = alternated(runs, 1, failed)
    return alternated({name: runs[name] for name in first}, times, failed)


def indexed_again(folder: Path, times: int) -> dict[str, list[Measured]]:
    """Run ``cewen index`` where nothing has changed: on 1,000 files, and on one as a baseline."""
    runs: dict[str, Callable[[], Measured]] = {}
    for count in (1000, 1):
        texts = folder / f"files-{count}"
        texts.mkdir(parents=True)
        for number in range(count):
            text = f"第{number}號會議紀錄\n\n本次會議討論平台工作者的保障，以及演算法的透明。\n"
            (texts / f"{number:04}.txt").write_text(text, encoding="utf-8")
        command = [program(), "index", str(texts), "--index", str(folder / f"index-{count}")]
        measured(command)
        runs[f"second cewen index, files: {count}"] = partial(measured, command)
    return alternated(runs, times)
