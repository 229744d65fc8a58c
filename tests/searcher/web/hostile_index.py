"""An index of hostile documents, also of a PDF file, with saved searches."""

from __future__ import annotations

import random
from pathlib import Path

from index.known_paths import remember_paths
from searcher.report.saved_searches import SavedSearch, SavedSearches
from tests.corpus.readers.pdf.maker import PdfMaker
from tests.searcher.output.hostile_world import MARKUP, WORD, hostile, make_world


def make_hostile_index(folder: Path) -> Path:
    """The folder of the index. The user's own data folder must be one of the test."""
    draw = random.Random(2026)
    index = make_world(folder / "world", draw, add_pdf)
    remember_paths([folder / "world" / "docs"])
    time = "2025-01-01T00:00:00+00:00"
    for name in (WORD, hostile(draw)):
        SavedSearches(index).put(SavedSearch(name, WORD, {"exact": True}, time))
    return index


def add_pdf(docs: Path) -> None:
    """A PDF file whose name, title and text do harm."""
    maker = PdfMaker(docs / f'{WORD}"onerror=x>\u202e.pdf')
    maker.canvas.setTitle(f"<script>x</script>{WORD}")
    for text in MARKUP[:12]:
        maker.paragraph(f"{WORD}{text}".replace("\n", " "))
    maker.save()
