"""OpenCC and Unicode data in, ``corpus/fold.txt`` out. Run it as ``python -m corpus.fold_table``.

The fold of a character is the result of these steps, repeated until nothing changes: NFKC if that
is one character (full width, compatibility ideographs, radicals); lower case if that is one
character; OpenCC's Traditional→Simplified conversion of the single character;
``corpus/fold_links.txt``; and OpenCC's conversion to Traditional and back (钜→鉅→巨), which
replaces Simplified forms that are rarely printed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent
TABLE = HERE / "fold.txt"
LINKS = HERE / "fold_links.txt"
_COLUMNS = 60


def links() -> dict[str, str]:
    """Return the entries of ``fold_links.txt``: character to the character it folds to."""
    result = {}
    for line in LINKS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            target, *sources = line.split()
            result.update(dict.fromkeys(sources, target))
    return result


def build() -> dict[str, str]:
    """Return every character that changes with its fold. Needs OpenCC and takes a second.

    Raises ValueError if the steps run in a circle.
    """
    import opencc

    simplify: Callable[[str], str] = opencc.OpenCC("t2s").convert
    traditionalize: Callable[[str], str] = opencc.OpenCC("s2t").convert
    linked = links()

    def step(char: str) -> str:
        for candidate in (unicodedata.normalize("NFKC", char), char.lower(), simplify(char)):
            if candidate != char and len(candidate) == 1:
                return candidate
        if char in linked:
            return linked[char]
        there_and_back = simplify(traditionalize(char))
        return there_and_back if len(there_and_back) == 1 else char

    table = {}
    for code in range(0x41, 0x32000):
        if 0xD800 <= code < 0xE000:
            continue
        char = end = chr(code)
        seen = {char}
        while (following := step(end)) not in seen:
            seen.add(following)
            end = following
        if following != end:
            raise ValueError(f"{LINKS.name}: {char} leads in a circle: {sorted(seen)}")
        if end != char:
            table[char] = end
    return table


def write(table: dict[str, str], path: Path = TABLE) -> None:
    """Write two lines for every sixty characters: the characters, and below each its fold."""
    sources = list(table)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for at in range(0, len(sources), _COLUMNS):
            row = sources[at : at + _COLUMNS]
            file.write("".join(row) + "\n" + "".join(table[char] for char in row) + "\n")


if __name__ == "__main__":
    write(build())
