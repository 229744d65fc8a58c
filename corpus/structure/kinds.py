"""Lines in, the kind of the document out: law, transcript, report or other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from corpus.document import Kind
from corpus.fold import fold
from corpus.label_lines import begins_with_speaker, label_line
from corpus.lines import Line, starts_item
from corpus.structure.law import is_law

_LABEL = re.compile(r"[^，。；、！？：:,.;!?\s]{1,16}(?:[（(][^（）()]{1,12}[）)])?[：:]")
_REPORT = re.compile(
    "纪实|纪录|记录|纪要|报告|会议|工作坊|研讨|座谈|论坛|研习|公听|听证|白皮书|调查|评估|综述|参访|摘要"
)
_TITLE_LINES = 3
_MARKS = "▲△●○■□◆◇★☆※* "


def is_speaker_label(text: str) -> bool:
    """Return whether the whole line only names the next speaker.

    >>> [is_speaker_label(text) for text in ("唐鳳：", "主席：", "會議目的：一、說明")]
    [True, True, False]
    """
    return text.endswith(("：", ":")) and len(text) <= 40


def inline_label(text: str) -> str:
    """Return the label at the beginning of the line (主席：…) with its colon, or "".

    >>> inline_label("記者：請問何時施行？")
    '記者：'
    """
    match = _LABEL.match(text[:40])
    return match[0] if match and not starts_item(text) else ""


def kind_of(lines: Sequence[Line]) -> Kind:
    """Return the kind, judged by the whole document. Repeated labels make it a transcript."""
    if is_law(lines):
        return "law"
    if _is_transcript(lines):
        return "transcript"
    head = fold(" ".join(line.text[:60] for line in lines[:_TITLE_LINES]))
    return "report" if _REPORT.search(head) else "other"


def _is_numbered(text: str) -> bool:
    return starts_item(text.lstrip(_MARKS))


def _is_transcript(lines: Sequence[Line]) -> bool:
    headings = [line.text for line in lines if line.hint == "heading"]
    labels = [text for text in headings if is_speaker_label(text) and not _is_numbered(text)]
    marked = len(labels)
    # Some writers end a few headings of a report with a colon.
    if marked >= 2 and marked * 3 >= len(headings):
        return True
    counts = Counter(
        label for line in lines if line.hint == "text" and (label := inline_label(line.text))
    )
    turns = sum(count for count in counts.values() if count > 1)
    if (marked == 1 and len(lines) <= 12) or (turns >= 3 and turns * 5 >= len(lines)):
        return True
    unmarked = [line.text for line in lines if line.hint != "heading"]
    speakers = sum(begins_with_speaker(text) for text in unmarked)
    timed = sum((one := label_line(text)) is not None and one.form == "time" for text in unmarked)
    most = max(speakers, timed)
    return most >= 3 and most * (3 if timed else 2) >= len(lines)
