"""Makes the documents of the server: a worker process makes all that follows from the records."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable
from typing import Any

from corpus.fold import fold
from index.analysis.spacing import close_gaps
from index.analysis.word_segmentation import begins
from index.field_names import GRAMS
from index.opensearch.mapping import GAPS, GRAM_COUNT, MARKED, PAIRS, RECORD, SPACED
from index.opensearch.tokens import encoded, gram_tokens, pair_tokens
from index.ragged import Ragged, from_rows
from index.stored_record import STARTS, TEXT, Record, whole_record

BEGINS, ENDS, BOTH = "B", "E", "X"
"""What follows a character in the field :data:`MARKED`: a word begins with it, ends with it."""
_MARKS = ("", ENDS, BEGINS, BOTH)


def encode(records: Iterable[Record]) -> Ragged:
    """The fields of each paragraph that follow from its record, then the record of the file; each
    as JSON."""
    *paragraphs, file = records
    rows = [dumped(_fields(whole_record(one, file))) for one in paragraphs]
    return from_rows([*rows, dumped(file)])


def dumped(value: object) -> bytes:
    """JSON in UTF-8. Half a surrogate pair, which UTF-8 does not have, is escaped."""
    try:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":")).encode()


def _fields(record: Record) -> dict[str, Any]:
    text, starts = fold(record[TEXT]), record[STARTS]
    closed = close_gaps(text)
    found: dict[str, Any] = {
        RECORD: (*record[:STARTS], b64encode(starts).decode()),
        GRAMS: (grams := gram_tokens(text)),
        GRAM_COUNT: grams.count(" ") + 1 if grams else 0,
        PAIRS: pair_tokens(closed),
    }
    if closed == text:
        found[MARKED] = marked_tokens(text, starts)
    else:
        found[GAPS] = True
        found[SPACED] = pair_tokens(text)
    return found


def marked_tokens(text: str, starts: bytes) -> str:
    """Each character of a folded text, with a mark where a word begins or ends with it.

    >>> marked_tokens("平台。", b"\\x0d")
    '平B 台E 。X'
    """
    bits = [begins(starts, at) for at in range(len(text) + 1)]
    return " ".join(
        char + _MARKS[2 * bits[at] + bits[at + 1]] for at, char in enumerate(encoded(text))
    )


def to_record(found: list[Any]) -> Record:
    """The whole record of a paragraph, from the JSON of the server."""
    record: Record = _tuples(found)
    return (*record[:STARTS], b64decode(record[STARTS]))


def to_file_record(found: list[Any]) -> Record:
    """The record of a file."""
    record: Record = _tuples(found)
    return record


def _tuples(value: Any) -> Any:
    return tuple([_tuples(one) for one in value]) if isinstance(value, list) else value
