"""Reads the source that follows a quotation: — 唐鳳，《座談》，a.md#12，2025-03-01.

Cewen writes such a line under each exported quotation; authors write similar ones.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from corpus.document import Document, Paragraph, Speaker
from corpus.fold import fold
from corpus.speakers.attribution import attribute
from corpus.speakers.lexicon import ends_with
from corpus.speakers.name_boundaries import is_whole_name
from corpus.speakers.role_names import is_role_name
from searcher.verify.same_speaker import names_person

_DASH = re.compile(r"\s*(?:—{1,2}|――|─{1,2}|–|--)\s*")
_ENDS = '。！？!?…」』”"）)'
_PLACE = re.compile(r"(?P<doc>[^，]+)#(?P<number>\d{1,9})$")
_CODE = re.compile(r"(?:^|[^A-Z0-9])(?P<code>[A-Z2-7]{8})$")
_BRACKETED = re.compile(r"[。，]?[」』”\"]?[。，]?\s*[（(](?P<source>[^（）()]{2,40})[）)]")
_SEPARATOR = re.compile("[，,；;]")
_PLACES = tuple(fold("省市縣區鎮鄉村州國港島"))
_NOBODY: frozenset[str] = frozenset()
_LONGEST = 400  # characters of a source
_LONGEST_NAME = 40


class SourceLine(NamedTuple):
    """What a line says of the quotation above it. ``doc`` and ``code`` may be empty."""

    speakers: tuple[Speaker, ...] = ()
    doc: str = ""
    paragraph: int | None = None
    code: str = ""


def split_source(text: str, known: frozenset[str] = _NOBODY) -> tuple[str, SourceLine | None]:
    """A block quotation without the source at its end, and the source.

    >>> quoted, source = split_source("工時應公開。— 林永春，《座談》，a.md#12，2025-03-01（逐字）")
    >>> quoted, source.doc, source.paragraph, source.speakers[0].name
    ('工時應公開。', 'a.md', 12, '林永春')
    """
    for dash in reversed(list(_DASH.finditer(text, max(0, len(text) - _LONGEST)))):
        before = text[: dash.start()].rstrip()
        if before and before[-1] not in _ENDS:
            continue
        after = text[dash.end() :]
        if source := read_source_line(after, known):
            return before, source
        if _is_name_of_three(name := _SEPARATOR.split(after)[0].strip()):
            return before, SourceLine((Speaker(name),))
    return text, None


def _is_name_of_three(name: str) -> bool:
    """Whether what is behind the dash can only be a name: 蔡英文, but not 江蘇省."""
    folded = fold(name)
    is_place = ends_with(folded, "organization_endings") or folded[-1:] in _PLACES
    return len(name) == len("蔡英文") and is_whole_name(name, folded) and not is_place


def source_after(text: str, known: frozenset[str] = _NOBODY) -> SourceLine | None:
    """The source in brackets right after a quotation, if it names a person: 「…」（唐鳳，2018）."""
    match = _BRACKETED.match(text)
    if not match:
        return None
    source = read_source_line(match["source"], known)
    return source if source and source.speakers else None


def read_source_line(text: str, known: frozenset[str] = _NOBODY) -> SourceLine | None:
    """What a source says; None if it gives neither a speaker nor a document.

    ``known`` are folded names of persons, which are recognized without a job title.

    >>> read_source_line("之後再說")
    """
    found = SourceLine()
    parts = [part.strip() for part in _SEPARATOR.split(re.sub("（(?:逐字|轉述)）$", "", text))]
    for part in parts:
        if place := _PLACE.search(part):
            found = found._replace(doc=place["doc"].strip(), paragraph=int(place["number"]))
        elif code := _CODE.search(part):
            found = found._replace(code=code["code"])
    if speaker := _person(parts[0], known):
        found = found._replace(speakers=(speaker,))
    return found if found != SourceLine() else None


@lru_cache(maxsize=1024)
def _person(name: str, known: frozenset[str]) -> Speaker | None:
    """The person whose name this is, as the rules of attribution read it; None if it is none."""
    if not name or len(name) > _LONGEST_NAME or name.startswith("《"):
        return None
    bare, _, _ = name.partition("（")
    return person(bare, known) or (person(name, known) if bare != name else None)


def person(name: str, known: frozenset[str] = _NOBODY) -> Speaker | None:
    """The person of this name, with or without a job title, if attribution reads it as one, or if
    the folded name is ``known``.

    >>> person("林永春次長").name, person("平台業者"), person("第三章")
    ('林永春', None, None)
    """
    said = Paragraph(1, "body", f"{name}表示：「以下是引文。」")
    [read] = attribute(Document("", "", None, "report", (said,))).paragraphs
    for one in read.statements:
        if names_person(one) and fold(one.mention) and one.start == 0:
            return one.speaker
    folded = fold(name)
    is_name = is_whole_name(name, folded) or (name.isascii() and not name.islower())
    return Speaker(name) if folded in known and is_name and not is_role_name(folded) else None
