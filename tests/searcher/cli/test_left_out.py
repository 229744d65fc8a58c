"""What ``cewen index`` says of files that it does not read."""

from __future__ import annotations

from pathlib import Path

from tests.searcher.cli.command import DOCUMENTS, environment, run, write_documents


def test_files_of_other_formats_are_named_with_the_remedy(tmp_path: Path) -> None:
    folder = write_documents(tmp_path / "文")
    for name in ("全部.zip", "舊.xls", "圖.png", "附件.7z", "無名"):
        (folder / name).write_bytes(b"x")
    ran = run("index", str(folder), env=environment(tmp_path))
    assert ran.code == 0
    assert ran.err.splitlines()[:4] == [
        "5 files of other formats left out: .7z, .png, .xls, .zip, 無名",
        "  .7z .zip: archives; to read them, unpack them",
        "  .xls: tables; to read them, save them as .xlsx or .csv",
        "  .png: pictures; to read them, make a .pdf of those with text and add a text layer "
        "with OCR",
    ]
    assert f"{len(DOCUMENTS)} added" in ran.err


# One line counted the link and the next did not, and status knew nothing of it.
def test_a_link_out_of_the_folder_is_counted_everywhere(tmp_path: Path) -> None:
    folder = write_documents(tmp_path / "文")
    outside = write_documents(tmp_path / "外")
    (folder / "連結").symlink_to(outside, target_is_directory=True)
    ran = run("index", str(folder), env=environment(tmp_path))
    assert ran.code == 2
    assert "not read: 連結: a link out of the folder" in ran.err
    assert "1 not read: " in ran.err
    assert f"health: {len(DOCUMENTS)} read; 1 not read" in ran.err
    status = run("status", "--index", str(folder / ".cewen"), env=environment(tmp_path))
    assert "left out: 1 file or folder by --no-follow-links" in status.out
