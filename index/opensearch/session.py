"""Searches a snapshot for one query: the server's side of :class:`index.engine.Session`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence

from index.analysis.grams import grams
from index.analysis.nearness import allowed, is_near
from index.analysis.starred import starred_places
from index.analysis.wording import spans
from index.field_names import SIDE
from index.indexed_paragraph import IndexedParagraph, ReadParagraphs
from index.opensearch.mapping import DOC
from index.opensearch.matches import ServerMatches
from index.opensearch.point_in_time import FULL, Key, id_of, key_of, total
from index.opensearch.server import Answer
from index.opensearch.snapshot import ServerSnapshot, paragraph_of
from index.opensearch.strings import NOTHING, Query, both
from index.opensearch.translate import Ids, Leaf, Translator, has_query
from index.plan import Contains, Has, Near, Plan, SaidBy, Starred
from index.whoosh.w3.lengths import LENGTH_OF_BYTE

_TRIED = 20  # candidates that are read to find one paragraph in which a variant counts
_FEW = 50  # candidates that are read for each variant, of all variants together


class ServerSession:
    """Answers plans from one snapshot, and keeps what it has read and decided."""

    def __init__(self, snapshot: ServerSnapshot) -> None:
        self.snapshot = snapshot
        self.point = snapshot.point
        self.paragraphs = ReadParagraphs(self._read)
        self.translator = Translator(self)
        self._sides: dict[Key, Sequence[str]] = {}

    def match(self, plan: Plan) -> ServerMatches:
        """The paragraphs that match a plan."""
        self.translator.prepare([plan])
        tiers = self.translator.shortened(plan)
        return ServerMatches(self, plan, tiers, decided=not isinstance(plan, SaidBy))

    def occur(self, strings: Sequence[Contains]) -> list[bool]:
        """For each string, whether it counts in some paragraph, which may contain the term, too."""
        queries = [self.translator.occurrences(string) for string in strings]
        counted: list[Answer] = [
            {"query": sure, "size": 0, "track_total_hits": 1} for sure, _ in queries
        ]
        tried = {
            string: {"query": unsure, "size": _TRIED, "track_total_hits": _TRIED + 1, **FULL}
            for string, (_, unsure) in zip(strings, queries, strict=True)
            if unsure != NOTHING
        }
        answers = self.point.searches([*counted, *tried.values()])
        found = {string: total(one) > 0 for string, one in zip(strings, answers, strict=False)}
        for string, answer in zip(tried, answers[len(strings) :], strict=True):
            hits = answer["hits"]["hits"]
            found[string] = found[string] or any(counts_in(string, paragraph_of(h)) for h in hits)
            if not found[string] and total(answer) > len(hits):
                some = self.read_all(tried[string]["query"])
                found[string] = any(counts_in(string, one) for _, one in some)
        return [found[string] for string in strings]

    def containing(
        self, strings: Collection[Contains], keys: Collection[Key]
    ) -> dict[Contains, Collection[Key]]:
        """For each string, those of the paragraphs that match it."""
        wanted = list(keys)
        self.paragraphs.several(wanted)
        restrictions = {one.only for one in strings if one.only}
        admitted = {only: self._among(wanted, only) for only in restrictions}
        return {
            string: [
                key
                for key in wanted
                if (not string.only or key in admitted[string.only])
                and matches_string(string, self.paragraphs[key])
            ]
            for string in strings
        }

    def _among(self, keys: Sequence[Key], only: Has) -> frozenset[Key]:
        """Those of the paragraphs, which have been read, that have one of the values."""
        values = frozenset(only.values)
        if only.field == DOC:
            return frozenset(key for key in keys if key[0] in values)
        if only.field == SIDE:
            return frozenset(key for key in keys if not values.isdisjoint(self._sides[key]))
        return frozenset(self.point.keys(both(ids_query(keys), has_query(*only))))

    def records(self, keys: Sequence[Key]) -> list[IndexedParagraph]:
        """The paragraphs with these keys."""
        return self.paragraphs.several(keys)

    def _read(self, keys: Sequence[Key]) -> list[IndexedParagraph]:
        self.snapshot.read_hits(keys, self.keep)
        return [self.paragraphs[key] for key in keys]

    def keep(self, hit: Answer) -> Key:
        """Keep the paragraph of a hit."""
        key = key_of(hit)
        if key not in self.paragraphs:
            self.paragraphs[key] = paragraph_of(hit)
            self._sides[key] = hit.get("fields", {}).get(SIDE, ())
        return key

    def lengths(self, keys: Sequence[Key]) -> list[float]:
        """The number of grams of each paragraph, rounded as the embedded engine does."""
        return [rounded(len(grams(one.text.folded))) for one in self.records(keys)]

    def values(self, field: str, keys: Collection[Key]) -> Mapping[Key, str]:
        """The value of a keyword field for each paragraph that has one."""
        found: dict[Key, str] = {}
        wanted = list(keys)
        for at in range(0, len(wanted), 2000):
            query = ids_query(wanted[at : at + 2000])
            for hits in self.point.pages(query, _source=False, docvalue_fields=[field]):
                for hit in hits:
                    if value := hit.get("fields", {}).get(field):
                        found[key_of(hit)] = value[-1]
        return found

    def term_counts(
        self, terms: Collection[tuple[str, str]], keys: Collection[Key], spared: int
    ) -> None:
        """None: the paragraphs are read anyway."""
        return

    def read_all(self, query: Query) -> Iterator[tuple[Key, IndexedParagraph]]:
        """Every paragraph that matches, in the order of the keys."""
        for hits in self.point.pages(query):
            for hit in hits:
                key = key_of(hit)
                known = self.paragraphs.get(key)
                yield key, known if known is not None else paragraph_of(hit)

    def ids(self, query: Query) -> list[str]:
        """The ids of all paragraphs that match a query."""
        return list(map(id_of, self.point.keys(query)))

    def decide_few(self, leaves: Sequence[Contains], candidates: Sequence[Query]) -> list[Ids]:
        """For each string, the ids of its candidates that match; None where they are many."""
        bodies = [{"query": one, "size": _FEW, "track_total_hits": _FEW + 1, **FULL}
                  for one in candidates]  # fmt: skip
        found: list[Ids] = []
        for leaf, answer in zip(leaves, self.point.searches(bodies), strict=True):
            keys = [self.keep(hit) for hit in answer["hits"]["hits"]]
            if total(answer) > len(keys):
                found.append(None)
            else:
                matching = (key for key in keys if matches_string(leaf, self.paragraphs[key]))
                found.append([id_of(key) for key in matching])
        return found

    def decide(self, leaf: Leaf, candidates: Query) -> list[str]:
        """The ids of those candidates that match (:class:`index.opensearch.translate.Decider`)."""
        if isinstance(leaf, Near):
            asked = {one.only for part in leaf.parts for one in part if one.only}
            admitted = {
                only: frozenset(self.point.keys(both(candidates, has_query(*only))))
                for only in asked
            }
            return [
                id_of(key)
                for key, one in self.read_all(candidates)
                if is_near(allowed(leaf, {o for o in asked if key in admitted[o]}), one.text)
            ]
        test = _starred if isinstance(leaf, Starred) else matches_string
        return [id_of(key) for key, one in self.read_all(candidates) if test(leaf, one)]  # type: ignore[arg-type]


def _starred(plan: Starred, one: IndexedParagraph) -> bool:
    return any(starred_places(plan.parts, plan.reach, one.text.without_gaps))


def counts_in(string: Contains, one: IndexedParagraph) -> bool:
    """Whether the string counts in a paragraph, which may contain ``string.of``, too. Its
    restriction is not looked at."""
    if string.contiguous:
        from index.analysis.spacing import close_gaps

        return close_gaps(string.text) in one.text.folded
    if string.of:
        return any(True for _ in spans(string.text, one.text, variant=True))
    return one.text.contains(string.text)


def matches_string(string: Contains, one: IndexedParagraph) -> bool:
    """Whether a paragraph matches the string, apart from its restriction."""
    if string.of and one.text.contains(string.of):
        return False
    return counts_in(string, one)


def ids_query(keys: Sequence[Key]) -> Query:
    """The paragraphs with these keys."""
    return {"ids": {"values": [id_of(key) for key in keys]}}


def rounded(length: int) -> float:
    """The length of a paragraph as the embedded engine has it.

    >>> rounded(30), rounded(31)
    (30, 32)
    """
    return LENGTH_OF_BYTE[min(bisect_left(LENGTH_OF_BYTE, length), len(LENGTH_OF_BYTE) - 1)]
