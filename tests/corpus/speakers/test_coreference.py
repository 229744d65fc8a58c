"""Coreference: every mention of a person resolves to the same speaker."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Speaker
from corpus.speakers.coreference import People
from corpus.speakers.mention import Mention


def full(name: str, title: str = "", organization: str = "") -> Mention:
    return Mention(0, len(name), "full", name, title, organization)


def short(surname: str, title: str) -> Mention:
    return Mention(0, 1, "short", surname, title)


def test_a_speaker_has_the_most_frequent_title_and_organization() -> None:
    people = People(
        [
            ((0, 0), full("高志明", "署長", "公共運輸署")),
            ((1, 0), full("高志明", "署長")),
            ((2, 0), full("高志明", "前署長")),
        ]
    )
    assert people.resolve(full("高志明"), "高志明", (3, 0)) == Speaker(
        "高志明", "署長", "公共運輸署"
    )


def test_a_surname_with_an_unknown_title_stays_as_written() -> None:
    people = People([((0, 0), full("高志明", "署長"))])
    assert people.resolve(short("高", "科長"), "高科長", (1, 0)) == Speaker("高科長", "科長")


def test_a_short_mention_may_have_part_of_the_title() -> None:
    people = People([((0, 0), full("成之遠", "名譽教授"))])
    found = people.resolve(short("成", "教授"), "成教授", (1, 0))
    assert found == Speaker("成之遠", "名譽教授")


def test_a_short_mention_means_the_person_named_last() -> None:
    people = People([((0, 0), full("高志明", "處長")), ((4, 0), full("高以文", "處長"))])
    earlier = people.resolve(short("高", "處長"), "高處長", (2, 0))
    later = people.resolve(short("高", "處長"), "高處長", (5, 0))
    assert (earlier, later) == (Speaker("高志明", "處長"), Speaker("高以文", "處長"))


def test_a_latin_surname_means_the_only_person_with_it() -> None:
    people = People([((0, 0), full("Mira Halvorsen", "理事")), ((1, 0), full("Halvorsen"))])
    assert people.resolve(full("Halvorsen"), "Halvorsen", (1, 0)) == Speaker(
        "Mira Halvorsen", "理事"
    )


def test_both_scripts_name_the_same_person() -> None:
    people = People([((0, 0), full("蘇映雪", "理事長"))])
    assert people.resolve(full("苏映雪"), "苏映雪", (1, 0)) == Speaker("蘇映雪", "理事長")


POSITIONS = st.tuples(st.integers(0, 5), st.integers(0, 50))
HOLDERS = st.lists(
    st.tuples(POSITIONS, st.sampled_from(["王甲一", "王乙二", "王丙三"])), min_size=1
)


@given(HOLDERS, POSITIONS)
def test_a_short_mention_means_the_nearest_person_before_it(
    holders: list[tuple[tuple[int, int], str]], position: tuple[int, int]
) -> None:
    holders = sorted(holders)
    people = People([(where, full(name, "處長")) for where, name in holders])
    found = people.resolve(short("王", "處長"), "王處長", position)
    before = [(where, name) for where, name in holders if where < position]
    nearest = max(where for where, _ in before) if before else min(where for where, _ in holders)
    assert found is not None
    assert found.name in {name for where, name in holders if where == nearest}


def test_an_office_alone_is_not_that_of_a_former_holder_or_a_deputy() -> None:
    for title, other in (("總統", "前總統"), ("局長", "副局長"), ("主任", "代理主任")):
        people = People([((0, 0), full("高志明", other))])
        found = people.resolve(Mention(0, 2, "title", "", title), title, (1, 0))
        assert found == Speaker(title, title)
