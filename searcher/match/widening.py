"""The other wordings of a term that an index may contain: a term in, wordings out."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from index.analysis.wording import Wording
from index.field_names import SIDE, UNKNOWN_SIDE
from index.plan import Has

if TYPE_CHECKING:
    from index.analysis.variants import Variant
    from index.engine import Snapshot


class Widening:
    """Widens terms for one index."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def wordings(self, written: str, folded: str) -> list[Wording]:
        """The variants of a term as it is ``written`` and ``folded``, strongest first.

        A variant that means the same only on some sides of the Strait is restricted to their text
        and to text that may be of any side; where the index has neither, it is left out.
        """
        from index.analysis.variants import variants

        return [
            wording
            for variant in variants(written)
            if (wording := self._wording(variant, folded)) is not None
        ]

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


def _is_of(value: str, sides: frozenset[str]) -> bool:
    """Whether text that may be of the sides in ``value`` is of one of ``sides``, or unknown."""
    return value == UNKNOWN_SIDE or sides.issuperset(value.split("-"))
