"""Types: a topic, and the words that signal it, with the forms in which a word occurs in text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple

from corpus.fold import fold

_LATIN = "a-z0-9\u00c0-\u024f"
_OTHER = rf"[^\W_{_LATIN}]"  # a letter that is none of these: Chinese
_SCRIPT_BOUNDARY = re.compile(rf"(?<=[{_LATIN}])(?={_OTHER})|(?<={_OTHER})(?=[{_LATIN}])")


class Word(NamedTuple):
    """A word that signals a topic: always, or only with one of its companions in the same text.

    ``hidden``: the word is matched but not shown.
    """

    text: str
    companions: tuple[str, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """A concept with its words.

    ``labels`` maps a language (zh-Hant, zh-Hans, en) to the topic's name. A word inside a string of
    ``exclude`` does not count. ``broader`` and ``related`` are ids of other topics.
    """

    id: str
    labels: Mapping[str, str]
    words: tuple[Word, ...] = ()
    exclude: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()

    def label(self, language: str = "zh-Hant") -> str:
        """Return the topic's name in ``language``, otherwise in the first language with one."""
        return self.labels.get(language) or next(iter(self.labels.values()), self.id)

    def extended(self, other: Topic) -> Topic:
        """Return this topic with all that ``other`` adds. Labels of ``other`` take precedence."""
        return replace(
            self,
            labels={**self.labels, **other.labels},
            words=_merged(self.words, other.words),
            exclude=_merged(self.exclude, other.exclude),
            broader=_merged(self.broader, other.broader),
            related=_merged(self.related, other.related),
        )


def _merged(first: tuple[Any, ...], second: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(first + second))


@lru_cache(maxsize=1 << 14)  # indexing needs all forms twice: as patterns and as topic names
def forms(text: str) -> tuple[str, ...]:
    """Return every folded string that counts as ``text``, the fold of ``text`` first.

    Latin words have a plural, and forms with hyphen and with space. Between Latin and Chinese
    characters there may be a space.

    >>> forms("gig worker")
    ('gig worker', 'gig workers', 'gig-worker', 'gig-workers')
    >>> forms("AI治理")
    ('ai治理', 'ai 治理')
    """
    folded = fold(text)
    if not folded.isascii():
        spaced = _SCRIPT_BOUNDARY.sub(" ", folded)
        return (folded,) if spaced == folded else (folded, spaced)
    found = dict.fromkeys((folded, folded.replace("-", " "), folded.replace(" ", "-")))
    return tuple(dict.fromkeys(form for one in found for form in (one, *_plural(one))))


def _plural(word: str) -> tuple[str, ...]:
    if not word[-1].isalpha() or word.endswith("s"):
        return ()
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return (word[:-1] + "ies",)
    return (word + ("es" if word.endswith(("x", "ch", "sh")) else "s"),)
