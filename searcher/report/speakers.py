"""Counts the speakers of an index, one entry a person (see :mod:`index.people`)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from corpus.document import Speaker
from corpus.fold import fold
from index.people import Identity
from index.plan import Has
from index.stored_record import DOC, STATEMENTS
from searcher.report.index_stats import Extent, Holdings
from searcher.report.part import WHOLE, Part

if TYPE_CHECKING:
    from corpus.document import Period
    from index.engine import Snapshot
    from index.people import People
    from searcher.answer import Hit


@dataclass(frozen=True, slots=True)
class SpeakerHeld:
    """A speaker of the index, under the spelling of the most paragraphs.

    ``document`` is the id of the only document in which a role label such as 主席 means this
    speaker; otherwise empty.
    """

    name: str
    group: bool
    organizations: tuple[str, ...]
    titles: tuple[str, ...]
    extent: Extent
    document: str = ""


@dataclass(slots=True)
class _Counted:
    """What is known of one entry: spellings, and the number of statements with each office."""

    identity: Identity
    spellings: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    titles: Counter[str] = field(default_factory=Counter)
    organizations: Counter[str] = field(default_factory=Counter)
    paragraphs: int = 0
    documents: set[str] = field(default_factory=set)

    def add(self, name: str, title: str, organization: str, kind: str) -> None:
        """Count one statement."""
        self.spellings[name] += 1
        self.kinds[kind] += 1
        self.titles[title] += 1
        self.organizations[organization] += 1

    def held(self, extent: Extent) -> SpeakerHeld:
        """The entry, which takes this much of the index."""
        return SpeakerHeld(
            name=self.identity.name or self.spellings.most_common(1)[0][0],
            group=self.kinds.most_common(1)[0][0] == "group",
            organizations=_most_frequent(self.organizations),
            titles=_most_frequent(self.titles),
            extent=extent,
            document=self.identity.document,
        )


def list_speakers(
    snapshot: Snapshot, limit: int | None, part: Part = WHOLE
) -> tuple[int, list[SpeakerHeld]]:
    """How many there are in a ``part`` of the index, and the ``limit`` who speak in the most
    paragraphs of it (None: all)."""
    listing = _Listing(snapshot, part)
    return listing.total, [listing.held(key) for key in listing.order[:limit]]


def list_speakers_of(
    snapshot: Snapshot, hits: Iterable[Hit], limit: int | None
) -> tuple[int, list[SpeakerHeld]]:
    """How many say what matched in ``hits``, and the ``limit`` who do so in the most paragraphs."""
    found: dict[tuple[str, ...], _Counted] = {}
    for hit in hits:
        speakers = (statement.speaker for statement in hit.statements)
        _count(found, speakers, snapshot.people, hit.file.id, hit.file.date)
    order = sorted(found, key=lambda key: (-found[key].paragraphs, key))
    holdings = Holdings(snapshot)
    extents = (
        found[key].held(holdings.extent_of(found[key].paragraphs, found[key].documents))
        for key in order[:limit]
    )
    return len(order), list(extents)


def known_organizations(snapshot: Snapshot) -> tuple[int, int]:
    """Of how many persons' names an organization is known, and how many names there are."""
    known: dict[str, bool] = {}
    for id in snapshot.file_ids():
        for speaker in snapshot.file(id).speakers:
            if speaker.kind == "person":
                name = fold(speaker.name)
                known[name] = bool(speaker.organization) or known.get(name, False)
    return sum(known.values()), len(known)


class _Listing:
    """Most names are those of one person, and are counted without reading a paragraph. Only the
    statements of the others are read to see whose they are."""

    def __init__(self, snapshot: Snapshot, part: Part) -> None:
        self._snapshot = snapshot
        self._part = part
        self._session = snapshot.session()
        self._names: defaultdict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
        several = []
        facet = part.matches(self._session).facet("speaker")
        for name, paragraphs in sorted(facet.items()):
            if snapshot.people.is_several(name):
                several.append(name)
            else:
                self._names[fold(name),][name] = paragraphs
        self._read = self._read_statements(several)
        sizes = {key: names.total() for key, names in self._names.items()}
        sizes |= {key: one.paragraphs for key, one in self._read.items()}
        self.order = sorted(sizes, key=lambda key: (-sizes[key], key))
        self.total = len(self.order)

    def held(self, key: tuple[str, ...]) -> SpeakerHeld:
        """The entry of this key."""
        holdings = Holdings(self._snapshot)
        if counted := self._read.get(key):
            return counted.held(holdings.extent_of(counted.paragraphs, counted.documents))
        names = self._names[key]
        plan = Has("speaker", tuple(names))
        counted = _Counted(Identity(key))
        # In a session of its own, so that the paragraphs of every speaker are not kept.
        for _, paragraph in self._part.matches(self._snapshot.session(), plan).all_records():
            for _, _, name, title, organization, kind, *_ in paragraph.record[STATEMENTS]:
                if name in names:
                    counted.add(name, title, organization, kind)
        counted.spellings = names  # by paragraphs
        return counted.held(holdings.extent(self._part.matches(self._session, plan)))

    def _read_statements(self, names: Sequence[str]) -> dict[tuple[str, ...], _Counted]:
        """The entries of these names, by the key of their identity."""
        found: dict[tuple[str, ...], _Counted] = {}
        wanted, people = frozenset(names), self._snapshot.people
        matches = self._part.matches(self._snapshot.session(), Has("speaker", tuple(names)))
        for _, paragraph in matches.all_records() if names else ():
            doc = paragraph.record[DOC]
            said = (fields for _, _, *fields, _, _, _, _ in paragraph.record[STATEMENTS])
            speakers = (Speaker(*fields) for fields in said if fields[0] in wanted)
            _count(found, speakers, people, doc, self._snapshot.file(doc).date)
        return found


def _count(
    found: dict[tuple[str, ...], _Counted],
    speakers: Iterable[Speaker],
    people: People,
    doc: str,
    date: Period | None,
) -> None:
    """Count the statements of one paragraph."""
    here = set()
    for speaker in speakers:
        identity = people.identity(speaker, doc, date)
        counted = found.setdefault(identity.key, _Counted(identity))
        counted.add(*speaker)
        here.add(identity.key)
    for key in here:
        found[key].paragraphs += 1
        found[key].documents.add(doc)


def _most_frequent(counts: Counter[str]) -> tuple[str, ...]:
    return tuple(name for name, _ in counts.most_common() if name)
