"""Queries as values of messages, with the field names of the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from searcher.query.ast import And, Field, Not, Or, Phrase, Query, Term, describe
from searcher.query.errors import QueryError
from searcher.query.fields import FIELDS
from searcher.query.parser import parse
from searcher.terminal_text import clean, command_line

if TYPE_CHECKING:
    from index.topic_files import TopicNames

#: Gives a name of a field, with its colon, in a language.
Translate = Callable[[str], str]


class SpokenQuery(NamedTuple):
    """A query as the user would type it.

    >>> str(SpokenQuery(And((Term("外送員"), Field("speaker", Phrase("主席"))))))
    '外送員 AND speaker:主席'
    """

    query: Query

    def said(self, translate: Translate) -> str:
        """The query with translated names of fields."""
        return clean(describe(_without_quotes(self.query), translate))

    def __str__(self) -> str:
        return self.said(str)


class SpokenCommand(NamedTuple):
    """The command that searches for a query.

    >>> str(SpokenCommand(And((Term("外送員"), Field("speaker", Phrase("主席"))))))
    'cewen search 外送員 speaker:主席'
    """

    query: Query
    topics: TopicNames | None = None

    def said(self, translate: Translate) -> str:
        """The command with translated names of fields and of the topics that are known."""
        query = _without_quotes(self.query)
        if self.topics is not None and _script(translate) == "zh-Hans":
            query = _in_simplified(query, self.topics)
        if isinstance(query, And):
            names = [_word(part, str) for part in query.parts]
            if _reads_as(" ".join(names), query):
                words = [_word(part, translate) for part in query.parts]
                return command_line("cewen search", *words)
        return command_line("cewen search", describe(query, translate))

    def __str__(self) -> str:
        return self.said(str)


class SpokenCounts(NamedTuple):
    """Queries, each with the number of its paragraphs.

    >>> str(SpokenCounts([(Term("外送員"), 1), (Term("保險"), 948)]))
    '外送員 1 · 保險 948'
    """

    counts: Sequence[tuple[Query, int]]

    def said(self, translate: Translate) -> str:
        """The queries with translated names of fields."""
        said = (f"{SpokenQuery(query).said(translate)} {count:,}" for query, count in self.counts)
        return " · ".join(said)

    def __str__(self) -> str:
        return self.said(str)


class SpokenTopics(NamedTuple):
    """The labels of topics, in the script of the reader's language."""

    ids: Sequence[str]
    names: TopicNames

    def said(self, translate: Translate) -> str:
        """The labels with 、 between them."""
        language = _script(translate)
        return "、".join(clean(self.names.label(id, language)) for id in self.ids)

    def __str__(self) -> str:
        return self.said(str)


class SpokenFields(NamedTuple):
    """The names of all fields, each with its colon."""

    def said(self, translate: Translate) -> str:
        """The translated names."""
        return " ".join(translate(f"{name}:") for name in FIELDS)

    def __str__(self) -> str:
        return self.said(str)


def _script(translate: Translate) -> str:
    """The script of topic labels; Traditional in the English that ``str()`` gives."""
    from searcher.language import topic_language

    return "zh-Hant" if translate is str else topic_language()


def _in_simplified(query: Query, topics: TopicNames) -> Query:
    """The query with the Simplified labels of its topics."""
    if isinstance(query, And):
        return And(tuple(_in_simplified(part, topics) for part in query.parts))
    if isinstance(query, Field) and query.name == "topic" and isinstance(query.value, Term):
        label = topics.label(topics.find(query.value.text) or "", "zh-Hans")
        if label and not any(map(str.isspace, label)):
            return Field("topic", Term(label))
    return query


def _word(part: Query, translate: Translate) -> str:
    if isinstance(part, Not):
        return f"-{describe(part.part, translate)}"
    return describe(part, translate)


def _reads_as(text: str, query: Query) -> bool:
    try:
        return parse(text) == query
    except QueryError:
        return False


def _without_quotes(query: Query) -> Query:
    """The query with values of fields in quotes only where they need them."""
    if isinstance(query, And | Or):
        return type(query)(tuple(map(_without_quotes, query.parts)))
    if isinstance(query, Field) and isinstance(query.value, Phrase):
        plain = Field(query.name, Term(query.value.text))
        if not any(map(str.isspace, query.value.text)) and _reads_as(describe(plain), plain):
            return plain
    return query
