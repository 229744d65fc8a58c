"""Measure labels at the head of a line: ``python -m benchmarks.attribution_labels SHARED_DIR``.

The first measure is ``gold/labelled.txt``, records that we have invented: recall and precision,
where a guess counts as missed. For the second we rewrite each heading of the transcripts
(``### 唐鳳：``) as a label at the head of the line below it (``唐鳳：大家好。``), read both files
and compare the speakers of every paragraph. A paragraph is *swapped* if the rewritten file gives it
to a speaker that the file with headings does not give it to, and *lost* if it has no speaker or
only a guess.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.labelled_gold import Text, Words, labelled_texts
from corpus.document import Document, Paragraph
from corpus.read import read_document
from corpus.speakers.attribution import attribute

_LABEL_HEADING = re.compile(r"#{1,6}\s*(.*\S)\s*[：:]\s*")
_NEAR = 30
"""How many paragraphs ahead the same text is searched."""


class Comparison(NamedTuple):
    """One paragraph with the speakers that the headings and the rewritten labels give it."""

    file: str
    number: int
    text: str
    headings: frozenset[str]
    labels: frozenset[str]
    guess: bool

    @property
    def swapped(self) -> bool:
        """Whether the words are given to another speaker, and not as a guess."""
        return bool(self.labels - self.headings) and not self.guess

    @property
    def lost(self) -> bool:
        """Whether the words have no speaker or only a guess."""
        return bool(self.headings) and (not self.labels or self.guess)


def with_inline_labels(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines with each label moved to the head of the first line of its turn.

    >>> list(with_inline_labels(["### 唐鳳：", "", "大家好。", "開始。"]))
    ['', '唐鳳：大家好。', '開始。']
    """
    label = ""
    for line in lines:
        if found := _LABEL_HEADING.fullmatch(line):
            label = found[1]
        elif label and line.strip() and not line.startswith((">", "#")):
            yield f"{label}：{line}"
            label = ""
        else:
            label = "" if line.startswith("#") else label
            yield line


def compare(path: Path, folder: Path, suffix: str) -> Iterator[Comparison]:
    """Yield each paragraph of a transcript that both readings have.

    ``folder`` is for the rewritten file, which ends in ``suffix``: as plain text it has no Markdown
    headings.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    rewritten = (folder / path.name).with_suffix(suffix)
    text = "\n".join(with_inline_labels(lines)) + "\n"
    if suffix == ".txt":
        text = re.sub(r"(?m)^(?:#+|>) +", "", text)
    rewritten.write_text(text, encoding="utf-8")
    right = attribute(read_document(path, path.name))
    mine = attribute(read_document(rewritten, path.name))
    yield from _compared(path.name, right, mine)


def _compared(name: str, right: Document, mine: Document) -> Iterator[Comparison]:
    index = 0
    for paragraph in right.paragraphs:
        if paragraph.role == "heading":
            continue
        text = paragraph.text.strip()
        near = range(index, min(index + _NEAR, len(mine.paragraphs)))
        found = next((at for at in near if _same(mine.paragraphs[at].text.strip(), text)), None)
        if found is None:
            continue
        index = found + 1
        other = mine.paragraphs[found]
        guess = any(one.certainty == "guess" for one in other.statements)
        yield Comparison(
            name, paragraph.number, text, _speakers(paragraph), _speakers(other), guess
        )


def _same(whole: str, text: str) -> bool:
    return whole == text or (whole.endswith(text) and whole[: -len(text)].rstrip()[-1:] in "：:")


def _speakers(paragraph: Paragraph) -> frozenset[str]:
    """Return the speakers of the outer statements of a paragraph."""
    return frozenset(one.speaker.name for one in paragraph.statements if one.inside is None)


def score_gold(show: bool) -> None:
    """Print recall and precision of the invented records, by half, script and kind of speaker."""
    rows = [(text, text.found()) for text in labelled_texts()]
    for half in dict.fromkeys(text.half for text, _ in rows):
        for script in ("hant", "hans"):
            for person in (True, False):
                chosen = [row for row in rows if (row[0].half, row[0].script) == (half, script)]
                _print_score(f"{half} {script} {'persons' if person else 'groups'}", chosen, person)
    if show:
        for text, found in rows:
            for one in text.said:
                if not any(_answers(mine, one) for mine in found):
                    words = "".join(filter(str.isalnum, text.content))[one.start : one.end]
                    print(f"  missed {text.name} {one.speaker}: {words}")
            for mine in found:
                if not any(_answers(mine, one) for one in text.said):
                    words = "".join(filter(str.isalnum, text.content))[mine.start : mine.end]
                    print(f"  false {text.name} {mine.speaker} {'guess' * mine.guess}: {words}")


def _print_score(label: str, rows: list[tuple[Text, list[Words]]], person: bool) -> None:
    hit = wanted = right = counted = guesses = 0
    for text, found in rows:
        sure = [one for one in found if not one.guess and one.person == person]
        said = [one for one in text.said if one.person == person]
        hit += sum(any(_answers(mine, one) for mine in sure) for one in said)
        right += sum(any(_answers(mine, one) for one in said) for mine in sure)
        wanted, counted = wanted + len(said), counted + len(sure)
        guesses += sum(one.guess and one.person == person for one in found)
    print(f"{label:22} recall {hit:3}/{wanted:3} = {hit / max(wanted, 1):.3f}", end="")
    print(f"   precision {right:3}/{counted:3} = {right / max(counted, 1):.3f}", end="")
    print(f"   guesses {guesses}")


def _answers(mine: Words, one: Words) -> bool:
    common = min(mine.end, one.end) - max(mine.start, one.start)
    return (
        (mine.speaker, mine.person) == (one.speaker, one.person)
        and common >= 0.8 * (one.end - one.start)
        and 2 * common >= mine.end - mine.start
    )


def main() -> None:
    """Print both measures, and what is wrong on request."""
    parser = argparse.ArgumentParser(description="Measure labels at the head of a line.")
    parser.add_argument("shared", type=Path, metavar="SHARED_DIR", help="holds corpus/")
    parser.add_argument("--show", action="store_true", help="print what is swapped or lost")
    options = parser.parse_args()
    score_gold(options.show)
    for suffix in (".md", ".txt"):
        with tempfile.TemporaryDirectory() as folder:
            rows = [
                row
                for path in sorted((options.shared / "corpus" / "transcripts").glob("*.md"))
                for row in compare(path, Path(folder), suffix)
            ]
        swapped, lost = [r for r in rows if r.swapped], [r for r in rows if r.lost]
        total = max(len(rows), 1)
        print(
            f"{suffix}: {len(rows)} paragraphs, swapped {len(swapped)} = "
            f"{len(swapped) / total:.4%}, lost {len(lost)} = {len(lost) / total:.4%}"
        )
        if options.show:
            for row in [*swapped, *lost]:
                kind = "swapped" if row.swapped else "lost"
                names = f"{'+'.join(row.headings) or '-'} -> {'+'.join(row.labels) or '-'}"
                print(f"  {kind} {row.file}#{row.number} {names}: {row.text[:60]}")


if __name__ == "__main__":
    main()
