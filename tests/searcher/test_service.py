"""The public API gives what the commands print."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import searcher
from corpus.document import Period
from corpus.errors import CewenError
from index.errors import IndexPlaceError
from searcher import Index, QueryError, SearchError, open_index
from searcher.document_name import DocumentNameError
from searcher.output.index_schema import of_speaker_held, of_status
from searcher.output.schema import of_hit, of_paragraph, of_voice
from searcher.query.ast import Term
from searcher.query.errors import FilterError
from searcher.query_filters import read_query
from tests.conftest import document, index_of
from tests.searcher.cli.command import Ran

Cewen = Callable[..., Ran]


@pytest.fixture
def opened(shelf: Path) -> Index:
    return open_index(shelf)


def lines(ran: Ran) -> list[object]:
    assert ran.code == 0, ran.err
    return [json.loads(line) for line in ran.out.splitlines()]


def as_read(values: object) -> object:
    """The values as JSON gives them back."""
    return json.loads(json.dumps(values))


# The same as the commands


def test_search_gives_the_hits_of_the_command(opened: Index, cewen: Cewen) -> None:
    answer = opened.search("平台 OR 保險", sort="date", limit=3)
    assert len(answer.hits) == 3 < answer.total
    ran = cewen("search", "平台 OR 保險", "--sort", "date", "-n3", "--json")
    assert as_read([of_hit(hit) for hit in answer.hits]) == lines(ran)


def test_filters_are_the_options_of_the_command(opened: Index, cewen: Cewen) -> None:
    answer = opened.search("保險", speaker="次長", since="2025", until="2025-03", doc="街頭")
    options = ("--speaker", "次長", "--since", "2025", "--until", "2025-03", "--doc", "街頭")
    ran = cewen("search", "保險", *options, "--json")
    assert as_read([of_hit(hit) for hit in answer.hits]) == lines(ran) != []


def test_who_leaves_out_what_matches_only_by_words(tmp_path: Path) -> None:
    """派單演算法 named a minister who had spoken of 演算法 alone."""
    texts = ["外送保險要公開。", "外送的保險要公開。", "保險由外送員負擔。"]
    index_of(tmp_path / "a", [document("甲", texts, speakers=["王一", "李二", "陳三"])])
    found = Index(tmp_path / "a").who("外送保險")
    assert [voice.name for voice in found.voices] == ["王一"]
    assert (found.paragraphs, found.left_out) == (3, 2)
    assert [(count.text, count.paragraphs) for count in found.receipt] == [("外送保險", 1), ("", 2)]
    by_words = Index(tmp_path / "a").who("外送的保險如何公開")
    assert (len(by_words.voices), by_words.left_out) == (3, 0)


def test_who_leaves_out_what_is_only_inside_latin_words(tmp_path: Path) -> None:
    """who AI named those who had said "email" and "maintain"."""
    texts = ["AI要公開。", "我寄e-mail了。", "請 maintain 它。"]
    index_of(tmp_path / "a", [document("甲", texts, speakers=["王一", "李二", "陳三"])])
    index = Index(tmp_path / "a")
    found = index.who("AI")
    assert [voice.name for voice in found.voices] == ["王一"]
    assert (found.paragraphs, found.inside) == (3, 2)
    assert len(index.who('"AI"').voices) == len(index.who("AI", exact=True).voices) == 3
    assert (len(index.who("mai").voices), index.who("mai").inside) == (2, 0)


def test_who_gives_the_speakers_of_the_command(opened: Index, cewen: Cewen) -> None:
    found = opened.who("平台", limit=1)
    assert (found.total, found.paragraphs, len(found.voices)) == (2, 3, 1)
    ran = cewen("who", "平台", "-n1", "--json")
    assert as_read([of_voice(voice) for voice in found.voices]) == lines(ran)


def test_export_speakers_and_status_give_what_the_commands_print(
    opened: Index, cewen: Cewen
) -> None:
    assert as_read([of_paragraph(*one) for one in opened.export()]) == lines(cewen("export"))
    listed = opened.speakers(limit=2)
    assert (listed.total, len(listed.speakers)) == (3, 2)
    assert as_read([of_speaker_held(one) for one in opened.speakers().speakers]) == lines(
        cewen("speakers", "--json")
    )
    assert as_read([of_status(opened.status())]) == lines(cewen("status", "--json"))


# Values


def test_a_filter_alone_is_a_query_and_a_query_may_be_a_tree(opened: Index) -> None:
    assert opened.search(topic="平台工作者").total == opened.search("topic:平台工作者").total > 0
    assert opened.search(Term("跑單")).hits == opened.search("跑單").hits


def test_show_gives_a_document_or_a_paragraph_and_its_neighbours(opened: Index) -> None:
    whole = opened.show("街頭")
    assert whole.file.date == Period.of(2025, 3, 1)
    assert [one.number for one in whole.paragraphs] == [1, 2, 3, 4, 5, 6]
    assert whole.number is None
    part = opened.show("街頭#5", context=1)
    assert [one.number for one in part.paragraphs] == [4, 5, 6]
    assert part.number == 5


def test_a_topic_comes_with_its_words_and_neighbours(opened: Index) -> None:
    report = opened.topic("platform-work")
    assert report.held in opened.topics()
    assert ("外送員", 1) in report.words
    assert "平台工作者" in report.missing
    assert [topic.label() for topic in report.broader] == ["非典型就業"]


def test_rows_have_the_same_keys_and_plain_values(opened: Index) -> None:
    rows = opened.search("平台 OR 保險", limit=None).rows()
    assert len(rows) > 3
    assert len({tuple(row) for row in rows}) == 1
    assert {type(value) for row in rows for value in row.values()} == {str, int, type(None)}
    assert opened.search("跑單").hits[0].rows() == opened.search("跑單").rows()
    assert len({tuple(row) for row in opened.who("平台").rows()}) == 1


def test_a_hit_shows_its_place_speaker_and_matches_on_one_line(opened: Index) -> None:
    (hit,) = opened.search("跑單").hits
    assert repr(hit) == (
        f"<Hit 2025-03-01-街頭座談.md#4 exact {hit.score:.2f} "
        "林小滿（次長）: 外送員在平台上跑單，保險應由業者負擔。>"
    )
    (long,) = opened.search("潮汐發電").hits
    assert len(repr(long)) < 120
    assert "…" in repr(long)
    assert "潮汐發電" in repr(long)


# Errors


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        (
            {"since": "2025-13"},
            "since 2025-13: The calendar has no such date. "
            "Write 2024, 2024-05, 2024-05-31 or 民國113年.",
        ),
        ({"limit": 0}, "limit 0: must be 1 or more"),
        ({"sort": "newest"}, "sort newest: must be score, date, oldest or doc"),
    ],
)
def test_a_value_that_cannot_be_is_refused(
    opened: Index, filters: dict[str, object], message: str
) -> None:
    with pytest.raises(FilterError) as caught:
        opened.search("平台", **filters)  # type: ignore[arg-type]
    assert str(caught.value) == message


def test_a_misspelt_filter_is_a_type_error(opened: Index) -> None:
    with pytest.raises(TypeError, match=r"^unknown filters: topics$"):
        opened.search("平台", topics="平台工作者")  # type: ignore[call-arg]


def test_a_query_error_says_where(opened: Index) -> None:
    with pytest.raises(QueryError) as caught:
        opened.search("平台 (保險")
    assert (caught.value.start, caught.value.end) == (3, 4)


def test_an_empty_query_is_refused() -> None:
    with pytest.raises(QueryError, match=r"^The query is empty"):
        read_query("  ")


def test_a_document_that_is_not_there_is_named(opened: Index) -> None:
    with pytest.raises(DocumentNameError, match=r"^no document 鯨豚 in the index") as caught:
        opened.show("鯨豚")
    assert caught.value.matching == ()
    with pytest.raises(DocumentNameError) as caught:
        opened.show("20")
    assert caught.value.matching == ("2025-03-01-街頭座談.md", "听证/2024-11-05-骑手听证.txt")
    with pytest.raises(SearchError, match="has 6 paragraphs, and no paragraph 99"):
        opened.show("街頭#99")


def test_every_error_is_a_cewen_error(opened: Index, tmp_path: Path) -> None:
    with pytest.raises(IndexPlaceError):
        open_index(tmp_path / "nowhere")
    with pytest.raises(CewenError, match="there is no topic 鯨豚"):
        opened.topic("鯨豚")


# Opening


def test_the_index_of_a_folder_is_found_in_it(shelf: Path, tmp_path: Path) -> None:
    (tmp_path / ".cewen").symlink_to(shelf)
    assert open_index(str(tmp_path)).folder == tmp_path / ".cewen"


def test_without_an_index_the_samples_are_opened_and_marked(home: Path) -> None:
    assert open_index().is_samples
    assert open_index().search("平台工作者").total > 0


def test_importing_the_package_imports_no_module_of_it() -> None:
    code = "import sys; import searcher; print(*(m for m in sys.modules if m[:8] == 'searcher'))"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=Path(searcher.__file__).parents[1],
    )
    assert done.stdout == "searcher\n"
