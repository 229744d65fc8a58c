"""Hits in, those that a saved search had not found when it was last run out.

A paragraph is the one that was found before if it has the same words (its verification code): also
in a file that was renamed, under another number, and in an index that was built anew.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Literal, NamedTuple

from index.verification_code import verification_code
from searcher.answer import Hit
from searcher.report.saved_searches import News, SavedSearch, SavedSearches, SeenParagraph

Change = Literal["added", "changed"]
_KEPT = 100  # quotations in a feed


class NewHit(NamedTuple):
    """A hit that is new; ``changed``: the paragraph had other words before."""

    hit: Hit
    change: Change


class Found(NamedTuple):
    """What a saved search finds now: ``total`` paragraphs, and those that are ``new``."""

    search: SavedSearch
    total: int
    new: tuple[NewHit, ...]


def seen_in(hits: Iterable[Hit]) -> tuple[SeenParagraph, ...]:
    """What is remembered of the hits."""
    return tuple(
        SeenParagraph(hit.file.id, hit.paragraph.number, verification_code(hit.paragraph.text))
        for hit in hits
    )


def new_among(hits: Sequence[Hit], seen: Sequence[SeenParagraph]) -> list[NewHit]:
    """The hits that are not among the ``seen``, in their order.

    If the same words occur more often than before, those in documents that did not have them are
    the new ones.
    """
    now = seen_in(hits)
    before = Counter(one.code for one in seen)
    known = {(one.doc, one.code) for one in seen}
    left = before.copy()
    is_new = set()
    # The paragraphs of known documents use up what was seen first.
    for at in sorted(range(len(now)), key=lambda at: (now[at].doc, now[at].code) not in known):
        if left[now[at].code]:
            left[now[at].code] -= 1
        else:
            is_new.add(at)
    gone = {(one.doc, one.paragraph) for one in seen if left[one.code] > 0}
    return [
        NewHit(hit, "changed" if (one.doc, one.paragraph) in gone else "added")
        for at, (hit, one) in enumerate(zip(hits, now, strict=True))
        if at in is_new
    ]


def looked_again(found: Found, hits: Sequence[Hit], time: str) -> SavedSearch:
    """The search with what it has found at this time (ISO 8601)."""
    return with_new(found, time)._replace(looked=time, seen=seen_in(hits))


def _news(new: NewHit, time: str) -> News:
    hit = new.hit
    text = hit.paragraph.text
    statement = hit.statements[0] if hit.statements else None
    return News(
        found=time,
        change=new.change,
        speaker=statement.speaker.name if statement else "",
        quote=text[statement.start : statement.end] if statement else text,
        title=hit.file.title,
        doc=hit.file.id,
        paragraph=hit.paragraph.number,
        code=verification_code(text),
    )


def with_new(found: Found, time: str) -> SavedSearch:
    """The search with what is new among its news, as if it had been looked at, at this time."""
    news = [_news(one, time) for one in found.new]
    return found.search._replace(news=(*news, *found.search.news)[:_KEPT])


Run = Callable[[SavedSearch], Sequence[Hit]]
"""Runs a saved search: all its hits, the newest first."""


def save(searches: SavedSearches, search: SavedSearch, run: Run) -> Found:
    """Keep a search with what it finds now."""
    hits = run(search)
    found = Found(search, len(hits), ())
    searches.put(looked_again(found, hits, _now()))
    return found


def look(searches: SavedSearches, names: Sequence[str], run: Run, *, keep: bool) -> list[Found]:
    """What the searches of these ``names`` (all, if there are none) find that is new. It counts as
    seen from then on, unless ``keep``.

    :raises SearchError: there is no such search.
    """
    wanted = [searches.named(name) for name in names] or list(searches.searches.values())
    result = []
    for search in wanted:
        hits = run(search)
        found = Found(search, len(hits), tuple(new_among(hits, search.seen)))
        if not keep:
            found = found._replace(search=looked_again(found, hits, _now()))
        result.append(found)
    if not keep:
        searches.put(*(found.search for found in result))
    return result


def _now() -> str:
    return datetime.datetime.now().astimezone().isoformat(timespec="seconds")
