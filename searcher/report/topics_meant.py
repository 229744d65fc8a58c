"""Tells which topics a query names otherwise than by their labels."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.fold import name_key
from index.topic_files import TopicNames
from searcher.answer import TopicMeant
from searcher.query.ast import Phrase, Query, Term
from searcher.query.fields import FIELDS
from searcher.query.positive import positive_fields


def topics_meant(names: TopicNames, query: Query) -> Iterator[TopicMeant]:
    """The topics whose labels the reader of ``query`` does not see in it."""
    for field in positive_fields(query):
        if FIELDS[field.name].read != "topic" or not isinstance(field.value, Term | Phrase):
            continue
        text = field.value.text
        id = names.find(text) or ""
        labels = [names.label(id), names.label(id, "zh-Hans")]
        if any(labels) and name_key(text) not in map(name_key, labels):
            yield TopicMeant(text, labels[0], id)
