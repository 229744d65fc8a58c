"""The targets of a run, and whether its figures meet them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.measure import percentile, typical
from benchmarks.results import Results, Size

Row = tuple[str, str, str, str]
_LARGE = 250_000  # body paragraphs; from this size on the targets are those of a large corpus
_FLAT = 1.2  # times the peak at the first large size, for every larger corpus


def targets(found: Results) -> Iterator[Row]:
    """Yield each target, the size it is for, the figure measured, and whether it is met."""
    for size in found.sizes:
        at = f"{size.grown.bodies:,}"
        for text, measured, met in (*_indexing(size), *_questions(size), *_cold(size)):
            yield text, at, measured, _verdict(met)
    yield from _growth([size for size in found.sizes if _is_large(size) and "cewen" in size.built])
    if found.again:
        many, one = (typical(runs).wall for runs in found.again.values())
        work = many - one
        text = "second index, nothing changed, beyond start-up ≤ 0.5 s"
        yield text, "1,000 files", f"{work:.2f} s", _verdict(work <= 0.5)


def _verdict(met: bool) -> str:
    return "met" if met else "**missed**"


def _is_large(size: Size) -> bool:
    return size.grown.bodies >= _LARGE


def _growth(large: Sequence[Size]) -> Iterator[Row]:
    if len(large) > 1:
        first, last = large[0], large[-1]
        before, now = (typical(size.built["cewen"].runs).peak for size in (first, last))
        text = f"peak memory flat: ≤ {_FLAT}× that at {first.grown.bodies:,}"
        measured = f"{now / before:.2f}× ({now:.0f} against {before:.0f} MB)"
        yield text, f"{last.grown.bodies:,}", measured, _verdict(now <= _FLAT * before)


def _indexing(size: Size) -> Iterator[tuple[str, str, bool]]:
    if "cewen" not in size.built:
        return
    ours = typical(size.built["cewen"].runs)
    large = _is_large(size)
    if "whoosh" in size.built:
        stock = size.built["whoosh"]
        least = 8 if large else 4
        ratio = typical(stock.runs).wall / ours.wall
        yield f"index, whole job, against stock Whoosh ≥ {least}×", f"{ratio:.1f}×", ratio >= least
        share = size.built["cewen"].size / stock.size
        yield "index size against stock Whoosh ≤ 1×", f"{share:.2f}×", share <= 1
    if "tantivy-same-terms" in size.built:
        theirs = typical(size.built["tantivy-same-terms"].runs).wall
        ratio = ours.wall / theirs
        yield (
            "index, whole job, against tantivy with the same terms ≤ 3×",
            f"{ratio:.1f}×",
            ratio <= 3,
        )
        if "cewen-writer" in size.built:
            ratio = typical(size.built["cewen-writer"].runs).wall / theirs
            text = "the same paragraphs and terms only, against tantivy ≤ 3×"
            yield text, f"{ratio:.1f}×", ratio <= 3
    if large:
        yield "peak memory ≤ 800 MB", f"{ours.peak:.0f} MB", ours.peak <= 800


def _questions(size: Size) -> Iterator[tuple[str, str, bool]]:
    ours = size.answers.get("cewen")
    if ours is None:
        return
    stock = size.answers.get("whoosh")
    if stock is not None:
        both = [(a.ms, b.ms) for a, b in zip(ours, stock, strict=True) if a and b]
        mine, theirs = (percentile(times, 95) for times in zip(*both, strict=True))
        text = "warm p95 of what both can be asked, against stock Whoosh ≥ 20×"
        measured = f"{theirs / mine:.1f}× ({mine:.1f} against {theirs:.1f} ms)"
        yield text, measured, theirs / mine >= 20
    for name in ("cewen", "cewen-new-reader"):
        pairs = zip(size.questions, size.answers.get(name, ()), strict=False)
        exact = [answer for (kind, *_), answer in pairs if kind == "exact" and answer]
        if exact:
            p95 = percentile([answer.ms for answer in exact], 95)
            missed = sum(answer.missed or 0 for answer in exact)
            text = f"exact string p95 ≤ 60 ms and never a miss ({name})"
            yield text, f"{p95:.1f} ms, {missed} missed", p95 <= 60 and not missed


def _cold(size: Size) -> Iterator[tuple[str, str, bool]]:
    def wall(part: str) -> float:
        return next((typical(r).wall for name, r in size.started.items() if part in name), 0.0)

    ours = wall("cewen search")
    if not ours:
        return
    if stock := wall("jieba"):
        ratio = stock / ours
        yield "cold search against stock Whoosh with jieba ≥ 7×", f"{ratio:.1f}×", ratio >= 7
    ratio = ours / wall("whoosh.index")
    yield (
        "cold search against importing click and whoosh.index ≤ 1.6×",
        f"{ratio:.2f}×",
        ratio <= 1.6,
    )
