"""What a paragraph must contain to match a term by its words: its content units."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from searcher.match.frame import frame, name_ends

#: The alternatives of a unit, the longest first; a paragraph must contain one of them.
Unit: TypeAlias = tuple[str, ...]


class Content(NamedTuple):
    """The units of a term, each once, and whether it ``asks`` something or ``names`` a body or law.

    No units: the term does not match by its words.
    """

    units: tuple[Unit, ...]
    asks: bool = False
    names: bool = False


_NONE = Content(())


def content_of(
    words: Sequence[str], occurs: Callable[[str], bool], is_word: Callable[[str], bool]
) -> Content:
    """The content of a segmented term. ``occurs`` says whether a paragraph contains a string, and
    ``is_word`` whether one does that does not cut it from another word.

    Only words that frame a question are left out. In a term that asks nothing, every other
    character counts: unknown characters side by side (零 | 工) are a word that the index does not
    have as one, and count as a string; a single character counts with the word beside it, if the
    two occur together. If one of these occurs nowhere, no paragraph is about the term.

    >>> nowhere = set().__contains__
    >>> content_of(["托育", "补助", "由", "谁", "负责"], nowhere, nowhere)
    Content(units=(('托育',), ('补助',)), asks=True, names=False)
    >>> content_of(["零", "工", "经济"], nowhere, nowhere)
    Content(units=(), asks=False, names=False)
    """
    words = _with_surname(words)
    if asks(words):
        return Content(tuple(dict.fromkeys(_asked(words, occurs, is_word))), asks=True)
    units = list(dict.fromkeys(_named(words, occurs)))
    if not units or not all(units):
        return _NONE
    return Content(tuple((unit,) for unit in units), names=_is_head(units[-1]))


def _is_head(unit: str) -> bool:
    """Whether a unit ends the name of a body or a law."""
    ends = name_ends()
    if unit in ends["heads"]:
        return True
    return len(unit) > 2 and unit[-1] in ends["endings"] and unit not in ends["others"]


def _with_surname(words: Sequence[str]) -> Sequence[str]:
    """The words with 何 at the beginning joined to the given name after it: 何立峰 asks nothing.

    It asks before a word that it counts (何项业务), that is asked for (何机关), or that frames.
    """
    if len(words) < 2 or words[0] not in frame()["surnames"]:
        return words
    given = 2 if len(words) > 2 and len(words[1]) == len(words[2]) == 1 else 1
    name = "".join(words[: given + 1])
    framing = frame()["counting"] | frame()["asked"] | frame()["always"] | frame()["asking"]
    if words[1] in framing or not 1 < len(name) < 4:
        return words
    return [name, *words[given + 1 :]]


def asks(words: Sequence[str]) -> bool:
    """Whether segmented words ask something: with a word of asking, or as 各界對抽成的說法 does."""
    if not frame()["asking"].isdisjoint(words):
        return True
    return len(words) > 2 and words[-2] in "的之" and words[-1] in frame()["sought"]


def _asked(
    words: Sequence[str], occurs: Callable[[str], bool], is_word: Callable[[str], bool]
) -> list[Unit]:
    """The units of a question. With an interrogative, the verbs and nouns of asking (負責, 規定)
    are frame too, unless nothing else is left."""
    always = frame()["always"] | frame()["asking"]
    for left_out in (always | frame()["asked"] | frame()["sought"], always):
        units: list[Unit] = []
        stretches = list(_stretches(words, left_out))
        for at, stretch in enumerate(stretches):
            after, before = bool(at), at < len(stretches) - 1
            for unit in _joined(stretch, occurs, after, before):
                # 勞動部長 is a word of its own, 玉山位 in 玉山位於 is not.
                units.append(unit[:1] if len(unit) > 1 and is_word(unit[0]) else unit)
        if units:
            return units
    return []


def _stretches(words: Sequence[str], left_out: frozenset[str]) -> Iterator[list[str]]:
    """The words between those that are left out; empty lists at the ends count."""
    asking, counting = frame()["asking"], frame()["counting"]
    stretch: list[str] = []
    asked = ""
    for word in words:
        counts = asked and word in counting
        asked = word if word in asking else asked if word == "一" else ""
        if counts or word in left_out or not any(map(str.isalnum, word)):
            yield stretch
            stretch = []
        else:
            stretch.append(word)
    yield stretch


def _joined(
    words: Sequence[str], occurs: Callable[[str], bool], after: bool, before: bool
) -> Iterator[Unit]:
    """The units of a stretch of a question, which is ``after`` or ``before`` a frame word.

    A single character is joined to a word beside it, if the two occur together. Beside a frame
    word it is rather a part of the frame (年 in 何年過世): then the word alone is enough. One that
    does not occur with a word beside it is left out, unless it is the whole stretch (蔡 in 蔡是誰).
    """
    if len(words) == 1:
        yield (words[0],)
        return
    pending = ""
    units: list[Unit] = []
    for word in words:
        if len(word) == 1:
            pending += word
            continue
        if pending and occurs(pending + word):
            alone = (word,) if after and not units and len(pending) == 1 else ()
            units.append((pending + word, *alone))
        else:
            if len(pending) > 1:
                units.append((pending,))
            units.append((word,))
        pending = ""
    if pending:
        last = units[-1][0] if units else ""
        if last and occurs(last + pending):
            units[-1] = (
                (last + pending, last) if before and len(pending) == 1 else (last + pending,)
            )
        elif len(pending) > 1:
            units.append((pending,))
    yield from units


def _named(words: Sequence[str], occurs: Callable[[str], bool]) -> Iterator[str]:
    """The units of a term that asks nothing; an empty string for one that occurs nowhere."""
    known: list[str] = []
    pending = before = ""
    for word in [*words, ""]:
        if len(word) == 1 and word.isalnum():
            pending += word
            continue
        joined = _with_single(pending, before, word, occurs)
        if joined.before:
            known[-1] = joined.before
        known += joined.units
        pending = ""
        before = word if _counts(word) and not joined.takes_word else ""
        if before:
            known.append(before)
    yield from known


class _Joined(NamedTuple):
    """What single characters add: ``units``, or a longer word ``before`` them. ``takes_word``:
    the word after them is a part of a unit."""

    units: tuple[str, ...] = ()
    before: str = ""
    takes_word: bool = False


def _with_single(pending: str, before: str, after: str, occurs: Callable[[str], bool]) -> _Joined:
    """What the single characters between two words add to the units of a term."""
    joining = frame()["joining"]
    if all(char in joining for char in pending):
        return _Joined()
    particles = "".join(one for one in joining if len(one) == 1)
    for unknown in (pending, pending.strip(particles)):
        if len(unknown) > 1 and occurs(unknown):
            return _Joined((unknown,))
    longer = pending.lstrip(particles) + after
    if _counts(after) and occurs(longer):
        return _Joined((longer,), takes_word=True)
    longer = before + pending.rstrip(particles)
    if before and occurs(longer):
        return _Joined(before=longer)
    return _Joined(("",))


def _counts(word: str) -> bool:
    """Whether a paragraph must contain a word of a term that asks nothing."""
    left_out = len(word) > 1 and word in frame()["joining"]
    return not left_out and any(map(str.isalnum, word))
