"""Recoll, desktop search on Xapian: whole files, Chinese by pairs of characters."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

from benchmarks.corpus import files
from benchmarks.questions import Question
from benchmarks.rivals.rival import OpenIndex, Rival, uses_words_only
from corpus.fold import fold


class _OpenIndex(OpenIndex):
    def __init__(self, index: Path) -> None:
        self._index = str(index)

    def search(self, question: Question) -> int | None:
        if not uses_words_only(question):
            return None
        command = ["recollq", "-c", self._index, "-n", "10", "-q", fold(question.typed)]
        if question.how == "or":
            command[-1] = " OR ".join(map(fold, question.terms))
        said = subprocess.run(command, capture_output=True, check=True, text=True).stdout
        count = re.search(r"^(\d+) results", said, re.MULTILINE)
        return int(count[1]) if count else 0

    def matching_rows(self, question: Question) -> set[int] | None:
        return None


class Recoll(Rival):
    name = "recoll"
    about = (
        "folded files, not paragraphs: its hits are files; a process for each question; "
        "no speakers, topics or variants"
    )

    def missing(self) -> str:
        return "" if shutil.which("recollindex") else "recollindex is not installed"

    def version(self) -> str:
        # It has no option for it, but a usage error prints the version.
        said = subprocess.run(["recollq", "--version"], capture_output=True, check=False, text=True)
        release = re.search(r"Recoll \S+ \+ Xapian \S+", said.stdout + said.stderr)
        return release[0] if release else "Recoll of an unknown release"

    def build(self, grown: Path, index: Path) -> None:
        index.mkdir()
        texts = grown / "folded"
        texts.mkdir(exist_ok=True)
        for path in files(grown).iterdir():
            text = fold(path.read_text(encoding="utf-8-sig"))
            (texts / path.with_suffix(".txt").name).write_text(text, encoding="utf-8")
        (index / "recoll.conf").write_text(f"topdirs = {texts.resolve()}\n", encoding="utf-8")
        command = ["recollindex", "-c", str(index)]
        subprocess.run(command, capture_output=True, check=True)

    def open(self, index: Path) -> OpenIndex:
        return _OpenIndex(index)
