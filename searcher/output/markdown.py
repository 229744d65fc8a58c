"""Markdown: each quotation as a block quotation, with its source under it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from corpus.document import Speaker
from corpus.readers.own_exports import MARK
from searcher.output.names import speaker_label
from searcher.output.plain_quote import without_markup
from searcher.output.schema import Row
from searcher.terminal_text import clean

_SOURCE = {"text": "", "ocr": "（文字辨識）"}
_SPEECH = {"verbatim": "（逐字）", "reported": "（轉述）", "": ""}
# What would begin HTML, or end the text of a link.
_ACTIVE = re.compile(r"<(?=[a-zA-Z/!?])|\](?=\()")


def markdown_lines(rows: Iterable[Row]) -> Iterator[str]:
    """The lines of all quotations. A quotation is marked as said word for word or reported.

    The first line marks the file as an export, so that an index does not take it for a source.
    """
    for number, row in enumerate(rows):
        if not number:
            yield MARK
            yield ""
        speaker = Speaker(row.speaker, row.job_title, row.organization)
        source = [
            speaker_label(speaker) if row.speaker else "",
            row.section.rpartition(" › ")[2],
            f"《{row.title}》",
            f"第{row.page}頁{_SOURCE[row.source]}" if row.page is not None else "",
            f"{row.doc}#{row.paragraph}",
            row.date or "",
        ]
        yield f"> {_inert(row.quote)}"
        yield ">"
        yield "> — " + "，".join(_inert(part) for part in source if part) + _SPEECH[row.speech]
        yield ""


def _inert(text: str) -> str:
    return _ACTIVE.sub(r"\\\g<0>", clean(without_markup(text)))
