"""``cewen show`` and ``cewen open``: numbers of results, pages, originals."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.searcher.cli.command import Ran

Cewen = Callable[..., Ran]


@pytest.fixture
def report(home: Path, cewen: Cewen, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PDF of two pages in the folder ``docs``, indexed and searched by default."""
    monkeypatch.delenv("CEWEN_INDEX")
    folder = home / "docs"
    folder.mkdir()
    pdfmetrics.registerFont(UnicodeCIDFont("MSung-Light"))
    canvas = Canvas(str(folder / "報告.pdf"))
    for text in ("外送平台的保險應由業者負擔。", "演算法的規則應該事先公告。"):
        canvas.setFont("MSung-Light", 12)
        canvas.drawString(72, 700, text)
        canvas.showPage()
    canvas.save()
    assert cewen("index", "docs").code == 0
    monkeypatch.chdir(folder)
    return folder / "報告.pdf"


@pytest.fixture
def viewer(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A viewer that writes down what it is called with."""
    seen = home / "seen.txt"
    code = f"import sys; open({str(seen)!r}, 'w').write('|'.join(sys.argv[1:]))"
    command = shlex.join([sys.executable, "-c", code])
    monkeypatch.setenv("CEWEN_VIEWER", f"{command} --page {{page}} {{file}}")
    return seen


def test_a_result_is_shown_by_its_number(cewen: Cewen) -> None:
    cewen("search", "保險 OR 演算法", "--sort", "doc")
    shown = cewen("show", "2", "-C", "0")
    assert shown.err == "cewen: result 2 of 保險 OR 演算法\n"
    assert shown.out.startswith("街頭外送座談 · 2025-03-01-街頭座談.md\n\n>#4 林小滿（次長）\n")


def test_an_answer_to_a_closed_pipe_is_kept(cewen: Cewen, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(*_: object, **__: object) -> None:
        raise BrokenPipeError

    cewen("search", "保險")
    monkeypatch.setattr("searcher.cli.output_options.put", closed)
    assert cewen("search", "演算法").code == 0
    assert cewen("show", "1").err == "cewen: result 1 of 演算法\n"


def test_the_numbers_of_who_are_results_too(cewen: Cewen) -> None:
    cewen("who", "平台")
    assert ">#4 林小滿（次長）" in cewen("show", "1", "-C", "0").out


def test_a_long_number_that_was_not_listed_is_a_part_of_a_path(cewen: Cewen) -> None:
    cewen("search", "演算法")
    assert cewen("show", "2024", "-C", "0").out.startswith("骑手听证会 · 听证/2024-11-05")


def test_a_short_number_that_was_not_listed_is_an_error(cewen: Cewen) -> None:
    cewen("search", "演算法")
    assert cewen("show", "7") == Ran(
        2, "", "cewen: the last answer, to 演算法, lists no result 7\n"
    )
    cewen("search", "絕無此事")
    assert cewen("show", "1").err == "cewen: the last answer, to 絕無此事, lists no result 1\n"


def test_json_lists_no_numbers(cewen: Cewen) -> None:
    cewen("search", "演算法")
    cewen("search", "保險", "--json")
    assert cewen("show", "1").err == "cewen: result 1 of 演算法\n"


def test_a_result_that_has_changed_is_not_taken_for_another(cewen: Cewen, home: Path) -> None:
    text = home / "文.txt"
    text.write_text("外送員的權益需要保障。", encoding="utf-8")
    cewen("index", str(text), "--index", "own")
    cewen("search", "權益", "--index", "own")
    assert cewen("show", "1").code == 0
    text.write_text("騎手的權益需要保障。", encoding="utf-8")
    cewen("index", str(text), "--index", "own")
    shown = cewen("show", "1")
    assert (shown.code, shown.out) == (2, "")
    assert shown.err.splitlines()[-1] == (
        "cewen: result 1 of 權益: 文.txt has changed since. Search again"
    )


def test_an_answer_that_cannot_be_kept_is_still_an_answer(
    cewen: Cewen, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (home / "file").write_text("")
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "file"))
    assert (cewen("search", "演算法").code, cewen("search", "演算法").err) == (0, "")


def test_the_page_is_in_every_citation(report: Path, cewen: Cewen) -> None:
    assert "page 2 · 報告.pdf#2" in cewen("search", "演算法").out
    assert "，第2頁，報告.pdf#2" in cewen("search", "演算法", "--format", "md").out
    assert '"page": 2' in cewen("search", "演算法", "--json").out
    assert ",報告.pdf,2,2," in cewen("search", "演算法", "--format", "csv").out
    assert ">#2 page 2\n" in cewen("show", "報告#2").out


def test_the_original_is_opened_at_the_page(report: Path, cewen: Cewen, viewer: Path) -> None:
    opened = cewen("open", "報告#2")
    assert opened == Ran(
        0, "", f"opened: {report}\nat page 2; the paragraph begins: 演算法的規則應該事先公告。\n"
    )
    assert viewer.read_text() == f"--page|2|{report}"


def test_a_result_is_opened_by_its_number(report: Path, cewen: Cewen, viewer: Path) -> None:
    cewen("search", "演算法")
    assert cewen("open", "1").err.startswith("cewen: result 1 of 演算法\nopened: ")
    assert viewer.read_text() == f"--page|2|{report}"


def test_the_path_can_be_printed_instead(report: Path, cewen: Cewen, viewer: Path) -> None:
    printed = cewen("open", "報告#2", "--print")
    assert printed.out == f"{report}\n"
    assert printed.err == "go to page 2; the paragraph begins: 演算法的規則應該事先公告。\n"
    assert not viewer.exists()


def test_the_usual_program_is_asked_without_a_shell(
    report: Path, cewen: Cewen, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    programs = home / "bin"
    programs.mkdir()
    seen = home / "seen.txt"
    for name, body in (
        ("xdg-mime", "echo org.gnome.Evince.desktop"),
        ("evince", f'printf "%s|" "$@" > {seen}'),
        ("xdg-open", f'printf "%s|" "$@" > {seen}'),
    ):
        (programs / name).write_text(f"#!/bin/sh\n{body}\n")
        (programs / name).chmod(0o755)
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("PATH", f"{programs}:/usr/bin:/bin")
    odd = report.with_name("$(touch x) '; 報告.pdf")
    report.rename(odd)
    cewen("index", ".")
    assert "at page 2" in cewen("open", "報告#2").err
    assert seen.read_text() == f"--page-index=2|{odd}|"
    (programs / "xdg-mime").unlink()
    assert "go to page 2" in cewen("open", "報告#2").err
    assert seen.read_text() == f"{odd}|"


def test_a_missing_or_failing_program_is_named(
    report: Path, cewen: Cewen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CEWEN_VIEWER", "no-such-program")
    assert cewen("open", "報告") == Ran(
        2,
        "",
        "cewen: no program to open files (no-such-program: No such file or directory). Name one in "
        "CEWEN_VIEWER, or print the path: cewen open --print\n",
    )
    monkeypatch.setenv("CEWEN_VIEWER", "false")
    command = shlex.join(["false", str(report)])
    assert cewen("open", "報告").err == (
        f"cewen: false could not open the file (exit code 1): {command}\n"
    )
    monkeypatch.setenv("CEWEN_VIEWER", "'open")
    assert cewen("open", "報告").err.startswith("cewen: CEWEN_VIEWER cannot be read (No closing")


def test_a_file_that_has_changed_is_refused_with_the_way_on(
    report: Path, cewen: Cewen, viewer: Path
) -> None:
    report.write_bytes(report.read_bytes() + b"\n")
    refused = cewen("open", "報告")
    assert (refused.code, viewer.exists()) == (2, False)
    assert refused.err == (
        f"cewen: {report}: changed since it was indexed, so paragraphs and pages may differ. Bring "
        f"the index up to date (cewen index {report.parent}), or open it as it is: --changed\n"
    )
    assert cewen("open", "報告", "--changed").code == 0


def test_the_words_of_the_last_search_are_marked(cewen: Cewen) -> None:
    from searcher.cli.terminal import COLOURED

    assert cewen("search", "派單").code == 0
    on, off = COLOURED.match, COLOURED.off
    shown = cewen("show", "街頭座談#6", "-C", "0", "--color", "always").out
    assert f"公開，{on}派單{off}規則" in shown
    shown = cewen("show", "街頭座談#6", "-C", "0", "--color", "always", "--mark", "公开").out
    assert f"應該{on}公開{off}，派單規則" in shown


def test_without_a_search_nothing_is_marked(cewen: Cewen) -> None:
    from searcher.cli.terminal import COLOURED

    assert COLOURED.match not in cewen("show", "街頭座談#6", "--color", "always").out


def test_each_of_several_statements_has_a_line(
    home: Path, cewen: Cewen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CEWEN_INDEX")
    (home / "docs").mkdir()
    text = "勞動局林小滿次長指出，保險由業者負擔。會場外有人鼓掌。工會吳大川理事長說，還不夠。"
    (home / "docs" / "紀實.txt").write_text(f"會議紀實\n\n{text}\n", encoding="utf-8")
    assert cewen("index", "docs").code == 0
    lines = cewen("show", "紀實#2", "-C", "0", "--index", "docs").out.splitlines()
    said = [line.strip() for line in lines if "└" in line]
    assert [line.partition(" (reported)")[0] for line in said] == [
        "└ 林小滿（勞動局次長）",
        "└ 吳大川（工會理事長）",
    ]
    assert lines[2].endswith("(reported)")


def test_the_two_sides_of_an_exchange_are_named(
    home: Path, cewen: Cewen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CEWEN_INDEX")
    folder = home / "答問"
    folder.mkdir()
    text = "### 問：\n\n何時上路？\n\n### 答：\n\n明年。\n\n### 記者：\n\n謝謝。\n"
    (folder / "會議.md").write_text(text, encoding="utf-8")
    (folder / "答問.txt").write_text("問：何時？答：明年。\n", encoding="utf-8")
    assert cewen("index", "答問").code == 0
    lines = [line.replace("  ", " ") for line in cewen("show", "會議").out.splitlines()]
    assert "#2 提問者 (question)" in lines
    assert "#4 回答者 (answers #2)" in lines
    assert cewen("show", "答問.txt").out.splitlines()[-3:-1] == [
        "    └ question · 提問者 (label) 2–5: 何時？",
        "    └ answer · 回答者 (label) 7–10: 明年。",
    ]
