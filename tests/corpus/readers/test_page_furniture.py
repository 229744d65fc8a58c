"""Page numbers, running heads and footnote digits of plain text. All texts are invented."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from corpus.document import Paragraph
from corpus.read import read_document
from corpus.readers.page_furniture import without_furniture
from corpus.readers.plain import plain_lines
from corpus.structure.kinds import kind_of
from corpus.structure.paragraphs import build_paragraphs

HEAD = "勞動部次長於會中說明，近年來數位平台快速發展，\n平台工作者的勞動權益保障成為重要課題。我"
TAIL = "國勞動部預計於明年提出平台工作者專法草案，並於\n五月前完成預告程序，聽取各界意見。"
WHOLE = (HEAD + TAIL).replace("\n", "")
OTHER = "各界對於專法的期程有不同的看法，有待凝聚共識，\n主管機關將再邀集業者與工會代表商議。\n\n"


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    lines = plain_lines(text)
    return build_paragraphs(lines, kind_of(lines))


# The page number and the running title came into the middle of the sentence: 我3.
@pytest.mark.parametrize(
    "page_break",
    [
        "\n3\n\f平台白皮書\n",
        "\n\n3\n\f平台白皮書\n\n",
        "\n- 3 -\n\f平台白皮書\n",
        "\n\f3\n平台白皮書\n",
    ],
)
def test_page_number_and_running_head_do_not_split_a_sentence(page_break: str) -> None:
    found = paragraphs(f"平台白皮書\n\n{HEAD}{page_break}{TAIL}\n")
    assert [(p.role, p.text) for p in found] == [("heading", "平台白皮書"), ("body", WHOLE)]
    assert [p.page for p in found] == [1, 1]


def test_numbers_that_count_pages_are_furniture_without_form_feeds() -> None:
    pages = [f"{OTHER * 5}{HEAD}\n{number}\n平台白皮書\n{TAIL}\n\n" for number in (3, 4, 5)]
    found = paragraphs("平台白皮書\n\n" + "".join(pages))
    assert [p.text for p in found].count(WHOLE) == 3
    assert [p.text for p in found].count("平台白皮書") == 1
    assert not [p for p in found if p.text.isdecimal()]


def test_what_is_left_out_is_counted_in_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "甲.txt"
    path.write_text(f"平台白皮書\n{HEAD}\n3\n\f平台白皮書\n{TAIL}\n", encoding="utf-8")
    document = read_document(path, "甲.txt")
    assert document.warnings == ("page numbers and running heads left out: 2 lines",)


@pytest.mark.parametrize(
    "text",
    [
        "1\n外送員\n2\n店家\n3\n平台\n",
        "人數\n12\n30\n\f25\n40\n",
        "主席：\n甲。\n\f主席：\n乙。\n\f主席：\n丙。\n",
        "（刪除）\n甲。\n\f（刪除）\n乙。\n\f（刪除）\n丙。\n",
    ],
)
def test_numbers_and_lines_that_return_in_the_text_stay(text: str) -> None:
    furnished = without_furniture(text)
    assert "".join(line.text for line in furnished.lines) == "".join(text.split())
    assert furnished.removed == 0


# The number of the footnote split 平台工作者.
def test_the_digit_of_a_footnote_does_not_split_a_word() -> None:
    found = paragraphs(
        "勞動部次長於會中說明，近年來數位平台快速發展，平台工1\n"
        "作者的勞動權益保障成為重要議題，預計明年提出草案。\n"
        "1 參見勞動部新聞稿，2025年3\n月18日。\n"
    )
    assert [(p.role, p.text) for p in found] == [
        (
            "body",
            "勞動部次長於會中說明，近年來數位平台快速發展，平台工作者的勞動權益保障成為重要議題，"
            "預計明年提出草案。",
        ),
        ("note", "1 參見勞動部新聞稿，2025年3月18日。"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "會議決定補助1\n萬元，並由業者負擔。\n1 參見附件。\n",
        "方案1的期程與方案1的經費。\n1 參見附件。\n",
        "平台工1\n作者的權益。\n1 公布資料\n",
    ],
)
def test_digits_that_refer_to_no_footnote_stay(text: str) -> None:
    assert "".join(line.text for line in plain_lines(text)) == "".join(text.split("\n"))


@pytest.mark.parametrize(
    "unit",
    [
        *("1\n", "1\n\n", "\f", "甲\f", "1\f", "平台1\n", "1 參見甲\n", "平台1\n1 參見甲。\n"),
        *("甲\n" * 12 + "1\n", "平 台 ", "平 ", "第 一 ", "plat-\n", "平(ㄆ", "平\u3000\u3000"),
    ],
)
def test_reading_takes_linear_time(unit: str) -> None:
    def seconds(characters: int) -> float:
        text = unit * (characters // len(unit))
        start = time.process_time()
        plain_lines(text)
        return time.process_time() - start

    seconds(1_000)
    least = min(seconds(5_000) for _ in range(3))
    assert min(seconds(40_000) for _ in range(2)) < max(0.5, 30 * least)


def test_pages_with_ascending_numbers_take_linear_time() -> None:
    text = "".join("甲\n" * 11 + f"{number}\n" for number in range(9999))
    start = time.process_time()
    without_furniture(text)
    assert time.process_time() - start < 3


# The blank lines around the page number counted twice, and a sentence with 說明 was a caption.
def test_blank_lines_at_the_foot_of_a_page_are_not_the_author_s() -> None:
    page = "\f平台勞動白皮書\n\n第二段開始於此，說明各國立法例。\n\n\n"
    pages = [f"平台勞動白皮書\n\n{HEAD}{TAIL}\n\n", page + "4\n", page + "5\n"]
    lines = plain_lines("\n3\n".join(pages[:2]) + pages[2])
    assert {line.gap for line in lines[1:] if line.text.startswith("第二段")} == {1}
    assert [one.role for one in build_paragraphs(lines, "other")[-2:]] == ["body", "body"]
