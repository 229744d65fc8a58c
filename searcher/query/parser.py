"""Parses a query: a string in, a :mod:`searcher.query.ast` tree or an error with its position out.

::

    query    = any ;
    any      = all, { "OR", all } ;
    all      = not, { [ "AND" ], not } ;
    not      = ( "NOT" | "-" ), not | near ;
    near     = single, { "NEAR/", number, single } ;
    single   = "(", any, ")" | field | phrase | word ;
    field    = name, ":", ( phrase | word | dates ) ;
    dates    = date | [ date ], "..", [ date ] ;
    date     = what corpus.dates.read_period reads ;
    phrase   = '"', text, '"' | "“", text, "”" | "「", text, "」" | "『", text, "』" ;
    word     = characters other than white space, ，、, parentheses and quotes ;

- NEAR binds tighter than AND, AND tighter than OR. It joins words, phrases, and alternatives of
  these in parentheses; 甲 NEAR/5 乙 NEAR/9 丙 is 甲 NEAR/5 乙 AND 乙 NEAR/9 丙.
- Operators are capitals; full-width forms of every sign are the same.
- ``-`` excludes only in front of a word, quote or parenthesis, and itself after a space, an opening
  parenthesis or at the beginning. Inside a word (AI-based, 2025-11) it is text.
- A name that is not in :data:`searcher.query.fields.FIELDS` is text with its colon (``12:30``,
  ``AI：``), and so is a misspelt one: no guess is made, and the description of the query shows it.
- Corner quotes are characters of Chinese text. They delimit a phrase only if they enclose a
  whole term, with no other quote, parenthesis or operator between them; 推動「平台」法 is one word.
- ，and 、 separate terms as a blank does. Other punctuation (。？！；) belongs to the word.
- Single characters (平 台), or numbers with a single character around them (第 12 條), are one word
  (:mod:`searcher.query.spaced_words`).
- Quotes and parentheses end a word without a space: 外送"保險" is 外送 AND "保險".
- ``*`` in a word makes it a wildcard; in quotes it is a star. A control character is a space.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import NoReturn

from corpus.document import Period
from corpus.fold import fold
from searcher.query.ast import (
    And,
    DateRange,
    Field,
    Not,
    Or,
    Phrase,
    Proximity,
    Query,
    Term,
    Wildcard,
)
from searcher.query.errors import DateError, QueryError
from searcher.query.fields import FIELDS
from searcher.query.lexer import Token, tokens

#: The longest query, in characters, and the deepest nesting of parentheses and negations.
MAX_LENGTH = 2000
MAX_DEPTH = 50

# ASCII, Chinese characters and their signs: most queries have nothing else. (To compile a pattern
# of them takes 3 ms.)
_VISIBLE = (
    (0x0000, 0x007F),
    (0x2010, 0x2027),
    (0x3000, 0x3029),
    (0x3400, 0x9FFF),
    (0xFF00, 0xFF9D),
)

_NO_WORD_AFTER = '{sign} needs a word after it; to look for {sign} itself, write "{sign}".'
_NO_WORD_BEFORE = '{sign} needs a word before it; to look for {sign} itself, write "{sign}".'
_DATE_FORMS = "write date:2024, date:2024-05, date:2025-11-26 or date:2024..2025-06."


def parse(query: str) -> Query:
    """Read a query. Raises :class:`searcher.query.errors.QueryError` where it cannot be read.

    >>> parse("外送員 （保險 ＯＲ 勞保）").parts[1]
    Or(parts=(Term(text='保險'), Term(text='勞保')))
    """
    if len(query) > MAX_LENGTH:
        message = "A query has at most {most:,} characters: shorten it from here on."
        raise QueryError(message, query, MAX_LENGTH, len(query), most=MAX_LENGTH)
    for at, char in enumerate(query):
        if "\ud800" <= char <= "\udfff":
            message = "This is not a character: give the query in the encoding of the terminal."
            raise QueryError(message, query, at, at + 1)
    return _Parser(visible_query(query)).read()


def visible_query(query: str) -> str:
    """The query without invisible characters, composed, as documents are when they are read."""
    if all(any(first <= code <= last for first, last in _VISIBLE) for code in map(ord, query)):
        return query
    from corpus.readers.characters import visible

    return visible(query)


def _joined(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens, with words that are one string with blanks as one."""
    if sum(token.kind == "word" for token in tokens) < 2:
        return tokens
    from searcher.query.spaced_words import joined

    return joined(tokens)


