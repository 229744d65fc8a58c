"""A file in, a document out."""

from __future__ import annotations

import datetime
import re
import subprocess
import sys
from pathlib import Path

import pytest

from corpus import rules
from corpus.document import Document, Period
from corpus.errors import DocumentError
from corpus.lines import Line, Source
from corpus.read import _READERS, SUFFIXES, _imported, is_readable, read_document

REPORT = """# 平台工作座談會紀實

本次座談會於2025年3月18日在市府舉行，由勞工局與工會共同主辦，討論派單與申訴的規則。

## 派單

何以寧委員指出，規則應當公開。
"""


def save(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def test_a_report_is_read_with_title_date_kind_and_sections(tmp_path: Path) -> None:
    document = read_document(save(tmp_path, "紀實.md", REPORT), "會議/紀實.md")
    assert document.id == "會議/紀實.md"
    assert document.title == "平台工作座談會紀實"
    assert document.date == Period.of(2025, 3, 18)
    assert document.kind == "report"
    assert [p.section for p in document.paragraphs] == [(), (), (), ("派單",)]
    assert document.warnings == ()


def test_a_text_file_with_markdown_headings_is_markdown(tmp_path: Path) -> None:
    marked = read_document(save(tmp_path, "紀實.md", REPORT), "甲")
    plain = read_document(save(tmp_path, "紀實.txt", REPORT), "甲")
    assert plain == marked


@pytest.mark.parametrize("encoding", ["gb18030", "cp950"])
def test_a_guessed_encoding_gives_a_warning(tmp_path: Path, encoding: str) -> None:
    document = read_document(save(tmp_path, "紀實.md", REPORT, encoding), "甲")
    assert document.title == "平台工作座談會紀實"
    assert len(document.warnings) == 1
    assert document.warnings[0].startswith("encoding guessed: ")


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"])
def test_line_endings_do_not_matter(tmp_path: Path, ending: str) -> None:
    text = "計畫說明\n\n第一段文字到這裡結束。\n\n第二段文字到這裡結束。\n"
    document = read_document(save(tmp_path, "甲.txt", text.replace("\n", ending)), "甲.txt")
    assert [p.text for p in document.paragraphs] == text.split()


def test_without_a_title_the_file_name_is_the_title(tmp_path: Path) -> None:
    document = read_document(save(tmp_path, "備忘.txt", "這是一段沒有標題的文字。"), "備忘.txt")
    assert document.title == "備忘"


def test_front_matter_gives_title_and_date(tmp_path: Path) -> None:
    text = '---\ntitle: "平台問答"\ndate: 2025-03-01\n---\n\n外送員的權益，各界都關心。\n'
    document = read_document(save(tmp_path, "甲.md", text), "甲.md")
    assert (document.title, document.date) == ("平台問答", Period.of(2025, 3, 1))
    assert [p.text for p in document.paragraphs] == ["外送員的權益，各界都關心。"]


# Lists, blank lines, folded values, Chinese keys and colons made the front matter text.
@pytest.mark.parametrize(
    "form",
    [
        "---\ntitle: 平台筆記\ntags:\n  - 勞動\ndate: 2025-03-18\n---\n",
        "---\ntitle: 平台筆記\ntags:\n- 勞動\n\ndate: 2025-03-18\n...\n",
        "---\ntitle: >-\n  平台筆記\nauthor:\n  name: 王大明\ndate: 2025-03-18 # 初稿\n---\n",
        "---\n標題: '平台筆記'\n日期: 民國114年3月18日\n---\n",
        "---\n標題：平台筆記\n日期：民國114年3月18日\n---\n",
        '---\r\ntags: [勞動,\r\n  保險]\r\n"title": "平台\\u7b46記"\r\ndate: 2025-03-18\r\n---\r\n',
        '+++\ntitle = "平台筆記"\ndate = 2025-03-18T10:00:00Z\n[extra]\ntags = ["勞動"]\n+++\n',
    ],
)
@pytest.mark.parametrize("name", ["甲.md", "甲.txt"])
def test_front_matter_of_any_form_is_not_text(tmp_path: Path, form: str, name: str) -> None:
    text = form + "\n# 座談\n\n外送員代表指出，派單規則應公開。\n"
    document = read_document(save(tmp_path, name, text), name)
    assert (document.title, document.date) == ("平台筆記", Period.of(2025, 3, 18))
    assert [p.text for p in document.paragraphs] == ["座談", "外送員代表指出，派單規則應公開。"]


@pytest.mark.parametrize(
    "text",
    [
        "---\n**OFFICE**\n---\n",
        "---\ntitle: 平台\n本文。\n---\n",
        "+++\ntitle = 平台\n+++\n",
        "---\n日期：2025年3月5日\n出席：王委員、李委員\n---\n",
    ],
)
def test_a_block_that_is_no_front_matter_is_text(tmp_path: Path, text: str) -> None:
    document = read_document(save(tmp_path, "甲.md", text), "甲.md")
    read = "".join(p.text for p in document.paragraphs)
    assert read == re.sub(r"---|\*|\n", "", text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("# 訪談\n\n### 甲：\n好。\n\n### 乙：\n不好。", "transcript"),
        ("發布會\n\n問：何時施行？\n\n答：明年。\n\n問：為何？\n\n答：要準備。", "transcript"),
        ("某辦法\n\n第 1 條\n為保障勞工，訂定本辦法。\n\n第 2 條\n本辦法自發布日施行。", "law"),
        ("某条例\n\n第一条　为了保障劳动者。\n\n第二条　自公布之日起施行。", "law"),
        ("平台座談會紀要\n\n各界交換意見。", "report"),
        ("# 須知\n\n## 一、資格：\n甲\n\n## 二、文件：\n乙\n\n## ▲三、期限：\n丙", "other"),
        ("# 案\n\n" + "## 段\n甲\n\n" * 6 + "## 備註：\n乙\n\n## 備註：\n丙", "other"),
        ("隨筆\n\n第一條路走不通，第二條路也走不通。", "other"),
    ],
)
def test_the_kind_depends_on_the_content(tmp_path: Path, text: str, kind: str) -> None:
    assert read_document(save(tmp_path, "甲.md", text), "甲.md").kind == kind


