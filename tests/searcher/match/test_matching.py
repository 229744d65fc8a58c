import re
import tempfile
from pathlib import Path

import opencc
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.fold import fold
from index.analysis.wording import unfolded_pattern
from index.engine import Matches
from index.plan import FirstStage, Tier, Totals
from index.stored_record import NUMBER
from index.whoosh import postings, string_matching
from index.whoosh.reader import Reader
from index.whoosh.string_matching import covering_grams
from index.whoosh.writer import BulkWriter
from searcher.match.question import query_plan
from searcher.match.reading import TermReader
from searcher.query.ast import Phrase, Query, Term
from searcher.query.parser import parse
from tests.conftest import add_to, document, index_of
from tests.index.analysis.test_spacing import closed_by_hand

# Few characters, so that strings meet: both scripts, Latin, digits, marks, beyond the BMP.
ALPHABET = "平台臺工作者外送員权權益保障算演法資安ＡIai1 ，。-*「」𠮷"
TEXTS = st.lists(
    st.lists(st.text(ALPHABET, min_size=1, max_size=30), min_size=1, max_size=5),
    min_size=1,
    max_size=4,
)
STRINGS = st.text(ALPHABET, min_size=1, max_size=5)
to_traditional = opencc.OpenCC("s2t").convert
to_simplified = opencc.OpenCC("t2s").convert


def matches(reader: Reader, query: Query, *, exact: bool = False) -> Matches:
    """The paragraphs that match."""
    terms = TermReader(reader, reader.session(), exact=exact)
    return terms.session.match(query_plan(terms, query))


def found(reader: Reader, query: Query, *, exact: bool = False) -> set[tuple[str, int]]:
    """The matches as (document, paragraph)."""
    records = (one.record for _, one in matches(reader, query, exact=exact).all_records())
    return {(record[1], record[2]) for record in records}


def by_tier(reader: Reader, query: Query) -> dict[int, Tier]:
    """The tier of each match."""
    found = matches(reader, query)
    candidates = found.best(FirstStage({}, (), {}), sum(found.totals))
    assert Totals(*(sum(c.tier == tier for c in candidates) for tier in Tier)) == found.totals
    return {candidate.key: candidate.tier for candidate in candidates}


def scanned(corpus: list[list[str]], string: str) -> set[tuple[str, int]]:
    """What a reader of every paragraph would find: blanks in gaps keep no string from matching."""
    wanted, _ = closed_by_hand(fold(string))
    return {
        (str(d), n)
        for d, texts in enumerate(corpus)
        for n, text in enumerate(texts, 1)
        if wanted in fold(text) or wanted in closed_by_hand(fold(text))[0]
    }


def built(folder: str, corpus: list[list[str]], commits: int = 1) -> Reader:
    documents = [document(str(d), texts) for d, texts in enumerate(corpus)]
    for at in range(commits):
        add_to(Path(folder), documents[at::commits])
    return Reader(Path(folder))


