"""The command line: one module for each command, loaded when it is called."""

from __future__ import annotations

import gc
import os
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run ``cewen`` and leave with the exit code of :func:`searcher.cli.commands.run`."""
    # A command is over before there is garbage: looking for it is a tenth of a search's time.
    gc.disable()
    from searcher.cli.commands import run

    code = run()
    if "multiprocessing" in sys.modules:
        sys.exit(code)  # what it leaves behind is tidied up on the way
    # The memory goes with the process: to free it object by object is another tenth.
    os._exit(code)
