"""Who said it: hits in, the speakers of their matching statements out."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from corpus.document import Period, Span, Speaker, SpeakerKind, Statement
from corpus.speakers.attribution import is_procedural
from index.people import Identity, People
from searcher.answer import Hit
from searcher.report.quotable import is_quotable, is_sentence


@dataclass(frozen=True, slots=True)
class Quote:
    """A ``statement`` of ``hit.paragraph``."""

    hit: Hit
    statement: Statement

    @property
    def text(self) -> str:
        """The characters of the statement."""
        return self.hit.paragraph.text[self.statement.start : self.statement.end]

    @property
    def spans(self) -> list[Span]:
        """The matches in the statement, in characters of :attr:`text`."""
        start, end = self.statement.start, self.statement.end
        return [
            (max(first, start) - start, min(last, end) - start)
            for first, last in self.hit.spans
            if first < end and last > start
        ]


@dataclass(frozen=True, slots=True)
class Voice:
    """A speaker with the number of matching ``statements``; ``quote`` is from the best hit with a
    sentence that is more than a link, a greeting or an introduction
    (:mod:`searcher.report.quotable`).

    ``organizations`` and ``titles`` are sorted by frequency. ``first`` and ``last`` are the days of
    the documents; None if none of them has a date. ``document`` is the id of the only document in
    which a role label such as 主席 means this speaker; otherwise empty. ``days`` are the dates of
    the documents, one for each statement.
    """

    name: str
    kind: SpeakerKind
    statements: int
    organizations: tuple[str, ...]
    titles: tuple[str, ...]
    first: datetime.date | None
    last: datetime.date | None
    quote: Quote
    document: str = ""
    days: tuple[Period | None, ...] = ()


@dataclass(slots=True)
class _Gathered:
    identity: Identity
    kind: SpeakerKind
    quote: Quote
    quotable: int = 0  # of ``quote``: 0 a link, greeting or introduction, 2 a sentence, 1 other
    statements: int = 0
    names: Counter[str] = field(default_factory=Counter)
    organizations: Counter[str] = field(default_factory=Counter)
    titles: Counter[str] = field(default_factory=Counter)
    days: list[Period | None] = field(default_factory=list)


def voices(hits: Iterable[Hit], people: People) -> list[Voice]:
    """The speakers of ``hits`` (best first), persons before groups, the most statements first.

    ``people`` decides who is one person. Turns that only run the meeting are not counted.
    """
    gathered: dict[tuple[str, ...], _Gathered] = {}
    for hit in hits:
        for statement in hit.statements:
            text = hit.paragraph.text[statement.start : statement.end]
            if is_procedural(text):
                continue
            speaker = statement.speaker
            identity = people.identity(speaker, hit.file.id, hit.file.date)
            if identity.key not in gathered:
                gathered[identity.key] = _Gathered(identity, speaker.kind, Quote(hit, statement))
            entry = gathered[identity.key]
            _count(entry, speaker, hit)
            better = 2 if is_sentence(text) else 1
            if entry.quotable < better and is_quotable(text):
                entry.quote, entry.quotable = Quote(hit, statement), better
    found = [_voice(entry) for entry in gathered.values()]
    return sorted(found, key=lambda voice: (voice.kind == "group", -voice.statements))


def _count(entry: _Gathered, speaker: Speaker, hit: Hit) -> None:
    entry.statements += 1
    entry.names[speaker.name] += 1
    if speaker.organization:
        entry.organizations[speaker.organization] += 1
    if speaker.title:
        entry.titles[speaker.title] += 1
    entry.days.append(hit.file.date)


def _voice(entry: _Gathered) -> Voice:
    dates = [day for day in entry.days if day]
    return Voice(
        name=entry.identity.name or entry.names.most_common(1)[0][0],
        kind=entry.kind,
        statements=entry.statements,
        organizations=tuple(name for name, _ in entry.organizations.most_common()),
        titles=tuple(name for name, _ in entry.titles.most_common()),
        first=min((date.first for date in dates), default=None),
        last=max((date.last for date in dates), default=None),
        quote=entry.quote,
        document=entry.identity.document,
        days=tuple(entry.days),
    )
