"""Does ``cewen verify`` find every altered quotation, and accuse none that holds?

Passages of one to three sentences are drawn from the test documents. A part of them is altered; the
others are quoted as they are, in the other script, with other punctuation, or with an ellipsis.
"""

from __future__ import annotations

import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import opencc

from benchmarks.temporary_index import arguments, indexed, machine
from corpus.document import Paragraph, Speaker
from index.engines import opened
from index.stored_record import to_paragraph
from searcher.verify.quotation import Draft, Quotation
from searcher.verify.verdict import verify

if TYPE_CHECKING:
    from index.engine import Snapshot

_SENTENCE = re.compile(r"[^。！？]+[。！？]?")
_SHORTEST, _LONGEST = 14, 400  # characters
_PEOPLE = ("林小滿", "吳大川", "陳未央")
_simplified = opencc.OpenCC("t2s")

HOLDS = ("as it is", "as it is", "as it is", "script", "punctuation", "ellipsis")
ALTERED = ("character", "deleted", "added", "negation", "merged", "speaker")


class Drawn(NamedTuple):
    """A quotation, and what was done with it."""

    kind: str
    quotation: Quotation


def changed(kind: str, text: str, draw: random.Random) -> str:
    """``text`` changed in this way; the same if that is not possible."""
    letters = [at for at, char in enumerate(text) if char.isalnum() and 0 < at < len(text) - 2]
    at = draw.choice(letters)
    ways: dict[str, Callable[[], str]] = {
        "script": lambda: str(_simplified.convert(text)),
        "punctuation": lambda: re.sub("[，。]", lambda _: draw.choice("，、；。"), text),
        "ellipsis": lambda: f"{text[: len(text) // 3]}……{text[len(text) // 3 + 4 :]}",
        "character": lambda: text[:at] + draw.choice("大有上中人工作好水山火") + text[at + 1 :],
        "deleted": lambda: text[:at] + text[at + 1 :],
        "added": lambda: text[:at] + "不" + text[at:],
        "negation": lambda: re.sub("[不沒没未無]", "", text, count=1),
    }
    return ways[kind]() if kind in ways else text


def draw_quotations(snapshot: Snapshot, count: int, draw: random.Random) -> Iterator[Drawn]:
    """Quotations of the index's own paragraphs, every second one altered."""
    ids = [id for id in snapshot.file_ids() if snapshot.file(id).paragraphs > 5]

    def paragraph() -> Paragraph:
        keys = snapshot.paragraphs_of(draw.choice(ids))
        return to_paragraph(snapshot.record(draw.choice(keys)))

    while count:
        kind = draw.choice((*HOLDS, *ALTERED))
        passage = _passage(paragraph(), draw)
        if passage is None or (kind == "speaker" and not passage.speakers):
            continue
        text = changed(kind, passage.text, draw)
        speakers = passage.speakers
        if kind == "merged":
            other = _passage(paragraph(), draw)
            text = f"{text}{other.text}" if other else text
        elif kind == "speaker":
            speakers = (Speaker(draw.choice(_PEOPLE)),)
        if kind in ALTERED and kind != "speaker" and text == passage.text:
            continue
        yield Drawn(kind, Quotation(text, count, "row", speakers=speakers))
        count -= 1


def _passage(paragraph: Paragraph, draw: random.Random) -> Quotation | None:
    said = draw.choice(paragraph.statements) if paragraph.statements else None
    text = paragraph.text[said.start : said.end] if said else paragraph.text
    sentences = _SENTENCE.findall(text)
    if paragraph.role != "body" or not sentences:
        return None
    first = draw.randrange(len(sentences))
    text = "".join(sentences[first : first + draw.randint(1, 3)]).strip()
    named = said is not None and said.speaker.kind == "person" and said.certainty == "label"
    is_han = said is not None and all("\u4e00" <= char <= "\u9fff" for char in said.speaker.name)
    speakers = (said.speaker,) if said and named and is_han else ()
    fits = _SHORTEST <= len(text) <= _LONGEST
    return Quotation(text, 0, speakers=speakers) if fits else None


def main() -> None:
    """Print how often each kind of quotation had each verdict."""
    parser = arguments(__doc__)
    parser.add_argument("--quotations", type=int, default=300)
    asked = parser.parse_args()
    with indexed(asked.shared, asked.index) as folder:
        snapshot = opened(folder)
        drawn = list(draw_quotations(snapshot, asked.quotations, random.Random(asked.seed)))
        draft = Draft(tuple(one.quotation for one in drawn), 0)
        begin = time.process_time()
        found = verify(snapshot, draft).verdicts
        seconds = time.process_time() - begin
    print(f"{len(found)} quotations in {seconds:.1f} s of CPU time; {machine()}")
    counts = Counter((one.kind, verdict.name) for one, verdict in zip(drawn, found, strict=True))
    for (kind, name), count in sorted(counts.items()):
        print(f"{kind:12} {name:14} {count:4}")


if __name__ == "__main__":
    main()