class _Parser:
    def __init__(self, query: str) -> None:
        self.query = query
        self.tokens = _joined(tokens(query))
        self.at = 0

    def read(self) -> Query:
        query = self._any(0)
        if self.at < len(self.tokens):  # only a parenthesis ends what could go on
            self._fail("This ) closes nothing: add ( before it, or take it out.", self._next())
        return query

    def _kind(self) -> str:
        return self.tokens[self.at].kind if self.at < len(self.tokens) else ""

    def _next(self) -> Token:
        self.at += 1
        return self.tokens[self.at - 1]

    def _any(self, depth: int) -> Query:
        first = self.at
        parts = [self._all(depth)]
        while self._kind() == "OR":
            self._next()
            parts.append(self._all(depth))
        return self._join(Or, parts, first)

    def _all(self, depth: int) -> Query:
        first = self.at
        parts = [self._not(depth)]
        while self._kind() not in ("", "OR", ")"):
            if self._kind() == "AND":
                self._next()
            parts.append(self._not(depth))
        return self._join(And, parts, first)

    def _join(self, kind: type[And] | type[Or], parts: list[Query], first: int) -> Query:
        if len(parts) == 1:
            return parts[0]
        flat: list[Query] = []
        for part in parts:
            flat.extend(part.parts if isinstance(part, kind) else [part])
        start, end = self.tokens[first].start, self.tokens[self.at - 1].end
        return kind(tuple(flat), start=start, end=end)

    def _not(self, depth: int) -> Query:
        if self._kind() != "NOT":
            return self._near(depth)
        sign = self._next()
        self._check(depth, sign)
        part = self._not(depth + 1)
        return Not(part, start=sign.start, end=self.tokens[self.at - 1].end)

    def _near(self, depth: int) -> Query:
        first = self.at
        part = self._single(depth)
        pairs: list[Query] = []
        while self._kind() == "NEAR":
            sign = self._next()
            if self._kind() == "NOT":
                self._missing()
            other = self._single(depth)
            for operand in (part, other):
                self._check_operand(operand, sign)
            place = {"start": part.start, "end": other.end}
            pairs.append(Proximity((part, other), int(sign.text), **place))
            part = other
        return self._join(And, pairs, first) if pairs else part

    def _check_operand(self, operand: Query, sign: Token) -> None:
        parts = operand.parts if isinstance(operand, Or) else (operand,)
        if not all(isinstance(part, Term | Phrase) for part in parts):
            message = (
                "NEAR/{distance} joins words, phrases, and alternatives of these in parentheses: "
                "this is none."
            )
            place = operand.start, operand.end
            raise QueryError(message, self.query, *place, distance=sign.text)

    def _single(self, depth: int) -> Query:
        if self._kind() in ("", "AND", "OR", "NEAR", ")"):
            self._missing()
        token = self._next()
        if token.kind == "(":
            return self._group(token, depth)
        if token.kind == "field":
            return self._field(token)
        return self._words(token)

    def _group(self, opening: Token, depth: int) -> Query:
        self._check(depth, opening)
        query = self._any(depth + 1)
        if self._kind() != ")":
            self._fail("This ( is never closed: add ) after it, or take it out.", opening)
        self._next()
        return query

    def _field(self, field: Token) -> Field:
        token = self._next()
        value = self._dates(token) if FIELDS[field.text].read == "dates" else self._words(token)
        return Field(field.text, value, start=field.start, end=token.end)

    def _words(self, token: Token) -> Term | Phrase | Wildcard:
        place = {"start": token.start, "end": token.end}
        text = token.text.replace("＊", "*")
        if token.kind == "phrase":
            return Phrase(token.text, **place)
        if "*" not in text:
            return Term(token.text, **place)
        parts = tuple(part for part in text.split("*") if part)
        if not parts:
            message = 'A * needs a word before or after it; write "*" to look for a star.'
            self._fail(message, token)
        return Wildcard(parts, **place)

    def _missing(self) -> NoReturn:
        """Raises the error for a missing word, by the token before it."""
        before = self.tokens[self.at - 1] if self.at else None
        here = self.tokens[self.at] if self.at < len(self.tokens) else None
        if before and before.kind == "(" and not here:
            self._fail("This ( is never closed: add ) after it, or take it out.", before)
        if before and before.kind == "(" and here and here.kind == ")":
            message = "There is nothing between these parentheses: fill them or take them out."
            self._fail(message, before, here)
        if before and before.kind in ("AND", "OR", "NOT", "NEAR"):
            self._fail(_NO_WORD_AFTER, before, sign=_sign(before))
        if here and here.kind in ("AND", "OR", "NEAR"):
            self._fail(_NO_WORD_BEFORE, here, sign=_sign(here))
        if here:
            self._fail("This ) closes nothing: add ( before it, or take it out.", here)
        raise QueryError("The query is empty: give it a word.", self.query, 0, 0)

    def _check(self, depth: int, token: Token) -> None:
        if depth >= MAX_DEPTH:
            message = "Parentheses and negations go {most} deep at most: simplify from here."
            self._fail(message, token, most=MAX_DEPTH)

    def _dates(self, token: Token) -> DateRange:
        quote = 1 if token.kind == "phrase" else 0
        text = fold(token.text)  # as long as the text, so that offsets stay the same
        begin, dots, end = text.partition("..")
        first, last = self._period(begin, token.start + quote) if begin else (None, None)
        if dots:
            place = token.start + quote + len(begin) + len(dots)
            last = self._period(end, place)[1] if end else None
        if first is None and last is None:
            self._fail("There is no date here: " + _DATE_FORMS, token)
        if first and last and last < first:
            self._fail("This range ends before it begins: put the earlier date first.", token)
        return DateRange(first, last, start=token.start, end=token.end)

    def _period(self, text: str, at: int) -> tuple[datetime.date, datetime.date]:
        """The first and the last day of a folded year, month or day, which begins at ``at``."""
        try:
            return days(text)
        except DateError as error:
            message = "{reason}: " + _DATE_FORMS
            raise QueryError(message, self.query, at, at + len(text), reason=error) from error

    def _fail(
        self, message: str, first: Token, last: Token | None = None, **values: object
    ) -> NoReturn:
        raise QueryError(message, self.query, first.start, (last or first).end, **values)


