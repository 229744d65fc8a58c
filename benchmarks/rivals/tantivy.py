"""tantivy, a search engine in Rust, through its Python package."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.corpus import bodies
from benchmarks.questions import Question
from benchmarks.rivals.rival import OpenIndex, Rival, releases, uses_words_only
from benchmarks.words import word_starts, words_at
from corpus.fold import fold
from index.analysis.grams import grams
from index.whoosh.string_matching import covering_grams

_HEAP = 512_000_000
_ALL = 100_000_000


class _OpenIndex(OpenIndex):
    def __init__(self, index: Path, *, by_words: bool) -> None:
        import tantivy

        self._tantivy: Any = tantivy
        opened: Any = tantivy.Index.open(str(index))
        self._schema = opened.schema
        self._searcher: Any = opened.searcher()
        self._by_words = by_words

    def _query(self, question: Question) -> Any:
        occur = self._tantivy.Occur
        joint = occur.Should if question.how == "or" else occur.Must
        query = self._tantivy.Query
        return query.boolean_query([(joint, self._string(term)) for term in question.terms])

    def _string(self, text: str) -> Any:
        query, must = self._tantivy.Query, self._tantivy.Occur.Must
        if self._by_words:
            words = _words(text)
            if len(words) == 1:
                return query.term_query(self._schema, "words", words[0])
            return query.phrase_query(self._schema, "words", words)
        held = covering_grams(fold(text))
        return query.boolean_query(
            [(must, query.term_query(self._schema, "grams", gram)) for gram in held]
        )

    def search(self, question: Question) -> int | None:
        if not uses_words_only(question):
            return None
        result = self._searcher.search(self._query(question), 10)
        for _, address in result.hits:
            self._searcher.doc(address)["text"]
        return int(result.count)

    def matching_rows(self, question: Question) -> set[int] | None:
        if not uses_words_only(question):
            return None
        result = self._searcher.search(self._query(question), _ALL)
        addresses = [address for _, address in result.hits]
        return {int(row) for row in self._searcher.fast_field_values("row", addresses)}


def _words(text: str) -> list[str]:
    return words_at(fold(text), word_starts(text))


class _Tantivy(Rival):
    def version(self) -> str:
        return releases("tantivy")

    def missing(self) -> str:
        from importlib.util import find_spec

        return "" if find_spec("tantivy") else "tantivy is not installed"

    def fields(self) -> Sequence[tuple[str, str]]:
        """Return the indexed fields, and the index option of each."""
        raise NotImplementedError

    def terms(self, text: str) -> dict[str, str]:
        """Return the terms of a paragraph by field, separated by spaces."""
        raise NotImplementedError

    def build(self, grown: Path, index: Path) -> None:
        import tantivy

        index.mkdir()
        builder = tantivy.SchemaBuilder()
        builder.add_unsigned_field("row", fast=True)
        builder.add_text_field("text", stored=True, tokenizer_name="raw", index_option="basic")
        for name, kept in self.fields():
            builder.add_text_field(name, tokenizer_name="whitespace", index_option=kept)
        writer = tantivy.Index(builder.build(), str(index)).writer(_HEAP)
        for row, text in enumerate(bodies(grown)):
            document = tantivy.Document()
            document.add_unsigned("row", row)
            document.add_text("text", text)
            for name, terms in self.terms(text).items():
                document.add_text(name, terms)
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()


class TantivyWords(_Tantivy):
    name = "tantivy-words"
    about = (
        "the words that Cewen indexes, with positions; a term is the phrase of its words, and what "
        "jieba tokenized in another way is missed; no speakers, topics or variants"
    )

    def fields(self) -> Sequence[tuple[str, str]]:
        return [("words", "position")]

    def terms(self, text: str) -> dict[str, str]:
        return {"words": " ".join(_words(text))}

    def open(self, index: Path) -> OpenIndex:
        return _OpenIndex(index, by_words=True)


class SameTerms(_Tantivy):
    name = "tantivy-same-terms"
    about = (
        "the words, characters and pairs that Cewen indexes, with frequencies; a string is all of "
        "its pairs, at any place; no speakers, topics or variants"
    )

    def fields(self) -> Sequence[tuple[str, str]]:
        return [("words", "freq"), ("grams", "freq")]

    def terms(self, text: str) -> dict[str, str]:
        return {"words": " ".join(_words(text)), "grams": " ".join(grams(fold(text)))}

    def open(self, index: Path) -> OpenIndex:
        return _OpenIndex(index, by_words=False)