@settings(max_examples=30, deadline=None)
@given(TEXTS, st.lists(STRINGS, min_size=4, max_size=10))
def test_exact_finds_the_paragraphs_that_contain_the_string_and_no_other(
    corpus: list[list[str]], strings: list[str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        reader = built(folder, corpus)
        # Strings of the texts themselves are what users paste.
        strings += [text[1:4] for texts in corpus for text in texts if len(text) > 4]
        for string in strings:
            expected = scanned(corpus, string)
            assert found(reader, Phrase(string)) == expected
            assert found(reader, Term(string), exact=True) == expected
            assert found(reader, Term(string)) >= expected


SEVERAL = st.lists(STRINGS, min_size=3, max_size=6)  # one index for each example is built anyway


@settings(max_examples=12, deadline=None)
@given(TEXTS, SEVERAL)
def test_an_index_built_in_three_commits_answers_as_one_built_in_one(
    corpus: list[list[str]], strings: list[str]
) -> None:
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as three:
        readers = built(one, corpus), built(three, corpus, commits=3)
        for string in strings:
            in_one, in_three = (found(reader, Term(string)) for reader in readers)
            assert in_one == in_three


@settings(max_examples=12, deadline=None)
@given(TEXTS, SEVERAL)
def test_removing_a_document_removes_exactly_its_hits(
    corpus: list[list[str]], strings: list[str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        before = built(folder, corpus)
        with BulkWriter(Path(folder)) as writer:
            writer.delete("0")
        after = Reader(Path(folder))
        for string in strings:
            left = {hit for hit in found(before, Phrase(string)) if hit[0] != "0"}
            assert found(after, Phrase(string)) == left


@settings(max_examples=15, deadline=None)
@given(TEXTS, SEVERAL)
def test_a_question_in_either_script_has_the_same_answers_in_the_same_way(
    corpus: list[list[str]], strings: list[str]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        reader = built(folder, corpus)
        for string in strings:
            answers = [
                by_tier(reader, Term(version))
                for version in (string, to_traditional(string), to_simplified(string))
            ]
            assert answers[0] == answers[1] == answers[2]


def ids(reader: Reader, query: str, *, exact: bool = False) -> list[str]:
    """The answers to a query as ``document#paragraph``, shortened."""
    return sorted(f"{doc[:2]}#{n}" for doc, n in found(reader, parse(query), exact=exact))


def test_a_term_is_found_in_both_scripts(tiny: Reader) -> None:
    assert ids(tiny, "權益", exact=True) == ids(tiny, "权益", exact=True) == ["20#5", "公听#2"]


def test_a_term_is_found_under_its_name_across_the_strait(tiny: Reader) -> None:
    assert ids(tiny, "外送員") == ["20#1", "20#2", "公听#1"]
    assert ids(tiny, "外送員", exact=True) == ["20#1"]


def test_a_variant_that_is_part_of_another_word_does_not_count(tiny: Reader) -> None:
    assert "20#6" in ids(tiny, "算法")
    assert "20#6" not in ids(tiny, "演算法")


def test_a_variant_counts_where_the_word_before_it_swallowed_its_first_character(
    tmp_path: Path,
) -> None:
    # jieba cuts 以外|送|平台; and 師資|安排, where 資安 is nothing.
    texts = ["以外送平台為例說明。", "本次師資安排如下。"]
    reader = index_of(tmp_path / "index", [document("甲", texts)])
    assert ids(reader, "外卖平台") == ["甲#1"]
    assert ids(reader, "信息安全") == []


def test_spaces_mean_and_within_one_paragraph(tiny: Reader) -> None:
    assert ids(tiny, "平台 保险") == ["20#1", "公听#1"]


def test_or_not_and_parentheses(tiny: Reader) -> None:
    assert ids(tiny, "(資安 OR 工伤) -署") == ["20#4", "公听#1"]


def test_a_question_of_only_not_means_all_the_others(tiny: Reader) -> None:
    assert len(ids(tiny, "-平台")) == 11 - len(ids(tiny, "平台", exact=True))


def test_an_absent_run_matches_where_all_its_words_are(tiny: Reader) -> None:
    tiers = by_tier(tiny, parse("平台保險業者"))
    assert [(tiny.record(n)[NUMBER], tier) for n, tier in tiers.items()] == [(1, Tier.WORDS)]


def test_single_characters_apart_do_not_make_an_absent_word(tmp_path: Path) -> None:
    """核能 was found wherever 核 and 能 stood in one paragraph."""
    reader = index_of(tmp_path / "index", [document("甲", ["考核後才能升等。", "平台能核對。"])])
    assert ids(reader, "核能") == []


def test_quotes_turn_widening_off(tiny: Reader) -> None:
    assert ids(tiny, '"外送員"') == ["20#1"]


def test_a_star_reaches_across_a_few_characters_of_one_sentence(tiny: Reader) -> None:
    assert ids(tiny, "平台*保障") == ["20#5", "公听#2"]
    assert ids(tiny, "資安*各機關") == ["20#3"]
    assert ids(tiny, "保障*平台") == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("speaker:工會", ["20#2", "公听#1"]),
        ("date:2025", [f"20#{n}" for n in range(1, 8)]),
        ("保險 date:..2024-12", ["公听#1"]),
        ("doc:記錄 平台", ["公听#1", "公听#2"]),
        ("title:勞動 平台", ["20#1", "20#2", "20#5"]),
    ],
)
def test_fields_narrow_the_answer(tiny: Reader, query: str, expected: list[str]) -> None:
    assert ids(tiny, query, exact=True) == expected


@given(STRINGS.map(fold), STRINGS.map(fold), STRINGS.map(fold))
def test_covering_grams_stand_in_every_text_that_contains_the_string(
    before: str, string: str, after: str
) -> None:
    from index.analysis.grams import grams

    assert set(covering_grams(string)) <= set(grams(before + string + after))


def test_an_empty_index_answers_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    add_to(folder, [document("甲", ["平台。"])])
    with BulkWriter(folder) as writer:
        writer.delete("甲")
    assert not by_tier(Reader(folder), parse("平台 OR -平台"))


@settings(max_examples=15, deadline=None)
@given(TEXTS, SEVERAL, st.sampled_from(["演算法", "資安", "外送員", "保障"]))
def test_how_many_are_looked_at_makes_no_difference(
    corpus: list[list[str]], strings: list[str], word: str
) -> None:
    """Many are asked for by the index's words, and sought in text that is not folded."""
    corpus = [*corpus, ["算法", "預算法", "師資安排", "資訊安全", "外卖骑手", "以外卖平台為例"]]
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        reader = built(folder, corpus)
        terms = [Term(string) for string in (word, *strings)]
        few = [by_tier(reader, term) for term in terms]
        patch.setattr(string_matching, "_MANY", 0)
        assert [by_tier(reader, term) for term in terms] == few
        patch.setattr(postings, "_ARRAYS_FROM", 0)
        arrays = Reader(Path(folder))
        assert [by_tier(arrays, term) for term in terms] == few


@given(STRINGS, st.text(ALPHABET, max_size=30))
def test_a_string_has_the_same_offsets_in_folded_and_original_text(string: str, text: str) -> None:
    found = [place.start() for place in unfolded_pattern(fold(string)).finditer(text)]
    assert found == [place.start() for place in re.finditer(re.escape(fold(string)), fold(text))]
