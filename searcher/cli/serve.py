"""``cewen serve``"""

from __future__ import annotations

from pathlib import Path

import click

from searcher.cli.open_index import index_option, open_index
from searcher.cli.terminal import tell
from searcher.messages import say


@click.command("serve", short_help="Search in the browser, on this computer.")
@click.option("--port", type=click.IntRange(1, 65535), metavar="N",
              help="The port to use; else any that is free.")  # fmt: skip
@click.option("--host", default="127.0.0.1", metavar="ADDRESS", show_default=True,
              help="Another address of this computer, for other computers.")  # fmt: skip
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@index_option
def command(port: int | None, host: str, no_browser: bool, place: Path | None) -> None:
    """Search in the browser: the same answers, with a page for each document, speaker and topic.

    The first line is the address. It contains a token, so that only you can use it. The page needs
    no network. Ctrl-C ends it.

    \b
    cewen serve
    cewen serve --index ~/reports --port 8080
    """
    try:
        from searcher.web.server import LOOPBACK, Place, serve
    except ModuleNotFoundError as error:
        text = "The web page needs {name}, which is not installed: pip install 'cewen[web]'"
        raise click.UsageError(say(text, name=error.name)) from error
    index = open_index(place)
    if host != LOOPBACK:
        text = (
            "cewen: everybody who reaches {host} and has the address can read the documents; the "
            "connection is not encrypted"
        )
        tell(say(text, host=host))

    def ready(address: str) -> None:
        click.echo(address)
        if not no_browser:
            click.launch(address)

    serve(index, Place(host, port or 0), ready)
