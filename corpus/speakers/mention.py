"""A mention of a person in a text."""

from __future__ import annotations

from typing import Literal, NamedTuple

Form = Literal["full", "short", "title", "pronoun"]


class Mention(NamedTuple):
    """``text[start:end]`` names a person.

    ``name`` is the full name as written, the surname in a short mention (張 in 張副司長), or "".
    ``title`` is the job title. ``certain``: the beginning of the name is certain. ``female`` is
    set if a courtesy title or a pronoun gives the sex. ``guess``: it may be no name at all.
    """

    start: int
    end: int
    form: Form
    name: str
    title: str = ""
    organization: str = ""
    certain: bool = True
    female: bool | None = None
    guess: bool = False
