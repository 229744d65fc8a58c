"""Every paragraph that matches a query, with what is marked and said in it: what counts are of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from index.plan import Key
from index.stored_record import DOC, STATEMENTS, TEXT
from searcher.match.highlight import Mark, merge
from searcher.match.matching import Matched, find
from searcher.match.paragraph_cache import ParagraphCache
from searcher.match.question import read_question
from searcher.match.said_by import is_said_by
from searcher.report.hits import matching_statements
from searcher.report.innermost import innermost
from searcher.report.latin_words import leaves_parts_out, whole_words

if TYPE_CHECKING:
    from corpus.document import Span, Statement
    from index.indexed_paragraph import IndexedParagraph
    from index.people import People
    from index.stored_record import IndexedFile
    from searcher.match.reading import TermReader
    from searcher.query.ast import Query


class MatchedParagraph:
    """A paragraph that matches; each view is made when it is first used."""

    __slots__ = ("_marks", "_of", "key", "stored")

    def __init__(self, of: MatchedParagraphs, key: Key, stored: IndexedParagraph) -> None:
        self._of = of
        self._marks: list[list[Mark]] | None = None
        self.key = key
        self.stored = stored

    @property
    def file(self) -> IndexedFile:
        """The document."""
        return self._of.snapshot.file(self.stored.record[DOC])

    @property
    def people(self) -> People:
        """Who the speakers are."""
        return self._of.snapshot.people

    @property
    def document(self) -> str:
        """The id of the document."""
        document: str = self.stored.record[DOC]
        return document

    def marks(self) -> list[list[Mark]]:
        """What matched, term by term, and then the words of the topics."""
        marks = self._marks
        if marks is None:
            marks = self._marks = self._of.cache.all_marks(self.key)
        return marks

    @property
    def spans(self) -> list[Span]:
        """The marked characters, in order, without overlaps."""
        return merge((mark.start, mark.end) for mark in chain.from_iterable(self.marks()))

    def own_statements(self) -> Sequence[Statement]:
        """The statements by speakers that the query asks for."""
        if not self.stored.record[STATEMENTS]:
            return ()
        question, snapshot, doc = self._of.question, self._of.snapshot, self.stored.record[DOC]
        statements = self.stored.paragraph.statements
        return [one for one in statements if is_said_by(one, question, snapshot, doc)]

    def statements(self) -> Sequence[Statement]:
        """Those of :meth:`own_statements` in which marked words are said: the rows of a table."""
        own = self.own_statements()
        if not own or self.is_whole(own):
            return own
        return matching_statements(own, self.stored.paragraph, self.spans)

    def is_whole(self, own: Sequence[Statement]) -> bool:
        """Whether the paragraph is a single statement, so that its speaker says whatever matches.

        Then nothing has to be marked, which takes longer than all the rest.
        """
        record = self.stored.record
        return (
            len(own) == len(record[STATEMENTS]) == 1
            and own[0].start == 0
            and own[0].end == len(record[TEXT])
        )

    def occurrences(self) -> list[Span]:
        """The places that match; if the query asks for speakers, only what these say.

        Where marks overlap, or marks of two terms touch, it is one occurrence.
        """
        found: list[tuple[int, int, int]] = []
        marks = ((*mark, term) for term, some in enumerate(self.marks()) for mark in some)
        for start, end, term in sorted(marks):
            if found:
                first, last, before = found[-1]
                if start < last or (start == last and term != before):
                    found[-1] = first, max(last, end), term
                    continue
            found.append((start, end, term))
        spans = [(start, end) for start, end, _ in found]
        if not self._of.question.said_by:
            return spans
        own = self.statements()
        return [s for s in spans if any(one.start <= s[0] and s[1] <= one.end for one in own)]

    def is_only_inside(self) -> bool:
        """Whether all that matches is inside longer Latin words or numbers."""
        spans = self.spans
        return bool(spans) and not whole_words(self.stored.text.folded, spans)

    def around(self, span: Span) -> Span:
        """The part of the paragraph that is context of the span: all of it, or the statement around
        the span if the query asks for speakers."""
        if not self._of.question.said_by:
            return 0, len(self.stored.written)
        around = [(one.start, one.end) for one in self.statements()]
        containing = [one for one in around if one[0] <= span[0] and span[1] <= one[1]]
        return min(containing, key=lambda one: one[1] - one[0])

    def extents(self) -> list[Span]:
        """What of the paragraph the query selects: all, or what its speakers say themselves."""
        length = len(self.stored.written)
        if not self._of.question.said_by:
            return [(0, length)]
        own = set(self.statements())
        parts = innermost(self.stored.paragraph.statements, length)
        return merge((one.start, one.end) for one in parts if one.statement in own)


class MatchedParagraphs:
    """All matches of ``query``, exact: those that :meth:`searcher.search.Search.answer` counts."""

    def __init__(self, terms: TermReader, query: Query, *, certain: bool = False) -> None:
        self.query = query
        self.snapshot = terms.snapshot
        self.terms = terms
        self.question = read_question(terms, query, certain=certain)
        self.cache = ParagraphCache(terms.session, self.question)

    @cached_property
    def matched(self) -> Matched:
        """What the engine finds."""
        return find(self.terms, self.question, self.cache)

    @property
    def total(self) -> int:
        """How many paragraphs match."""
        return self.matched.total

    @cached_property
    def leaves_parts_out(self) -> bool:
        """Whether what is inside longer Latin words or numbers does not count."""
        return leaves_parts_out(self.query, exact=self.terms.exact)

    def counted(self) -> tuple[Iterable[MatchedParagraph], int]:
        """The matches that count, and how many match only inside longer words; all if all do."""
        if not self.leaves_parts_out:
            return self, 0
        every = list(self)
        kept = [one for one in every if not one.is_only_inside()]
        return (kept, len(every) - len(kept)) if kept else (every, 0)

    def __iter__(self) -> Iterator[MatchedParagraph]:
        """Every match, document by document in reading order."""
        for key, stored in self.matched.matches.all_records():
            self.cache.add(key, stored)
            yield MatchedParagraph(self, key, stored)

    def of(self, keys: Iterable[Key]) -> Iterator[MatchedParagraph]:
        """The matches with these keys, in this order."""
        listed = list(keys)
        for key, stored in zip(listed, self.cache.read(listed), strict=True):
            yield MatchedParagraph(self, key, stored)
