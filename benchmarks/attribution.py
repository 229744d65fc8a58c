"""Measure the attribution: ``python -m benchmarks.attribution SHARED_DIR``.

Gold standards:

- the first report, annotated by hand (``gold/`` of SHARED_DIR), with its own paragraphs;
- the second report, annotated by hand (``gold/`` here): offsets count letters and digits;
- the labelled transcripts: the speaker of every letter, computed from the raw lines of the files;
- the prose of the tests (``tests/corpus/speakers/prose.py``);
- invented news reports, press releases, gazettes, press conferences, council reports and
  interviews in both scripts (``gold/prose-1.txt`` and later ones here). Each part but the first
  was written when the rules were done.

A statement is right if its speaker is right and it contains 80 % of the annotated characters and is
at most twice as long. Borderline annotations count neither as right nor as wrong.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.document import Document, Paragraph, Role
from corpus.read import read_document
from corpus.readers.inline_markup import plain_text
from corpus.speakers.attribution import attribute
from tests.corpus.speakers.prose import CASES, read_case

_GOLD = Path(__file__).with_name("gold")
# Nobody is called 問 or 答.
_ROLE_NAMES = {"問": "提問者", "答": "回答者"}
_ROLES: dict[str, Role] = {"title": "heading", "heading": "heading", "byline": "byline"}


@dataclass(frozen=True, slots=True)
class Said:
    """``speaker`` says the characters ``[start, end)`` of paragraph (or file) number ``n``."""

    n: int
    start: int
    end: int
    speaker: str
    person: bool
    certain: bool = True

    def answers(self, other: Said) -> bool:
        """Whether this statement is right where the annotation is ``other``."""
        common = min(self.end, other.end) - max(self.start, other.start)
        return (
            (self.n, self.speaker) == (other.n, other.speaker)
            and common >= 0.8 * (other.end - other.start)
            and 2 * common >= self.end - self.start
        )


def said(document: Document) -> list[Said]:
    """Return the statements of ``document`` without guesses, offsets within each paragraph."""
    return [
        Said(p.number, s.start, s.end, s.speaker.name, s.speaker.kind == "person")
        for p in document.paragraphs
        for s in p.statements
        if s.certainty != "guess"
    ]


def score(found: Sequence[Said], answers: Sequence[Said]) -> tuple[int, int, int, int]:
    """Return (annotations found, annotations, statements right, statements), not borderline."""
    certain = [one for one in answers if one.certain]
    hit = sum(any(mine.answers(one) for mine in found) for one in certain)
    counted = [
        mine for mine in found if not any(mine.answers(one) and not one.certain for one in answers)
    ]
    right = sum(any(mine.answers(one) for one in certain) for mine in counted)
    return hit, len(certain), right, len(counted)


def report(label: str, found: Sequence[Said], answers: Sequence[Said]) -> None:
    """Print recall and precision, for persons and for all speakers."""
    for kind in ("persons", "all"):
        ours = [one for one in found if one.person or kind == "all"]
        theirs = [one for one in answers if one.person or kind == "all"]
        hit, wanted, right, counted = score(ours, theirs)
        print(f"{label:20} {kind:8} recall {hit:3}/{wanted:3} = {hit / max(wanted, 1):.3f}", end="")
        print(f"   precision {right:3}/{counted:3} = {right / max(counted, 1):.3f}")
    for one in answers:
        if one.certain and not any(mine.answers(one) for mine in found):
            print(f"  missed: {one}")
    for extra in found:
        if not any(extra.answers(one) for one in answers):
            print(f"  false:  {extra}")


def gold_report(shared: Path) -> tuple[list[Said], list[Said]]:
    """Return statements and annotations of the first report, in its own paragraphs."""
    rows = _rows(shared / "gold" / "paragraphs.jsonl")
    paragraphs = tuple(
        Paragraph(int(row["n"]), _role(row["kind"]), str(row["text"])) for row in rows
    )
    document = attribute(Document("gold", "", None, "report", paragraphs))
    answers = [
        Said(
            int(row["n"]),
            int(row["start"]),
            int(row["end"]),
            str(row["speaker"]),
            row["kind"] == "person",
            row["certainty"] == "clear",
        )
        for row in _rows(shared / "gold" / "statements.jsonl")
    ]
    return said(document), answers


def _role(kind: object) -> Role:
    return "caption" if kind == "caption" else _ROLES.get(str(kind), "body")


def own_report(shared: Path, name: str) -> tuple[list[Said], list[Said]]:
    """Return statements and annotations of a report, by letters and digits of the file."""
    document = attribute(read_document(shared / "corpus" / "reports" / f"{name}.txt", name))
    before = 0
    found: list[Said] = []
    for paragraph in document.paragraphs:
        for one in paragraph.statements:
            start = before + _letters(paragraph.text[: one.start])
            end = start + _letters(paragraph.text[one.start : one.end])
            found.append(Said(0, start, end, one.speaker.name, one.speaker.kind == "person"))
        before += _letters(paragraph.text)
    answers = [
        Said(
            0,
            int(row["start"]),
            int(row["end"]),
            str(row["speaker"]),
            row["kind"] == "person",
            row["certainty"] == "clear",
        )
        for row in _rows(_GOLD / f"{name}.jsonl")
    ]
    return found, answers


def _letters(text: str) -> int:
    return sum(character.isalnum() for character in text)


def _rows(path: Path) -> Iterator[dict[str, str | int]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def transcript_characters(path: Path) -> tuple[int, int]:
    """Return (letters with the right speaker, letters under a label) of one transcript."""
    document = attribute(read_document(path, path.name))
    paragraphs = [p for p in document.paragraphs if p.role != "heading"]
    right = total = 0
    index = 0
    for label, line in labelled_lines(path.read_text(encoding="utf-8").splitlines()):
        total += _letters(line)
        near = range(index, min(index + 20, len(paragraphs)))
        index = next((at for at in near if paragraphs[at].text.strip() == line), index)
        paragraph = paragraphs[index]
        if paragraph.text.strip() != line:
            continue
        for one in paragraph.statements:
            if one.speaker.name == _ROLE_NAMES.get(label, label):
                right += _letters(paragraph.text[one.start : one.end])
        index = min(index + 1, len(paragraphs) - 1)
    return right, total


def labelled_lines(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield (label, line) for every line under a heading that ends in a colon."""
    label = ""
    for line in lines:
        text = line.strip()
        if text.startswith("#"):
            name = text.lstrip("#").strip()
            label = name[:-1].strip() if name.endswith(("：", ":")) else ""
        elif text and label and not text.startswith(">"):
            yield label, plain_text(text)  # without the markup that the reader removes


