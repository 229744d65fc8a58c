"""Measure variants: ``python -m benchmarks.variants``. It needs no test documents.

``gold/variants.toml`` has invented lists: pairs of words that mean the same, short and full names
of bodies and laws, and sentences in which a word means something else. Each is a document of an
index in a temporary folder, and is searched as ``cewen search`` does:

- a pair is found if each of its words finds the document with the other, as a variant or by a part
  that both have;
- a sentence is widened falsely if the term finds it as a variant.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from corpus.fold import fold
from index.analysis.variants import script_of
from index.folders import Choice
from index.update import update
from searcher.service import Index, open_index

GOLD = Path(__file__).with_name("gold") / "variants.toml"
BARS = {"pairs": 0.9, "english": 0.9, "bodies": 0.85, "laws": 0.85}
MOST_FALSE = 0.17
_FRAMES = {"hant": "本週會議討論了{}，並做成紀錄。", "hans": "本周会议讨论了{}，并做了记录。"}

Lists = Mapping[str, Sequence[Sequence[str]]]


def read_gold(path: Path = GOLD) -> Lists:
    """The lists by name; each row has two strings."""
    lists: Lists = tomllib.loads(path.read_text(encoding="utf-8"))
    return lists


def texts_of(lists: Lists) -> Iterator[tuple[str, str]]:
    """The name and the text of each document."""
    for name, rows in lists.items():
        for number, (one, other) in enumerate(rows):
            if name == "traps":
                yield f"traps-{number}.txt", other
            else:
                for side, word in enumerate((one, other)):
                    yield f"{name}-{number}-{side}.txt", _frame(word, side).format(word)


def _frame(word: str, side: int) -> str:
    """A sentence around the word in its script. If that is no clue, the first word of a pair is
    Taiwan's, and the other one the mainland's."""
    is_both = fold(word) == word and script_of(word) == "hant"
    return _FRAMES["hans" if is_both and side else script_of(word)]


def answered(index: Index, term: str, document: str, *matches: str) -> bool:
    """Whether the term finds the document in one of these ways."""
    return any(hit.match in matches for hit in index.search(term, doc=document).hits)


def missed(index: Index, lists: Lists, name: str) -> list[str]:
    """The pairs that do not find each other, each with the direction."""
    wrong = []
    for number, (one, other) in enumerate(lists[name]):
        ways = ((one, other, 1), (other, one, 0))
        lost = [
            f"{word}→{wanted}"
            for word, wanted, side in ways
            if not answered(index, word, f"{name}-{number}-{side}.txt", "exact", "variant")
        ]
        if lost:
            wrong.append(" ".join(lost))
    return wrong


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure variants.")
    parser.add_argument("--gold", type=Path, default=GOLD, help="another file of the same form")
    lists = read_gold(parser.parse_args().gold)
    with tempfile.TemporaryDirectory() as folder:
        documents = Path(folder, "documents")
        documents.mkdir()
        for name, text in texts_of(lists):
            documents.joinpath(name).write_text(text + "\n", encoding="utf-8")
        update(Path(folder, "index"), [documents], choice=Choice(keep_copies=True))
        failed = report(open_index(Path(folder, "index")), lists)
    sys.exit(1 if failed else 0)


def report(index: Index, lists: Lists) -> bool:
    """Print the figures and what is wrong; whether a bar is missed."""
    failed = False
    for name, bar in BARS.items():
        size = len(lists[name])
        wrong = missed(index, lists, name)
        print(f"{name:8} both ways {size - len(wrong)} of {size}; not: {', '.join(wrong) or '-'}")
        failed |= size - len(wrong) < bar * size
    traps = lists["traps"]
    false = [
        f"{term}: {text}"
        for number, (term, text) in enumerate(traps)
        if answered(index, term, f"traps-{number}.txt", "variant")
    ]
    print(f"traps    widened falsely {len(false)} of {len(traps)}")
    for line in false:
        print(f"  {line}")
    return failed or len(false) > MOST_FALSE * len(traps)


if __name__ == "__main__":
    main()
