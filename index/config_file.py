"""Where the user's file of settings is."""

from __future__ import annotations

import os
import sys
from pathlib import Path

#: The file to use instead of the one in the platform's place.
VARIABLE = "CEWEN_CONFIG"


def config_file() -> Path:
    """Where the settings are kept."""
    if named := os.environ.get(VARIABLE):
        return Path(named)
    if sys.platform == "linux":  # what platformdirs says; its import takes longer than a search
        folder = os.environ.get("XDG_CONFIG_HOME", "").strip()
        return Path(folder or os.path.expanduser("~/.config"), "cewen", "config.toml")
    from platformdirs import user_config_path

    return user_config_path("cewen", appauthor=False) / "config.toml"
