"""Turns messages into the user's language.

Every string that a front end shows to people is made here. The English text of a message, with its
``{named}`` placeholders, identifies it: a translation is looked up by that text, and the same
values are filled in. What a message quotes from documents or from the command line is made
harmless to a terminal. :mod:`searcher.language` chooses the language.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import NullTranslations

    from corpus.errors import CewenError, Message

#: The translations of the language that is spoken; None for English. A context variable, so that
#: each request of a server may have its own.
CATALOGUE: ContextVar[NullTranslations | None] = ContextVar("CATALOGUE", default=None)


def say(text: str, /, **values: object) -> str:
    """The message on one line. A whole number that is called ``count`` gets separators.

    >>> say("no document {name} in the index", name="港\\x1b[2J.md")
    'no document 港\\ufffd[2J.md in the index'
    """
    return _filled(translated(text), values)


def say_count(count: int, one: str, many: str, /, **values: object) -> str:
    """The text ``one`` for a ``count`` of 1, else ``many``.

    >>> say_count(1, "{count} file", "{count} files")
    '1 file'
    >>> say_count(3000, "{count} file", "{count} files")
    '3,000 files'
    """
    if catalogue := CATALOGUE.get():
        text = catalogue.ngettext(one, many, count)
    else:
        text = one if count == 1 else many
    return _filled(text, {"count": count, **values})


def translated(text: str) -> str:
    """A text in the language that is spoken, with the same placeholders.

    A reader says what it found and, after a semicolon, what to do. Each part of such a text has
    its own translation.
    """
    catalogue = CATALOGUE.get()
    if catalogue is None or not text:
        return text
    found = catalogue.gettext(text)
    if found == text and "; " in text:
        parts = text.split("; ")
        known = [catalogue.gettext(part) for part in parts]
        if known != parts:
            found = catalogue.gettext("; ").join(known)
    return found


def join(separator: str, parts: Iterable[str]) -> str:
    """The parts with a separator between them, as the language writes it: ``", "`` or 、."""
    return translated(separator).join(parts)


def _filled(text: str, values: dict[str, object]) -> str:
    from searcher.terminal_text import clean

    if type(count := values.get("count")) is int:
        values = {**values, "count": f"{count:,}"}
    return clean(text.format_map(values) if values else text)


def say_stored(sentence: str) -> str:
    """A sentence in which the values are filled in already, such as a warning that is stored with
    a document."""
    if CATALOGUE.get() is None:
        return say(sentence)
    from searcher.language import sentence_in_language

    return say("{sentence}", sentence=sentence_in_language(sentence))


def say_message(message: Message) -> str:
    """A message that another part of Cewen has made.

    >>> from corpus.errors import CewenError
    >>> say_message(CewenError("{path}: no such file", path="港.md").message)
    '港.md: no such file'
    """
    if not message.values:  # it may be what a library says, or have been filled in before
        return say_stored(message.text)
    values = {name: _said(value) for name, value in message.values.items()}
    return say(message.text, **values)


def _said(value: object) -> object:
    """A value; if it is itself an error or a message, what it says."""
    from corpus.errors import CewenError, Message

    if isinstance(value, CewenError):
        value = value.message
    if isinstance(value, Exception):
        return say_stored(str(value))
    if isinstance(value, Message):
        return say_message(value)
    said = getattr(value, "said", None)  # of a query: see searcher.query.spoken
    return value if said is None else said(translated)


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
