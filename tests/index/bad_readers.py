"""Readers that hang, crash, use up the memory or fail, and one that works."""

from __future__ import annotations

import faulthandler
import os
import time
from pathlib import Path

from corpus.errors import DocumentError
from corpus.lines import Line, Source

HELD: list[bytearray] = []


def read(path: Path) -> Source:
    """The file says in its first line what its reader does."""
    text = path.read_text(encoding="utf-8").strip()
    if text == "hang":
        time.sleep(600)
    elif text == "spin":
        while True:
            pass
    elif text == "exit":
        os._exit(3)
    elif text == "abort":
        faulthandler.disable()  # pytest's prints where
        os.abort()
    elif text == "eat":
        HELD.append(bytearray(1 << 40))
    elif text == "leak":  # what one file leaves behind is too much for the next one
        HELD.append(bytearray(150 << 20))
    elif text == "fail":
        raise KeyError("表")
    elif text == "refuse":
        raise DocumentError("needs a password; save a copy without one")
    elif text == "change":
        path.write_text("改過的文字", encoding="utf-8")
    return Source((Line(text),))
