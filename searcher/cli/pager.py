"""Shows a long text through the user's pager."""

from __future__ import annotations

import os
import sys

import click

from searcher.config import read_config
from searcher.messages import say

#: Keep colours, quit if all fits or at Ctrl-C, and leave the text on the screen afterwards.
_LESS = "-RFXK"
#: What has a meaning of its own in a prompt of less.
_SIGNS = "?:.%\\$"


def page(text: str) -> None:
    """Show the text with the command of the settings, else of ``PAGER``, else with less."""
    setting = read_config().get("pager")
    if setting == "never":
        sys.stdout.write(f"{text}\n")
        return
    if setting:
        os.environ["PAGER"] = str(setting)
    os.environ.setdefault("LESS", f"{_LESS} -Ps{_prompt()}$")
    if "utf" in (sys.stdout.encoding or "").lower():
        # Else it guesses from the locale, which may be another, or one that is not installed.
        os.environ.setdefault("LESSCHARSET", "utf-8")
    click.echo_via_pager(text, color=True)


def _prompt() -> str:
    """The keys of less, as its prompt.

    less 590 reads a prompt byte by byte, so that other characters than ASCII are garbled. A Chinese
    prompt has only the keys.
    """
    text = say("space next page, b back, / find, q quit")
    if not text.isascii():
        text = "SPACE  b  /  q"
    return "".join(f"\\{char}" if char in _SIGNS else char for char in text)
