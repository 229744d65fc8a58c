"""A draft in, its quotations out: what is in quotation marks, block quotations, rows of a table.

A quotation with fewer than ``shortest`` characters is left out: it is rather a term (「零工」).
Latin letters and digits count a third.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from corpus.document import Document, Paragraph, Statement
from corpus.errors import DocumentError
from corpus.fold import fold
from corpus.lines import Line, Source, joiner
from corpus.read import composed, document_of, read_source
from corpus.speakers.attribution import attribute
from corpus.speakers.verbs_of_saying import find_verbs
from index.analysis.bare_text import bare
from searcher.verify.quotation import Draft, Quotation
from searcher.verify.quoted import quoted_spans
from searcher.verify.rows import ROW_SUFFIXES, read_rows
from searcher.verify.same_speaker import names_person
from searcher.verify.source_lines import SourceLine, source_after, split_source

SHORTEST = 8
_LONGEST_NAME = 16
_MARKDOWN = (".md", ".markdown")
_SENTENCE = re.compile(r"[，。！？；：,!?;:…]")
_OPENS = re.compile(r"[：:，,]\s*[「『“\"]?\s*$")
_WORDS = "「以下是引文。」"
"""What takes the place of a block quotation where its speaker is looked for."""


def read_draft(path: Path, shortest: int = SHORTEST, known: frozenset[str] = frozenset()) -> Draft:
    """The quotations of the file. ``known`` are folded names of persons.

    :raises DocumentError: it cannot be read, or is a table without a column of quotations.
    """
    if path.suffix.lower() in ROW_SUFFIXES:
        found = list(read_rows(path, known))
    else:
        source = _source(path)
        document = document_of(source, path, path.name)
        found = list(_quotations(document, source, known))
    kept = [one for one in found if weight(one.text) >= shortest]
    return Draft(tuple(kept), len(found) - len(kept))


def weight(text: str) -> float:
    """The length of a quotation without punctuation; of Latin letters, three count as one.

    >>> weight("「平台工作者，」"), weight("openly")
    (5, 2.0)
    """
    found = bare(text)
    latin = sum(char.isascii() for char in found)
    return len(found) - latin + latin / 3 if latin else len(found)


def _source(path: Path) -> Source:
    """The lines of the file. An export of Cewen, which an index leaves out, is read here."""
    if path.suffix.lower() not in _MARKDOWN:
        return read_source(path)
    from corpus.readers.encoding import decode
    from corpus.readers.front_matter import front_matter
    from corpus.readers.markdown import markdown_lines
    from corpus.readers.own_exports import MARK

    try:
        text = decode(path.read_bytes()).text
    except OSError as error:
        reason = error.strerror or str(error)
        raise DocumentError("{path}: cannot be read: {reason}", path=path, reason=reason) from error
    except DocumentError as error:
        raise DocumentError("{path}: {reason}", path=path, reason=error) from error
    lines = tuple(_joined(markdown_lines(front_matter(text.replace(MARK, "")).text)))
    if not lines:
        raise DocumentError("{path}: contains no text", path=path)
    return composed(Source(lines, whole=True))


def _joined(lines: Iterable[Line]) -> Iterator[Line]:
    """The paragraphs of Markdown: a blank line ends one, even after a line without a full stop,
    such as the source of an exported quotation."""
    last: Line | None = None
    for line in lines:
        if last and line.soft and line.hint == last.hint:
            last = last._replace(text=last.text + joiner(last.text, line.text) + line.text)
            continue
        if last:
            yield last
        last = line
    if last:
        yield last


class _Block(NamedTuple):
    """A block quotation without its source, which may be unknown. ``text`` is empty for a paragraph
    that is only the source of the quotation above it."""

    text: str
    source: SourceLine | None


def _quotations(document: Document, source: Source, known: frozenset[str]) -> Iterator[Quotation]:
    paragraphs = document.paragraphs
    blocks = _blocks(paragraphs, source, known)
    statements = _attributed(document, blocks)
    for at, paragraph in enumerate(paragraphs):
        block = blocks.get(at)
        if block is None:
            yield from _marked(paragraph, statements[at], known)
        elif block.text:
            below = blocks.get(at + 1)
            line = block.source or (below.source if below and not below.text else None)
            said = tuple(one.speaker for one in statements[at] if names_person(one))
            place = (line.doc, line.paragraph, line.code) if line else ("", None, "")
            speakers = line.speakers if line else said
            yield Quotation(block.text, paragraph.number, "block", "", speakers, *place)


def _blocks(
    paragraphs: Sequence[Paragraph], source: Source, known: frozenset[str]
) -> dict[int, _Block]:
    """The paragraphs that are block quotations, and those that are only a source below one."""
    pending = ["".join(line.text.split()) for line in source.lines if line.hint == "quote"]
    found: dict[int, _Block] = {}
    for at, paragraph in enumerate(paragraphs):
        quoted, line = split_source(paragraph.text, known)
        rest = "".join(paragraph.text.split())
        if pending and rest.startswith(pending[0]):
            while pending and rest.startswith(pending[0]):
                rest = rest.removeprefix(pending.pop(0))
            found[at] = _Block(_without_marks(quoted), line)
        elif line and not quoted and at - 1 in found:
            found[at] = _Block("", line)
    return found


def _without_marks(quoted: str) -> str:
    """A block quotation without the quotation marks around all of it."""
    whole = list(quoted_spans(quoted))
    if len(whole) == 1 and weight(quoted[slice(*whole[0])]) == weight(quoted):
        return quoted[slice(*whole[0])]
    return quoted


def _attributed(document: Document, blocks: dict[int, _Block]) -> list[tuple[Statement, ...]]:
    """The statements of each paragraph of the draft. Those of a block quotation are of the words
    that introduce it: 唐鳳表示：."""
    paragraphs = list(document.paragraphs)
    introduced = {}
    for at in blocks:
        paragraphs[at] = paragraphs[at]._replace(role="note")
        before = at - 1
        while before in blocks:
            before -= 1
        if before >= 0 and paragraphs[before].text.rstrip().endswith(("：", ":")):
            introduced[at] = before
    for before in set(introduced.values()):
        text = paragraphs[before].text.rstrip()
        paragraphs[before] = paragraphs[before]._replace(text=text + _WORDS)
    kind = document.kind if document.kind == "transcript" else "report"
    read = attribute(document._replace(paragraphs=tuple(paragraphs), kind=kind)).paragraphs
    found = [one.statements for one in read]
    for at, before in introduced.items():
        end = len(read[before].text)
        found[at] = tuple(one for one in found[before] if one.end >= end - 1)
    return found


def _marked(
    paragraph: Paragraph, statements: Sequence[Statement], known: frozenset[str]
) -> Iterator[Quotation]:
    text = paragraph.text
    for start, end in quoted_spans(text):
        around = [one for one in statements if one.start <= start and end <= one.end]
        innermost = min((one.end - one.start for one in around), default=0)
        said = [one for one in around if one.end - one.start == innermost]
        line = source_after(text[end:], known)
        speakers = tuple(one.speaker for one in said if names_person(one))
        before = text[:start].rstrip('「『“"﹁﹃〝«＂')
        yield Quotation(
            text[start:end],
            paragraph.number,
            before=before,
            speakers=(line.speakers if line else ()) or speakers,
            may_be_name=_may_be_name(text[start:end], before)
            and not (around and text[end + 1 :].startswith(("，", ","))),
        )


def _may_be_name(quoted: str, before: str) -> bool:
    if _SENTENCE.search(quoted) or weight(quoted) >= _LONGEST_NAME or _OPENS.search(before):
        return False
    folded = fold(before)
    return not any(
        verb.end == len(folded) for verb in find_verbs(folded, max(0, len(folded) - 8), len(folded))
    )
