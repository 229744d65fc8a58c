"""Makes the word list of :mod:`index.analysis.variants`.

Run it with ``python -m index.analysis.variants_table``. From ``variants.toml`` (ours, by hand) and
``opencc_words.txt`` (OpenCC's) it makes ``variants.txt``. Each line has a folded word, the words
that may replace it, each after a sign of :data:`index.analysis.variants.SIGNS`, and after ``!`` the
strings in which it is not a word. Words that only replace others are listed too: a term is cut by
all listed words, the longest first, so that no exchange ends inside a known word. With ``--opencc``
it first renews ``opencc_words.txt`` from the installed OpenCC.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path
from typing import Any

from corpus.fold import fold
from index.analysis.variants import GUARD

HERE = Path(__file__).parent
VOCABULARY = HERE / "variants.toml"
OPENCC_WORDS = HERE / "opencc_words.txt"
WORDS = HERE / "variants.txt"

Exchanges = dict[tuple[str, str], str]

_HEADER = """\
# Mainland words and their Taiwan counterparts (TWPhrases), then the way back (TWPhrasesRev):
# the phrase dictionaries of OpenCC {version}, https://github.com/BYVoid/OpenCC
# Copyright (c) Carbo Kuo and contributors. Licensed under the Apache License, Version 2.0:
# http://www.apache.org/licenses/LICENSE-2.0
# Changed: the two files were sorted and joined. Taken by `python -m index.analysis.variants_table`.
"""


def vocabulary() -> dict[str, Any]:
    """Our own part, as the parsed TOML."""
    return tomllib.loads(VOCABULARY.read_text(encoding="utf-8"))


def table_exchanges(fields: dict[str, Any]) -> Exchanges:
    """The sign of each exchange, by (word, other word), both folded.

    In a line of ``same`` or ``near`` each word may replace each other word; in a line of ``to`` the
    others may replace the first only.

    :raises ValueError: two lines disagree.
    """
    result: Exchanges = {}
    for name, field in fields.items():
        for relation, sign in (("same", "="), ("near", "~"), ("to", ">")):
            for line in field.get(relation, ()):
                words = [fold(word) for word in line]
                pairs = permutations(words, 2) if relation != "to" else _from_first(words)
                for pair in pairs:
                    if min(map(len, pair)) < 2 or pair[0] == pair[1]:
                        raise ValueError(f"{VOCABULARY.name}: [{name}] {line}: not two words")
                    if result.setdefault(pair, sign) != sign:
                        raise ValueError(
                            f"{VOCABULARY.name}: [{name}] {line}: disagrees with another line"
                        )
    return result


def _from_first(words: list[str]) -> Iterator[tuple[str, str]]:
    return ((words[0], other) for other in words[1:])


def opencc_exchanges(weak: set[str], drop: set[str]) -> tuple[Exchanges, set[str]]:
    """OpenCC's exchanges with their signs, and the phrases that it lists as unchanged.

    ``weak`` and ``drop`` are folded words whose exchanges get less weight, or are dropped.
    """
    result: Exchanges = {}
    left_alone = set()
    for line in OPENCC_WORDS.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        word, others = line.split("\t")
        choices = [fold(other) for other in others.split(" ")]
        if choices == [fold(word)]:
            left_alone.add(fold(word))
        for rank, choice in enumerate(choices):
            pair = fold(word), choice
            # A single character is never exchanged and never replaces a word.
            if pair[0] != choice and min(map(len, pair)) > 1 and pair[0] not in drop:
                sign = "1" if rank == 0 and pair[0] not in weak else "2"
                result[pair] = min(sign, result.get(pair, sign))
    return result, left_alone


def build() -> str:
    """The text of ``variants.txt``.

    :raises ValueError: ``variants.toml`` contradicts itself.
    """
    parts = vocabulary()
    opencc = {name: set(map(fold, words)) for name, words in parts.pop("opencc").items()}
    guards = _guards(parts.pop("guards"))
    ours = table_exchanges(parts)
    theirs, left_alone = opencc_exchanges(opencc["weak"], opencc["drop"])
    fields: dict[str, list[str]] = {word: [] for pair in (theirs | ours) for word in pair}
    # Our exchanges replace OpenCC's, and come first where the weight is the same.
    for (word, other), sign in sorted((theirs | ours).items()):
        fields[word].append(sign + other)
    for word, others in fields.items():
        others.sort(key=lambda field: "=1>~2".index(field[0]))
        if others:
            around = guards.pop(word, set()) | {g for g in left_alone if word in g != word}
            others.extend(GUARD + guard for guard in sorted(around))
    if guards:
        raise ValueError(
            f"{VOCABULARY.name}: [guards]: words without an exchange: {sorted(guards)}"
        )
    return "".join("\t".join((word, *fields[word])) + "\n" for word in sorted(fields))


def _guards(lists: dict[str, list[str]]) -> dict[str, set[str]]:
    result = {fold(word): set(map(fold, guards)) for word, guards in lists.items()}
    for word, guards in result.items():
        if not all(word in guard != word for guard in guards):
            raise ValueError(f"{VOCABULARY.name}: [guards]: {word} is not inside {sorted(guards)}")
    return result


def take_opencc() -> str:
    """The text of ``opencc_words.txt``, from the dictionaries in the installed OpenCC's wheel."""
    import opencc

    wheel = Path(opencc.__file__).parent / "clib"
    text = _HEADER.format(version=opencc.__version__)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder, "plain.txt")
        for name in ("TWPhrases", "TWPhrasesRev"):
            source = wheel / "share" / "opencc" / f"{name}.ocd2"
            command: list[str | Path] = [wheel / "bin" / "opencc_dict", "-i", source, "-o", plain]
            subprocess.run([*command, "-f", "ocd2", "-t", "text"], check=True)
            text += "".join(sorted(plain.read_text(encoding="utf-8").splitlines(keepends=True)))
    return text


def main() -> None:
    """Write ``variants.txt``, and with ``--opencc`` first ``opencc_words.txt``."""
    if "--opencc" in sys.argv[1:]:
        OPENCC_WORDS.write_text(take_opencc(), encoding="utf-8", newline="\n")
    WORDS.write_text(build(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
