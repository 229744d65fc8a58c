"""Ranks matches: the first stage of the engine, then the re-ranking of the best by their text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from heapq import heapify, heappop
from typing import TYPE_CHECKING, Literal, NamedTuple

from index.plan import AllOf, AnyOf, Candidate, FirstStage, Key, ScoredMatch, Tier
from searcher.match.manner import Manner
from searcher.match.manner_counts import MOST_WRITTEN
from searcher.match.matching import Matched
from searcher.match.paragraph_cache import ParagraphCache
from searcher.match.question import Question
from searcher.match.reading import TermReader, scored_readings
from searcher.rank.rerank import Reranker
from searcher.rank.tiers import HIGHEST, Ranked, ScoreClass, class_of, score_class
from searcher.score.formulas import ROLES, Score

if TYPE_CHECKING:
    from index.engine import Matches, Session
    from searcher.rank.topic_ranking import TopicWord

Sort = Literal["score", "date", "oldest", "doc"]

_UNDATED = "9999-99"  # sorts after every date
_NO_STAGE = FirstStage({}, (), ROLES)

#: Candidates are re-ranked, however many are wanted: the first ten must not depend on that. 40, 60,
#: 100 and 200 gain nothing measurable.
BEST = 30

_TOGETHER = 64  # paragraphs are read at a time


class Ranking(NamedTuple):
    """The ranked matches, and for a query of topics the words that put them there."""

    entries: Sequence[Ranked]
    topic_words: Sequence[TopicWord]


def rank(
    terms: TermReader,
    question: Question,
    matched: Matched,
    paragraphs: ParagraphCache,
    *,
    wanted: int,
    sort: Sort,
) -> Ranking:
    """The first ``wanted`` matches in the order of ``sort``."""
    if question.topics:
        from searcher.rank.topic_ranking import ranked_by_topic, topic_words

        words = topic_words(terms.snapshot, matched.matches, question.topics)
        if not question.readings:
            entries = ranked_by_topic(matched.matches, words)
            return Ranking(_sorted(terms.session, entries, sort)[:wanted], words)
    else:
        words = []
    entries = _entries(terms, question, matched, paragraphs, wanted=wanted, sort=sort)
    return Ranking(_sorted(terms.session, entries, sort)[:wanted], words)


def _entries(
    terms: TermReader,
    question: Question,
    matched: Matched,
    paragraphs: ParagraphCache,
    *,
    wanted: int,
    sort: Sort,
) -> list[Ranked]:
    """The ranked matches. In each tier, those of an organization with the asked name come before
    those of organizations whose names contain it."""
    if sort != "score":
        first = _first(terms.session, matched.matches, wanted, sort)
        return Ranker(terms, question, matched, paragraphs).all(first)
    if not (matched.whole and matched.longer):
        return Ranker(terms, question, matched, paragraphs).best(wanted)
    entries: list[Ranked] = []
    for keys in (matched.whole, matched.longer):
        part = Matched(matched.matches.keeping(keys))
        entries += Ranker(terms, question, part, paragraphs).best(wanted)
    return sorted(entries, key=lambda entry: entry.tier)


def _first(session: Session, matches: Matches, wanted: int, sort: Sort) -> list[Key] | None:
    """The matches among which the first ``wanted`` in the order of ``sort`` are; None for all. Of
    equal dates, the score decides."""
    total = sum(matches.totals)
    if total <= max(wanted, BEST):
        return None
    keys = sorted(key for key, _ in matches.best(_NO_STAGE, total))
    if sort == "doc":
        return keys[:wanted]
    dates = session.values("date", keys)
    undated = "" if sort == "date" else _UNDATED
    ordered = sorted((dates.get(key, undated) for key in keys), reverse=sort == "date")
    last = ordered[wanted - 1]
    if sort == "date":
        return [key for key in keys if dates.get(key, undated) >= last]
    return [key for key in keys if dates.get(key, undated) <= last]


def _sorted(session: Session, ranked: list[Ranked], sort: Sort) -> list[Ranked]:
    if sort == "doc":
        return sorted(ranked, key=lambda entry: entry.key)
    if sort in ("date", "oldest"):
        # Undated ones come last; equal dates stay in the order of their scores.
        newest_first = sort == "date"
        undated = "" if newest_first else _UNDATED
        dates = session.values("date", [entry.key for entry in ranked])
        return sorted(ranked, key=lambda one: dates.get(one.key, undated), reverse=newest_first)
    return ranked


class Ranker:
    """Ranks the matches of one question by score."""

    def __init__(
        self,
        terms: TermReader,
        question: Question,
        matched: Matched,
        paragraphs: ParagraphCache,
    ) -> None:
        self._session = terms.session
        self._question = question
        self._matches = matched.matches
        self._total = matched.total
        self._readings = question.readings
        self._paragraphs = paragraphs
        few = matched.total <= MOST_WRITTEN
        self._reranker = Reranker(terms, question, paragraphs, characters=few)

    def best(self, wanted: int) -> list[Ranked]:
        """The first ``wanted`` of :meth:`all`; the others are looked at only if one of them could
        be among these."""
        if not wanted or not self._total:
            return []
        if not self._readings:
            return _unscored(self._matches, wanted)
        candidates = self._candidates()
        read = self._reranker.best(candidates, wanted)
        taken = Counter(candidate.tier for candidate in candidates)
        totals = zip(Tier, self._matches.totals, strict=True)
        left = (tier for tier, total in totals if taken[tier] < total)
        highest = max((score_class(tier).lowest for tier in left), default=-1)
        if highest >= 0 and (len(read) < wanted or read[wanted - 1].score < highest):
            if len(read) < len(candidates):
                read = self._reranker.best(candidates, len(candidates))
            read = self._with_rest(read, self._matches, wanted)
        return read[:wanted]

    def all(self, among: Collection[Key] | None = None) -> list[Ranked]:
        """All matches, or at least those ``among`` some, best first. The alignment of those that
        are not re-ranked is not read from their text."""
        matches = self._matches if among is None else self._matches.keeping(among)
        if not self._readings:
            return _unscored(matches, self._total)
        candidates = self._candidates()
        read = self._reranker.best(candidates, len(candidates))
        return self._with_rest(read, matches, 0)

    def _candidates(self) -> Sequence[Candidate]:
        """The matches to re-rank: all of a few; of many the best, and the best in which terms of
        the query touch, since these come first."""
        first_stage = self._first_stage() if self._total > BEST else _NO_STAGE
        candidates = self._matches.best(first_stage, BEST)
        joined = self._question.joined
        if self._total <= BEST or not joined:
            return candidates
        touching = self._session.match(AllOf((self._question.plan, AnyOf(tuple(joined)))))
        keys = {one.key for one in touching.best(first_stage, BEST)}
        own = self._matches.keeping(keys.difference(one.key for one in candidates))
        return [*candidates, *own.best(first_stage, BEST)]

    def _with_rest(self, read: Sequence[Ranked], matches: Matches, wanted: int) -> list[Ranked]:
        """The re-ranked matches, and below them, class by class, the other ``matches``: all, or if
        ``wanted`` are, at least those that are among these."""
        ranked = list(read)
        if len(read) == self._total:
            return ranked
        known = {entry.key for entry in read}
        rest = [m for m in matches.scored(self._first_stage()) if m.key not in known]
        lowest: dict[ScoreClass, float] = {}
        for entry in read:
            own = class_of(entry.score)
            lowest[own] = min(entry.score, lowest.get(own, entry.score))
        classes = self._by_text(rest, read, wanted) if wanted else self._by_words(rest)
        for (key, tier, score, _, _), own in classes:
            width = lowest.get(own, own.lowest + own.width) - own.lowest
            total = own._replace(width=width).score(score)
            ranked.append(Ranked(key, tier, total, Score(pairs=score)))
        ranked.sort(key=lambda entry: (-entry.score, entry.key not in known, entry.key))
        return ranked

    def _by_words(self, rest: Sequence[ScoredMatch]) -> Iterator[tuple[ScoredMatch, ScoreClass]]:
        """The class of each match, by its words alone."""
        for match in rest:
            manner = Manner.WHOLE if match.has_words else Manner.INSIDE
            yield match, score_class(match.tier, manner)

    def _by_text(
        self, rest: Sequence[ScoredMatch], read: Sequence[Ranked], wanted: int
    ) -> Iterator[tuple[ScoredMatch, ScoreClass]]:
        """The class of each match, of exact ones by their text. They are read from the best on, and
        no more once enough are of the highest class: the others rank below these."""
        missing = wanted - sum(entry.score >= HIGHEST.lowest for entry in read)
        exact = [(-match.score, match.key, match) for match in rest if match.tier == Tier.EXACT]
        heapify(exact)  # few of very many are read
        while exact:
            some = [heappop(exact)[-1] for _ in range(min(_TOGETHER, len(exact)))]
            self._paragraphs.read([match.key for match in some])
            for match in some:
                own = self._reranker.score_class(match.key, match.tier)
                missing -= own.lowest >= HIGHEST.lowest
                yield match, own
            if missing <= 0:
                return
        yield from ((m, score_class(m.tier)) for m in rest if m.tier != Tier.EXACT)

    def _first_stage(self) -> FirstStage:
        """How the engine scores all matches."""
        grams: dict[str, float] = {}
        readings = scored_readings(self._readings)
        for reading in readings:
            for wording in reading.wordings:
                terms = self._reranker.terms(wording)
                for gram, weight in (terms.pairs or terms.singles).items():
                    grams[gram] = max(weight, grams.get(gram, 0.0))
        words = (w for one in readings for w in self._reranker.terms(one.exact).words)
        return FirstStage(grams, tuple(words), ROLES)


def _unscored(matches: Matches, wanted: int) -> list[Ranked]:
    """The matches of a query without terms, in the order of reading."""
    candidates = sorted(matches.best(_NO_STAGE, wanted))
    return [Ranked(key, tier, 0.0, Score()) for key, tier in candidates]
