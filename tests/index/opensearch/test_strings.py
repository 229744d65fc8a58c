"""Queries for strings find what the texts say."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from corpus.fold import fold
from index.analysis.analyze import analyze_document
from index.analysis.spacing import close_gaps
from index.analysis.word_segmentation import preferred_segmenter
from index.analysis.wording import MatchText, spans
from index.indexed_paragraph import IndexedParagraph
from index.opensearch.documents import documents_of
from index.opensearch.encode import encode, to_record
from index.opensearch.strings import (
    LONGEST,
    NOTHING,
    clauses,
    may_find_more,
    string_query,
    variant_queries,
)
from index.stored_record import FileState, Origin
from tests.conftest import document
from tests.index.opensearch.matcher import matches


def stored(*texts: str) -> list[tuple[dict[str, Any], MatchText]]:
    """What the server gets of each paragraph, and its text."""
    columns = analyze_document(
        document("a", list(texts)),
        Origin("/root", "a"),
        FileState(1, 1, "d"),
        preferred_segmenter(),
        encode,
    )
    found = []
    for action in documents_of(columns).paragraphs:
        fields = json.loads(action.body)
        record = to_record(fields["record"])
        one = IndexedParagraph(("a", 1), record, lambda _, whole: whole)
        found.append((fields, one.text))
    return found


TEXTS = st.text("外送平台算法預視頻道地鐵站工資員 ,。AIai12年　\t", min_size=1, max_size=14)
STRINGS = st.text("外送平台算法預視頻道地鐵站工資員 ,。ai12年", min_size=1, max_size=5)


@given(TEXTS, STRINGS, st.booleans())
@example("推動 AI 治理", "ai治", False)
@example("推動 AI 治理", "ai治", True)
@example("推動 AI 治理", "ai 治", True)
def test_a_string_matches_where_the_text_contains_it(text: str, string: str, whole: bool) -> None:
    string = fold(string).strip()
    if not string or not text.strip():
        return
    [(fields, written)] = stored(text)
    expected = close_gaps(string) in written.folded if whole else written.contains(string)
    assert matches(string_query(string, contiguous=whole), fields) == expected


VARIANTS = [
    *("外送平台", "算法", "視頻", "地鐵", "工資", "外送", "平台", "外送員", "送平", "視"),
    *("外送平", "員工", "平台算法", "台算", "頻道站"),
]


@given(st.text("外送平台算法預視頻道地鐵站工資員率 ,AI12年", min_size=1, max_size=16),
       st.sampled_from([*VARIANTS, "12年", "ai", "平年"]))  # fmt: skip
@example("以外送平台為主", "外送平台")
@example("預算法", "算法")
@example("搭地鐵站", "地鐵")
@example("演 算法", "算法")
@example("電視頻道", "視頻")
def test_a_variant_counts_where_the_text_says_so(text: str, variant: str) -> None:
    if not text.strip():
        return
    [(fields, written)] = stored(text)
    variant = fold(variant)
    counts = any(True for _ in spans(variant, written, variant=True))
    sure, unsure = variant_queries(variant)
    if matches(unsure, fields):
        assert written.contains(variant)
        assert not matches(sure, fields)
    else:
        assert matches(sure, fields) == counts


def test_most_variants_need_no_reading_of_texts() -> None:
    sure, unsure = variant_queries("外送平台")
    [(plain, _), (spaced, _)] = stored("以外送平台為主", "外送 平台")
    assert (matches(sure, plain), matches(unsure, plain)) == (True, False)
    assert (matches(sure, spaced), matches(unsure, spaced)) == (False, True)
    assert clauses(sure) < 50
    assert variant_queries("114年")[0] is NOTHING


def test_a_very_long_string_is_asked_for_in_pieces() -> None:
    text = "".join(chr(0x4E00 + n) for n in range(500))
    query = string_query(fold(text))
    assert clauses(query) < 3 * LONGEST
    [(fields, _), (other, _)] = stored(f"說{text}。", text[:-1])
    assert matches(query, fields)
    assert not matches(query, other)


@pytest.mark.parametrize("white", ["\t", "\x0b", "\u2028", "\x85"])
def test_white_space_within_a_text_is_a_character(white: str) -> None:
    [(fields, written)] = stored(f"平{white}台")
    assert matches(string_query(fold(f"平{white}台")), fields) == written.contains(
        fold(f"平{white}台")
    )
    assert not matches(string_query("平台"), fields)


@given(TEXTS, STRINGS, st.booleans())
@example("第 12  條", "第 12 ", False)
@example("第 12  條", " 12 條", False)
def test_a_blank_at_an_end_leaves_candidates(text: str, string: str, whole: bool) -> None:
    string = fold(f" {string}")
    if not text.strip() or not string.strip():
        return
    [(fields, written)] = stored(text)
    contains = close_gaps(string) in written.folded if whole else written.contains(string)
    assert may_find_more(string)
    assert not contains or matches(string_query(string, contiguous=whole), fields)
