"""Finds a document, and a place in it, by what people write: a path, a part of one, a title."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from corpus.fold import fold
from corpus.structure.law import ArticleNumber, parse_numeral
from searcher.query.errors import SearchError

_LISTED = 10  # documents that an error names

_N = "[0-9〇零一二三四五六七八九十百千两]{1,8}"
_PLACE = re.compile(
    rf"(?P<ordinal>第|§)? ?(?P<number>{_N}) ?(?:[-之] ?(?P<branch>{_N}) ?)?"
    rf"(?P<unit>条)? ?(?:[-之] ?(?P<suffix>{_N}))?"
)
_NOTES = re.compile(r"[(\[【〔][^()\[\]【】〔〕]*[)\]】〕]|[0-9]+(?:[-._ ][0-9]+)*")
_ARTICLE_AT_END = re.compile(r"第 ?[^第]{1,12}[條条][^第條条]{0,8}$")


class DocumentNameError(SearchError):
    """A name that no document has, or that several have: ``matching`` are their ids."""

    def __init__(self, text: str, matching: Sequence[str] = (), /, **values: object) -> None:
        super().__init__(text, **values)
        self.matching = tuple(matching)


class Place(NamedTuple):
    """A place in a document: an article of a law, or the paragraph of this number.

    ``is_article`` is None if it may be either: 63 after the name of a law.
    """

    article: ArticleNumber
    is_article: bool | None


class Catalogue(NamedTuple):
    """The documents of an index: their ``ids`` and titles, the document that a file is a copy of
    (or is itself), and where the file of a document is."""

    ids: Sequence[str]
    titles: Callable[[], Mapping[str, str]]
    original: Callable[[str], str]
    path_of: Callable[[str], Path | None]


def read_place(text: str) -> Place | None:
    """The place that ``text`` names, or None.

    >>> read_place("第六十三條之一") == read_place("63-1") == read_place("第 63 條之 1")
    True
    >>> read_place("63").is_article, read_place("63條").is_article, read_place("六月")
    (None, True, None)
    """
    match = _PLACE.fullmatch(fold(text.strip()))
    if match is None or (match["branch"] and match["suffix"]):
        return None
    branch = match["branch"] or match["suffix"]
    number = ArticleNumber(parse_numeral(match["number"]), parse_numeral(branch) if branch else 0)
    is_article = bool(match["ordinal"] or match["unit"] or branch)
    if not is_article and not match["number"].isdecimal():
        return None
    return Place(number, is_article or None)


def find_document(name: str, catalogue: Catalogue) -> tuple[str, Place | None]:
    """The id that ``name`` means, and the place that follows it.

    A name is an id, a path to the file, or a part of an id or of a title, in either script. Of
    several that match, the one whose file name it is counts. ``#5`` or ``:5`` after it is
    paragraph 5, ``#第63-1條`` an article; 第63-1條 may also follow at once.

    >>> ids = ["听证/2024.txt", "海港.md", "海港條例.md"]
    >>> books = Catalogue(ids, dict, str, lambda id: None)
    >>> find_document("海港", books)
    ('海港.md', None)
    >>> find_document("聽證#5", books)
    ('听证/2024.txt', Place(article=ArticleNumber(number=5, branch=0), is_article=False))

    :raises DocumentNameError: none or several of the documents match.
    """
    readings = ((head, place, _matching(head, catalogue)) for head, place in _readings(name))
    head, place, matching = next((one for one in readings if one[2]), (name, None, []))
    if not matching:
        text = "no document {name} in the index; cewen status --files lists them"
        raise DocumentNameError(text, name=name)
    if 1 < len(matching) <= _LISTED and len(same := set(map(catalogue.original, matching))) == 1:
        matching = list(same)
    if len(matching) > 1:
        text = "{count} documents match {name}; write more of the path of one: {documents}"
        documents = ", ".join(matching[:_LISTED]) + " …" * (len(matching) > _LISTED)
        values = {"count": len(matching), "name": head, "documents": documents}
        raise DocumentNameError(text, matching, **values)
    return matching[0], place


def _readings(name: str) -> Iterator[tuple[str, Place | None]]:
    """The document and the place in it that ``name`` may mean. A name may itself end in #5."""
    yield name, None
    for mark in "#:":
        head, found, after = name.rpartition(mark)
        if found and head and (place := read_place(after)):
            yield head, place._replace(is_article=bool(place.is_article))
    if (match := _ARTICLE_AT_END.search(name)) and (place := read_place(match[0])):
        yield name[: match.start()].rstrip(), place


def _matching(name: str, catalogue: Catalogue) -> list[str]:
    """The ids that match best: the whole path, its end, the name without suffix, the name without
    date and brackets, a part."""
    if name in catalogue.ids:
        return [name]
    path = unicodedata.normalize("NFC", name.replace(os.sep, "/"))
    wanted = fold(path)
    if not wanted:
        return []
    if here := _at_path(name, path, catalogue):
        return here
    folded = {id: fold(id) for id in catalogue.ids}
    for fits in (_is_end, _is_stem, _is_bare_name, str.__contains__):
        if matching := [id for id, text in folded.items() if fits(text, wanted)]:
            return matching
    titles = {id: fold(title) for id, title in catalogue.titles().items()}
    return [id for id, title in titles.items() if title == wanted] or [
        id for id, title in titles.items() if wanted in title
    ]


def _at_path(name: str, path: str, catalogue: Catalogue) -> list[str]:
    """The document whose file is at this path, as the shell completes it."""
    ends = sorted((id for id in catalogue.ids if f"/{path}".endswith(f"/{id}")), key=len)
    if not os.path.exists(name):
        return ends[-1:]
    there = os.path.realpath(name)
    for id in reversed(ends):
        place = catalogue.path_of(id)
        if place is not None and os.path.realpath(place) == there:
            return [id]
    return []


def _is_end(id: str, wanted: str) -> bool:
    return f"/{id}".endswith(f"/{wanted}")


def _is_stem(id: str, wanted: str) -> bool:
    return _is_end(id.rpartition(".")[0], wanted)


def _is_bare_name(id: str, wanted: str) -> bool:
    """Whether the name is only this and dates or notes in brackets: 劳动法(2018-12-29).md."""
    name = id.rpartition("/")[2].rpartition(".")[0]
    return bool(name) and _NOTES.sub("", name).strip("-_ ") == wanted
