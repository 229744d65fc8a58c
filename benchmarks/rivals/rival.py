"""What every rival must be able to do."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.questions import Question


class Asking:
    """An index that was opened to be asked."""

    def ask(self, question: Question) -> int | None:
        """The best ten paragraphs fetched, and how many there are. None if it cannot be asked."""
        raise NotImplementedError

    def found(self, question: Question) -> set[int] | None:
        """The rows (from 0) of all body paragraphs that answer; None if it cannot tell."""
        raise NotImplementedError


class Rival:
    """An engine. ``index_of`` names the rival whose index it asks, when that is not its own;
    ``several`` processes build it, whose memory is measured in a run of its own.

    ``about`` says how it is used here, and what it cannot do.
    """

    name: str
    about: str
    index_of: str = ""
    asks = True
    several = False

    def missing(self) -> str:
        """Why it cannot be measured here; empty if it can."""
        return ""

    def version(self) -> str:
        """Names and releases of what it is made of."""
        raise NotImplementedError

    def command(self, grown: Path, index: Path) -> list[str]:
        """Builds the index, in a process of its own."""
        module = ["-m", "benchmarks.job", "build"]
        return [sys.executable, *module, self.name, str(grown), str(index)]

    def build(self, grown: Path, index: Path) -> None:
        """Index the bodies of a grown corpus in the folder ``index``, which is not there yet."""
        raise NotImplementedError

    def opened(self, index: Path) -> Asking:
        """The index, ready to be asked."""
        raise NotImplementedError


def releases(*names: str) -> str:
    """Names of installed distributions with their releases."""
    from importlib.metadata import version

    return ", ".join(f"{name} {version(name)}" for name in names)


def is_for_words(question: Question) -> bool:
    """Whether an engine that knows neither speakers nor topics can be asked."""
    return question.how in ("and", "or", "exact")
