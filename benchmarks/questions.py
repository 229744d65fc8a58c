"""The questions, by kind, and the paragraphs that really contain their words.

The words are general ones. Strings and speakers are drawn from the corpus in each run and never
kept: a result names them by number.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.fold import fold

How = Literal["and", "or", "exact", "topic", "speaker"]
KINDS = ("rare word", "common word", "AND", "OR", "name", "variant", "exact", "topic", "speaker")

_RARE = "勞動檢查 電子簽章 數位落差 仲裁 罷工 零工 再生能源 職業災害 集體協商 海洋"
_COMMON = "平台 政府 問題 資料 網路 公開 社會 教育 參與 討論 資訊 委員"
_AND = (
    "平台 勞工|政府 資料|隱私 資料|教育 預算|網路 法律|開源 軟體|計程車 平台|長照 補助"
    "|參與 審議 公開"
)
_OR = "開源 軟體|長照 托育|仲裁 罷工|平台 網路|隱私 個資|教育 創新|政府 社會 法律"
_NAMES = "國發會 個資法 衛福部 數位部 資安"
_VARIANTS = "人工智慧 演算法 軟體 程式 品質 資訊 永續 計程車"
_TOPICS = "platform-work artificial-intelligence open-government personal-data public-participation"
_EXACT = 40
_SPEAKERS = 8


@dataclass(frozen=True, slots=True)
class Question:
    """``terms`` in Traditional characters, combined by ``how``. ``drawn``: from the corpus."""

    kind: str
    how: How
    terms: tuple[str, ...]
    drawn: bool = False

    @property
    def typed(self) -> str:
        """The question as a query for ``cewen search`` and for engines with a like syntax."""
        match self.how:
            case "and":
                return " ".join(self.terms)
            case "or":
                return " OR ".join(self.terms)
            case "exact":
                return f'"{self.terms[0]}"'
        return f'{self.how}:"{self.terms[0]}"'


def questions_for(bodies: Sequence[str], speakers: Sequence[str]) -> list[Question]:
    """Return all questions for a corpus of these body paragraphs and speakers."""
    questions = [Question("rare word", "and", (word,)) for word in _RARE.split()]
    questions += [Question("common word", "and", (word,)) for word in _COMMON.split()]
    questions += [Question("AND", "and", tuple(words.split())) for words in _AND.split("|")]
    questions += [Question("OR", "or", tuple(words.split())) for words in _OR.split("|")]
    questions += [Question("name", "and", (word,)) for word in _NAMES.split()]
    questions += [Question("variant", "and", (word,)) for word in _VARIANTS.split()]
    draw = random.Random(2026)
    questions += [Question("exact", "exact", (_string(bodies, draw),), True) for _ in range(_EXACT)]
    questions += [Question("topic", "topic", (topic,)) for topic in _TOPICS.split()]
    few = draw.sample(speakers, min(_SPEAKERS, len(speakers)))
    return [*questions, *(Question("speaker", "speaker", (name,), True) for name in few)]


def _string(bodies: Sequence[str], draw: random.Random) -> str:
    """Draw 4 to 12 characters from anywhere in a paragraph."""
    while True:
        text = draw.choice(bodies)
        length = draw.randint(4, 12)
        if len(text) < length:
            continue
        start = draw.randrange(len(text) - length + 1)
        string = text[start : start + length]
        # Spaces and quotes mean something to every query language; punctuation does not.
        if all(char.isalnum() or char in "，、。；：！？" for char in string):
            return string


def truth(question: Question, folded: Sequence[str]) -> list[int] | None:
    """Return the rows that contain the words, by a scan; None for a topic or a speaker."""
    terms = [fold(term) for term in question.terms]
    if question.how in ("topic", "speaker"):
        return None
    if question.how == "or":
        return [row for row, text in enumerate(folded) if any(term in text for term in terms)]
    return [row for row, text in enumerate(folded) if all(term in text for term in terms)]
