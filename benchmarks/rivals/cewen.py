"""Cewen itself: the whole command, and parts of it."""

from __future__ import annotations

import os
import sys
from functools import cached_property
from pathlib import Path
from typing import Any

from benchmarks.corpus import bodies, files
from benchmarks.questions import Question
from benchmarks.rivals.rival import OpenIndex, Rival, releases
from corpus.document import Document, Paragraph
from index.analysis.analyze import analyze_document
from index.analysis.word_segmentation import preferred_segmenter
from index.engines import check_searchable, opened
from index.location import find_index
from index.plan import Has
from index.stored_record import FileState, Origin
from index.whoosh.reader import Reader
from index.whoosh.writer import BulkWriter
from searcher.match.question import query_plan
from searcher.match.reading import TermReader
from searcher.query.parser import parse
from searcher.search import Options, Search

ON_SERVERS = "CEWEN_BENCHMARK_OPENSEARCH"
"""The environment variable with the address of an index on a cluster."""
TOGETHER = 1000  # paragraphs that are written as one document


class OpenCewen(OpenIndex):
    """``anew``: open the index again for every question, so that nothing is cached."""

    def __init__(self, index: Path, *, anew: bool) -> None:
        self._index = index
        self._anew = anew
        self._reader = Reader(index)

    def search(self, question: Question) -> int:
        reader = Reader(self._index) if self._anew else self._reader
        return Search(reader, Options(limit=10)).answer(parse(question.typed)).total

    def matching_rows(self, question: Question) -> set[int]:
        """The exact matches alone: variants and words are not part of the truth."""
        terms = TermReader(self._reader, self._reader.session(), exact=True)
        matches = terms.session.match(query_plan(terms, parse(question.typed)))
        exact = (key for key, _ in matches.all_records())
        return {self._rows[number] for number in exact if number in self._rows}

    @cached_property
    def _rows(self) -> dict[int, int]:
        numbers = self._reader.postings("role", "body").numbers
        return {number: row for row, number in enumerate(numbers)}


class Cewen(Rival):
    name = "cewen"
    about = (
        "the whole job, `cewen index`: reads the files, finds speakers and topics, indexes words, "
        "characters and pairs of all paragraphs, headings too; searched with one reader"
    )
    several = True

    def version(self) -> str:
        return releases("whoosh3", preferred_segmenter(), "opencc", "ahocorasick-rs", "numpy")

    def command(self, grown: Path, index: Path) -> list[str]:
        return [program(), "index", str(files(grown)), "--keep-duplicates", "--index", str(index)]

    def open(self, index: Path) -> OpenIndex:
        return OpenCewen(index, anew=False)


class Fresh(Cewen):
    name = "cewen-new-reader"
    about = "the same index, opened anew for every question"
    index_of = "cewen"
    several = False

    def open(self, index: Path) -> OpenIndex:
        return OpenCewen(index, anew=True)


class OpenOnServers(OpenIndex):
    """An index on a cluster."""

    def __init__(self, index: str) -> None:
        located = find_index(Path(index))
        assert located
        check_searchable(located.folder)
        self._snapshot = opened(located.folder)

    def search(self, question: Question) -> int:
        return Search(self._snapshot, Options(limit=10)).answer(parse(question.typed)).total

    def matching_rows(self, question: Question) -> set[int]:
        """The exact matches alone, as :meth:`OpenCewen.matching_rows`."""
        terms = TermReader(self._snapshot, self._snapshot.session(), exact=True)
        matches = terms.session.match(query_plan(terms, parse(question.typed)))
        return {self._rows[key] for key, _ in matches.all_records() if key in self._rows}

    @cached_property
    def _rows(self) -> dict[Any, int]:
        session = self._snapshot.session()
        bodies = session.match(Has("role", ("body",)))
        return {key: row for row, (key, _) in enumerate(bodies.all_records())}


class OnServers(Cewen):
    name = "cewen-opensearch"
    about = (
        "the same command with its index on an OpenSearch cluster, whose address is in "
        f"{ON_SERVERS}; searched with one point in time"
    )

    def missing(self) -> str:
        if not os.environ.get(ON_SERVERS):
            return "python -m benchmarks.opensearch starts a cluster and measures it"
        return ""

    def version(self) -> str:
        return releases("opensearch-py")

    def command(self, grown: Path, index: Path) -> list[str]:
        return super().command(grown, Path(os.environ[ON_SERVERS]))

    def open(self, index: Path) -> OpenIndex:
        return OpenOnServers(os.environ[ON_SERVERS])


class Bulk(Cewen):
    name = "cewen-writer"
    about = (
        "only folds, tokenizes and writes the body paragraphs, in one process: the same work "
        "as tantivy"
    )
    searches = False
    several = False

    def command(self, grown: Path, index: Path) -> list[str]:
        return Rival.command(self, grown, index)

    def build(self, grown: Path, index: Path) -> None:
        index.mkdir()
        texts = list(bodies(grown))
        with BulkWriter(index) as writer:
            for first in range(0, len(texts), TOGETHER):
                paragraphs = tuple(
                    Paragraph(number, "body", text)
                    for number, text in enumerate(texts[first : first + TOGETHER], 1)
                )
                document = Document(str(first), "", None, "other", paragraphs)
                origin, state = Origin("", ""), FileState(0, 0, "")
                segmenter = preferred_segmenter()
                writer.add(analyze_document(document, origin, state, segmenter, writer.encode))


def program() -> str:
    """Return the path of the ``cewen`` that is installed with this Python."""
    return str(Path(sys.executable).with_name("cewen"))
