"""ripgrep: no index, it reads all text for every question."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

from benchmarks.corpus import folded_bodies
from benchmarks.questions import Question
from benchmarks.rivals.rival import OpenIndex, Rival, uses_words_only
from corpus.fold import fold

_FILE = "bodies.txt"


class _OpenIndex(OpenIndex):
    def __init__(self, index: Path) -> None:
        self._file = str(index / _FILE)

    def _lines(self, question: Question, *options: str) -> bytes:
        terms = [fold(term) for term in question.terms]
        if question.how == "or":
            asked = [option for term in terms for option in ("-e", term)]
            return _run(["rg", "-F", *options, *asked, self._file])
        if len(terms) == 1:
            return _run(["rg", "-F", *options, "-e", terms[0], self._file])
        # One ripgrep after another, each on the output of the last, with line numbers.
        numbered = "-n" if "-n" in options else "-N"
        left = _run(["rg", "-F", numbered, "-e", terms[0], self._file])
        for term in terms[1:]:
            left = _run(["rg", "-F", "-N", "-e", term], left)
        return left if numbered == "-n" else str(left.count(b"\n")).encode()

    def search(self, question: Question) -> int | None:
        if not uses_words_only(question):
            return None
        return int(self._lines(question, "-c") or 0)

    def matching_rows(self, question: Question) -> set[int] | None:
        if not uses_words_only(question):
            return None
        numbers = re.findall(rb"^(\d+):", self._lines(question, "-n"), re.MULTILINE)
        return {int(number) - 1 for number in numbers}


def _run(command: list[str], given: bytes | None = None) -> bytes:
    done = subprocess.run(command, input=given, capture_output=True, check=False)
    if done.returncode > 1:  # 1: nothing found
        raise OSError(done.stderr.decode(errors="replace"))
    return done.stdout


class Ripgrep(Rival):
    name = "ripgrep"
    about = (
        "no index: counts the matching lines of one file of text folded by Cewen; "
        "a process for each question; no ranking, speakers, topics or variants"
    )

    def missing(self) -> str:
        return "" if shutil.which("rg") else "rg is not installed"

    def version(self) -> str:
        return _run(["rg", "--version"]).decode().splitlines()[0]

    def build(self, grown: Path, index: Path) -> None:
        index.mkdir()
        with (index / _FILE).open("w", encoding="utf-8") as out:
            out.writelines(text + "\n" for text in folded_bodies(grown))

    def open(self, index: Path) -> OpenIndex:
        return _OpenIndex(index)
