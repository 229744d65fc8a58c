"""Joins words of a query that are one string typed with blanks: 第 12 條, 平 台 工 作 者.

Blanks between words mean AND, but 第, 12 and 條 anywhere in a paragraph are not what is meant.
Joined are:

- a whole query of single Han characters;
- a whole query of numbers, each with a single Han character after it and perhaps one before the
  first (共 25 人), or 民國, 西元, 公元;
- within any query 第, a number and a single Han character, and dates (民國 114 年 3 月).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.fold import fold
from index.analysis.spacing import is_han
from searcher.query.lexer import Token

# A word is described by letters: D 第, E the name of an era, N a number, Y a unit of dates, H any
# other Han character. Words are separated by commas.
_WORD = re.compile(
    "(?P<D>第)?(?P<E>民国|公元|西元)?"
    "(?P<N>[0-9]+(?:[.,-][0-9]+)*|[〇零一二三四五六七八九十百千万两]+)?(?P<Y>[年月日])?(?P<H>.)?"
)
_WHOLE = re.compile("(?:[DEYH]?,?(?:N,?[YH],?)+)+")
_WITHIN = re.compile("(?<![^,])(?:(?:D,?N,?[YH],?)+|(?:E,?)?(?:N,?Y,?)+)(?<=,)")


def joined(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with each such string as one word.

    >>> [token.text for token in joined([Token("word", text, 0, 0) for text in ("第", "12", "條")])]
    ['第12條']
    """
    result: list[Token] = []
    run: list[Token] = []
    for at, token in enumerate(tokens):
        is_value = at > 0 and tokens[at - 1].kind == "field"
        if token.kind == "word" and not is_value and "*" not in fold(token.text):
            run.append(token)
        else:
            result += [*_strings(run, whole=False), token]
            run = []
    return [*result, *_strings(run, whole=not result)]


def _strings(run: Sequence[Token], *, whole: bool) -> Iterator[Token]:
    """The words of a run, joined where they are one string; ``whole``: it is the query."""
    if len(run) < 2:
        yield from run
        return
    letters = [_letters(token) for token in run]
    described = "".join(f"{one}," for one in letters)
    single = all(len(token.text) == 1 and is_han(fold(token.text)) for token in run)
    if whole and (single or _WHOLE.fullmatch(described)):
        yield _one(run)
        return
    at = 0
    for found in _WITHIN.finditer(described):
        first = described.count(",", 0, found.start())
        end = described.count(",", 0, found.end())
        yield from run[at:first]
        yield _one(run[first:end])
        at = end
    yield from run[at:]


def _one(run: Sequence[Token]) -> Token:
    text = "".join(token.text for token in run)
    return run[0]._replace(text=text, end=run[-1].end)


def _letters(token: Token) -> str:
    """The letters of a word; x if it is none of these."""
    found = _WORD.fullmatch(fold(token.text))
    if not found or (found["H"] and not is_han(found["H"])):
        return "x"
    letters = "".join(name for name, part in found.groupdict().items() if part)
    return letters if letters in _DESCRIBED else "x"


_DESCRIBED = frozenset({"D", "E", "N", "Y", "H", "DN", "DNY", "DNH", "EN", "ENY", "NY", "NH"})
