"""Three ways to find a string, compared on one index:

- *grams*: Cewen's posting lists of characters and pairs, verified in the stored text;
- *flat file*: ``bytes.find`` over all folded text in one file;
- *word phrase*: jieba's words next to each other, the usual way to search Chinese text.
"""

from __future__ import annotations

import gc
import os
import statistics
import time
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from whoosh.codec.whoosh3 import W3TermInfo
from whoosh.index import open_dir

from benchmarks.words import word_starts, words_at
from corpus.fold import fold
from index.analysis.spacing import close_gaps
from index.field_names import GRAMS, WORDS
from index.indexed_paragraph import ReadParagraphs
from index.plan import Contains
from index.stored_record import STARTS, TEXT
from index.whoosh.reader import Reader
from index.whoosh.string_matching import StringMatcher

Found = set[int]
Method = Callable[[str], Found]


class FlatFile:
    """All folded text in one UTF-8 file, and the offset of each paragraph."""

    def __init__(self, data: bytes, offsets: Sequence[int]) -> None:
        self.data = data
        self.offsets = offsets

    @classmethod
    def open(cls, folder: Path) -> FlatFile:
        """Read the files that :meth:`write` wrote."""
        offsets = array("I")
        offsets.frombytes((folder / "offsets").read_bytes())
        return cls((folder / "text").read_bytes(), offsets)

    @staticmethod
    def write(folder: Path, texts: Iterable[str]) -> None:
        """Write the texts: the n-th text is paragraph n."""
        offsets = array("I")
        with (folder / "text").open("wb") as file:
            for text in texts:
                offsets.append(file.tell())
                file.write(text.encode() + b"\n")
        (folder / "offsets").write_bytes(offsets.tobytes())

    def containing(self, string: str) -> Found:
        """Return the numbers of the paragraphs that contain the folded ``string``."""
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
    """Finds the words of a string where they follow each other, as a phrase query does."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def containing(self, string: str) -> Found:
        """Return the paragraphs where jieba's words of the string follow each other."""
        words = words_at(fold(string), word_starts(string))
        if not words:
            return set()
        candidates = set.intersection(
            *(set(self.reader.postings(WORDS, word).numbers) for word in words)
        )
        return {number for number in candidates if self._adjacent(words, number)}

    def _adjacent(self, words: list[str], number: int) -> bool:
        record = self.reader.record(number)
        present = words_at(fold(record[TEXT]), record[STARTS])
        return any(present[at : at + len(words)] == words for at in range(len(present)))


def methods(folder: Path, flat: Path) -> dict[str, Callable[[], Method]]:
    """Return for each method a function that opens it."""
    return {
        "grams": lambda: partial(_by_grams, _strings(Reader(folder))),
        "flat file": lambda: FlatFile.open(flat).containing,
        "word phrase": lambda: WordPhrases(Reader(folder)).containing,
    }


def _strings(reader: Reader) -> StringMatcher:
    return StringMatcher(reader, ReadParagraphs(reader.indexed_paragraphs))


def _by_grams(strings: StringMatcher, string: str) -> Found:
    return set(strings.matching(Contains(string)))


def write_flat_file(reader: Reader, folder: Path) -> None:
    """Write the flat file of an index."""
    paragraphs = reader.paragraphs()
    folder.mkdir()
    texts = (
        close_gaps(fold(reader.text(n))) if n in paragraphs else "" for n in range(reader.size)
    )
    FlatFile.write(folder, texts)


def compare(folder: Path, flat: Path, strings: Sequence[str]) -> None:
    """Print the recall, the times and the size of each method."""
    print(f"{'':14}{'recall':>10}{'ms, p50/p95':>18}{'with opening':>18}{'cold file':>18}{'MB':>8}")
    opened = methods(folder, flat)
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


def field_size(folder: Path, field: str) -> int:
    """Return the bytes of the terms and postings of a field, as Whoosh reads them."""
    size = 0
    for leaf, _ in open_dir(folder).reader().leaf_readers():
        table = leaf._terms
        for term in leaf.lexicon(field):
            at, length = table._range_for_key(field, term)
            info = W3TermInfo.from_bytes(table._dbfile.get(at, length))
            size += len(term) + length + (0 if info.is_inlined() else info.extent()[1][0])
    return size


class _Clock:
    """Times a method for each string."""

    def __init__(self, method: Method) -> None:
        self.method = method
        self.times: list[float] = []

    def __call__(self, string: str) -> Found:
        started = time.perf_counter()
        found = self.method(string)
        self.times.append((time.perf_counter() - started) * 1000)
        return found

    def quantiles(self) -> str:
        """Return the median and the 95th percentile in milliseconds."""
        cuts = statistics.quantiles(self.times, n=20)
        return f"{cuts[9]:.1f}/{cuts[18]:.1f}"


def _opened_for(start: Callable[[], Method], string: str) -> Found:
    return start()(string)


def _cold(start: Callable[[], Method], folder: Path, strings: Sequence[str]) -> _Clock:
    clock = _Clock(partial(_opened_for, start))
    for string in strings[::10]:
        gc.collect()  # a file that a reader still maps would stay in memory
        _drop(folder)
        clock(string)
    return clock


def _drop(folder: Path) -> None:
    """Drop the files from the file cache, so that the next reader waits for the disk."""
    for path in folder.iterdir():
        with path.open("rb") as file:
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
