"""Answers that hold most of a question's words, against a reader who counts them."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.fold import fold
from index.bm25 import idf
from index.whoosh.reader import Reader
from searcher.match import minimum_should_match as partly
from searcher.match.minimum_should_match import with_most_words
from searcher.match.reading import TermReader
from searcher.query.parser import parse
from searcher.search import Options, Search
from tests.conftest import add_to, document

WORDS = ["托育", "補助", "社區", "長者"]
RUN = "托育補助社區長者？"
# Every word somewhere, so that a question is cut into them.
VOCABULARY = ["托育，補助，", "社區，長者，"]
TEXTS = st.lists(
    st.lists(st.sampled_from([*WORDS, "其他"]), min_size=1, max_size=4).map("，".join),
    min_size=1,
    max_size=12,
)


def built(folder: str, texts: list[str]) -> Reader:
    add_to(Path(folder), [document("a", [*texts, *VOCABULARY])])
    return Reader(Path(folder))


def terms_of(reader: Reader) -> TermReader:
    return TermReader(reader, reader.session())


@settings(max_examples=30, deadline=None)
@given(TEXTS)
def test_partial_matches_contain_the_share_of_the_weight(
    texts: list[str],
) -> None:
    texts = [*texts, *VOCABULARY]
    with tempfile.TemporaryDirectory() as folder:
        reader = built(folder, texts[:-2])
        terms = terms_of(reader)
        assert [w[0].text for w in terms.reading(parse(RUN)).words] == list(map(fold, WORDS))  # type: ignore[arg-type]
        weights = {word: idf(sum(word in text for text in texts), reader.size) for word in WORDS}
        expected = {
            number
            for number, text in enumerate(texts)
            if sum(w for word, w in weights.items() if word in text)
            >= partly.SHARE * sum(weights.values())
        }
        assert set(with_most_words(terms, parse(RUN), 0)) == expected


def test_enough_answers_need_no_others(tmp_path: Path) -> None:
    reader = built(str(tmp_path / "index"), ["托育，補助，社區"])
    assert with_most_words(terms_of(reader), parse(RUN), partly.ENOUGH) == []


@pytest.mark.parametrize(
    "query", ["托育補助社區長者", "托育？", "托育 補助 社區 長者", f'"{RUN}"', "-托育"]
)
def test_only_a_question_is_answered_partly(tmp_path: Path, query: str) -> None:
    reader = built(str(tmp_path / "index"), ["托育，補助，社區"])
    assert with_most_words(terms_of(reader), parse(query), 0) == []


def test_the_other_terms_must_still_all_be_there(tmp_path: Path) -> None:
    texts = ["托育，補助，社區，北區", "托育，補助，社區"]
    reader = built(str(tmp_path / "index"), texts)
    assert list(with_most_words(terms_of(reader), parse(f"{RUN} 北區"), 0)) == [0]
    assert with_most_words(terms_of(reader), parse(f"{RUN} 南區"), 0) == []


def test_no_more_than_the_most_are_added_and_those_the_best(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(partly, "MOST", 2)
    texts = ["托育，補助", "托育，補助，社區", "社區，長者", "補助，社區，長者"]
    reader = built(str(tmp_path / "index"), texts)
    assert set(with_most_words(terms_of(reader), parse(RUN), 0)) == {1, 3}


def test_the_answer_says_how_many_hold_only_most_of_the_words(tmp_path: Path) -> None:
    reader = built(str(tmp_path / "index"), ["托育，補助，社區，長者", "托育，補助，社區", "其他"])
    answer = Search(reader).answer(parse(RUN))
    assert answer.hits[0].number == 0
    assert answer.total == 1 + answer.partly > 1
    assert Search(reader, Options(exact=True)).answer(parse(RUN)).total == 0
