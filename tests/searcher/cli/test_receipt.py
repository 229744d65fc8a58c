"""The receipt of a search as a document."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.searcher.cli.command import Ran, write_documents

Cewen = Callable[..., Ran]


@pytest.fixture
def folder(home: Path, cewen: Cewen, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of documents with an index of its own, in which the user is."""
    monkeypatch.delenv("CEWEN_INDEX")
    place = write_documents(home / "docs")
    (place / "空.txt").write_text("", encoding="utf-8")
    (place / "圖.pages").write_text("x", encoding="utf-8")
    cewen("index", "docs")
    monkeypatch.chdir(place)
    return place


def receipt(cewen: Cewen, home: Path, *words: str) -> dict[str, object]:
    path = home / "receipt.json"
    cewen("search", *words, "--receipt", str(path))
    found: dict[str, object] = json.loads(path.read_text(encoding="utf-8"))
    return found


@pytest.mark.usefixtures("folder")
def test_it_has_every_string_that_was_looked_for(cewen: Cewen, home: Path) -> None:
    found = receipt(cewen, home, "外卖骑手 免費停車", "--since", "2020")
    assert found["options"] == {"since": "2020"}
    assert str(found["read"]).startswith("外卖骑手 AND 免費停車 AND date:2020-01-01..")
    assert (found["paragraphs"], found["as_written"], found["by_words"]) == (0, 0, 0)
    looked_for = {one["text"]: one for one in found["looked_for"]}  # type: ignore[attr-defined]
    assert looked_for["外卖骑手"] == {
        "text": "外卖骑手",
        "how": "as written",
        "paragraphs": 0,
        "in_index": 1,
    }
    assert looked_for["外送员"]["in_index"] == 1
    assert looked_for["外送员"]["how"] == "variant"
    variants = [one for one in looked_for.values() if one["how"] == "variant"]
    assert any(one["in_index"] == 0 for one in variants)


@pytest.mark.usefixtures("folder")
def test_it_counts_what_was_found(cewen: Cewen, home: Path) -> None:
    found = receipt(cewen, home, "平台")
    assert (found["paragraphs"], found["as_written"], found["by_variant"]) == (3, 3, 0)
    exact = receipt(cewen, home, "平台", "--exact")
    assert [one["text"] for one in exact["looked_for"]] == ["平台"]  # type: ignore[attr-defined]


@pytest.mark.usefixtures("folder")
def test_it_names_files_that_were_not_read(cewen: Cewen, home: Path) -> None:
    found = receipt(cewen, home, "平台")
    unread = found["incomplete"][0]  # type: ignore[index]
    assert (unread["doc"], unread["state"]) == ("空.txt", "not read")
    assert found["left_out"] == {".pages": 1}


def test_the_fingerprint_is_of_the_documents(cewen: Cewen, home: Path, folder: Path) -> None:
    def fingerprint() -> object:
        return receipt(cewen, home, "平台")["index"]["fingerprint"]  # type: ignore[index]

    before = fingerprint()
    assert re.fullmatch("[0-9a-f]{64}", str(before))
    os.rename(folder / "海港計畫.md", folder / "計畫.md")
    cewen("index", "--rebuild", ".")
    assert fingerprint() == before
    (folder / "計畫.md").write_text("# 海港計畫\n\n改了。\n", encoding="utf-8")
    cewen("index", ".")
    assert fingerprint() != before


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("ending", "line"),
    [
        ("md", "| 沒\\<b>有\\|的 | as written | 0 | 0 |"),
        ("html", "<tr><td>沒&lt;b&gt;有|的</td><td>as written</td><td>0</td><td>0</td></tr>"),
        ("txt", "  沒<b>有|的\tas written\t0\t0"),
    ],
)
def test_each_format_shows_the_strings_as_they_are(
    cewen: Cewen, home: Path, ending: str, line: str
) -> None:
    path = home / f"receipt.{ending}"
    assert cewen("search", '"沒<b>有|的"', "--receipt", str(path)).code == 1
    lines = path.read_text(encoding="utf-8").splitlines()
    assert any(one.replace("\\>", ">") == line for one in lines), lines


@pytest.mark.usefixtures("folder")
def test_a_file_of_the_user_is_not_replaced(cewen: Cewen, home: Path) -> None:
    path = home / "mine.md"
    path.write_text("mine", encoding="utf-8")
    ran = cewen("search", "平台", "--receipt", str(path))
    assert (ran.code, path.read_text(encoding="utf-8")) == (2, "mine")
    assert cewen("search", "平台", "--receipt", str(home / "receipt.pdf")).code == 2
