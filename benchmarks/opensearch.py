"""Load an OpenSearch cluster and ask it questions: ``python -m benchmarks.opensearch SHARED_DIR``.

Starts nodes on this computer (see tests/opensearch) and measures the same corpus in both engines:
the rate of loading, the loader's share of the processor time, the size of the index, and how long
each kind of question takes. Writes summary.md to ``benchmarks/runs/DATE/``, a part after each size:
a run that was interrupted goes on with ``--resume FOLDER``.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
_WARM_UP = 20_000  # body paragraphs
_EMBEDDED, _SERVERS = "cewen", "cewen-opensearch"
_TICKS = os.sysconf("SC_CLK_TCK")
_BEGAN = time.monotonic()


@dataclass
class Loaded:
    """What one corpus took. ``servers`` are seconds of processor time of all nodes while the loader
    ran; ``primaries`` and ``stored`` are bytes of the index without and with its replicas."""

    size: Size
    loader: Measured
    servers: float
    primaries: int
    stored: int
    documents: int
    embedded: Measured | None = None
    embedded_bytes: int = 0

    @property
    def rate(self) -> str:
        """How fast the cluster took it, in one line."""
        paragraphs = self.size.grown.paragraphs
        used = self.loader.cpu + self.servers
        return (
            f"cluster: {paragraphs:,} paragraphs loaded in {self.loader.wall:.1f} s, "
            f"{paragraphs / self.loader.wall:,.0f}/s; {used / paragraphs * 1000:.2f} ms of "
            f"processor time each, {self.loader.cpu / used:.0%} of it the loader's"
        )


def main() -> None:
    options = _arguments()
    folder: Path = options.resume or new_folder(options.out)
    page = folder / SUMMARY
    if not page.exists():
        page.write_text(_head(options), encoding="utf-8")
    written = page.read_text(encoding="utf-8")
    sizes = [size for size in options.sizes if _heading(size) not in written]
    with tempfile.TemporaryDirectory(dir=options.scratch) as scratch:
        # An index that is built here must not become the one that the user's next search uses.
        os.environ["XDG_DATA_HOME"] = scratch
        cluster = Cluster.start(Path(scratch) / "cluster", options.nodes, options.heap, flags=())
        try:
            _log(_load("warm-up", options, cluster, Path(scratch) / "warm-up", _WARM_UP).rate)
            _delete(cluster, "warm-up")
            for size in sizes:
                place = Path(scratch) / str(size)
                loaded = _at_size(options, cluster, place, size)
                shutil.rmtree(place)
                with page.open("a", encoding="utf-8") as file:
                    file.writelines(f"{line}\n" for line in _size(size, loaded))
        finally:
            cluster.stop()
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
    add("--resume", type=Path, metavar="FOLDER", help="go on with this run: only sizes it has not")
    add("--scratch", type=Path, help="a folder for the temporary indexes")
    return parser.parse_args()


def _numbers(text: str) -> list[int]:
    return [int(number) for number in text.split(",")]


def _at_size(options: argparse.Namespace, cluster: Cluster, place: Path, size: int) -> Loaded:
    loaded = _load("benchmark", options, cluster, place, size)
    _log(loaded.rate)
    loaded.embedded = measured(RIVALS[_EMBEDDED].command(place / "corpus", place / _EMBEDDED))
    loaded.embedded_bytes = size_of(place / _EMBEDDED)
    _log(f"embedded: indexed in {loaded.embedded.wall:.1f} s")
    _ask(options, loaded.size, place)
    _delete(cluster, "benchmark")
    return loaded


def _delete(cluster: Cluster, name: str) -> None:
    request(f"{cluster.urls[0]}/{name}*?expand_wildcards=all", "DELETE")


def _load(
    name: str, options: argparse.Namespace, cluster: Cluster, place: Path, size: int
) -> Loaded:
    """Load a corpus of so many body paragraphs into the index ``name``."""
    found = Size(grow(options.shared, size, place / "corpus"))
    hosts = ",".join(url.removeprefix("http://") for url in cluster.urls)
    os.environ[ON_SERVERS] = f"opensearch://{hosts}/{name}"
    before = _processor_time(cluster)
    loader = measured(RIVALS[_SERVERS].command(place / "corpus", place))
    cluster.wait()
    servers = _processor_time(cluster) - before
    stats = request(f"{cluster.urls[0]}/{name}/_stats/store,docs")["_all"]
    return Loaded(
        found,
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


def _head(options: argparse.Namespace) -> str:
    """The beginning of the page."""
    lines = ["# Cewen on an OpenSearch cluster", ""]
    lines += [f"`{' '.join(['python -m benchmarks.opensearch', *sys.argv[1:]])}`", ""]
    about = machine([RIVALS[_EMBEDDED], RIVALS[_SERVERS]])
    lines += [f"- {name}: {value}" for name, value in about.items()]
    lines.append(
        f"- cluster: {options.nodes} nodes of {options.heap} MB heap on this computer, "
        "3 shards, 1 replica"
    )
    lines += [
        "",
        "The corpus: the transcripts, repeated under other names. Cewen also indexes headings and "
        "stage directions: they count as paragraphs, and the questions are about the bodies. Both "
        "engines answered the same questions, one after the other, with one reader. Before the "
        f"first size, {_WARM_UP:,} body paragraphs were loaded and not counted, because nodes that "
        "have just started compile their code. Megabytes are millions of bytes.",
    ]
    return "\n".join(lines) + "\n"


def _heading(size: int) -> str:
    return f"## A corpus of {size:,} body paragraphs\n"


def _size(size: int, loaded: Loaded) -> Iterator[str]:
    grown = loaded.size.grown
    yield from ("", *_heading(size).splitlines(), "")
    yield (
        f"{grown.paragraphs:,} paragraphs in {grown.files} files, a transcript at most "
        f"{grown.times} times; {grown.bodies:,} body paragraphs; {grown.characters / 1e6:.1f} "
        f"million characters in the bodies; {loaded.documents:,} documents on the cluster."
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
    assert run
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
