"""Decides whether the speaker that a query names says the words that matched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from corpus.document import Paragraph, Statement
from corpus.fold import fold
from searcher.match.fields import matches_value
from searcher.match.highlight import Mark
from searcher.match.question import Question
from searcher.query.ast import Field, Phrase, Term

if TYPE_CHECKING:
    from index.engine import Snapshot


def is_said_by(
    statement: Statement,
    question: Question,
    snapshot: Snapshot,
    document: str,
    *,
    whole: bool = False,
) -> bool:
    """Whether a statement in the ``document`` of this id is by a speaker that the question names,
    and as certain as it asks.

    A person of the user's people file also has the names given there, and the offices held on the
    day of the document. ``whole``: the organization has the asked name, and does not only contain
    it.
    """
    if question.certain and statement.certainty in ("resolved", "guess"):
        return False
    if not question.said_by:
        return True
    speaker = statement.speaker
    group = speaker.name if speaker.kind == "group" else ""
    names, organizations = [speaker.name, speaker.title], [speaker.organization, group]
    people = snapshot.people
    if person := people.person(speaker, document):
        offices = people.offices(speaker, document, snapshot.file(document).date)
        names += [*person.names, *(office.title for office in offices)]
        organizations += [office.organization for office in offices]
    values = {"org": organizations, "speaker": names}
    return all(
        any(
            matches_value(field, value) and not (whole and _is_longer(field, value))
            for field in fields
            for value in values[field.name]
        )
        for fields in question.said_by
    )


def _is_longer(field: Field, value: str) -> bool:
    """Whether the name of an organization contains the asked name and something else."""
    asked = field.value
    return (
        field.name == "org"
        and isinstance(asked, Term | Phrase)
        and fold(asked.text.strip()) != fold(value)
    )


def words_said_by(
    paragraph: Paragraph,
    said_by: Callable[[Statement], bool],
    marks: Callable[[], Sequence[Sequence[Mark]]],
) -> bool:
    """Whether the speaker says the words that matched: for every term, each mark is in a statement
    of a speaker for whom ``said_by`` is true. ``marks`` gives them, term by term; it is not called
    where the speaker says the whole paragraph."""
    own = [statement for statement in paragraph.statements if said_by(statement)]
    others = [s for s in paragraph.statements if s.inside is not None and s not in own]
    if not others and any(s.start == 0 and s.end == len(paragraph.text) for s in own):
        return True
    return bool(own) and all(
        any(_is_within(mark, statement) for mark in of_term for statement in own)
        and not all(any(_is_within(mark, other) for other in others) for mark in of_term)
        for of_term in marks()
        if of_term
    )


def _is_within(mark: Mark, statement: Statement) -> bool:
    return statement.start <= mark.start and mark.end <= statement.end
