"""``cewen verify``: what it prints, and its exit codes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from searcher.cli.terminal import COLOURED
from tests.searcher.cli.command import Ran, environment, run

Cewen = Callable[..., Ran]

DRAFT = """# 稿

林小滿次長說：「保險應由業者負擔」。

他又說：「外送員在平台上跑單，保險不應由業者負擔」。

她引用「平台的演算法應該公開、派單規則也一樣」這句話。
"""
TEXT = """\
1.  word for word ¶2 of the draft
    保險應由業者負擔
    林小滿（次長） 2025-03-01
    街頭外送座談 · 2025-03-01-街頭座談.md#4

2.  differs ¶3 of the draft
    draft:  外送員在平台上跑單，保險[不]應由業者負擔
    source: 外送員在平台上跑單，保險[∅]應由業者負擔
    林小滿（次長） 2025-03-01
    街頭外送座談 · 2025-03-01-街頭座談.md#4

3.  same words but for punctuation ¶4 of the draft
    平台的演算法應該公開，派單規則也一樣。
    騎士工會代表 2025-03-01
    街頭外送座談 · 2025-03-01-街頭座談.md#6

"""


@pytest.fixture
def draft(home: Path) -> Path:
    path = home / "稿.md"
    path.write_text(DRAFT, encoding="utf-8")
    return path


@pytest.mark.usefixtures("draft")
def test_each_quotation_has_a_verdict(cewen: Cewen) -> None:
    ran = cewen("verify", "稿.md")
    assert ran.out == TEXT
    assert ran.err == "cewen: 3 quotations: word for word 1 · same words 1 · differs 1\n"
    assert ran.code == 1


@pytest.mark.usefixtures("draft")
def test_differences_are_coloured(cewen: Cewen) -> None:
    shown = cewen("verify", "稿.md", "--faults", "--color", "always").out
    assert f"保險{COLOURED.match}不{COLOURED.off}應由" in shown
    assert "word for word" not in shown


@pytest.mark.usefixtures("draft")
def test_json_has_one_line_for_each_quotation(cewen: Cewen) -> None:
    found = [json.loads(line) for line in cewen("verify", "稿.md", "--json").out.splitlines()]
    assert [one["verdict"] for one in found] == ["verbatim", "differs", "same"]
    assert found[1]["differences"] == [{"start": 12, "end": 13, "quoted": "不", "source": ""}]
    assert (found[1]["doc"], found[1]["paragraphs"]) == ("2025-03-01-街頭座談.md", [4])


@pytest.mark.usefixtures("draft")
def test_csv_has_one_row_for_each_quotation(cewen: Cewen) -> None:
    rows = list(csv.DictReader(io.StringIO(cewen("verify", "稿.md", "--format", "csv").out)))
    assert [row["holds"] for row in rows] == ["yes", "no", "yes"]
    assert rows[1]["differences"] == "不 → ∅"


def test_quotations_that_hold_leave_0(cewen: Cewen, home: Path) -> None:
    (home / "好.txt").write_text("他說「保險應由業者負擔」。", encoding="utf-8")
    assert cewen("verify", "好.txt").code == 0


@pytest.mark.parametrize("ending", ["md", "csv", "xlsx", "json"])
def test_what_search_exports_holds(cewen: Cewen, ending: str) -> None:
    assert cewen("search", "平台", "-o", f"引文.{ending}").code == 0
    ran = cewen("verify", f"引文.{ending}")
    assert ran.err.startswith("cewen: 3 quotations: word for word 3"), ran
    assert ran.code == 0


def test_a_missing_draft_is_an_error(cewen: Cewen) -> None:
    ran = cewen("verify", "沒有.md")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "cewen: 沒有.md: cannot be read: No such file or directory\n"


def test_a_draft_comes_from_standard_input(home: Path, shelf: Path) -> None:
    import subprocess
    import sys

    done = subprocess.run(
        [sys.executable, "-c", "from searcher.cli import main; main()", "verify", "-", "--json"],
        input=DRAFT.encode(),
        env=environment(home, CEWEN_INDEX=str(shelf)),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 1
    assert len(done.stdout.splitlines()) == 3


def test_no_search_imports_what_verifies(home: Path, shelf: Path) -> None:
    env = environment(home, CEWEN_INDEX=str(shelf), PYTHONPROFILEIMPORTTIME="1")
    assert "searcher.verify" not in run("search", "平台", env=env).err


def test_a_source_that_changed_since_the_export_is_found(
    cewen: Cewen, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.searcher.cli.command import write_documents

    monkeypatch.delenv("CEWEN_INDEX")
    folder = write_documents(home / "docs")
    monkeypatch.chdir(folder)
    cewen("index", ".")
    for ending in ("md", "csv", "xlsx", "json"):
        assert cewen("search", "平台", "-o", str(home / f"引文.{ending}")).code == 0
    path = folder / "2025-03-01-街頭座談.md"
    path.write_text(path.read_text("utf-8").replace("保險應由", "保險不應由"), encoding="utf-8")
    cewen("index", ".")
    for ending in ("md", "csv", "xlsx", "json"):
        ran = cewen("verify", str(home / f"引文.{ending}"))
        assert ran.err.endswith("word for word 2 · source changed since 1\n"), ran
        assert ran.code == 1


def test_a_draft_in_the_index_is_no_source_of_itself(
    cewen: Cewen, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.searcher.cli.command import write_documents

    monkeypatch.delenv("CEWEN_INDEX")
    folder = write_documents(home / "docs")
    monkeypatch.chdir(folder)
    (folder / "稿.md").write_text(DRAFT, encoding="utf-8")
    cewen("index", ".")
    assert cewen("verify", "稿.md").code == 1


def test_an_alias_of_the_people_file_is_the_same_person(
    cewen: Cewen, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.searcher.cli.command import write_documents

    monkeypatch.delenv("CEWEN_INDEX")
    monkeypatch.chdir(write_documents(home / "docs"))
    (home / "稿.md").write_text("林阿滿次長說：「保險應由業者負擔」。", encoding="utf-8")
    cewen("index", ".")
    ran = cewen("verify", str(home / "稿.md"), "--json")
    assert (ran.code, json.loads(ran.out)["verdict"]) == (1, "other_speaker")
    people = '[[person]]\nname = "林小滿"\naliases = ["林阿滿"]\n'
    (home / "people.toml").write_text(people, encoding="utf-8")
    assert cewen("index", ".", "--people", str(home / "people.toml")).code == 0
    assert cewen("verify", str(home / "稿.md")).code == 0
