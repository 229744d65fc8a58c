"""Advice after a query that matches nothing: how it was read, and what would match."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TypeAlias

from corpus.errors import Message
from corpus.fold import fold
from searcher.match.matching import find
from searcher.match.paragraph_cache import ParagraphCache
from searcher.match.question import query_plan, read_question
from searcher.match.reading import TermReader
from searcher.query.ast import And, Field, Phrase, Query, Term, describe
from searcher.query.fields import FIELDS
from searcher.query.positive import positive_fields, positive_terms
from searcher.terminal_text import clean

if TYPE_CHECKING:
    from index.engine import Snapshot

_PROBED = 24  # characters of a term of which parts are tried

_Counted: TypeAlias = tuple[Query, int]


def explain_nothing(reader: Snapshot, query: Query, *, exact: bool) -> Iterator[Message]:
    """Lines for the user: the reading, which parts match nothing, and a query that does match."""
    yield Message("Nothing found for: {query}", {"query": _shown(query)})
    probe = _Probe(reader, exact)
    terms = [term for term in positive_terms(query) if not probe.matches(term)]
    for term in terms:
        yield Message("  no paragraph holds {term}", {"term": _shown(term)})
    for field in positive_fields(query):
        if not probe.matches(field):
            yield _no_field(field)
    if exact and (widened := _Probe(reader, exact=False).count(query)):
        one = "  without --exact: {count} paragraph"
        many = "  without --exact: {count} paragraphs"
        yield Message(one if widened == 1 else many, {"count": widened})
    elif suggestion := probe.suggestion(query, terms):
        other, count = suggestion
        one = "  try: {query} ({count} paragraph)"
        many = "  try: {query} ({count} paragraphs)"
        yield Message(one if count == 1 else many, {"query": _shown(other), "count": count})


def _no_field(field: Field) -> Message:
    listed_by = FIELDS[field.name].listed_by
    if not listed_by:
        return Message("  no paragraph has {field}", {"field": _shown(field)})
    text = "  no paragraph has {field}: {command} lists what there is"
    return Message(text, {"field": _shown(field), "command": listed_by})


def _shown(query: Query) -> str:
    return clean(describe(query))


class _Probe:
    """Tries other queries."""

    def __init__(self, snapshot: Snapshot, exact: bool) -> None:
        self._terms = TermReader(snapshot, snapshot.session(), exact=exact)

    def count(self, query: Query) -> int:
        """How many paragraphs answer ``query``."""
        question = read_question(self._terms, query)
        return find(self._terms, question, ParagraphCache(self._terms.session, question)).total

    def matches(self, part: Query) -> int:
        """How many paragraphs match a part of a query."""
        return sum(self._terms.session.match(query_plan(self._terms, part)).totals)

    def suggestion(self, query: Query, missing: Iterable[Query]) -> _Counted | None:
        """The nearest query with answers: one part fewer, or the longest part of a term."""
        if isinstance(query, And) and (fewer := self._best(_one_fewer(query))):
            return fewer
        for term in missing:
            if isinstance(term, Term) and (words := self._fewer_words(term)):
                return words
            if isinstance(term, Term | Phrase) and (part := self._longest_part(term.text)):
                return part
        return None

    def _best(self, queries: Iterable[Query]) -> _Counted | None:
        """The query with the most answers, if it has any."""
        counted = [(query, self.count(query)) for query in queries]
        best = max(counted, key=lambda pair: pair[1], default=None)
        return best if best and best[1] else None

    def _fewer_words(self, term: Term) -> _Counted | None:
        """All words of a run but one; if that matches nothing, its rarest word."""
        folded = fold(term.text)
        words = [wordings[0].text for wordings in self._terms.reading(term).words]
        # The fold keeps the length, so offsets in the folded term are offsets in the term.
        starts = [folded.index(word) for word in words]
        written = [
            Term(term.text[at : at + len(word)]) for at, word in zip(starts, words, strict=True)
        ]
        if len(written) > 2 and (fewer := self._best(_one_fewer(And(tuple(written))))):
            return fewer
        # A single character is too little.
        counted = [(word, self.count(word)) for word in written if len(word.text) > 1]
        return min((pair for pair in counted if pair[1]), key=lambda pair: pair[1], default=None)

    def _longest_part(self, text: str) -> _Counted | None:
        text = text[:_PROBED]
        for size in range(len(text) - 1, 1, -1):
            parts = (text[at : at + size] for at in range(len(text) - size + 1))
            whole = [p for p in parts if p.strip() == p and all(map(str.isalnum, p))]
            counted = [(part, self.matches(Phrase(part))) for part in whole]
            # Of parts of equal length, the rarest is the most specific.
            found = [(part, count) for part, count in counted if count]
            if found:
                part = Term(min(found, key=lambda pair: pair[1])[0])
                return part, self.count(part)
        return None


def _one_fewer(query: And) -> Iterator[Query]:
    """The query without one of its parts, if it then still has a positive part."""
    for left_out in query.parts:
        rest = tuple(part for part in query.parts if part is not left_out)
        other = rest[0] if len(rest) == 1 else And(rest)
        if any(positive_terms(other)) or any(positive_fields(other)):
            yield other