def failure(path: Path) -> str:
    with pytest.raises(DocumentError) as error:
        read_document(path, path.name)
    return str(error.value)


@pytest.mark.parametrize("text", ["", " \n\t\n　", "<!-- 只有註解 -->"])
def test_a_file_without_text_is_an_error(tmp_path: Path, text: str) -> None:
    path = save(tmp_path, "空.md", text)
    assert failure(path) == f"{path}: contains no text; leave it out, or check how it was saved"


def test_a_binary_file_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "圖.txt"
    path.write_bytes(b"\x89PNG\0\0")
    assert failure(path).startswith(f"{path}: it is not text (it contains NUL bytes); ")


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "無.txt"
    assert failure(path) == f"{path}: no such file; check the path"


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    assert failure(tmp_path) == f"{tmp_path}: not a file; name a file or a folder of files"


def test_a_format_without_a_reader_is_an_error(tmp_path: Path) -> None:
    path = save(tmp_path, "甲.xyz", "平台")
    known = " ".join(_READERS)
    assert failure(path) == f"{path}: not a supported format ({known}); save it as text"


def test_a_line_of_five_megabytes_is_read_fast(tmp_path: Path) -> None:
    line = "（平台" * 1_700_000
    document = read_document(save(tmp_path, "長.md", line), "長.md")
    assert [p.text for p in document.paragraphs] == [line]


def test_every_format_has_a_reader_that_can_be_imported() -> None:
    assert set(SUFFIXES) == set(_READERS)
    for suffix, name in _READERS.items():
        assert callable(_imported(name))
        assert is_readable(Path("甲" + suffix.upper()))
    assert not is_readable(Path("甲.xyz"))


