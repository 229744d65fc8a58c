"""``cewen open``"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from searcher.cli.named_place import name_errors, named_place
from searcher.cli.names_to_complete import names_of
from searcher.cli.open_index import index_option
from searcher.cli.terminal import tell
from searcher.messages import say

if TYPE_CHECKING:
    from searcher.results import Original

_BEGINNING = 16  # characters of the paragraph, to find it in a file without pages


@click.command("open", short_help="Open the original file of a document, at the page.")
@click.argument("document", metavar="DOC[#N]", shell_complete=names_of("doc"))
@click.argument("at", metavar="[ARTICLE]", default="")
@click.option("--print", "only_path", is_flag=True,
              help="Print the path of the file, and open nothing.")  # fmt: skip
@click.option("--changed", is_flag=True,
              help="Also if the file has changed since it was indexed.")  # fmt: skip
@index_option
def command(document: str, at: str, only_path: bool, changed: bool, place: Path | None) -> int:
    """Open the file that a document was read from, in the program that you use for such files.

    DOC is as for `cewen show`; a number alone is a result of the last answer. Where the program can
    be told, it opens the page of paragraph N. Otherwise a line says which page that is.

    The variable CEWEN_VIEWER names another program, such as 'okular --page {page} {file} &'; with
    & at its end it runs in the background.

    \b
    cewen open 座談會#5 --print
    cewen open 1
    """
    from searcher.cli.viewer import open_file

    with name_errors(document):
        index, document, at = named_place(document, at, place)
        original = index.original(document, at, changed=changed)
    if only_path:
        click.echo(str(original.path))
        told = False
    else:
        told = open_file(original.path, original.page)
        tell(say("opened: {path}", path=original.path))
    if line := _where(original, told):
        tell(line)
    return 0


def _where(original: Original, told: bool) -> str:
    """Where in the file the paragraph is."""
    paragraph = original.paragraph
    if paragraph is None:
        return ""
    beginning = paragraph.text[:_BEGINNING]
    if original.page is None:
        return say("the paragraph begins: {beginning}", beginning=beginning)
    values = {"page": original.page, "beginning": beginning}
    if told:
        return say("at page {page}; the paragraph begins: {beginning}", **values)
    return say("go to page {page}; the paragraph begins: {beginning}", **values)
