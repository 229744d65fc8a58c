"""Which files were read, in part or not, and what to do about it."""

from __future__ import annotations

import datetime

import pytest

from corpus.document import Speaker
from corpus.readers.own_exports import RESULTS
from index.stored_record import UNREAD, FileState, IndexedFile, Origin
from searcher.report.health import FileHealth, Finding, file_health, finding, health_of


def file(id: str, *warnings: str, date: datetime.date | None = None) -> IndexedFile:
    return IndexedFile(id, Origin("/", id), id, date, "other", warnings, 1, FileState(1, 1, "d"))


@pytest.mark.parametrize(
    "warning",
    [
        "3 of 40 pages have no text, only images; read them by OCR: cewen index --ocr",
        "2 pages are damaged and were not read; save the file again",
        "the end of the file is missing; get the whole file",
        "7 characters cannot be read: the font A does not say which they are; make the text anew",
        "7 characters have private codes and cannot be searched",
        "symbols without a Unicode character left out: 2",
        "embedded documents not read: 1",
        "characters that cannot be read (U+FFFD): 1, in line 2; correct them in the file",
        "3 bytes are not BIG5, which the page declares",
    ],
)
def test_a_file_that_lost_text_was_read_in_part(warning: str) -> None:
    assert file_health("甲", [warning]).state == "in part"


@pytest.mark.parametrize(
    "warning",
    [
        "encoding guessed: GB18030; save the file as UTF-8 to be sure",
        "control characters removed: 1",
        "left out 12 lines of page numbers and running heads",
        "title taken from the file's metadata, which may be wrong",
        "date taken from the file's metadata, which may be wrong: 2025-03-01",
        "5 of 9 pages are images with text from OCR, which may be wrong",
        "12 characters are drawn twice and were read once",
        "40 subtitles joined to 8 paragraphs",
    ],
)
def test_what_was_guessed_or_dropped_by_rule_loses_no_text(warning: str) -> None:
    assert file_health("甲", [warning]).state == "read"
    assert finding(warning).advice


def test_the_reader_says_what_to_do_or_the_table_does() -> None:
    assert finding("the end of the file is missing; get the whole file") == Finding(
        "the end of the file is missing", "get the whole file", True
    )
    assert finding("embedded documents not read: 1").advice == "save each as a file of its own"


def test_only_files_with_trouble_are_listed_unread_ones_first() -> None:
    files = [
        file("甲", "encoding guessed: BIG5; save the file as UTF-8 to be sure"),
        file("乙", "the end of the file is missing; get the whole file"),
        file("丙"),
        file("丁", UNREAD + "needs a password; save a copy without one"),
    ]
    health = health_of(files, [])
    assert [(one.doc, one.state) for one in health.files] == [
        ("丁", "not read"),
        ("乙", "in part"),
        ("甲", "read"),
    ]
    assert health.files[0] == FileHealth(
        "丁", "not read", (Finding("needs a password", "save a copy without one", True),)
    )
    assert (health.read, health.in_part, health.not_read) == (2, 1, 1)


def test_documents_without_a_date_and_speakers_with_an_office_are_counted() -> None:
    speakers = [
        Speaker("林小滿", "", ""),
        Speaker("林小滿", "次長", ""),
        Speaker("陳海生", "", "漁會"),
        Speaker("王大同", "", ""),
    ]
    dated = datetime.date(2025, 3, 1)
    health = health_of([file("甲", date=dated), file("乙"), file("丙", UNREAD + "x; y")], speakers)
    assert (health.undated, health.speakers, health.described) == (1, 3, 2)


def test_what_cewen_has_exported_is_left_out_and_no_failure() -> None:
    health = file_health("memo.csv", (), f"memo.csv: {RESULTS}")
    assert (health.state, [one.loses_text for one in health.findings]) == ("left out", [False])
