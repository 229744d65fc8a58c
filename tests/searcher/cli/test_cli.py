"""The command line, as someone uses it who has only read its help."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from searcher.cli.app import COMMANDS
from searcher.cli.app import cewen as program
from tests.searcher.cli.command import DOCUMENTS, Ran, environment, run, start, write_documents

Cewen = Callable[..., Ran]

SAMPLES_NOTE = (
    "cewen: no index yet, so these are the sample documents. Index your own:\n"
    "  cewen index FOLDER\n"
)


def error(ran: Ran) -> str:
    """The message of a command that failed and printed nothing else."""
    assert (ran.code, ran.out) == (2, "")
    return ran.err


# Searching


def test_a_search_shows_who_said_it_when_the_words_and_where(cewen: Cewen) -> None:
    assert cewen("search", "保險業者 OR 跑單") == Ran(
        0,
        "1.  林小滿（次長） 2025-03-01\n"
        "    外送員在平台上跑單，保險應由業者負擔。\n"
        "    街頭外送座談 › 誰付保險 · 2025-03-01-街頭座談.md#4\n"
        "\n"
        "1 paragraph: 保險業者 0 · 跑單 1\n",
        "",
    )


def test_either_script_finds_the_same_paragraphs(cewen: Cewen) -> None:
    places = [
        {(hit["doc"], hit["paragraph"]) for hit in map(json.loads, ran.out.splitlines())}
        for ran in (
            cewen("search", words, "--json")
            for words in ("演算法", "演算法".replace("術", "术"), "算法")
        )
    ]
    assert places[0] == places[1] == places[2] != set()


def test_a_repeated_speaker_or_organization_means_either(cewen: Cewen) -> None:
    def speakers(*options: str) -> list[str]:
        lines = cewen("search", "平台", "--json", *options).out.splitlines()
        return sorted(one["name"] for line in lines for one in json.loads(line)["speakers"])

    assert speakers("--speaker", "林小滿") == ["林小滿"]
    both = ["林小滿", "騎士工會代表"]
    assert speakers("--speaker", "林小滿", "--speaker", "工會代表") == both
    assert speakers("--org", "工會", "--org", "不在") == ["騎士工會代表"]
    assert speakers("--speaker", "林小滿", "--org", "工會") == []


def test_a_word_typed_as_an_operator_gets_a_hint(cewen: Cewen) -> None:
    hint = "或 is searched for as a word; the operator is OR\n"
    assert hint in cewen("search", "平台 或 保險").err
    assert "the operator is AND" in cewen("who", "平台 and 外送員").err


def test_the_oldest_come_first_and_the_undated_last(cewen: Cewen) -> None:
    query = ("search", "保險 OR 潮汐", "--json", "--all", "--sort")
    orders = [
        [json.loads(line)["date"] for line in cewen(*query, order).out.splitlines()]
        for order in ("oldest", "date")
    ]
    assert orders[0] == ["2024-11-05", "2025-03-01", "2025-03-01", None]
    assert orders[1] == ["2025-03-01", "2025-03-01", "2024-11-05", None]


@pytest.mark.parametrize("order", ["score", "date", "oldest", "doc"])
def test_text_json_and_csv_give_the_same_paragraphs_in_the_same_order(
    cewen: Cewen, order: str
) -> None:
    asked = ("search", "保險 OR 平台", "--sort", order, "--all")
    hits = [json.loads(line) for line in cewen(*asked, "--json").out.splitlines()]
    places = [f"{hit['doc']}#{hit['paragraph']}" for hit in hits]
    text = cewen(*asked).out
    table = csv.DictReader(io.StringIO(cewen(*asked, "--format", "csv").out))
    assert len(places) > 2
    assert re.findall(r"(\S+#\d+)$", text, re.MULTILINE) == places
    assert [f"{row['doc']}#{row['paragraph']}" for row in table] == places
    assert [line.strip() for line in text.splitlines()][1::4][: len(hits)] == [
        hit["text"] for hit in hits
    ]


def test_limit_shows_fewer_and_says_how_many_there_are(cewen: Cewen) -> None:
    ran = cewen("search", "平台", "-n1")
    assert ran.out.endswith("\n3 paragraphs (1 shown; --all shows all): 平台 3\n")
    assert ran.out.count("#") == 1
    assert cewen("search", "平台", "--all").out.count("#") == 3


def test_an_option_alone_is_a_question(cewen: Cewen) -> None:
    hits = cewen("search", "--speaker", "次長", "--json").out.splitlines()
    assert [json.loads(hit)["text"] for hit in hits] == ["外送員在平台上跑單，保險應由業者負擔。"]


def test_a_word_with_a_minus_in_front_must_not_occur(cewen: Cewen) -> None:
    kept = {json.loads(h)["paragraph"] for h in cewen("search", "平台", "--json").out.splitlines()}
    for excluded in ("-演算法", "-(演算法 OR 鯨豚)", "-算法n OR 演算法"):
        ran = cewen("search", "平台", excluded, "--json", "--doc", "街頭")
        assert ran.code == 0
    ran = cewen("search", "平台", "-演算法", "--json")
    assert {json.loads(hit)["paragraph"] for hit in ran.out.splitlines()} < kept


def test_a_word_with_a_minus_may_come_first_and_hold_letters_that_are_options(
    cewen: Cewen,
) -> None:
    ran = cewen("search", "-Amazon", "跑單", "--exact")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.endswith("1 paragraph: 跑單 1\n")


def test_full_width_spaces_part_words(cewen: Cewen) -> None:
    assert cewen("search", "平台　保險").out == cewen("search", "平台", "保險").out != ""


def test_dates_narrow_a_search(cewen: Cewen) -> None:
    for options in (("--since", "2025"), ("--until", "2025-03-01", "--since", "2025-03")):
        hits = cewen("search", "保險", *options, "--json").out.splitlines()
        assert {json.loads(hit)["date"] for hit in hits} == {"2025-03-01"}
    assert cewen("search", "保險", "--until", "2024-10").code == 1


def test_nothing_found_leaves_with_one_and_says_why_on_standard_error(cewen: Cewen) -> None:
    assert cewen("search", "鯨豚 平台") == Ran(
        1,
        "",
        "Nothing found for: 鯨豚 AND 平台\n  no paragraph contains 鯨豚\n"
        "  with 3 paragraphs:\n    cewen search 平台\n",
    )


def test_a_pipe_gets_long_paragraphs_whole_on_one_line_without_colour(cewen: Cewen) -> None:
    lines = cewen("search", "潮汐發電").out.splitlines()
    assert lines[1].strip() == DOCUMENTS["海港計畫.md"].splitlines()[2]
    assert not [line for line in lines if "\x1b" in line]


def test_colour_can_be_asked_for_in_a_pipe(cewen: Cewen) -> None:
    out = cewen("search", "跑單", "--color", "always").out
    assert "    外送員在平台上\x1b[1;31m跑單\x1b[0m，保險應由業者負擔。\n" in out


# Speakers, topics, documents


def test_who_lists_speakers_with_their_best_quote_persons_before_groups(cewen: Cewen) -> None:
    assert cewen("who", "平台") == Ran(
        0,
        "1.  林小滿（次長） 1 statement · 2025-03-01\n"
        "    外送員在平台上跑單，保險應由業者負擔。\n"
        "    2025-03-01-街頭座談.md#4\n"
        "\n"
        "Groups\n"
        "\n"
        "2.  騎士工會代表 1 statement · 2025-03-01\n"
        "    平台的演算法應該公開，派單規則也一樣。\n"
        "    2025-03-01-街頭座談.md#6\n"
        "\n"
        "3 paragraphs: 平台 3\n",
        "",
    )


def test_who_says_what_it_leaves_out(cewen: Cewen) -> None:
    ran = cewen("who", "外送員 OR 平台演算法")
    assert "林小滿" in ran.out
    assert "騎士工會代表" not in ran.out
    assert ran.out.endswith(" · 1 by words; 1 by words left out\n")


def test_who_in_json_and_csv_agree(cewen: Cewen) -> None:
    voices = [json.loads(line) for line in cewen("who", "平台", "--json").out.splitlines()]
    rows = list(csv.DictReader(io.StringIO(cewen("who", "平台", "--format", "csv").out)))
    assert [voice["name"] for voice in voices] == ["林小滿", "騎士工會代表"]
    assert [row["name"] for row in rows] == ["林小滿", "騎士工會代表"]
    assert [row["quote"] for row in rows] == [voice["quote"] for voice in voices]
    assert voices[0]["titles"] == ["次長"]


def test_who_says_when_matching_paragraphs_have_no_speaker(cewen: Cewen) -> None:
    assert cewen("who", "工伤") == Ran(
        1, "", "1 paragraph found, but no speaker is known there: see cewen search\n"
    )


def test_show_gives_a_paragraph_with_its_neighbours(cewen: Cewen) -> None:
    assert cewen("show", "街頭#5", "-C", "1") == Ran(
        0,
        "街頭外送座談 · 2025-03-01-街頭座談.md\n"
        "\n"
        "#4  林小滿（次長）\n"
        "    外送員在平台上跑單，保險應由業者負擔。\n"
        "\n"
        ">#5 (heading)\n"
        "    騎士工會代表：\n"
        "\n"
        "#6  騎士工會代表\n"
        "    平台的演算法應該公開，派單規則也一樣。\n"
        "\n",
        "",
    )


def test_show_leaves_out_a_label_that_only_repeats_the_next_speaker(cewen: Cewen) -> None:
    assert cewen("show", "街頭#4", "-C", "1").out == (
        "街頭外送座談 · 2025-03-01-街頭座談.md\n"
        "\n"
        "#2  (heading)\n"
        "    誰付保險\n"
        "\n"
        ">#4 林小滿（次長）\n"
        "    外送員在平台上跑單，保險應由業者負擔。\n"
        "\n"
        "#6  騎士工會代表\n"
        "    平台的演算法應該公開，派單規則也一樣。\n"
        "\n"
    )


def test_show_finds_a_document_in_the_other_script(cewen: Cewen) -> None:
    assert cewen("show", "聽證").out.startswith("骑手听证会 · 听证/")


def test_show_gives_every_paragraph_of_a_document(cewen: Cewen) -> None:
    shown = cewen("show", "2025-03-01-街頭座談.md").out
    assert re.findall(r"^#(\d+)", shown, re.MULTILINE) == ["1", "2", "4", "6"]
    assert "林小滿（次長）" in shown
    assert "騎士工會代表" in shown


def test_an_ambiguous_document_is_answered_with_the_choices(cewen: Cewen) -> None:
    assert error(cewen("show", "20")) == (
        "cewen: 2 documents match 20; write more of the path of one:\n"
        "  2025-03-01-街頭座談.md\n"
        "  听证/2024-11-05-骑手听证.txt\n"
    )


def test_topics_and_speakers_are_tables(cewen: Cewen) -> None:
    topics = cewen("topics").out.splitlines()
    assert topics[0].split() == ["topic", "paragraphs", "documents", "speakers", "years", "id"]
    assert topics[1].split() == [
        "平台工作者",
        *topics[1].split()[1:4],
        "2024–2025",
        "platform-work",
    ]
    speakers = cewen("speakers").out.splitlines()
    assert speakers[0].split() == ["speaker", "paragraphs", "documents", "years", "office"]
    assert "林小滿                 1          1  2025   次長" in speakers


def test_a_topic_is_shown_with_its_words_and_how_often_each_occurs(cewen: Cewen) -> None:
    lines = cewen("topics", "platform-work").out.splitlines()
    assert lines[0] == "平台工作者 · 平台劳动者 · platform work (platform-work)"
    assert "       1  外送員" in lines
    words = json.loads(cewen("topics", "平台工作者", "--json").out)["words"]
    assert words["外送員"] == 1


def test_status_says_what_the_index_contains(cewen: Cewen, shelf: Path) -> None:
    status = json.loads(cewen("status", "--json").out)
    assert (status["documents"], status["undated"]) == (3, 1)
    assert status["dates"] == ["2024-11-05", "2025-03-01"]
    assert status["folders"] == [str(shelf.parent / "documents")]
    lines = cewen("status", "--files").out.splitlines()
    assert lines[0] == f"index: {shelf}"
    assert lines[-1].split() == ["2", "海港計畫.md"]
    assert lines[-3].split() == ["2025-03-01", "name", "6", "2025-03-01-街頭座談.md"]
    assert "dates from: name 2" in lines
    assert "titles from: text 3" in lines
    files = json.loads(cewen("status", "--files", "--json").out)["files"]
    assert files[0] == {
        "doc": "2025-03-01-街頭座談.md",
        "title": "街頭外送座談",
        "title_from": "text",
        "date": "2025-03-01",
        "date_from": "name",
        "kind": "transcript",
        "paragraphs": 6,
    }


def test_health_says_of_each_file_what_is_wrong_and_what_to_do(cewen: Cewen, home: Path) -> None:
    folder = home / "papers"
    folder.mkdir()
    (folder / "空.txt").touch()
    (folder / "舊.txt").write_bytes("劳动者的权益，应当得到保障。".encode("gb18030"))
    ran = cewen("index", "papers", "--jobs", "1", "--index", "here", "--json")
    lines = [
        "not read: 空.txt: contains no text; leave it out, or check how it was saved",
        "note: 舊.txt: encoding guessed: GB18030; save the file as UTF-8 to be sure",
    ]
    assert ran.err.splitlines()[:2] == lines
    sum_line = "health: 1 read; 1 not read; 1 document without a date"
    assert ran.err.splitlines()[-1] == sum_line
    status = cewen("status", "--index", "here")
    assert status.out.splitlines()[-4:-1] == [*lines, sum_line]
    health = json.loads(cewen("status", "--index", "here", "--json").out)["health"]
    assert json.loads(ran.out)["health"] == health
    assert [file["state"] for file in health["files"]] == ["not read", "read"]
    assert health["files"][0]["findings"] == [
        {
            "what": "contains no text",
            "advice": "leave it out, or check how it was saved",
            "loses_text": True,
        }
    ]


def test_an_interrupted_run_says_how_to_go_on(
    cewen: Cewen, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("searcher.cli.index_run.update", interrupted)
    assert cewen("index", str(write_documents(home / "papers"))) == Ran(
        130,
        "",
        "cewen: interrupted. What was indexed before is unchanged. Run the command again\n",
    )


def test_single_files_are_said_to_join_the_shared_index(
    cewen: Cewen, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CEWEN_INDEX")
    for name in ("甲/一.md", "乙/二.md"):
        (home / name).parent.mkdir()
        (home / name).write_text("平台", encoding="utf-8")
    first = cewen("index", "甲/一.md", "--jobs", "1").err.splitlines()[-1]
    assert first == (
        "in the shared index, to which all single files, and all folders named together, go. It "
        f"has documents from {home / '甲'}. To keep them apart: cewen index --index DIR PATH..."
    )
    second = cewen("index", "乙/二.md", "--jobs", "1").err
    assert f"documents from {home / '乙'}, {home / '甲'}. " in second
    assert "shared" not in cewen("index", "甲", "--jobs", "1").err


def test_what_ignore_files_and_options_leave_out_is_counted(cewen: Cewen, home: Path) -> None:
    folder = write_documents(home / "papers")
    (folder / ".cewenignore").write_text("听证/\n", encoding="utf-8")
    ran = cewen("index", "papers", "--jobs", "1", "--index", "here", "--exclude", "海港*", "--json")
    assert "1 file or folder left out by .cewenignore\n" in ran.err
    assert "1 file or folder left out by --exclude\n" in ran.err
    told = json.loads(ran.out)
    assert (told["added"], told["left_out"]) == (
        1,
        {"听证/": ".cewenignore", "海港計畫.md": "--exclude"},
    )


def test_a_selection_is_kept_until_it_is_named_again_or_dropped(cewen: Cewen, home: Path) -> None:
    folder = write_documents(home / "papers")
    (folder / "圖.png").touch()
    (folder / ".隱.txt").write_text("隱藏的文件。", encoding="utf-8")

    def documents(*options: str) -> tuple[int, str]:
        ran = cewen("index", "papers", "--jobs", "1", "--index", "here", "--json", *options)
        return json.loads(ran.out)["documents"], ran.err

    kept = f"selection: {folder}: {{}} (kept for every run; to drop it: --no-selection)"
    assert documents("--exclude", "海港*", "--exclude", "听证/")[0] == 1
    count, said = documents()
    line = kept.format("'--exclude=海港*' '--exclude=听证/'")
    assert (count, line in said.splitlines()) == (1, True)
    status = cewen("status", "--index", "here").out.splitlines()
    assert line in status
    assert "left out: 1 file of other formats: .png 1" in status
    assert "left out: 2 files or folders by --exclude" in status
    told = json.loads(cewen("status", "--index", "here", "--json").out)
    assert told["selections"][str(folder)]["exclude"] == ["海港*", "听证/"]
    assert (told["other_formats"], told["left_out"]) == ({".png": 1}, {"--exclude": 2})
    assert documents("--hidden")[0] == 2
    assert documents("--exclude", "听证/")[0] == 3
    assert documents("--rebuild")[0] == 3
    assert documents("--no-hidden")[0] == 2
    count, said = documents("--no-selection")
    assert (count, "selection" in said) == (3, False)
    assert documents()[0] == 3


def test_a_copy_is_named_and_show_prints_the_document(cewen: Cewen, home: Path) -> None:
    folder = write_documents(home / "papers")
    shutil.copy(folder / "海港計畫.md", folder / "副本.md")
    ran = cewen("index", "papers", "--jobs", "1", "--index", "here")
    line = (
        "copy: 海港計畫.md: same text as 副本.md, which is indexed once; "
        "to index both: cewen index --keep-duplicates"
    )
    assert ran.code == 0
    assert line in ran.err.splitlines()
    again = cewen("index", "papers", "--jobs", "1", "--index", "here").err
    assert "3 unchanged, 1 copy:" in again
    assert line not in again
    shutil.copy(folder / "副本.md", folder / "又一.md")
    assert line in cewen("index", "papers", "--jobs", "1", "--index", "here").err.splitlines()
    (folder / "又一.md").unlink()
    assert line in cewen("index", "papers", "--jobs", "1", "--index", "here").err.splitlines()
    status = cewen("status", "--index", "here")
    assert line in status.out.splitlines()
    assert "documents: 3" in status.out.splitlines()
    health = json.loads(cewen("status", "--index", "here", "--json").out)["health"]
    assert health["copies"] == {"海港計畫.md": "副本.md"}
    assert cewen("show", "海港計畫.md", "--index", "here").out.startswith("海港計畫")
    both = cewen("index", "papers", "--jobs", "1", "--index", "here", "--keep-duplicates").err
    assert "copy:" not in both


def test_a_file_read_in_part_is_no_failure(cewen: Cewen, home: Path) -> None:
    folder = home / "papers"
    folder.mkdir()
    text = "characters that cannot be read (U+FFFD): 1, in line 2; correct them in the file"
    source = "from corpus.lines import Line, Source\n"
    source += f"def read(path):\n    return Source((Line('平台'),), warnings=({text!r},))\n"
    (home / "partly.py").write_text(source, encoding="utf-8")
    (folder / "甲.md").write_text("平台", encoding="utf-8")
    program = (
        "import sys; sys.path.insert(0, '.'); from corpus import read; "
        "read._READERS['.md'] = 'partly:read'; from searcher.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "index", "papers"],
        env=environment(home), cwd=home, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0
    assert done.stderr.splitlines()[0] == f"in part: 甲.md: {text}"
    assert done.stderr.splitlines()[-1] == "health: 1 in part; 1 document without a date"


def test_export_gives_every_paragraph_of_every_document(cewen: Cewen) -> None:
    exported = [json.loads(line) for line in cewen("export").out.splitlines()]
    status = json.loads(cewen("status", "--json").out)
    assert len(exported) == status["paragraphs"]
    assert {line["doc"] for line in exported} == set(DOCUMENTS)
    hit = json.loads(cewen("search", "跑單", "--json").out)
    (same,) = (line for line in exported if line["text"] == hit["text"])
    extra = {"spans", "match", "matched", "score"}
    assert same == {key: value for key, value in hit.items() if key not in extra}


# One person's words

PANEL = "林春生局長指出，浮標已換新。陳海生主任則認為，浮標仍太暗。"


@pytest.fixture
def panel(cewen: Cewen, home: Path, monkeypatch: pytest.MonkeyPatch) -> Cewen:
    """Runs ``cewen`` where a paragraph quotes two people."""
    (home / "papers").mkdir()
    (home / "papers" / "港.md").write_text(f"# 港務會議紀錄\n\n{PANEL}\n", encoding="utf-8")
    monkeypatch.delenv("CEWEN_INDEX")
    assert cewen("index", "papers", "--jobs", "1").code == 0
    return cewen


def test_each_quotation_of_csv_has_its_own_speaker(panel: Cewen) -> None:
    rows = list(csv.DictReader(io.StringIO(panel("search", "浮標", "--format", "csv").out)))
    assert [(row["speaker"], row["job_title"], row["quote"], row["speech"]) for row in rows] == [
        ("林春生", "局長", "林春生局長指出，浮標已換新。", "reported"),
        ("陳海生", "主任", "陳海生主任則認為，浮標仍太暗。", "reported"),
    ]


@pytest.mark.parametrize("command", ["search", "who"])
def test_output_to_a_csv_file_is_marked_as_utf_8(panel: Cewen, command: str, home: Path) -> None:
    assert panel(command, "浮標", "-o", "表.csv").out == ""
    written = (home / "表.csv").read_bytes()
    assert written.startswith(b"\xef\xbb\xbf")
    assert written.decode("utf-8-sig") == panel(command, "浮標", "--format", "csv").out


@pytest.mark.parametrize(
    ("name", "format"), [("a.md", "md"), ("a.JSONL", "json"), ("a.txt", "text"), ("a", "text")]
)
def test_the_ending_of_the_output_file_decides_the_format(
    panel: Cewen, name: str, format: str, home: Path
) -> None:
    assert panel("search", "浮標", "-o", name, "--color", "always").out == ""
    assert (home / name).read_text("utf-8") == panel("search", "浮標", "--format", format).out


def test_a_format_that_is_named_goes_to_any_file(panel: Cewen, home: Path) -> None:
    assert panel("who", "浮標", "--json", "-o", "a.md").code == 0
    assert json.loads((home / "a.md").read_text("utf-8").splitlines()[0])["name"] == "林春生"


def test_an_output_file_that_cannot_be_written_is_named(panel: Cewen) -> None:
    message = error(panel("search", "浮標", "-o", "無/a.csv")).splitlines()[-1]
    assert message == "cewen: 無/a.csv: No such file or directory"


def test_with_a_speaker_only_their_words_are_quoted(panel: Cewen) -> None:
    asked = ("search", "浮標", "--speaker", "陳海生")
    rows = list(csv.DictReader(io.StringIO(panel(*asked, "--format", "csv").out)))
    assert [row["quote"] for row in rows] == ["陳海生主任則認為，浮標仍太暗。"]
    quoted = [line for line in panel(*asked, "--format", "md").out.splitlines() if "。" in line]
    assert quoted == ["> 陳海生主任則認為，浮標仍太暗。"]


def test_with_a_speaker_what_others_say_is_dimmed(panel: Cewen) -> None:
    shown = panel("search", "浮標", "--speaker", "陳海生", "--color", "always").out
    assert "\x1b[2m林春生局長指出，\x1b[0m" in shown
    assert "\x1b[0m陳海生主任則認為，\x1b[1;31m浮標" in shown
    assert "\x1b[2m林春生" not in panel("search", "浮標", "--color", "always").out


# Indexing


def test_indexing_says_what_was_done_and_the_next_search_finds_it(
    cewen: Cewen, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CEWEN_INDEX")
    folder = write_documents(home / "papers")
    (folder / "空.txt").touch()
    ran = cewen("index", "papers", "--jobs", "1")
    assert (ran.code, ran.out) == (2, "")  # a file was not read
    told = (
        r"not read: 空\.txt: contains no text; leave it out, or check how it was saved\n"
        r"3 added, 1 not read: \d+ paragraphs indexed in \d+\.\d s\. Index: (.+)\n"
        r"health: 3 read; 1 not read; 1 document without a date; "
        r"job title or organization known for \d of \d speakers\n"
    )
    found = re.fullmatch(told, ran.err)
    assert found is not None, ran.err
    assert found[1] == str(folder / ".cewen")
    assert cewen("search", "跑單").out.endswith("1 paragraph: 跑單 1\n")
    again = cewen("index", "papers", "--jobs", "1").err
    assert "3 unchanged" in again
    assert "added" not in again


def test_without_an_index_the_samples_answer_and_say_so(home: Path) -> None:
    ran = run("search", "平台工作者", env=environment(home), cwd=home)
    assert (ran.code, ran.err[: len(SAMPLES_NOTE)]) == (0, SAMPLES_NOTE)
    assert "平台工作者" in ran.out


# Errors: one line, what to do, exit code 2


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["平台"], "No command '平台'. To search for it:\n  cewen search 平台"),
        (["平台", "-保險"], "No command '平台'. To search for it:\n  cewen search 平台 -保險"),
        (["serach", "外送員"], "No command 'serach'. Did you mean:\n  cewen search 外送員"),
        (["serch", "a b"], "No command 'serch'. Did you mean:\n  cewen search 'a b'"),
        (["topic"], "No command 'topic'. Did you mean:\n  cewen topics"),
        (["help", "serch"], "No command 'serch'. Did you mean:\n  cewen search"),
        (
            ["search"],
            "Ask for something: words, or an option such as --topic. See cewen search --help",
        ),
        (["search", "　"], "The query is empty: give it a word."),
        (["search", "-x", "平台"], "No such option '-x'. See cewen search --help"),
        (
            ["search", "平台", "--since", "2025-13"],
            "--since 2025-13: The calendar has no such date. "
            "Write 2024, 2024-05, 2024-05-31 or 民國113年. See cewen search --help",
        ),
        (
            ["who", "平台", "--until", "2024 OR 保險"],
            "--until 2024 OR 保險: This is not a date. "
            "Write 2024, 2024-05, 2024-05-31 or 民國113年. See cewen who --help",
        ),
        (
            ["show", "街頭#99"],
            "2025-03-01-街頭座談.md has 6 paragraphs, and no paragraph 99. See cewen show --help",
        ),
        (["show", "鯨豚"], "no document 鯨豚 in the index; cewen status --files lists them"),
        (
            ["topics", "鯨豚"],
            "there is no topic 鯨豚; `cewen topics` lists those of the index. "
            "See cewen topics --help",
        ),
        (["index", "nowhere"], "nowhere: no such file or folder; check the path"),
        (
            ["search", "平台", "--index", "nowhere"],
            "nowhere: no index there. Build one: cewen index FOLDER",
        ),
    ],
)
def test_an_error_is_one_line_that_says_what_to_do(
    cewen: Cewen, words: list[str], message: str
) -> None:
    assert error(cewen(*words)) == f"cewen: {message}\n"


def test_an_error_in_a_query_points_at_the_place(cewen: Cewen) -> None:
    assert error(cewen("search", "平台 (保險")) == (
        "cewen: This ( is never closed: add ) after it, or take it out.\n  平台 (保險\n       ^\n"
    )


@pytest.mark.parametrize(
    "words",
    [
        ["search", "鯨\x1b[31m豚\x9b"],
        ["who", "鯨\x1b豚"],
        ["show", "鯨\x1b]0;x\x07豚"],
        ["topics", "鯨\x1b豚"],
        ["鯨\x1b豚"],
        ["search", "平台", "--since", "\x1b[2J"],
        ["search", "平台", "--index", "\x1b[2J"],
        ["index", "\x1b[2J\nnowhere"],
    ],
)
def test_what_was_typed_never_steers_the_terminal(cewen: Cewen, words: list[str]) -> None:
    ran = cewen(*words)
    assert ran.code in (1, 2)
    assert all(line.isprintable() for line in ran.err.splitlines())
    assert ran.err != ""


# A process of its own


def test_a_reader_that_closes_the_pipe_ends_it_quietly(home: Path, shelf: Path) -> None:
    env = environment(home, CEWEN_INDEX=str(shelf))
    for words in (["export"], ["search", "平台 OR 保險", "--all"], ["--help"]):
        pipe = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        process = start(*words, env=env, **pipe)
        assert process.stdout is not None
        process.stdout.close()
        _, complaints = process.communicate()
        assert (process.returncode, complaints) == (0, b""), words


def test_an_output_that_cannot_hold_chinese_still_gets_whole_json(home: Path, shelf: Path) -> None:
    env = environment(home, CEWEN_INDEX=str(shelf), PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    ran = run("search", "跑單", "--json", env=env)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.isascii()
    assert json.loads(ran.out)["text"] == "外送員在平台上跑單，保險應由業者負擔。"
    assert run("search", "跑單", env=env).code == 0


def test_the_plain_locale_is_enough(home: Path, shelf: Path) -> None:
    env = environment(home, CEWEN_INDEX=str(shelf), LC_ALL="C", LANG="C")
    del env["PYTHONUTF8"]
    assert run("search", "跑單", env=env).out.endswith("1 paragraph: 跑單 1\n")


# Help


def commands() -> Iterator[tuple[str, click.Command]]:
    """Every command by its whole name, the program itself too."""
    context = click.Context(program)
    yield "cewen", program
    for name in program.list_commands(context):
        command = program.get_command(context, name)
        assert command is not None
        yield f"cewen {name}", command


def examples(command: click.Command) -> list[str]:
    """The lines after the last paragraph mark of a help text."""
    text = (command.help or "").rpartition("\b\n")[2]
    return [line.strip() for line in text.splitlines() if line.strip()]


def test_every_command_has_a_help_text_that_ends_in_an_example() -> None:
    found = dict(commands())
    assert list(found) == ["cewen", *(f"cewen {name}" for name in COMMANDS)]
    for name, command in found.items():
        assert "\b\n" in (command.help or ""), name
        assert examples(command), name
        assert all(name in example for example in examples(command)), name


def test_every_option_is_explained() -> None:
    for name, command in commands():
        for option in command.params:
            if isinstance(option, click.Option):
                assert option.help, f"{name} {option.opts[0]}"


def test_the_list_of_commands_fits_the_window_without_cutting_a_line(cewen: Cewen) -> None:
    listed = cewen("--help").out
    assert [name for name in COMMANDS if f"\n  {name} " not in listed] == []
    assert "..." not in listed.partition("Commands:")[2]
