"""Collocates and key words, against counts by hand of the same texts."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import Document, Paragraph, Speaker, Statement
from corpus.fold import fold
from index.analysis.word_segmentation import load_segmenter, preferred_segmenter, simplify
from index.whoosh.reader import Reader
from searcher.query.parser import parse
from searcher.report.collocation import Collocates, collocates
from searcher.report.keyness import Keywords, keywords
from searcher.report.matched_paragraphs import MatchedParagraphs
from searcher.report.word_counts import is_listed
from searcher.score.association import keyness, log_dice, log_likelihood
from searcher.search import Options, Search
from tests.conftest import document, index_of

Indexed: TypeAlias = Callable[[Iterable[Document]], Reader]

PARTS = ("平台", "保險", "，", "的", "工會", "要求", "2018", "勞動部", "演算法", " ", "Uber", "。")
texts = st.lists(st.sampled_from(PARTS), min_size=1, max_size=14).map("".join)
speakers = st.sampled_from(("王小明", "陳大文"))


def matched(reader: Reader, query: str) -> MatchedParagraphs:
    return MatchedParagraphs(Search(reader, Options(exact=True)).terms, parse(query))


def near(reader: Reader, query: str, window: int = 5, **how: int) -> Collocates:
    return collocates(matched(reader, query), window=window, every_word=True, **how)


def words_of(text: str) -> list[tuple[int, int, str]]:
    """The words of a text with their places, by the segmenter itself."""
    found, at = [], 0
    for piece in load_segmenter(preferred_segmenter())(simplify(text)):
        word = fold(text[at : at + len(piece)])
        if any(char.isalnum() for char in word):
            found.append((at, at + len(piece), word))
        at += len(piece)
    return found


Sides: TypeAlias = tuple[Counter[str], Counter[str], Counter[str]]


def windows_by_hand(text: str, node: str, size: int) -> tuple[int, Sides]:
    """How often the node occurs, and the words left and right of it, and on either side."""
    places = []
    at = fold(text).find(fold(node))
    while at >= 0:
        places.append((at, at + len(node)))
        at = fold(text).find(fold(node), at + len(node))
    words = words_of(text)
    inside = {n for n, (s, e, _) in enumerate(words) for a, b in places if s < b and a < e}
    sides: tuple[set[int], set[int]] = set(), set()
    for a, b in places:
        before = [n for n, (_, e, _) in enumerate(words) if e <= a]
        after = [n for n, (s, _, _) in enumerate(words) if s >= b]
        sides[0].update(before[-size:])
        sides[1].update(after[:size])
    left, right = sides
    counts = [Counter(words[n][2] for n in some - inside) for some in (left, right, left | right)]
    return len(places), (counts[0], counts[1], counts[2])


@settings(max_examples=25)
@given(st.lists(texts, min_size=1, max_size=5), st.integers(1, 6))
def test_collocates_are_those_of_a_count_by_hand(some: list[str], window: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        reader = index_of(Path(folder) / "index", [document("a.md", some)])
        found = near(reader, "平台", window, fewest=1)
        by_hand = [windows_by_hand(text, "平台", window) for text in some]
        node = sum(count for count, _ in by_hand)
        left, right, together = (
            sum((sides[n] for _, sides in by_hand), Counter[str]()) for n in range(3)
        )
        everywhere = Counter(word for text in some for _, _, word in words_of(text))
        size, total = together.total(), everywhere.total()
        assert (found.occurrences, found.near, found.words) == (node, size, total)
        expected = {
            word: (
                *(count, left[word], right[word], everywhere[word]),
                pytest.approx(log_likelihood(count, size, everywhere[word], total)),
                pytest.approx(log_dice(count, node, everywhere[word])),
            )
            for word, count in together.items()
            if count * total > size * everywhere[word]
        }
        shown = {
            fold(one.word): (one.together, one.left, one.right, one.everywhere, *one[-2:])
            for one in found.collocates
        }
        assert shown == expected


TALK = [
    document("甲.md", ["平台要求保險。", "平台的保險，保險。"], speakers=["王小明", "陳大文"]),
    document("乙.md", ["保險與平台。", "勞工要休息。"], speakers=["陳大文", "陳大文"]),
]


def test_a_list_leaves_out_function_words_and_numbers() -> None:
    left_out = ["的", "了", "我們", "然後", "2018", "3.5", "a"]
    kept = ["平台", "外送", "3d", "uber", "罚"]
    assert [fold(word) for word in left_out if is_listed(fold(word))] == []
    assert [word for word in kept if not is_listed(word)] == []


def test_collocates_count_documents(indexed: Indexed) -> None:
    found = near(indexed(TALK), "平台", fewest=3)
    assert [(one.word, one.together, one.documents) for one in found.collocates] == [("保險", 4, 2)]


def test_what_others_say_is_not_in_the_window(indexed: Indexed) -> None:
    text = "王小明說平台好，陳大文說保險壞。"
    first, second = Speaker("王小明"), Speaker("陳大文")
    said = (Statement(0, 7, first, "王小明"), Statement(8, len(text), second, "陳大文"))
    one = Document("c.md", "c", None, "other", (Paragraph(1, "body", text, statements=said),))
    reader = indexed([one, *TALK])
    everything = near(reader, "平台 doc:c", 9, fewest=1)
    own = near(reader, "平台 doc:c speaker:王小明", 9, fewest=1)
    assert "壞" in {one.word for one in everything.collocates}
    assert "壞" not in {one.word for one in own.collocates}


def test_a_string_inside_a_latin_word_is_no_node(indexed: Indexed) -> None:
    one = document("d.md", ["AI治理", "he said no"])
    assert near(indexed([one]), "AI", fewest=1).occurrences == 1


def key(reader: Reader, query: str | None, other: str, **how: int) -> Keywords:
    first = matched(reader, query) if query else None
    return keywords(first, matched(reader, other), every_word=True, **how)


said = st.lists(st.tuples(texts, speakers), min_size=2, max_size=6)


@settings(max_examples=25)
@given(said, st.booleans())
def test_key_words_are_those_of_a_count_by_hand(
    turns: list[tuple[str, str]], is_rest: bool
) -> None:
    texts_, names = zip(*[("王小明", ""), *turns], strict=True)
    one = document("a.md", texts_, speakers=names)
    heading = one.paragraphs[0]._replace(role="heading")  # which repeats a name
    one = one._replace(paragraphs=(heading, *one.paragraphs[1:]))
    with tempfile.TemporaryDirectory() as folder:
        reader = index_of(Path(folder) / "index", [one])
        first = None if is_rest else "speaker:王小明"
        found = key(reader, first, "speaker:陳大文", fewest=2)
        counts: dict[str, Counter[str]] = {"王小明": Counter(), "陳大文": Counter()}
        for text, name in turns:
            counts[name].update(word for _, _, word in words_of(text))
        here, there = counts["王小明"], counts["陳大文"]
        sizes = here.total(), there.total()
        assert (found.first_size, found.second_size) == sizes
        expected = {}
        for word in here.keys() | there.keys() if all(sizes) else ():
            value = keyness(here[word], sizes[0], there[word], sizes[1])
            if here[word] + there[word] >= 2 and value >= 6.63:
                expected[word] = (here[word], there[word], pytest.approx(value))
        words = (*found.more, *found.less)
        shown = {
            fold(one.word): (one.first.times, one.second.times, one.log_likelihood) for one in words
        }
        assert shown == expected


def test_key_words_are_written_as_the_texts_write_them(indexed: Indexed) -> None:
    first, second = document("a.md", ["勞動與勞動"] * 9), document("b.md", ["別的事情"] * 9)
    found = key(indexed([first, second]), None, "doc:b")
    assert "勞動" in [one.word for one in found.more]
