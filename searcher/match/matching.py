"""Finds the paragraphs that match a question: a question in, matches out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from index.plan import Key
from searcher.match.minimum_should_match import with_most_words
from searcher.match.paragraph_cache import ParagraphCache
from searcher.match.question import Question
from searcher.match.reading import TermReader
from searcher.match.said_by import words_said_by

if TYPE_CHECKING:
    from index.engine import Matches


class Matched(NamedTuple):
    """The matches of a question; ``partial`` of them contain only most of the words of a run."""

    matches: Matches
    partial: int = 0

    @property
    def total(self) -> int:
        """How many paragraphs match."""
        return sum(self.matches.totals)


def find(terms: TermReader, question: Question, paragraphs: ParagraphCache) -> Matched:
    """The paragraphs that match ``question``, and if they are few, those that contain most of the
    words of a long run."""
    found = terms.session.match(question.plan)
    decided = found.decided
    matches = found if decided else found.keeping(_said(found, question, paragraphs))
    if terms.exact:
        return Matched(matches)
    total = sum(matches.totals)
    partly = with_most_words(terms, question.query, total)
    if not decided:
        partly = [key for key in partly if _is_said(key, question, paragraphs)]
    if not partly:
        return Matched(matches)
    matches = matches.adding(partly)
    return Matched(matches, sum(matches.totals) - total)


def _said(candidates: Matches, question: Question, paragraphs: ParagraphCache) -> list[Key]:
    """The candidates whose words the speaker of the question says."""
    kept = []
    for key, paragraph in candidates.all_records():
        paragraphs.add(key, paragraph)
        if _is_said(key, question, paragraphs):
            kept.append(key)
    return kept


def _is_said(key: Key, question: Question, paragraphs: ParagraphCache) -> bool:
    marks = partial(paragraphs.all_marks, key)
    return words_said_by(paragraphs[key].paragraph, question.said_by, marks)