def _sign(operator: Token) -> str:
    if operator.kind == "NEAR":
        return f"NEAR/{operator.text}"
    return "-" if operator.text == "-" else operator.kind


def days(text: str) -> tuple[datetime.date, datetime.date]:
    """The first and the last day of a date, in a folded text: 2024, 2025-3-1, 民國114年3月, ….

    Raises :class:`searcher.query.errors.DateError`, which says what is wrong.
    """
    numbers = text.split("-")
    if len(numbers) > 3 or not all(n.isascii() and n.isdigit() and len(n) <= 4 for n in numbers):
        return _written_days(text)
    if len(numbers[0]) < 4:
        if len(numbers) > 1:
            return _written_days(text)
        raise DateError(
            "This is not a Gregorian year (民國 {year} is {gregorian})",
            year=int(text),
            gregorian=int(text) + 1911,
        )
    given = list(map(int, numbers))
    try:
        if 0 in given[1:]:
            raise ValueError(text)
        return Period.of(*given)
    except ValueError as error:
        raise DateError("The calendar has no such date") from error


def _written_days(text: str) -> tuple[datetime.date, datetime.date]:
    """What :func:`corpus.dates.read_period` reads: the forms in which documents are dated."""
    from corpus.dates import read_period  # compiles all their forms

    period = read_period(text)
    if period is None:
        raise DateError("This is not a date")
    return period
