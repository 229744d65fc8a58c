"""Credits of pictures, which stand beside prose without being part of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.lines import ends_sentence
from corpus.read import read_document


@pytest.mark.parametrize(
    "line",
    [
        "图为骑手在取餐。 新华社记者 李明 摄",
        "骑手在取餐。李明摄",
        "骑手在取餐。新华社发",
        "會議結束。記者林大同 攝",
        "外送員等單。記者李小紅／攝影",
    ],
)
def test_a_credit_ends_its_paragraph(tmp_path: Path, line: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(f"新制上路\n\n{line}\n局长王强介绍，试点扩大到全市，明年完成。\n", "utf-8")
    [*_, last] = read_document(path, "a.txt").paragraphs
    assert last.text == "局长王强介绍，试点扩大到全市，明年完成。"


@pytest.mark.parametrize("line", ["正在拍攝", "觀眾偷攝"])
def test_to_film_is_no_credit(line: str) -> None:
    assert not ends_sentence(f"活動順利{line}")


def test_prose_behind_a_credit_is_no_caption(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    text = "（圖／勞工局提供）近年外送蓬勃，市府表示，將加強納管。"
    path.write_text(f"新制上路\n\n{text}\n\n市府另提醒，五月開罰，請盡快投保。\n", encoding="utf-8")
    roles = {one.text: one.role for one in read_document(path, "a.txt").paragraphs}
    assert roles[text] == "body"
