"""An engine in memory that looks at every paragraph for every plan: the oracle for the others."""

from __future__ import annotations

import re
from ast import literal_eval
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from whoosh.util.numeric import byte_to_length, length_to_byte

from corpus.topics.thesaurus import Thesaurus
from index import plan as plans
from index.analysis.grams import grams
from index.analysis.nearness import allowed, is_near
from index.analysis.spacing import close_gaps
from index.analysis.wording import spans
from index.bm25 import K1, norm
from index.columns import Columns
from index.field_names import GRAMS, WORDS
from index.indexed_paragraph import IndexedParagraph
from index.people import People
from index.ragged import Ragged, from_rows
from index.stored_record import DOC, NUMBER, ROLE, IndexedFile, Record, to_file, whole_record
from index.topic_files import read_names


def encode(records: Iterable[Record]) -> Ragged:
    """Each record as a Python literal."""
    return from_rows([repr(record).encode() for record in records])


class Row(NamedTuple):
    """A paragraph with the counts of its terms, by field."""

    paragraph: IndexedParagraph
    terms: Mapping[str, Counter[str]]


def rows_of(columns: Columns) -> tuple[IndexedFile, dict[plans.Key, Row]]:
    """The file and the paragraphs of one document; a key is its id and the paragraph's number."""
    *stored, file = [literal_eval(row.decode()) for row in columns.stored.rows()]
    terms: list[dict[str, Counter[str]]] = [defaultdict(Counter) for _ in (*stored, file)]
    for field, tokens in [(WORDS, columns.words), *columns.keywords.items()]:
        for id, number in zip(tokens.ids.tolist(), tokens.docs.tolist(), strict=True):
            terms[number][field][tokens.terms[id]] += 1
    rows = {}
    for number, record in enumerate(stored):
        paragraph = IndexedParagraph(number, record, lambda _, one: whole_record(one, file))
        terms[number][GRAMS] = Counter(grams(paragraph.text.folded))
        rows[paragraph.record[DOC], paragraph.record[NUMBER]] = Row(paragraph, terms[number])
    return to_file(file), rows


