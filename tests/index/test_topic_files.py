"""The names of the topics beside an index: a search asks them, and not the thesaurus."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.topics.thesaurus import Thesaurus
from index.errors import IndexDamagedError
from index.manifest import FORMAT, Manifest, write_manifest
from index.topic_files import TopicNames, read_names, write_names
from tests.conftest import THESAURUS

TOML = """
[ghosts]
prefLabel = { zh-Hant = "鬼\\t故\\n事" }
altLabel = ["鬼屋", "haunted house"]
"""


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> TopicNames:
    folder = tmp_path_factory.mktemp("index")
    write_names(folder, THESAURUS)
    assert [path.name for path in folder.iterdir()] == ["topics.txt"]
    return read_names(folder)


def found(thesaurus: Thesaurus, name: str) -> str | None:
    topic = thesaurus.find(name)
    return topic.id if topic else None


def test_every_name_finds_the_topic_that_the_thesaurus_finds(names: TopicNames) -> None:
    for topic in THESAURUS.topics.values():
        assert names.labels[topic.id] == topic.label()
        for name in (topic.id, *topic.labels.values(), *(word.text for word in topic.words)):
            assert names.find(name) == found(THESAURUS, name)


parts = st.sampled_from([*THESAURUS.topics, *THESAURUS.names, *"平台工 \n\t-_Aa臺"])


@given(st.lists(parts, max_size=3).map("".join) | st.text())
def test_any_text_finds_what_the_thesaurus_finds(names: TopicNames, name: str) -> None:
    assert names.find(name) == found(THESAURUS, name)


def test_what_a_user_writes_in_a_label_breaks_no_line(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(TOML, encoding="utf-8")
    write_names(tmp_path, Thesaurus.load(tmp_path / "own.toml"))
    names = read_names(tmp_path)
    assert names.labels["ghosts"] == "鬼 故 事"
    assert {names.find(name) for name in ("鬼屋", "Haunted-House", "鬼故事")} == {"ghosts"}


def test_a_missing_list_of_names_is_damage_after_a_commit(tmp_path: Path) -> None:
    names = read_names(tmp_path)
    assert (names.labels, names.find("平台工作者")) == ({}, None)
    write_manifest(tmp_path, Manifest(FORMAT, "jieba", topics="0a1b"))
    with pytest.raises(IndexDamagedError, match=r"topics\.txt: damaged \(missing\)"):
        read_names(tmp_path)
