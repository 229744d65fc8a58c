"""Splits a query into tokens. :mod:`searcher.query.parser` has the grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple, NoReturn

from searcher.query.ast import split_field
from searcher.query.errors import QueryError

_OPERATORS = {
    "AND": "AND",
    "ＡＮＤ": "AND",
    "OR": "OR",
    "ＯＲ": "OR",
    "NOT": "NOT",
    "ＮＯＴ": "NOT",
}
_NEAR = re.compile(r"NEAR/([0-9]{1,3})")
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_PARENTHESES = {"(": "(", "（": "(", ")": ")", "）": ")"}
_QUOTES = {'"': '"＂', "＂": '"＂', "“": "“”", "”": "“”"}
_CORNERS = {"「": "」", "『": "』"}
_NESTING = {*_PARENTHESES, *_QUOTES, *_CORNERS, *_CORNERS.values()}
_MINUS = "-－"
_BLANKS = "，、"  # what separates terms as a blank does, outside quotes
# A question is one sentence, with its commas: 在這個模型中，值越大，代表什麼？
_QUESTION = re.compile(
    '[？?]["＂”」』)）]*\\s*$'
    "|(?:什[麼么]|甚麼|如何|[為为]何|怎[麼么樣样]|多少|哪|[誰谁]|幾|几|[嗎吗呢]|是否)[^，、]*$"
)
_CONTROLS = dict.fromkeys([*range(0x20), *range(0x7F, 0xA0)], " ")


class Token(NamedTuple):
    """``query[start:end]``. ``kind`` is AND, OR, NOT, NEAR, a parenthesis, field, phrase or word;
    ``text`` is the name of the field, the phrase without its quotes, the number of a NEAR, or as
    it was written."""

    kind: str
    text: str
    start: int
    end: int


def tokens(query: str) -> list[Token]:
    """The tokens of a query.

    Raises :class:`searcher.query.errors.QueryError` at an operator where none may be.

    >>> [token.kind for token in tokens("（外送員　－講者：“王”）")]
    ['(', 'word', 'NOT', 'field', 'phrase', ')']
    """
    return list(_Lexer(query).tokens())


class _Lexer:
    def __init__(self, query: str) -> None:
        self.query = query
        self.text = query.translate(_CONTROLS)  # of equal length: offsets stay
        self.blanks = "" if _QUESTION.search(self.text) else _BLANKS

    def tokens(self) -> Iterator[Token]:
        at = 0
        while at < len(self.text):
            if self.text[at].isspace() or self._separates(at):
                at += 1
                continue
            token = self._token(at)
            yield token
            if token.kind == "field":
                token = self._value(token)
                yield token
            at = token.end

    def _token(self, at: int) -> Token:
        char = self.text[at]
        if char in _PARENTHESES:
            return Token(_PARENTHESES[char], char, at, at + 1)
        if char in _MINUS:
            return self._minus(at)
        if phrase := self._phrase(at):
            return phrase
        word = self._word(at)
        if word.text in _OPERATORS:
            return word._replace(kind=_OPERATORS[word.text])
        if near := _NEAR.fullmatch(word.text.translate(_HALF_WIDTH)):
            return word._replace(kind="NEAR", text=near[1])
        name, length = split_field(word.text)
        return Token("field", name, at, at + length) if name else word

    def _value(self, field: Token) -> Token:
        at = field.end
        value = self._phrase(at) or self._word(at)
        if value.text:
            return value
        message = (
            "{field}: needs a word or a quote right after it; "
            "to look for the text itself, put it in quotes."
        )
        raise QueryError(message, self.query, field.start, field.end, field=field.text)

    def _word(self, at: int) -> Token:
        end = at
        while end < len(self.text) and not self._ends_word(end):
            end += 1
        return Token("word", self.text[at:end], at, end)

    def _ends_word(self, at: int) -> bool:
        char = self.text[at]
        return char.isspace() or char in _PARENTHESES or char in _QUOTES or self._separates(at)

    def _separates(self, at: int) -> bool:
        """Whether the character is a sign that separates terms."""
        return self.text[at] in self.blanks

    def _minus(self, at: int) -> Token:
        before, after = self.text[:at][-1:], self.text[at + 1 : at + 2]
        if before and not before.isspace() and before not in "(（" + _MINUS + _BLANKS:
            message = (
                "This - is joined to what is before it: "
                "put a space before it to exclude what follows."
            )
            self._fail(message, at, at + 1)
        if not after or after.isspace() or after in ")）":
            message = 'This - excludes nothing: join it to a word, or write "-" to look for it.'
            self._fail(message, at, at + 1)
        return Token("NOT", "-", at, at + 1)

    def _phrase(self, at: int) -> Token | None:
        opening = self.text[at : at + 1]
        if opening in _CORNERS:
            return self._cornered(at)
        return self._quoted(at) if opening in _QUOTES else None

    def _quoted(self, at: int) -> Token:
        closing = _QUOTES[self.text[at]]
        for end in range(at + 1, len(self.text)):
            if self.text[end] in closing:
                break
        else:
            message = "This quotation mark is never closed: add the second one, or take it out."
            self._fail(message, at, at + 1)
        phrase = self.text[at + 1 : end]
        if not phrase.strip():
            message = "There is nothing between these quotation marks: fill them or take them out."
            self._fail(message, at, end + 1)
        return Token("phrase", phrase, at, end + 1)

    def _cornered(self, at: int) -> Token | None:
        end = self.text.find(_CORNERS[self.text[at]], at)
        if end < 0 or (end + 1 < len(self.text) and not self._ends_word(end + 1)):
            return None
        phrase = self.text[at + 1 : end]
        words = phrase.split()
        nested = any(char in _NESTING for char in phrase)
        if not words or nested or any(word in _OPERATORS for word in words):
            return None
        return Token("phrase", phrase, at, end + 1)

    def _fail(self, message: str, start: int, end: int) -> NoReturn:
        raise QueryError(message, self.query, start, end)
