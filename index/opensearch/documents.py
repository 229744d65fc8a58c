"""The documents that the server gets of the columns of a file."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from index.columns import Columns, Tokens
from index.field_names import WORDS
from index.opensearch.bulk import Action
from index.opensearch.encode import dumped
from index.opensearch.mapping import (
    FILE,
    KIND,
    NUMBER,
    PARAGRAPH,
    RECORD,
    REPEATED,
    UNFINISHED,
    WORD_COUNT,
)
from index.opensearch.point_in_time import file_id, id_of
from index.opensearch.tokens import keywords

# Positions in a file's record (see index.stored_record).
_ID, _PARAGRAPHS, _SIZE, _MODIFIED, _DIGEST = 0, 7, 8, 9, 10


class FileDocuments(NamedTuple):
    """The documents of one file: its ``paragraphs``, and the file's own."""

    id: str
    record: list[Any]
    paragraphs: list[Action]

    @property
    def size(self) -> int:
        """Bytes to send."""
        return sum(one.size for one in self.paragraphs)

    def begun(self, room: int) -> Action:
        """The file while its paragraphs are being written: up to ``room`` of them may be there."""
        record = list(self.record)
        record[_PARAGRAPHS] = max(room, len(self.paragraphs))
        record[_SIZE], record[_MODIFIED], record[_DIGEST] = 0, 0, UNFINISHED
        return _file(self.id, record)

    def finished(self) -> Action:
        """The file once all of its paragraphs are there."""
        return _file(self.id, self.record)

    def surplus(self, room: int) -> list[Action]:
        """Removes the paragraphs that an earlier state of the file had."""
        return removed(self.id, len(self.paragraphs) + 1, room)


def removed(id: str, first: int, last: int) -> list[Action]:
    """Removes paragraphs of a file, from one number to another."""
    return [Action.remove(id_of((id, number))) for number in range(first, last + 1)]


def _file(id: str, record: list[Any]) -> Action:
    return Action.write(file_id(id), dumped({KIND: FILE, "file": id, RECORD: record}))


def documents_of(columns: Columns) -> FileDocuments:
    """The documents of one file."""
    *rows, last = columns.stored.rows()
    record = json.loads(last)
    id = record[_ID]
    count = len(rows)
    fields: list[dict[str, Any]] = [{KIND: PARAGRAPH, NUMBER: n} for n in range(1, count + 1)]
    for name, tokens in columns.keywords.items():
        if name != "file":
            for number, values in _by_document(tokens, count):
                fields[number][name] = keywords(dict.fromkeys(values))
    for number, words in _by_document(columns.words, count):
        fields[number] |= _words(words)
    actions = [
        Action.write(id_of((id, number)), row[:-1] + b"," + dumped(rest)[1:])
        for number, (row, rest) in enumerate(zip(rows, fields, strict=True), 1)
    ]
    return FileDocuments(id, record, actions)


def _by_document(tokens: Tokens, count: int) -> Iterator[tuple[int, list[str]]]:
    """The terms of each document that has some."""
    borders = np.searchsorted(tokens.docs, np.arange(count + 1)).tolist()
    terms = list(map(tokens.terms.__getitem__, tokens.ids.tolist()))
    for number, (start, end) in enumerate(pairwise(borders)):
        if end > start:
            yield number, terms[start:end]


def _words(words: list[str]) -> dict[str, Any]:
    counts = Counter(words)
    found: dict[str, Any] = {WORDS: keywords(counts), WORD_COUNT: len(words)}
    if len(counts) < len(words):
        repeated = [f"{word}\t{count}" for word, count in counts.items() if count > 1]
        found[REPEATED] = keywords(repeated)
    return found
