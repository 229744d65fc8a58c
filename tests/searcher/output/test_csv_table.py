"""CSV reads back, and no spreadsheet runs a cell."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searcher.output.csv_table import cell, csv_lines, csv_row
from searcher.output.schema import Row, rows_of
from tests.searcher.output.conftest import Ask

SIGNS = "=+-@＝＋－＠﹦﹢﹣﹫⁼⁺⁻₌₊₋\u2212"
INVISIBLE = (
    "\u200b\u200c\u200d\u2060\ufeff\u180e\u00ad\ufe0f\u034f\u3164\u115f\u2800\u202e\U000e0041"
)
CELLS = st.text(st.one_of(st.characters(), st.sampled_from(f"{SIGNS}{INVISIBLE} \t\r\n\",；'甲")))


@given(CELLS)
def test_no_cell_begins_as_a_formula(text: str) -> None:
    assert not cell(text).lstrip(INVISIBLE + " \ufffd").startswith(tuple(SIGNS))


@pytest.mark.parametrize("hidden", INVISIBLE)
@pytest.mark.parametrize("sign", SIGNS)
def test_a_formula_behind_invisible_characters_is_text(hidden: str, sign: str) -> None:
    assert cell(f" {hidden}\t{hidden}{sign}HYPERLINK(1)")[0] == "'"


@given(st.lists(CELLS, min_size=2))
def test_a_row_is_one_line_that_reads_back(cells: list[str]) -> None:
    row = csv_row(cells)
    assert len(row.splitlines()) == 1
    assert next(csv.reader([row])) == [cell(text) for text in cells]


def test_the_quotations_of_an_answer_are_a_table(ask: Ask) -> None:
    assert list(csv_lines(Row._fields, rows_of(ask("換新 OR 經費").hits))) == [
        "quote,speaker,job_title,organization,title,section,doc,paragraph,page,date,match,speech,"
        "certainty,source,code",
        "潮位站的經費尚未編列。,,,,港口座談,壹、設施 › 二、燈塔,"
        "會議/港.md,3,3,2024-05-06,exact,,,text,MJAPBNAQ",
        "陳海生局長說明浮標已換新。,陳海生,局長,港務局,港口座談,壹、設施 › 二、燈塔,"
        "會議/港.md,1,3,2024-05-06,exact,reported,reported,text,SO3YSIIO",
    ]


def test_missing_values_are_empty_cells_and_markup_is_omitted() -> None:
    assert list(csv_lines(("a", "b"), [(None, "見<br>[簡報](https://x.tw/a)")])) == [
        "a,b",
        ",見 簡報",
    ]
