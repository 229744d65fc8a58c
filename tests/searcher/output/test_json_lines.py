"""JSON Lines read back, and no line controls a terminal."""

from __future__ import annotations

import json
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from searcher.output.json_lines import json_line

TEXTS = st.text(st.one_of(st.characters(), st.sampled_from("=\t\r\n\",；'甲\x9b\u202e")))


@given(st.dictionaries(TEXTS, TEXTS, max_size=3))
def test_a_line_reads_back_and_contains_no_control_character(value: dict[str, str]) -> None:
    line = json_line(value)
    assert json.loads(line) == value
    assert not {"Cc", "Cf", "Cs", "Zl", "Zp"} & {unicodedata.category(char) for char in line}


@given(st.dictionaries(TEXTS, TEXTS, max_size=3))
def test_a_line_in_ascii_reads_back(value: dict[str, str]) -> None:
    line = json_line(value, ascii=True)
    assert line.isascii()
    assert json.loads(line) == value


def test_a_line_keeps_chinese_characters_readable() -> None:
    assert json_line({"text": "外送　平台\x9b"}) == '{"text": "外送　平台\\u009b"}'
