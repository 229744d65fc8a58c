"""One person has one entry; role labels and namesakes are kept apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.document import Document, Paragraph, Period, Speaker, Statement
from index.errors import IndexDamagedError
from index.people import (
    Identity,
    People,
    has_namesakes,
    namesakes,
    read_namesakes,
    write_namesakes,
)
from index.sealed_file import write_json
from index.stored_record import FileState, IndexedFile, Origin, records, to_file

LABOUR = Speaker("王小明", "專員", "勞動部")
EDUCATION = Speaker("王小明", "科長", "教育局")
BARE = Speaker("王小明")


def file(id: str, date: Period | None, *speakers: Speaker) -> IndexedFile:
    paragraphs = tuple(
        Paragraph(n, "body", "好。", statements=(Statement(0, 2, one),))
        for n, one in enumerate(speakers, 1)
    )
    document = Document(id, id, date, "report", paragraphs)
    *_, record = records(document, Origin("/", id), FileState(0, 0, ""), [b""] * len(paragraphs))
    return to_file(record)


def people(index: Path, *files: IndexedFile) -> People:
    write_namesakes(index, 1, files)
    return People(index)


def same(a: Identity, b: Identity) -> bool:
    return a.key == b.key


def test_a_name_in_both_scripts_and_with_other_offices_is_one_person(tmp_path: Path) -> None:
    known = people(tmp_path, file("甲", Period.of(2020), LABOUR))
    a = known.identity(Speaker("劉國強", "教授"), "甲", None)
    assert same(a, known.identity(Speaker("刘国强", "院長"), "乙", Period.of(2021)))
    assert not same(a, known.identity(Speaker("劉國強", kind="group"), "甲", None))


def test_a_role_label_is_somebody_of_its_document(tmp_path: Path) -> None:
    known = people(tmp_path)
    chair = known.identity(Speaker("主席"), "甲.md", None)
    assert chair.document == "甲.md"
    assert same(chair, known.identity(Speaker("主席"), "甲.md", None))
    assert not same(chair, known.identity(Speaker("主席"), "乙.md", None))


def test_namesakes_have_other_organizations_and_no_common_year(tmp_path: Path) -> None:
    early, late = Period.of(2010, 5, 1), Period.of(2020, 5, 1)
    known = people(tmp_path, file("甲", early, LABOUR), file("乙", late, EDUCATION))
    first, second = known.identity(LABOUR, "甲", early), known.identity(EDUCATION, "乙", late)
    assert not same(first, second)
    assert same(first, known.identity(BARE, "丙", Period.of(2010, 9, 1)))
    assert same(second, known.identity(BARE, "丙", Period.of(2020)))
    unclear = known.identity(BARE, "丙", Period.of(2015))
    assert not same(unclear, first)
    assert not same(unclear, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (file("甲", Period.of(2010), LABOUR), file("乙", Period.of(2010, 3), EDUCATION)),
        (file("甲", None, LABOUR, EDUCATION), file("乙", None)),
        (
            file("甲", Period.of(2010), LABOUR._replace(organization="衛福部")),
            file("乙", Period.of(2020), LABOUR._replace(organization="衛生福利部")),
        ),
        (
            file("甲", Period.of(2010), LABOUR),
            file("乙", Period.of(2020), LABOUR._replace(organization="勞動部勞動力發展署")),
        ),
        (file("甲", Period.of(2010), LABOUR), file("乙", Period.of(2020), BARE)),
        (
            file("甲", Period.of(2010), LABOUR),
            file("乙", Period.of(2020), LABOUR._replace(organization="第一組")),
        ),
    ],
)
def test_one_year_document_or_organization_makes_one_person(
    first: IndexedFile, second: IndexedFile
) -> None:
    assert namesakes([first, second]) == {}


def test_they_are_those_of_one_commit(tmp_path: Path) -> None:
    assert not has_namesakes(tmp_path, 1)
    write_namesakes(tmp_path, 1, [file("甲", None, LABOUR)])
    assert (has_namesakes(tmp_path, 1), has_namesakes(tmp_path, 11)) == (True, False)


@pytest.mark.parametrize("text", ["{", "[]", "", "[" * 9999])
def test_a_damaged_file_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "namesakes.json").write_text(text, encoding="utf-8")
    with pytest.raises(IndexDamagedError, match=r"namesakes\.json"):
        read_namesakes(tmp_path)


@pytest.mark.parametrize("names", [{"甲": [3]}, [], {"甲": 7}])
def test_a_file_with_other_values_is_named(tmp_path: Path, names: object) -> None:
    write_json(tmp_path / "namesakes.json", {"commit": 1, "names": names})
    with pytest.raises(IndexDamagedError, match=r"namesakes\.json"):
        People(tmp_path).identity(LABOUR, "甲", None)


def test_a_third_document_may_join_two(tmp_path: Path) -> None:
    files = [
        file("甲", Period.of(2010), LABOUR),
        file("乙", Period.of(2020), EDUCATION),
        file("丙", Period(Period.of(2010).first, Period.of(2020).last), LABOUR),
    ]
    assert len(namesakes(files[:2])["王小明"]) == 2
    assert namesakes(files) == {}
