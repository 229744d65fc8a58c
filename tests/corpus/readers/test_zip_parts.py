"""Broken, protected and hostile Word files are errors of one sentence, and take no time."""

from __future__ import annotations

import time
import zipfile
from contextlib import suppress
from pathlib import Path

import openpyxl
import pptx
import pytest

from corpus.errors import DocumentError
from corpus.read import read_document
from corpus.readers import zip_parts
from tests.corpus.readers.odf_files import p, save_odf
from tests.corpus.readers.word_files import NAMESPACES, paragraph, save_word

PASSWORD = "it is protected by a password; open it, remove the password and save it"


def failure(path: Path) -> str:
    with pytest.raises(DocumentError) as error:
        read_document(path, path.name)
    message = str(error.value)
    assert message.startswith(f"{path}: ")
    return message.removeprefix(f"{path}: ")


def save(path: Path, xml: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", xml)
    return path


def test_a_protected_file_needs_its_password(tmp_path: Path) -> None:
    path = tmp_path / "密.docx"
    name = "EncryptedPackage".encode("utf-16-le")
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000) + name + bytes(2000))
    assert failure(path) == PASSWORD


def test_an_old_word_file_under_a_new_name_is_named(tmp_path: Path) -> None:
    path = tmp_path / "舊.docx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000))
    assert failure(path) == (
        "its content is that of an older format than its name says; open it and save it anew"
    )


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", "平台".encode(), b"<html></html>"])
def test_a_file_that_is_no_archive_is_broken(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "壞.docx"
    path.write_bytes(data)
    assert failure(path) == (
        "it is broken or cut off (File is not a zip file); "
        "get the file again, or open it and save it anew"
    )


def test_a_file_cut_off_anywhere_is_an_error(tmp_path: Path) -> None:
    whole = save_word(tmp_path / "甲.docx", "".join(map(paragraph, map(str, range(200)))))
    data = whole.read_bytes()
    for length in range(0, len(data), 97):
        cut = tmp_path / "斷.docx"
        cut.write_bytes(data[:length])
        assert failure(cut).startswith("it is broken or cut off (")


def test_a_changed_byte_is_an_error_or_changes_nothing(tmp_path: Path) -> None:
    whole = save_word(tmp_path / "甲.docx", "".join(map(paragraph, map(str, range(200)))))
    data, expected = whole.read_bytes(), read_document(whole, "甲").paragraphs
    changed = tmp_path / "改.docx"
    for place in range(0, len(data), 13):
        changed.write_bytes(data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :])
        with suppress(DocumentError):
            assert read_document(changed, "甲").paragraphs == expected


def test_a_file_without_a_document_is_broken(tmp_path: Path) -> None:
    path = tmp_path / "空.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("other.txt", "x")
    assert failure(path).startswith("it is broken or cut off (it has no part word/document.xml); ")


def test_broken_xml_is_an_error(tmp_path: Path) -> None:
    path = save(tmp_path / "壞.docx", b"<w:document><w:body>")
    assert failure(path).startswith("it is broken or cut off (word/document.xml: ")


def test_entities_are_refused(tmp_path: Path) -> None:
    rows = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
    xml = f'<!DOCTYPE x [<!ENTITY a0 "平台">{rows}]><w:document {NAMESPACES}>&a9;</w:document>'
    started = time.monotonic()
    assert failure(save(tmp_path / "彈.docx", xml.encode())).startswith(
        "it is broken or cut off (word/document.xml declares entities, as no program writes); "
    )
    assert time.monotonic() - started < 2


def test_a_file_on_the_disk_is_not_included(tmp_path: Path) -> None:
    (tmp_path / "密.txt").write_text("秘密", encoding="utf-8")
    xml = f'<!DOCTYPE x [<!ENTITY a SYSTEM "{tmp_path}/密.txt">]><w:document>&a;</w:document>'
    assert "秘密" not in failure(save(tmp_path / "甲.docx", xml.encode()))


def test_a_part_that_unpacks_to_far_more_than_its_size_is_refused(tmp_path: Path) -> None:
    path = save(tmp_path / "彈.docx", bytes(11 << 20))
    assert failure(path) == (
        "its part word/document.xml unpacks to 11534336 bytes, more than a real document; "
        "leave it out"
    )


def test_all_parts_together_have_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = save_word(tmp_path / "甲.docx", paragraph("平台"), styles="<w:style/>" * 100)
    assert read_document(path, "甲").paragraphs
    monkeypatch.setattr(zip_parts, "LARGEST", 1000)
    assert failure(path).endswith("more than a real document; leave it out")


def test_deep_nesting_is_an_error(tmp_path: Path) -> None:
    depth = 10_000
    xml = "<w:document {}><w:body>{}{}</w:body></w:document>".format(
        NAMESPACES, "<w:sdt>" * depth, "</w:sdt>" * depth
    )
    message = failure(save(tmp_path / "深.docx", xml.encode()))
    assert message.startswith("it is broken or cut off (word/document.xml: ")


def test_tables_nested_as_deep_as_the_parser_allows_are_read(tmp_path: Path) -> None:
    depth = 80
    body = "<w:tbl><w:tr><w:tc>" * depth + paragraph("平台") + "</w:tc></w:tr></w:tbl>" * depth
    document = read_document(save_word(tmp_path / "深.docx", body), "甲")
    assert [p.text for p in document.paragraphs] == ["平台"]


def test_styles_and_lists_that_refer_to_themselves_end(tmp_path: Path) -> None:
    styles = (
        '<w:style w:styleId="A"><w:basedOn w:val="B"/></w:style>'
        '<w:style w:styleId="B"><w:basedOn w:val="A"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="A"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    body = paragraph("平台", '<w:pStyle w:val="A"/>')
    path = save_word(tmp_path / "環.docx", body, styles=styles, numbering=numbering)
    assert [p.text for p in read_document(path, "甲").paragraphs] == ["平台"]


def test_a_protected_member_needs_its_password(tmp_path: Path) -> None:
    path = save(tmp_path / "密.docx", b"<x/>")
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    path.write_bytes(data)
    assert failure(path) == PASSWORD


def with_parts(path: Path, new: dict[str, bytes]) -> Path:
    """Write these parts of a file anew."""
    with zipfile.ZipFile(path) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {**kept, **new}.items():
            archive.writestr(name, data)
    return path


# One bad character in docProps/core.xml made a whole file unreadable.
@pytest.mark.parametrize("suffix", [".docx", ".pptx", ".xlsx", ".odt"])
def test_a_file_with_broken_properties_is_read(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"甲{suffix}"
    if suffix == ".docx":
        save_word(path, paragraph("外送員的保險自七月起實施。"))
    elif suffix == ".odt":
        save_odf(path, p("外送員的保險自七月起實施。"))
    elif suffix == ".pptx":
        deck = pptx.Presentation()
        slide = deck.slides.add_slide(deck.slide_layouts[5])
        slide.shapes.title.text = "外送員的保險自七月起實施。"
        deck.save(str(path))
    else:
        book = openpyxl.Workbook()
        book.active["A1"] = "外送員的保險自七月起實施。"
        book.save(path)
    broken = b"<a>\x01 & </b>"
    parts = ["meta.xml"] if suffix == ".odt" else ["docProps/core.xml", "docProps/app.xml"]
    with_parts(path, dict.fromkeys(parts, broken))
    document = read_document(path, path.name)
    assert any("外送員的保險" in one.text for one in document.paragraphs)
    assert document.warnings == (
        "its properties cannot be read, so its title and date are taken from the text",
    )
