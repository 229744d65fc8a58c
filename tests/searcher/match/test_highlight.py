import itertools

from hypothesis import given
from hypothesis import strategies as st

from searcher.match.highlight import merge
from searcher.query.ast import Field, Phrase, Term
from searcher.query.parser import parse
from searcher.query.positive import positive_fields, positive_terms

SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 6)).map(lambda p: (p[0], sum(p))))


@given(SPANS)
def test_merging_marks_the_same_characters_once_and_leaves_gaps(
    spans: list[tuple[int, int]],
) -> None:
    merged = merge(spans)
    assert {at for s, e in merged for at in range(s, e)} == {
        at for s, e in spans for at in range(s, e)
    }
    assert all(end < start for (_, end), (start, _) in itertools.pairwise(merged))


def test_only_terms_that_an_answer_may_hold_are_marked() -> None:
    query = parse('外送 (平台 OR "勞保") -保險 speaker:王')
    assert list(positive_terms(query)) == [Term("外送"), Term("平台"), Phrase("勞保")]


def test_only_fields_that_every_answer_has_count_as_filters() -> None:
    query = parse("外送 speaker:王 (org:甲 OR org:乙) -topic:工資")
    assert list(positive_fields(query)) == [Field("speaker", Term("王"))]
