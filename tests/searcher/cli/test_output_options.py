"""``--format``, ``-o`` and what belongs to them, the same in every command."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from corpus.errors import CewenError
from searcher.cli.output_file import write_lines
from searcher.output.formats import FORMATS
from tests.searcher.cli.command import Ran

Cewen = Callable[..., Ran]
CITING = [one.name for one in FORMATS.values() if one.cites]
NOT_OURS = "this file is not from Cewen, or has changed since Cewen wrote it."


def refused(ran: Ran) -> str:
    """The last line of the message of a command that has refused something."""
    assert (ran.code, ran.out) == (2, "")
    return " ".join(ran.err.split())


# Formats


@pytest.mark.parametrize("command", ["speakers", "topics", "timeline"])
@pytest.mark.parametrize("format", CITING)
def test_a_list_of_other_things_has_no_citations(cewen: Cewen, command: str, format: str) -> None:
    words = ("外送員",) if command == "timeline" else ()
    message = refused(cewen(command, *words, "--format", format))
    assert f"{format} is for quotations, and this command lists none. Choose text, json," in message


def test_a_concordance_has_no_citations(cewen: Cewen) -> None:
    ran = cewen("search", "平台", "--kwic", "--format", "ris")
    assert (ran.code, ran.out) == (2, "")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--group", "year"), "--group is for --format md, html, docx."),
        (("--group", "year", "--format", "csv"), "--group is for --format md, html, docx."),
        (("--roc", "--format", "md"), "--roc is for --format docx, footnotes."),
    ],
)
def test_an_option_of_another_format_is_refused(
    cewen: Cewen, words: tuple[str, ...], message: str
) -> None:
    assert message in refused(cewen("search", "平台", *words))


def test_every_format_means_the_same_with_an_ending(cewen: Cewen, home: Path) -> None:
    for format in FORMATS.values():
        for ending in format.endings:
            name = f"結果{ending.upper()}"
            ran = cewen("search", "平台", "-o", name)
            assert (ran.code, ran.out) == (0, "")
            if not format.is_binary:
                printed = cewen("search", "平台", "--format", format.name).out
                encoding = "utf-8-sig" if format.marks_utf_8 else "utf-8"
                assert (home / name).read_text(encoding) == printed != ""


def test_a_workbook_is_written_to_a_file(cewen: Cewen, home: Path) -> None:
    assert cewen("who", "平台", "-o", "誰.xlsx").code == 0
    rows = list(openpyxl.load_workbook(home / "誰.xlsx").active.values)
    printed = list(csv.reader(io.StringIO(cewen("who", "平台", "--format", "csv").out)))
    assert [["" if cell is None else str(cell) for cell in row] for row in rows] == printed


def test_lists_are_tables_in_every_format(cewen: Cewen) -> None:
    [first, *_] = csv.DictReader(io.StringIO(cewen("speakers", "--format", "csv").out))
    value = json.loads(cewen("speakers", "--json").out.splitlines()[0])
    assert first.keys() <= value.keys()
    assert (first["name"], int(first["paragraphs"])) == (value["name"], value["paragraphs"])
    head = cewen("topics", "--format", "md").out.splitlines()[:2]
    assert head == [
        "| id | topic | paragraphs | documents | speakers | first | last |",
        "|---|---|---:|---:|---:|---|---|",
    ]


def test_export_is_json_unless_told_otherwise(cewen: Cewen, home: Path) -> None:
    assert cewen("export").out == cewen("export", "--json").out != ""
    assert cewen("export", "-o", "全部").code == 0
    assert (home / "全部").read_text("utf-8") == cewen("export").out
    assert "no format has this ending" in refused(cewen("export", "-o", "全部.txt"))


def test_export_of_nothing_says_so(cewen: Cewen) -> None:
    assert cewen("export", "絕無此事") == Ran(1, "", "cewen: no paragraph matches\n")


# Files


def test_a_dash_is_standard_output(cewen: Cewen, home: Path) -> None:
    assert cewen("search", "平台", "--json", "-o", "-") == cewen("search", "平台", "--json")
    assert not (home / "-").exists()


def test_an_unknown_ending_is_refused(cewen: Cewen, home: Path) -> None:
    message = refused(cewen("search", "平台", "-o", "a.odt"))
    assert "a.odt: no format has this ending. Choose one with --format, or one of: .json" in message
    assert not (home / "a.odt").exists()
    assert cewen("search", "平台", "-o", "a.odt", "--format", "md").code == 0


def test_a_file_of_somebody_else_is_replaced_only_with_force(cewen: Cewen, home: Path) -> None:
    notes = home / "筆記.md"
    notes.write_text("我的筆記\n", encoding="utf-8")
    for words in (("search", "平台"), ("speakers",), ("export",)):
        assert NOT_OURS in refused(cewen(*words, "-o", "筆記.md"))
        assert notes.read_text("utf-8") == "我的筆記\n"
    assert cewen("search", "平台", "-o", "筆記.md", "--force").code == 0
    assert notes.read_text("utf-8") == cewen("search", "平台", "--format", "md").out


def test_a_file_of_ours_is_replaced_until_somebody_changes_it(cewen: Cewen, home: Path) -> None:
    assert cewen("search", "平台", "-o", "a.csv").code == 0
    assert cewen("search", "算法", "-o", "a.csv").code == 0
    with (home / "a.csv").open("a", encoding="utf-8") as file:
        file.write("我的註記\n")
    assert NOT_OURS in refused(cewen("search", "平台", "-o", "a.csv"))


def test_an_empty_file_and_a_device_are_written_to(cewen: Cewen, home: Path) -> None:
    (home / "a.csv").touch()
    assert cewen("search", "平台", "-o", "a.csv").code == 0
    assert (home / "a.csv").stat().st_size
    assert cewen("search", "平台", "-o", os.devnull).code == 0


def test_a_link_stays_one_and_a_mode_is_kept(cewen: Cewen, home: Path) -> None:
    target = home / "真.csv"
    (home / "a.csv").symlink_to(target)
    assert cewen("search", "平台", "-o", "a.csv").code == 0
    assert (home / "a.csv").is_symlink()
    target.chmod(0o600)
    assert cewen("search", "算法", "-o", "a.csv").code == 0
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


def test_an_interrupted_output_leaves_the_file_as_it_was(home: Path) -> None:
    path = home / "a.txt"
    write_lines(path, ["甲"], marks_utf_8=False, force=False)

    def broken() -> object:
        yield "乙"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_lines(path, broken(), marks_utf_8=False, force=False)  # type: ignore[arg-type]
    assert path.read_text("utf-8") == "甲\n"
    assert [one.name for one in home.iterdir() if one.suffix == ".part"] == []


def test_without_a_data_folder_replacing_needs_force(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "file").touch()
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "file"))
    path = home / "a.txt"
    write_lines(path, ["甲"], marks_utf_8=False, force=False)
    with pytest.raises(CewenError, match="To replace it: --force"):
        write_lines(path, ["乙"], marks_utf_8=False, force=False)
    write_lines(path, ["乙"], marks_utf_8=False, force=True)
    assert path.read_text("utf-8") == "乙\n"


# Filters of lists


def test_lists_are_narrowed_by_options(cewen: Cewen) -> None:
    names = [json.loads(line)["name"] for line in cewen("speakers", "--json").out.splitlines()]
    assert len(names) > 1
    narrowed = cewen("speakers", "--doc", "街頭", "--speaker", "次長", "--json").out.splitlines()
    assert [json.loads(line)["name"] for line in narrowed] == ["林小滿"]
    everything = cewen("topics", "--json").out.splitlines()
    assert 0 < len(cewen("topics", "--since", "2025", "--json").out.splitlines()) < len(everything)


@pytest.mark.parametrize("command", ["speakers", "topics", "export"])
def test_a_wrong_filter_of_a_list_names_the_option(cewen: Cewen, command: str) -> None:
    assert refused(cewen(command, "--since", "昨天")).startswith("cewen: --since 昨天:")


@pytest.mark.parametrize("command", ["speakers", "topics"])
def test_suggestions_take_no_filters(cewen: Cewen, command: str) -> None:
    message = refused(cewen(command, "--suggest", "--since", "2025"))
    assert "--suggest takes no filters." in message


def test_export_without_labels_has_fewer_lines(cewen: Cewen) -> None:
    everything = cewen("export").out.splitlines()
    kept = cewen("export", "--no-labels").out.splitlines()
    left_out = [json.loads(line)["text"] for line in everything if line not in kept]
    assert left_out == ["林小滿次長：", "騎士工會代表："]
