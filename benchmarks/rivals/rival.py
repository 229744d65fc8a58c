"""The interface of an engine in the comparison."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.questions import Question


class OpenIndex:
    """An index that is open for searching."""

    def search(self, question: Question) -> int | None:
        """Fetch the best ten paragraphs and return the number of all. None: it cannot be asked."""
        raise NotImplementedError

    def matching_rows(self, question: Question) -> set[int] | None:
        """Return the rows (from 0) of all body paragraphs that match; None if it cannot."""
        raise NotImplementedError


class Rival:
    """An engine. ``about`` says how it is used here, and what it cannot do.

    ``index_of`` names the rival whose index it searches, if it has none of its own. ``several``:
    several processes build the index, and their memory is measured in a run of its own.
    """

    name: str
    about: str
    index_of: str = ""
    searches = True
    several = False

    def missing(self) -> str:
        """Return why it cannot be measured here; empty if it can."""
        return ""

    def version(self) -> str:
        """Return the names and versions of its parts."""
        raise NotImplementedError

    def command(self, grown: Path, index: Path) -> list[str]:
        """Return the command that builds the index."""
        module = ["-m", "benchmarks.job", "build"]
        return [sys.executable, *module, self.name, str(grown), str(index)]

    def build(self, grown: Path, index: Path) -> None:
        """Index the bodies of a corpus in the folder ``index``, which does not exist yet."""
        raise NotImplementedError

    def open(self, index: Path) -> OpenIndex:
        """Open the index for searching."""
        raise NotImplementedError


def releases(*names: str) -> str:
    """Return the names of installed distributions with their versions."""
    from importlib.metadata import version

    return ", ".join(f"{name} {version(name)}" for name in names)


def uses_words_only(question: Question) -> bool:
    """Whether an engine without speakers and topics can answer the question."""
    return question.how in ("and", "or", "exact")
