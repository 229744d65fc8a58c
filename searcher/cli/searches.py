"""``cewen searches``"""

from __future__ import annotations

from pathlib import Path

import click

from searcher.cli.open_index import index_option, open_index
from searcher.cli.output_options import Output, listing_options
from searcher.cli.terminal import tell
from searcher.messages import say


@click.command("searches", short_help="List the searches that were saved, or delete one.")
@click.option("--delete", metavar="NAME", help="Delete the search of this name.")
@listing_options(quotations=False)
@index_option
def command(delete: str | None, place: Path | None, out: Output) -> int:
    """List the searches that `cewen search --save` has kept for this index.

    `cewen new` shows what they find that is new. They are in your own data folder.

    \b
    cewen searches
    cewen searches --delete 演算法
    """
    index = open_index(place)
    if delete is not None:
        index.delete_search(delete)
        tell(say("cewen: {name} deleted", name=delete))
        return 0
    found = index.saved_searches()
    if not found:
        line = say("cewen: no saved searches; save one: cewen search QUERY --save NAME")
        tell(line)
        return 1
    from searcher.output.new_schema import listing_of_searches

    out.write(listing_of_searches(found))
    return 0
