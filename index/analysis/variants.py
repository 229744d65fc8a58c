"""Variants: the words for a term on the other side of the Taiwan Strait, or in Hong Kong.

The word list ``variants.txt`` is made by :mod:`index.analysis.variants_table` from our own
vocabulary (``variants.toml``) and the phrase dictionaries of OpenCC. For one query, loading the
converters of OpenCC would take 100 ms, reading the TOML 8 ms, and splitting the whole list 1 ms, so
only the lines that begin with a character of the term are split.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
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
    "1": (0.9, "opencc"),  # OpenCC's first choice
    "2": (0.4, "opencc"),  # its further choices, and those we trust less
}
GUARD = "!"


class Variant(NamedTuple):
    """Another wording of a term. ``text`` is folded; ``weight`` is above 0 and at most 1."""

    text: str
    weight: float
    source: Source


# A wording under construction: text, weight, and its source, None until a word is exchanged.
_Wording = tuple[str, float, "Source | None"]


@cache
def _list() -> str:
    return "\n" + Path(__file__).with_name("variants.txt").read_text(encoding="utf-8")


@cache
def _beginning(first: str) -> list[list[str]]:
    """The lines of the list whose word begins with this character: a word and its fields.

    The longest word comes first.
    """
    text = _list()
    lines = []
    at = text.find(f"\n{first}")
    while at >= 0 and text.startswith(first, at + 1):  # the list is in order
        end = text.index("\n", at + 1)
        lines.append(text[at + 1 : end].split("\t"))
        at = end
    return sorted(lines, key=lambda line: -len(line[0]))


def variants(term: str) -> tuple[Variant, ...]:
    """Return the other wordings of ``term``, strongest first, at most twelve, all folded.

    Words inside a longer term are exchanged too, each at most once, and their weights multiply.
    The result depends on ``fold(term)`` only, so both scripts give the same variants, and never
    contains it. A term of one character or of more than 64 has no variants.

    >>> [(v.text, v.weight) for v in variants("人工智慧基本法")]
    [('人工智能基本法', 1.0)]
    >>> variants("辦公車輛")
    ()
    """
    folded = fold(term)
    if len(folded) > LONGEST_TERM:
        return ()
    wordings: list[_Wording] = [("", 1.0, None)]
    for word, choices in _pieces(folded):
        longer: list[_Wording] = [
            (text + choice.text, weight * choice.weight, _joint(source, choice.source))
            for text, weight, source in wordings
            for choice in choices
        ]
        kept = KEPT if choices else 1.0
        longer += [(text + word, weight * kept, source) for text, weight, source in wordings]
        # One more than is returned, because the term itself may be among them.
        wordings = _strongest(longer, MOST + 1)
    return tuple(
        Variant(text, round(weight, 4), source)
        for text, weight, source in wordings
        if source is not None and text != folded
    )[:MOST]


def _pieces(term: str) -> Iterator[tuple[str, tuple[Variant, ...]]]:
    """Cut ``term`` into words of the list, leftmost and longest first, and single characters."""
    start = 0
    while start < len(term):
        for word, *fields in _beginning(term[start]):
            end = start + len(word)
            if not term.startswith(word, start) or _cuts_latin(term, start, end):
                continue
            if not any(_is_guarded(field, term, start, word) for field in fields):
                yield word, _choices(fields)
                start = end
                break
        else:
            yield term[start], ()
            start += 1


def _choices(fields: list[str]) -> tuple[Variant, ...]:
    return tuple(Variant(field[1:], *SIGNS[field[0]]) for field in fields if field[0] in SIGNS)


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


def _joint(before: Source | None, now: Source) -> Source:
    return "table" if before == "table" else now


def _strongest(wordings: list[_Wording], most: int) -> list[_Wording]:
    """The ``most`` best wordings of different text; of equal ones the first in the list."""
    best: dict[str, _Wording] = {}
    for wording in sorted(wordings, key=lambda wording: -wording[1]):
        best.setdefault(wording[0], wording)
    return list(best.values())[:most]
