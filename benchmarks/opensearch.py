"""Load an OpenSearch cluster and ask it questions: ``python -m benchmarks.opensearch SHARED_DIR``.

Starts nodes on this computer (see tests/opensearch) and measures the same corpus in both engines:
the rate of loading, the loader's share of the processor time, the size of the index, and how long
each kind of question takes. Writes summary.md to ``benchmarks/runs/DATE/``.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import job
from benchmarks.corpus import bodies, folded_bodies, grow
from benchmarks.job import QuestionResult
from benchmarks.machine import machine
from benchmarks.measure import Measured, measured, percentile, size_of
from benchmarks.questions import questions_for, truth
from benchmarks.results import RUNS, SUMMARY, Size, kept_question, new_folder
from benchmarks.rivals import RIVALS
from benchmarks.rivals.cewen import ON_SERVERS
from benchmarks.summary import found_table, table, times_table
from index.whoosh.reader import Reader
from tests.opensearch.cluster import Cluster, request

_SIZES = "125000,500000"
_EMBEDDED, _SERVERS = "cewen", "cewen-opensearch"
_TICKS = os.sysconf("SC_CLK_TCK")
_BEGAN = time.monotonic()


@dataclass
class Loaded:
    """What one corpus took. ``servers`` are seconds of processor time of all nodes while the loader
    ran; ``primaries`` and ``stored`` are bytes of the index without and with its replicas."""

    size: Size
    embedded: Measured
    embedded_bytes: int
    loader: Measured
    servers: float
    primaries: int
    stored: int
    documents: int


@dataclass
class Run:
    """A whole run."""

    command: str
    nodes: str
    machine: dict[str, str]
    sizes: list[Loaded] = field(default_factory=list)


def main() -> None:
    options = _arguments()
    run = Run(
        " ".join(["python -m benchmarks.opensearch", *sys.argv[1:]]),
        f"{options.nodes} nodes of {options.heap} MB heap on this computer, 3 shards, 1 replica",
        machine([RIVALS[_EMBEDDED], RIVALS[_SERVERS]]),
    )
    folder = new_folder(options.out)
    with tempfile.TemporaryDirectory(dir=options.scratch) as scratch:
        # An index that is built here must not become the one that the user's next search uses.
        os.environ["XDG_DATA_HOME"] = scratch
        for size in options.sizes:
            place = Path(scratch) / str(size)
            run.sizes.append(_at_size(options, place, size))
            shutil.rmtree(place)
            (folder / SUMMARY).write_text(summary(run), encoding="utf-8")
    _log(f"written to {folder}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.opensearch", description=__doc__)
    add = parser.add_argument
    add("shared", type=Path, metavar="SHARED_DIR", help="holds corpus/")
    add("--sizes", type=_numbers, default=_SIZES, help=f"body paragraphs ({_SIZES})")
    add("--nodes", type=int, default=3, help="(3)")
    add("--heap", type=int, default=512, help="megabytes of each node (512)")
    add("--rounds", type=int, default=3, help="how often each question is asked (3)")
    add("--out", type=Path, default=RUNS, help="instead of benchmarks/runs")
    add("--scratch", type=Path, help="a folder for the temporary indexes")
    return parser.parse_args()


def _numbers(text: str) -> list[int]:
    return [int(number) for number in text.split(",")]


def _at_size(options: argparse.Namespace, place: Path, size: int) -> Loaded:
    corpus = place / "corpus"
    found = Size(grow(options.shared, size, corpus))
    _log(f"{found.grown.bodies} body paragraphs in {found.grown.files} files")
    embedded = measured(RIVALS[_EMBEDDED].command(corpus, place / _EMBEDDED))
    _log(f"embedded: indexed in {embedded.wall:.1f} s")
    cluster = Cluster.start(place / "cluster", options.nodes, options.heap, flags=())
    try:
        hosts = ",".join(url.removeprefix("http://") for url in cluster.urls)
        os.environ[ON_SERVERS] = f"opensearch://{hosts}/benchmark"
        before = _processor_time(cluster)
        loader = measured(RIVALS[_SERVERS].command(corpus, place))
        servers = _processor_time(cluster) - before
        _log(f"cluster: loaded in {loader.wall:.1f} s")
        cluster.wait()
        stats = request(f"{cluster.urls[0]}/benchmark/_stats/store,docs")["_all"]
        _ask(options, found, place)
    finally:
        cluster.stop()
    return Loaded(
        found,
        embedded,
        size_of(place / _EMBEDDED),
        loader,
        servers,
        stats["primaries"]["store"]["size_in_bytes"],
        stats["total"]["store"]["size_in_bytes"],
        stats["primaries"]["docs"]["count"],
    )


def _ask(options: argparse.Namespace, found: Size, place: Path) -> None:
    speakers = list(Reader(place / _EMBEDDED).lexicon("speaker"))
    folded = list(folded_bodies(place / "corpus"))
    asked = questions_for(list(bodies(place / "corpus")), speakers)
    ready = [job.CheckedQuestion(question, truth(question, folded)) for question in asked]
    found.questions = [kept_question(each.question, each.truth) for each in ready]
    questions, answers = place / "questions.json", place / "answers.json"
    job.write(ready, questions)
    for name in (_EMBEDDED, _SERVERS):
        command = [sys.executable, "-m", "benchmarks.job", "search", name, str(place / name)]
        took = measured([*command, str(questions), str(options.rounds), str(answers)])
        found.answers[name] = job.read_results(answers)
        _log(f"{name}: searched in {took.wall:.1f} s")


def _processor_time(cluster: Cluster) -> float:
    """Seconds that the nodes have used so far, of user and system."""
    ticks = 0
    for node in cluster.nodes:
        figures = Path(f"/proc/{node.pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(figures[11]) + int(figures[12])
    return ticks / _TICKS


def summary(run: Run) -> str:
    """The whole page."""
    lines = ["# Cewen on an OpenSearch cluster", "", f"`{run.command}`", ""]
    lines += [f"- {name}: {value}" for name, value in run.machine.items()]
    lines += [f"- cluster: {run.nodes}", ""]
    lines.append(
        "The corpus: the transcripts, repeated under other names. Cewen also indexes headings and "
        "stage directions: they count as paragraphs, and the questions are about the bodies. Both "
        "engines answered the same questions, one after the other, with one reader. "
        "Megabytes are millions of bytes."
    )
    for loaded in run.sizes:
        lines += _size(loaded)
    return "\n".join(lines) + "\n"


def _size(loaded: Loaded) -> Iterator[str]:
    grown = loaded.size.grown
    yield from ("", f"## {grown.paragraphs:,} paragraphs", "")
    yield (
        f"{grown.files} files, a transcript at most {grown.times} times; {grown.bodies:,} body "
        f"paragraphs; {grown.characters / 1e6:.1f} million characters in the bodies; "
        f"{loaded.documents:,} documents on the cluster."
    )
    yield from ("", *table(_HEADS, _loading(loaded)))
    yield from ("", "Questions, p50/p95 in ms:", "", *times_table(loaded.size))
    yield from ("", "Rows that contain the words, and how many of them are missed:", "")
    yield from found_table(loaded.size)
    yield from ("", _totals(loaded.size))


_HEADS = (
    *("", "wall s", "paragraphs/s", "cpu s of the command", "cpu s of the nodes"),
    *("the command's share", "index MB", "bytes a paragraph"),
)


def _loading(loaded: Loaded) -> Iterator[Sequence[str]]:
    paragraphs = loaded.size.grown.paragraphs
    run = loaded.embedded
    yield (
        *("embedded", f"{run.wall:.1f}", f"{paragraphs / run.wall:,.0f}", f"{run.cpu:.1f}"),
        *("–", "–", f"{loaded.embedded_bytes / 1e6:.1f}"),
        f"{loaded.embedded_bytes / paragraphs:.0f}",
    )
    run = loaded.loader
    yield (
        *("cluster", f"{run.wall:.1f}", f"{paragraphs / run.wall:,.0f}", f"{run.cpu:.1f}"),
        *(f"{loaded.servers:.1f}", f"{run.cpu / (run.cpu + loaded.servers):.0%}"),
        f"{loaded.primaries / 1e6:.1f} ({loaded.stored / 1e6:.1f} with the replica)",
        f"{loaded.primaries / paragraphs:.0f}",
    )


def _totals(size: Size) -> str:
    """How often both engines count the same, and the time of all questions together."""
    pairs = list(zip(size.answers[_EMBEDDED], size.answers[_SERVERS], strict=True))
    same = sum(_hits(one) == _hits(other) for one, other in pairs)
    p95 = percentile([other.ms for _, other in pairs if other], 95)
    of_all = f"p95 of all on the cluster: {p95:.0f} ms"
    return f"The same total for {same} of {len(pairs)} questions. {of_all}."


def _hits(result: QuestionResult | None) -> int | None:
    return result.hits if result else None


def _log(text: str) -> None:
    print(f"{time.monotonic() - _BEGAN:7.1f} s  {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
