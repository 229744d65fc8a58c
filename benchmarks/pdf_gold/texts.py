"""The gold texts: paragraphs with roles, from ``benchmarks/gold/pdf``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from opencc import OpenCC

FOLDER = Path(__file__).parents[1] / "gold" / "pdf"
NAMES = tuple(sorted(path.stem for path in FOLDER.glob("*.txt")))
NOTE_MARK = re.compile(r"\[(\d)\]")
_SPACE = re.compile(r"[ \u3000\u00a0]+")


class Part(NamedTuple):
    """A paragraph as it is set. ``label``: its beginning in bold."""

    role: str
    text: str
    label: str = ""

    @property
    def paragraph(self) -> str:
        """The text that a reader returns: raised marks of notes are left out."""
        return bare(self.label + NOTE_MARK.sub("", self.text))


def bare(text: str) -> str:
    """Return a text without blanks: a blank at the end of a line is not drawn.

    Tabs stay, so that the cells of a row stay apart.
    """
    return _SPACE.sub("", text)


def gold(name: str, *, hans: bool) -> list[Part]:
    """Return the parts of a text in one script."""
    content = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    content = OpenCC("t2s" if hans else "s2t").convert(content)
    return [_part(line) for line in content.splitlines() if line]


def _part(line: str) -> Part:
    role, _, text = line.partition("\t")
    if role == "turn":
        number, label, text = text.split("|")
        return Part(role, text, f"{number}　{label}" if number else label)
    return Part(role, text)


def lost(parts: Sequence[Part], found: Sequence[str]) -> list[Part]:
    """Return the parts that are not among the paragraphs ``found``, each counted once."""
    rest = [bare(text) for text in found]
    missing = []
    for part in parts:
        if part.paragraph in rest:
            rest.remove(part.paragraph)
        else:
            missing.append(part)
    return missing