class MemoryIndex:
    """The last commit; a writer replaces it, so that older snapshots stay as they are."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: dict[str, IndexedFile] = {}
        self.rows: dict[plans.Key, Row] = {}


class MemoryWriter:
    encode = staticmethod(encode)

    def __init__(self, index: MemoryIndex) -> None:
        self._index = index
        self._files, self._rows = dict(index.files), dict(index.rows)
        self._added: list[Columns] = []

    def add(self, columns: Columns) -> None:
        self._added.append(columns)

    def delete(self, id: str) -> int:
        before = len(self._files) + len(self._rows)
        self._files.pop(id, None)
        self._rows = {key: row for key, row in self._rows.items() if key[0] != id}
        return before - len(self._files) - len(self._rows)

    def commit(self) -> None:
        for file, rows in map(rows_of, self._added):
            self._files[file.id] = file
            self._rows |= rows
        self._index.files, self._index.rows = self._files, dict(sorted(self._rows.items()))


class MemorySnapshot:
    """It keeps nothing for a query, so it is its own session, too."""

    thesaurus = Thesaurus.load()

    def __init__(self, index: MemoryIndex) -> None:
        self.folder, self.rows, self._files = index.folder, index.rows, index.files
        self.size = len(self.rows) + len(self._files)
        self.topic_names, self.people = read_names(index.folder), People(index.folder)

    def session(self) -> MemorySnapshot:
        return self

    def frequency(self, field: str, terms: Iterable[str]) -> dict[str, int]:
        return {term: sum(term in r.terms[field] for r in self.rows.values()) for term in terms}

    def occurrences(self, field: str, terms: Iterable[str]) -> dict[str, int]:
        return {term: sum(r.terms[field][term] for r in self.rows.values()) for term in terms}

    def total_length(self, field: str) -> int:
        return sum(row.terms[field].total() for row in self.rows.values())

    def lexicon(self, field: str, prefix: str = "") -> Iterator[str]:
        terms = {term for row in self.rows.values() for term in row.terms[field]}
        return iter(sorted((t for t in terms if t.startswith(prefix)), key=str.encode))

    def average_length(self, field: str) -> float:
        lengths = [n for row in self.rows.values() if (n := row.terms[field].total())]
        return sum(lengths) / len(lengths) if lengths else 1.0

    def file_ids(self) -> Iterator[str]:
        return iter(sorted(self._files))

    def file(self, id: str) -> IndexedFile:
        return self._files[id]

    def paragraphs_of(self, id: str) -> Sequence[plans.Key]:
        return [key for key in self.rows if key[0] == id]

    def record(self, key: plans.Key) -> Record:
        return self.rows[key].paragraph.record

    def match(self, plan: plans.Plan) -> MemoryMatches:
        tiers = {key: t for key, row in self.rows.items() for t in tiers_of([plan], row)}
        return MemoryMatches(self, plan, tiers, decided=not isinstance(plan, plans.SaidBy))

    def occur(self, strings: Sequence[plans.Contains]) -> list[bool]:
        return [any(counts_in(string, row) for row in self.rows.values()) for string in strings]

    def containing(
        self, strings: Collection[plans.Contains], keys: Collection[plans.Key]
    ) -> dict[plans.Contains, Collection[plans.Key]]:
        return {s: [k for k in keys if tiers_of([s], self.rows[k])] for s in strings}

    def records(self, keys: Sequence[plans.Key]) -> list[IndexedParagraph]:
        return [self.rows[key].paragraph for key in keys]

    def lengths(self, keys: Sequence[plans.Key]) -> list[float]:
        return [byte_to_length(length_to_byte(self.rows[k].terms[GRAMS].total())) for k in keys]

    def values(self, field: str, keys: Collection[plans.Key]) -> Mapping[plans.Key, str]:
        return {key: value for key in keys for value in self.rows[key].terms[field]}

    def term_counts(self, *_: Any) -> None:
        return None


def starred_by_regex(parts: Sequence[str], reach: int) -> re.Pattern[str]:
    """Matches folded parts in order, each as a group, with at most ``reach`` characters between."""
    between = f"[^。！？!?]{{0,{reach}}}?"
    return re.compile(between.join(f"({re.escape(part)})" for part in parts))


def tier_of(plan: plans.Plan, row: Row) -> plans.Tier | None:
    """The tier in which a paragraph matches a plan; None if it does not."""
    written = row.paragraph.text
    match plan:
        case plans.Contains(of=of):
            matches = counts_in(plan, row) and not (of and written.contains(of))
        case plans.Starred(parts=parts, reach=reach):
            matches = bool(starred_by_regex(parts, reach).search(close_gaps(written.folded)))
        case plans.Near():
            asked = {one.only for part in plan.parts for one in part if one.only}
            matches = is_near(allowed(plan, {o for o in asked if tiers_of([o], row)}), written)
        case plans.Has(field=field, values=values):
            matches = any(value in row.terms[field] for value in values)
        case plans.AllOf(parts=parts):
            tiers = tiers_of(parts, row)
            return max(tiers, default=plans.Tier.EXACT) if len(tiers) == len(parts) else None
        case plans.AnyOf(parts=parts):
            return min(tiers_of(parts, row), default=None)
        case plans.SaidBy(part=part):
            return tier_of(part, row)
        case plans.Without(part=part, excluded=excluded):
            return None if tiers_of([excluded], row) else tier_of(part, row)
        case plans.AtLeast(parts=parts, share=share):
            matches = 0 < weight_of(plan, row) >= share * sum(weight for _, weight in parts)
        case plans.Tiered():
            pairs = zip(plans.Tier, plan, strict=True)
            return next((tier for tier, part in pairs if tiers_of([part], row)), None)
    return plans.Tier.EXACT if matches else None


def counts_in(string: plans.Contains, row: Row) -> bool:
    """Whether the string counts in a paragraph, which may contain ``string.of`` too."""
    text = row.paragraph.text
    if string.only and not tiers_of([string.only], row):
        return False
    if string.contiguous:
        return close_gaps(string.text) in text.folded
    return any(True for _ in spans(string.text, text, variant=bool(string.of)))


def tiers_of(parts: Iterable[plans.Plan], row: Row) -> list[plans.Tier]:
    """The tiers of those plans that a paragraph matches."""
    return [tier for part in parts if (tier := tier_of(part, row)) is not None]


def weight_of(plan: plans.AtLeast, row: Row) -> float:
    return sum(weight for part, weight in plan.parts if tiers_of([part], row))


@dataclass(frozen=True)
class MemoryMatches:
    snapshot: MemorySnapshot
    plan: plans.Plan
    tiers: Mapping[plans.Key, plans.Tier]
    decided: bool = True

    @cached_property
    def rows(self) -> Mapping[plans.Key, Row]:
        return {key: self.snapshot.rows[key] for key in sorted(self.tiers)}

    @property
    def totals(self) -> plans.Totals:
        counts = Counter(self.tiers.values())
        return plans.Totals(*(counts[tier] for tier in plans.Tier))

    def counts(self, plans: Sequence[plans.Plan]) -> list[int]:
        return [sum(len(tiers_of([p], row)) for row in self.rows.values()) for p in plans]

    def best(self, first_stage: plans.FirstStage, wanted: int) -> list[plans.Candidate]:
        order = sorted((m.tier, not m.has_words, -m.score, m.key) for m in self.scored(first_stage))
        return [plans.Candidate(key, tier) for tier, _, _, key in order[:wanted]]

    def scored(self, first_stage: plans.FirstStage) -> Iterator[plans.ScoredMatch]:
        average = self.snapshot.average_length(GRAMS)
        lengths = self.snapshot.lengths(list(self.rows))
        for (key, row), length in zip(self.rows.items(), lengths, strict=True):
            score = 0.0
            for gram, weight in first_stage.grams.items():
                count = row.terms[GRAMS][gram]
                score += weight * (K1 + 1) * count / (count + norm(length, average))
            tier = self.tiers[key]
            factor = first_stage.roles.get(row.paragraph.record[ROLE], 1.0)
            words = tier == plans.Tier.EXACT and row.terms[WORDS].keys() >= {*first_stage.words}
            yield plans.ScoredMatch(key, tier, score * factor, factor, words)

    def heaviest(self, wanted: int) -> list[plans.Key]:
        parts = self.plan.parts if isinstance(self.plan, plans.AllOf) else (self.plan,)
        weighted = [part for part in parts if isinstance(part, plans.AtLeast)]
        weights = {k: sum(weight_of(p, row) for p in weighted) for k, row in self.rows.items()}
        return sorted(weights, key=lambda key: (-weights[key], key))[:wanted]

    def facet(self, field: str) -> Mapping[str, int]:
        return Counter(value for row in self.rows.values() for value in row.terms[field])

    def all_records(self) -> Iterator[tuple[plans.Key, IndexedParagraph]]:
        return ((key, row.paragraph) for key, row in self.rows.items())

    def term_counts(self, field: str, terms: Collection[str]) -> None:
        return None

    def keeping(self, keys: Iterable[plans.Key]) -> MemoryMatches:
        return replace(
            self, tiers={k: self.tiers[k] for k in keys if k in self.tiers}, decided=True
        )

    def adding(self, keys: Iterable[plans.Key]) -> MemoryMatches:
        added = dict.fromkeys(keys, plans.Tier.WORDS)
        return replace(self, tiers={**added, **self.tiers}, decided=True)
