"""SQLite's FTS5: with trigrams, and with words that were tokenized beforehand."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from benchmarks.corpus import bodies
from benchmarks.questions import Question
from benchmarks.rivals.rival import OpenIndex, Rival, uses_words_only
from benchmarks.words import word_starts, words_at
from corpus.fold import fold

_FILE = "fts5.sqlite"


class _OpenIndex(OpenIndex):
    """Searches by a condition in SQL. A ranked condition is one whose matches FTS5 can rank."""

    def __init__(self, index: Path) -> None:
        self._database = sqlite3.connect(index / _FILE)

    def condition(self, question: Question) -> tuple[str, list[str], bool]:
        raise NotImplementedError

    def search(self, question: Question) -> int | None:
        if not uses_words_only(question):
            return None
        where, values, ranked = self.condition(question)
        order = "ORDER BY rank" if ranked else ""
        ten = f"SELECT original FROM text WHERE {where} {order} LIMIT 10"
        self._database.execute(ten, values).fetchall()
        count = f"SELECT count(*) FROM text WHERE {where}"
        return int(self._database.execute(count, values).fetchone()[0])

    def matching_rows(self, question: Question) -> set[int] | None:
        if not uses_words_only(question):
            return None
        where, values, _ = self.condition(question)
        rows = self._database.execute(f"SELECT rowid FROM text WHERE {where}", values)
        return {rowid - 1 for (rowid,) in rows}


class _TrigramIndex(_OpenIndex):
    def condition(self, question: Question) -> tuple[str, list[str], bool]:
        terms = [fold(term) for term in question.terms]
        joint = " OR " if question.how == "or" else " AND "
        if all(len(term) >= 3 for term in terms):
            return "text MATCH ?", [joint.join(map(_quoted, terms))], True
        # Shorter terms have no trigram, so every row is read. LIKE does not work: up to SQLite 3.40
        # at least, it takes two Chinese characters for a trigram and finds nothing.
        return joint.join("instr(folded, ?)" for _ in terms), terms, False


class _WordIndex(_OpenIndex):
    def condition(self, question: Question) -> tuple[str, list[str], bool]:
        joint = " OR " if question.how == "or" else " AND "
        phrases = [_quoted(" ".join(_words(term))) for term in question.terms]
        return "text MATCH ?", [joint.join(phrases)], True


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _words(text: str) -> list[str]:
    return words_at(fold(text), word_starts(text))


class _Fts5(Rival):
    tokenizer: ClassVar[str]

    def version(self) -> str:
        return f"SQLite {sqlite3.sqlite_version}"

    def missing(self) -> str:
        try:
            with sqlite3.connect(":memory:") as database:
                self._create(database)
        except sqlite3.OperationalError as error:
            return f"this SQLite has no such table: {error}"
        return ""

    def _create(self, database: sqlite3.Connection) -> None:
        database.execute(
            "CREATE VIRTUAL TABLE text USING fts5"
            f"(folded, original UNINDEXED, tokenize='{self.tokenizer}')"
        )

    def rows(self, grown: Path) -> Iterator[tuple[str, str]]:
        """Yield the indexed text and the stored text of each row."""
        raise NotImplementedError

    def build(self, grown: Path, index: Path) -> None:
        index.mkdir()
        with sqlite3.connect(index / _FILE) as database:
            self._create(database)
            database.executemany("INSERT INTO text VALUES (?, ?)", self.rows(grown))


class Trigram(_Fts5):
    name = "fts5-trigram"
    about = (
        "folded text; strings of three characters and more, in order of rank; shorter ones by "
        "instr(), which reads every row and ranks nothing; no speakers, topics or variants"
    )
    tokenizer = "trigram"

    def rows(self, grown: Path) -> Iterator[tuple[str, str]]:
        return ((fold(text), text) for text in bodies(grown))

    def open(self, index: Path) -> OpenIndex:
        return _TrigramIndex(index)


class Words(_Fts5):
    name = "fts5-words"
    about = (
        "the words that Cewen indexes, with positions; a term is the phrase of its words, and what "
        "jieba tokenized in another way is missed; no speakers, topics or variants"
    )
    tokenizer = "unicode61 remove_diacritics 0"

    def rows(self, grown: Path) -> Iterator[tuple[str, str]]:
        return ((" ".join(_words(text)), text) for text in bodies(grown))

    def open(self, index: Path) -> OpenIndex:
        return _WordIndex(index)
