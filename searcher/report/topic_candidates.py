"""The terms that tell most about this index and that no topic covers yet."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import nlargest
from math import log

from corpus.fold import fold
from corpus.topics.tagger import Tagger
from index.field_names import WORDS
from index.stored_record import DOC
from index.whoosh.reader import Reader

_FEWEST_DOCUMENTS = 3
_CANDIDATES = 2000
_UNCOMMON = 8.0  # idf in jieba's table; 我们 has 3.4, 平台 6.2, 规划 12.8


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A term as the documents write it, and in how many paragraphs it stands."""

    term: str
    paragraphs: int


def suggested(reader: Reader, limit: int) -> list[Suggestion]:
    """The ``limit`` most telling words, best first.

    Telling: how many paragraphs hold a word, times how much rarer it is in general Chinese, by
    the idf table of jieba's keyword extraction, than here (the word's part of the Kullback-Leibler
    divergence). Common words, speakers' names and words of under three documents are left out.
    """
    general, median = _general_idf()
    names = {fold(name) for name in reader.lexicon("speaker")}
    scores = {}
    for word in reader.lexicon(WORDS):
        rarity = general.get(word, median)
        if rarity >= _UNCOMMON and len(word) > 1 and word[0] > "\u3000":
            here = reader.document_frequency(WORDS, word)
            scores[word] = here * (rarity - log(reader.size / here))
    tagger = Tagger(reader.thesaurus)
    known = {fold(w.text) for topic in reader.thesaurus.topics.values() for w in topic.words}
    spoken = "\n".join(names)
    found: list[Suggestion] = []
    for word in nlargest(_CANDIDATES, scores, key=lambda word: (scores[word], word)):
        if len(found) == limit:
            break
        if word in known or word in spoken or tagger.tag_text(word):
            continue
        if suggestion := _suggestion(reader, word):
            found.append(suggestion)
    return found


def _general_idf() -> tuple[dict[str, float], float]:
    import jieba.analyse

    idf, median = jieba.analyse.default_tfidf.idf_loader.get_idf()
    return {fold(word): value for word, value in idf.items()}, median


def _suggestion(reader: Reader, word: str) -> Suggestion | None:
    numbers = reader.postings(WORDS, word).numbers
    documents = set()
    for number in numbers:
        documents.add(reader.record(number)[DOC])
        if len(documents) == _FEWEST_DOCUMENTS:
            text = reader.text(numbers[0])
            at = fold(text).find(word)
            return Suggestion(text[at : at + len(word)], len(numbers))
    return None
