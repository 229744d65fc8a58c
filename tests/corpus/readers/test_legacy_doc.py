"""Word files of before 2007. A small program takes the place of LibreOffice."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from corpus.errors import DocumentError
from corpus.read import read_document
from corpus.readers import legacy_doc
from tests.corpus.readers.word_files import paragraph, save_word

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the program is a shell script")


@pytest.fixture
def doc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A DOC file; no program can be found."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    path = tmp_path / "舊 檔.doc"
    path.write_bytes(OLE)
    return path


def install(folder: Path, script: str) -> None:
    program = folder / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text(f"#!{sys.executable}\nimport pathlib, shutil, sys, time\n{script}\n")
    program.chmod(0o755)


def failure(path: Path) -> str:
    with pytest.raises(DocumentError) as error:
        read_document(path, path.name)
    return str(error.value).removeprefix(f"{path}: ")


def test_without_libreoffice_the_way_to_convert_is_named(doc: Path) -> None:
    assert failure(doc) == (
        "a Word file of before 2007 is read through LibreOffice, which is not installed; "
        "install it, or save the file as .docx"
    )


def test_libreoffice_converts_in_a_folder_of_its_own(doc: Path, tmp_path: Path) -> None:
    made = save_word(tmp_path / "made.docx", paragraph("平台工作者"))
    seen = tmp_path / "seen"
    install(
        tmp_path,
        f"""
*options, outdir, source = sys.argv[1:]
assert options[1:] == ["--headless", "--norestore", "--convert-to", "docx", "--outdir"]
assert source == {str(doc)!r}
pathlib.Path(outdir).mkdir()
shutil.copy({str(made)!r}, pathlib.Path(outdir, "舊 檔.docx"))
pathlib.Path({str(seen)!r}).write_text(options[0] + "\\n" + outdir)
""",
    )
    assert [p.text for p in read_document(doc, "甲").paragraphs] == ["平台工作者"]
    profile, outdir = seen.read_text().splitlines()
    assert profile.startswith("-env:UserInstallation=file:///")
    assert not Path(outdir).exists()
    assert doc.read_bytes() == OLE


def test_a_file_that_libreoffice_cannot_convert_is_an_error(doc: Path, tmp_path: Path) -> None:
    install(tmp_path, "sys.exit(1)")
    assert failure(doc) == (
        "LibreOffice cannot convert it; it may be broken or protected by a password: "
        "open it and save it as .docx"
    )


def test_libreoffice_is_ended_after_the_time_limit(
    doc: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pid = tmp_path / "pid"
    install(
        tmp_path,
        "import os, subprocess\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        f"pathlib.Path({str(pid)!r}).write_text(str(child.pid))\n"
        "time.sleep(60)",
    )
    monkeypatch.setattr(legacy_doc, "TIME_LIMIT", 2.0)
    assert failure(doc) == "LibreOffice took longer than 2 seconds; save the file as .docx"
    assert ended(int(pid.read_text()))


def ended(pid: int) -> bool:
    """Whether the process ends within five seconds (a zombie counts as ended)."""
    for _ in range(100):
        try:
            os.kill(pid, 0)
            stat = Path(f"/proc/{pid}/stat")
            if stat.exists() and stat.read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.05)
    return False


def test_a_new_word_file_under_an_old_name_is_read(doc: Path, tmp_path: Path) -> None:
    doc.write_bytes(save_word(tmp_path / "made.docx", paragraph("平台工作者")).read_bytes())
    assert [p.text for p in read_document(doc, "甲").paragraphs] == ["平台工作者"]


def test_another_content_is_an_error(doc: Path) -> None:
    doc.write_bytes(b"<html></html>")
    assert failure(doc) == "its content is not that of a Word file; save it as .docx"
