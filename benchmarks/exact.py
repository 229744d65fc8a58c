"""Hold exact search to a scan of every paragraph: ``python -m benchmarks.exact SHARED_DIR``.

Strings are drawn at random from the text and the speakers' names, and each is looked for as it
stands, in Traditional and in Simplified (OpenCC's s2t and t2s of it). What is found must be what a
scan of the exported paragraphs finds, folded: recall and precision are 100 %.

Then three ways of doing it, on the transcripts alone:

- *grams*: ours, postings of characters and pairs, verified on the stored text;
- *flat file*: ``bytes.find`` over all folded text in one file;
- *word phrase*: jieba's words next to each other, which is what search in Chinese mostly is.
"""

from __future__ import annotations

import gc
import inspect
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from json import loads
from pathlib import Path

import opencc
from whoosh.codec.whoosh3 import W3TermInfo
from whoosh.index import open_dir

from benchmarks.indexed import arguments, bodies, indexed, machine
from corpus.fold import fold
from index.analysis.word_segmentation import begins, segment, words_at
from index.engine import Contains
from index.field_names import GRAMS, WORDS
from index.stored_record import DOC, NUMBER, STARTS, STATEMENTS, TEXT
from index.update import update
from index.whoosh.reader import Reader
from index.whoosh.string_matching import StringMatcher, covering_grams
from searcher.match.question import query_plan
from searcher.match.reading import TermReader
from searcher.query.parser import parse

Found = set[int]
Way = Callable[[str], Found]
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
    """Draws strings of each kind from an index."""

    def __init__(self, reader: Reader, seed: int) -> None:
        self.reader = reader
        self.random = random.Random(seed)
        self.bodies = bodies(reader)
        self.names = sorted(
            {s[2] for number in self.bodies for s in reader.record(number)[STATEMENTS] if s[2]}
        )

    def drawn(self, kind: str, count: int) -> list[str]:
        """``count`` different strings of a kind."""
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
    """The given name of a person of three Chinese characters, the last word of a Latin name."""
    if re.fullmatch(r"[一-鿿]{3}", name):
        return name[1:]
    words = re.findall(r"[A-Za-z]{3,}", name)
    return words[-1] if len(words) > 1 else ""


def exported(folder: Path) -> Iterator[tuple[tuple[str, int], str]]:
    """The folded text of every paragraph, by document and number, as ``cewen export`` has it."""
    command = [sys.executable, "-c", "from searcher.cli import main; main()", "export"]
    with subprocess.Popen(
        [*command, "--index", str(folder)], stdout=subprocess.PIPE, encoding="utf-8"
    ) as process:
        assert process.stdout
        for line in process.stdout:
            paragraph = loads(line)
            yield (paragraph["doc"], paragraph["paragraph"]), fold(paragraph["text"])
    if process.returncode:
        raise SystemExit("cewen export failed")


def versions(string: str) -> dict[str, str]:
    """The string as drawn, and in either script."""
    return {"as drawn": string} | {name: convert(string) for name, convert in CONVERT.items()}


@dataclass(slots=True)
class Tally:
    """How the answers to some strings compare with a scan's."""

    strings: int = 0
    expected: int = 0
    found: int = 0
    right: int = 0
    whole: int = 0

    def add(self, expected: set[tuple[str, int]], found: set[tuple[str, int]]) -> None:
        """One string more."""
        self.strings += 1
        self.expected += len(expected)
        self.found += len(found)
        self.right += len(expected & found)
        self.whole += expected == found

    def line(self, name: str) -> str:
        """As a line of the table."""
        return (
            f"{name:20}{self.strings:9}{self.whole:9}{self.expected:12}"
            f"{100 * self.right / (self.expected or 1):11.2f} %"
            f"{100 * self.right / (self.found or 1):11.2f} %"
        )


def check(folder: Path, strings: dict[str, list[str]]) -> bool:
    """Print recall and precision of exact search. Whether both are perfect, in every script."""
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
            for version, asked in versions(string).items():
                folded = fold(asked)
                expected = {place for place, text in texts if folded in text}
                matches = terms.session.match(query_plan(terms, parse(f'"{asked}"')))
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


class FlatFile:
    """All folded text in one file of UTF-8, and where each paragraph begins."""

    def __init__(self, data: bytes, offsets: Sequence[int]) -> None:
        self.data = data
        self.offsets = offsets

    @classmethod
    def open(cls, folder: Path) -> FlatFile:
        """What :meth:`write` wrote."""
        offsets = array("I")
        offsets.frombytes((folder / "offsets").read_bytes())
        return cls((folder / "text").read_bytes(), offsets)

    @staticmethod
    def write(folder: Path, texts: Iterable[str]) -> None:
        """The n-th text as the n-th paragraph."""
        offsets = array("I")
        with (folder / "text").open("wb") as file:
            for text in texts:
                offsets.append(file.tell())
                file.write(text.encode() + b"\n")
        (folder / "offsets").write_bytes(offsets.tobytes())

    def containing(self, string: str) -> Found:
        """The numbers of the paragraphs that contain the folded ``string``."""
        found: Found = set()
        needle = string.encode()
        at = self.data.find(needle)
        while at >= 0:
            number = bisect_right(self.offsets, at) - 1
            found.add(number)
            if number + 1 == len(self.offsets):
                break
            at = self.data.find(needle, self.offsets[number + 1])
        return found


