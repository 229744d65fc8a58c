"""Where a text names somebody: full names, 張副司長, 執行長, 她, Latin names, with office and body.

Nothing here decides who speaks (:mod:`corpus.speech`) or who is meant (:mod:`corpus.people`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from corpus.edges import (
    bare_name,
    ends_name,
    given_after,
    name_after,
    name_before,
    organization_before,
    sounded,
    speech_at,
    surname_before,
)
from corpus.fold import fold
from corpus.lexicon import any_of, matcher, run, words

Form = Literal["full", "short", "title", "pronoun"]

_LATIN_WORD = r"[A-Z][A-Za-z\u00c0-\u024f'’\-]{0,30}\.?"
_LATIN = re.compile(
    rf"(?<![A-Za-z]){_LATIN_WORD}(?:[ ·](?:(?:de|da|van|von|der|bin|el|al|la) ){{0,2}}{_LATIN_WORD}){{0,5}}"
)
_PRONOUN = re.compile("[他她](?![们們人方国國州乡鄉家校日年])")


_HEAD = re.compile("^|[，。；！？：、\\0\n]|(?<!\\d)[,;:](?!\\d)")


_HEAD = re.compile("^|[，。；！？：、\\0\n]|(?<!\\d)[,;:](?!\\d)")
_AND = tuple(fold("、和與及"))


@dataclass(frozen=True, slots=True)
class Mention:
    """``text[start:end]`` names a person; ``start`` and ``end`` are characters, half open.

    ``name`` is the full name as written, the surname of a short reference (張 of 張副司長), or
    empty. ``clear``: nothing but the rules for words tells where the name begins, or better.
    ``she``: what a courtesy or a pronoun says of the person, if anything.
    """

    start: int
    end: int
    form: Form
    name: str
    title: str = ""
    organization: str = ""
    clear: bool = True
    she: bool | None = None


@cache
def _titles() -> re.Pattern[str]:
    title = any_of(words("titles"))
    prefix = any_of(words("title_prefixes"))
    office = f"(?:{prefix}){{0,4}}{title}"
    second = rf"(?:(?:[暨兼]|并任)[^，。；：、\0]{{0,12}}?{office})?"
    courtesy = any_of(words("courtesy_he") | words("courtesy_she"))
    other = any_of(words("not_titles"))
    # 市長辦公室, 校長候選人: a room or a post, no person.
    post = fold("(?!辦公|候選|熱線|信箱|一職|職務|會議|選舉|任期|職位|人選|級|制)")
    return re.compile(
        f"(?P<other>{other})|(?P<office>{office}{second}){post}|(?P<courtesy>{courtesy})"
    )


def find_mentions(text: str, folded: str, known: frozenset[str] = frozenset()) -> list[Mention]:
    """Return the persons named in ``text``, in order, none overlapping another.

    ``folded`` is ``fold(text)``, with a ``\\0`` for each character not to be read (quotations).
    ``known`` are folded full names, found also without a title and preferred where the edge of a
    name is in doubt.
    """
    latin = _latin_names(text, folded)
    found = list(_titled(text, folded, known, latin))
    found.extend(_untitled(text, folded, known, latin))
    found.sort(key=lambda mention: (mention.start, -mention.end))
    result: list[Mention] = []
    for mention in found:
        if not result or mention.start >= result[-1].end:
            result.append(mention)
    return result


def _latin_names(text: str, folded: str) -> dict[int, int]:
    """Return where each run of capitalised Latin words begins and ends."""
    runs: dict[int, int] = {}
    for match in _LATIN.finditer(text):
        if folded[match.start()] == "\0":
            continue
        start = match.start()
        pieces = match.group().split(" ")
        while len(pieces) > 2 and len(pieces[0]) > 1 and pieces[0].isupper():
            start += len(pieces.pop(0)) + 1
        runs[start] = match.end()
    return runs


def _is_latin_person(name: str) -> bool:
    pieces = [piece for piece in re.split(r"[ ·\-]", name.lower()) if piece]
    if len(pieces) < 2 or not any(piece.islower() for piece in name[1:]):
        return False
    return not any(piece.strip(".") in words("latin_organizations") for piece in pieces)


def _may_be_person(name: str) -> bool:
    """Say whether a Latin word beside a title can be a name: Peggy can, ABAC cannot."""
    return _is_latin_person(name) if " " in name else name[1:].islower()


def _titled(
    text: str, folded: str, known: frozenset[str], latin: dict[int, int]
) -> Iterator[Mention]:
    by_end = {end: start for start, end in latin.items()}
    last = floor = 0
    for match in _titles().finditer(folded):
        start, end = match.span()
        courtesy = match["courtesy"]
        title = text[start:end] if match["office"] else ""
        she = None if courtesy is None else courtesy in words("courtesy_she")
        if start < last or match["other"]:
            continue
        before = start - 1 if start and text[start - 1] == " " else start
        left = by_end.get(before)
        if left is not None and _may_be_person(text[left:before]):
            mention = _mention(text, folded, (left, end), text[left:before], title, floor, she)
        elif edge := name_before(text, folded, start, known):
            left, clear = edge
            name = text[left:start]
            if folded[start:end] == "代表" and not ends_name(folded, end):
                # 吴俊清代表市委: he stands for somebody, he is no delegate.
                end, title = start, ""
            mention = _mention(text, folded, (left, end), name, title, floor, she, clear)
        elif (left := surname_before(text, folded, start)) is not None:
            mention = _short(text, folded, left, match.span(), title, floor, she)
        elif courtesy is not None:
            continue
        else:
            mention = _title_first(text, folded, match.span(), known, latin, floor)
        last = mention.end
        floor = floor if mention.form == "title" else last
        yield mention
        # 立委張甲、陳乙: the office stands once, before the first name.
        while mention.form == "full" and end != mention.end and folded[last : last + 1] in _AND:
            after = name_after(text, folded, last + 1, known)
            if after is None or folded[after : after + 1] not in _AND and not speech_at(
                folded, after
            ):
                break
            mention = Mention(
                last + 1, after, "full", text[last + 1 : after], title, mention.organization
            )
            last = floor = after
            yield mention


def _mention(
    text: str,
    folded: str,
    span: tuple[int, int],
    name: str,
    title: str,
    floor: int,
    she: bool | None = None,
    clear: bool = True,
) -> Mention:
    organization = organization_before(text, folded, span[0], floor)
    organization = _whole_organization(organization, title)
    return Mention(*span, "full", name.strip(), title, organization, clear, she)


def _whole_organization(organization: str, title: str) -> str:
    """Give 勞動部長 its 部 twice: the organization 勞動部, the office 部長."""
    begins = title[:1] if title[1:2] in ("長", "长") else ""
    if organization and begins and fold(begins) in words("organization_endings") | {"市", "县"}:
        if fold(organization[-1]) not in words("organization_endings"):
            return organization + begins
    return organization


def _short(
    text: str,
    folded: str,
    left: int,
    span: tuple[int, int],
    title: str,
    floor: int,
    she: bool | None,
) -> Mention:
    """Read 張副司長, or 王委員育敏 with the office inside the name."""
    start, end = span
    surname = text[left:start]
    organization = organization_before(text, folded, left, floor)
    if right := given_after(folded, end):
        name = surname + text[end:right]
        return Mention(left, right, "full", name, title, organization, True, she)
    return Mention(left, end, "short", surname, title, organization, True, she)


def _title_first(
    text: str,
    folded: str,
    span: tuple[int, int],
    known: frozenset[str],
    latin: dict[int, int],
    floor: int,
) -> Mention:
    """Read 處長Chartchai, 市长孙某, or a title that stands alone."""
    start, end = span
    title = text[start:end]
    after = end + 1 if text[end : end + 1] == " " else end
    right = latin.get(after)
    if right is None or not _may_be_person(text[after:right]):
        after = end
        right = name_after(text, folded, end, known)
    if right is None and after == end and text[end : end + 1] in (" ", "\u3000"):
        after = end + 1
        right = name_after(text, folded, after, known)
    if right is None:
        organization = organization_before(text, folded, start, floor)
        organization = _whole_organization(organization, title)
        return Mention(start, end, "title", "", title, organization)
    name = text[after:right]
    she = None
    if match := matcher("courtesy_he", "courtesy_she").match(folded, right):
        right = match.end()
        she = match.group() in words("courtesy_she")
    return _mention(text, folded, (start, right), name, title, floor, she)


def _untitled(
    text: str, folded: str, known: frozenset[str], latin: dict[int, int]
) -> Iterator[Mention]:
    for match in _PRONOUN.finditer(folded):
        if folded[match.start() - 1 : match.start()] not in ("其", "吉"):
            yield Mention(*match.span(), "pronoun", "", she=match.group() == "她")
    for start, end in latin.items():
        name = text[start:end]
        if _is_latin_person(name) or fold(name) in known:
            yield _mention(text, folded, (start, end), name, "", 0)
    for match in sounded().finditer(folded):
        yield _mention(text, folded, match.span(), text[slice(*match.span())], "", 0)
    for match in _HEAD.finditer(folded):
        start = run(matcher("leads"), folded, match.end(), match.end() + 20)
        for head in {match.end(), start}:
            if (bare := bare_name(text, folded, head)) is not None:
                yield _mention(text, folded, (head, bare), text[head:bare], "", head)
    if known:
        for match in _known_names(known).finditer(folded):
            yield _mention(text, folded, match.span(), text[slice(*match.span())], "", 0)


@cache
def _known_names(known: frozenset[str]) -> re.Pattern[str]:
    return re.compile(any_of(known))
