"""Searches that a user has saved, and what each has found before.

They are kept in the user's own data folder, one file for each index, so that an index that is
built anew, or shared, has them still. The file is replaced whole or not at all.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from index.data_folder import data_folder, make_data_folder
from index.user_files import read_user_file, write_user_file
from searcher.query.errors import SearchError

_FOLDER = "searches"
_VERSION = 1
_LARGEST = 1 << 30  # bytes
Asked = Mapping[str, Any]
"""The options of a search by name: filters, ``exact``, ``certain``, ``widen``."""


class SeenParagraph(NamedTuple):
    """A paragraph that a saved search has found: its place, and its verification code."""

    doc: str
    paragraph: int
    code: str


class News(NamedTuple):
    """A quotation that was new at a time: what a feed lists. ``found`` is in ISO 8601."""

    found: str
    change: str
    speaker: str
    quote: str
    title: str
    doc: str
    paragraph: int
    code: str


class SavedSearch(NamedTuple):
    """``query`` and ``asked`` are as they were given to a search.

    ``seen`` is what the last look found, at the time ``looked`` (ISO 8601). ``news`` are the last
    quotations that were new, the newest first.
    """

    name: str
    query: str
    asked: Asked
    looked: str
    seen: tuple[SeenParagraph, ...] = ()
    news: tuple[News, ...] = ()


class SavedSearches:
    """The saved searches of one index, by name, in the order in which they were saved."""

    def __init__(self, index: Path) -> None:
        """Read them.

        :raises SearchError: the file cannot be read.
        """
        self._index = index.resolve()
        self._path = _path(self._index)
        self.searches = self._read()

    def named(self, name: str) -> SavedSearch:
        """The search of this name.

        :raises SearchError: there is none.
        """
        if name not in self.searches:
            text = "no saved search {name}; cewen searches lists them"
            raise SearchError(text, name=name)
        return self.searches[name]

    def put(self, *searches: SavedSearch) -> None:
        """Add or replace searches, and write the file."""
        # Another run may have saved one since this one has read the file.
        self.searches = {**self._read(), **{one.name: one for one in searches}}
        self._write()

    def delete(self, name: str) -> None:
        """Remove a search, and write the file.

        :raises SearchError: there is none of this name.
        """
        self.searches = self._read()
        self.named(name)
        del self.searches[name]
        self._write()

    def _read(self) -> dict[str, SavedSearch]:
        import json

        try:
            data = read_user_file(self._path, largest=_LARGEST)
            if data is None:
                return {}
            found = json.loads(data)
            if found["version"] != _VERSION:
                raise ValueError("another version of Cewen has written it")
            return {one["name"]: _saved(one) for one in found["searches"]}
        except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
            text = "{file}: the saved searches cannot be read ({reason}); move the file away"
            raise SearchError(text, file=self._path, reason=str(error) or "damaged") from error

    def _write(self) -> None:
        import json

        value = {
            "version": _VERSION,
            "index": str(self._index),
            "searches": [one._asdict() for one in self.searches.values()],
        }
        data = json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass")
        make_data_folder()
        self._path.parent.mkdir(mode=0o700, exist_ok=True)
        write_user_file(self._path, data)


def _path(index: Path) -> Path:
    from hashlib import sha256

    key = sha256(os.fsencode(index)).hexdigest()[:16]
    return data_folder() / _FOLDER / f"{key}.json"


def _saved(value: Mapping[str, Any]) -> SavedSearch:
    return SavedSearch(
        name=_text(value["name"]),
        query=_text(value["query"]),
        asked={key: _option(one) for key, one in value["asked"].items()},
        looked=_text(value["looked"]),
        seen=tuple(SeenParagraph(_text(a), int(n), _text(c)) for a, n, c in value["seen"]),
        news=tuple(_news(one) for one in value["news"]),
    )


def _news(value: Sequence[Any]) -> News:
    *texts, paragraph, code = value
    found, change, speaker, quote, title, doc = map(_text, texts)
    return News(found, change, speaker, quote, title, doc, int(paragraph), _text(code))


def _option(value: object) -> object:
    return tuple(map(_text, value)) if isinstance(value, list) else value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value
