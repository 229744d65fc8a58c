"""Mentions of persons, and the boundaries of their names."""

from __future__ import annotations

import pytest

from corpus.fold import fold
from corpus.speakers.mentions import find_mentions


def named(text: str) -> list[tuple[str, str, str]]:
    """Return (form, name, title) of every mention."""
    return [(one.form, one.name, one.title) for one in find_mentions(text, fold(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("局长孙岚表示", [("full", "孙岚", "局长")]),
        ("局长孙岚清表示", [("full", "孙岚清", "局长")]),
        ("立委方書瑜今天質詢", [("full", "方書瑜", "立委")]),
        ("立委方瑜今天質詢", [("full", "方瑜", "立委")]),
        ("司徒宛如處長出席", [("full", "司徒宛如", "處長")]),
        ("張簡文彬組長說明", [("full", "張簡文彬", "組長")]),
        ("張副司長期盼", [("short", "張", "副司長")]),
        ("感謝唐政委", [("short", "唐", "政委")]),
        ("秘書處與委員會均未表態", []),
        ("市長辦公室與校長候選人", []),
        ("高度自治與成功大學", []),
        ("她說他們走了", [("pronoun", "", "")]),
        ("其他單位與吉他社", []),
        ("WTO代表指出", [("title", "", "代表")]),
        ("安娜·科瓦奇抵达", [("full", "安娜·科瓦奇", "")]),
        ("石門鎮居民常春花說", [("full", "常春花", "居民")]),
        ("馬公市市長到場", [("title", "", "市長")]),
        ("社福界立法會議員狄志遠指出", [("full", "狄志遠", "立法會議員")]),
        ("董郁省教授表示", [("full", "董郁省", "教授")]),
        ("Open Source Team 與 AI Index", []),
    ],
)
def test_names_and_titles_are_found_but_not_lookalikes(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert named(text) == expected


def test_a_known_name_decides_an_uncertain_boundary() -> None:
    text = "國際事務司連芳專門委員"
    [guess] = find_mentions(text, fold(text), frozenset({fold("連芳")}))
    assert (guess.name, guess.organization) == ("連芳", "國際事務司")


def test_masked_text_contains_no_mention() -> None:
    text = "「林永春次長」"
    assert find_mentions(text, "\0" * len(text)) == []


@pytest.mark.parametrize(
    ("title", "organization"),
    [
        ("2031-05-04 蘇映雪來訪", ""),
        ("120年5月4日 海事署蘇映雪來訪", "海事署"),
        ("2031-05-04 與海事署 蘇映雪會面", "海事署"),
        ("2031-05-04 林永春訪談蘇映雪", ""),
        ("2031-05-04 政委與蘇映雪對談", ""),
    ],
)
def test_dates_and_other_persons_are_not_organizations(title: str, organization: str) -> None:
    known = frozenset({fold("蘇映雪"), fold("林永春")})
    found = {one.name: one for one in find_mentions(title, fold(title), known)}
    assert found["蘇映雪"].organization == organization


# 勞福局長 was taken for a person 勞福 with the office 局長.
@pytest.mark.parametrize(
    ("text", "name", "title", "organization"),
    [
        ("勞福局長孫啟文指出", "孫啟文", "局長", "勞福局"),
        ("康文署長劉明光说", "劉明光", "署長", "康文署"),
        ("高市府發言人周璟宜今表示", "周璟宜", "發言人", "高市府"),
        ("民進黨籍市議員謝明遠表示", "謝明遠", "議員", "民進黨"),
        ("王平局長陳述意見時表示", "王平", "局長", ""),
        ("林佳局長高度肯定", "林佳", "局長", ""),
        ("候任港島西議員陳家霖表示", "陳家霖", "議員", "港島西"),
        ("新任勞動部長洪玉書表示", "洪玉書", "部長", "勞動部"),
        ("準閣揆梁世宏表示", "梁世宏", "準閣揆", ""),
        ("快訊 立委廖偉成今天表示", "廖偉成", "立委", ""),
        ("外送專法延宕十年 立委廖偉成今天表示", "廖偉成", "立委", ""),
        ("台灣外送產業工會 理事長陳玉安表示", "陳玉安", "理事長", "台灣外送產業工會"),
        ("新聞發布會王國平說", "王國平", "", ""),
        ("在記者會上市長蔣又安說", "蔣又安", "市長", ""),
    ],
)
def test_an_organization_is_no_headline_meeting_or_beginning_of_an_office(
    text: str, name: str, title: str, organization: str
) -> None:
    found = [one for one in find_mentions(text, fold(text)) if one.form == "full"]
    assert [(one.name, one.title, one.organization) for one in found] == [
        (name, title, organization)
    ]


def test_a_known_latin_name_is_not_found_inside_another_word() -> None:
    text = "說明見 example.org/tracks，由 A 回答"
    [only] = find_mentions(text, fold(text), frozenset({"a"}))
    assert (only.start, only.end) == (text.index("A"), text.index("A") + 1)
