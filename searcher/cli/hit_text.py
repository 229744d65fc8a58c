"""Hits and paragraphs as lines to read: text wrapped and highlighted, with speaker and source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from searcher.cli.excerpt import excerpt
from searcher.messages import join, paragraphs, say
from searcher.output.names import how_it_matches, speaker_label
from searcher.terminal_text import clean, highlighted, shorten, width, wrap

if TYPE_CHECKING:
    from corpus.document import Paragraph, Span, Statement
    from index.stored_record import IndexedFile
    from searcher.answer import Answer, Count, Hit
    from searcher.cli.terminal import Style

_INDENT = "    "
_BETWEEN = " · "
_WORDINGS = 8  # of a receipt that are shown


def hit_lines(
    rank: int,
    hit: Hit,
    style: Style,
    columns: int | None,
    *,
    full: bool = False,
    others: Sequence[Span] = (),
) -> Iterator[str]:
    """A hit: who says it and when, the paragraph with the matches marked, and its source.

    ``others`` are the spans that somebody else says: they are dimmed.
    """
    speakers = speaker_names(hit.statements)
    facts = [str(hit.file.date)] if hit.file.date else []
    if hit.match != "exact":
        facts.append(say("({text})", text=say(hit.match)))
    yield from head_lines(f"{rank}.", speakers, " ".join(facts), style, columns)
    yield from text_lines(hit.paragraph.text, hit.spans, style, columns, full=full, dimmed=others)
    yield from source_lines(hit.file, hit.paragraph, style, columns)


def speaker_names(statements: Iterable[Statement]) -> str:
    """The speakers, each once, with a mark where the text does not name them."""
    names: dict[str, None] = {}
    for statement in statements:
        name = speaker_label(statement.speaker)
        if statement.certainty in ("resolved", "guess"):
            name = f"{name}[{say(statement.certainty)}]"
        names[name] = None
    return "、".join(names)


def head_lines(
    label: str, name: str, facts: str, style: Style, columns: int | None
) -> Iterator[str]:
    """``label  name  facts``, the name cleaned and coloured; wrapped if it is too long."""
    name = clean(name)
    start = f"{style.faint}{label}{style.off}" + " " * max(1, len(_INDENT) - len(label))
    room = columns - max(len(_INDENT), len(label) + 1) if columns else None
    names = [name] if room is None else [name[start:end] for start, end in wrap(name, room)]
    lines = [f"{style.speaker}{line}{style.off}" for line in names if line]
    if facts:
        faint = f"{style.faint}{facts}{style.off}"
        if lines and (room is None or width(names[-1]) + 1 + width(facts) <= room):
            faint = f"{lines.pop()} {faint}"
        lines.append(faint)
    for line in lines or [""]:
        yield (start + line).rstrip()
        start = _INDENT


def text_lines(
    text: str,
    spans: Sequence[Span],
    style: Style,
    columns: int | None,
    *,
    full: bool = True,
    dimmed: Sequence[Span] = (),
) -> Iterator[str]:
    """A text indented, its ``spans`` marked, wrapped to ``columns``; on one line without them.

    Unless ``full``, only the lines around the spans are shown of a text of many lines.
    """
    text = clean(text)

    def marked(start: int, end: int) -> str:
        on, off, dim = style.match, style.off, style.faint
        return highlighted(text, spans, start, end, on, off, dim=dim, dimmed=dimmed)

    if columns is None:
        yield _INDENT + marked(0, len(text))
        return
    lines = list(wrap(text, columns - len(_INDENT)))
    for line in lines if full else excerpt(text, lines, spans):
        yield _INDENT + (marked(*line) if line else f"{style.faint}…{style.off}")


def source_lines(
    file: IndexedFile, paragraph: Paragraph, style: Style, columns: int | None
) -> Iterator[str]:
    """The source of a paragraph: title and section, and its name for ``cewen show``.

    On one line if it fits. Else the name is kept whole, and outer sections are left out first.
    """
    name = " · ".join(filter(None, (page_of(paragraph), clean(f"{file.id}#{paragraph.number}"))))
    parts = [*([] if contains(file.id, file.title) else [file.title]), *paragraph.section]
    parts = [clean(part) for part in dict.fromkeys(parts)]
    line = " · ".join(part for part in (" › ".join(parts), name) if part)
    if columns is None or width(line) <= columns - len(_INDENT):
        yield f"{_INDENT}{style.faint}{line}{style.off}"
        return
    room = columns - len(_INDENT)
    if parts:
        yield f"{_INDENT}{style.faint}{_inner(parts, room)}{style.off}"
    yield from name_lines(name, style, columns)


def name_lines(name: str, style: Style, columns: int | None) -> Iterator[str]:
    """The name of a paragraph for ``cewen show``, wrapped rather than cut."""
    name = clean(name)
    lines = wrap(name, columns - len(_INDENT)) if columns else [(0, len(name))]
    for start, end in lines:
        yield f"{_INDENT}{style.faint}{name[start:end]}{style.off}"


def page_of(paragraph: Paragraph) -> str:
    """The page on which a paragraph begins, and whether OCR has read it; empty without pages."""
    if paragraph.page is None:
        return ""
    if paragraph.source == "ocr":
        return say("page {page}, read by OCR", page=paragraph.page)
    return say("page {page}", page=paragraph.page)


def contains(id: str, title: str) -> bool:
    """Whether the path contains the title or date: 2018-07-12-來訪.md and 2018-07-12 來訪."""
    return "".join(filter(str.isalnum, title)) in "".join(filter(str.isalnum, id))


def _inner(parts: Sequence[str], columns: int) -> str:
    for left_out in range(len(parts)):
        line = " › ".join(["…"] * bool(left_out) + list(parts[left_out:]))
        if width(line) <= columns:
            return line
    return shorten(line, columns)


def receipt(answer: Answer, columns: int | None) -> Iterator[str]:
    """How many paragraphs match, and by what."""
    line = paragraphs(answer.total)
    shown = len(answer.hits)
    if shown < answer.total:
        line = say("{paragraphs} ({shown} shown; --all shows all)", paragraphs=line, shown=shown)
    line = counted(line, answer.receipt)
    if answer.partly:
        text = "{receipt}; {count} of them contain only some of the words"
        line = say(text, receipt=line, count=answer.partly)
    return fitted(line, columns)


def counted(line: str, receipt: Sequence[Count]) -> str:
    """``line`` with the counts of a receipt after it."""
    shown = _most_frequent(receipt)
    counts = [_count(count) for count in receipt if count in shown]
    if len(receipt) > len(shown):
        counts.append(say("+{count} more", count=len(receipt) - len(shown)))
    return join(": ", (line, _BETWEEN.join(counts))) if counts else line


def _most_frequent(receipt: Sequence[Count]) -> Sequence[Count]:
    """What the query says itself, and the most frequent of the other wordings."""
    if len(receipt) <= _WORDINGS:
        return receipt
    return sorted(receipt, key=lambda count: (count.tier != 0, -count.paragraphs))[:_WORDINGS]


def _count(count: Count) -> str:
    from index.plan import Tier  # which other commands need not import to wrap a line

    if count.tier == Tier.WORDS:
        return say("{count} by words", count=count.paragraphs)
    if how := how_it_matches(count):
        return say("{text} {count} ({how})", text=count.text, count=count.paragraphs, how=how)
    return f"{clean(count.text)} {count.paragraphs:,}"


def fitted(text: str, columns: int | None, *, on: str = "", off: str = "") -> Iterator[str]:
    """A text from the margin on, cleaned, wrapped to ``columns`` if there are any.

    Between the counts of a receipt the lines break at the ``·``, if a count fits in a line.
    """
    for line in _lines(clean(text), columns) if columns else [clean(text)]:
        yield on + line + off


def _lines(text: str, columns: int) -> Iterator[str]:
    line = ""
    for part in text.split(_BETWEEN):
        longer = line + _BETWEEN + part if line else part
        if line and width(longer) + len(_BETWEEN.rstrip()) > columns >= width(part):
            yield from _wrapped(line + _BETWEEN.rstrip(), columns)
            longer = part
        line = longer
    yield from _wrapped(line, columns)


def _wrapped(text: str, columns: int) -> Iterator[str]:
    return (text[start:end] for start, end in wrap(text, columns))


def explanation(hit: Hit, columns: int | None) -> Iterator[str]:
    """The parts of a hit's score, for ``--explain``."""
    from searcher.rank.tiers import class_of

    parts = hit.explanation
    score_class = class_of(hit.score)
    text = say(
        "score {score} = class {tier:g} + {width:g} × r/(r+40), "
        "r = {total:.2f} = {role:g} × {nearness:.2f} × (pairs {pairs:.2f} + "
        "singles {singles:.2f} + words {words:.2f} + "
        "sentence {sentence:.2f} + around {around:.2f})",
        score=hit.score,
        tier=score_class.lowest,
        width=score_class.width,
        total=parts.total,
        **parts._asdict(),
    )
    for line in fitted(text, columns - len(_INDENT) if columns else None):
        yield _INDENT + line
