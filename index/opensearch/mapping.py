"""The mapping of an index on the server: which fields its documents have.

A document is a paragraph, a file, or a note about the index (:data:`KIND`). ``grams`` are the terms
of the first stage, with their counts. ``pairs`` are the neighbours of the text without its gaps,
with positions, so a phrase of them is a string; ``spaced`` are those of the text with its gaps, of
a paragraph that has some. ``marked`` are the characters of one that has none, each with a mark
where a word begins or ends with it. All text fields hold our own tokens, separated by blanks.
"""

from __future__ import annotations

from typing import Any

from index.bm25 import K1, B
from index.field_names import GRAMS, KEYWORD_FIELDS, TOPIC_WORDS, WORDS

KIND = "is"
PARAGRAPH, FILE, NOTE = "p", "f", "n"
DOC = "doc"
NUMBER = "number"
RECORD = "record"
PAIRS = "pairs"
SPACED = "spaced"
MARKED = "marked"
GAPS = "gaps"
"""Whether the text of the paragraph has gaps."""
REPEATED = "repeated"
"""Words that occur twice or more often in a paragraph, each after its count and a tab."""
GRAM_COUNT, WORD_COUNT = "gram_count", "word_count"
UNFINISHED = "unfinished"
"""The digest of a file whose paragraphs are being written: the next run reads it again."""
NOTE_FIELD = "note"
FORMAT = 1
"""Of the documents on the server; the records are those of :data:`index.manifest.FORMAT`."""

_SIMILARITY = "cewen"


def _text(**options: Any) -> dict[str, Any]:
    return {"type": "text", "analyzer": "whitespace", **options}


def properties() -> dict[str, Any]:
    """The fields."""
    plain = {"type": "keyword"}
    return {
        KIND: plain,
        NUMBER: {"type": "integer"},
        RECORD: {"type": "object", "enabled": False},
        NOTE_FIELD: {"type": "object", "enabled": False},
        GRAMS: _text(index_options="freqs", similarity=_SIMILARITY),
        PAIRS: _text(norms=False),
        SPACED: _text(norms=False),
        MARKED: _text(norms=False),
        GAPS: {"type": "boolean"},
        GRAM_COUNT: {"type": "integer"},
        WORD_COUNT: {"type": "integer"},
        WORDS: plain,
        REPEATED: plain,
        **dict.fromkeys((*KEYWORD_FIELDS, TOPIC_WORDS), plain),
    }


def new_index(shards: int, replicas: int) -> dict[str, Any]:
    """The body of the request that makes an index.

    It is refreshed at the end of a run only, so that a search does not see half of the run.
    """
    return {
        "settings": {
            "number_of_shards": shards,
            # A cluster of one node has none.
            "auto_expand_replicas": f"0-{replicas}" if replicas else False,
            "refresh_interval": "-1",
            "max_result_window": 10_000,
            "similarity": {_SIMILARITY: {"type": "BM25", "k1": K1, "b": B}},
        },
        "mappings": {
            "dynamic": False,
            "_source": {"includes": [RECORD, NOTE_FIELD]},
            "properties": properties(),
            "_meta": {"cewen": FORMAT},
        },
    }
