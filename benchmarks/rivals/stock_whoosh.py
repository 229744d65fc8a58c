"""Stock Whoosh with a Chinese analyzer, as its manual and that of jieba show it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from whoosh import fields, qparser
from whoosh import index as whoosh_index
from whoosh.analysis import LowercaseFilter, Token, Tokenizer

from benchmarks.corpus import bodies
from benchmarks.questions import Question
from benchmarks.rivals.rival import OpenIndex, Rival, releases, uses_words_only


@cache
def _simplify() -> Any:
    import opencc

    return opencc.OpenCC("t2s").convert


class RjiebaTokenizer(Tokenizer):  # type: ignore[misc]
    """The same as jieba's own ``ChineseTokenizer``, but by rjieba and in one script."""

    def __call__(self, value: str, **kwargs: Any) -> Iterator[Token]:
        import rjieba

        token = Token(positions=True, chars=True, removestops=True, mode=kwargs.get("mode", ""))
        for place, (word, start, end) in enumerate(rjieba.tokenize(_simplify()(value), "search")):
            if not word[0].isalnum():
                continue
            token.original = token.text = word
            token.boost = 1.0
            token.pos = kwargs.get("start_pos", 0) + place
            token.startchar = kwargs.get("start_char", 0) + start
            token.endchar = kwargs.get("start_char", 0) + end
            yield token


def _schema() -> fields.Schema:
    analyzer = RjiebaTokenizer() | LowercaseFilter()
    return fields.Schema(
        row=fields.STORED(), text=fields.TEXT(analyzer=analyzer, phrase=True, stored=True)
    )


class _Searcher(OpenIndex):
    def __init__(self, index: Path) -> None:
        opened = whoosh_index.open_dir(str(index))
        self._searcher = opened.searcher()
        self._parser = qparser.QueryParser("text", opened.schema)

    def search(self, question: Question) -> int | None:
        if not uses_words_only(question):
            return None
        results = self._searcher.search(self._parser.parse(question.typed), limit=10)
        for hit in results:
            hit["text"]
        return len(results)

    def matching_rows(self, question: Question) -> set[int] | None:
        if not uses_words_only(question):
            return None
        results = self._searcher.docs_for_query(self._parser.parse(question.typed))
        return {self._searcher.stored_fields(number)["row"] for number in results}


class StockWhoosh(Rival):
    name = "whoosh"
    about = (
        "TEXT with positions, rjieba in search mode on OpenCC's Simplified text, "
        "limitmb=1024, one process; no speakers, topics or variants"
    )

    def version(self) -> str:
        return releases("whoosh3", "rjieba", "opencc")

    def missing(self) -> str:
        from importlib.util import find_spec

        return "" if find_spec("rjieba") else "rjieba is not installed"

    def build(self, grown: Path, index: Path) -> None:
        index.mkdir()
        writer = whoosh_index.create_in(str(index), _schema()).writer(limitmb=1024)
        for row, text in enumerate(bodies(grown)):
            writer.add_document(row=row, text=text)
        writer.commit()

    def open(self, index: Path) -> OpenIndex:
        return _Searcher(index)
