"""The schema of the Whoosh index, of Whoosh's own classes only.

The table of contents has a pickle of these classes, so that Whoosh opens the index without Cewen.
One Whoosh document is one paragraph, and one more stands for each file (its ``file`` field has the
id; it has no terms to search). Our terms come ready made; Whoosh analyzes nothing.
"""

from __future__ import annotations

from whoosh import fields, formats

from index.field_names import COUNTED_FIELDS, KEYWORD_FIELDS, STORED, TEXT_FIELDS


def _terms(*, scorable: bool) -> fields.KEYWORD:
    """A field of terms, with how often each occurs as the weight of its posting and nothing else
    (Whoosh's usual ``Frequency`` keeps the same number again, in four bytes a posting)."""
    field = fields.KEYWORD(scorable=scorable)
    field.format = formats.Existence()
    return field


def schema() -> fields.Schema:
    """The schema of every index of ours.

    ``words``: folded words as the tokenizer cuts them. ``grams``: folded single characters and
    pairs of neighbours. The keyword fields have whole values as written, matched by substring;
    ``topicword`` the words that gave a paragraph a topic (see :func:`index.field_names.topic_word`).
    ``s``: what is stored to be shown, as a plain tuple (see :mod:`index.stored_record`).
    """
    result = fields.Schema(**{STORED: fields.STORED()})
    for name in TEXT_FIELDS:
        result.add(name, _terms(scorable=True))
    for name in COUNTED_FIELDS:
        result.add(name, _terms(scorable=False))
    for name in KEYWORD_FIELDS:
        result.add(name, fields.ID(stored=False))
    return result
