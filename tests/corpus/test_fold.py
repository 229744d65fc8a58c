"""Which characters fold to the same, and properties of the fold."""

from __future__ import annotations

import unicodedata

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.fold import fold
from corpus.fold_table import TABLE, build, links

ANY_TEXT = st.text(alphabet=st.characters())
EVERY_CHARACTER = [chr(code) for code in range(0x20, 0x32000) if not 0xD800 <= code < 0xE000]


@given(ANY_TEXT)
def test_fold_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(ANY_TEXT)
def test_fold_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT, ANY_TEXT)
def test_fold_ignores_context(left: str, right: str) -> None:
    assert fold(left + right) == fold(left) + fold(right)


@pytest.mark.parametrize("conversion", ["t2s", "tw2s", "hk2s"])
def test_every_character_folds_like_its_simplified_form(conversion: str) -> None:
    convert = opencc.OpenCC(conversion).convert
    assert [c for c in EVERY_CHARACTER if fold(convert(c)) != fold(c)] == []


@pytest.mark.parametrize("conversion", ["s2t", "s2tw", "s2hk"])
def test_every_character_folds_like_its_traditional_form(conversion: str) -> None:
    convert = opencc.OpenCC(conversion).convert
    assert [c for c in EVERY_CHARACTER if fold(convert(fold(c))) != fold(c)] == []


def test_single_character_normal_forms_fold_the_same() -> None:
    # New Unicode versions add to the other planes; this Python may know more than the table.
    settled = [c for c in EVERY_CHARACTER if c < "\U00010000" or c >= "\U00020000"]
    normal = {c: unicodedata.normalize("NFKC", c) for c in settled}
    assert [c for c, n in normal.items() if len(n) == 1 and fold(n) != fold(c)] == []


@pytest.mark.parametrize(
    "variants",
    [
        "為爲为",
        "台臺",
        "尚尙",
        "着著",
        "里裏裡",
        "众眾衆",
        "秘祕",
        "布佈",
        "周週",
        "计計",
        "划劃畫画",
        "ＡAaａ",
        "１1",
        "：:",
        "\u3000\xa0",
        "⼈人",
        "后後",
        "鍾钟鐘锺",
    ],
)
def test_variants_of_a_character_fold_the_same(variants: str) -> None:
    assert len({fold(c) for c in variants if c != " "}) == 1


@pytest.mark.parametrize("pair", ["象像", "坐座", "人入", "己已", "天夫"])
def test_different_characters_fold_differently(pair: str) -> None:
    assert len({fold(c) for c in pair}) == 2


def test_the_stored_table_is_the_one_that_is_built() -> None:
    lines = TABLE.read_text(encoding="utf-8").split("\n")
    stored = dict(zip("".join(lines[0:-1:2]), "".join(lines[1::2]), strict=True))
    made = build()
    # A newer OpenCC or Unicode may have more characters, but must agree on those in the table.
    assert {c: t for c, t in stored.items() if made.get(c, t) != t} == {}
    assert set(links()) <= set(stored)


def test_radicals_of_pdf_files_fold_to_ideographs() -> None:
    assert fold("市⺠會⻑⼈⽤⾒") == fold("市民会长人用见")
    assert fold("⻓⻆⻩⻘⻬") == fold("長角黃青齊")
