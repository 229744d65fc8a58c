"""The stock writer as oracle: what an index holds, asked of unmodified Whoosh."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from whoosh import fields, formats, query
from whoosh.index import create_in, open_dir

from index.analysis.grams import grams
from index.columns import Columns
from index.field_names import COUNTED_FIELDS, GRAMS, KEYWORD_FIELDS, STORED, TEXT_FIELDS, WORDS
from index.whoosh.schema import schema
from index.whoosh.writer import BulkWriter
from tests.index.whoosh.entries import Entry, of_entries

ALPHABET = "平台工作法，。 ab1\u3000𠀀🙂"
WORD_LIST = ("平台", "平", "工作者", "法", "a", "ab1", "𠀀", "，")

texts = st.text(ALPHABET, max_size=12) | st.sampled_from(["平台工作" * 30, "a" * 300])
keywords = st.fixed_dictionaries(
    {"doc": st.sampled_from(["甲.md", "乙.md", "丙.md"]).map(lambda name: [name])},
    optional={
        "speaker": st.lists(st.sampled_from(["連小梅", "何大年", "某局"]), max_size=3, unique=True),
        "topic": st.just(["外送"]),
        "topicword": st.lists(st.sampled_from(["a\t外送員", "a\t零工", "b\t零工"]), max_size=5),
    },
)
entries = st.builds(
    Entry,
    words=st.lists(st.sampled_from(WORD_LIST), max_size=20),
    text=texts,
    keywords=keywords,
    stored=st.tuples(st.integers(0, 9), texts),
)


class TermWeights(formats.Existence):  # type: ignore[misc]
    """How often a term occurs in a document, as the posting's weight: what our writer writes."""

    def word_values(
        self, value: Any, analyzer: Any, **kwargs: Any
    ) -> Iterator[tuple[str, int, float, bytes]]:
        for term, often in Counter(value).items():
            yield term, often, often * self.field_boost, b""


def counting_schema() -> fields.Schema:
    """Our schema, of fields that count the terms of a list."""
    result = schema()
    for name in (*TEXT_FIELDS, *COUNTED_FIELDS):
        result[name].format = TermWeights()
    return result


def stock_fields(entry: Entry) -> dict[str, object]:
    """The entry as the stock writer takes it."""
    terms = {WORDS: list(entry.words), GRAMS: grams(entry.text), **entry.keywords}
    return {STORED: entry.stored, **{name: value for name, value in terms.items() if value}}


def write_stock(folder: Path, added: Iterable[Entry]) -> None:
    """A new index of these entries by the stock writer."""
    folder.mkdir()
    writer = create_in(str(folder), counting_schema()).writer()
    for entry in added:
        writer.add_document(**stock_fields(entry))
    writer.commit()


def batches(added: Sequence[Entry]) -> Iterator[Columns]:
    """The entries as columns of one, two, three, … documents, and some of none."""
    start = 0
    for size in count():
        yield of_entries(added[start : start + size])
        start += size
        if start >= len(added):
            return


def write_bulk(folder: Path, added: Iterable[Entry], run_tokens: int = 1 << 20) -> None:
    """Add these entries to the index in a folder, in one commit."""
    with BulkWriter(folder, run_tokens=run_tokens) as writer:
        for one in batches(list(added)):
            writer.add(one)


def stored(folder: Path) -> list[tuple[object, ...]]:
    """What the living documents store, in their order."""
    with open_dir(str(folder)).reader() as reader:
        return [fields[STORED] for fields in reader.all_stored_fields()]


def contents(folder: Path) -> dict[str, Any]:
    """All that a stock reader says of an index."""
    with open_dir(str(folder)).reader() as reader:
        numbers = range(reader.doc_count_all())
        return {
            "terms": list(reader.all_terms()),
            "infos": {term: _term(reader, *term) for term in reader.all_terms()},
            "lengths": {
                name: (
                    reader.field_length(name),
                    [reader.doc_field_length(number, name) for number in numbers],
                )
                for name in (*TEXT_FIELDS, *KEYWORD_FIELDS, *COUNTED_FIELDS)
            },
            "stored": [reader.stored_fields(number) for number in numbers],
            "documents": (reader.doc_count(), reader.doc_count_all()),
        }


def _term(reader: Any, field: str, text: bytes) -> tuple[Any, ...]:
    info = reader.term_info(field, text)
    postings = []
    matcher = reader.postings(field, text)
    while matcher.is_active():
        postings.append((matcher.id(), matcher.weight(), matcher.value()))
        matcher.next()
    statistics = (
        reader.doc_frequency(field, text),
        reader.frequency(field, text),
        (info.min_length(), info.max_length(), info.max_weight()),
        (info.min_id(), info.max_id()),
    )
    return (*statistics, postings)


def top_ten(folder: Path, questions: Sequence[query.Query]) -> list[Any]:
    """The best hits of the stock searcher with BM25F, their scores, and the number of hits."""
    with open_dir(str(folder)).searcher() as searcher:
        found = [searcher.search(question, limit=10) for question in questions]
        return [(len(hits), [(hit.docnum, hit.score) for hit in hits]) for hits in found]


def _questions() -> list[query.Query]:
    words = [query.Term(WORDS, word) for word in WORD_LIST]
    pairs = [query.Term(GRAMS, gram) for gram in ("平", "平台", "台工", "aa", "，", "𠀀")]
    both = list(zip(words, pairs, strict=False))
    return [
        *words,
        *pairs,
        *(query.And(list(pair)) for pair in both),
        *(query.Or(list(pair)) for pair in both),
        query.And([pairs[0], query.Not(pairs[1])]),
        query.And([pairs[1], query.Term("doc", "甲.md")]),
    ]


QUESTIONS = _questions()
