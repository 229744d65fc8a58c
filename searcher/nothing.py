"""What to say when nothing was found: how the question was read, and what would find something."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from corpus.fold import fold
from index.reader import Reader
from searcher.highlight import positive_terms
from searcher.match import Matcher
from searcher.query import And, Phrase, Query, Term, describe
from searcher.text import clean

_PROBED = 24  # characters of a term of which parts are tried


def explain_nothing(reader: Reader, query: Query, *, exact: bool) -> Iterator[str]:
    """Lines for the user: the reading, the terms without a match, and a query that has some."""
    matcher = Matcher(reader, exact=exact)
    yield f"Nothing found for: {clean(describe(query))}"
    missing = [term for term in positive_terms(query) if not matcher.find(term)]
    for term in missing:
        yield f"  no paragraph holds {clean(describe(term))}"
    if suggestion := _suggestion(matcher, query, missing):
        other, count = suggestion
        plural = "paragraph" if count == 1 else "paragraphs"
        yield f"  try: {clean(describe(other))} ({count} {plural})"
    elif exact:
        widened = len(Matcher(reader).find(query))
        if widened:
            yield f"  without --exact: {widened} paragraphs"


_Counted: TypeAlias = tuple[Query, int]


def _suggestion(matcher: Matcher, query: Query, missing: Sequence[Query]) -> _Counted | None:
    """The nearest query with an answer: one part fewer, or the longest part of a term."""
    if isinstance(query, And):
        fewer = [_without(query, part) for part in query.parts]
        counted = [(other, len(matcher.find(other))) for other in fewer]
        best = max(counted, key=lambda pair: pair[1])
        if best[1]:
            return best
    for term in missing:
        if isinstance(term, Term) and (words := _fewer_words(matcher, term)):
            return words
        if isinstance(term, Term | Phrase) and (part := _longest_part(matcher, term.text)):
            return part
    return None


def _fewer_words(matcher: Matcher, term: Term) -> _Counted | None:
    """All words of a run but one; or, where that finds nothing, its most telling word."""
    folded = fold(term.text)
    read = [wordings[0].text for wordings in matcher.reading(term).words]
    # The fold keeps the length, so a word stands in the term where it stands in its fold.
    written = [Term(term.text[(at := folded.index(word)) : at + len(word)]) for word in read]
    if len(written) > 2:
        fewer = [And(tuple(w for w in written if w is not left)) for left in written]
        counted = [(other, len(matcher.find(other))) for other in fewer]
        best = max(counted, key=lambda pair: pair[1])
        if best[1]:
            return best
    # A single character says next to nothing.
    words = [word for word in written if len(word.text) > 1]
    single = [(word, count) for word in words if (count := len(matcher.find(word)))]
    return min(single, key=lambda pair: pair[1], default=None)


def _without(query: And, part: Query) -> Query:
    rest = tuple(other for other in query.parts if other is not part)
    return rest[0] if len(rest) == 1 else And(rest)


def _longest_part(matcher: Matcher, text: str) -> _Counted | None:
    text = text[:_PROBED]
    for size in range(len(text) - 1, 1, -1):
        parts = (text[at : at + size] for at in range(len(text) - size + 1))
        found = [
            (part, len(matcher.find(Phrase(part))))
            for part in parts
            if part.strip() == part and all(map(str.isalnum, part))
        ]
        found = [(part, count) for part, count in found if count]
        if found:
            # Of parts as long, the rarest says most about what was meant.
            part, count = min(found, key=lambda pair: pair[1])
            return Term(part), count
    return None
