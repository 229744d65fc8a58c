"""What the fields of the index are called; apart from the schema, which needs Whoosh."""

from __future__ import annotations

SEGMENTERS = ("jieba", "rjieba")
"""The word segmenters that an index may be built with."""

STORED = "s"
"""What is stored of each paragraph to show. One letter: it is written with every one of them."""

WORDS = "words"
GRAMS = "grams"
TEXT_FIELDS = (WORDS, GRAMS)
KEYWORD_FIELDS = (
    "file",
    "doc",
    "title",
    "section",
    "speaker",
    "organization",
    "office",
    "topic",
    "date",
    "kind",
    "role",
)
TOPIC_WORDS = "topicword"
COUNTED_FIELDS = (TOPIC_WORDS,)
"""Keywords of which it is kept how often each stands in a paragraph."""


def topic_word(topic: str, word: str = "") -> str:
    """A term of :data:`TOPIC_WORDS`: a word, as written, that earned a paragraph the topic of this
    id. Without the word, what all terms of the topic begin with.

    >>> topic_word("platform-work", "外送員")
    'platform-work\\t外送員'
    """
    return f"{topic}\t{word}"
