"""Record the answers to about 600 fixed commands, and compare two recordings.

A recording taken before a change of the code shows whether the change alters any answer:

    python -m benchmarks.answers SHARED_DIR --out before.jsonl
    python -m benchmarks.answers SHARED_DIR --out after.jsonl --against before.jsonl

The commands (:mod:`benchmarks.fixed_commands`) ask an index of ``SHARED_DIR/corpus``, each in a
process of its own. A recording has one line of JSON for each command: its kind and words, what it
printed on standard output and standard error, and its exit code. ``--against`` prints what differs
and exits with 1 if anything does. A recording holds text of the documents: do not commit it.
"""

from __future__ import annotations

import difflib
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.fixed_commands import Command, fixed_commands
from benchmarks.measure import REPOSITORY
from benchmarks.temporary_index import arguments, indexed

_CEWEN = [sys.executable, "-c", "from searcher.cli import main; main()"]
_LONGEST = 300  # seconds for one command


@dataclass(frozen=True, slots=True)
class Answer:
    """What one command printed, and its exit code."""

    kind: str
    words: tuple[str, ...]
    exit: int
    out: str
    err: str


def record(commands: Sequence[Command], index: Path) -> Iterator[Answer]:
    """Run the commands on an index, and yield their answers in the same order."""
    with (
        tempfile.TemporaryDirectory() as home,
        ThreadPoolExecutor(os.cpu_count()) as pool,
    ):
        yield from pool.map(partial(_answer, index=index.resolve(), home=home), commands)


def _answer(command: Command, index: Path, home: str) -> Answer:
    done = subprocess.run(
        [*_CEWEN, *command.words, "--index", str(index)],
        env={
            "HOME": home,
            "XDG_DATA_HOME": home,
            "LC_ALL": "C.UTF-8",
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(REPOSITORY),
        },
        cwd=home,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="backslashreplace",
        timeout=_LONGEST,
        check=False,
    )
    # Where an index is differs from one recording to the next.
    out, err = (text.replace(str(index), "INDEX") for text in (done.stdout, done.stderr))
    return Answer(command.kind, command.words, done.returncode, out, err)


def write(answers: Iterable[Answer], path: Path) -> None:
    """Write a recording."""
    with path.open("w", encoding="utf-8") as file:
        for answer in answers:
            file.write(json.dumps(asdict(answer), ensure_ascii=False) + "\n")


def read(path: Path) -> list[Answer]:
    """Read a recording."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [Answer(**{**row, "words": tuple(row["words"])}) for row in rows]


def differences(old: Answer, new: Answer, ignored: Sequence[str] = ()) -> list[str]:
    """Return a line for each difference between two answers to one command.

    ``ignored``: keys of the lines of JSON that may differ.

    >>> out = '{"doc": "a", "paragraph": 1, "score": %s}'
    >>> old, new = (Answer("string", ("search", "法"), 0, out % score, "") for score in (2, 3))
    >>> differences(old, new)
    ['a#1: score: 2 → 3']
    """
    found = []
    if old.exit != new.exit:
        found.append(f"exit code: {old.exit} → {new.exit}")
    before, after = _objects(old.out), _objects(new.out)
    if before is None or after is None:
        found += _lines(old.out, new.out)
    else:
        found += _of_objects(before, after, ignored)
    return [*found, *_lines(old.err, new.err)]


def _objects(text: str) -> dict[str, dict[str, Any]] | None:
    """The lines of JSON by what each is about: a paragraph, a person or a topic. None if ``text``
    is something else."""
    objects: dict[str, dict[str, Any]] = {}
    for number, line in enumerate(text.splitlines()):
        try:
            value = json.loads(line)
        except ValueError:
            return None
        if not isinstance(value, dict):
            return None
        place = f"{value['doc']}#{value.get('paragraph')}" if "doc" in value else ""
        name = place or str(value.get("id") or value.get("name") or "")
        objects[name if name and name not in objects else f"{name} (line {number + 1})"] = value
    return objects


def _of_objects(
    old: dict[str, dict[str, Any]], new: dict[str, dict[str, Any]], ignored: Sequence[str]
) -> Iterator[str]:
    yield from (f"lost: {name}" for name in old if name not in new)
    yield from (f"gained: {name}" for name in new if name not in old)
    both = [name for name in old if name in new]
    if both != [name for name in new if name in old]:
        yield f"order: {' '.join(old)} → {' '.join(new)}"
    for name in both:
        for key in dict.fromkeys([*old[name], *new[name]]):
            before, after = old[name].get(key, "no such key"), new[name].get(key, "no such key")
            if before != after and key not in ignored:
                yield f"{name}: {key}: {before} → {after}"


def _lines(old: str, new: str) -> list[str]:
    """What differs between two texts, as the lines of a unified diff without its head."""
    return list(difflib.unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=0))[2:]


def compare(old: Sequence[Answer], new: Sequence[Answer], ignored: Sequence[str], show: int) -> int:
    """Print what differs between two recordings. Return how many commands have another answer."""
    earlier = {(answer.kind, answer.words): answer for answer in old}
    later = {(answer.kind, answer.words): answer for answer in new}
    for command in earlier.keys() ^ later.keys():
        print(f"only in one recording: cewen {' '.join(command[1])}")
    counts: Counter[str] = Counter()
    for command in earlier.keys() & later.keys():
        if found := differences(earlier[command], later[command], ignored):
            kind, words = command
            counts[kind] += 1
            if counts[kind] <= show:
                print(f"{kind}: cewen {' '.join(words)}", *found[:20], sep="\n    ")
    changed = len(earlier.keys() ^ later.keys()) + counts.total()
    for kind, count in counts.most_common():
        print(f"{kind}: {count} of {sum(answer.kind == kind for answer in new)} differ")
    print(f"{len(new)} commands, {changed} differ")
    return changed


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the recording to FILE")
    parser.add_argument("--against", type=Path, metavar="FILE", help="compare with this recording")
    parser.add_argument(
        "--ignore", nargs="*", default=(), metavar="KEY", help="JSON keys to ignore"
    )
    parser.add_argument("--show", type=int, default=3, help="commands of each kind to show (3)")
    options = parser.parse_args()
    if not (options.out or options.against):
        parser.error("name a file with --out or --against")
    earlier = read(options.against) if options.against else None
    with indexed(options.shared, options.index) as index:
        answers = list(record(fixed_commands(options.shared / "corpus"), index))
    if options.out:
        write(answers, options.out)
        print(f"{len(answers)} answers recorded in {options.out}")
    if earlier is not None and compare(earlier, answers, options.ignore, options.show):
        sys.exit(1)


if __name__ == "__main__":
    main()
