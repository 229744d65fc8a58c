"""Compare exact search with a scan of all paragraphs: ``python -m benchmarks.exact SHARED_DIR``.

Strings are drawn at random from the text and the speakers' names. Each is searched as it is drawn,
in Traditional and in Simplified (OpenCC's s2t and t2s of it). The truth is a scan of the folded
text of the exported paragraphs: recall and precision must be 100 %.

Then :mod:`benchmarks.exact_methods` compares three ways to find a string.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from json import loads
from pathlib import Path

import opencc

from benchmarks.exact_methods import compare, write_flat_file
from benchmarks.temporary_index import arguments, bodies, indexed, machine
from corpus.fold import fold
from index.analysis.spacing import close_gaps
from index.analysis.word_segmentation import begins
from index.stored_record import DOC, NUMBER, STARTS, STATEMENTS, TEXT
from index.update import update
from index.whoosh.reader import Reader
from searcher.match.question import query_plan
from searcher.match.reading import TermReader
from searcher.query.parser import parse

CONVERT = {"s2t": opencc.OpenCC("s2t").convert, "t2s": opencc.OpenCC("t2s").convert}
SHARES = {
    "whole names": 60,
    "given names": 60,
    "2 to 6 characters": 120,
    "spanning words": 120,
    "Latin and digits": 40,
    "Han and Latin": 40,
    "marks inside": 40,
    "single characters": 20,
}
PATTERNS = {
    "Latin and digits": r"[A-Za-z0-9]{1,12}",
    "Han and Latin": r"[一-鿿]{1,3}[A-Za-z0-9]{1,4}|[A-Za-z0-9]{1,4}[一-鿿]{1,3}",
    "marks inside": r"[一-鿿]{1,3}[，、；：「」（）《》。]{1,2}[一-鿿]{1,3}",
    "single characters": r"[一-鿿]",
    "2 to 6 characters": r"[一-鿿]{2,6}",
}


class Strings:
    """Draws strings of each kind from the paragraphs of an index."""

    def __init__(self, reader: Reader, seed: int) -> None:
        self.reader = reader
        self.random = random.Random(seed)
        self.bodies = bodies(reader)
        self.names = sorted(
            {s[2] for number in self.bodies for s in reader.record(number)[STATEMENTS] if s[2]}
        )

    def drawn(self, kind: str, count: int) -> list[str]:
        """Return ``count`` different strings of a kind."""
        strings: dict[str, None] = {}
        while len(strings) < count:
            if string := self._one(kind):
                strings[string] = None
        return list(strings)

    def _one(self, kind: str) -> str:
        if kind in ("whole names", "given names"):
            name = self.random.choice(self.names)
            return name if kind == "whole names" else _given(name)
        record = self.reader.record(self.random.choice(self.bodies))
        text, starts = record[TEXT], record[STARTS]
        at = self.random.randrange(len(text))
        if kind == "spanning words":
            end = at + self.random.randint(2, 6)
            inside = not begins(starts, at) and any(begins(starts, i) for i in range(at + 1, end))
            return text[at:end] if inside and text[at:end].isalnum() else ""
        found = re.compile(PATTERNS[kind]).search(text, at)
        if found and kind == "2 to 6 characters":
            return found[0][: self.random.randint(2, 6)] if len(found[0]) > 1 else ""
        return found[0] if found else ""


def _given(name: str) -> str:
    """The given name in a name of three Chinese characters, the last word of a Latin name."""
    if re.fullmatch(r"[一-鿿]{3}", name):
        return name[1:]
    words = re.findall(r"[A-Za-z]{3,}", name)
    return words[-1] if len(words) > 1 else ""


def exported(folder: Path) -> Iterator[tuple[tuple[str, int], str, str]]:
    """Yield document and number of every paragraph that ``cewen export`` prints, and its folded
    text with its gaps and without."""
    command = [sys.executable, "-c", "from searcher.cli import main; main()", "export"]
    with subprocess.Popen(
        [*command, "--index", str(folder)], stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        assert process.stdout
        for line in process.stdout:
            paragraph = loads(line)
            text = fold(paragraph["text"])
            yield (paragraph["doc"], paragraph["paragraph"]), text, close_gaps(text)
    if process.returncode:
        raise SystemExit("cewen export failed")


def versions(string: str) -> dict[str, str]:
    """Return the string as it is drawn and in each script."""
    return {"as drawn": string} | {name: convert(string) for name, convert in CONVERT.items()}


@dataclass(slots=True)
class Tally:
    """Counts the paragraphs that search and scan find for some strings."""

    strings: int = 0
    expected: int = 0
    found: int = 0
    right: int = 0
    whole: int = 0

    def add(self, expected: set[tuple[str, int]], found: set[tuple[str, int]]) -> None:
        """Count the answers to one string."""
        self.strings += 1
        self.expected += len(expected)
        self.found += len(found)
        self.right += len(expected & found)
        self.whole += expected == found

    def line(self, name: str) -> str:
        """Return a line of the table."""
        return (
            f"{name:20}{self.strings:9}{self.whole:9}{self.expected:12}"
            f"{100 * self.right / (self.expected or 1):11.2f} %"
            f"{100 * self.right / (self.found or 1):11.2f} %"
        )


def check(folder: Path, strings: dict[str, list[str]]) -> bool:
    """Print recall and precision of exact search; return whether all are 100 % in each script."""
    reader = Reader(folder)
    texts = list(exported(folder))
    terms = TermReader(reader, reader.session(), exact=True)
    print(f"{len(texts)} paragraphs\n")
    print(f"{'':20}{'strings':>9}{'perfect':>9}{'paragraphs':>12}{'recall':>13}{'precision':>13}")
    tallies = {name: Tally() for name in ("as drawn", *CONVERT, *strings)}
    same = 0
    for kind, drawn in strings.items():
        for string in drawn:
            answers = []
            for version, query in versions(string).items():
                folded = fold(query)
                closed = close_gaps(folded)
                expected = {
                    place
                    for place, text, without_gaps in texts
                    if folded in text or closed in without_gaps
                }
                matches = terms.session.match(query_plan(terms, parse(f'"{query}"')))
                found = {
                    (paragraph.record[DOC], paragraph.record[NUMBER])
                    for _, paragraph in matches.all_records()
                }
                tallies[kind].add(expected, found)
                tallies[version].add(expected, found)
                answers.append(found)
            same += answers[0] == answers[1] == answers[2]
    for name, tally in tallies.items():
        print(tally.line(name))
    total = tallies["as drawn"].strings
    print(f"the same answers in both scripts: {same} of {total}")
    return all(tally.whole == tally.strings for tally in tallies.values()) and same == total


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--strings", type=int, default=100, help="percent of the 500 strings")
    options = parser.parse_args()
    shares = {kind: max(1, n * options.strings // 100) for kind, n in SHARES.items()}
    print(f"{machine()}; seed {options.seed}")
    with indexed(options.shared, options.index) as folder:
        drawer = Strings(Reader(folder), options.seed)
        perfect = check(folder, {kind: drawer.drawn(kind, n) for kind, n in shares.items()})
    with tempfile.TemporaryDirectory() as scratch:
        folder, flat = Path(scratch) / "index", Path(scratch) / "flat"
        update(folder, [options.shared / "corpus" / "transcripts"])
        reader = Reader(folder)
        write_flat_file(reader, flat)
        drawer = Strings(reader, options.seed)
        strings = {fold(s): None for kind, n in shares.items() for s in drawer.drawn(kind, n)}
        print(f"\nthe transcripts: {len(reader.paragraphs())} paragraphs, {len(strings)} strings\n")
        compare(folder, flat, list(strings))
    sys.exit(not perfect)


if __name__ == "__main__":
    main()
