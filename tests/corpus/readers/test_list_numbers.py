"""Numbers of list items in the formats of Word."""

from __future__ import annotations

import pytest

from corpus.readers.list_numbers import bullet, labelled, list_number
from corpus.structure.law import parse_numeral


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("decimal", "1 10 11 20 101 110 1001"),
        ("decimalZero", "01 10 11 20 101 110 1001"),
        ("decimalFullWidth", "１ １０ １１ ２０ １０１ １１０ １００１"),
        ("taiwaneseCountingThousand", "一 十 十一 二十 一百零一 一百一十 一千零一"),
        ("chineseCounting", "一 十 十一 二十 一○一 一一○ 一○○一"),
        ("ideographDigital", "一 一○ 一一 二○ 一○一 一一○ 一○○一"),
        ("japaneseCounting", "一 十 十一 二十 百一 百十 千一"),
        ("ideographTraditional", "甲 癸 11 20 101 110 1001"),
        ("ideographZodiac", "子 酉 戌 20 101 110 1001"),
        ("ideographLegalTraditional", "壹 拾 拾壹 貳拾 壹佰零壹 壹佰壹拾 壹仟零壹"),
        ("chineseLegalSimplified", "壹 拾 拾壹 贰拾 壹佰零壹 壹佰壹拾 壹仟零壹"),
        ("decimalEnclosedCircle", "① ⑩ ⑪ ⑳ 101 110 1001"),
        ("decimalEnclosedParen", "⑴ ⑽ ⑾ ⒇ 101 110 1001"),
        ("lowerLetter", "a j k t wwww fffff 1001"),
        ("upperRoman", "I X XI XX CI CX MI"),
        ("unknown", "1 10 11 20 101 110 1001"),
    ],
)
def test_numbers_are_written_as_word_writes_them(form: str, expected: str) -> None:
    numbers = (1, 10, 11, 20, 101, 110, 1001)
    assert " ".join(list_number(number, form) for number in numbers) == expected


@pytest.mark.parametrize("form", ["taiwaneseCountingThousand", "decimalFullWidth"])
def test_every_number_is_read_back(form: str) -> None:
    assert all(parse_numeral(list_number(number, form)) == number for number in range(1, 3000))


def test_numbers_out_of_range_are_digits() -> None:
    assert list_number(0, "upperRoman") == "0"
    assert list_number(10_000, "taiwaneseCountingThousand") == "10000"
    assert list_number(3, "none") == ""


def test_bullets_of_symbol_fonts_become_characters() -> None:
    assert [bullet(char) for char in "\uf0b7\uf06c\uf0ff■-"] == ["•", "●", "•", "■", "-"]


@pytest.mark.parametrize(
    ("label", "space", "expected"),
    [
        ("一、", True, "一、文"),
        ("（一）", True, "（一）文"),
        ("(一)", True, "(一)文"),
        ("(1)", True, "(1) 文"),
        ("第一條", True, "第一條　文"),
        ("第一條", False, "第一條文"),
        ("1.", True, "1. 文"),
        ("•", True, "• 文"),
        ("", True, "文"),
    ],
)
def test_a_label_is_joined_as_one_would_type_it(label: str, space: bool, expected: str) -> None:
    assert labelled(label, "文", space) == expected
