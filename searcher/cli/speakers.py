"""``cewen speakers``"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from searcher.cli.advice import tell_messages
from searcher.cli.names_to_complete import names_of
from searcher.cli.open_index import index_option, open_index
from searcher.cli.output_options import Output, listing_options
from searcher.cli.query_options import filter_errors, filters, no_filters
from searcher.cli.terminal import tell
from searcher.messages import say, say_message, speakers
from searcher.query_filters import read_query
from searcher.terminal_text import clean

if TYPE_CHECKING:
    from searcher.report.same_person import SamePerson
    from searcher.report.speakers import SpeakerHeld
    from searcher.results import Speakers
    from searcher.service import Index


@click.command("speakers", short_help="List who speaks in the documents.")
@click.argument("name", required=False, metavar="[NAME]", shell_complete=names_of("speaker"))
@click.option("-n", "--limit", type=click.IntRange(min=1), metavar="N", default=50,
              show_default=True, help="How many to show.")  # fmt: skip
@click.option("--all", "everything", is_flag=True, help="Show every speaker.")
@filters
@listing_options(quotations=False)
@click.option("--suggest", is_flag=True, help="Suggest names that may be those of one person.")
@index_option
def command(
    name: str | None,
    limit: int,
    everything: bool,
    suggest: bool,
    place: Path | None,
    out: Output,
    **filtered: Any,
) -> int:
    """List who speaks in the documents, those with the most paragraphs first; or only those whose
    name or title contains NAME.

    A role such as 主席 is a speaker of its document. With options as for `cewen search`, those who
    speak in the paragraphs that match; with --topic, those who say its words. With --suggest: names
    that may be those of one person, with the reason, as lines for a people file (see cewen index
    --people).

    \b
    cewen speakers --all
    cewen speakers 代表
    cewen speakers --topic 平台工作者 --since 2025 -o 發言者.csv
    """
    index = open_index(place)
    if name:
        filtered["speaker"] = (*filtered["speaker"], name)
    if suggest:
        no_filters(filtered, "--suggest")
        return _suggest(index, out)
    with filter_errors():
        found = index.speakers(limit=None if everything else limit, **filtered)
    if not found.total:
        if any(filtered.values()):
            tell_messages(index.why_nothing(read_query("", **filtered)))
        else:
            tell(say("cewen: no speaker is known in these documents"))
        return 1
    if out.is_text:
        out.put(_text(found, out.window()))
    else:
        from searcher.output.listings import listing_of_speakers

        out.write(listing_of_speakers(found.speakers))
    return 0


def _offices(speaker: SpeakerHeld) -> str:
    """The offices of a speaker, and the document that a role belongs to."""
    offices = "、".join((*speaker.organizations, *speaker.titles))
    if not speaker.document:
        return offices
    return say("{offices} in {doc}", offices=offices, doc=speaker.document).strip()


def _suggest(index: Index, out: Output) -> int:
    found = index.same_persons()
    if not found:
        tell(say("cewen: no names that may be those of one person"))
        return 1
    if out.is_text:
        out.put(_people_file(found))
    else:
        from searcher.output.listings import listing_of_same_persons

        out.write(listing_of_same_persons(found))
    return 0


def _people_file(found: Sequence[SamePerson]) -> Iterator[str]:
    """The suggestions in the form of a people file."""
    for one in found:
        yield f"# {say_message(one.reason)}"
        yield "[[person]]"
        yield f"name = {_quoted(one.name)}"
        if one.aliases:
            yield f"aliases = [{', '.join(map(_quoted, one.aliases))}]"
        yield ""


def _quoted(text: str) -> str:
    """A string of TOML, which has the escapes of JSON."""
    import json

    return json.dumps(clean(text), ensure_ascii=False)


def _text(found: Speakers, columns: int | None) -> Iterator[str]:
    from searcher.cli.table import table, years

    rows = [
        (
            speaker.name,
            speaker.extent.paragraphs,
            speaker.extent.documents,
            years(speaker.extent.first, speaker.extent.last),
            say("(group)") if speaker.group else _offices(speaker),
        )
        for speaker in found.speakers
    ]
    head = ("speaker", "paragraphs", "documents", "years", "office")
    yield from table([say(column) for column in head], rows, columns)
    if found.total > len(found.speakers):
        text = "{speakers} ({shown} shown; --all shows all)"
        yield say(text, speakers=speakers(found.total), shown=len(found.speakers))
