"""What a term is about."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.fold import fold
from searcher.match.content_units import content_of


def units(words: str, occurs: str = "") -> list[str]:
    """The units of words, alternatives joined by a slash; ``occurs`` are the known strings."""
    known = set(map(fold, occurs.split()))
    whole = {string for string in known if fold("軍用旗") == string}
    content = content_of(
        [fold(word) for word in words.split()], known.__contains__, whole.__contains__
    )
    return ["/".join(unit) for unit in content.units]


def folded(words: str) -> list[str]:
    return [fold(word) for word in words.split()]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("關於 外送 保險 的 看法 是 什麼", "外送 保險"),
        ("外送 保險 由 誰 負責 ?", "外送 保險"),
        ("為什麼 托育 很 重要", "托育"),
        ("由 誰 負責", "負責"),
        ("誰", ""),
        ("王 小 明 是 誰", "王小明"),
        ("阿米 巴 的 別名 是 什麼", "阿米 別名"),
        ("䲟 的 別名 是 什麼", "䲟 別名"),
        ("林大山 生 於 哪 一 年", "林大山"),
        ("縣長 在 哪 年 上任", "縣長 上任"),
        ("各界 對 抽成 的 說法", "抽成"),
        ("平台 抽成 的 看法", "平台 抽成"),
    ],
)
def test_only_the_frame_of_a_question_is_left_out(words: str, expected: str) -> None:
    assert units(words) == folded(expected)


@pytest.mark.parametrize(
    ("words", "asks", "expected"),
    [
        ("何 立峰", False, "何立峰"),
        ("何 佩 珊", False, "何佩珊"),
        ("何 永賢 局長 的 說法", True, "何永賢 局長"),
        ("何 項 業務 要 申報", True, "業務 申報"),
        ("何 機關 主管 長照", True, "長照"),
        ("何 以 解決 長照", True, "長照"),
        ("何", True, ""),
    ],
)
def test_a_surname_at_the_beginning_asks_nothing(words: str, asks: bool, expected: str) -> None:
    segmented = [fold(word) for word in words.split()]
    content = content_of(segmented, lambda string: False, lambda string: False)
    assert (["".join(unit) for unit in content.units], content.asks) == (folded(expected), asks)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("選舉 管理 委員會", True),
        ("金融 管理局", True),
        ("海洋 保育署", True),
        ("資料 保護 條例", True),
        ("派遣 勞工法", True),
        ("外送員 保險", False),
        ("派遣 勞工 的 看法", False),
        ("補助 方法", False),
        ("派單 演算法", False),
        ("條例 草案 爭議", False),
    ],
)
def test_a_term_that_ends_like_a_body_or_law_names_one(words: str, names: bool) -> None:
    content = content_of([fold(w) for w in words.split()], lambda _: False, lambda _: False)
    assert content.names == names


@pytest.mark.parametrize(
    ("words", "occurs", "expected"),
    [
        ("林大山 於 何 年 過世 ?", "", "林大山 過世"),
        ("玉山 位 在 哪裡", "玉山位", "玉山位/玉山"),
        ("李 局長 怎麼 說", "李局長", "李局長"),
        ("軍用 旗 是 什麼", "軍用旗", "軍用旗"),
        ("補助 卡 在 哪", "", "補助"),
    ],
)
def test_a_character_next_to_the_frame_belongs_to_it_or_to_its_word(
    words: str, occurs: str, expected: str
) -> None:
    assert units(words, occurs) == folded(expected)


@pytest.mark.parametrize(
    ("words", "occurs", "expected"),
    [
        ("零 工 經濟", "", ""),
        ("零 工 經濟", "零工", "零工 經濟"),
        ("打 車 平台", "", ""),
        ("外送 稅", "", ""),
        ("可 回收", "", ""),
        ("再 就業 方案", "再就業", "再就業 方案"),
        ("都 更 條例", "", ""),
        ("核 能 電廠", "", ""),
        ("李 局長 補助 案", "李局長 補助案", "李局長 補助案"),
        ("政府 採購 規定", "", "政府 採購 規定"),
        ("外送員 的 保險", "", "外送員 保險"),
        ("平台 和 勞工 之 關係", "", "平台 勞工 關係"),
        ("長期 照 顧", "", ""),
        ("外送員 的 稅", "外送員稅", ""),
        ("外送員 ， 稅", "外送員稅", ""),
        ("政府 說明 會議", "", "政府 說明 會議"),
        ("外送員 意見", "", "外送員 意見"),
        ("關於 外送員 以及 平台", "", "外送員 平台"),
        ("， 。", "", ""),
    ],
)
def test_no_part_of_a_term_that_asks_nothing_is_dropped(
    words: str, occurs: str, expected: str
) -> None:
    assert units(words, occurs) == folded(expected)


WORDS = st.lists(st.text("平台工作者誰的，可", min_size=1, max_size=3), max_size=8)


@given(WORDS, st.booleans())
@example(["作", "作", "，", "作"], True)
@example(["平台", "的", "工"], True)
def test_units_are_pieces_of_the_term_each_once(words: list[str], together: bool) -> None:
    content = content_of(words, lambda string: together, lambda string: False)
    assert len(set(content.units)) == len(content.units)
    assert all(form in "".join(words) for unit in content.units for form in unit)


@given(WORDS)
def test_a_term_that_asks_nothing_keeps_every_word_or_has_no_units(words: list[str]) -> None:
    words = [word for word in words if word != "誰"]
    content = content_of(words, lambda string: False, lambda string: False)
    kept = "".join(form for unit in content.units for form in unit)
    longer = [word for word in words if len(word) > 1 and any(map(str.isalnum, word))]
    assert not content.units or all(word in kept for word in longer)
