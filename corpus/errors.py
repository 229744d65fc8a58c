"""The one family of exceptions, and the form that every message has."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

_NO_VALUES: Mapping[str, object] = MappingProxyType({})


class Message(NamedTuple):
    """An English ``text`` with ``{named}`` placeholders, and the ``values`` that fill them.

    The text identifies the message: a front end looks up its translation and fills in the same
    values. Without values, a brace is an ordinary character.

    >>> str(Message("{path}: no such file", {"path": "港.md"}))
    '港.md: no such file'
    """

    text: str
    values: Mapping[str, object] = _NO_VALUES

    def __str__(self) -> str:
        return self.text.format_map(self.values) if self.values else self.text


class CewenError(Exception):
    """Something that the user can put right.

    The text says what failed, on which file or value, and what to do next. ``str()`` fills its
    placeholders in English; a front end makes its own string from :attr:`message`.

    >>> str(CewenError("{path}: no such file; check the path", path="港.md"))
    '港.md: no such file; check the path'
    """

    def __init__(self, text: str = "", /, **values: object) -> None:
        super().__init__(text)
        self._values = values

    @property
    def message(self) -> Message:
        """The text and its values."""
        return Message(self.args[0], self._values)

    def __str__(self) -> str:
        return str(self.message)


class DocumentError(CewenError):
    """A file that cannot be read as a document. The rest of the folder still can."""
