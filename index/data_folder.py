"""The user's own folder for what Cewen keeps."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def data_folder() -> Path:
    """Where it is."""
    if sys.platform == "linux":  # what platformdirs says, whose import takes a tenth of a search
        named = os.environ.get("XDG_DATA_HOME", "").strip()
        return Path(named or os.path.expanduser("~/.local/share"), "cewen")
    from platformdirs import user_data_path

    return user_data_path("cewen", appauthor=False)


def make_data_folder() -> Path:
    """Where it is, made if it is not there; others may not look into it."""
    folder = data_folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
