"""Attribution takes time in proportion to the text, whatever one line contains."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable

import pytest

from corpus.document import Document, Paragraph
from corpus.speakers.attribution import attribute

_SMALL, _LARGE = 64 * 1024 // 3, 256 * 1024 // 3
# Four times the text may take so many times as long; other work on the machine disturbs the clock.
_MOST = 8
_GIVEN = "明華國文建志玉英秀美麗芳雲蘭梅桂珍珠琴淑慧惠敏靜娟婷娜雅雯霞"


def _repeated(unit: str) -> Callable[[int], str]:
    return lambda size: (unit * (size // len(unit) + 1))[:size]


def _with_names(form: str) -> Callable[[int], str]:
    names = map("".join, itertools.cycle(itertools.product("陳林黃張李王吳劉", _GIVEN, _GIVEN)))

    def text(size: int) -> str:
        return "".join(form.format(next(names)) for _ in range(size // (len(form) + 1)))

    return text


@pytest.mark.parametrize(
    "text",
    [
        _repeated("王委員表示，"),
        _repeated("局長局長"),
        _repeated("「好」"),
        _repeated("（"),
        _with_names("{}表示，不行。"),
        _with_names("部長{}指出，不行。"),
    ],
    ids=["one sentence", "job titles", "quotations", "open brackets", "names", "titled names"],
)
def test_time_grows_in_proportion_to_the_text(text: Callable[[int], str]) -> None:
    def seconds(size: int) -> float:
        document = Document("a", "", None, "other", (Paragraph(1, "body", text(size)),))
        began = time.process_time()
        attribute(document)
        return time.process_time() - began

    seconds(1000)
    assert seconds(_LARGE) < _MOST * max(seconds(_SMALL), 0.05)


_NAMES = ["".join(one) for one in itertools.product("陳林黃張李王吳劉", _GIVEN, _GIVEN)]


@pytest.mark.parametrize(
    "lines",
    [
        ("{}：好。", "會議由{}主持，大家說明了意見。"),
        ("部長{}指出，不行。", "部長表示，可以。", "他說，很好。"),
        ("{}局長指出，不行。", "陳局長表示，可以。"),
        ("{}表示，不行。",),
    ],
    ids=["labels", "offices and pronouns", "family names", "reports"],
)
def test_time_grows_in_proportion_to_the_speakers(lines: tuple[str, ...]) -> None:
    def seconds(speakers: int) -> float:
        texts = (line.format(name) for name in _NAMES[:speakers] for line in lines)
        paragraphs = tuple(Paragraph(n, "body", text) for n, text in enumerate(texts, 1))
        began = time.process_time()
        attribute(Document("a", "", None, "other", paragraphs))
        return time.process_time() - began

    seconds(50)
    assert seconds(2400) < _MOST * max(seconds(600), 0.05)
