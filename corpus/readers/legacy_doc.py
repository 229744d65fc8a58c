"""A Word file of before 2007 (DOC) in, its paragraphs out, by LibreOffice if that is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from corpus.errors import DocumentError
from corpus.lines import Source
from corpus.readers.docx import read_docx
from corpus.readers.zip_parts import is_ole

TIME_LIMIT = 120.0
"""Seconds. LibreOffice takes about 5 for the first file."""

_PROGRAMS = ("soffice", "libreoffice")
_SETTINGS = (
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    # A proxy that nothing answers, so that no linked picture is fetched.
    ("org.openoffice.Inet/Settings", "ooInetProxyType", "2"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("org.openoffice.Inet/Settings", "ooInetNoProxy", ""),
)
"""Settings of LibreOffice for documents from anywhere: no macros, nothing from a network."""
_ZIP = b"PK\x03\x04"


def read_doc(path: Path) -> Source:
    """Read a DOC file as the DOCX that LibreOffice makes of it.

    Raises :class:`DocumentError` if LibreOffice is not installed, cannot convert the file or takes
    longer than :data:`TIME_LIMIT`, and OSError.
    """
    with path.open("rb") as file:
        head = file.read(8)
    if head.startswith(_ZIP):
        return read_docx(path)  # a DOCX with the wrong name
    if not is_ole(head) and not head.startswith(b"{\\rtf"):
        raise DocumentError("its content is not that of a Word file; save it as .docx")
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        raise DocumentError(
            "a Word file of before 2007 is read through LibreOffice, which is not installed; "
            "install it, or save the file as .docx"
        )
    with tempfile.TemporaryDirectory(prefix="cewen-doc-") as folder:
        return read_docx(_converted(program, path, Path(folder)))


def _converted(program: str, path: Path, folder: Path) -> Path:
    """Return the DOCX that LibreOffice makes in ``folder``, with a profile of its own there."""
    profile, result = folder / "profile", folder / "converted"
    _write_settings(profile / "user")
    command = [
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        "docx",
        "--outdir",
        str(result),
        str(path.absolute()),
    ]
    _run(command)
    made = next(result.glob("*.docx"), None) if result.is_dir() else None
    if made is None:
        raise DocumentError(
            "LibreOffice cannot convert it; it may be broken or protected by a password: open it "
            "and save it as .docx"
        )
    return made


def _write_settings(folder: Path) -> None:
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>\n"
        for path, name, value in _SETTINGS
    )
    folder.mkdir(parents=True)
    (folder / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n' + items + "</oor:items>\n",
        encoding="utf-8",
    )


def _run(command: list[str]) -> None:
    """Run the command in a process group, so that what it starts can be ended with it."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(TIME_LIMIT)
    except subprocess.TimeoutExpired as error:
        raise DocumentError(
            "LibreOffice took longer than {seconds:g} seconds; save the file as .docx",
            seconds=TIME_LIMIT,
        ) from error
    finally:
        if process.poll() is None:
            _kill(process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
