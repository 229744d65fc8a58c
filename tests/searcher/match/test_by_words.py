"""Terms that match by their words, on documents that the terms were not made for."""

from __future__ import annotations

from pathlib import Path

import pytest

from searcher.query.parser import parse
from searcher.search import Search
from tests.conftest import document, index_of

FAR = (
    "生態池旁邊的步道要維修，請地方政府在三個月內提出計畫，經費由中央補助一半，其餘由鄉公所自籌，"
    "年底以前完工並且送縣府備查。另外，農業用水的分配照舊。"
)


def answers(folder: Path, query: str, *texts: str) -> list[str]:
    """The texts that answer a query, best first, as their first two characters."""
    index = index_of(folder / "index", [document(str(n), [text]) for n, text in enumerate(texts)])
    return [hit.paragraph.text[:2] for hit in Search(index).answer(parse(query)).hits]


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("零工经济", ["今年的經濟成長率比去年高。"]),
        ("勞動派遣", ["部長說明明年的勞動市場。"]),
        ("長期照顧", ["照顧服務的期程。", "平台規則。"]),
        ("平台法典", ["照顧服務的期程。", "平台規則。"]),
        ("打车平台", ["外送平台要登記。", "車主要繳稅。"]),
        ("外送稅", ["外送平台要登記。", "所得稅由財政部徵收。"]),
        ("派單演算法", ["演算法要公開。", "單位要派人。"]),
        ("核能電廠", ["考核要嚴格，才能升等。", "電廠要檢查。"]),
        ("可回收容器", ["容器要回收。"]),
        ("再就業方案", ["就業方案已經公布。"]),
        ("網約車司機", ["司機要休息。", "這個約定有效。"]),
    ],
)
def test_an_unknown_word_does_not_leave_its_neighbour_to_answer(
    tmp_path: Path, query: str, texts: list[str]
) -> None:
    assert answers(tmp_path, query, *texts) == []


@pytest.mark.parametrize("query", ["生態農業", "農業生態"])
def test_words_of_a_term_far_apart_are_no_answer(tmp_path: Path, query: str) -> None:
    texts = [FAR, "農業要兼顧生態。"]
    assert answers(tmp_path, query, *texts) == ["農業"]


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("社區照顧促進協會", "社區要有照顧中心。協會已經成立。"),
        ("職業傷害補償辦法", "職業工會來函。補償金已發。"),
        ("數位平等推動計畫", "計畫已推動。"),
    ],
)
def test_some_words_of_a_name_are_no_answer(tmp_path: Path, query: str, text: str) -> None:
    vocabulary = [
        "社區，照顧",
        "促進，協會",
        "職業，傷害",
        "補償，辦法",
        "數位，平等",
        "推動，計畫",
    ]
    assert answers(tmp_path, query, text, *vocabulary) == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [("選舉管理委員會", ["選舉"]), ("何立峰", []), ("個資保護條例", ["個資"])],
)
def test_the_name_of_a_body_has_its_words_in_order(
    tmp_path: Path, query: str, expected: list[str]
) -> None:
    texts = [
        "選舉業務管理委員會今日開會。",
        "物業的管理委員會在選舉產生之日辦理移交。",
        "財物由管理的委員會在主任選舉之後清點。",
        "個資等保護之條例已經公布。",
        "條例說到個資保護。",
        "個資的保護，在道路的管理條例已經有規定。",
        "簡立峰說明。",
        "用最熱烈的掌聲歡迎立峰。",
    ]
    assert answers(tmp_path, query, *texts) == expected


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("光明餅是誰發明的？", "光明餅是將軍創製的乾糧，士兵掛在頸上。"),
        ("光明餅由哪個商家發明？", "光明餅是將軍創製的乾糧，士兵掛在頸上。"),
        ("托育補助怎麼申請？", "托育的費用向縣府申請。"),
    ],
)
def test_a_question_is_answered_by_most_of_its_words(tmp_path: Path, query: str, text: str) -> None:
    assert answers(tmp_path, query, text, "其他事項。") == [text[:2]]


def test_a_character_of_the_frame_is_not_required(tmp_path: Path) -> None:
    """何年過世 was read as 年過世, which another paragraph has by chance."""
    texts = ["林大山是本縣第一任縣長，後來過世。", "三年過世的人數增加。"]
    assert answers(tmp_path, "林大山於何年過世？", *texts)[0] == "林大"


def test_a_number_is_not_found_by_a_part_of_it(tmp_path: Path) -> None:
    texts = [
        "議程第 2 項是報告事項。",
        "指數是 1.2，比上月低。",
        "兩地氣溫相差很大，相差最多的是山區。",
    ]
    assert answers(tmp_path, "兩地相差21.2度", *texts) == []


def test_the_nearest_words_come_first(tmp_path: Path) -> None:
    texts = [
        "平台提供的這項服務沒有保險。",
        "平台的保險已經開辦。",
        "平台要有業者提供的保險。",
    ]
    index = index_of(tmp_path / "index", [document("a", [*texts, "保險。平台。"])])
    found = Search(index).answer(parse("平台保險")).hits
    assert [hit.paragraph.text for hit in found][:2] == [texts[1], "保險。平台。"]
    assert found[0].explanation.nearness > found[-1].explanation.nearness


def test_a_paragraph_with_more_of_the_words_of_a_question_comes_first(tmp_path: Path) -> None:
    """公共政策參與 without 實名 came first, because it has more characters of the question."""
    texts = [
        "公共政策參與，公共政策參與，公共政策的網路參與。",
        "平臺要實名。公共政策，參與。",
        "其他事項。",
    ]
    assert answers(tmp_path, "為什麼公共政策參與要實名", *texts)[0] == "平臺"


def test_only_the_words_near_each_other_are_marked(tmp_path: Path) -> None:
    text = "平台很多。" + "其他事項另行討論。" * 4 + "平台的保險已經開辦。"
    index = index_of(tmp_path / "index", [document("a", [text])])
    [hit] = Search(index).answer(parse("平台保險")).hits
    assert hit.spans == ((41, 43), (44, 46))


def test_a_character_typed_alone_is_required(tmp_path: Path) -> None:
    texts = ["何部長說明。", "李部長說明。"]
    assert answers(tmp_path, "何 部長", *texts) == ["何部"]


@pytest.mark.parametrize("query", ["“六片”指的是什麼？", "什麼是“六片”？", '"六片" 為什麼'])
def test_the_frame_next_to_a_phrase_is_not_required(tmp_path: Path, query: str) -> None:
    assert answers(tmp_path, query, "六片是一種樂器。", "其他事項。") == ["六片"]


def test_a_word_that_occurs_nowhere_does_not_outweigh_the_others(tmp_path: Path) -> None:
    texts = ["光明餅是將軍創製的乾糧，士兵掛在頸上。", "今日開會。"]
    assert answers(tmp_path, "光明餅是誰發明的？", *texts) == ["光明"]
