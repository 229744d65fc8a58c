"""Whether one string is a plausible misspelling of another."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from corpus.fold import fold

_OTHER_ENDS = {"ing": "in", "eng": "en", "ang": "an", "ong": "on", "uang": "uan", "iang": "ian"}
_FEWEST = 3  # characters of a Chinese string that may have one too many or too few


def is_misspelling(typed: str, meant: str) -> bool:
    """Whether a folded Chinese string may be typed for another one.

    One character is another one that sounds or looks alike, two neighbours are exchanged, or one
    character is missing, or one that the string has already is typed again.

    >>> is_misspelling("个资发", "个资法"), is_misspelling("骑手平台", "二手平台")
    (True, False)
    """
    if len(typed) == len(meant):
        return _one_is_alike(typed, meant)
    if len(typed) + 1 == len(meant):
        return len(typed) >= _FEWEST and _without_one(meant, typed) >= 0
    if len(typed) == len(meant) + 1 and len(meant) >= _FEWEST:
        return _without_one(typed, meant) >= 0
    return False


def changed(typed: str, meant: str) -> tuple[int, int]:
    """Where ``typed`` differs from ``meant``: ``[start, end)`` of ``typed``."""
    start = 0
    while start < min(len(typed), len(meant)) and typed[start] == meant[start]:
        start += 1
    end, other = len(typed), len(meant)
    while end > start and other > start and typed[end - 1] == meant[other - 1]:
        end, other = end - 1, other - 1
    return start, end


def sounds_alike(one: str, other: str) -> bool:
    """Whether two characters have the same sound, with any tone; zh and z, ing and in are one."""
    sound = _sound(one)
    return bool(sound) and sound == _sound(other)


def looks_alike(one: str, other: str) -> bool:
    """Whether two folded characters are in one set of ``look_alikes.txt``."""
    return any(one in some and other in some for some in _look_alikes())


def _one_is_alike(typed: str, meant: str) -> bool:
    places = [at for at, (one, other) in enumerate(zip(typed, meant, strict=True)) if one != other]
    if len(places) == 2:
        first, second = places
        return second == first + 1 and typed[first : second + 1] == meant[second] + meant[first]
    if len(places) != 1:
        return False
    one, other = typed[places[0]], meant[places[0]]
    return sounds_alike(one, other) or looks_alike(one, other)


def _without_one(longer: str, shorter: str) -> int:
    """Which character of ``longer`` is left out in ``shorter``; -1 if it is not just one."""
    for at in range(len(longer)):
        if longer[:at] + longer[at + 1 :] == shorter:
            return at
    return -1


@cache
def _sound(char: str) -> str:
    from anyascii import anyascii

    sound = anyascii(char).lower()
    if char.isascii() or not sound.isalpha():
        return ""
    for letter in "zcs":
        if sound.startswith(letter + "h"):
            sound = letter + sound[2:]
    return next(
        (sound[: -len(end)] + short for end, short in _OTHER_ENDS.items() if sound.endswith(end)),
        sound,
    )


@cache
def _look_alikes() -> tuple[frozenset[str], ...]:
    lines = Path(__file__).with_name("look_alikes.txt").read_text(encoding="utf-8").splitlines()
    return tuple(frozenset(map(fold, line.split())) for line in lines if line[:1] != "#")
