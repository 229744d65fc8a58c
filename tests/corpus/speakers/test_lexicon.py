"""Lexicon lookup, compared with a plain search."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from corpus.fold import fold
from corpus.speakers.lexicon import Lexicon, any_of, words

LISTS = st.lists(st.text("說明指出", min_size=1, max_size=4), min_size=1)
TEXTS = st.text("說明指出", max_size=12)


@given(LISTS, TEXTS)
def test_any_of_matches_the_longest_word(listed: list[str], text: str) -> None:
    match = re.compile(any_of(listed)).match(text)
    longest = max((len(one) for one in listed if text.startswith(one)), default=None)
    assert (match.end() if match else None) == longest


@given(LISTS, TEXTS, st.integers(0, 12), st.integers(0, 12))
def test_a_lexicon_finds_all_words_at_an_offset(
    listed: list[str], text: str, start: int, end: int
) -> None:
    there = [one for one in listed if text[start:end].startswith(one)]
    assert Lexicon(listed).longest_at(text, start, end) == max(there, key=len, default="")
    assert list(Lexicon(listed).all_at(text[:end], start)) == sorted(
        set(there), key=len, reverse=True
    )


@given(LISTS, TEXTS, st.integers(0, 12), st.integers(0, 12))
def test_find_yields_every_occurrence(listed: list[str], text: str, start: int, end: int) -> None:
    one = Lexicon(listed)
    places = range(start, min(end, len(text)))
    assert list(one.find(text, start, end)) == [
        (place, word) for place in places if (word := one.longest_at(text, place, end))
    ]


def test_skip_stops_where_no_word_follows() -> None:
    assert Lexicon(["也", "再次"]).skip("也再次也說", 0, 5) == 4
    assert Lexicon(["也", "再次"]).skip("也再次也說", 0, 2) == 1


def test_lexicons_are_folded_and_do_not_contradict_each_other() -> None:
    for name in ("titles", "saying_strong", "saying_weak", "groups", "adverbs", "surnames"):
        assert all(fold(word) == word for word in words(name))
    assert not words("saying_strong") & words("not_saying")
    assert not words("titles") & words("not_titles")
    assert not words("surnames") & words("surnames_rare")
