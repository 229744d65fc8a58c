"""A people file merges and splits speakers by hand, and gives the office held that day."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from index.update import update
from searcher import Index
from tests.searcher.cli.command import Ran

Cewen = Callable[..., Ran]

DOCUMENTS = {
    "2015-03-01-早期會議.md": (
        "# 早期會議\n\n### 主席：\n\n請開始討論航道。\n\n### 林海青：\n\n航道要先疏濬。\n"
    ),
    "2017-05-04-港務會議.md": (
        "# 港務會議\n\n### 主席：\n\n今天談航道。\n\n### Hai-Ching Lin：\n\n航道的資料會公開。\n\n"
        "### 何小川：\n\n航道由漁民共同管理。\n"
    ),
    "2018-06-01-新聞稿.md": (
        "# 新聞稿\n\n港務局何小川局長指出，航道已經通航。\n\n他認為，航道的維護要持續。\n"
    ),
}
PEOPLE = """
[[person]]
name = "林海青"
aliases = ["Hai-Ching Lin"]
[[person.office]]
title = "政務委員"
organization = "行政院"
from = 2016-10-01

[[person]]
name = "何小川（漁民）"
aliases = ["何小川"]
documents = ["2017-*"]
"""


@pytest.fixture
def index(home: Path) -> Path:
    folder = home / "documents"
    folder.mkdir()
    for name, text in DOCUMENTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    update(home / "index", [folder], jobs=1)
    return home / "index"


@pytest.fixture
def opened(index: Path, home: Path) -> Index:
    people = home / "people.toml"
    people.write_text(PEOPLE, encoding="utf-8")
    result = update(index, [home / "documents"], people=[people], jobs=1)
    assert (result.unchanged, result.paragraphs) == (3, 0)
    return Index(index)


def who(index: Index, query: str, **filters: str) -> set[tuple[str, str]]:
    return {(v.name, v.quote.hit.file.id[:4]) for v in index.who(query, **filters).voices}


def test_a_role_label_is_another_speaker_in_each_document(index: Path) -> None:
    found = Index(index).who("航道").voices
    assert len([v.document for v in found if v.name == "主席"]) == 2
    listed = Index(index).speakers().speakers
    assert {(s.document[:4], s.extent.paragraphs) for s in listed if s.name == "主席"} == {
        ("2015", 1),
        ("2017", 1),
    }


def test_aliases_are_one_person(opened: Index) -> None:
    (voice,) = (v for v in opened.who("航道").voices if v.name == "林海青")
    assert voice.statements == 2
    for name in ("林海青", "Hai-Ching"):
        found = opened.search("航道", speaker=name)
        assert found.total == 2
        assert {hit.speakers[0].name for hit in found.hits} == {"林海青"}
    (held,) = (s for s in opened.speakers().speakers if s.name == "林海青")
    assert (held.extent.paragraphs, held.extent.documents) == (2, 2)


def test_an_office_counts_on_the_days_it_was_held(opened: Index) -> None:
    (hit,) = opened.search("航道", org="行政院").hits
    assert hit.file.id.startswith("2017")
    (speaker,) = hit.speakers
    assert (speaker.name, speaker.organization, speaker.title) == ("林海青", "行政院", "政務委員")
    assert opened.search("航道", speaker="政務委員").total == 1
    assert opened.search("", org="行政院").total == 1


def test_two_entries_keep_two_persons_of_one_name_apart(opened: Index) -> None:
    assert who(opened, "航道", speaker="漁民") == {("何小川（漁民）", "2017")}
    assert who(opened, "航道") >= {("何小川", "2018"), ("何小川（漁民）", "2017")}
    passage = opened.show("2017-05-04-港務會議.md")
    assert {s.speaker.name for p in passage.paragraphs for s in p.statements} == {
        *("主席", "林海青", "何小川（漁民）")
    }


def test_a_changed_file_is_taken_without_reading_anything(opened: Index, home: Path) -> None:
    (home / "people.toml").write_text('[[person]]\nname = "何小川"\n', encoding="utf-8")
    assert update(opened.folder, [home / "documents"], jobs=1).unchanged == 3
    assert [v.statements for v in Index(opened.folder).who("航道", speaker="何小川").voices] == [3]
    update(opened.folder, [home / "documents"], forget_people=True, jobs=1)
    assert [path.name for path in (opened.folder / "people").iterdir()] == ["origins.json"]


def test_a_mistake_is_named_and_the_index_stays(index: Path, home: Path, cewen: Cewen) -> None:
    people = home / "people.toml"
    people.write_text("[[person]]\n", encoding="utf-8")
    ran = cewen("index", str(home / "documents"), "--index", str(index), "--people", str(people))
    assert ran.code == 2
    assert ran.err == f"cewen: {people}: person 1: name: expected a text in quotation marks\n"
    assert Index(index).search("航道").total > 0


def test_only_certain_statements_are_shown_when_asked(index: Path, cewen: Cewen) -> None:
    options = ("航道的維護", "--index", str(index))
    assert "何小川（港務局局長）[resolved]" in cewen("search", *options).out
    assert "何小川" not in cewen("search", *options, "--certain").out
    assert cewen("search", *options, "--certain", "--speaker", "何小川").code == 1
    assert cewen("who", *options).code == 0
    assert cewen("who", *options, "--certain").code == 1
    (found,) = Index(index).search("航道的維護", speaker="何小川").hits
    assert [one.certainty for one in found.statements] == ["resolved"]


def test_an_organization_with_the_asked_name_comes_first(home: Path, cewen: Cewen) -> None:
    folder = home / "papers"
    folder.mkdir()
    for day, office in ((1, "教育部國民及學前教育署"), (2, "教育部")):
        text = f"# 新聞稿{day}\n\n{office}王大{day}司長指出，課綱的工作已經完成。\n"
        text = text.replace("王大1", "王大同").replace("王大2", "林小海")
        more = "課綱課綱。" if day == 1 else ""
        (folder / f"2020-01-0{day}-新聞稿.md").write_text(text + more, encoding="utf-8")
    update(home / "papers-index", [folder], jobs=1)
    opened = Index(home / "papers-index")
    found = opened.search("課綱", org="教育部").hits
    assert [hit.speakers[0].organization for hit in found] == ["教育部", "教育部國民及學前教育署"]
    (first,) = opened.search("課綱", org="教育部", limit=1).hits
    assert first.speakers[0].name == "林小海"
    ran = cewen("search", "課綱", "--org", "教育部", "--index", str(opened.folder))
    assert ran.err == "cewen: an organization is known of 2 of 2 persons who speak\n"


def test_suggestions_are_lines_of_a_people_file(home: Path, cewen: Cewen) -> None:
    folder = home / "papers"
    folder.mkdir()
    for day, labels in ((1, ("林海青", "Peggy Lo", "王大同")), (2, ("海青", "Peggy", "王大同"))):
        text = "".join(f"### {name}：\n\n{name}的意見不同。\n\n" for name in labels)
        (folder / f"2020-01-0{day}-會議.md").write_text(f"# 會議\n\n{text}", encoding="utf-8")
    index = home / "papers-index"
    update(index, [folder], jobs=1)
    ran = cewen("speakers", "--suggest", "--index", str(index))
    assert ran.out == (
        "# the given name of 林海青, in the same year or document\n"
        '[[person]]\nname = "林海青"\naliases = ["海青"]\n\n'
        '# a shorter form of Peggy Lo\n[[person]]\nname = "Peggy Lo"\naliases = ["Peggy"]\n\n'
    )
    (home / "people.toml").write_text(ran.out, encoding="utf-8")
    update(index, [folder], people=[home / "people.toml"], jobs=1)
    assert cewen("speakers", "--suggest", "--index", str(index)).code == 1
    names = [json.loads(line)["name"] for line in cewen(
        "speakers", "--json", "--index", str(index)).out.splitlines()]  # fmt: skip
    assert sorted(names) == ["Peggy Lo", "林海青", "王大同"]


def test_namesakes_are_suggested_with_their_organizations(home: Path) -> None:
    folder = home / "papers"
    folder.mkdir()
    for year, office in ((2010, "港務局"), (2020, "教育局")):
        text = f"# 新聞稿\n\n{office}王大同局長指出，{year}年的工作已經完成。\n"
        (folder / f"{year}-01-01-新聞稿.md").write_text(text, encoding="utf-8")
    update(home / "papers-index", [folder], jobs=1)
    opened = Index(home / "papers-index")
    assert [v.organizations for v in opened.who("工作").voices] == [("港務局",), ("教育局",)]
    (one,) = opened.same_persons()
    assert (one.name, one.aliases) == ("王大同", ())
    assert (
        str(one.reason) == "one name with organizations that no year has together: 教育局 / 港務局"
    )
