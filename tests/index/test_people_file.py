"""A people file gives persons with their names and offices, or an error that says what to mend."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from corpus.document import Period
from index.people_file import Office, PeopleFileError, Person, load_people


def load(tmp_path: Path, text: str) -> tuple[Person, ...]:
    path = tmp_path / "people.toml"
    path.write_text(text, encoding="utf-8")
    return load_people([path])


def test_a_person_has_names_and_offices_with_dates(tmp_path: Path) -> None:
    text = """
        [[person]]
        name = "林海青"
        aliases = ["林政委", "Hai-Ching Lin"]
        [[person.office]]
        title = "政務委員"
        organization = "行政院"
        from = 2016-10-01
        to = "2022-08"
        [[person.office]]
        title = "部長"
        from = 2022
    """
    (person,) = load(tmp_path, text)
    assert person.names == ("林海青", "林政委", "Hai-Ching Lin")
    first, second = person.offices
    assert first == Office(
        "政務委員", "行政院", datetime.date(2016, 10, 1), datetime.date(2022, 8, 31)
    )
    assert (second.first, second.last) == (datetime.date(2022, 1, 1), None)


@pytest.mark.parametrize(
    ("date", "held"),
    [
        (Period.of(2016, 9), False),
        (Period.of(2016), True),
        (Period.of(2016, 10, 1), True),
        (Period.of(2022, 8, 31), True),
        (Period.of(2022, 9), False),
        (None, False),
    ],
)
def test_an_office_is_held_on_the_days_between_its_dates(date: Period | None, held: bool) -> None:
    office = Office("政務委員", "行政院", datetime.date(2016, 10, 1), datetime.date(2022, 8, 31))
    assert office.is_held(date) is held
    assert Office("政務委員", "行政院", None, None).is_held(date)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("[[person]]\nname = 3\n", "person 1: name: expected a text in quotation marks"),
        ("[[person]]\nalias = []\n", "person 1: unknown key 'alias'; expected one of name, "
         "aliases, organizations, documents, office"),
        ('[[person]]\nname = "甲"\naliases = "乙"\n',
         'person 1: aliases: expected a list: ["…", "…"]'),
        ('[[person]]\nname = "甲"\n[[person.office]]\nfrom = 2016\n',
         "person 1: office: expected a title or an organization"),
        ('[[person]]\nname = "甲"\n[[person.office]]\ntitle = "乙"\nfrom = "民國"\n',
         "person 1: from: expected a date like 2016-10-01, 2016-10 or 2016"),
        ('[[person]]\nname = "甲"\n[[person.office]]\ntitle = "乙"\nfrom = 2016\nto = 2015\n',
         "person 1: office: it ends before it begins"),
        ('[[person]]\nname = "張三"\n[[person]]\nname = "張四"\naliases = ["张三"]\n',
         "person 2: 张三 is also a name of person 1; add organizations or documents to one"),
        ('name = "甲"\n', "expected only [[person]] tables, each with a name"),
    ],
)  # fmt: skip
def test_a_mistake_names_the_person_and_what_is_expected(
    tmp_path: Path, text: str, error: str
) -> None:
    with pytest.raises(PeopleFileError) as raised:
        load(tmp_path, text)
    assert str(raised.value) == f"{tmp_path / 'people.toml'}: {error}"


@pytest.mark.parametrize("text", ["[[person]\n", "a = " + "[" * 5000, "\x00"])
def test_a_file_that_is_not_toml_is_named(tmp_path: Path, text: str) -> None:
    with pytest.raises(PeopleFileError, match=r"people\.toml: not valid TOML"):
        load(tmp_path, text)


def test_the_example_of_the_manual_is_a_people_file(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "people.md").read_text(encoding="utf-8")
    persons = load(tmp_path, page.split("```toml\n")[1].split("```")[0])
    assert [person.name for person in persons] == ["林海青", "王大同", "王大同（漁民）"]
    assert not persons[1].is_meant("教育局", "2017-05-04.md")
    assert persons[2].is_meant("", "2017-05-04.md")
