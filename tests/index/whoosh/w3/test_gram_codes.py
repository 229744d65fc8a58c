"""Grams as numbers are the grams of the plain function."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis.grams import grams
from index.errors import IndexFormatError
from index.whoosh.w3.gram_codes import CharacterTable, encode_terms, grams_of, spell

characters = st.characters(exclude_categories=["Cs"]) | st.sampled_from(
    "平台，。    \u3000\ta1é\0𠀀🙂"
)
documents = st.lists(st.text(characters, max_size=20), max_size=8)


@given(documents)
def test_codes_of_joined_texts_are_the_grams_of_each_text(texts: list[str]) -> None:
    points = np.array([ord(character) for text in texts for character in text], np.uint32)
    owners = np.repeat(np.arange(len(texts)), [len(text) for text in texts]).astype(np.uint32)
    found: list[tuple[bytes, int]] = []
    for made in grams_of(points, owners, CharacterTable()):
        codes = made.codes(made.numbers)
        assert (codes == np.sort(codes)).all()
        part = list(zip(spell(codes).rows(), made.docs.tolist(), strict=True))
        assert part == sorted(part)
        found += part
    assert Counter(found) == Counter(
        (gram.encode(), n) for n, text in enumerate(texts) for gram in grams(text)
    )


@given(st.text(characters, max_size=40))
def test_codes_sort_as_utf8_does_and_are_made_from_utf8(text: str) -> None:
    terms = sorted({gram.encode() for gram in grams(text)})
    codes = encode_terms(terms)
    assert (np.diff(codes.astype(np.int64)) > 0).all()
    assert spell(codes).rows() == terms


def test_grams_of_a_large_alphabet_stay_distinct() -> None:
    points = np.concatenate((np.arange(0x100, 0xD800), np.arange(0x10000, 0x20000)))
    found = grams_of(points.astype(np.uint32), np.zeros(len(points), np.uint32), CharacterTable())
    text = "".join(map(chr, points.tolist()))
    rows = [row for made in found for row in spell(made.codes(made.numbers)).rows()]
    assert Counter(rows) == Counter(gram.encode() for gram in grams(text))


def test_the_kinds_of_characters_are_the_same_the_second_time() -> None:
    table = CharacterTable()
    text = np.array([ord(character) for character in "平 ，a"], np.uint32)
    assert table.kinds(text).tolist() == table.kinds(text).tolist() == [4, 1, 2, 3]


def test_pairs_have_no_punctuation_and_grams_no_white_space() -> None:
    assert grams("平台 🙂，a") == ["平", "台", "🙂", "，", "a", "平台"]


def test_a_pair_across_a_gap_is_a_gram_of_its_own() -> None:
    assert grams("平 台")[2:] == ["平 台"]
    assert grams("a  台")[2:] == ["a 台"]
    assert (
        grams("a b")[2:] == grams("平   台")[2:] == grams("平\t台")[2:] == grams("平 ，")[2:] == []
    )


@pytest.mark.parametrize("term", ["", "外送員"])
def test_a_gram_of_another_length_is_refused(term: str) -> None:
    with pytest.raises(IndexFormatError) as error:
        encode_terms([term.encode()])
    assert str(error.value) == (
        f"the field of n-grams contains {term!r}, which is not one or two characters: "
        "this index was changed by another program; build it again"
    )
