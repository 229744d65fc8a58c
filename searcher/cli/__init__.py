"""The command line: one module for each command, loaded when it is called."""

from __future__ import annotations

import atexit
import gc
import os
from typing import NoReturn


def main() -> NoReturn:
    """Run ``cewen`` and leave with the exit code of :func:`searcher.cli.app.run`."""
    # A command is over before there is garbage: looking for it is a tenth of a search's time.
    gc.disable()
    from searcher.cli.app import run

    code = run()
    atexit._run_exitfuncs()
    # The memory goes with the process: to free it object by object is another tenth.
    os._exit(code)
