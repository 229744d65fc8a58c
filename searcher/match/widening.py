"""The other wordings of a term that an index may contain: a term in, wordings out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from corpus.fold import fold
from index.analysis.wording import Wording
from index.field_names import SIDE, UNKNOWN_SIDE
from index.plan import Has
from index.short_names import other_names

if TYPE_CHECKING:
    from index.analysis.variants import Variant
    from index.engine import Snapshot
    from searcher.match.own_words import OwnTopic


_LEARNED = 0.9  # the weight of what a document or the user says
_MOST_LEARNED = 6


class Widening:
    """Widens terms for one index; with ``own``, by the user's topic files too."""

    def __init__(self, snapshot: Snapshot, *, own: bool = False) -> None:
        self._snapshot = snapshot
        self._own = own

    def wordings(self, written: str, folded: str) -> list[Wording]:
        """The variants of a term as it is ``written`` and ``folded``, strongest first.

        A variant that means the same only on some sides of the Strait is restricted to their text
        and to text that may be of any side; where the index has neither, it is left out.
        """
        from index.analysis.variants import variants

        wordings = [
            wording
            for variant in variants(written)
            if (wording := self._wording(variant, folded)) is not None
        ]
        more = {one.text: one for one in islice(self._learned(written, folded), _MOST_LEARNED)}
        if self._own:
            more.update((one.text, one) for one in self._own_words(written, folded))
        known = {folded, *(wording.text for wording in wordings)}
        return wordings + [one for text, one in more.items() if text not in known]

    def _learned(self, written: str, folded: str) -> Iterator[Wording]:
        """The term with a word of it replaced by another name that a document defines for it."""
        for name in other_names(self._snapshot.folder, folded):
            only = Has("doc", name.documents) if name.inside else None
            one = _replaced(written, folded, name.word, name.other, next(iter(name.documents), ""))
            yield one._replace(only=only)

    def _own_words(self, written: str, folded: str) -> Iterator[Wording]:
        """The term with a word of it replaced by another word of the same topic of the user."""
        from searcher.match.own_words import own_words

        for word, other, label in own_words(self._own_topics, folded):
            yield _replaced(written, folded, word, other, label)

    @cached_property
    def _own_topics(self) -> list[OwnTopic]:
        from searcher.match.own_words import own_topics

        return own_topics(self._snapshot.folder)

    def _wording(self, variant: Variant, folded: str) -> Wording | None:
        wording = Wording(variant.text, variant.weight, folded, shown=variant.shown)
        if not variant.sides or not self._sides:
            return wording
        values = tuple(value for value in self._sides if _is_of(value, variant.sides))
        if len(values) == len(self._sides):
            return wording
        return wording._replace(only=Has(SIDE, values)) if values else None

    @cached_property
    def _sides(self) -> tuple[str, ...]:
        """The sides of the paragraphs of the index, as :mod:`index.analysis.sides` names them."""
        return tuple(self._snapshot.lexicon(SIDE))


def _replaced(written: str, folded: str, word: str, other: str, source: str) -> Wording:
    """The term with ``other`` instead of the folded ``word``."""
    at = folded.index(word)
    shown = written[:at] + other + written[at + len(word) :]
    return Wording(fold(shown), _LEARNED, folded, shown=shown, source=source)


def _is_of(value: str, sides: frozenset[str]) -> bool:
    """Whether text that may be of the sides in ``value`` is of one of ``sides``, or unknown."""
    return value == UNKNOWN_SIDE or sides.issuperset(value.split("-"))
