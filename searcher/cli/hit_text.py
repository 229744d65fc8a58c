"""Hits and paragraphs as lines to read: text wrapped and highlighted, with speaker and source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from searcher.cli.excerpt import excerpt
from searcher.terminal_text import clean, highlighted, shorten, width, wrap

if TYPE_CHECKING:
    from corpus.document import Paragraph, Span, Speaker
    from index.stored_record import IndexedFile
    from searcher.answer import Answer, Count, Hit
    from searcher.cli.terminal import Style

_INDENT = "    "


def hit_lines(
    place: int, hit: Hit, style: Style, columns: int | None, *, full: bool = False
) -> Iterator[str]:
    """A hit: who says it and when, the paragraph with the matches marked, and where it stands."""
    speakers = "、".join(named(speaker) for speaker in hit.speakers)
    facts = [hit.file.date.isoformat()] if hit.file.date else []
    if hit.match != "exact":
        facts.append(f"({hit.match})")
    yield from head_lines(f"{place}.", speakers, " ".join(facts), style, columns)
    yield from text_lines(hit.paragraph.text, hit.spans, style, columns, full=full)
    yield from source_lines(hit.file, hit.paragraph, style, columns)


def head_lines(
    label: str, name: str, facts: str, style: Style, columns: int | None
) -> Iterator[str]:
    """``label  name  facts``, the name cleaned and coloured; wrapped if it must be."""
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
    text: str, spans: Sequence[Span], style: Style, columns: int | None, *, full: bool = True
) -> Iterator[str]:
    """A text indented, its ``spans`` marked, wrapped to ``columns``; one line without them.

    Unless ``full``, of a text of many lines only those around the spans.
    """
    text = clean(text)
    if columns is None:
        yield _INDENT + highlighted(text, spans, 0, len(text), style.match, style.off)
        return
    lines = list(wrap(text, columns - len(_INDENT)))
    for line in lines if full else excerpt(text, lines, spans):
        if line is None:
            yield f"{_INDENT}{style.faint}…{style.off}"
        else:
            yield _INDENT + highlighted(text, spans, *line, style.match, style.off)


def source_lines(
    file: IndexedFile, paragraph: Paragraph, style: Style, columns: int | None
) -> Iterator[str]:
    """Where a paragraph stands: title and section, and its name for ``cewen show``.

    On one line if it fits. The name is never cut, of the rest the outer sections first.
    """
    name = clean(f"{file.id}#{paragraph.number}")
    parts = [*([] if _says(file.id, file.title) else [file.title]), *paragraph.section]
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


def _says(id: str, title: str) -> bool:
    """Whether the path already tells the title: 2018-07-12-來訪.md and 2018-07-12 來訪."""
    return "".join(filter(str.isalnum, title)) in "".join(filter(str.isalnum, id))


def _inner(parts: Sequence[str], columns: int) -> str:
    for left_out in range(len(parts)):
        line = " › ".join(["…"] * bool(left_out) + list(parts[left_out:]))
        if width(line) <= columns:
            return line
    return shorten(line, columns)


def receipt(answer: Answer, style: Style, columns: int | None) -> Iterator[str]:
    """How many paragraphs answer, and by what."""
    shown = len(answer.hits)
    line = f"{answer.total} {'paragraph' if answer.total == 1 else 'paragraphs'}"
    if shown < answer.total:
        line += f" ({shown} shown; --all shows all)"
    if counts := " · ".join(map(_count, answer.receipt)):
        line += f": {counts}"
    if answer.partly:
        line += f"; {answer.partly} of them hold only some of the words"
    return fitted(line, style.faint, style.off, columns)


def fitted(text: str, on: str, off: str, columns: int | None) -> Iterator[str]:
    """A text from the margin on, cleaned, wrapped to ``columns`` if there are any."""
    text = clean(text)
    for start, end in wrap(text, columns) if columns else [(0, len(text))]:
        yield on + text[start:end] + off


def _count(count: Count) -> str:
    from index.engine import Tier  # which other commands need not import to wrap a line

    if count.tier == Tier.WORDS:
        return f"{count.paragraphs} by words"
    note = " (variant)" if count.tier == Tier.VARIANT else ""
    return f"{count.text} {count.paragraphs}{note}"


def explanation(hit: Hit, columns: int | None) -> Iterator[str]:
    """The parts of a hit's score, for ``--explain``."""
    parts = hit.explanation
    text = (
        f"score {hit.score} = class {int(hit.score)} + r/(r+40), "
        f"r = {parts.total:.2f} = {parts.role:g} × (pairs {parts.pairs:.2f} + "
        f"singles {parts.singles:.2f} + words {parts.words:.2f} + "
        f"sentence {parts.sentence:.2f} + around {parts.around:.2f})"
    )
    for line in fitted(text, "", "", columns - len(_INDENT) if columns else None):
        yield _INDENT + line


def named(speaker: Speaker) -> str:
    """A speaker's name with what is known besides: 李健鴻（勞動部政務次長）."""
    office = speaker.organization + speaker.title
    return f"{speaker.name}（{office}）" if office and office != speaker.name else speaker.name
