"""The command line: one module for each command, imported when the command is called."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run ``cewen`` and exit with the code that :func:`searcher.cli.app.run` returns."""
    # A command ends before garbage matters; collecting it would take a tenth of a search's time.
    gc.disable()
    _open_streams()
    try:
        from searcher.cli.app import run

        code = run()
    except OSError:  # of the stream that its message was written to
        code = 2
    except KeyboardInterrupt:  # while it was imported: there is no language yet
        os.write(2, b"cewen: interrupted\n")
        code = 130
    atexit._run_exitfuncs()
    # The process frees its memory at once; freeing each object would take another tenth.
    os._exit(code)


def _open_streams() -> None:
    """Open what was closed when the program began: else the next file that is opened has the
    number of a standard stream, and what is printed is written into it."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115
