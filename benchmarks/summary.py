"""A run as Markdown: the targets, and the tables with their figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from benchmarks.job import QuestionResult
from benchmarks.measure import Measured, percentile, typical
from benchmarks.questions import KINDS
from benchmarks.results import Results, Size
from benchmarks.rivals import RIVALS
from benchmarks.targets import targets


def summary(found: Results) -> str:
    """Return the whole page."""
    lines = ["# Cewen and its rivals", "", f"`{found.command}`", ""]
    lines += [f"- {name}: {value}" for name, value in found.machine.items()]
    lines += [f"- not measured: {name}: {reason}" for name, reason in found.missing.items()]
    lines += ["", *_about(), "", "## Targets", ""]
    lines += table(("target", "paragraphs", "measured", ""), targets(found))
    for size in found.sizes:
        lines += _size(size)
    if found.again:
        lines += ["", "## Nothing changed", "", *_commands(found.again)]
    if len(found.sizes) > 1:
        lines += ["", "## Growth", "", *_growth(found.sizes)]
    return "\n".join(lines) + "\n"


def _about() -> Iterator[str]:
    yield (
        "The corpus: the transcripts, repeated under other names. The unit: the body paragraph; "
        "Cewen also indexes headings (speakers' labels) and stage directions. "
        "Megabytes are millions of bytes."
    )
    yield ""
    yield from (f"- **{rival.name}**: {rival.about}" for rival in RIVALS.values())


def _size(size: Size) -> Iterator[str]:
    grown = size.grown
    yield from ("", f"## {grown.bodies:,} body paragraphs", "")
    yield (
        f"{grown.files} files, a transcript at most {grown.times} times; {grown.paragraphs:,} "
        f"paragraphs for Cewen; {grown.characters / 1e6:.1f} million characters in the bodies."
    )
    yield from ("", "### Indexing", "", *_indexing(size))
    yield from ("", "### Questions in a warm process, p50/p95 in ms", "", *times_table(size))
    yield from ("", "### Found", "")
    yield (
        "Rows that contain the words, and how many of them are missed; +: rows found that do not "
        "contain them. –: cannot be asked. ?: does not give rows."
    )
    yield from ("", *found_table(size))
    if size.started:
        yield from ("", "### Cold commands", "", *_commands(size.started))


def _indexing(size: Size) -> Iterator[str]:
    rows = []
    for name, built in size.built.items():
        run = typical(built.runs)
        rate = size.grown.bodies / run.wall
        figures = f"{run.wall:.1f}", f"{run.cpu:.1f}", f"{run.peak:.0f}", f"{built.size / 1e6:.1f}"
        rows.append((name, *figures, f"{rate:,.0f}", str(len(built.runs))))
    heads = ("", "wall s", "cpu s", "peak MB", "index MB", "paragraphs/s", "runs")
    yield from table(heads, rows)


def times_table(size: Size) -> Iterator[str]:
    def cell(answers: Sequence[QuestionResult]) -> str:
        times = [answer.ms for answer in answers]
        return f"{percentile(times, 50):.2f}/{percentile(times, 95):.2f}" if times else "–"

    yield from _by_kind(size, cell)


def found_table(size: Size) -> Iterator[str]:
    def cell(answers: Sequence[QuestionResult]) -> str:
        if not answers:
            return "–"
        counted = [answer for answer in answers if answer.missed is not None]
        if not counted:
            return "?"
        missed = sum(answer.missed or 0 for answer in counted)
        extra = sum(answer.extra or 0 for answer in counted)
        return f"{missed:,} missed" + (f", +{extra:,}" if extra else "")

    containing = []
    for kind in KINDS:
        rows = [rows for its, rows, _ in size.questions if its == kind and rows is not None]
        containing.append(f"{sum(rows):,}" if rows else "–")
    yield from _by_kind(size, cell, ("*contain the words*", *containing, ""))


def _by_kind(
    size: Size,
    cell: Callable[[Sequence[QuestionResult]], str],
    first: tuple[str, ...] | None = None,
) -> Iterator[str]:
    rows = [first] if first else []
    for name, answers in size.answers.items():
        of = {kind: _of_kind(size, answers, kind) for kind in KINDS}
        everything = [answer for answers in of.values() for answer in answers]
        rows.append((name, *(cell(of[kind]) for kind in KINDS), cell(everything)))
    asked = [f"{kind} ({sum(k == kind for k, *_ in size.questions)})" for kind in KINDS]
    yield from table(("", *asked, "all"), rows)


def _of_kind(
    size: Size, answers: Sequence[QuestionResult | None], kind: str
) -> list[QuestionResult]:
    pairs = zip(size.questions, answers, strict=True)
    return [answer for (its, *_), answer in pairs if its == kind and answer is not None]


def _commands(runs: dict[str, list[Measured]]) -> Iterator[str]:
    rows = []
    for name, measurements in runs.items():
        run = typical(measurements)
        rows.append((f"`{name}`", f"{run.wall * 1000:.0f}", f"{run.cpu * 1000:.0f}"))
    yield from table(("", "wall ms", "cpu ms"), rows)


def _growth(sizes: Sequence[Size]) -> Iterator[str]:
    rows = []
    for name in dict.fromkeys(name for size in sizes for name in size.built):
        runs = [typical(s.built[name].runs) if name in s.built else None for s in sizes]
        rows.append((f"{name}: index, s", *(f"{run.wall:.1f}" if run else "" for run in runs)))
        rows.append((f"{name}: peak MB", *(f"{run.peak:.0f}" if run else "" for run in runs)))
    for name in dict.fromkeys(name for size in sizes for name in size.answers):
        rows.append((f"{name}: p95 ms", *(_p95(size.answers.get(name, ())) for size in sizes)))
    yield from table(("", *(f"{size.grown.bodies:,}" for size in sizes)), rows)


def _p95(answers: Sequence[QuestionResult | None]) -> str:
    times = [answer.ms for answer in answers if answer]
    return f"{percentile(times, 95):.1f}" if times else ""


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
