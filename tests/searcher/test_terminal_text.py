"""Text on its way to a terminal."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from searcher.match.highlight import merge
from searcher.terminal_text import clean, highlighted, shorten, width, wrap

CHINESE = "外送平台應公開演算法，（保險）「由業者」負擔。"
TEXTS = st.text(st.one_of(st.characters(), st.sampled_from(CHINESE + " ab-\u0301\u200b\x1b\x9b")))
ON, OFF = "<", ">"


def lines_of(text: str, columns: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, columns)]


@given(TEXTS, st.integers(2, 60))
def test_wrapping_loses_nothing_but_the_spaces_between_lines(text: str, columns: int) -> None:
    at = 0
    for start, end in wrap(text, columns):
        assert text[at:start].strip(" ") == ""
        assert start < end
        at = end
    assert text[at:].strip(" ") == ""


@given(TEXTS, st.integers(2, 60))
def test_no_line_is_wider_than_asked(text: str, columns: int) -> None:
    assert all(width(line) <= columns for line in lines_of(text, columns))


def test_a_line_never_begins_with_a_mark_that_closes() -> None:
    text = "保險由業者負擔，演算法也要公開，派單規則同樣如此，工會說。"
    for columns in range(6, 40):
        assert not [line for line in lines_of(text, columns)[1:] if line[0] in "，。"]


def test_latin_words_stay_whole_where_they_fit() -> None:
    assert lines_of("platform workers on 外送平台", 12) == ["platform", "workers on", "外送平台"]


def test_a_character_and_its_accent_stay_together() -> None:
    assert lines_of("外送e\u0301平台", 5) == ["外送e\u0301", "平台"]


@given(TEXTS)
def test_clean_keeps_the_length_and_leaves_no_control_character(text: str) -> None:
    cleaned = clean(text)
    assert len(cleaned) == len(text)
    steering = {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
    assert not steering & {unicodedata.category(char) for char in cleaned}
    assert clean(cleaned) == cleaned


def test_marks_that_turn_the_direction_of_writing_are_made_visible() -> None:
    assert clean("甲\u202e乙\u2066丙\u200f丁") == "甲\ufffd乙\ufffd丙\ufffd丁"


def test_what_has_no_width_and_does_no_harm_stays() -> None:
    assert clean("平\u200b台\ufeff") == "平\u200b台\ufeff"
    assert width("平\u200b台\ufeff") == 4


def test_a_full_width_space_stays_and_other_breaks_become_spaces() -> None:
    assert clean("甲\u3000乙\t丙\r\n丁\u2028戊") == "甲\u3000乙 丙  丁 戊"


@given(TEXTS, st.integers(1, 40))
def test_a_shortened_text_fits_and_is_a_beginning(text: str, columns: int) -> None:
    short = shorten(text, columns)
    assert width(short) <= columns
    assert short == text or (short[-1] == "…" and text.startswith(short[:-1]))


@given(st.data())
def test_highlighted_text_without_its_marks_is_the_cleaned_text(data: st.DataObject) -> None:
    text = data.draw(TEXTS.map(lambda drawn: re.sub("[<>]", "〇", drawn)))
    places = st.integers(0, len(text))
    pairs = data.draw(st.lists(st.tuples(places, places), max_size=5))
    spans = merge([(min(pair), max(pair)) for pair in pairs])
    start = data.draw(places)
    end = data.draw(st.integers(start, len(text)))
    shown = highlighted(text, spans, start, end, ON, OFF)
    assert re.sub("[<>]", "", shown) == clean(text[start:end])
    marked = "".join(clean(text[max(a, start) : min(b, end)]) for a, b in spans if a < end)
    assert "".join(re.findall("<([^<>]*)>", shown)) == marked


def test_a_mark_that_crosses_a_line_is_closed_and_opened_again() -> None:
    text = "甲乙丙丁"
    lines = [highlighted(text, [(1, 3)], *line, ON, OFF) for line in wrap(text, 4)]
    assert lines == ["甲<乙>", "<丙>丁"]
