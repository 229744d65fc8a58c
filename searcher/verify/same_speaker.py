"""Decides whether the draft and the document name two different persons.

It is only said of two persons whose names are known. A role (主席), a pronoun, a guess, or a name
in Latin letters against one in Han characters says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from corpus.document import Period, Speaker, Statement
from corpus.fold import fold
from corpus.speakers.lexicon import words
from corpus.speakers.role_names import is_role_name
from index.analysis.spacing import is_han
from index.analysis.variants import variants
from index.people import People

_PRONOUN = re.compile("(?:我|你|他|她|其|本人|该员|对方)们?$")
# Folded. In a short reference such as 林先生.
_COURTESY = re.compile("(?:先生|女士|小姐|太太|夫人|同志|同学|老师|医师|教授|委员|君|氏)$")
_NICKNAME = re.compile("[小阿老].$")
_LONGEST_NAME = 4


def names_person(statement: Statement) -> bool:
    """Whether a statement names the person who says it.

    >>> lin = Speaker("林永春", "次長")
    >>> names_person(Statement(0, 9, lin, "林次長")), names_person(Statement(0, 9, lin, "他"))
    (True, False)
    """
    return (
        statement.speaker.kind == "person"
        and statement.certainty != "guess"
        and not _PRONOUN.match(fold(statement.mention.strip()))
    )


class Source(NamedTuple):
    """The document in which a statement is."""

    people: People
    doc: str
    date: Period | None


def says_other(drafted: Sequence[Speaker], statements: Sequence[Statement], source: Source) -> bool:
    """Whether none of the persons of the draft can be one of those who say it in the document.

    ``statements`` are all that contain the words; in a quotation of another, both count.
    """
    if not drafted or not statements or not all(map(names_person, statements)):
        return False
    return all(
        are_different(ours, statement.speaker, source)
        for ours in drafted
        for statement in statements
    )


def are_different(ours: Speaker, theirs: Speaker, source: Source) -> bool:
    """Whether these are two persons: the user's people file says so, or their names."""
    people = source.people
    if people.identity(ours, *source[1:]).key == people.identity(theirs, *source[1:]).key:
        return False
    known = people.person(ours, source.doc), people.person(theirs, source.doc)
    if known[0] and known[1]:
        return True
    for person, other in ((known[0], theirs), (known[1], ours)):
        names = [Speaker(name) for name in person.names] if person else []
        if any(not _differ(_Name.of(name), _Name.of(other)) for name in names):
            return False
    return _differ(_Name.of(ours), _Name.of(theirs))


class _Name(NamedTuple):
    """A folded name without title; ``short`` if it is a surname only."""

    text: str
    role: bool
    short: bool

    @classmethod
    def of(cls, speaker: Speaker) -> _Name:
        folded = fold(speaker.name).strip()
        whole = "".join(folded.split()) if _is_han(folded) else folded
        title = fold(speaker.title)
        text = whole
        if title and whole != title:
            text = whole.removesuffix(title).removeprefix(title)
        text = _COURTESY.sub("", text) or text
        short = text in words("surnames", "surnames_long") and text != whole
        return cls(text, is_role_name(whole) or text == title, short)


def _differ(ours: _Name, theirs: _Name) -> bool:
    a, b = ours.text, theirs.text
    if not a or not b or ours.role or theirs.role or a in b or b in a:
        return False
    if _is_han(a) != _is_han(b):
        return False
    if not _is_han(a):
        return not set(re.findall(r"\w{2,}", a)) & set(re.findall(r"\w{2,}", b))
    if ours.short or theirs.short:
        return True  # 王 and 林永春: neither contains the other
    if min(len(a), len(b)) == 1:
        return False
    if any(_NICKNAME.match(one) for one in (a, b)) or _are_variants(a, b):
        return False
    return (_is_chinese_name(a) and _is_chinese_name(b)) or not set(a) & set(b)


def _is_han(name: str) -> bool:
    return any(map(is_han, name))


def _is_chinese_name(name: str) -> bool:
    """Whether it begins with a surname: another name is then that of another person. A foreign
    name is written differently on the two sides of the strait."""
    surnames = tuple(words("surnames", "surnames_long", "surnames_rare"))
    return 2 <= len(name) <= _LONGEST_NAME and all(map(is_han, name)) and name.startswith(surnames)


def _are_variants(a: str, b: str) -> bool:
    return any(one.text == b for one in variants(a))
