"""Completion in bash: click's, with names quoted. Importing it registers it with click."""

from __future__ import annotations

import re

from click.shell_completion import BashComplete, CompletionItem, add_completion_class

_QUOTED = r"([^\w@%+=:,./#-])"


class Bash(BashComplete):
    """Quotes what bash would take for several words; the other shells do that themselves."""

    def format_completion(self, item: CompletionItem) -> str:
        quoted = re.sub(_QUOTED, r"\\\\\1", item.value)  # twice: click's script reads it once
        return f"{item.type},{quoted}"


add_completion_class(Bash, "bash")