class WordPhrases:
    """Paragraphs in which the words of the string stand next to each other."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def containing(self, string: str) -> Found:
        """The paragraphs where jieba's words of the string follow each other."""
        words = words_at(fold(string), segment(string))
        if not words:
            return set()
        candidates = set.intersection(
            *(set(self.reader.postings(WORDS, word).numbers) for word in words)
        )
        return {number for number in candidates if self._adjacent(words, number)}

    def _adjacent(self, words: list[str], number: int) -> bool:
        record = self.reader.record(number)
        held = words_at(fold(record[TEXT]), record[STARTS])
        return any(held[at : at + len(words)] == words for at in range(len(held)))


def ways(folder: Path, flat: Path) -> dict[str, Callable[[], Way]]:
    """Each way, to be opened anew."""
    return {
        "grams": lambda: partial(_by_grams, _strings(Reader(folder))),
        "flat file": lambda: FlatFile.open(flat).containing,
        "word phrase": lambda: WordPhrases(Reader(folder)).containing,
    }


def _strings(reader: Reader) -> StringMatcher:
    return StringMatcher(reader, reader.indexed_paragraph)


def _by_grams(strings: StringMatcher, string: str) -> Found:
    return set(strings.matching(Contains(string)))


def flattened(folder: Path, flat: Path, seed: int) -> list[str]:
    """Write the flat file of an index. Strings to look for, folded, each once."""
    reader = Reader(folder)
    paragraphs = reader.paragraphs()
    FlatFile.write(
        flat, (fold(reader.text(n)) if n in paragraphs else "" for n in range(reader.size))
    )
    drawer = Strings(reader, seed)
    strings = {fold(s): None for kind, n in SHARES.items() for s in drawer.drawn(kind, n)}
    print(f"\nthe transcripts: {len(paragraphs)} paragraphs, {len(strings)} strings\n")
    return list(strings)


def compare(folder: Path, flat: Path, strings: Sequence[str]) -> None:
    """Print what each way finds and takes."""
    print(f"{'':14}{'recall':>10}{'ms, p50/p95':>18}{'with opening':>18}{'cold file':>18}{'MB':>8}")
    opened = ways(folder, flat)
    cold = {
        name: _cold(start, flat if name == "flat file" else folder, strings)
        for name, start in opened.items()
    }
    truth = {string: opened["flat file"]()(string) for string in strings}
    sizes = {
        "grams": field_size(folder, GRAMS),
        "flat file": sum(file.stat().st_size for file in flat.iterdir()),
        "word phrase": field_size(folder, WORDS),
    }
    for name, start in opened.items():
        warm = _Clock(start())
        right = sum(len(warm(string) & truth[string]) for string in strings)
        once = _Clock(partial(_opened_for, start))
        for string in strings[::5]:
            once(string)
        print(
            f"{name:14}{100 * right / sum(map(len, truth.values())):8.1f} %"
            f"{warm.quantiles():>18}{once.quantiles():>18}{cold[name].quantiles():>18}"
            f"{sizes[name] / 1e6:8.1f}"
        )
    print(
        f"\nlines of code: grams {_lines(StringMatcher.matching, StringMatcher._search, covering_grams)}, "
    )
    print(f"flat file {_lines(FlatFile)}, and what keeps it up to date; ")
    print(f"word phrase {_lines(WordPhrases)}")


def field_size(folder: Path, field: str) -> int:
    """Bytes that a field's terms and postings take, as Whoosh reads them."""
    size = 0
    for leaf, _ in open_dir(folder).reader().leaf_readers():
        table = leaf._terms
        for term in leaf.lexicon(field):
            at, length = table._range_for_key(field, term)
            info = W3TermInfo.from_bytes(table._dbfile.get(at, length))
            size += len(term) + length + (0 if info.is_inlined() else info.extent()[1][0])
    return size


class _Clock:
    """Times a way of finding, string by string."""

    def __init__(self, way: Way) -> None:
        self.way = way
        self.times: list[float] = []

    def __call__(self, string: str) -> Found:
        started = time.perf_counter()
        found = self.way(string)
        self.times.append((time.perf_counter() - started) * 1000)
        return found

    def quantiles(self) -> str:
        """Milliseconds that half and that 95 of 100 searches take at most."""
        cuts = statistics.quantiles(self.times, n=20)
        return f"{cuts[9]:.1f}/{cuts[18]:.1f}"


def _opened_for(start: Callable[[], Way], string: str) -> Found:
    return start()(string)


def _cold(start: Callable[[], Way], folder: Path, strings: Sequence[str]) -> _Clock:
    clock = _Clock(partial(_opened_for, start))
    for string in strings[::10]:
        gc.collect()  # a file that a reader still maps stays in memory
        _drop(folder)
        clock(string)
    return clock


def _drop(folder: Path) -> None:
    """Have the system forget the files, so that the next reader waits for the disk."""
    for path in folder.iterdir():
        with path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _lines(*parts: Callable[..., object]) -> int:
    return sum(len(inspect.getsource(part).splitlines()) for part in parts)


def main() -> None:
    options = arguments(__doc__).parse_args()
    print(f"{machine()}; seed {options.seed}")
    with indexed(options.shared, options.index) as folder:
        drawer = Strings(Reader(folder), options.seed)
        perfect = check(folder, {kind: drawer.drawn(kind, n) for kind, n in SHARES.items()})
    with tempfile.TemporaryDirectory() as scratch:
        folder, flat = Path(scratch) / "index", Path(scratch) / "flat"
        flat.mkdir()
        update(folder, [options.shared / "corpus" / "transcripts"])
        strings = flattened(folder, flat, options.seed)
        compare(folder, flat, strings)
    sys.exit(not perfect)


if __name__ == "__main__":
    main()
