"""An index on the server as it was at one moment: :class:`index.engine.Snapshot`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from index.field_names import GRAMS, SIDE, WORDS
from index.indexed_paragraph import IndexedParagraph
from index.opensearch.encode import to_file_record, to_record
from index.opensearch.mapping import (
    DOC,
    FILE,
    GRAM_COUNT,
    KIND,
    PARAGRAPH,
    RECORD,
    REPEATED,
    UNFINISHED,
    WORD_COUNT,
)
from index.opensearch.point_in_time import Key, PointInTime, file_id, id_of, key_of
from index.opensearch.server import Answer
from index.opensearch.tokens import decoded, encoded, keyword
from index.small_files import SmallFiles
from index.stored_record import IndexedFile, Record, to_file

if TYPE_CHECKING:
    from index.opensearch.session import ServerSession

_COUNTS = {GRAMS: GRAM_COUNT, WORDS: WORD_COUNT}
_AHEAD = 500  # files or paragraphs read together
_FEW = 64  # terms that are counted one by one; more, in one aggregation
_SOME = 400  # words whose occurrences are counted one by one


class ServerSnapshot(SmallFiles):
    """What a point in time has; ``folder`` is the local folder of the small files."""

    def __init__(self, point: PointInTime, folder: Path) -> None:
        self.point = point
        self.folder = folder
        self._frequencies: dict[tuple[str, str], int] = {}
        self._ids: list[str] = []
        self._files: dict[str, IndexedFile] = {}
        self._records: dict[Key, Record] = {}
        self._lengths: dict[str, Answer] = {}
        self._all_sides: list[str] | None = None
        self._all_occurrences: dict[str, int] | None = None

    @cached_property
    def size(self) -> int:
        """The number of records, files included."""
        kinds = [{"term": {KIND: kind}} for kind in (PARAGRAPH, FILE)]
        return sum(self.point.counts(kinds))

    @property
    def filled(self) -> int:
        """The number of paragraphs with grams."""
        return int(self._length(GRAMS)["count"])

    def session(self) -> ServerSession:
        """Searches this snapshot for one query."""
        from index.opensearch.session import ServerSession

        return ServerSession(self)

    def frequency(self, field: str, terms: Iterable[str]) -> dict[str, int]:
        """In how many paragraphs each term occurs."""
        wanted = list(dict.fromkeys(terms))
        new = [term for term in wanted if (field, term) not in self._frequencies]
        if len(new) > _FEW and field != GRAMS:
            found = self._frequency_of_many(field, new)
        else:
            tokens = [encoded(term) if field == GRAMS else keyword(term) for term in new]
            found = self.point.counts([{"term": {field: token}} for token in tokens])
        self._frequencies.update(zip([(field, term) for term in new], found, strict=True))
        return {term: self._frequencies[field, term] for term in wanted}

    def _frequency_of_many(self, field: str, terms: Sequence[str]) -> list[int]:
        counts: dict[str, int] = {}
        for at in range(0, len(terms), 10_000):
            some = [keyword(term) for term in terms[at : at + 10_000]]
            counted = {"terms": {"field": field, "include": some, "size": len(some)}}
            answer = self.point.search({"size": 0, "aggs": {"a": counted}})
            buckets = answer["aggregations"]["a"]["buckets"]
            counts.update((one["key"], one["doc_count"]) for one in buckets)
        return [counts.get(keyword(term), 0) for term in terms]

    def occurrences(self, field: str, terms: Iterable[str]) -> dict[str, int]:
        """How often each word occurs in all paragraphs."""
        wanted = list(terms)
        if field != WORDS:
            raise ValueError(f"{field}: no occurrences are counted")
        if len(wanted) > _SOME or self._all_occurrences is not None:
            if self._all_occurrences is None:
                self._all_occurrences = self._occurrences_of_all()
            return {word: self._all_occurrences.get(word, 0) for word in wanted}
        found = dict(self.frequency(WORDS, wanted))
        for word in wanted:
            for repeated, count in self.point.values(REPEATED, after=f"{word}\t"):
                own, _, times = repeated.partition("\t")
                if own != word:
                    break
                found[word] += count * (int(times) - 1)
        return found

    def _occurrences_of_all(self) -> dict[str, int]:
        found = dict(self.point.values(WORDS))
        for repeated, count in self.point.values(REPEATED):
            word, _, times = repeated.partition("\t")
            found[word] += count * (int(times) - 1)
        return found

    def lexicon(self, field: str, prefix: str = "") -> Iterator[str]:
        """The terms of a field that begin with ``prefix``, in order. Of grams, the pairs at the
        beginning of words alone."""
        if field == GRAMS:
            pairs = dict.fromkeys(word[:2] for word in self.lexicon(WORDS, prefix))
            return (decoded(pair) for pair in pairs if len(pair) == 2)
        if prefix:
            return self._terms(field, prefix)
        if field == SIDE and self._all_sides is None:  # every query asks for these few
            self._all_sides = list(self._terms(field, ""))
        return iter(self._all_sides or ()) if field == SIDE else self._terms(field, "")

    def _terms(self, field: str, prefix: str) -> Iterator[str]:
        if prefix and self.frequency(field, [prefix])[prefix]:
            yield prefix
        for value, _ in self.point.values(field, after=prefix or None):
            if not value.startswith(prefix):
                return
            yield value

    def total_length(self, field: str) -> int:
        """The number of terms of all paragraphs."""
        return int(self._length(field)["sum"])

    def average_length(self, field: str) -> float:
        """The mean number of terms of the paragraphs that have any."""
        return float(self._length(field)["avg"] or 1)

    def _length(self, field: str) -> Answer:
        if field not in self._lengths:
            counted = {"stats": {"field": _COUNTS[field]}}
            query = {"range": {_COUNTS[field]: {"gt": 0}}}
            answer = self.point.search({"size": 0, "query": query, "aggs": {"a": counted}})
            self._lengths[field] = answer["aggregations"]["a"]
        return self._lengths[field]

    def file_ids(self) -> Iterator[str]:
        """The ids of all files, in order."""
        if not self._ids:
            self._ids = [id for id, _ in self.point.values("file")]
        return iter(self._ids)

    def file(self, id: str) -> IndexedFile:
        """The file of this id. Where all are asked for one by one, some are read at a time."""
        if id not in self._files:
            wanted = [id]
            if self._ids:
                from bisect import bisect_left

                at = bisect_left(self._ids, id)
                wanted += self._ids[at : at + _AHEAD]
            query = {"ids": {"values": list(dict.fromkeys(map(file_id, wanted)))}}
            answer = self.point.search({"query": query, "size": len(wanted)})
            for hit in answer["hits"]["hits"]:
                file = to_file(to_file_record(hit["_source"][RECORD]))
                self._files[file.id] = file
        return self._files[id]

    def paragraphs_of(self, id: str) -> Sequence[Key]:
        """The keys of a file's paragraphs, in the order of reading."""
        try:
            file = self.file(id)
        except KeyError:
            return []
        if file.state.digest == UNFINISHED:
            return list(self.point.keys({"term": {DOC: id}}))
        return [(id, number) for number in range(1, file.paragraphs + 1)]

    def record(self, key: Key) -> Record:
        """The record of a paragraph. Its neighbours are read with it."""
        if key not in self._records:
            document, number = key
            self._records.clear()
            some = [(document, n) for n in range(number, number + _AHEAD)]
            self._records.update((k, one.record) for k, one in self.read(some).items())
        return self._records[key]

    def read(self, keys: Sequence[Key]) -> dict[Key, IndexedParagraph]:
        """Those of the paragraphs that are there, by key."""
        found: dict[Key, IndexedParagraph] = {}

        def keep(hit: Answer) -> None:
            found[key_of(hit)] = paragraph_of(hit)

        self.read_hits(keys, keep)
        return found

    def read_hits(self, keys: Sequence[Key], keep: Callable[[Answer], object]) -> None:
        """Read paragraphs, and ``keep`` each hit."""
        for at in range(0, len(keys), _AHEAD):
            ids = [id_of(key) for key in keys[at : at + _AHEAD]]
            for hits in self.point.pages({"ids": {"values": ids}}):
                for hit in hits:
                    keep(hit)


def paragraph_of(hit: Answer) -> IndexedParagraph:
    """The paragraph of a hit."""
    return IndexedParagraph(key_of(hit), to_record(hit["_source"][RECORD]), _complete)


def _complete(_: object, record: Record) -> Record:
    return record
