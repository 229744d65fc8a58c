"""Compare Cewen with other engines: ``python -m benchmarks SHARED_DIR``.

Writes summary.md, processes.csv and answers.csv to ``benchmarks/runs/DATE/``. Each size is a corpus
made of ``SHARED_DIR/corpus/transcripts``. The summary names the engines that are not installed
(``pip install -r benchmarks/requirements.txt``; ripgrep and Recoll are packages of the system).
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from benchmarks import job, results
from benchmarks.cold_start import indexed_again, started
from benchmarks.corpus import bodies, folded_bodies, grow
from benchmarks.machine import machine
from benchmarks.measure import CommandFailed, Measured, alternated, measured, size_of
from benchmarks.questions import questions_for, truth
from benchmarks.results import Built, Results, Size, kept_question
from benchmarks.rivals import RIVALS
from benchmarks.rivals.rival import Rival
from benchmarks.summary import summary
from index.whoosh.reader import Reader

_SIZES = "10000,30000,100000,300000,1000000"
_LARGE = 100_000  # body paragraphs; a corpus of so many is indexed only once
_BEGAN = time.monotonic()


def main() -> None:
    options = _arguments()
    rivals = [RIVALS[name] for name in options.rivals]
    missing = {rival.name: reason for rival in rivals if (reason := rival.missing())}
    rivals = [rival for rival in rivals if rival.name not in missing]
    found = Results(" ".join(["python -m benchmarks", *sys.argv[1:]]), machine(rivals), missing)
    folder = results.new_folder(options.out)
    with tempfile.TemporaryDirectory(dir=options.scratch) as scratch:
        # An index that is built here must not become the one that the user's next search uses.
        os.environ["XDG_DATA_HOME"] = scratch
        for size in options.sizes:
            place = Path(scratch) / str(size)
            times = 1 if options.quick or size >= _LARGE else 3
            found.sizes.append(_at_size(options, rivals, place, size, times, found.missing))
            shutil.rmtree(place)
            results.write(found, folder, summary(found))
        _log("indexing again, nothing changed")
        found.again = indexed_again(Path(scratch) / "again", 1 if options.quick else 5)
    results.write(found, folder, summary(found))
    _log(f"written to {folder}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    add = parser.add_argument
    add("shared", type=Path, metavar="SHARED_DIR", help="holds corpus/")
    add("--sizes", type=_numbers, default=_SIZES, help=f"body paragraphs ({_SIZES})")
    add("--rivals", type=_names, default=",".join(RIVALS), help=", ".join(RIVALS))
    add("--quick", action="store_true", help="measure everything once")
    add("--out", type=Path, default=results.RUNS, help="instead of benchmarks/runs")
    add("--scratch", type=Path, help="a folder for the temporary indexes")
    return parser.parse_args()


def _numbers(text: str) -> list[int]:
    return [int(number) for number in text.split(",")]


def _names(text: str) -> list[str]:
    names = text.split(",")
    if unknown := set(names) - RIVALS.keys():
        raise argparse.ArgumentTypeError(f"unknown: {', '.join(sorted(unknown))}")
    return names


def _at_size(
    options: argparse.Namespace,
    rivals: Sequence[Rival],
    place: Path,
    size: int,
    times: int,
    missing: dict[str, str],
) -> Size:
    def failed(name: str, error: CommandFailed) -> None:
        # A long run continues without the engine that failed, and the summary says so.
        missing[f"{name}, at {size}"] = str(error).strip().splitlines()[-1]
        _log(f"{name}: failed\n{error}")

    corpus = place / "corpus"
    found = Size(grow(options.shared, size, corpus))
    _log(f"{found.grown.bodies} body paragraphs in {found.grown.files} files")
    builders = [rival for rival in rivals if not rival.index_of]
    found.built = _all_built(builders, corpus, place, times, failed)
    questions = _questions(found, place)
    searches = {
        rival.name: partial(_search, rival, place, questions, 1 if options.quick else 3)
        for rival in rivals
        if rival.searches and (rival.index_of or rival.name) in found.built
    }
    for name in alternated(searches, 1, failed):
        found.answers[name] = job.read_results(_answers(place, name))
    if "cewen" in found.built:
        _log("cold starts")
        stock = place / "whoosh" if "whoosh" in found.built else None
        found.started = started(place / "cewen", stock, 3 if options.quick else 15, failed)
    return found


def _all_built(
    builders: Sequence[Rival],
    corpus: Path,
    place: Path,
    times: int,
    failed: Callable[[str, CommandFailed], None],
) -> dict[str, Built]:
    runs = {rival.name: partial(_build, rival, corpus, place) for rival in builders}
    built = {
        name: Built(measurements, size_of(place / name))
        for name, measurements in alternated(runs, times, failed).items()
    }
    watched = {
        rival.name: partial(_build, rival, corpus, place, watched=True)
        for rival in builders
        if rival.several and rival.name in built
    }
    for name, [run] in alternated(watched, 1, failed).items():
        timed = [replace(one, peak=run.peak) for one in built[name].runs]
        built[name] = replace(built[name], runs=timed)
    return built


def _build(rival: Rival, corpus: Path, place: Path, *, watched: bool = False) -> Measured:
    index = place / rival.name
    shutil.rmtree(index, ignore_errors=True)
    result = measured(rival.command(corpus, index), watched=watched)
    _log(f"{rival.name}: indexed in {result.wall:.1f} s{' (memory sampled)' if watched else ''}")
    return result


def _questions(found: Size, place: Path) -> Path:
    speakers = list(Reader(place / "cewen").lexicon("speaker")) if "cewen" in found.built else []
    questions = questions_for(list(bodies(place / "corpus")), speakers)
    folded = list(folded_bodies(place / "corpus"))
    ready = [job.CheckedQuestion(question, truth(question, folded)) for question in questions]
    found.questions = [kept_question(each.question, each.truth) for each in ready]
    job.write(ready, place / "questions.json")
    return place / "questions.json"


def _search(rival: Rival, place: Path, questions: Path, rounds: int) -> Measured:
    index = place / (rival.index_of or rival.name)
    command = [sys.executable, "-m", "benchmarks.job", "search", rival.name, str(index)]
    result = measured([*command, str(questions), str(rounds), str(_answers(place, rival.name))])
    _log(f"{rival.name}: searched in {result.wall:.1f} s")
    return result


def _answers(place: Path, name: str) -> Path:
    return place / f"answers-{name}.json"


def _log(text: str) -> None:
    print(f"{time.monotonic() - _BEGAN:7.1f} s  {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
