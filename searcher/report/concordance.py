"""A concordance: matches in, one line for each occurrence with its context out (KWIC)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Literal, NamedTuple

from corpus.fold import fold
from searcher.rank.ranking import rank
from searcher.report.latin_words import is_inside, whole_words

if TYPE_CHECKING:
    from corpus.document import Paragraph, Statement
    from index.plan import Key
    from index.stored_record import IndexedFile
    from searcher.answer import Count
    from searcher.query.ast import Query
    from searcher.report.matched_paragraphs import MatchedParagraph, MatchedParagraphs

KwicSort = Literal["score", "date", "oldest", "doc", "left", "right", "speaker"]

_COMPARED = 40  # characters of the context that sorting looks at
_NO_DATE = "9999-99"
_LAST = "\U0010ffff"


class KwicLine(NamedTuple):
    """An occurrence: ``paragraph.text[start:end]``, and the statement around it, if any."""

    file: IndexedFile
    paragraph: Paragraph
    start: int
    end: int
    statement: Statement | None

    @property
    def is_whole(self) -> bool:
        """Whether it is not inside a longer Latin word."""
        return not is_inside(self.paragraph.text, self.start, self.end)

    @property
    def left(self) -> str:
        """The text of the paragraph before the occurrence."""
        return self.paragraph.text[: self.start]

    @property
    def keyword(self) -> str:
        """What matched, as the text writes it."""
        return self.paragraph.text[self.start : self.end]

    @property
    def right(self) -> str:
        """The text of the paragraph after the occurrence."""
        return self.paragraph.text[self.end :]


class Concordance(NamedTuple):
    """``total`` occurrences match, in so many paragraphs (``around``) of all ``paragraphs`` that
    match; ``lines`` are the first of them. ``inside`` more are inside longer Latin words or numbers
    (AI in said) and left out."""

    query: Query
    total: int
    paragraphs: int
    lines: tuple[KwicLine, ...]
    receipt: tuple[Count, ...]
    around: int
    inside: int = 0


def concordance(
    matches: MatchedParagraphs, *, sort: KwicSort = "score", limit: int | None = None
) -> Concordance:
    """The occurrences in the order of ``sort``, at most ``limit`` (None: all)."""
    from searcher.report.receipt import receipt

    total = inside = around = partly = 0
    kept: list[KwicLine] = []
    for paragraph in matches:
        spans = paragraph.occurrences()
        whole = spans
        if matches.leaves_parts_out:
            whole = whole_words(paragraph.stored.text.folded, spans)
        total += len(whole)
        inside += len(spans) - len(whole)
        around += bool(whole)
        partly += bool(spans)
        if sort != "score" and spans:
            kept += _lines(paragraph)
    everything = not total  # a query that is only inside other words has these
    lists_parts = everything or not matches.leaves_parts_out
    if sort == "score":
        best = (line for one in matches.of(_ranked(matches, limit)) for line in _lines(one))
        kept = list(islice((one for one in best if lists_parts or one.is_whole), limit))
    else:
        kept = [one for one in kept if lists_parts or one.is_whole]
        kept.sort(key=_KEYS[sort], reverse=sort == "date")
    return Concordance(
        matches.query,
        inside if everything else total,
        matches.total,
        tuple(kept[:limit]),
        tuple(receipt(matches.terms, matches.question, matches.matched, ())),
        partly if everything else around,
        0 if everything else inside,
    )


def _ranked(matches: MatchedParagraphs, limit: int | None) -> list[Key]:
    """The keys of the best paragraphs; those with a whole word come first."""
    wanted = matches.total if limit is None else limit
    found = rank(
        *(matches.terms, matches.question, matches.matched, matches.cache),
        wanted=wanted,
        sort="score",
    )
    return [entry.key for entry in found.entries]


def _lines(paragraph: MatchedParagraph) -> Iterator[KwicLine]:
    own = paragraph.own_statements()
    file, people = paragraph.file, paragraph.people
    for start, end in paragraph.occurrences():
        around = [one for one in own if one.start <= start and end <= one.end]
        said = min(around, key=lambda one: one.end - one.start, default=None)
        if said is not None:
            said = people.describe(said, file.id, file.date)
        yield KwicLine(file, paragraph.stored.paragraph, start, end, said)


def _by_left(line: KwicLine) -> tuple[str, ...]:
    """By the context from the keyword outwards, without its blanks."""
    return (_bare(line.left)[: -_COMPARED - 1 : -1], _bare(line.right)[:_COMPARED], *_place(line))


def _by_right(line: KwicLine) -> tuple[str, ...]:
    return (_bare(line.right)[:_COMPARED], _bare(line.left)[: -_COMPARED - 1 : -1], *_place(line))


def _bare(text: str) -> str:
    return "".join(fold(text).split())


def _by_speaker(line: KwicLine) -> tuple[str, ...]:
    name = fold(line.statement.speaker.name) if line.statement else _LAST
    return (name, _date(line), *_place(line))


def _date(line: KwicLine) -> str:
    return str(line.file.date) if line.file.date else _NO_DATE


def _newest(line: KwicLine) -> tuple[str, ...]:
    # Sorted in reverse: no date is the last, and a document is in the order of reading.
    return ("" if line.file.date is None else _date(line),)


def _oldest(line: KwicLine) -> tuple[str, ...]:
    return (_date(line), *_place(line))


def _place(line: KwicLine) -> tuple[str, ...]:
    return (line.file.id, f"{line.paragraph.number:09}", f"{line.start:09}")


_KEYS = {
    "date": _newest,
    "oldest": _oldest,
    "doc": _place,
    "left": _by_left,
    "right": _by_right,
    "speaker": _by_speaker,
}
