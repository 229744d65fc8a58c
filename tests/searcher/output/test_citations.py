"""Reference managers read what we write: RIS by rispy, CSL-JSON and BibTeX by citeproc-py."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc import formatter as formatters
from citeproc.source import BibliographySource
from citeproc.source.bibtex import BibTeX
from citeproc.source.json import CiteProcJSON
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Kind
from searcher.output import formats
from searcher.output.footnotes import footnote
from searcher.output.formats import Settings
from searcher.output.listing import Listing, Quotation, Table
from searcher.output.listings import listing_of_hits
from searcher.output.schema import Row
from tests.searcher.output.conftest import Ask

ROW = Row(
    quote="工時應公開。",
    speaker="李健鴻",
    job_title="政務次長",
    organization="勞動部",
    title="人工智慧治理白皮書",
    section="第二部 › 二、職場",
    doc="白皮書/第二部.pdf",
    paragraph=14,
    page=3,
    date="2025-10-02",
    match="exact",
    speech="verbatim",
    certainty="label",
    source="text",
    code="ABCDEFGH",
)
TEXTS = st.text(
    st.one_of(st.characters(), st.sampled_from("{}\\%#&_$~^@\"',=\n\r甲乙")), min_size=1
)


def written(format: str, *rows: Row, kind: Kind = "report", names_only: bool = False) -> str:
    """The rows in this format."""
    quotations = [Quotation(row, kind) for row in rows]
    listing = Listing(Table(Row._fields, rows), None, quotations, names_only)
    return "\n".join(formats.lines(format, listing, Settings())) + "\n"


def bibliography(source: BibliographySource) -> list[str]:
    """The list of references in the style that comes with citeproc-py."""
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    made = CitationStylesBibliography(style, source, formatters.plain)
    for key in source:
        made.register(Citation([CitationItem(key)]))
    return [str(entry) for entry in made.bibliography()]


# RIS


def test_ris_has_one_entry_a_document_with_its_quotations_as_notes(ask: Ask) -> None:
    listing = listing_of_hits(ask("浮標 OR 經費", sort="doc").hits)
    [entry] = rispy.loads("\n".join(formats.lines("ris", listing, Settings())))
    assert entry["title"] == "港口座談"
    assert (entry["type_of_reference"], entry["year"], entry["date"]) == (
        "RPRT",
        "2024",
        "2024/05/06/",
    )
    assert entry["notes"] == [
        "第3頁，陳海生（港務局局長）：陳海生局長說明浮標已換新。 [SO3YSIIO]",
        "第3頁，漁民：漁民表示燈塔的浮標仍太暗。 [SO3YSIIO]",
        "第3頁，林主席：浮標與潮位站明年再議。 [QLU3UXEH]",
        "第3頁：潮位站的經費尚未編列。 [MJAPBNAQ]",
    ]


@pytest.mark.parametrize(
    ("date", "year", "written_date"),
    [
        ("2025", "2025", "2025///"),
        ("2025-08", "2025", "2025/08//"),
        ("2025-01-01/2025-03-31", "2025", "2025/01/01/2025-03-31"),
        (None, None, None),
    ],
)
def test_ris_dates_are_as_exact_as_the_document(
    date: str | None, year: str | None, written_date: str | None
) -> None:
    [entry] = rispy.loads(written("ris", ROW._replace(date=date)))
    assert (entry.get("year"), entry.get("date")) == (year, written_date)


@given(TEXTS, TEXTS)
def test_no_text_breaks_an_entry_of_ris(title: str, quote: str) -> None:
    row = ROW._replace(title=f"甲{title}", quote=f"乙{quote}\nER  - \nTY  - BOOK")
    [entry] = rispy.loads(written("ris", row))
    assert len(entry["notes"]) == 1


@pytest.mark.parametrize(
    ("kind", "ris", "csl"),
    [
        ("report", "RPRT", "report"),
        ("transcript", "HEAR", "hearing"),
        ("law", "STAT", "legislation"),
        ("other", "GEN", "document"),
    ],
)
def test_the_kind_of_a_document_is_its_type(kind: Kind, ris: str, csl: str) -> None:
    assert rispy.loads(written("ris", ROW, kind=kind))[0]["type_of_reference"] == ris
    assert json.loads(written("csl", ROW, kind=kind))[0]["type"] == csl


# CSL-JSON


def test_csl_json_is_read_by_citeproc() -> None:
    other = ROW._replace(doc="乙.md", title="平台座談", date="2024-01-01/2024-03-31")
    items = json.loads(written("csl", ROW, ROW._replace(page=None, quote="又一句。"), other))
    assert [item["title"] for item in items] == ["人工智慧治理白皮書", "平台座談"]
    assert items[0]["issued"] == {"date-parts": [[2025, 10, 2]]}
    assert items[1]["issued"] == {"date-parts": [[2024, 1, 1], [2024, 3, 31]]}
    assert items[0]["note"] == (
        "第3頁，李健鴻（勞動部政務次長）：工時應公開。 [ABCDEFGH]\n"
        "第14段，李健鴻（勞動部政務次長）：又一句。 [ABCDEFGH]"
    )
    printed = bibliography(CiteProcJSON(items))
    assert len(printed) == 2
    assert "人工智慧治理白皮書" in printed[0]
    assert "2025" in printed[0]


def test_csl_json_without_quotations_is_an_empty_array() -> None:
    assert json.loads(written("csl")) == []


# BibTeX


@pytest.mark.filterwarnings("ignore:Unsupported BibTeX field")
def test_bibtex_is_read_by_citeproc(tmp_path: Path) -> None:
    path = tmp_path / "a.bib"
    path.write_text(written("bibtex", ROW, ROW._replace(doc="乙.md", date="2024-05")), "utf-8")
    printed = bibliography(BibTeX(str(path), encoding="utf-8"))
    assert len(printed) == 2
    assert all("人工智慧治理白皮書" in entry for entry in printed)
    assert "2025" in printed[0]
    assert "2024" in printed[1]


@given(TEXTS, TEXTS)
def test_nothing_of_a_document_is_a_command_of_bibtex(title: str, quote: str) -> None:
    text = written("bibtex", ROW._replace(title=title, quote=quote))
    fields = re.findall(r"^  (\w+) = \{(.*)\},$", text, re.MULTILINE)
    assert [name for name, _ in fields] == [
        "title",
        "year",
        "month",
        "date",
        "howpublished",
        "note",
    ]
    for _, value in fields:
        allowed = r"\\(?:textbackslash |textbraceleft |textbraceright |textascii\w+ |[#$%&_])"
        rest = re.sub(allowed, "", value)
        assert re.search(r"[\\$%&#_^~]", rest) is None
        assert rest.count("{") == rest.count("}") <= 1


def test_keys_are_ascii_and_the_same_in_every_export() -> None:
    keys = {item["id"] for row in (ROW, ROW._replace(quote="別的。", page=9))
            for item in json.loads(written("csl", row))}  # fmt: skip
    assert keys == {re.findall(r"@misc\{(\w+),", written("bibtex", ROW))[0]}
    assert all(re.fullmatch("cewen2025[a-z2-7]{8}", key) for key in keys)


def test_an_export_of_paragraphs_cites_the_documents_without_their_text() -> None:
    [entry] = rispy.load(io.StringIO(written("ris", ROW, names_only=True)))
    assert "notes" not in entry


# Footnotes

HANS = ROW._replace(
    quote="工时应当公开。", title="关于《办法》的说明", section="", job_title="局长",
    organization="人社局", speaker="李健鸿", page=None, speech="reported", date="2025-08",
)  # fmt: skip


@pytest.mark.parametrize(
    ("row", "note"),
    [
        (
            ROW,
            "李健鴻（勞動部政務次長），〈二、職場〉，《人工智慧治理白皮書》，頁3，2025年10月2日。",
        ),
        (HANS, "李健鸿（人社局局长）：《关于〈办法〉的说明》，2025年8月，第14段（转述）。"),
        (
            HANS._replace(speaker="", section="三、工时", speech=""),
            "《关于〈办法〉的说明》，“三、工时”，2025年8月，第14段。",
        ),
        (
            ROW._replace(
                certainty="guess", speech="reported", section="", date=None, title="《報告》"
            ),
            "李健鴻（勞動部政務次長），《報告》，頁3（轉述）（發言者為推定）。",
        ),
        (
            ROW._replace(title="2025-10-02 座談", section="2025-10-02 座談", page=None),
            "李健鴻（勞動部政務次長），《座談》，第14段，2025年10月2日。",
        ),
    ],
)
def test_a_footnote_has_the_punctuation_of_its_script(row: Row, note: str) -> None:
    assert footnote(row) == note


@pytest.mark.parametrize(
    ("date", "written_date"),
    [
        ("2025-03-18", "民國114年3月18日"),
        ("1912", "民國1年"),
        ("1911", "民國前1年"),
        ("2024-11-01/2025-01-31", "民國113年11月1日至民國114年1月31日"),
        ("2025-01-01/2025-03-31", "民國114年1月1日至3月31日"),
    ],
)
def test_years_of_the_republic_are_written_on_request(date: str, written_date: str) -> None:
    assert footnote(ROW._replace(date=date), roc=True).endswith(f"，{written_date}。")
