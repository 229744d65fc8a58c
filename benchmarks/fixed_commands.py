"""About 600 fixed commands for :mod:`benchmarks.answers`.

The queries are those of ``fixed_queries.toml`` and strings drawn from the files of a corpus. The
files are read as plain lines, not by Cewen's readers, so that the commands do not depend on the
code whose answers are compared.
"""

from __future__ import annotations

import random
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import opencc

_SEED = 2026
_LEAST = 12  # characters of a line from which strings are drawn

_QUERIES = tomllib.loads(Path(__file__).with_name("fixed_queries.toml").read_text("utf-8"))
_POLICY: list[str] = _QUERIES["policy"]
_FIELDS: dict[str, list[str]] = _QUERIES["field"]
_TOPICS = _FIELDS["topic"]


class Command(NamedTuple):
    """The words of a command, without ``--index``, and the kind it is counted under."""

    kind: str
    words: tuple[str, ...]


def fixed_commands(corpus: Path) -> list[Command]:
    """Return the commands for the files under ``corpus``: the same ones each time, each once."""
    strings = Strings(corpus)
    searches = list(dict.fromkeys(_searches(strings)))
    commands = [Command(kind, ("search", *words, "--json")) for kind, words in searches]
    return list(dict.fromkeys([*commands, *_as_text(searches), *_other_commands(strings)]))


class Strings:
    """Draws strings from the lines of all files, by a fixed seed."""

    def __init__(self, corpus: Path) -> None:
        self.random = random.Random(_SEED)
        self.lines: defaultdict[str, list[str]] = defaultdict(list)
        self.names = sorted(
            path.relative_to(corpus).as_posix() for path in corpus.rglob("*") if path.is_file()
        )
        for name in self.names:
            text = (corpus / name).read_text(encoding="utf-8", errors="replace")
            lines = [line.lstrip("# ") for line in text.splitlines() if len(line) >= _LEAST]
            self.lines[name.partition("/")[0]] += lines
        for lines in self.lines.values():
            self.random.shuffle(lines)

    def matching(self, pattern: str, count: int, folder: str = "") -> list[str]:
        """At most ``count`` different matches of ``pattern``, each from a line of its own."""
        strings: dict[str, None] = {}
        for line in self._lines(folder):
            if len(strings) == count:
                break
            if found := re.findall(pattern, line):
                strings[self.random.choice(found)] = None
        return list(strings)

    def han(self, size: int, count: int, folder: str = "") -> list[str]:
        """At most ``count`` strings of ``size`` Chinese characters from anywhere in a line."""
        return self.matching(rf"(?=([一-鿿]{{{size}}}))", count, folder)

    def together(self, words: int, count: int) -> Iterator[str]:
        """``count`` queries of so many strings, each of one line."""
        for line in self._lines(""):
            runs = list(dict.fromkeys(re.findall(r"[一-鿿]{2,4}", line)))
            if len(runs) > words + 2:
                yield " ".join(self.random.sample(runs, words))
                count -= 1
            if not count:
                break

    def _lines(self, folder: str) -> Iterator[str]:
        lines = self.lines[folder or self.random.choice(sorted(self.lines))]
        start = self.random.randrange(len(lines)) if lines else 0
        yield from lines[start:]
        yield from lines[:start]


Search = tuple[str, tuple[str, ...]]


