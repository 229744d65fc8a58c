"""``cewen mcp``"""

from __future__ import annotations

from pathlib import Path

import click

from searcher.cli.open_index import index_option
from searcher.messages import say


@click.command("mcp", short_help="Let an assistant search, over MCP.")
@click.option("--setup", is_flag=True, help="Print the configuration for the usual clients.")
@index_option
def command(setup: bool, place: Path | None) -> None:
    """Let an assistant search these documents: a server of the Model Context Protocol on stdio.

    The tools only read: search, who, timeline, exchanges, topics, show,
    verify and status. An assistant starts the
    command itself; --setup prints how.

    \b
    cewen mcp --setup
    cewen mcp --index ~/reports
    """
    if setup:
        from searcher.mcp.setup import setup_lines

        for line in setup_lines(place):
            click.echo(line)
        return
    try:
        from searcher.mcp.server import mcp_server
    except ModuleNotFoundError as error:
        text = "The assistant server needs {name}, which is not installed: pip install 'cewen[mcp]'"
        raise click.UsageError(say(text, name=error.name)) from error
    from searcher.current_index import CurrentIndex
    from searcher.language import ENGLISH, speak
    from searcher.service import open_index

    speak(ENGLISH)  # assistants read the same in every place
    # Stdout is for the protocol: nothing else may be printed there.
    mcp_server(CurrentIndex(open_index(place))).run("stdio")
