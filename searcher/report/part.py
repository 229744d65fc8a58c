"""The part of an index that a query selects, so that speakers and topics of it can be counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from index.plan import EVERY_PARAGRAPH, AllOf, Key, Plan
from searcher.match.matching import find
from searcher.match.paragraph_cache import ParagraphCache
from searcher.match.question import Question

if TYPE_CHECKING:
    from index.engine import Matches, Session
    from searcher.match.reading import TermReader


class Part(NamedTuple):
    """The paragraphs that match ``plan`` and, unless it is None, have one of the ``keys``."""

    plan: Plan = EVERY_PARAGRAPH
    keys: frozenset[Key] | None = None

    def matches(self, session: Session, plan: Plan | None = None) -> Matches:
        """The paragraphs of this part; with a ``plan``, those that match that as well."""
        found = session.match(self.plan if plan is None else AllOf((self.plan, plan)))
        return found if self.keys is None else found.keeping(self.keys)


#: All paragraphs of an index.
WHOLE = Part()


def part_of(terms: TermReader, question: Question) -> Part:
    """The paragraphs that answer a question."""
    matched = find(terms, question, ParagraphCache(terms.session, question))
    if not matched.partial and terms.session.match(question.plan).decided:
        return Part(question.plan)
    keys = frozenset(key for key, _ in matched.matches.all_records())
    return Part(EVERY_PARAGRAPH, keys)
