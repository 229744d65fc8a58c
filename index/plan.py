"""Plans: what a search asks an engine for, and the values in which it answers.

:mod:`index.engine` is the contract that uses them. A plan is a named tuple. Plans of different
kinds can be equal as tuples, so compare their types.
"""

# Without "from __future__ import annotations": a named tuple compiles annotations that are strings,
# which is a noticeable part of the time in which a command starts.

from collections.abc import Mapping
from enum import IntEnum
from typing import Any, NamedTuple, TypeAlias

#: Identifies a paragraph in one snapshot. Opaque, but hashable and sortable: paragraphs with equal
#: scores are listed in the order of their keys, which for the paragraphs of a document is the
#: order of reading.
Key: TypeAlias = Any


class Tier(IntEnum):
    """How a paragraph matches, best first."""

    EXACT = 0
    VARIANT = 1
    WORDS = 2


class Has(NamedTuple):
    """A keyword field, or :data:`index.field_names.WORDS`, has one of the values."""

    field: str
    values: tuple[str, ...]


class Contains(NamedTuple):
    """The folded text contains the folded ``text``, contiguous or across gaps
    (:mod:`index.analysis.spacing`); with ``contiguous``, not across gaps.

    With ``of``, the string is a variant of that term: it must have its own meaning in at least one
    place (:meth:`index.analysis.wording.MatchText.variant_counts`), and the text must not contain
    the term itself. With ``only``, the paragraph must also match that.
    """

    text: str
    of: str = ""
    only: Has | None = None
    contiguous: bool = False


class Starred(NamedTuple):
    """The folded text without its gaps has
    :func:`index.analysis.starred.starred_places`."""

    parts: tuple[str, ...]
    reach: int


class Near(NamedTuple):
    """One of the strings of each part occurs, with at most ``reach`` characters between them.

    The parts may be in any order, unless ``in_order``. White space does not count. Two parts do not
    overlap; of three or more in any order, all characters from the first to the last that belong to
    no part count together (:mod:`index.analysis.nearness`). A variant has to have its own meaning,
    but here the text may also contain the term that it is a variant of. An engine whose index does
    not know distances reads the paragraphs that contain a string of each part, and
    :func:`index.analysis.nearness.is_near` decides.
    """

    parts: tuple[tuple[Contains, ...], ...]
    reach: int
    in_order: bool = False


class AllOf(NamedTuple):
    """All parts match; the tier is the weakest of theirs. Without parts, every paragraph."""

    parts: "tuple[Plan, ...]"


class AnyOf(NamedTuple):
    """One of the parts matches; the tier is the best of theirs. Without parts, no paragraph."""

    parts: "tuple[Plan, ...]"


class Without(NamedTuple):
    """``part`` matches and ``excluded`` does not."""

    part: "Plan"
    excluded: "Plan"


class AtLeast(NamedTuple):
    """The parts that match weigh at least ``share`` of the weight of all parts."""

    parts: "tuple[tuple[Plan, float], ...]"
    share: float


class Tiered(NamedTuple):
    """One of three plans matches; the first that does is the tier."""

    exact: "Plan"
    variant: "Plan"
    words: "Plan"


class SaidBy(NamedTuple):
    """``part`` matches, and its words are in a statement of a speaker that the query names.

    No engine has to know where statements begin and end: the paragraphs of ``part`` include every
    true match.
    """

    part: "Plan"


Plan: TypeAlias = (
    Contains | Starred | Near | Has | AllOf | AnyOf | Without | AtLeast | Tiered | SaidBy
)

EVERY_PARAGRAPH = AllOf(())
NO_PARAGRAPH = AnyOf(())


class Totals(NamedTuple):
    """The number of matches in each :class:`Tier`."""

    exact: int
    variant: int
    words: int


class FirstStage(NamedTuple):
    """How an engine scores its matches, before they are re-ranked by their text.

    The score is the sum of BM25 over ``grams`` with these weights, times the factor of the
    paragraph's role in ``roles`` (1 if it is not there). Within the exact tier, the paragraphs that
    contain all ``words`` come first.
    """

    grams: Mapping[str, float]
    words: tuple[str, ...]
    roles: Mapping[str, float]


class Candidate(NamedTuple):
    """A match, to be re-ranked."""

    key: Key
    tier: Tier


class ScoredMatch(NamedTuple):
    """A match with its first-stage ``score``, which includes the ``factor`` of its role.

    ``has_words``: it is in the exact tier and contains all words of the first stage as words.
    """

    key: Key
    tier: Tier
    score: float
    factor: float
    has_words: bool
