"""Nodes and loaders die, and nothing is lost, doubled, or shown in part."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.opensearch.fixtures import OpenSearchAlone
from tests.opensearch.library import QUESTIONS, Library, Reader, address, wait_for_written
from tests.safety.commands import Server

REASONS = ("a part of the cluster does not answer", "no server answers", "no answer within")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with Server(tmp_path_factory.mktemp("output"), "writing") as running:
        yield running


@pytest.fixture
def library(opensearch_alone: OpenSearchAlone, tmp_path: Path, server: Server) -> Library:
    return Library(tmp_path / "library", server)


def test_answers_stay_complete_when_a_node_dies(
    opensearch_alone: OpenSearchAlone, library: Library
) -> None:
    index, cluster = address(opensearch_alone), opensearch_alone.cluster
    library.load(index)
    with Reader(library, index, [library.expected()]) as reader:
        reader.wait(1)
        cluster.kill(0)
        reader.wait(len(QUESTIONS))
        cluster.restart(0)
        cluster.wait()
    assert reader.errors == []
    assert reader.seen == [[0]]


def test_a_load_is_complete_when_a_node_dies_in_it(
    opensearch_alone: OpenSearchAlone, library: Library
) -> None:
    index, cluster = address(opensearch_alone), opensearch_alone.cluster
    loader = library.start("index", str(library.docs), "--index", index)
    wait_for_written(index, 300)
    cluster.kill(1)
    assert loader.poll() is None
    out, err = loader.communicate(timeout=120)
    assert loader.returncode == 0, (out, err)
    cluster.restart(1)
    cluster.wait()
    assert library.answers(index) == library.expected()


def test_a_killed_loader_goes_on_where_it_was(
    opensearch_alone: OpenSearchAlone, library: Library
) -> None:
    index = address(opensearch_alone)
    loader = library.start("index", str(library.docs), "--index", index)
    wait_for_written(index, 300)
    loader.kill()
    loader.communicate()
    library.load(index)
    assert library.answers(index) == library.expected()


def test_two_loaders_load_a_part_each(opensearch_alone: OpenSearchAlone, library: Library) -> None:
    index = address(opensearch_alone)
    loaders = [
        library.start("index", str(library.docs), "--index", index, "--part", part)
        for part in ("1/2", "2/2")
    ]
    for loader in loaders:
        out, err = loader.communicate(timeout=120)
        assert loader.returncode == 0, (out, err)
    assert library.answers(index) == library.expected()


def test_a_reader_never_sees_half_a_rebuild(
    opensearch_alone: OpenSearchAlone, library: Library
) -> None:
    index = address(opensearch_alone)
    library.load(index)
    before = library.expected()
    library.write("二")
    with Reader(library, index, [before, library.expected()]) as reader:
        reader.wait(1)
        library.load(index, "--rebuild")
        reader.wait(len(QUESTIONS) + 1)
    assert reader.errors == []
    assert [one for one in reader.seen if one != [0, 1]] == [[0], [1]]


def test_without_two_of_three_nodes_commands_say_so(
    opensearch_alone: OpenSearchAlone, library: Library
) -> None:
    index, cluster = address(opensearch_alone), opensearch_alone.cluster
    library.load(index)
    cluster.kill(0, 1)
    for words in (("search", "平台"), ("who", "平台"), ("index", str(library.docs))):
        ran = library.run(*words, "--index", index)
        assert (ran.code, ran.out) == (2, ""), ran
        assert len(ran.err.splitlines()) == 1, ran
        assert any(reason in ran.err for reason in REASONS), ran
    cluster.restart_dead()
    assert library.answers(index) == library.expected()


@pytest.mark.long
def test_twenty_killed_nodes_lose_nothing(
    opensearch_alone: OpenSearchAlone, library: Library
) -> None:
    index, cluster = address(opensearch_alone), opensearch_alone.cluster
    library.load(index)
    for number in range(20):
        before = library.expected()
        library.write(f"第{number}", every=2)
        with Reader(library, index, [before, library.expected()]) as reader:
            loader = library.start("index", str(library.docs), "--index", index)
            wait_for_written(index, 100)
            cluster.kill(number % 3)
            out, err = loader.communicate(timeout=300)
            assert loader.returncode == 0, (out, err)
            reader.wait(len(QUESTIONS))
        assert reader.errors == []
        cluster.restart(number % 3)
        cluster.wait()
        assert library.answers(index) == library.expected()
