"""What to say when nothing was found: how the question was read, and what would find something."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from corpus.fold import fold
from index.whoosh.reader import Reader
from searcher.match.fields import paragraphs_with
from searcher.match.highlight import positive_fields, positive_terms
from searcher.query.ast import And, Phrase, Query, Term, describe
from searcher.query.fields import FIELDS
from searcher.search import Options, Search
from searcher.terminal_text import clean

_PROBED = 24  # characters of a term of which parts are tried

_Counted: TypeAlias = tuple[Query, int]


def explain_nothing(reader: Reader, query: Query, *, exact: bool) -> Iterator[str]:
    """Lines for the user: the reading, what of it is nowhere, and a query that has an answer."""
    yield f"Nothing found for: {clean(describe(query))}"
    probe = _Probe(reader, exact)
    terms = [term for term in positive_terms(query) if not probe.matcher.find(term)]
    for term in terms:
        yield f"  no paragraph holds {clean(describe(term))}"
    for field in positive_fields(query):
        if not paragraphs_with(reader, field):
            listed_by = FIELDS[field.name].listed_by
            others = f": {listed_by} lists what there is" if listed_by else ""
            yield f"  no paragraph has {clean(describe(field))}{others}"
    if exact and (widened := _Probe(reader, exact=False).count(query)):
        yield f"  without --exact: {_paragraphs(widened)}"
    elif suggestion := probe.suggestion(query, terms):
        other, count = suggestion
        yield f"  try: {clean(describe(other))} ({_paragraphs(count)})"


def _paragraphs(count: int) -> str:
    return f"{count} paragraph" if count == 1 else f"{count} paragraphs"


class _Probe:
    """Tries other queries."""

    def __init__(self, reader: Reader, exact: bool) -> None:
        self.search = Search(reader, Options(exact=exact, limit=1))
        self.matcher = self.search.matcher

    def count(self, query: Query) -> int:
        """How many paragraphs a search for ``query`` would tell of."""
        return self.search.answer(query).total

    def suggestion(self, query: Query, missing: Iterable[Query]) -> _Counted | None:
        """The nearest query with an answer: one part fewer, or the longest part of a term."""
        if isinstance(query, And) and (fewer := self._best(_one_fewer(query))):
            return fewer
        for term in missing:
            if isinstance(term, Term) and (words := self._fewer_words(term)):
                return words
            if isinstance(term, Term | Phrase) and (part := self._longest_part(term.text)):
                return part
        return None

    def _best(self, queries: Iterable[Query]) -> _Counted | None:
        """The one with the most answers, if it has any."""
        counted = [(query, self.count(query)) for query in queries]
        best = max(counted, key=lambda pair: pair[1], default=None)
        return best if best and best[1] else None

    def _fewer_words(self, term: Term) -> _Counted | None:
        """All words of a run but one; or, where that finds nothing, its most telling word."""
        folded = fold(term.text)
        words = [wordings[0].text for wordings in self.matcher.reading(term).words]
        # The fold keeps the length, so a word stands in the term where it stands in its fold.
        starts = [folded.index(word) for word in words]
        written = [
            Term(term.text[at : at + len(word)]) for at, word in zip(starts, words, strict=True)
        ]
        if len(written) > 2 and (fewer := self._best(_one_fewer(And(tuple(written))))):
            return fewer
        # A single character says next to nothing.
        counted = [(word, self.count(word)) for word in written if len(word.text) > 1]
        return min((pair for pair in counted if pair[1]), key=lambda pair: pair[1], default=None)

    def _longest_part(self, text: str) -> _Counted | None:
        text = text[:_PROBED]
        for size in range(len(text) - 1, 1, -1):
            parts = (text[at : at + size] for at in range(len(text) - size + 1))
            whole = [p for p in parts if p.strip() == p and all(map(str.isalnum, p))]
            counted = [(part, len(self.matcher.find(Phrase(part)))) for part in whole]
            # Of parts as long, the rarest says most about what was meant.
            found = [(part, count) for part, count in counted if count]
            if found:
                part = Term(min(found, key=lambda pair: pair[1])[0])
                return part, self.count(part)
        return None


def _one_fewer(query: And) -> Iterator[Query]:
    """The query without one of its parts, as long as that still asks for something."""
    for left_out in query.parts:
        rest = tuple(part for part in query.parts if part is not left_out)
        other = rest[0] if len(rest) == 1 else And(rest)
        if any(positive_terms(other)) or any(positive_fields(other)):
            yield other
