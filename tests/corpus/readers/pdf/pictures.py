"""Pictures of pages of text, as scanners make them, and a program that stands in for Tesseract."""

from __future__ import annotations

import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pypdfium2
import pytest
from pypdf import PdfWriter
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen.canvas import Canvas

EMBEDDED = "embedded"
_FONTS = (
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/arphic/uming.ttc",
    "/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf",
    "/System/Library/Fonts/STHeiti Light.ttc",
    "C:/Windows/Fonts/msjh.ttc",
)


@cache
def has_font() -> bool:
    """Whether a font with Chinese characters was found; it is then registered as EMBEDDED."""
    for path in _FONTS:
        try:
            registerFont(TTFont(EMBEDDED, path))
        except (TTFError, OSError):
            continue
        return True
    return False


@cache
def has_tesseract() -> bool:
    """Whether Tesseract can read both scripts."""
    program = shutil.which("tesseract")
    if program is None:
        return False
    listed = subprocess.run([program, "--list-langs"], capture_output=True, text=True, timeout=60)
    return {"chi_tra", "chi_sim"} <= set(listed.stdout.split())


needs_tesseract = pytest.mark.skipif(
    not (has_tesseract() and has_font()),
    reason="needs Tesseract with chi_tra and chi_sim, and a font with Chinese characters",
)


def scan(source: Path, target: Path, *, dpi: int = 200, turned: int = 0) -> None:
    """Write the pages of a PDF file as pictures. ``turned``: lay them so and let viewers turn."""
    canvas = Canvas(str(target))
    document = pypdfium2.PdfDocument(source)
    for page in document:
        width, height = page.get_size()
        picture = page.render(scale=dpi / 72, grayscale=True).to_pil()
        if turned:
            picture = picture.rotate(turned, expand=True)
            width, height = height, width
        canvas.setPageSize((width, height))
        canvas.drawImage(ImageReader(picture), 0, 0, width, height)
        canvas.showPage()
    document.close()
    canvas.save()
    if turned:
        writer = PdfWriter(clone_from=target)
        for sheet in writer.pages:
            sheet.rotate(turned)
        writer.write(target)


def install(folder: Path, script: str, languages: str = "chi_sim chi_tra") -> None:
    """Install a program ``tesseract`` in the folder, which runs ``script`` for a picture."""
    program = folder / "tesseract"
    program.parent.mkdir(exist_ok=True)
    program.write_text(
        f"#!{sys.executable}\n"
        "import sys, time\n"
        "if '--list-langs' in sys.argv: sys.exit(print('List', *" + repr(languages.split()) + "))\n"
        "if '--version' in sys.argv: sys.exit(print('tesseract 5'))\n"
        "picture = sys.stdin.buffer.read()\n"
        f"{script}\n",
        encoding="utf-8",
    )
    program.chmod(0o755)
