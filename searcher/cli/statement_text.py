"""Where the statements of a paragraph begin and end, and who makes them, as lines to read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from searcher.cli.hit_text import fitted
from searcher.match.highlight import merge
from searcher.messages import say
from searcher.output.names import speaker_label

if TYPE_CHECKING:
    from corpus.document import Paragraph, Span, Statement
    from searcher.cli.terminal import Style

_ENDS = 8  # characters of a statement that are shown at each end


def unspoken(paragraph: Paragraph) -> list[Span]:
    """The spans of the text that are in no statement, if it has any statement."""
    if not paragraph.statements:
        return []
    spoken = merge((one.start, one.end) for one in paragraph.statements)
    edges = [0, *(edge for span in spoken for edge in span), len(paragraph.text)]
    gaps = zip(edges[::2], edges[1::2], strict=True)
    return [(start, end) for start, end in gaps if start < end]


def questions_in(paragraphs: Sequence[Paragraph]) -> frozenset[int]:
    """The numbers of the paragraphs that statements of ``paragraphs`` answer."""
    said = (one for paragraph in paragraphs for one in paragraph.statements)
    return frozenset(one.answers for one in said if one.answers is not None)


def side_of(paragraph: Paragraph, asked: frozenset[int]) -> str:
    """What a paragraph of one statement, which has no line, is in an exchange: ``(question)``."""
    statements = paragraph.statements
    if len(statements) != 1 or not _is_whole(statements[0], paragraph):
        return ""
    side = _side(statements[0], paragraph.number, asked)
    return say("({text})", text=side) if side else ""


def _side(statement: Statement, number: int, asked: frozenset[int]) -> str:
    if statement.answers is not None:
        away = statement.answers != number
        return say("answers #{number}", number=statement.answers) if away else say("answer")
    return say("question") if number in asked and statement.inside is None else ""


def statement_lines(
    paragraph: Paragraph, style: Style, columns: int | None, asked: frozenset[int] = frozenset()
) -> Iterator[str]:
    """One line for each statement. None for a paragraph that is one statement.

    ``asked`` are the numbers of the paragraphs that something answers.
    """
    statements = paragraph.statements
    if len(statements) == 1 and _is_whole(statements[0], paragraph):
        return
    for one in statements:
        words = _shortened(paragraph.text[one.start : one.end])
        text = say(
            "{speaker} ({certainty}) {start}–{end}: {words}",
            speaker=speaker_label(one.speaker),
            certainty=say(one.certainty),
            start=one.start,
            end=one.end,
            words=words,
        )
        if side := _side(one, paragraph.number, asked):
            text = f"{side} · {text}"
        depth = _depth(one, statements)
        indent = "    " + "  " * depth
        room = columns - len(indent) if columns else None
        for line in fitted(f"└ {text}", room, on=style.faint, off=style.off):
            yield indent + line


def _is_whole(statement: Statement, paragraph: Paragraph) -> bool:
    return (
        not paragraph.text[: statement.start].strip()
        and not paragraph.text[statement.end :].strip()
    )


def _shortened(words: str) -> str:
    words = words.strip()
    return words if len(words) <= 2 * _ENDS + 1 else f"{words[:_ENDS]}…{words[-_ENDS:]}"


def _depth(statement: Statement, statements: Sequence[Statement]) -> int:
    """In how many others the statement is."""
    depth = 0
    inside = statement.inside
    while inside is not None and depth < len(statements):
        inside = statements[inside].inside
        depth += 1
    return depth
