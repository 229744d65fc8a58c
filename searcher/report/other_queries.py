"""Finds queries that do match, near one that matches nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from typing import TYPE_CHECKING, NamedTuple

from corpus.fold import fold
from searcher.match.frame import frame
from searcher.match.matching import find
from searcher.match.paragraph_cache import ParagraphCache
from searcher.match.question import query_plan, read_question
from searcher.match.reading import Known, TermReader
from searcher.query.ast import And, Field, Not, Phrase, Query, Term
from searcher.query.positive import positive_fields, positive_terms

if TYPE_CHECKING:
    from index.engine import Snapshot

_PROBED = 24  # characters of a term of which parts are tried
_RESPELLED = 2  # suggestions
_PARTS = 8  # of a query; of one of more, no part is left out that occurs
_WORDS = 8  # of a term; one of more is a pasted sentence
_SURE = 3  # paragraphs with another spelling of a term whose words occur


class Counted(NamedTuple):
    """A query, and how many paragraphs it finds."""

    query: Query
    paragraphs: int


class OtherQueries:
    """Tries queries near ``query``."""

    def __init__(
        self, snapshot: Snapshot, query: Query, *, exact: bool, known: Known | None = None
    ) -> None:
        self._snapshot = snapshot
        self._terms = TermReader(snapshot, snapshot.session(), exact=exact, known=known)
        self._query = query
        self._parts = query.parts if isinstance(query, And) else (query,)
        self._found: dict[Query, Counted] = {}

    def found(self, query: Query) -> Counted:
        """``query`` with the number of its answers."""
        found = self._found.get(query)
        if found is None:
            question = read_question(self._terms, query)
            paragraphs = ParagraphCache(self._terms.session, question)
            total = find(self._terms, question, paragraphs).total
            found = self._found[query] = Counted(query, total)
        return found

    def matches(self, part: Query) -> int:
        """How many paragraphs match a part of a query."""
        return sum(self._terms.session.match(query_plan(self._terms, part)).totals)

    def parts(self) -> list[Counted]:
        """What every answer must have, each with the number of its paragraphs."""
        positive = [part for part in self._parts if not isinstance(part, Not)]
        return [Counted(part, self.matches(part)) for part in positive]

    def must_be_near(self, term: Term) -> bool:
        """Whether the words of a term all occur, and have to be near each other."""
        return self._terms.reading(term).near is not None

    def must_be_in_order(self, term: Term) -> bool:
        """Whether the words of a term must be in its order, too."""
        return self._terms.reading(term).names

    def words_of(self, term: Term) -> list[Counted]:
        """The words of a term that is several, without those that frame a question."""
        words = self._words(term)
        if not 1 < len(words) <= _WORDS:
            return []
        return [Counted(word, self.matches(word)) for word in words]

    def suggestions(self, missing: Sequence[Query]) -> Iterator[Counted]:
        """Queries that match; ``missing`` are the terms that occur nowhere.

        Another spelling, the topic that a term names, another field, fewer filters, fewer terms.
        """
        absent = self._absent(missing)
        if len(absent) > 1:  # with another part for one of them, the query still matches nothing
            if found := self._part_of(missing):
                yield found
            return
        respelled = list(islice(self._respelled(missing), _RESPELLED))
        yield from respelled
        yield from self._as_topic(absent)
        yield from self._in_names(missing)
        if respelled and len(self._parts) == 1:
            return
        fewer = None if absent else self._without_filters()
        if fewer := fewer or self._fewer(missing, absent):
            yield fewer

    def _absent(self, missing: Iterable[Query]) -> list[Query]:
        """The ``missing`` parts of the query without which it might match. Most of the words of a
        question are enough."""
        if not isinstance(self._query, And):
            return []
        own = frozenset(self._parts)
        return [
            part
            for part in dict.fromkeys(missing)
            if part in own and not (isinstance(part, Term) and self._terms.reading(part).asks)
        ]

    def _respelled(self, missing: Iterable[Query]) -> Iterator[Counted]:
        from searcher.report.spelling import respellings

        for term in missing:
            if isinstance(term, Term) and not self._in_vain(term):
                others = dict.fromkeys(respellings(self._terms, term.text))
                found = self._that_match(self._with(term, Term(other)) for other in others)
                # If it has only words that occur, one hit of another is chance (買單演算法).
                words = self._words(term)
                known = len(words) > 1 and all(map(self.matches, words))
                least = _SURE if known and all(len(word.text) > 1 for word in words) else 1
                yield from (one for one in found if one.paragraphs >= least)

    def _as_topic(self, absent: Sequence[Query]) -> Iterator[Counted]:
        """The topic that a term names, with the rest of the query."""
        names = self._snapshot.topic_names
        for part in absent or (self._parts if len(self._parts) <= _PARTS else ()):
            if not isinstance(part, Term | Phrase) or self._in_vain(part):
                continue
            if id := names.find(part.text):
                label = names.labels[id]
                spaced = any(map(str.isspace, label))
                topic = Field("topic", Phrase(label) if spaced else Term(label))
                yield from self._that_match([self._with(part, topic)])

    def _in_names(self, missing: Iterable[Query]) -> Iterator[Counted]:
        """The terms that occur nowhere, in the titles of documents or the names of their files."""
        nowhere = frozenset(missing)
        for part in self._parts:
            if part in nowhere and isinstance(part, Term | Phrase) and not self._in_vain(part):
                fields = (Field(name, part) for name in ("title", "doc"))
                yield from self._that_match(self._with(part, field) for field in fields)

    def _without_filters(self) -> Counted | None:
        """What is asked, its topic included, without one of the other fields, or without any."""
        fields = [part for part in self._parts if isinstance(part, Field) and part.name != "topic"]
        if len(fields) == len(self._parts):
            return None
        one_fewer = [self._without([field]) for field in fields]
        return _most(self._that_match(one_fewer)) or _most(
            self._that_match([self._without(fields)] if len(fields) > 1 else [])
        )

    def _fewer(self, missing: Iterable[Query], absent: Sequence[Query]) -> Counted | None:
        """One part fewer, or a part of a term."""
        if isinstance(self._query, And):
            fields = [part for part in self._parts if isinstance(part, Field)]
            terms = [part for part in self._parts if part not in fields]
            for kept in ([], fields):
                left_out = absent or (terms or self._parts)[: _PARTS + 1]
                if len(left_out) > _PARTS:
                    break
                fewer = [self._without([part, *kept]) for part in left_out]
                if found := _most(self._that_match(fewer)):
                    return found
        return self._part_of(missing)

    def _part_of(self, missing: Iterable[Query]) -> Counted | None:
        """Some of the words of a term, or a part of it."""
        for term in missing:
            if isinstance(term, Term) and (words := self._fewer_words(term)):
                return words
            if isinstance(term, Term | Phrase) and (part := self._longest_part(term.text)):
                return part
        return None

    def _that_match(self, queries: Iterable[Query | None]) -> Iterator[Counted]:
        for query in queries:
            if query is not None and (found := self.found(query)).paragraphs:
                yield found

    def _in_vain(self, part: Query) -> bool:
        """Whether the query matches nothing with another part instead of ``part`` either, because
        the others together match nothing. (The terms may have to be a speaker's, and what only
        frames a question need not be there: then it is not known.)"""
        if any(positive_fields(self._query)):
            return False
        rest = [one for one in self._parts if one is not part and not isinstance(one, Not)]
        if not any(map(self._must_be_there, rest)):
            return False
        others = self._without([part])
        return others is not None and not self.found(others).paragraphs

    def _must_be_there(self, part: Query) -> bool:
        return not (isinstance(part, Term) and self._terms.reading(part).frames)

    def _with(self, part: Query, other: Query) -> Query:
        """The query with another part for ``part``."""
        parts = tuple(other if one is part else one for one in self._parts)
        return parts[0] if len(parts) == 1 else And(parts)

    def _without(self, left_out: Sequence[Query]) -> Query | None:
        """The query without some parts, if it then still has a positive one."""
        rest = tuple(part for part in self._parts if part not in left_out)
        if not rest:
            return None
        other = rest[0] if len(rest) == 1 else And(rest)
        return other if any(positive_terms(other)) or any(positive_fields(other)) else None

    def _words(self, term: Term) -> list[Term]:
        """The words of a term as it writes them; single characters side by side are one."""
        words: list[Term] = []
        at = 0
        left_out = frozenset().union(*frame().values())
        segmented = self._terms.words(fold(term.text))
        for single, group in groupby(segmented, lambda word: len(word) == 1):
            for word in ["".join(group)] if single else group:
                # The fold keeps the length, so offsets in the folded term are offsets in the term.
                if word not in left_out and any(map(str.isalnum, word)):
                    words.append(Term(term.text[at : at + len(word)]))
                at += len(word)
        return words

    def _fewer_words(self, term: Term) -> Counted | None:
        """All words of a term, anywhere; or all but one; or the rarest of them."""
        words = self._words(term)
        if not 1 < len(words) <= _WORDS:
            return None
        together = [And(tuple(words))]
        fewer = [And(tuple(w for w in words if w is not out)) for out in words if len(words) > 2]
        if found := _most(self._that_match(together)) or _most(self._that_match(fewer)):
            return found
        # A single character is too little.
        counted = self._that_match(word for word in words if len(word.text) > 1)
        return min(counted, key=lambda one: one.paragraphs, default=None)

    def _longest_part(self, text: str) -> Counted | None:
        text = text[:_PROBED]
        for size in range(len(text) - 1, 1, -1):
            parts = (text[at : at + size] for at in range(len(text) - size + 1))
            whole = [p for p in parts if p.strip() == p and all(map(str.isalnum, p))]
            counted = [(part, self.matches(Phrase(part))) for part in whole]
            # Of parts of equal length, the rarest is the most specific.
            found = [(part, count) for part, count in counted if count]
            if found:
                return self.found(Term(min(found, key=lambda pair: pair[1])[0]))
        return None


def _most(counted: Iterable[Counted]) -> Counted | None:
    """The query with the most answers."""
    return max(counted, key=lambda one: one.paragraphs, default=None)
