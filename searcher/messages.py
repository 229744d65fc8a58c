"""Turns messages into the user's language: today English.

Every string that a front end shows to people is made here. The English text of a message, with its
``{named}`` placeholders, identifies it: a translation is looked up by that text, and the same
values are filled in. What a message quotes from documents or from the command line is made
harmless to a terminal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from corpus.errors import CewenError, Message


def say(text: str, /, **values: object) -> str:
    """The message on one line.

    >>> say("no document {name} in the index", name="港\\x1b[2J.md")
    'no document 港\\ufffd[2J.md in the index'
    """
    from searcher.terminal_text import clean

    return clean(text.format_map(values) if values else text)


def say_count(count: int, one: str, many: str, /, **values: object) -> str:
    """The text ``one`` for a ``count`` of 1, else ``many``.

    >>> say_count(1, "{count} file", "{count} files"), say_count(3, "{count} file", "{count} files")
    ('1 file', '3 files')
    """
    return say(one if count == 1 else many, count=count, **values)


def say_message(message: Message) -> str:
    """A message that another part of Cewen has made.

    >>> from corpus.errors import CewenError
    >>> say_message(CewenError("{path}: no such file", path="港.md").message)
    '港.md: no such file'
    """
    values = {name: _said(value) for name, value in message.values.items()}
    return say(message.text, **values)


def _said(value: object) -> object:
    """A value; if it is itself an error or a message, what it says."""
    from corpus.errors import CewenError, Message

    if isinstance(value, CewenError):
        value = value.message
    return say_message(value) if isinstance(value, Message) else value


def say_error(error: CewenError) -> str:
    """An error; one in a query with the query and carets under the place, on lines of their own."""
    from searcher.query.errors import QueryError

    excerpt = error.excerpt() if isinstance(error, QueryError) else ""
    return say_message(error.message) + excerpt


def paragraphs(count: int) -> str:
    """``1 paragraph``, ``2 paragraphs``."""
    return say_count(count, "{count} paragraph", "{count} paragraphs")


def speakers(count: int) -> str:
    """``1 speaker``, ``2 speakers``."""
    return say_count(count, "{count} speaker", "{count} speakers")
