"""Variants: the words for a term on the other side of the Taiwan Strait, or in Hong Kong.

The word list ``variants.txt`` is made by :mod:`index.analysis.variants_table` from our own
vocabulary (``variants.toml``, ``short_names.toml``) and the phrase dictionaries of OpenCC. For one
query, loading the converters of OpenCC would take 100 ms, reading the TOML 20 ms, and splitting the
whole list 2 ms, so only the lines that begin with a character of the term are split.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from corpus.fold import fold

Source = Literal["table", "opencc"]

MOST = 12
# A longer term is a pasted passage, which no document has in another wording.
LONGEST_TERM = 64
# The weight of a word that stays as it is while another one is exchanged: texts mix the two
# vocabularies, but less often than they keep to one.
KEPT = 0.6
# Weight and source of an exchange, by the sign in front of the other word in variants.txt.
SIGNS: dict[str, tuple[float, Source]] = {
    "=": (1.0, "table"),  # the same thing
    ">": (0.7, "table"),  # this way only
    "~": (0.5, "table"),  # nearly the same
    "/": (0.8, "table"),  # the same in English
    "1": (0.9, "opencc"),  # OpenCC's first choice
    "2": (0.4, "opencc"),  # its further choices, and those we trust less
}
_LONGEST_ACRONYM = 5
GUARD = "!"
# In variants.txt, after another word: the sides of the Strait (see sides.py) on which it replaces
# the word; elsewhere it usually means something else.
ON = "@"
# How the word of a line is written in Traditional and in Simplified, if not as it is folded.
WRITTEN = {"hant": "^", "hans": "_"}

Script = Literal["hant", "hans"]


class Variant(NamedTuple):
    """Another wording of a term.

    ``text`` is folded; ``weight`` is above 0 and at most 1. With ``sides``, the wording means the
    same as the term only in text of these sides. ``shown`` is the wording in the term's script.
    Of no ``source`` is a word that stays as it is.
    """

    text: str
    weight: float
    source: Source | None
    sides: frozenset[str] = frozenset()
    shown: str = ""


class _Wording(NamedTuple):
    """A wording under construction; ``source`` is None until a word is exchanged."""

    text: str = ""
    weight: float = 1.0
    source: Source | None = None
    sides: frozenset[str] = frozenset()
    shown: str = ""


def _then(before: _Wording, choice: Variant) -> _Wording | None:
    """The wording with an exchanged word after it; None if no side has both."""
    text, weight, source, sides, shown = before
    if sides and choice.sides:
        sides &= choice.sides
        if not sides:
            return None
    return _Wording(
        text + choice.text,
        weight * choice.weight,
        "table" if source == "table" else choice.source or source,
        sides or choice.sides,
        shown + choice.shown,
    )


@cache
def _list() -> bytes:
    # Not decoded: a query needs a few lines of thousands.
    return b"\n" + Path(__file__).with_name("variants.txt").read_bytes()


@cache
def _beginning(first: str) -> list[list[str]]:
    """The lines of the list whose word begins with this character: a word and its fields.

    The longest word comes first.
    """
    data, start = _list(), first.encode("utf-8", "surrogatepass")
    at = _place(data, start)
    end = at
    while data.startswith(start, end + 1):  # the list is in order
        end = data.index(b"\n", end + 1)
    lines = [line.split("\t") for line in data[at + 1 : end].decode().split("\n") if line]
    return sorted(lines, key=lambda line: -len(line[0]))


def _place(data: bytes, start: bytes) -> int:
    """Where the line break is before the first line that begins with ``start`` or comes after it,
    by bisection. The bytes of UTF-8 are in the order of the characters."""
    low, high = 0, len(data) - 1
    while low < high:
        middle = data.rfind(b"\n", low, (low + high) // 2 + 1)
        if data[middle + 1 : middle + 1 + len(start)] < start:
            low = data.index(b"\n", middle + 1)
        else:
            high = middle
    return low


def script_of(text: str) -> Script:
    """The script that a text is written in; Traditional if its characters are in both.

    >>> script_of("外卖"), script_of("外賣"), script_of("外送")
    ('hans', 'hant', 'hant')
    """
    han = [char for char in text if "\u4e00" <= char <= "\u9fff"]
    if any(fold(char) != char for char in han):
        return "hant"
    try:
        "".join(han).encode("big5")
    except UnicodeEncodeError:
        return "hans"
    return "hant"


@lru_cache(maxsize=1 << 12)  # words of one query occur in the next
def variants(term: str) -> tuple[Variant, ...]:
    """Return the other wordings of ``term``, strongest first, at most twelve, all folded.

    Words inside a longer term are exchanged too, each at most once, and their weights multiply.
    But for ``shown``, the result depends on ``fold(term)`` only, so both scripts give the same
    variants, and never contains it. A term of one character or of more than 64 has no variants.

    >>> [(v.text, v.weight) for v in variants("人工智慧政策")]
    [('人工智能政策', 1.0), ('ai政策', 0.8)]
    >>> variants("辦公車輛")
    ()
    """
    folded = fold(term)
    if len(folded) > LONGEST_TERM:
        return ()
    script = script_of(term)
    wordings = [_Wording()]
    start = 0
    for word in _pieces(folded):
        choices = _choices(word, script)
        if len(word) < len(folded):
            choices = tuple([one for one in choices if not _is_latin_word(one.text)])
        shown = term[start : start + len(word)]
        start += len(word)
        if choices:
            # One more than is returned, because the term itself may be among them.
            same = Variant(word, KEPT, None, shown=shown)
            wordings = _strongest(wordings, (*choices, same), MOST + 1)
        else:
            wordings = [w._replace(text=w.text + word, shown=w.shown + shown) for w in wordings]
    return tuple(
        Variant(one.text, round(one.weight, 4), one.source, one.sides, one.shown)
        for one in wordings
        if one.source is not None and one.text != folded
    )[:MOST]


def _is_latin_word(text: str) -> bool:
    """Whether a wording is an English word, which no Chinese compound contains, and no acronym."""
    return text.isascii() and len(text) > _LONGEST_ACRONYM


def _pieces(term: str) -> Iterator[str]:
    """Cut ``term`` into words of the list, leftmost and longest first, and single characters."""
    start = 0
    while start < len(term):
        for word, *fields in _beginning(term[start]):
            end = start + len(word)
            if not term.startswith(word, start) or _cuts_latin(term, start, end):
                continue
            if not any(_is_guarded(field, term, start, word) for field in fields):
                yield word
                start = end
                break
        else:
            yield term[start]
            start += 1


@cache
def _choices(word: str, script: Script) -> tuple[Variant, ...]:
    """What may replace a word."""
    choices = []
    for field in _fields(word):
        if field[0] in SIGNS:
            other, _, sides = field[1:].partition(ON)
            where = frozenset(sides.split("-")) if sides else frozenset()
            choices.append(Variant(other, *SIGNS[field[0]], where, _written(other, script)))
    return tuple(choices)


def _written(word: str, script: Script) -> str:
    """A listed word in a script."""
    written = (field[1:] for field in _fields(word) if field[0] == WRITTEN[script])
    return next(written, word)


def _fields(word: str) -> list[str]:
    """The fields of a listed word; none if it is not listed."""
    return next((fields for listed, *fields in _beginning(word[0]) if listed == word), [])


@cache
def guards(word: str) -> tuple[str, ...]:
    """The folded strings in which a folded word is no word; empty for most.

    >>> guards(fold("視頻"))
    ('电视频', '视频道')
    """
    return tuple(field[1:] for field in _fields(word) if field[0] == GUARD)


def _is_guarded(field: str, term: str, start: int, word: str) -> bool:
    """Whether ``field`` is a guard that the term has around the ``word`` at ``start``."""
    if field[0] != GUARD:
        return False
    at = start - field.index(word) + len(GUARD)
    return at >= 0 and term.startswith(field[1:], at)


def _cuts_latin(term: str, start: int, end: int) -> bool:
    return any(
        0 < at < len(term) and term[at - 1 : at + 1].isascii() and term[at - 1 : at + 1].isalnum()
        for at in (start, end)
    )


def _strongest(wordings: list[_Wording], choices: tuple[Variant, ...], most: int) -> list[_Wording]:
    """The ``most`` best wordings, of different text, that are one of ``wordings`` with one of
    ``choices`` after it; of equally good ones the first."""
    size = len(choices)
    factors = [-choice.weight for choice in choices]
    weights = [wording.weight * factor for wording in wordings for factor in factors]
    # Of equal weights the first, and a word that stays, the last of the choices, after the others.
    order = sorted(range(len(weights)), key=lambda n: (weights[n], n % size == size - 1, n))
    best: dict[str, _Wording] = {}
    for number in order:
        one = _then(wordings[number // size], choices[number % size])
        if one is not None and one.text not in best:
            best[one.text] = one
            if len(best) == most:
                break
    return list(best.values())
