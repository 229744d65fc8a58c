"""The names of the index's fields. The schema has them too, but importing it imports Whoosh."""

from __future__ import annotations

SEGMENTERS = ("jieba", "rjieba")
"""The word segmenters that an index may be built with."""

STORED = "s"
"""The stored record. The name has one letter because every record repeats it."""

WORDS = "words"
GRAMS = "grams"
TEXT_FIELDS = (WORDS, GRAMS)
SIDE = "side"
"""Where the text may have been written: see :mod:`index.analysis.sides`."""
UNKNOWN_SIDE = "cn-hk-tw"
"""The side of text that may have been written on any."""
DEFINED = "defined"
"""The short names that a paragraph defines: see :func:`defined_term`."""
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
    SIDE,
    DEFINED,
)
TOPIC_WORDS = "topicword"
COUNTED_FIELDS = (TOPIC_WORDS,)
"""Keyword fields that also have the number of occurrences in each paragraph."""


def topic_word(topic: str, word: str = "") -> str:
    """A term of :data:`TOPIC_WORDS`: a topic's id and a word, as written, that gave a paragraph the
    topic. Without the word, the prefix of all terms of the topic.

    >>> topic_word("platform-work", "外送員")
    'platform-work\\t外送員'
    """
    return f"{topic}\t{word}"


def defined_term(short: str, full: str) -> str:
    """A term of :data:`DEFINED`: a short name and the full name, as they are written.

    >>> defined_term("國發會", "國家發展委員會")
    '國發會\\t國家發展委員會'
    """
    return f"{short}\t{full}"
