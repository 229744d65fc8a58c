"""Where words begin, by both word segmenters."""

from __future__ import annotations

import marshal
import os
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.words import word_starts, words_at
from corpus.fold import fold
from index.analysis import word_segmentation as module
from index.analysis.word_segmentation import (
    SegmenterError,
    begins,
    is_word,
    preferred_segmenter,
    segmenter_version,
    simplify,
)

SEGMENTERS = ("jieba", "rjieba")
both = pytest.mark.parametrize("name", SEGMENTERS)
ALPHABET = "資安署師資安排平台平臺工作者權益看著沿著，。「」 \t\u3000aB1%-.é𠀀🙂ﬁ⑴"
texts = st.text(ALPHABET, max_size=40)


def pieces(text: str, name: str) -> list[str]:
    """The text cut where words begin."""
    starts = word_starts(text, name)
    edges = [at for at in range(len(text) + 1) if begins(starts, at)]
    return [text[a:b] for a, b in pairwise(edges)]


@both
def test_words_are_cut_as_a_reader_would(name: str) -> None:
    assert pieces("本次師資安排，由大學負責。", name) == [
        *("本次", "師資", "安排", "，"),
        *("由", "大學", "負責", "。"),
    ]


@both
def test_words_are_the_same_in_either_script(name: str) -> None:
    hant, hans = "平臺工作者的權益", "平台工作者的权益"
    assert word_starts(hant, name) == word_starts(hans, name)
    assert words_at(fold(hant), word_starts(hant, name)) == ["平台", "工作者", "的", "权益"]


@both
def test_full_width_letters_and_digits_are_cut_as_half_width_ones(name: str) -> None:
    wide, half = "１１４年ＡＩ治理，１２人", "114年AI治理，12人"
    assert pieces(wide, name) == [one.translate(WIDENED) for one in pieces(half, name)]


WIDENED = {code - 0xFEE0: code for code in module.WIDE}


@both
def test_words_are_folded_and_punctuation_is_skipped(name: str) -> None:
    text = "ＡＩ 治理，第3條！"
    words = words_at(fold(text), word_starts(text, name))
    assert "".join(words) == "ai治理第3条"
    assert words == [word for word in words if any(map(str.isalnum, word))]


@both
@given(text=texts)
@settings(deadline=None, max_examples=60)
def test_words_begin_where_the_simplified_text_is_cut(name: str, text: str) -> None:
    cut = module.load_segmenter(name)(simplify(text))
    assert "".join(cut) == simplify(text)
    assert list(map(len, pieces(text, name))) == list(map(len, cut))
    expected = [fold(piece) for piece in pieces(text, name) if any(map(str.isalnum, fold(piece)))]
    assert words_at(fold(text), word_starts(text, name)) == expected


@both
@given(text=texts, data=st.data())
@settings(deadline=None, max_examples=60)
def test_whole_words_and_parts_of_one_word_are_words(
    name: str, text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    edges = [0]
    for piece in pieces(text, name):
        edges.append(edges[-1] + len(piece))
    fills = start in edges and end in edges
    within = any(a <= start and end <= b for a, b in pairwise(edges))
    # The empty span is in some word, or at the edge of the empty text.
    assert is_word(word_starts(text, name), start, end) == (fills or within or start == end)


@both
@pytest.mark.parametrize(
    ("text", "term", "expected"),
    [
        ("本次師資安排由大學負責。", "資安", False),
        ("本次師資安排由大學負責。", "師資", True),
        ("本次師資安排由大學負責。", "師資安排", True),
        ("各機關應加強資料保護。", "資料", True),
        ("依預算法辦理。", "預算法", True),
        ("使用演算法派單。", "演算", True),  # within a word
        ("平台工作者", "工作者", True),  # up to the end of the text
        ("平台工作者", "平台工作者", True),
        ("平台工作者", "台工", False),
        ("平台工作者", "作者", True),
    ],
)
def test_a_term_is_a_word_or_straddles_two(name: str, text: str, term: str, expected: bool) -> None:
    start = text.index(term)
    assert is_word(word_starts(text, name), start, start + len(term)) is expected


@both
@pytest.mark.parametrize("padding", range(9))
def test_the_last_word_ends_with_the_text(name: str, padding: int) -> None:
    """Whether or not the length fills the last byte."""
    text = "，" * padding + "平台工作者"
    starts = word_starts(text, name)
    assert is_word(starts, padding, padding + 5)
    assert begins(starts, len(text))
    assert begins(starts, len(text) + 100)


@both
def test_nothing_has_no_words(name: str) -> None:
    assert words_at("", word_starts("", name)) == []


@both
def test_a_long_paragraph_is_cut_as_fast_as_short_ones(
    name: str,
) -> None:
    """A file without line breaks is one paragraph; setting bits of one integer took minutes."""
    long = "平台，" * (20_000 if name == "jieba" else 300_000)
    began = time.process_time()
    starts = word_starts(long, name)
    words = words_at(fold(long), starts)
    assert len(words) == len(long) // 3
    assert time.process_time() - began < 5


def test_conversion_by_phrases_keeps_the_length() -> None:
    assert simplify("計畫：乾隆與乾燥") == "计划：乾隆与干燥"


@given(texts)
def test_simplified_text_has_the_length_of_the_text(text: str) -> None:
    assert len(simplify(text)) == len(text)


def test_the_fold_replaces_a_conversion_that_changes_the_length(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "load_simplifier", lambda: lambda text: text + "了")
    assert simplify("平臺") == fold("平臺") == "平台"
    assert words_at("平台", word_starts("平臺", "jieba")) == ["平台"]


def test_the_faster_segmenter_is_preferred_if_it_is_installed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert preferred_segmenter() == "rjieba"
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert preferred_segmenter() == "jieba"


@both
def test_the_version_has_a_name_and_a_release(name: str) -> None:
    called, release = segmenter_version(name).split()
    assert called == name
    assert all(part.isdigit() for part in release.split("."))


def test_a_missing_rjieba_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    module.load_segmenter.cache_clear()
    monkeypatch.setitem(sys.modules, "rjieba", None)
    with pytest.raises(SegmenterError) as error:
        word_starts("平台", "rjieba")
    assert str(error.value) == (
        "this index was built with rjieba, which is not installed: "
        "pip install rjieba, or build it anew with `cewen index --rebuild`"
    )


def test_an_unknown_segmenter_is_refused() -> None:
    with pytest.raises(SegmenterError) as error:
        word_starts("平台", "pkuseg")
    assert str(error.value) == (
        "this index was built with pkuseg, which this version of Cewen does not know: "
        "build it anew with `cewen index --rebuild`"
    )


def test_jieba_loads_no_cache_that_others_may_have_written(tmp_path: Path) -> None:
    """It would load the one in the folder for temporary files, whoever wrote it."""
    (tmp_path / "jieba.cache").write_bytes(marshal.dumps(("x", 5)))
    program = "from index.analysis.word_segmentation import load_segmenter as load\n"
    program += "import os; os.utime(os.environ['TMPDIR'] + '/jieba.cache', (2**33, 2**33))\n"
    program += "print('/'.join(load('jieba')('平台工作者')))"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=os.environ | {"TMPDIR": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data")},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout == "平台/工作者\n"
    if sys.platform == "linux":
        assert (tmp_path / "data" / "cewen" / "jieba" / "jieba.cache").is_file()