def test_reading_text_imports_no_other_reader(tmp_path: Path) -> None:
    path = save(tmp_path, "甲.txt", "外送員的權益，各界都關心。")
    script = (
        "import sys; from pathlib import Path; from corpus.read import read_document\n"
        "assert not [name for name in sys.modules if name.startswith('corpus.readers.')]\n"
        "read_document(Path(sys.argv[1]), '甲')\n"
        "print(*sorted(name for name in sys.modules if name.startswith('corpus.readers.')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, path], capture_output=True, text=True, check=True
    )
    own = {f"corpus.readers.{name}" for name in rules._READERS[".txt"]}
    assert set(done.stdout.split()) == own


def read_source(
    monkeypatch: pytest.MonkeyPatch, folder: Path, source: Source, name: str = "甲.txt"
) -> Document:
    monkeypatch.setattr("corpus.readers.plain.read_plain", lambda path: source)
    _imported.cache_clear()
    try:
        return read_document(save(folder, name, ""), name)
    finally:
        _imported.cache_clear()


def test_metadata_gives_title_and_date_only_with_a_warning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = (Line("外送員的權益，各界都關心。"),)
    day = datetime.date(2025, 3, 18)
    document = read_source(
        monkeypatch, tmp_path, Source(lines, metadata_title="平台問答", metadata_date=day)
    )
    assert (document.title, document.date) == ("平台問答", Period.on(day))
    assert document.warnings == (
        "title taken from the file's metadata, which may be wrong",
        "date taken from the file's metadata, which may be wrong: 2025-03-18",
    )


def test_a_month_or_year_in_the_file_name_comes_before_metadata(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = Source(
        (Line("外送員的權益，各界都關心。"),), metadata_date=datetime.date(2013, 12, 23)
    )
    document = read_source(monkeypatch, tmp_path, source, "諮詢文件_2025年8月.txt")
    assert (document.date, document.date_from, document.warnings) == (
        Period.of(2025, 8),
        "name",
        (),
    )
    document = read_source(monkeypatch, tmp_path, source, "諮詢文件.txt")
    assert (document.date, document.date_from) == (Period.of(2013, 12, 23), "metadata")


def test_dates_of_a_long_first_paragraph_and_of_tables_are_not_the_documents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = "1.本表行業分類之依據，為主計機關於100年3月公布之標準（第9次修正），其後之修正不在此限。"
    rows = [Line(f"租賃業 | 98.06.{day}開放", "table") for day in (10, 20)]
    texts = [Line("本表之用途，於說明會中另行介紹，並公開於網站。", gap=1)] * 2
    document = read_source(monkeypatch, tmp_path, Source((Line(note), *rows, *texts), whole=True))
    assert document.date is None


@pytest.mark.parametrize(
    ("source", "title_from", "date_from"),
    [
        (Source((Line("外送員的權益，各界都關心。"),)), "name", ""),
        (Source((Line("外送員座談", "heading", 1), Line("日期：2025年3月"))), "text", "text"),
        (Source((Line("權益。"),), title="座談", date=Period.of(2025)), "field", "field"),
        (Source((Line("權益，各界關心。"),), metadata_title="座談"), "metadata", ""),
    ],
)
def test_where_title_and_date_come_from_is_kept(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    source: Source,
    title_from: str,
    date_from: str,
) -> None:
    document = read_source(monkeypatch, tmp_path, source, "文件.txt")
    assert (document.title_from, document.date_from) == (title_from, date_from)


def test_title_and_date_in_the_text_come_before_metadata(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = (Line("平台工作座談會紀實"), Line("本次座談會於2025年3月18日在市府舉行。", gap=1))
    day = datetime.date(2025, 12, 31)
    document = read_source(
        monkeypatch, tmp_path, Source(lines, metadata_title="範本", metadata_date=day)
    )
    assert (document.title, document.date) == ("平台工作座談會紀實", Period.of(2025, 3, 18))
    assert document.warnings == ()
