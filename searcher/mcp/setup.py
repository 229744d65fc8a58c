"""The configuration that makes the usual assistants start ``cewen mcp``."""

from __future__ import annotations

import json
import shlex
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from index.location import written


def setup_lines(index: Path | None) -> Iterator[str]:
    """What to write where, for each client. ``index`` is the folder of the index to use."""
    program = shutil.which("cewen")
    command = (
        [program] if program else [sys.executable, "-c", "from searcher.cli import main; main()"]
    )
    command.append("mcp")
    if index is not None:
        command += ["--index", written(index)]
    server = {"command": command[0], "args": command[1:]}
    yield "Claude Desktop (claude_desktop_config.json), Cursor (~/.cursor/mcp.json):"
    yield from _indented({"mcpServers": {"cewen": server}})
    yield "VS Code (.vscode/mcp.json):"
    yield from _indented({"servers": {"cewen": {"type": "stdio", **server}}})
    yield "Claude Code:"
    yield f"  claude mcp add cewen -- {shlex.join(command)}"


def _indented(value: object) -> Iterator[str]:
    written = json.dumps(value, ensure_ascii=False, indent=2)
    yield from (f"  {line}" for line in written.splitlines())
