"""Words of paragraphs are found among the characters of a page."""

from __future__ import annotations

from array import array
from pathlib import Path

import pytest

from searcher.pdf_page.layout import Box, PageLayout, Sought, find_on_page, joined
from searcher.pdf_page.worker import PageWorker
from tests.corpus.readers.pdf.maker import PdfMaker

WIDE = 0.04
HIGH = 0.02


def page(*lines: str) -> PageLayout:
    """Lines of full-width characters, each below the one before."""
    text, boxes = "", array("f")
    for row, line in enumerate(lines):
        for column, _ in enumerate(line):
            boxes.extend((column * WIDE, row * HIGH, (column + 1) * WIDE, (row + 1) * HIGH))
        text += line + "\n"
        boxes.extend((0.0, 0.0, 0.0, 0.0))
    return PageLayout(1, 1.4, text, boxes)


def marked(layout: PageLayout, text: str, *words: str, begins_here: bool = True) -> list[str]:
    """The characters in the boxes that are found for these words of a paragraph."""
    spans = [(text.index(word), text.index(word) + len(word)) for word in words]
    (boxes,) = find_on_page(layout, [Sought(text, spans, begins_here)])
    found = []
    for box in boxes:
        inside = [
            char
            for at, char in enumerate(layout.text)
            if char != "\n" and _is_inside(layout.box(at), box)
        ]
        found.append("".join(inside))
    return found


def _is_inside(small: Box, large: Box) -> bool:
    x, y = (small.left + small.right) / 2, (small.top + small.bottom) / 2
    return large.left < x < large.right and large.top < y < large.bottom


def test_a_word_has_one_box() -> None:
    assert marked(page("外送員在平台上跑單。"), "外送員在平台上跑單。", "平台") == ["平台"]


def test_a_word_over_two_lines_has_two_boxes() -> None:
    layout = page("外送員在平台工", "作者之間")
    assert marked(layout, "外送員在平台工作者之間", "平台工作者") == ["平台工", "作者"]


@pytest.mark.parametrize(
    ("line", "text", "word"),
    [
        ("臺灣的平臺", "台灣的平台", "平台"),
        ("台灣的平台", "台湾的平台", "台湾"),
        ("推動 AI 治 理", "推動AI治理", "AI治理"),
        ("推動ＡＩ治理", "推動 AI 治理", "AI 治理"),
        ("⼈⽤⺠⻑⾒", "人用民長見", "民長"),
        ("「平台」，保險", "「平台」，保險", "平台」，保險"),
    ],
)
def test_other_spellings_of_the_page_are_found(line: str, text: str, word: str) -> None:
    assert len(marked(page(line), text, word)) == 1


def test_of_equal_words_that_of_the_paragraph_is_marked() -> None:
    layout = page("甲說平台應該公開", "乙說平台不必公開", "丙說平台已經公開")
    (box,) = find_on_page(layout, [Sought("乙說平台不必公開", [(2, 4)])])[0]
    assert box.top == pytest.approx(HIGH)


def test_equal_paragraphs_are_marked_one_after_the_other() -> None:
    layout = page("平台平台")
    assert len(find_on_page(layout, [Sought("平台平台", [(0, 2), (2, 4)])])[0]) == 2


def test_a_paragraph_of_the_page_before_needs_its_own_words_around() -> None:
    layout = page("另一段也說平台", "上一段的最後幾個字在平台這裡")
    before = "第一頁的開頭說平台要公開。上一段的最後幾個字在平台這裡"
    spans = [(7, 9), (before.rindex("平台"), before.rindex("平台") + 2)]
    (boxes,) = find_on_page(layout, [Sought(before, spans, begins_here=False)])
    assert [box.top for box in boxes] == [pytest.approx(HIGH)]
    assert marked(layout, "平台", "平台", begins_here=False) == []


def test_words_that_are_not_there_have_no_box() -> None:
    assert marked(page("平台"), "演算法", "演算法") == []
    assert marked(page("平台"), "……！", "！") == []
    assert find_on_page(PageLayout(1, 1.4, "", array("f")), [Sought("平台", [(0, 2)])]) == [[]]


def test_a_page_of_one_character_has_a_bounded_number_of_marks() -> None:
    layout = page(*(["一" * 25] * 400))
    sought = Sought("一" * 10_000, [(at, at + 1) for at in range(10_000)])
    first, second = find_on_page(layout, [sought, sought])
    assert 0 < len(first) <= 300
    assert second == []


def test_boxes_of_a_vertical_line_are_joined() -> None:
    boxes = [Box(0.5, 0.1 * n, 0.54, 0.1 * n + 0.09) for n in range(3)]
    (one,) = joined(boxes)
    assert (one.top, one.bottom) == (0, pytest.approx(0.29))


def test_boxes_of_two_columns_are_not_joined() -> None:
    assert len(list(joined([Box(0.4, 0.9, 0.44, 0.92), Box(0.6, 0.1, 0.64, 0.12)]))) == 2


def test_words_of_a_real_page_are_found(worker: PageWorker, tmp_path: Path) -> None:
    path = tmp_path / "長.pdf"
    maker = PdfMaker(path)
    text = "外送員在平台上跑單，保險應由業者負擔，本府將另行公告。" * 3
    maker.paragraph(text, first=2)
    maker.save()
    spans = [(at, at + 9) for at in range(4, len(text), 27)]
    (boxes,) = find_on_page(worker.layout(path, 1), [Sought(text, spans)])
    assert len(spans) == 3
    assert len(boxes) in (3, 4)  # one is broken at the end of a line
    assert all(box.bottom - box.top < 0.03 for box in boxes)


@pytest.mark.parametrize(
    ("first", "second", "word"),
    [
        ("外送員的保險應該由平台業", "者負擔，細節另行公告。", "平台業者"),
        ("外送員的保險應該由平", "台業者負擔，細節另行公告。", "平台業者"),
        ("the drivers and their platf", "orms shall pay for the insurance", "platforms"),
        ("因此保險第十條之", "規定應於公告後施行，細節另定。", "保險第十條之規定"),
    ],
)
def test_a_word_over_two_pages_is_marked_on_both(first: str, second: str, word: str) -> None:
    text = first + second
    start = text.index(word)
    one, two = first[start:], second[: start + len(word) - len(first)]
    above, below = ("別的段落在這一頁。", first, "3"), ("會議紀錄", second, "另一段。")
    assert marked(page(*above), text, word) == [one]
    assert marked(page(*below), text, word, begins_here=False) == [two]


def test_a_word_that_is_not_on_the_page_has_no_part_marked() -> None:
    text = "外送員的保險應該由平台業者負擔，細節另行公告。"
    other = page("外送員的保險應該由雇主負擔。", "其他的規定。")
    assert marked(other, text, "平台業者") == []
    assert marked(other, text, "平台業者", begins_here=False) == []
