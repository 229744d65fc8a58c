"""Documents in which several people speak, and their hits."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from corpus.document import Certainty, Document, Paragraph, Period, Speaker, Statement
from index.whoosh.reader import Reader
from searcher.answer import Answer
from searcher.service import Index

Ask = Callable[..., Answer]

CHIEF = Speaker("陳海生", "局長", "港務局")
FISHERS = Speaker("漁民", kind="group")
CHAIR = Speaker("林主席")


def _paragraph(number: int, *parts: tuple[str, Speaker | None, str]) -> Paragraph:
    """A body paragraph of these texts, each with its speaker and the mention of him."""
    text, statements = "", []
    for part, speaker, mention in parts:
        if speaker:
            end = len(text) + len(part)
            how: Certainty = "label" if mention == "主席" else "reported"
            statements.append(Statement(len(text), end, speaker, mention, how))
        text += part
    return Paragraph(
        number, "body", text, ("壹、設施", "二、燈塔"), page=3, statements=tuple(statements)
    )


HARBOUR = Document(
    "會議/港.md",
    "港口座談",
    Period.of(2024, 5, 6),
    "report",
    (
        _paragraph(
            1,
            ("陳海生局長說明浮標已換新。", CHIEF, "陳海生局長"),
            ("漁民表示燈塔的浮標仍太暗。", FISHERS, "漁民"),
        ),
        _paragraph(2, ("主席：", None, ""), ("浮標與潮位站明年再議。", CHAIR, "主席")),
        _paragraph(3, ("潮位站的經費尚未編列。", None, "")),
    ),
)


@pytest.fixture
def ask(indexed: Callable[[Iterable[Document]], Reader]) -> Ask:
    """Searches :data:`HARBOUR`."""
    return Index(indexed([HARBOUR]).folder).search
