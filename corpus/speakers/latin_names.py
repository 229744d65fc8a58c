"""Text in, Latin words that may be names of persons out: Maria Delgado, Tom van Berkel."""

from __future__ import annotations

import re

from corpus.speakers.lexicon import words

_LATIN_WORD = r"[A-Z][A-Za-z\u00c0-\u024f'’\-]{0,30}\.?"
_PARTICLES = r"(?:(?:de|da|van|von|der|bin|el|al|la) ){0,2}"
_IN_SENTENCE = re.compile(r"[a-z]{2,}[,;:]? $")
_LATIN = re.compile(rf"(?<![A-Za-z]){_LATIN_WORD}(?:[ ·]{_PARTICLES}{_LATIN_WORD}){{0,5}}")


def latin_runs(text: str, folded: str) -> dict[int, int]:
    """Return the start and end of each run of capitalised Latin words.

    Those of an English sentence are left out: particularly those from Hong Kong.
    """
    runs: dict[int, int] = {}
    for match in _LATIN.finditer(text):
        if folded[match.start()] == "\0" or _in_sentence(text, match.start()):
            continue
        start = match.start()
        pieces = match.group().split(" ")
        while len(pieces) > 2 and len(pieces[0]) > 1 and pieces[0].isupper():
            start += len(pieces.pop(0)) + 1
        runs[start] = match.end()
    return runs


def _in_sentence(text: str, start: int) -> bool:
    """Return whether a word in small letters comes directly before ``start``."""
    return _IN_SENTENCE.search(text, max(0, start - 20), start) is not None


def is_latin_person(name: str) -> bool:
    parts = re.split("[ ·]", name)
    if len(parts) < 2 or any(len(one.strip(".")) > 1 and one.isupper() for one in parts):
        return False
    pieces = re.split(r"[ ·.\-]", name.lower())
    # The I in Carmela I. Torres is an initial.
    return not any(len(one) > 1 and one in words("latin_organizations") for one in pieces)


def may_be_latin_person(name: str, alone: bool) -> bool:
    """Return whether Latin words next to a title may be a name: Peggy may, WTO may not.

    ``alone``: one word is enough.
    """
    if " " in name:
        return is_latin_person(name)
    return alone and name[1:].islower()
