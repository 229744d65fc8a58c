"""Paragraphs cut together are cut as each alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.fold import fold
from corpus.fold_arrays import text_of
from index.analysis import batch as module
from index.analysis.batch import Cut, cut, cut_at
from index.analysis.word_segmentation import segment, words_at

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


def together(found: Cut) -> dict[str, object]:
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
@given(texts=documents, together_at_most=st.sampled_from([1, 40, 1 << 16]))
def test_texts_together_are_folded_and_cut_as_each_alone(
    name: str, texts: list[str], together_at_most: int
) -> None:
    expected = alone(texts, [segment(text, name) for text in texts])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_TOGETHER", together_at_most)
        found = cut(texts, name)
    assert together(found) == expected
    assert set(found.words.terms) == {found.words.terms[number] for number in found.words.ids}


@both
@settings(deadline=None)
@given(texts=documents)
def test_what_was_cut_before_is_cut_again_in_the_same_places(name: str, texts: list[str]) -> None:
    starts = [segment(text, name) for text in texts]
    assert together(cut_at(texts, starts)) == alone(texts, starts)


def convert_by(pairs: dict[str, str], patch: pytest.MonkeyPatch) -> None:
    """Another conversion in OpenCC's place."""

    def convert(text: str) -> str:
        for before, after in pairs.items():
            text = text.replace(before, after)
        return text

    for place in ("index.analysis.batch.converter", "index.analysis.word_segmentation.converter"):
        patch.setattr(place, lambda: convert)


@pytest.mark.parametrize("pairs", [{"平臺": "平台啊"}, {"平臺": "平台啊", "權益": "权"}])
def test_where_the_conversion_changes_a_length_each_text_is_cut_alone(
    pairs: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even where another text makes up for it."""
    convert_by(pairs, monkeypatch)
    texts = ["平臺工作", "勞動\f權益", "外送"]
    expected = alone(texts, [segment(text, "jieba") for text in texts])
    assert together(cut(texts, "jieba")) == expected


def test_a_word_is_what_is_folded_and_not_what_the_conversion_makes_in_its_context(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    convert_by({"平臺": "權益"}, monkeypatch)
    assert set(cut(["外送平臺"], "jieba").words.terms) == {"外送", "平台"}


def test_half_a_surrogate_pair_is_refused() -> None:
    with pytest.raises(UnicodeEncodeError):
        cut(["平\ud800"], "jieba")
