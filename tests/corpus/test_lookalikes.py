"""Signs that look alike are one, and invisible characters are taken out, whatever the format."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.fold import fold
from corpus.read import read_document
from tests.corpus.readers.word_files import paragraph, run, save_word


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("⻛險與⻓期照顧", "風險與長期照顧"),
        ("⺠法典⻋輛⻘年⻄部⽤⼾", "民法典車輛青年西部用戶"),
        ("二○二五年", "二〇二五年"),
        ("一◯八課綱", "一〇八課綱"),
        *((f"唐納{dot}川普", "唐納·川普") for dot in "·•‧・．∙"),
        ("３．５倍", "3.5倍"),
        *((f"COVID{dash}19", "COVID-19") for dash in "‐‑‒–—―−－"),
        ("3\u20135 人", "3-5 人"),
        ("workers’ rights", "workers' rights"),
        ("workers＇ rights", "workers' rights"),
        ("“平台”", '"平台"'),
        ("„平台‟", "〝平台〞"),
        ("3～5", "3〜5"),
    ],
)
def test_signs_that_look_alike_are_one(text: str, same: str) -> None:
    assert fold(text) == fold(same)


@pytest.mark.parametrize("pair", ["一-", "ー-", "。.", "、,", '「"', "○0", "·、"])
def test_signs_that_mean_something_else_stay_apart(pair: str) -> None:
    assert fold(pair[0]) != fold(pair[1])


def test_every_format_is_composed_without_invisible_characters(tmp_path: Path) -> None:
    text = "平\u200b台\u00ad工\u2060作\u202a者\ufe00與葛\U000e0100城的Cafe\u0301。"
    word = save_word(tmp_path / "a.docx", paragraph(run(text)))
    html = tmp_path / "a.html"
    html.write_text(f"<html><body><p>{text}</p></body></html>", "utf-8")
    plain = tmp_path / "a.txt"
    plain.write_text(text, "utf-8")
    for path in (word, html, plain):
        [read] = read_document(path, path.name).paragraphs
        assert read.text == "平台工作者與葛城的Café。"
