"""Says what an index contains: topics, speakers, files, all paragraphs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from searcher.query_filters import read_query
from searcher.service.opened import Opened

if TYPE_CHECKING:
    from typing import Unpack

    from searcher.query.ast import Query
    from searcher.query_filters import Filters
    from searcher.report.index_stats import TopicHeld
    from searcher.report.part import Part
    from searcher.report.same_person import SamePerson
    from searcher.report.speaker_profile import Profile
    from searcher.report.topic_candidates import Suggestion
    from searcher.results import (
        ExportedParagraph,
        Speakers,
        Status,
        TopicReport,
    )


class Contents(Opened):
    """What an index contains."""

    def topics(self, **filters: Unpack[Filters]) -> tuple[TopicHeld, ...]:
        """The topics of the paragraphs, those of the most paragraphs first.

        The filters are those of :meth:`search`: only the paragraphs that match them count.
        """
        from searcher.report.index_stats import Holdings

        return tuple(Holdings(self._reader, self._part(filters)).topics())

    def topic(self, name: str, **filters: Unpack[Filters]) -> TopicReport:
        """One topic, by its id, a label or one of its words. ``filters`` as for :meth:`topics`.

        :raises SearchError: there is no such topic.
        """
        from corpus.fold import fold
        from searcher.match.fields import no_topic
        from searcher.report.index_stats import Holdings
        from searcher.results import TopicReport

        thesaurus = self._reader.thesaurus
        topic = thesaurus.find(name)
        if topic is None:
            raise no_topic(name, self._reader.topic_names, name)
        holdings = Holdings(self._reader, self._part(filters))
        words = holdings.topic_words(topic.id)
        seen = {fold(word) for word, _ in words}
        missing = [w.text for w in topic.words if not w.hidden and fold(w.text) not in seen]
        return TopicReport(
            held=holdings.topic(topic),
            broader=tuple(thesaurus.broader(topic.id)),
            narrower=tuple(thesaurus.narrower(topic.id)),
            related=tuple(thesaurus.related(topic.id)),
            words=tuple(words),
            missing=tuple(dict.fromkeys(missing)),
        )

    def topic_candidates(self, limit: int = 60) -> tuple[Suggestion, ...]:
        """The words that distinguish these documents and that no topic contains, best first."""
        from searcher.report.topic_candidates import suggested

        return tuple(suggested(self._reader, limit))

    def topic_label(self, name: str, language: str = "zh-Hant") -> str:
        """The label in ``zh-Hant`` or ``zh-Hans`` of the topic with this id or name; else empty."""
        names = self._reader.topic_names
        return names.label(names.find(name) or "", language)

    def speakers(self, *, limit: int | None = None, **filters: Unpack[Filters]) -> Speakers:
        """Who speaks in the documents, those with the most paragraphs first (None: all).

        The filters are those of :meth:`search`: only the paragraphs that match them count. With
        ``speaker``, ``org`` or ``topic`` only the statements that match do.
        """
        from searcher.report.speakers import list_speakers, list_speakers_of
        from searcher.results import Speakers

        if any(filters.get(name) for name in ("speaker", "org", "topic")):
            hits = self._search(False).answer(read_query(**filters)).hits
            total, found = list_speakers_of(self._reader, hits, limit)
        else:
            total, found = list_speakers(self._reader, limit, self._part(filters))
        return Speakers(total, tuple(found))

    def speaker(self, name: str) -> tuple[Profile, ...]:
        """Those whose whole name this is, with offices, years and topics; usually one.

        :raises SearchError: no speaker of the documents has this name.
        """
        from searcher.report.speaker_profile import speaker_profiles

        return tuple(speaker_profiles(self._reader, name))

    def known_organizations(self) -> tuple[int, int]:
        """Of how many persons an organization is known, and how many persons speak."""
        from searcher.report.speakers import known_organizations

        return known_organizations(self._reader)

    def same_persons(self) -> tuple[SamePerson, ...]:
        """Names that may be those of one person, with the reason: see ``cewen index --people``."""
        from searcher.report.same_person import suggest_same_person

        return tuple(suggest_same_person(self._reader))

    def status(self) -> Status:
        """What the index contains, and which files were not read and why."""
        from index.engines import size_of
        from index.folders import kept_folders
        from index.manifest import read_manifest
        from searcher.results import Status

        files = tuple(self._reader.file(id) for id in self._reader.file_ids())
        roots = dict.fromkeys(file.origin.root for file in files)
        folders = {root: (self.folder / root).resolve() for root in roots}
        kept = kept_folders(self.folder)
        return Status(
            folder=self.folder,
            folders=tuple(sorted(set(folders.values()))),
            files=files,
            size=size_of(self.folder),
            segmenter=read_manifest(self.folder).segmenter_version,
            kept={folder: kept[root] for root, folder in folders.items() if root in kept},
        )

    def export(
        self, query: str | Query = "", *, labels: bool = True, **filters: Unpack[Filters]
    ) -> Iterator[ExportedParagraph]:
        """Every paragraph of every document with its file, in reading order.

        With a query or filters, those that match; see :meth:`search` for both and their errors.
        Without ``labels``, those that only name who speaks next are left out.
        """
        from searcher.report.export import exported

        asks = query or any(filters.values())
        part = self._part_of(read_query(query, **filters)) if asks else None
        return exported(self._reader, part, labels=labels)

    def names(self, field: str) -> tuple[str, ...]:
        """All names of a kind, in order: of ``speaker``, ``org`` (organizations), ``doc``
        (documents) or ``topic`` (labels in either script)."""
        if field == "doc":
            return tuple(self._reader.file_ids())
        if field == "topic":
            names = self._reader.topic_names
            pairs = [(names.label(id), names.label(id, "zh-Hans")) for id in self._lexicon("topic")]
            return tuple(dict.fromkeys(filter(None, (one for pair in pairs for one in pair))))
        return self._lexicon({"org": "organization"}.get(field, field))

    def _part(self, filters: Filters) -> Part:
        """The part of the index that matches ``filters``: all of it without any."""
        from searcher.report.part import WHOLE

        return self._part_of(read_query(**filters)) if any(filters.values()) else WHOLE

    def _part_of(self, query: Query) -> Part:
        from searcher.match.question import read_question
        from searcher.report.part import part_of

        terms = self._search(False).terms
        return part_of(terms, read_question(terms, query))

    def _lexicon(self, field: str) -> tuple[str, ...]:
        return tuple(self._reader.lexicon(field))
