"""The bundled sample documents, which a new user searches before building an index."""

from __future__ import annotations

import re
import unicodedata
from importlib.resources import files

import pytest

NOTICES = (
    "本文為策問的示範文件，內容為虛構之教學文字",
    "本文为策问的示范文件，内容为虚构的教学文字",
)
RESERVED_ON_WINDOWS = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)

SAMPLES = {
    entry.name: entry.read_bytes()
    for entry in sorted((files("corpus") / "samples").iterdir(), key=lambda entry: entry.name)
    if entry.is_file()  # the folder may contain an index of the samples
}
every_sample = pytest.mark.parametrize("name", SAMPLES)


def text_of(name: str) -> str:
    return SAMPLES[name].decode("utf-8")


def is_traditional(name: str) -> bool:
    return NOTICES[0] in text_of(name)


def lines_with(*words: str) -> list[str]:
    return [
        line
        for name in SAMPLES
        for line in text_of(name).splitlines()
        if all(word in line for word in words)
    ]


def test_there_are_eight_to_ten_samples_in_text_and_in_markdown() -> None:
    assert 8 <= len(SAMPLES) <= 10
    assert {name.rpartition(".")[2] for name in SAMPLES} == {"md", "txt"}


@every_sample
def test_a_sample_is_short_but_not_empty(name: str) -> None:
    assert 600 <= len("".join(text_of(name).split())) <= 2200


@every_sample
def test_a_sample_is_plain_utf8_in_nfc(name: str) -> None:
    text = text_of(name)
    assert unicodedata.is_normalized("NFC", text)
    assert not text.startswith("\ufeff")
    assert "\r" not in text
    assert text.endswith("\n")


@every_sample
def test_a_sample_has_a_notice_near_its_head(name: str) -> None:
    head = text_of(name)[:250]
    assert sum(notice in head for notice in NOTICES) == 1


@every_sample
def test_the_notice_precedes_turns_and_articles(name: str) -> None:
    """A later notice would become part of a turn or of an article."""
    before, _, _ = text_of(name).partition("策问" if not is_traditional(name) else "策問")
    assert not re.search(r"^(###|问：|主持人：|第.+[條条])", before, re.MULTILINE)


def test_samples_exist_in_both_scripts() -> None:
    traditional = sum(is_traditional(name) for name in SAMPLES)
    assert traditional >= 3
    assert len(SAMPLES) - traditional >= 3


@every_sample
def test_a_sample_has_characters_of_one_script(name: str) -> None:
    """Big5 has no 劳 and GB 2312 no 勞, so characters of the other script cannot be encoded."""
    own = "big5" if is_traditional(name) else "gb2312"
    in_neither_standard = {"〇"}
    strays = {char for char in text_of(name) if not char.encode(own, "ignore")}
    assert strays - in_neither_standard == set()


@pytest.mark.parametrize(
    "date",
    [
        "民國114年3月18日",
        "最新異動日期：民國114年6月30日",
        "：114年9月10日",
        "一一四年十月",
        "二零二五年八月",
        "二〇二五年九月十八日",
        "2025年5月28日",
        "5 December 2025",
    ],
)
def test_samples_have_dates_in_many_forms(date: str) -> None:
    assert lines_with(date)


def test_file_names_have_dates_in_many_forms_or_none() -> None:
    forms = (
        r"^2025-03-18-",
        r"_1140522\.",
        r"_20250910\.",
        r"2025年5月\.",
        r"2025年7月1日",
        r"^\D+$",
    )
    assert all(any(re.search(form, name) for name in SAMPLES) for form in forms)


def test_four_samples_mention_platform_workers() -> None:
    assert sum("平台工作者" in text_of(name) for name in SAMPLES) >= 4


@pytest.mark.parametrize(
    "words",
    [
        ("平台劳动者",),
        ("外卖平台", "算法"),
        ("外送平台", "演算法"),
        ("gig worker", "platform worker"),
        ("再培訓",),
        ("再培训",),
        ("再技能",),
        ("淨零", "再生能源", "儲能"),
        ("碳中和",),
        ("可再生能源", "储能"),
        ("長照", "托育"),
        ("照护",),
        ("人工智慧", "問責"),
        ("人工智能",),
        ("透明度", "问责"),
        ("勞工處",),
        ("外賣員", "強積金"),
        ("外卖骑手", "新就业形态劳动者"),
        ("网约配送",),
    ],
    ids="+".join,
)
def test_likely_first_queries_have_an_answer(words: tuple[str, ...]) -> None:
    assert lines_with(*words)


@pytest.mark.parametrize(
    "form",
    [
        r"^### 主席：$",
        r"^### 外送員工會代表：$",
        r"^> （.+）$",
        r"^问：",
        r"^答：",
        r"^第 1 條$",
        r"^第 一 章 ",
        r"^第一条 ",
        r"^## 第一章 ",
        r"^####",
        r"負責人表示，「|负责人表示，“",
        r"工會代表則?提醒",
        r"與會學者認為",
    ],
)
def test_samples_show_the_common_text_forms(form: str) -> None:
    assert any(re.search(form, text_of(name), re.MULTILINE) for name in SAMPLES)


@every_sample
def test_a_file_name_is_safe_on_every_system(name: str) -> None:
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', name)
    assert not name.endswith((".", " "))
    assert not RESERVED_ON_WINDOWS.match(name)
    assert unicodedata.is_normalized("NFC", name)
    assert len(name.encode("utf-8")) <= 100
