"""The columns of tables and keys of JSON for word lists; see :mod:`searcher.output.schema`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from searcher.report.collocation import Collocate
    from searcher.report.keyness import Keyword, Keywords


class KeywordRow(NamedTuple):
    """A word with its frequency in two parts, absolute and among a million words. ``more_in`` is
    ``first`` or ``second``. The documents are empty for a part that is all the rest."""

    word: str
    more_in: str
    first: int
    second: int
    first_per_million: float
    second_per_million: float
    first_documents: int | None
    second_documents: int | None
    log_likelihood: float
    log_ratio: float


def rows_of_collocates(found: Iterable[Collocate]) -> Iterator[Collocate]:
    """One row for each collocate, its measures rounded."""
    for one in found:
        rounded = round(one.log_likelihood, 2), round(one.log_dice, 2)
        yield one._replace(log_likelihood=rounded[0], log_dice=rounded[1])


def rows_of_keywords(found: Keywords) -> Iterator[KeywordRow]:
    """One row for each word: those that are more frequent in the first part come first."""
    for more_in, words in (("first", found.more), ("second", found.less)):
        yield from (_row(one, more_in) for one in words)


def _row(one: Keyword, more_in: str) -> KeywordRow:
    return KeywordRow(
        word=one.word,
        more_in=more_in,
        first=one.first.times,
        second=one.second.times,
        first_per_million=round(one.first.per_million, 1),
        second_per_million=round(one.second.per_million, 1),
        first_documents=one.first.documents,
        second_documents=one.second.documents,
        log_likelihood=round(one.log_likelihood, 2),
        log_ratio=round(one.log_ratio, 2),
    )
