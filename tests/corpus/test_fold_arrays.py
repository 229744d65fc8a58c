"""Folding many texts at once gives the same as folding each."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.fold import fold, table
from corpus.fold_arrays import code_points, fold_all, fold_points, text_of

characters = st.characters() | st.sampled_from([chr(code) for code in table()])
texts = st.text(characters, max_size=30)


@given(st.lists(texts, max_size=8))
def test_texts_fold_together_as_one_by_one(several: list[str]) -> None:
    assert fold_all(several) == [fold(text) for text in several]


@given(texts)
def test_code_points_round_trip(text: str) -> None:
    points = code_points(text, errors="surrogatepass")
    assert points.tolist() == [ord(character) for character in text]
    assert text_of(points) == text
    assert text_of(fold_points(points)) == fold(text)


def test_lone_surrogates_need_surrogatepass() -> None:
    with pytest.raises(UnicodeEncodeError):
        code_points("平\ud800")


def test_every_character_folds_as_in_fold() -> None:
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    assert fold_all([everything]) == [fold(everything)]


def test_fold_does_not_import_numpy() -> None:
    code = "import sys; from corpus.fold import fold; fold('臺'); sys.exit('numpy' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
