"""Finds the speaker whose name a query of one term is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.fold import fold
from index.plan import Has
from searcher.answer import SpeakerNamed
from searcher.query.ast import Phrase, Query, Term

if TYPE_CHECKING:
    from index.engine import Snapshot


def speaker_named(snapshot: Snapshot, query: Query) -> SpeakerNamed | None:
    """The speaker whose whole name the term is, and in how many paragraphs this speaker speaks.

    None if the query is more than a term, or the name of no speaker.
    """
    if not isinstance(query, Term | Phrase):
        return None
    wanted = fold(query.text)
    names = tuple(
        name
        for name in snapshot.lexicon("speaker")
        if len(name) == len(wanted) and fold(name) == wanted
    )
    if not names:
        return None
    return SpeakerNamed(names[0], sum(snapshot.session().match(Has("speaker", names)).totals))