def _searches(strings: Strings) -> Iterator[Search]:
    """The kind and the words of each search."""
    for folder in sorted(strings.lines):
        for size in range(2, 9):
            yield from _each("string", strings.han(size, 3, folder))
    clauses = r"(?<=[，。、；：「])[一-鿿]{3,8}(?=[，。、；：？」])"
    yield from _each("clause", strings.matching(clauses, 15))
    for words in (2, 3):
        yield from _each(f"{words} words", strings.together(words, 20))
        policy = (" ".join(strings.random.sample(_POLICY, words)) for _ in range(10))
        yield from _each(f"{words} words", policy)
    yield from _each("question", _QUERIES["question"])
    yield from _each("question", strings.matching(r"[一-鿿]{6,22}[？?]", 10, "transcripts"))
    for quotes, size in (('"{}"', 4), ("「{}」", 6), ("“{}”", 5), ('"{}" 平台', 3)):
        yield from _each("phrase", map(quotes.format, strings.han(size, 6)))
    gaps = strings.matching(r"[一-鿿]{2}[^。？！\n]{1,12}[一-鿿]{2}", 15)
    yield from _each(
        "wildcard", [*_QUERIES["wildcard"], *(f"{gap[:2]}*{gap[-2:]}" for gap in gaps)]
    )
    yield from _boolean(strings)
    yield from _fields(strings)
    for table, folder in (("s2t", "laws-hans"), ("t2s", "laws-hant"), ("t2s", "transcripts")):
        convert = opencc.OpenCC(table).convert
        yield from _each("other script", map(convert, strings.han(4, 8, folder)))
    yield from _each(
        "Latin", [*_QUERIES["Latin"], *strings.matching(r"[A-Za-z][A-Za-z-]{1,14}", 10)]
    )
    yield from _each("number", strings.matching(r"\d+[年月日萬億元%]", 6))
    yield from _each("number", strings.matching(r"第[一二三四五六七八九十百]+[條条章]", 6))
    for kind in ("cross-strait", "run", "nothing", "odd"):
        yield from _each(kind, _QUERIES[kind])
    yield from _options(strings)


def _each(kind: str, queries: Iterable[str]) -> Iterator[Search]:
    return ((kind, (query,)) for query in queries)


def _boolean(strings: Strings) -> Iterator[Search]:
    shapes = "{0} OR {1}|{0} NOT {1}|{0} -{3}|({0} OR {1}) {2}|{0} -({1} OR {3})"
    for string in strings.han(2, 8):
        words = [*strings.random.sample(_POLICY, 3), string]
        yield from _each("boolean", [shape.format(*words) for shape in shapes.split("|")])


def _fields(strings: Strings) -> Iterator[Search]:
    for name, values in _FIELDS.items():
        words = [strings.random.choice(_POLICY) for _ in values]
        for at, (value, word) in enumerate(zip(values, words, strict=True)):
            # One in five is the whole query, one excludes, the others narrow a word.
            field = f"{name}:{value}"
            yield (
                f"field {name}",
                (field if at % 5 == 0 else f"{word} {'-' * (at % 5 == 4)}{field}",),
            )


def _options(strings: Strings) -> Iterator[Search]:
    for name in ("topic", "speaker", "org"):
        for at, value in enumerate(_FIELDS[name]):
            word = [strings.random.choice(_POLICY)] if at % 3 else []
            yield f"--{name}", (*word, f"--{name}", value)
    for option, value in (("--since", "2018"), ("--until", "2016-06"), ("--doc", "2018")):
        yield option, (strings.random.choice(_POLICY), option, value)
    for query in (*_QUERIES["run"][:4], *_QUERIES["cross-strait"][:4]):
        yield "--exact", (query, "--exact")
    for query in ("外送員", "沙盒", "劳动合同", "平台 保險"):
        yield from (("--sort", (query, "--sort", order)) for order in ("date", "doc"))
        yield "-n", (query, "-n", "35")
        yield "--all", (query, "--all")


def _as_text(searches: Sequence[Search]) -> Iterator[Command]:
    """Two searches of each kind as text with their receipts, and some in other formats."""
    by_kind: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for kind, words in searches:
        by_kind[kind].append(words)
    for queries in by_kind.values():
        for words in queries[:2]:
            yield Command("text", ("search", *words))
    for words in by_kind["question"][:4]:
        yield Command("--explain", ("search", *words, "--explain"))
    for words in by_kind["--topic"][:2] + by_kind["--speaker"][:2]:
        yield Command("csv", ("search", *words, "--format", "csv"))
        yield Command("markdown", ("search", *words, "--format", "md"))


def _other_commands(strings: Strings) -> Iterator[Command]:
    for query in _POLICY:
        yield Command("who", ("who", query, "--json"))
    for topic in _TOPICS[:4]:
        yield Command("who", ("who", "--topic", topic, "-n", "8"))
        yield Command("topics", ("topics", topic))
    yield Command("topics", ("topics", "--json"))
    yield Command("topics", ("topics", "--suggest"))
    yield Command("speakers", ("speakers", "--all", "--json"))
    for name in strings.random.sample(strings.names, min(5, len(strings.names))):
        yield Command("show", ("show", name))
        yield Command("show", ("show", f"{name}#4"))
    for query in _QUERIES["error"]:
        yield Command("error", ("search", query))
