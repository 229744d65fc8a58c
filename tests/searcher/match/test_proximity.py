"""``NEAR/n``: words near each other."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.document import Document, Speaker, Statement
from index.plan import Tier
from index.whoosh.reader import Reader
from searcher.answer import Answer
from searcher.query.parser import parse
from searcher.report.who import voices
from searcher.search import Options, Search
from tests.conftest import add_to, document, index_of


def answer(reader: Reader, query: str, *, exact: bool = False) -> Answer:
    return Search(reader, Options(exact=exact, limit=None)).answer(parse(query))


def counted(answer: Answer) -> list[tuple[str, Tier, int]]:
    return [(count.text, count.tier, count.paragraphs) for count in answer.receipt]


TEXTS = st.lists(st.text("平台保險 ，", max_size=12).map("甲{}".format), min_size=1, max_size=8)


def is_near(text: str, one: str, other: str, distance: int) -> bool:
    """Whether a reader who looks at every pair of places finds one. Gaps do not count."""
    text = re.sub("(?<=[甲平台保險]) {1,2}(?=[甲平台保險])", "", text)
    for first, second in ((one, other), (other, one)):
        for at in range(len(text)):
            for then in range(at + len(first), len(text)):
                gap = sum(not char.isspace() for char in text[at + len(first) : then])
                both = text.startswith(first, at) and text.startswith(second, then)
                if both and gap <= distance:
                    return True
    return False


@settings(max_examples=40, deadline=None)
@given(
    TEXTS, st.sampled_from(["平", "平台", "險"]), st.sampled_from(["保", "保險"]), st.integers(0, 4)
)
def test_near_finds_what_a_reader_finds(
    texts: list[str], one: str, other: str, distance: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        add_to(Path(folder), [document("a", texts)])
        found = answer(Reader(Path(folder)), f'"{one}" NEAR/{distance} "{other}"')
        assert {hit.paragraph.number for hit in found.hits} == {
            number for number, text in enumerate(texts, 1) if is_near(text, one, other, distance)
        }


PARAGRAPHS = [
    "外送員的保險由平台負擔。",
    "保險由外送員負擔，平台不管。",
    "外送員說了很久，才提到要有保險。",
    "騎手的保險。",
    "騎手談職災。",
]


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    return index_of(tmp_path / "index", [document("甲", PARAGRAPHS)])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("外送員 NEAR/1 保險", [1, 2, 4]),
        ('"外送員" NEAR/1 "保險"', [1, 2]),
        ("外送員 NEAR/0 保險", []),
        ("保險 NEAR/99 外送員", [1, 2, 3, 4]),
        ("(外送員 OR 騎手) NEAR/1 (保險 OR 職災)", [1, 2, 4, 5]),
        ("外送員 NEAR/1 保險 平台", [1, 2]),
        ("外送員 NEAR/1 保險 NEAR/1 平台", [1]),
        ("保險 -外送員 NEAR/1 保險", [3]),
        ("外送員 NEAR/99 外送員", []),
    ],
)
def test_near_counts_characters_in_either_order(
    reader: Reader, query: str, expected: list[int]
) -> None:
    assert sorted(hit.paragraph.number for hit in answer(reader, query).hits) == expected


def test_near_has_counts_of_its_own(reader: Reader) -> None:
    assert counted(answer(reader, "外送員 NEAR/1 保險")) == [
        ("外送員 NEAR/1 保險", Tier.EXACT, 2),
        ("外送員 NEAR/1 保險", Tier.VARIANT, 1),
    ]
    assert counted(answer(reader, "外送員 NEAR/1 保險", exact=True)) == [
        ("外送員 NEAR/1 保險", Tier.EXACT, 2)
    ]
    assert [hit.match for hit in answer(reader, "外送員 NEAR/1 保險").hits] == [
        "exact",
        "exact",
        "variant",
    ]


def test_only_the_places_near_each_other_are_marked(tmp_path: Path) -> None:
    text = "保險是一件事。外送員的保險是另一件事，保險法另行規定。"
    reader = index_of(tmp_path / "index", [document("甲", [text])])
    [hit] = answer(reader, "外送員 NEAR/3 保險").hits
    assert hit.matched == ("外送員", "保險")
    assert hit.spans == ((7, 10), (11, 13))


def test_near_belongs_to_the_speaker_of_the_words_near_each_other(tmp_path: Path) -> None:
    text = "王一說保險要改。李二說外送員的保險要改。"
    said = (
        Statement(0, 8, Speaker("王一"), "王一"),
        Statement(8, 20, Speaker("李二"), "李二"),
    )
    one: Document = document("甲", [text])
    paragraph = one.paragraphs[0]._replace(statements=said)
    reader = index_of(tmp_path / "index", [one._replace(paragraphs=(paragraph,))])
    found = answer(reader, "外送員 NEAR/3 保險")
    assert [voice.name for voice in voices(found.hits, reader.people)] == ["李二"]
    assert answer(reader, "外送員 NEAR/3 保險 speaker:王一").total == 0
    assert answer(reader, "外送員 NEAR/3 保險 speaker:李二").total == 1
