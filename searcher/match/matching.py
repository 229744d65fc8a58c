"""Finds the paragraphs that match a question: a question in, matches out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from corpus.document import Statement
from index.plan import Key
from index.stored_record import DOC
from searcher.match.minimum_should_match import with_most_words
from searcher.match.paragraph_cache import ParagraphCache
from searcher.match.question import Question
from searcher.match.reading import TermReader
from searcher.match.said_by import is_said_by, words_said_by

if TYPE_CHECKING:
    from index.engine import Matches, Snapshot


class Matched(NamedTuple):
    """The matches of a question; ``partial`` of them contain only most of the words of a run.

    If the question asks for an organization, ``whole`` are said by one that has the asked name,
    and ``longer`` by one whose name contains it.
    """

    matches: Matches
    partial: int = 0
    whole: Sequence[Key] = ()
    longer: Sequence[Key] = ()

    @property
    def total(self) -> int:
        """How many paragraphs match."""
        return sum(self.matches.totals)


def find(terms: TermReader, question: Question, paragraphs: ParagraphCache) -> Matched:
    """The paragraphs that match ``question``, and if they are few, those that contain most of the
    words of a long run."""
    found = terms.session.match(question.plan)
    decided = found.decided
    said = [] if decided else _said(terms.snapshot, found, question, paragraphs)
    matches = found if decided else found.keeping(said)
    total = sum(matches.totals)
    if not terms.exact:
        partly = with_most_words(terms, question.query, total)
        if not decided:
            partly = [key for key in partly if _is_said(terms.snapshot, key, question, paragraphs)]
        if partly:
            matches = matches.adding(partly)
            said += partly
    matched = Matched(matches, sum(matches.totals) - total)
    if not any(field.name == "org" for fields in question.said_by for field in fields):
        return matched
    whole = [k for k in said if _is_said(terms.snapshot, k, question, paragraphs, whole=True)]
    longer = sorted(set(said) - set(whole))
    return matched._replace(whole=whole, longer=longer)


def _said(
    snapshot: Snapshot, candidates: Matches, question: Question, paragraphs: ParagraphCache
) -> list[Key]:
    """The candidates whose words the speaker of the question says."""
    kept = []
    for key, paragraph in candidates.all_records():
        paragraphs.add(key, paragraph)
        if _is_said(snapshot, key, question, paragraphs):
            kept.append(key)
    return kept


def _is_said(
    snapshot: Snapshot,
    key: Key,
    question: Question,
    paragraphs: ParagraphCache,
    *,
    whole: bool = False,
) -> bool:
    marks = partial(paragraphs.all_marks, key)
    stored = paragraphs[key]

    def said_by(statement: Statement) -> bool:
        return is_said_by(statement, question, snapshot, stored.record[DOC], whole=whole)

    return words_said_by(stored.paragraph, said_by, marks)
