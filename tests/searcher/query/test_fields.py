"""The table of query fields against the index, the parser, the commands and the README."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from click import Option

from corpus.document import Kind, Role, Speaker, Statement
from corpus.topics.tagger import Tagger
from corpus.topics.thesaurus import Thesaurus
from index.field_names import KEYWORD_FIELDS
from index.whoosh.reader import Reader
from searcher.cli.search import command as search_command
from searcher.cli.who import command as who_command
from searcher.query.ast import DateRange, Field, split_field
from searcher.query.fields import FIELDS, QueryField
from searcher.query.parser import parse
from searcher.query_filters import Filters
from searcher.report.no_results import explain_nothing
from searcher.search import Search
from tests.conftest import HEARING, WORKSHOP, index_of
from tests.language.catalogues import read_catalogue, strings

README = Path(__file__).parents[3] / "README.md"
#: A value of each field that the index has, and one that it has not.
VALUES = {
    "speaker": ("工會", "孫悟空"),
    "org": ("工會", "火星署"),
    "topic": ("平台工作者", None),  # an unknown topic is an error
    "section": ("保險", "火星"),
    "title": ("工作坊", "火星"),
    "doc": ("記錄", "火星"),
    "date": ("2025", "1999"),
    "kind": ("other", "law"),
    "role": ("body", "byline"),
}


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    first, *others = WORKSHOP.paragraphs
    said = Statement(0, len(first.text), Speaker("李健鴻", "次長", "總工會"), "李健鴻")
    first = first._replace(section=("保險",), statements=(said,))
    tagger = Tagger(Thesaurus.load())
    tagged = map(tagger.tag, [WORKSHOP._replace(paragraphs=(first, *others)), HEARING])
    return index_of(tmp_path_factory.mktemp("fields") / "index", tagged)


def test_every_keyword_field_of_the_index_can_be_asked_for() -> None:
    kept = {name for field in FIELDS.values() for name in field.kept_in}
    assert kept == set(KEYWORD_FIELDS) - {"file", "side", "defined"}


@pytest.mark.parametrize("field", FIELDS.values(), ids=FIELDS)
def test_a_field_is_read_by_each_of_its_names(field: QueryField) -> None:
    present, _ = VALUES[field.name]
    for name in (field.name, field.name.upper(), *field.aliases):
        for colon in (":", "："):
            query = parse(f"{name}{colon}{present}")
            assert isinstance(query, Field)
            assert query.name == field.name
            assert isinstance(query.value, DateRange) == (field.read == "dates")


@pytest.mark.parametrize("locale", ["zh_Hant", "zh_Hans"])
def test_the_name_that_messages_show_is_one_of_the_field(locale: str) -> None:
    shown = strings(read_catalogue(locale))
    for name in FIELDS:
        assert split_field(str(shown[f"{name}:"]))[0] == name


def test_kinds_and_roles_have_chinese_names() -> None:
    assert set(FIELDS["kind"].values) == set(get_args(Kind))
    assert set(FIELDS["role"].values) == set(get_args(Role))
    shown = strings(read_catalogue("zh_Hant"))
    for field in (FIELDS["kind"], FIELDS["role"]):
        assert {shown[value] for value in field.values} <= {
            name for names in field.values.values() for name in names
        }


def test_a_kind_is_found_by_its_chinese_name(reader: Reader) -> None:
    found = Search(reader).answer(parse("kind:other")).total
    assert [Search(reader).answer(parse(f"{name}:其他")).total for name in ("種類", "类型")] == [
        found,
        found,
    ]
    assert Search(reader).answer(parse("種類:法規")).total == 0


@pytest.mark.parametrize("field", FIELDS.values(), ids=FIELDS)
def test_a_field_finds_its_paragraphs_and_explains_when_there_are_none(
    reader: Reader, field: QueryField
) -> None:
    present, absent = VALUES[field.name]
    assert Search(reader).answer(parse(f"{field.name}:{present}")).total
    if absent:
        query = parse(f"{field.name}:{absent}")
        assert not Search(reader).answer(query).total
        advice = "\n".join(map(str, explain_nothing(reader, query, exact=False)))
        assert f"no paragraph has {field.name}:" in advice
        assert field.listed_by in advice


@pytest.mark.parametrize("command", [search_command, who_command], ids=["search", "who"])
def test_a_command_has_the_options_of_the_table_with_their_help(command: object) -> None:
    options = {
        option.name: option.help
        for option in command.params  # type: ignore[attr-defined]
        if isinstance(option, Option)
    }
    for field in FIELDS.values():
        assert options.get(field.name, "") == field.option


@pytest.mark.parametrize("name", FIELDS)
def test_the_readme_shows_a_field(name: str) -> None:
    assert f"`{name}:" in README.read_text(encoding="utf-8")


def test_the_filters_of_the_python_interface_are_the_options_of_the_table() -> None:
    options = {name for name, field in FIELDS.items() if field.option}
    assert Filters.__annotations__.keys() == options | {"since", "until"}
