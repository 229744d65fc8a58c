"""The public Python API: an index, and what can be asked of it.

Every front end stands on this module: a method for each command, which returns the values that
the command prints. ``docs/python.md`` documents it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from index.engines import opened
from index.errors import IndexPlaceError
from index.location import find_index
from searcher.answer import Answer, OtherTopic, TopicMeant
from searcher.query.errors import FilterError, SearchError
from searcher.query_filters import read_query
from searcher.rank.ranking import Sort
from searcher.search import Options, Search

if TYPE_CHECKING:
    from typing import Unpack

    from corpus.document import Span
    from corpus.errors import Message
    from index.stored_record import IndexedFile
    from searcher.answer import Hit
    from searcher.document_name import Place
    from searcher.query.ast import Query
    from searcher.query_filters import Filters
    from searcher.report.batch import Counted, NamedQuery
    from searcher.report.breakdown import Per
    from searcher.report.collocation import Collocates, CollocateSort
    from searcher.report.concordance import Concordance, KwicSort
    from searcher.report.facets import Facets
    from searcher.report.index_stats import TopicHeld
    from searcher.report.keyness import Keywords
    from searcher.report.new_statements import Found
    from searcher.report.part import Part
    from searcher.report.periods import By
    from searcher.report.receipt_report import ReceiptReport
    from searcher.report.same_person import SamePerson
    from searcher.report.saved_searches import SavedSearch
    from searcher.report.speaker_profile import Profile
    from searcher.report.timeline import Timeline
    from searcher.report.topic_candidates import Suggestion
    from searcher.results import (
        Check,
        Exchanges,
        ExportedParagraph,
        Original,
        Passage,
        Speakers,
        Status,
        TopicReport,
        Who,
    )
    from searcher.verify.quotation import Verification


def open_index(path: str | os.PathLike[str] | None = None, *, samples: bool = False) -> Index:
    """Open the index in the folder ``path``, or of the documents in it.

    Without a path, the one that ``cewen search`` would use; where there is none, or if ``samples``
    is true, the index of the bundled sample documents, which is built when it is first needed.

    :raises IndexPlaceError: there is no index at ``path``.
    :raises IndexTrustError: the nearest index was not built on this computer.
    :raises IndexUnfinishedError: its first build has not finished.
    :raises IndexFormatError: this version of Cewen cannot read it.
    """
    found = None if samples else find_index(Path(path) if path is not None else None)
    if found is not None:
        return Index(found.folder, built_last=found.built_last)
    from searcher.samples import samples_index

    return Index(samples_index(), is_samples=True)


def check_index(path: str | os.PathLike[str] | None = None) -> Check:
    """Read every byte of an index, and say which of its files are not as they were written.

    ``path`` is as for :func:`open_index`, which raises an error for some damage; this does not.

    :raises IndexPlaceError: there is no index.
    :raises IndexTrustError: the nearest index was not built on this computer.
    :raises IndexUnfinishedError: its first build has not finished.
    :raises IndexFormatError: it has another format.
    """
    from index import check
    from searcher.results import Check

    found = find_index(Path(path) if path is not None else None)
    if found is None:
        raise IndexPlaceError("no index yet. Build one: cewen index FOLDER")
    return Check(found.folder, *check.check_index(found.folder))


Widen: TypeAlias = Literal["topics"]
"""What widens a query besides the built-in variants."""


def _check(limit: int | None, sort: Sort = "score", widen: Widen | None = None) -> None:
    if widen is not None and widen not in get_args(Widen):
        raise FilterError("{option} {value}: must be topics", option="widen", value=widen)
    if limit is not None and limit < 1:
        raise FilterError("{option} {value}: must be 1 or more", option="limit", value=limit)
    if sort not in get_args(Sort):
        text = "{option} {value}: must be score, date, oldest or doc"
        raise FilterError(text, option="sort", value=sort)


def _check_timeline(by: By, per: Per | None, vs: object) -> None:
    from searcher.report.breakdown import Per
    from searcher.report.periods import By

    _check_one_of("by", by, get_args(By))
    if per is not None:
        _check_one_of("per", per, get_args(Per))
    if per and vs:
        raise FilterError("{option}: not together with {other}", option="vs", other="per")


def _check_one_of(option: str, value: str, known: Sequence[str]) -> None:
    if value not in known:
        text = "{option} {value}: must be one of {known}"
        raise FilterError(text, option=option, value=value, known=", ".join(known))


class Index:
    """An index as it was when it was opened. Later changes are seen by opening it again.

    ``folder`` is where it is. ``is_samples``: it is the index of the sample documents.
    ``built_last``: it was not named and is not near, but is the one built last.
    """

    def __init__(self, folder: Path, *, is_samples: bool = False, built_last: bool = False) -> None:
        from index.manifest import check_manifest

        check_manifest(folder)
        self.folder = folder
        self.is_samples = is_samples
        self.built_last = built_last
        self._reader = opened(folder)

    def __repr__(self) -> str:
        return f"<Index {self.folder}>"

    def search(
        self,
        query: str | Query = "",
        *,
        exact: bool = False,
        limit: int | None = 10,
        sort: Sort = "score",
        certain: bool = False,
        widen: Widen | None = None,
        **filters: Unpack[Filters],
    ) -> Answer:
        """The paragraphs that match: how many, and the first ``limit`` of them (None: all).

        ``query`` is in the query language of ``cewen search``. The filters ``speaker``, ``org``,
        ``topic``, ``doc``, ``since`` and ``until`` narrow it; one of them alone is a query too.
        Dates are ``2024``, ``2024-05`` or ``2024-05-31``. ``exact`` turns variants off. ``sort``
        is ``score`` (best first), ``date`` (newest first), ``oldest`` or ``doc`` (by path).
        ``certain`` counts only speakers that the text names: no guess, no pronoun, no short
        reference. With ``widen="topics"`` the words of a topic of your own topic files are variants
        of each other.

        :raises QueryError: the query cannot be read; its ``start`` and ``end`` say where.
        :raises FilterError: a filter, ``limit`` or ``sort`` has a value that it cannot have.
        :raises SearchError: there is no such topic.
        """
        _check(limit, sort, widen)
        wanted = read_query(query, **filters)
        return self._search(exact, limit, sort, certain, widen).answer(wanted)

    def who(
        self,
        query: str | Query = "",
        *,
        exact: bool = False,
        limit: int | None = 20,
        certain: bool = False,
        widen: Widen | None = None,
        **filters: Unpack[Filters],
    ) -> Who:
        """Who speaks on something: how often, when, and the best quotation of each.

        Persons come before groups, those with the most statements first. Turns that only run the
        meeting (請, 謝謝, 下一位) do not count, nor do paragraphs that match by words, unless all
        do. The arguments and errors are those of :meth:`search`.
        """
        from searcher.report.who import voices
        from searcher.results import Who

        _check(limit, widen=widen)
        wanted = read_query(query, **filters)
        answer = self._search(exact, certain=certain, widen=widen).answer(wanted)
        hits = [hit for hit in answer.hits if hit.match != "words"] or answer.hits
        found = voices(hits, self._reader.people)
        left_out = answer.total - len(hits)
        return Who(wanted, len(found), tuple(found[:limit]), answer.total, answer.receipt, left_out)

    def exchange(
        self,
        query: str | Query = "",
        *,
        exact: bool = False,
        limit: int | None = 10,
        **filters: Unpack[Filters],
    ) -> Exchanges:
        """Who asked whom what: the questions that match or whose answers do, with the answers.

        Questions and answers are linked in labelled records (質詢／答復, 問／答, 记者／发言人) and
        in reports of them. A question without an answer has ``answer`` None. The best matches come
        first. The arguments and errors are those of :meth:`search`.
        """
        from searcher.report.exchanges import find_exchanges
        from searcher.results import Exchanges

        _check(limit)
        wanted = read_query(query, **filters)
        answer = self._search(exact).answer(wanted)
        found = tuple(find_exchanges(self._reader, answer.hits))
        unanswered = sum(one.answer is None for one in found)
        return Exchanges(wanted, len(found), found[:limit], answer.total, unanswered)

    def timeline(
        self,
        query: str | Query = "",
        *,
        by: By = "year",
        per: Per | None = None,
        vs: str | Query | None = None,
        exact: bool = False,
        limit: int | None = 8,
        certain: bool = False,
        widen: Widen | None = None,
        **filters: Unpack[Filters],
    ) -> Timeline:
        """How many paragraphs and statements match in each ``year``, ``quarter`` or ``month``.

        ``per`` compares the ``speaker``, ``org``, ``topic``, ``wording``, ``side`` or ``folder``
        of the matches, at most ``limit`` of them; ``vs`` is another query to compare with, which
        the filters narrow too. A document counts in the period that contains its whole date; if
        there is none, its date is a row of its own. The other arguments and errors are those of
        :meth:`search`.
        """
        from searcher.report.quote_search import Asked
        from searcher.report.timeline import timeline

        _check(limit, widen=widen)
        _check_timeline(by, per, vs)
        wanted = read_query(query, **filters)
        other = read_query(vs, **filters) if vs else None
        terms = self._search(exact, widen=widen).terms
        asked = Asked(exact, certain, widen == "topics")
        return timeline(terms, wanted, asked, by=by, per=per, versus=other, limit=limit)

    def facets(
        self,
        query: str | Query = "",
        *,
        exact: bool = False,
        certain: bool = False,
        widen: Widen | None = None,
        **filters: Unpack[Filters],
    ) -> Facets:
        """How many paragraphs match for each speaker, organization, topic, year, document, wording
        and certainty. The arguments and errors are those of :meth:`search`.
        """
        from searcher.report.facets import count_facets

        _check(None, widen=widen)
        terms = self._search(exact, widen=widen).terms
        return count_facets(terms, read_query(query, **filters), certain=certain)

    def concordance(
        self,
        query: str | Query = "",
        *,
        sort: KwicSort = "score",
        exact: bool = False,
        limit: int | None = 100,
        certain: bool = False,
        widen: Widen | None = None,
        **filters: Unpack[Filters],
    ) -> Concordance:
        """One line for each occurrence of what matches, with its context (KWIC).

        ``sort`` is as for :meth:`search`, or ``left``, ``right`` (by the text beside the keyword,
        outwards) or ``speaker``. With a speaker or organization, only what they say counts. The
        other arguments and errors are those of :meth:`search`.
        """
        from searcher.report.concordance import KwicSort, concordance
        from searcher.report.matched_paragraphs import MatchedParagraphs

        _check(limit, widen=widen)
        _check_one_of("sort", sort, get_args(KwicSort))
        terms = self._search(exact, widen=widen).terms
        matches = MatchedParagraphs(terms, read_query(query, **filters), certain=certain)
        return concordance(matches, sort=sort, limit=limit)

    def collocates(
        self,
        query: str | Query = "",
        *,
        window: int = 5,
        fewest: int = 3,
        sort: CollocateSort = "ll",
        limit: int | None = 30,
        every_word: bool = False,
        exact: bool = False,
        certain: bool = False,
        widen: Widen | None = None,
        **filters: Unpack[Filters],
    ) -> Collocates:
        """The words that occur near what matches more often than elsewhere.

        Within ``window`` words before and after, at least ``fewest`` times; ``sort`` is ``ll``
        (log-likelihood), ``logdice`` or ``frequency``. ``every_word`` includes function words and
        numbers. The other arguments and errors are those of :meth:`search`.
        """
        from searcher.report.collocation import CollocateSort, collocates
        from searcher.report.matched_paragraphs import MatchedParagraphs

        _check(limit, widen=widen)
        _check_one_of("sort", sort, get_args(CollocateSort))
        terms = self._search(exact, widen=widen).terms
        matches = MatchedParagraphs(terms, read_query(query, **filters), certain=certain)
        return collocates(
            matches,
            window=window,
            fewest=fewest,
            sort=sort,
            limit=limit,
            every_word=every_word,
        )

    def keywords(
        self,
        query: str | Query = "",
        *,
        vs: str | Query,
        fewest: int = 5,
        limit: int | None = 20,
        every_word: bool = False,
        exact: bool = False,
        certain: bool = False,
        widen: Widen | None = None,
        **filters: Unpack[Filters],
    ) -> Keywords:
        """The words that are more frequent in one part of the index than in another.

        The parts are what matches ``query`` and what matches ``vs``; without a query, everything
        that does not match ``vs``. The filters narrow the first part. Where a part asks for
        speakers or organizations, only what they say counts. The other arguments and errors are
        those of :meth:`search`.
        """
        from searcher.report.keyness import keywords
        from searcher.report.matched_paragraphs import MatchedParagraphs

        _check(limit, widen=widen)
        terms = self._search(exact, widen=widen).terms
        asked = query if not isinstance(query, str) or query.strip() else ""
        wanted = read_query(asked, **filters) if asked or any(filters.values()) else None
        first = MatchedParagraphs(terms, wanted, certain=certain) if wanted else None
        second = MatchedParagraphs(terms, read_query(vs), certain=certain)
        return keywords(first, second, fewest=fewest, limit=limit, every_word=every_word)

    def show(self, document: str, place: str = "", *, context: int = 2) -> Passage:
        """A document, or a place in it with ``context`` paragraphs before and after.

        ``document`` is its path in the index, the path of the file, or a part of the path or the
        title that no other document has. For a copy of a document that is the document itself.
        ``place`` is the number of a paragraph, or an article of a law (第63-1條, 63-1); ``#5``
        after the document means paragraph 5. Labels that only name a speaker do not count as
        context.

        :raises DocumentNameError: none or several documents match.
        :raises SearchError: the document has no such place.
        """
        from searcher.passage import Reading

        file, wanted = self._find(document, place)
        if file.copy_of:
            file = self._reader.file(file.copy_of)
        return Reading(self._reader, file).passage(wanted, context)

    def marks(self, passage: Passage, query: str | Query) -> tuple[tuple[Span, ...], ...]:
        """What a search for ``query`` marks in each paragraph of ``passage``, in order.

        :raises QueryError: the query cannot be read.
        :raises SearchError: there is no such topic.
        """
        from searcher.report.passage_marks import marks_in

        keys = self._reader.paragraphs_of(passage.file.id)
        wanted = [keys[one.number - 1] for one in passage.paragraphs]
        return tuple(marks_in(self._search(False).terms, read_query(query), wanted))

    def original(self, document: str, place: str = "", *, changed: bool = False) -> Original:
        """The file that a document was read from, and the paragraph at ``place``; see :meth:`show`.

        ``changed`` also gives a file that has changed since it was indexed.

        :raises OriginalError: the file is gone or has changed, or is in no folder that the user
            has indexed or trusts.
        """
        from searcher.original import original_path
        from searcher.passage import Reading
        from searcher.results import Original

        file, wanted = self._find(document, place)
        path = original_path(self.folder, file, changed=changed)
        if wanted is None:
            return Original(path)
        read = self._reader.file(file.copy_of) if file.copy_of else file
        reading = Reading(self._reader, read)
        return Original(path, reading.paragraph(reading.find(wanted)[0]))

    def _find(self, document: str, place: str) -> tuple[IndexedFile, Place | None]:
        from index.origins import place_of
        from searcher.document_name import Catalogue, find_document, read_place

        def titles() -> dict[str, str]:
            return {id: self._reader.file(id).title for id in ids}

        ids = list(self._reader.file_ids())
        catalogue = Catalogue(
            ids,
            titles,
            lambda id: self._reader.file(id).copy_of or id,
            lambda id: place_of(self.folder, self._reader.file(id).origin),
        )
        id, wanted = find_document(document, catalogue)
        if place:
            wanted = read_place(place)
            if wanted is None:
                text = "{place}: not a place in a document. Write 5 or 第63-1條."
                raise SearchError(text, place=place)
        return self._reader.file(id), wanted

    def verify(self, draft: str | os.PathLike[str], *, shortest: int = 8) -> Verification:
        """Check each quotation of a draft: is it word for word, and said by whom the draft says?

        Quotations of fewer than ``shortest`` characters are left out.

        :raises DocumentError: the draft cannot be read.
        """
        from searcher.verify.draft import read_draft
        from searcher.verify.verdict import draft_id, known_persons, verify

        read = read_draft(Path(draft), shortest, known_persons(self._reader))
        return verify(self._reader, read, draft_id(self._reader, Path(draft)))

    def verify_quotations(self, quotations: Sequence[tuple[str, str]]) -> Verification:
        """Check quotations, each with the name of who says it, or an empty one."""
        from corpus.document import Speaker
        from searcher.verify.quotation import Draft, Quotation
        from searcher.verify.verdict import verify

        read = tuple(
            Quotation(text, number, speakers=(Speaker(name),) if name.strip() else ())
            for number, (text, name) in enumerate(quotations, 1)
        )
        return verify(self._reader, Draft(read, 0))

    def save_search(
        self,
        name: str,
        query: str = "",
        *,
        exact: bool = False,
        certain: bool = False,
        widen: Widen | None = None,
        **filters: Unpack[Filters],
    ) -> Found:
        """Keep a search under ``name`` for :meth:`new`, in place of one of this name.

        The arguments and errors are those of :meth:`search`.
        """
        from searcher.report.new_statements import save
        from searcher.report.saved_searches import SavedSearch, SavedSearches

        given = {key: value for key, value in filters.items() if value}
        asked = {**given, "exact": exact, "certain": certain, "widen": widen}
        return save(SavedSearches(self.folder), SavedSearch(name, query, asked, ""), self._run)

    def saved_searches(self) -> tuple[SavedSearch, ...]:
        """The searches that are saved for this index."""
        from searcher.report.saved_searches import SavedSearches

        return tuple(SavedSearches(self.folder).searches.values())

    def delete_search(self, name: str) -> None:
        """Remove a saved search.

        :raises SearchError: there is none of this name.
        """
        from searcher.report.saved_searches import SavedSearches

        SavedSearches(self.folder).delete(name)

    def new(self, *names: str, keep: bool = False) -> tuple[Found, ...]:
        """What saved searches (all, without ``names``) find that they had not found before. It
        counts as seen from then on, unless ``keep``.

        :raises SearchError: there is no such search.
        """
        from searcher.report.new_statements import look
        from searcher.report.saved_searches import SavedSearches

        return tuple(look(SavedSearches(self.folder), names, self._run, keep=keep))

    def _run(self, search: SavedSearch) -> Sequence[Hit]:
        return self.search(search.query, limit=None, sort="date", **search.asked).hits

    def batch(self, queries: Sequence[NamedQuery]) -> Iterator[Counted]:
        """How much of the index each query of a list finds; see
        :func:`searcher.report.batch.read_queries`.

        :raises SearchError: a query names a topic that the index does not know.
        """
        from searcher.report.batch import count_queries

        return count_queries(self._search(False).terms, queries)

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

        :raises SearchError: nobody of this name speaks in the documents.
        """
        from searcher.report.speaker_profile import speaker_profiles

        return tuple(speaker_profiles(self._reader, name))

    def _part(self, filters: Filters) -> Part:
        """The part of the index that matches ``filters``: all of it without any."""
        from searcher.report.part import WHOLE

        return self._part_of(read_query(**filters)) if any(filters.values()) else WHOLE

    def _part_of(self, query: Query) -> Part:
        from searcher.match.question import read_question
        from searcher.report.part import part_of

        terms = self._search(False).terms
        return part_of(terms, read_question(terms, query))

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
            size=sum(path.stat().st_size for path in self.folder.iterdir() if path.is_file()),
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

    def receipt(
        self,
        query: str = "",
        *,
        exact: bool = False,
        certain: bool = False,
        widen: Widen | None = None,
        **filters: Unpack[Filters],
    ) -> ReceiptReport:
        """What a search has looked for, in what, and how much it has found, to be published.

        The arguments and errors are those of :meth:`search`.
        """
        from searcher.report.receipt_report import receipt_report

        search = self._search(exact, 1, certain=certain, widen=widen)
        answer = search.answer(read_query(query, **filters))
        options = {**filters, "exact": exact, "certain": certain, "widen": widen}
        return receipt_report(search.terms, answer, self.status(), query, options)

    def why_nothing(self, query: Query, *, exact: bool = False) -> tuple[Message, ...]:
        """For a query that matches nothing: how it was read, and a query that matches something."""
        from searcher.report.no_results import explain_nothing

        return tuple(explain_nothing(self._reader, query, exact=exact))

    def topics_meant(self, query: Query) -> tuple[TopicMeant, ...]:
        """The topics that ``query`` names otherwise than by their label: topic:外送."""
        from searcher.report.topics_meant import topics_meant

        return tuple(topics_meant(self._reader.topic_names, query))

    def other_topic(self, query: Query, *, exact: bool = False) -> OtherTopic | None:
        """The topic that a query of one term also names, if more paragraphs are on it."""
        return self._search(exact).other_topic(query)

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

    def _lexicon(self, field: str) -> tuple[str, ...]:
        return tuple(self._reader.lexicon(field))

    def topic_label(self, id: str, language: str = "zh-Hant") -> str:
        """The label of a topic, in ``zh-Hant`` or ``zh-Hans``."""
        return self._reader.topic_names.label(id, language)

    def _search(
        self,
        exact: bool,
        limit: int | None = None,
        sort: Sort = "score",
        certain: bool = False,
        widen: Widen | None = None,
    ) -> Search:
        return Search(self._reader, Options(exact, limit, sort, certain, widen == "topics"))
