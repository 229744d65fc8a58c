"""The command line: one module for each command, imported when the command is called."""

from __future__ import annotations

import atexit
import gc
import os
from typing import NoReturn


def main() -> NoReturn:
    """Run ``cewen`` and exit with the code that :func:`searcher.cli.app.run` returns."""
    # A command ends before garbage matters; collecting it would take a tenth of a search's time.
    gc.disable()
    try:
        from searcher.cli.app import run

        code = run()
    except KeyboardInterrupt:  # while it was imported: there is no language yet
        os.write(2, b"cewen: interrupted\n")
        code = 130
    atexit._run_exitfuncs()
    # The process frees its memory at once; freeing each object would take another tenth.
    os._exit(code)
