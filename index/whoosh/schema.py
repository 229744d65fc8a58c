"""The schema of the Whoosh index, made of Whoosh's own classes only.

The table of contents contains the pickled schema, so Whoosh opens the index without Cewen. A Whoosh
document is a paragraph; one more for each file has the id in its ``file`` field and no other term.
The writer receives finished terms, so the fields have no analyzer of their own.
"""

from __future__ import annotations

from whoosh import fields, formats

from index.field_names import COUNTED_FIELDS, KEYWORD_FIELDS, STORED, TEXT_FIELDS


def _terms(*, scorable: bool) -> fields.KEYWORD:
    """A field of terms. The weight of a posting is the number of occurrences.

    Whoosh's usual format, ``Frequency``, stores that number a second time, in four bytes a posting.
    """
    field = fields.KEYWORD(scorable=scorable)
    field.format = formats.Existence()
    return field


def schema() -> fields.Schema:
    """The schema of every index of ours.

    ``words``: folded words. ``grams``: folded single characters and pairs of neighbours. The
    keyword fields: whole values as written, matched by substring. ``topicword``: the words that
    gave a paragraph a topic (see :func:`index.field_names.topic_word`). ``s``: the stored record, a
    plain tuple (see :mod:`index.stored_record`).
    """
    result = fields.Schema(**{STORED: fields.STORED()})
    for name in TEXT_FIELDS:
        result.add(name, _terms(scorable=True))
    for name in COUNTED_FIELDS:
        result.add(name, _terms(scorable=False))
    for name in KEYWORD_FIELDS:
        result.add(name, fields.ID(stored=False))
    return result
