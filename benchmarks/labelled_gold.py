"""The invented records with labels of ``gold/labelled.txt`` in, their annotations out."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from corpus.read import read_document
from corpus.speakers.attribution import attribute

_GOLD = Path(__file__).with_name("gold") / "labelled.txt"
_HEAD = re.compile(r"===== (?P<name>\S+) (?P<script>hant|hans) (?P<half>[a-z]+)")
_SAID = re.compile(r"\{(?P<names>[^{}|]+)\|(?P<words>[^{}]*)\}")


class Words(NamedTuple):
    """``speaker`` says the letters and digits ``[start, end)`` of a text."""

    start: int
    end: int
    speaker: str
    person: bool
    guess: bool = False


class Text(NamedTuple):
    """A record. ``half`` is the round in which it was written: "first" before the rules, the others
    after those of the round before."""

    name: str
    script: str
    half: str
    content: str
    said: tuple[Words, ...]

    def found(self) -> list[Words]:
        """Return the statements that the attribution finds."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / self.name
            path.write_text(self.content, encoding="utf-8")
            document = attribute(read_document(path, self.name))
        letters = _alphanumeric(self.content)
        found: list[Words] = []
        position = 0
        for paragraph in document.paragraphs:
            own = _alphanumeric(paragraph.text)
            # Readers leave out numbers and times, so we look for the paragraph.
            position = max(letters.find(own, position), position)
            for one in paragraph.statements:
                start = position + len(_alphanumeric(paragraph.text[: one.start]))
                end = start + len(_alphanumeric(paragraph.text[one.start : one.end]))
                person = one.speaker.kind == "person"
                guess = one.certainty == "guess"
                found.append(Words(start, end, one.speaker.name, person, guess))
            position += len(own)
        return found


def labelled_texts() -> Iterator[Text]:
    """Yield the records in the order of the file."""
    head: re.Match[str] | None = None
    lines: list[str] = []
    for line in [*_GOLD.read_text(encoding="utf-8").splitlines(), "===== end hant first"]:
        if found := _HEAD.fullmatch(line):
            if head is not None:
                yield _text(head, "\n".join(lines) + "\n")
            head, lines = found, []
        elif head is not None:
            lines.append(line)


def _text(head: re.Match[str], marked: str) -> Text:
    content = ""
    said: list[Words] = []
    position = 0
    for found in _SAID.finditer(marked):
        content += marked[position : found.start()]
        start = len(_alphanumeric(content))
        content += found["words"]
        end = len(_alphanumeric(content))
        for name in found["names"].split("+"):
            said.append(Words(start, end, name.lstrip("*"), name[0] != "*"))
        position = found.end()
    content += marked[position:]
    return Text(head["name"], head["script"], head["half"], content, tuple(said))


def _alphanumeric(text: str) -> str:
    return "".join(filter(str.isalnum, text))
