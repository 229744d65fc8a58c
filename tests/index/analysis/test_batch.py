"""Paragraphs cut in a batch have the same words as each cut alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.words import word_starts, words_at
from corpus.fold import fold
from corpus.fold_arrays import text_of
from index.analysis import batch
from index.analysis.batch import CutTexts, cut_texts, cut_texts_at

both = pytest.mark.parametrize("name", ["jieba", "rjieba"])
ALPHABET = "資安署師資安排平台平臺工作者權益看著沿著乾隆計畫，。「」 \t\f\r\n\0\u3000aB1%-.é𠀀🙂ﬁ⑴"
texts = st.text(ALPHABET, max_size=30)
documents = st.lists(texts | st.sampled_from(["平臺：", "平台：", "長官的話"]), max_size=8)


def alone(texts: list[str], starts: list[bytes]) -> dict[str, object]:
    return {
        "folded": [fold(text) for text in texts],
        "starts": starts,
        "words": [words_at(fold(text), of) for text, of in zip(texts, starts, strict=True)],
    }


def in_batch(found: CutTexts) -> dict[str, object]:
    folded, texts = text_of(found.points), []
    for size in found.sizes.tolist():
        texts.append(folded[: size - 1])
        assert folded[size - 1].isspace()
        folded = folded[size:]
    assert not folded
    words: list[list[str]] = [[] for _ in texts]
    for number, document in zip(found.words.ids.tolist(), found.words.docs.tolist(), strict=True):
        words[document].append(found.words.terms[number])
    return {"folded": texts, "starts": found.starts, "words": words}


@both
@settings(deadline=None)
@given(texts=documents, chunk=st.sampled_from([1, 40, 1 << 16]))
def test_a_batch_is_folded_and_cut_as_each_text_alone(
    name: str, texts: list[str], chunk: int
) -> None:
    expected = alone(texts, [word_starts(text, name) for text in texts])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batch, "_CHUNK", chunk)
        found = cut_texts(texts, name)
    assert in_batch(found) == expected
    assert set(found.words.terms) == {found.words.terms[number] for number in found.words.ids}


@both
@settings(deadline=None)
@given(texts=documents)
def test_stored_word_starts_give_the_same_words_again(name: str, texts: list[str]) -> None:
    starts = [word_starts(text, name) for text in texts]
    assert in_batch(cut_texts_at(texts, starts)) == alone(texts, starts)


def convert_by(pairs: dict[str, str], patch: pytest.MonkeyPatch) -> None:
    """Replace OpenCC by these replacements."""

    def convert(text: str) -> str:
        for before, after in pairs.items():
            text = text.replace(before, after)
        return text

    for module in ("batch", "word_segmentation"):
        patch.setattr(f"index.analysis.{module}.load_simplifier", lambda: convert)


@pytest.mark.parametrize("pairs", [{"平臺": "平台啊"}, {"平臺": "平台啊", "權益": "权"}])
def test_texts_are_converted_alone_if_the_conversion_changes_a_length(
    pairs: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even if another text changes by as much the other way."""
    convert_by(pairs, monkeypatch)
    texts = ["平臺工作", "勞動\f權益", "外送"]
    expected = alone(texts, [word_starts(text, "jieba") for text in texts])
    assert in_batch(cut_texts(texts, "jieba")) == expected


def test_a_word_is_folded_from_the_original_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    convert_by({"平臺": "權益"}, monkeypatch)
    assert set(cut_texts(["外送平臺"], "jieba").words.terms) == {"外送", "平台"}


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(UnicodeEncodeError):
        cut_texts(["平\ud800"], "jieba")
