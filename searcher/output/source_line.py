"""The source of a quotation in one line, as Markdown and HTML have it under the quotation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.document import Speaker
from searcher.output.names import speaker_label

if TYPE_CHECKING:
    from searcher.output.schema import Row

_SOURCE = {"text": "", "ocr": "（文字辨識）"}
_SPEECH = {"verbatim": "（逐字）", "reported": "（轉述）", "": ""}


def source_parts(row: Row) -> list[str]:
    """Speaker, heading, document, page, place, date and verification code, those that are known."""
    speaker = Speaker(row.speaker, row.job_title, row.organization)
    parts = [
        speaker_label(speaker) if row.speaker else "",
        row.section.rpartition(" › ")[2],
        f"《{row.title}》",
        f"第{row.page}頁{_SOURCE[row.source]}" if row.page is not None else "",
        f"{row.doc}#{row.paragraph}",
        row.date or "",
        row.code,
    ]
    return [part for part in parts if part]


def speech_mark(row: Row) -> str:
    """Whether the quotation is verbatim or reported; empty without a speaker."""
    return _SPEECH[row.speech]
