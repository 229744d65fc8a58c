"""Makes the word list of :mod:`index.analysis.variants`.

Run it with ``python -m index.analysis.variants_table``. From ``variants.toml`` and
``short_names.toml`` (ours, by hand) and ``opencc_words.txt`` (OpenCC's) it makes ``variants.txt``.
Each line has a folded word, the words that may replace it, each after a sign of
:data:`index.analysis.variants.SIGNS`, after ``!`` the strings in which it is not a word, and how it
is written in each script. Words that only replace others are listed too: a term is cut by all
listed words, the longest first, so that no exchange ends inside a known word. With ``--opencc`` it
first renews ``opencc_words.txt`` from the installed OpenCC.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterable, Iterator
from itertools import permutations
from pathlib import Path
from typing import Any

from corpus.fold import fold
from index.analysis.variants import GUARD, ON, WRITTEN, Script

HERE = Path(__file__).parent
VOCABULARY = HERE / "variants.toml"
OPENCC_WORDS = HERE / "opencc_words.txt"
WORDS = HERE / "variants.txt"

SHORT_NAMES = HERE / "short_names.toml"
RELATIONS = {"same": "=", "near": "~", "to": ">", "english": "/"}
SIDES = frozenset({"cn", "hk", "tw"})

Exchanges = dict[tuple[str, str], str]
"""The sign of each exchange, and after :data:`ON` the sides on which it counts, by word and other
word."""

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


def table_exchanges(fields: dict[str, Any], file: Path = VOCABULARY) -> Exchanges:
    """The exchanges by (word, other word), both folded.

    In a line of ``same``, ``near`` or ``english`` each word may replace each other word; in a line
    of ``to`` the others may replace the first only. A word with sides replaces others only in text
    of these. A word that contains the other finds nothing that the other does not.

    :raises ValueError: two lines disagree.
    """
    result: Exchanges = {}
    for name, field in fields.items():
        for relation, sign in RELATIONS.items():
            for line in field.get(relation, ()):
                where = f"{file.name}: [{name}] {line}"
                words = [_parts(word, where) for word in line]
                pairs = permutations(words, 2) if relation != "to" else _from_first(words)
                for (word, _), (other, sides) in pairs:
                    if min(len(word), len(other)) < 2 or word == other:
                        raise ValueError(f"{where}: not two words")
                    if word in other:
                        continue
                    if result.setdefault((word, other), sign + sides) != sign + sides:
                        raise ValueError(f"{where}: disagrees with another line on {other}")
    return result


def _parts(word: str, where: str) -> tuple[str, str]:
    """The folded word, and its sides with :data:`ON` before them."""
    word, _, sides = word.partition(ON)
    if sides and not set(sides.split("-")) < SIDES:
        raise ValueError(f"{where}: {sides} is not one or two of {sorted(SIDES)}")
    return fold(word), ON + sides if sides else ""


def _from_first(words: list[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    return ((words[0], other) for other in words[1:])


def written_forms(fields: dict[str, Any]) -> Iterator[str]:
    """The words of all lines as they are written."""
    for field in fields.values():
        for lines in field.values():
            for line in lines:
                yield from (word.partition(ON)[0] for word in line)


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
    senses = {fold(word): sides for word, sides in parts.pop("senses").items()}
    names = tomllib.loads(SHORT_NAMES.read_text(encoding="utf-8"))
    ours = table_exchanges(names, SHORT_NAMES) | table_exchanges(parts)
    theirs, left_alone = opencc_exchanges(opencc["weak"], opencc["drop"])
    fields: dict[str, list[str]] = {word: [] for pair in (theirs | ours) for word in pair}
    # So that no shorter word is exchanged inside them.
    fields |= {fold(word): [] for word in (*written_forms(parts), *written_forms(names))}
    # Our exchanges replace OpenCC's, and come first where the weight is the same.
    for (word, other), sign in sorted((theirs | ours).items()):
        sides = sign[1:] or (ON + senses[other] if other in senses else "")
        fields[word].append(sign[0] + other + sides)
    written = _written([*written_forms(parts), *written_forms(names), *_opencc_words()])
    for word, others in fields.items():
        others.sort(key=lambda field: "=1/>~2".index(field[0]))
        around = guards.pop(word, set())
        if others:
            around |= {guard for guard in left_alone if word in guard != word}
        others.extend(GUARD + guard for guard in sorted(around))
        others += [WRITTEN[script] + text for script, text in written.get(word, {}).items()]
    if guards:
        raise ValueError(
            f"{VOCABULARY.name}: [guards]: words without an exchange: {sorted(guards)}"
        )
    if unknown := senses.keys() - fields.keys():
        raise ValueError(f"{VOCABULARY.name}: [senses]: no exchange: {sorted(unknown)}")
    return "".join("\t".join((word, *fields[word])) + "\n" for word in sorted(fields))


def _opencc_words() -> Iterator[str]:
    for line in OPENCC_WORDS.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield from line.replace("\t", " ").split(" ")


_USUAL = str.maketrans("臺僞", "台偽")  # what most documents write


def _written(words: Iterable[str]) -> dict[str, dict[Script, str]]:
    """How the words are written in each script, by folded word, where not as they are folded. A
    form in Traditional is taken as it is listed."""
    import opencc

    to_taiwan, to_simplified = opencc.OpenCC("s2tw").convert, opencc.OpenCC("t2s").convert
    result: dict[str, dict[Script, str]] = {}
    for word in words:
        is_traditional = to_simplified(word) != word
        folded = fold(word)
        if folded in result and not is_traditional:
            continue
        forms: dict[Script, str] = {
            "hant": word if is_traditional else to_taiwan(word).translate(_USUAL),
            "hans": to_simplified(word),
        }
        result[folded] = {script: form for script, form in forms.items() if form != folded}
    return result


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
