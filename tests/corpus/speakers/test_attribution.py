"""Properties of attribution that any text has, and its speed."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Document, Paragraph, Role
from corpus.speakers.attribution import attribute
from corpus.speakers.lexicon import words

PIECES = st.sampled_from(
    [
        *("Maria Delgado先生", "由", "某", "公車", "票價不變"),
        *"，。；！？：「」“”『』《》（）、 \u3000■\n",
        *(
            "黎明軒",
            "黎次長",
            "次長",
            "她",
            "他",
            "与会者",
            "交通署",
            "ILO",
            "Maria Delgado先生",
            "由",
        ),
        *(
            "指出",
            "表示，",
            "說",
            "建議",
            "的",
            "應",
            "並",
            "亦",
            "在會上",
            "某",
            "公車",
            "票價不變",
        ),
    ]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=30).map("".join))
ROLES: st.SearchStrategy[Role] = st.sampled_from(
    ["body", "body", "body", "heading", "byline", "caption", "direction"]
)
DOCUMENTS = st.builds(
    lambda parts, kind: Document(
        "d", "t", None, kind, tuple(Paragraph(n, *part) for n, part in enumerate(parts, start=1))
    ),
    st.lists(st.tuples(ROLES, TEXTS), max_size=8),
    st.sampled_from(["report", "transcript", "law", "other"]),
)


@given(DOCUMENTS)
def test_attribution_adds_only_statements_of_body_paragraphs(document: Document) -> None:
    attributed = attribute(document)
    bare = tuple(p._replace(statements=()) for p in attributed.paragraphs)
    assert attributed._replace(paragraphs=bare) == document
    assert all(p.role == "body" for p in attributed.paragraphs if p.statements)


@given(DOCUMENTS)
def test_statements_are_in_order_within_their_paragraph_and_named(
    document: Document,
) -> None:
    for paragraph in attribute(document).paragraphs:
        starts = [one.start for one in paragraph.statements]
        assert starts == sorted(starts)
        for one in paragraph.statements:
            assert 0 <= one.start < one.end <= len(paragraph.text)
            assert one.speaker.name
            assert one.mention


@given(DOCUMENTS)
def test_statements_are_disjoint_nested_or_have_the_same_span(
    document: Document,
) -> None:
    for paragraph in attribute(document).paragraphs:
        spans = {(one.start, one.end) for one in paragraph.statements}
        for start, end in spans:
            for other_start, other_end in spans:
                apart = end <= other_start or other_end <= start
                nested = start <= other_start and other_end <= end
                assert apart or nested or (other_start <= start and end <= other_end)


HOSTILE = {
    "one long clause of job titles": "張副司長" * 5_000,
    "prefixes of titles": "副" * 25_000,
    "surnames only": "王李張陳" * 6_000,
    "adverbs in a row": "他" + "並且也再三" * 5_000 + "說，",
    "opened and never closed": "「“『《（" * 5_000,
    "verbs of saying": "指出表示說明" * 4_000,
    "capitals": "A. B. C. " * 3_000,
    "capitals without end": "A" * 25_000,
    "commas": "，" * 25_000,
    "short sentences": "他說，好。" * 5_000,
    "a label without colon": "主席（" * 8_000,
    "spaces": " " * 25_000 + "：",
    "foreign names": "马·" * 12_000,
    "joined names": "立委" + "張明仁、" * 5_000,
    "groups": "多位與會者" * 5_000,
    "organizations": "部" * 12_000 + "指出，",
    "digits": "1," * 12_000,
    "names with an office": "立委王小明、" * 1_000,
    "offices in brackets": "（勞動部長）" * 2_000,
    "courtesy titles": "王先生" * 1_500,
    "masked names": "陳○文、" * 3_000,
    "names with dots": "阿依古丽·买买提" * 2_000,
    "labels in one line": "王小明：好。" * 4_000 + "王小明",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_does_not_take_long(name: str) -> None:
    paragraph = Paragraph(1, "body", HOSTILE[name])
    began = time.process_time()
    attribute(Document("d", "", None, "report", (paragraph,)))
    assert time.process_time() - began < 4


# Each label of a part of a name was compared with all names.
def test_many_labels_are_read_in_linear_time() -> None:
    given = sorted(words("given_names"))[:60]
    parts = [one + two for one in given for two in given]
    labels = ["王" + part for part in parts] + parts
    lines = tuple(Paragraph(n, "body", f"{label}：好。") for n, label in enumerate(labels, start=1))
    began = time.process_time()
    attribute(Document("d", "", None, "other", lines))
    assert time.process_time() - began < 4


def test_a_page_of_prose_takes_milliseconds() -> None:
    text = (
        "交通署黎明軒次長指出，票價不變，班次會增加；與會者認為可行，並建議先從偏鄉路線試辦。" * 6
    )
    paragraphs = tuple(Paragraph(n, "body", text) for n in range(100))
    document = Document("d", "", None, "report", paragraphs)
    attribute(document)
    began = time.process_time()
    attribute(document)
    assert time.process_time() - began < 2


def test_each_paragraph_of_the_same_words_has_its_statement() -> None:
    said = "勞動部林永春次長指出，工時應公開。"
    texts = (said, "會議在下午結束。", said)
    paragraphs = tuple(Paragraph(n, "body", text) for n, text in enumerate(texts, 1))
    first, other, second = attribute(Document("a", "", None, "other", paragraphs)).paragraphs
    assert first.statements == second.statements
    assert [one.speaker.name for one in second.statements] == ["林永春"]
    assert not other.statements
