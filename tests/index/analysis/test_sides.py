import pytest

from index.analysis.batch import cut_texts
from index.analysis.sides import script_characters, sides_of_paragraphs


def sides(*texts: str) -> list[str]:
    return sides_of_paragraphs(texts, cut_texts(texts, "jieba").words)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("行政程序不合法，應重新調查。", "hk-tw"),
        ("请把数字填好。", "cn"),
        ("平台工作者", "cn-hk-tw"),
        ("軟體與網路的資訊都由立法院討論。", "tw"),
        ("特區政府的政務司與財政司討論數碼政策。", "hk"),
        ("2025 AI", "cn-hk-tw"),
    ],
)
def test_script_and_vocabulary_give_the_side(text: str, expected: str) -> None:
    assert sides(text) == [expected]


def test_a_paragraph_without_clues_is_of_its_document() -> None:
    assert sides("軟體與網路、資訊、捷運。", "今天休息。") == ["tw", "tw"]


def test_a_quotation_in_the_other_script_is_of_its_own_side() -> None:
    assert sides("軟體與網路、資訊、捷運。", "这是个人信息处理者的义务。") == ["tw", "cn"]


def test_a_converted_text_may_be_of_any_side() -> None:
    assert sides("農民工、用人單位和職工的養老保險由省委落實，街道辦配合。") == ["cn-hk-tw"]


def test_no_paragraphs_have_no_sides() -> None:
    assert sides() == []


def test_a_character_of_both_scripts_is_no_clue() -> None:
    traditional, simplified = script_characters()
    assert not {"台", "里", "后", "干", "系", "平", "余"} & (traditional | simplified)
    assert {"國", "個", "體"} <= traditional
    assert {"国", "个", "体"} <= simplified
    assert not traditional & simplified


def test_a_separator_in_a_text_changes_nothing() -> None:
    assert sides("數\f個", "国") == ["hk-tw", "cn"]
