"""Suggests terms that are typical of this index and that no topic covers yet."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import nlargest
from math import log
from typing import TYPE_CHECKING

from corpus.fold import fold
from corpus.topics.tagger import Tagger
from index.field_names import WORDS
from index.plan import Has
from index.stored_record import DOC

if TYPE_CHECKING:
    from index.engine import Session, Snapshot

_FEWEST_DOCUMENTS = 3
_CANDIDATES = 2000
_UNCOMMON = 8.0  # idf in jieba's table; 我们 has 3.4, 平台 6.2, 规划 12.8


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A term as the documents write it, and the number of its paragraphs."""

    term: str
    paragraphs: int


def suggested(reader: Snapshot, limit: int) -> list[Suggestion]:
    """The ``limit`` most typical words, best first.

    The score of a word is the number of its paragraphs times how much rarer it is in general
    Chinese, by the idf table of jieba's keyword extraction, than here (the word's part of the
    Kullback-Leibler divergence). Common words, speakers' names and words in fewer than three
    documents are left out.
    """
    general, median = _general_idf()
    names = {fold(name) for name in reader.lexicon("speaker")}
    rarities = {
        word: rarity
        for word in reader.lexicon(WORDS)
        if (rarity := general.get(word, median)) >= _UNCOMMON
        and len(word) > 1
        and word[0] > "\u3000"
    }
    frequencies = reader.frequency(WORDS, rarities)
    scores = {
        word: here * (rarity - log(reader.size / here))
        for word, rarity in rarities.items()
        for here in (frequencies[word],)
    }
    tagger = Tagger(reader.thesaurus)
    known = {fold(w.text) for topic in reader.thesaurus.topics.values() for w in topic.words}
    spoken = "\n".join(names)
    session = reader.session()
    found: list[Suggestion] = []
    for word in nlargest(_CANDIDATES, scores, key=lambda word: (scores[word], word)):
        if len(found) == limit:
            break
        if word in known or word in spoken or tagger.tag_text(word):
            continue
        if suggestion := _suggestion(session, word):
            found.append(suggestion)
    return found


def _general_idf() -> tuple[dict[str, float], float]:
    import jieba.analyse

    idf, median = jieba.analyse.default_tfidf.idf_loader.get_idf()
    return {fold(word): value for word, value in idf.items()}, median


def _suggestion(session: Session, word: str) -> Suggestion | None:
    matches = session.match(Has(WORDS, (word,)))
    documents = set()
    term = ""
    for _, paragraph in matches.all_records():
        text = paragraph.written
        at = fold(text).find(word)
        term = term or text[at : at + len(word)]
        documents.add(paragraph.record[DOC])
        if len(documents) == _FEWEST_DOCUMENTS:
            return Suggestion(term, sum(matches.totals))
    return None
