"""Stored records: each paragraph and file comes back unchanged, from plain tuples."""

from __future__ import annotations

import pickle
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import (
    Certainty,
    Document,
    Paragraph,
    Period,
    Speaker,
    Statement,
    TextSource,
    TopicTag,
)
from index.stored_record import (
    DOC,
    NUMBER,
    PAGE,
    ROLE,
    SECTION,
    SOURCE,
    STARTS,
    STATEMENTS,
    TEXT,
    TOPICS,
    FileState,
    IndexedFile,
    Origin,
    Record,
    distance_to_file,
    records,
    text_of,
    to_file,
    to_paragraph,
    whole_record,
)

words = st.text("外送員平臺 a🙂\ud800", max_size=8)
places = st.integers(0, 50)
speakers = st.builds(Speaker, words, words, words, st.sampled_from(["person", "group"]))
statements = st.builds(
    Statement,
    places,
    places,
    speakers,
    words,
    st.sampled_from(get_args(Certainty)),
    st.none() | places,
    st.none() | places,
)
paragraphs = st.builds(
    Paragraph,
    number=st.just(1),
    role=st.sampled_from(["body", "heading", "byline", "caption", "direction"]),
    text=words,
    section=st.lists(words, max_size=3).map(tuple),
    page=st.none() | st.integers(0, 999),
    statements=st.lists(statements, max_size=3).map(tuple),
    topics=st.lists(
        st.builds(TopicTag, words, st.lists(st.tuples(places, places), max_size=2).map(tuple)),
        max_size=3,
    ).map(tuple),
    source=st.sampled_from(get_args(TextSource)),
)
documents = st.builds(
    Document,
    id=words,
    title=words,
    date=st.none() | st.dates().map(Period.on),
    date_from=st.sampled_from(["text", "field", "metadata", "name", ""]),
    kind=st.sampled_from(["report", "transcript", "law", "other"]),
    paragraphs=st.lists(paragraphs, max_size=3).map(
        lambda chosen: tuple(one._replace(number=n) for n, one in enumerate(chosen, 1))
    ),
    warnings=st.lists(words, max_size=2).map(tuple),
)
states = st.builds(FileState, places, st.integers(0, 2**62), words)

STATE = FileState(0, 0, "")
ORIGIN = Origin("/", "甲")


def stored_and_read(record: Record) -> Record:
    """The record pickled and read again. It has plain values only; our classes are not needed."""
    read: Record = pickle.loads(pickle.dumps(record, 2))
    assert set(map(type, flat(read))) <= {str, int, bytes, type(None)}
    return read


def flat(value: object) -> list[object]:
    return [x for part in value for x in flat(part)] if isinstance(value, tuple) else [value]


def all_stored(
    document: Document, origin: Origin = ORIGIN, state: FileState = STATE
) -> list[Record]:
    """All records of a file. The word starts of each paragraph are different."""
    starts = [bytes([n % 256]) for n in range(len(document.paragraphs))]
    return [stored_and_read(record) for record in records(document, origin, state, starts)]


@given(documents)
def test_a_paragraph_comes_back_from_its_record_and_the_one_of_its_file(document: Document) -> None:
    stored = all_stored(document)
    for place, paragraph in enumerate(document.paragraphs):
        record = whole_record(stored[place], stored[place + distance_to_file(stored[place])])
        assert to_paragraph(record) == paragraph
        assert (record[DOC], record[STARTS]) == (document.id, bytes([place]))


@given(documents, st.builds(Origin, words, words), states)
def test_a_file_comes_back_from_its_record(
    document: Document, origin: Origin, state: FileState
) -> None:
    assert to_file(all_stored(document, origin, state)[-1]) == IndexedFile(
        document.id,
        origin,
        document.title,
        document.date,
        document.kind,
        document.warnings,
        len(document.paragraphs),
        state,
        tuple(
            dict.fromkeys(
                said.speaker for paragraph in document.paragraphs for said in paragraph.statements
            )
        ),
        document.title_from,
        document.date_from,
    )


def test_values_that_paragraphs_share_are_stored_once() -> None:
    speaker = Speaker("何大年", "處長", "某處")
    said = (Statement(0, 3, speaker, "何大年處長"),)
    texts = [Paragraph(n, "body", "他同意", ("壹、緒言",), None, said) for n in range(1, 51)]
    stored = all_stored(Document("很長的檔名.md", "", None, "other", tuple(texts)))
    for shared in ("很長的檔名.md", "壹、緒言", "何大年", "處長", "某處", "body"):
        assert [shared in flat(record) for record in stored] == [False] * 50 + [True]


def test_a_paragraph_does_not_take_the_record_of_another_file() -> None:
    first, one_file = all_stored(Document("甲", "", None, "other", (Paragraph(1, "body", "一"),)))
    _, empty_file = [first, *all_stored(Document("乙", "", None, "other", ()))]
    assert whole_record(first, one_file)[DOC] == "甲"
    for wrong in (first, empty_file):
        with pytest.raises(ValueError, match="without its file"):
            whole_record(first, wrong)


def test_the_constants_are_the_positions_in_a_record() -> None:
    speaker = Speaker("何大年", "處長", "某處", "person")
    paragraph = Paragraph(
        2,
        "caption",
        "何大年處長表示同意。",
        ("壹、緒言", "一、緣起"),
        3,
        (Statement(0, 9, speaker, "何大年處長", "guess", 0, 7),),
        (TopicTag("gig-work", ((1, 3),)),),
        "ocr",
    )
    before = Paragraph(1, "heading", "壹、緒言")
    document = Document("乙.md", "乙", None, "report", (before, paragraph))
    _, stored, file = records(document, ORIGIN, STATE, [b"\x1f", b"\x11"])
    record = whole_record(stored, file)
    assert record[TEXT] == "何大年處長表示同意。"
    assert record[DOC] == "乙.md"
    assert record[NUMBER] == 2
    assert record[ROLE] == "caption"
    assert record[PAGE] == 3
    assert record[SECTION] == ("壹、緒言", "一、緣起")
    said = (0, 9, "何大年", "處長", "某處", "person", "何大年處長", "guess", 0, 7)
    assert record[STATEMENTS] == (said,)
    assert record[TOPICS] == (("gig-work", ((1, 3),)),)
    assert record[SOURCE] == "ocr"
    assert record[STARTS] == b"\x11"


@pytest.mark.parametrize(("text", "length"), [("外送員", 6), ("platform work", 13), ("AI 治理", 9)])
def test_a_text_is_stored_in_the_shorter_of_two_encodings(text: str, length: int) -> None:
    """The last text is as long in both encodings, and stays a string."""
    stored, file = all_stored(Document("甲", "", None, "other", (Paragraph(1, "body", text),)))
    assert len(stored[TEXT].encode() if text[0] in "Ap" else stored[TEXT]) == length
    assert text_of(stored) == whole_record(stored, file)[TEXT] == text


def test_the_year_one_is_stored() -> None:
    document = Document("甲", "甲", Period.of(1), "other", ())
    assert to_file(all_stored(document)[0]).date == Period.of(1)
