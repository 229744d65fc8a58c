"""What the fields of the index are called; apart from the schema, which needs Whoosh."""

from __future__ import annotations

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