def report_transcripts(folder: Path) -> None:
    """Print the share of letters with the right speaker, and the time attribution takes."""
    right = total = 0
    for path in sorted(folder.glob("*.md")):
        of_right, of_total = transcript_characters(path)
        right, total = right + of_right, total + of_total
    documents = [read_document(path, path.name) for path in sorted(folder.glob("*.md"))]
    began = time.process_time()
    for document in documents:
        attribute(document)
    seconds = time.process_time() - began
    print(f"{'transcripts':20} letters  {right}/{total} = {right / max(total, 1):.4f}", end="")
    print(f"   {len(documents)} files attributed in {seconds:.2f} s")


def prose() -> tuple[list[Said], list[Said]]:
    """Return statements and annotations of the prose of the tests."""
    found: list[Said] = []
    answers: list[Said] = []
    for number, (_, marked) in enumerate(CASES):
        document, expected = read_case(marked)
        base = number * 1000
        for mine in said(attribute(document)):
            found.append(Said(base + mine.n, mine.start, mine.end, mine.speaker, mine.person))
        for one in expected:
            answers.append(Said(base + one.n, one.start, one.end, one.speaker, one.person))
    return found, answers


def invented_texts(part: int, script: str) -> tuple[list[Said], list[Said]]:
    """Return statements and annotations of ``gold/prose-PART.txt`` in ``script`` (hant, hans).

    A text begins with ``== style-script-number``. Statements of one speaker that follow each other
    count as one.
    """
    found: list[Said] = []
    answers: list[Said] = []
    texts = (_GOLD / f"prose-{part}.txt").read_text(encoding="utf-8").split("\n== ")
    for number, text in enumerate(texts):
        name, _, marked = text.removeprefix("== ").partition("\n")
        if script not in name:
            continue
        document, expected = read_case(marked)
        base = number * 1000
        mine = [replace(one, n=base + one.n) for one in said(attribute(document))]
        found += _joined(mine)
        theirs = (
            Said(base + one.n, one.start, one.end, one.speaker, one.person) for one in expected
        )
        answers += _joined(theirs)
    return found, answers


def _joined(statements: Iterable[Said]) -> list[Said]:
    """Join statements of the same speaker that follow each other in a paragraph."""
    result: list[Said] = []
    for one in sorted(statements, key=lambda said: (said.n, said.start, -said.end)):
        last = result[-1] if result else None
        if last and (last.n, last.speaker) == (one.n, one.speaker) and last.end >= one.start:
            result[-1] = replace(last, end=max(last.end, one.end))
        else:
            result.append(one)
    return result


def main() -> None:
    """Print the scores for all gold standards."""
    parser = argparse.ArgumentParser(description="Measure the attribution rules.")
    parser.add_argument("shared", type=Path, metavar="SHARED_DIR", help="holds corpus/ and gold/")
    shared: Path = parser.parse_args().shared
    report("first report", *gold_report(shared))
    report("second report", *own_report(shared, "2025-11-26-apec-ai-workplace"))
    report("prose of the tests", *prose())
    for part in range(1, 12):
        for script in ("hant", "hans"):
            report(f"invented {part} {script}", *invented_texts(part, script))
    report_transcripts(shared / "corpus" / "transcripts")


if __name__ == "__main__":
    main()
