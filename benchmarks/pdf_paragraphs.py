"""Are the paragraphs of PDF files found whole? ``python -m benchmarks.pdf_paragraphs``.

Sets the gold texts (:mod:`benchmarks.pdf_gold`) in eleven styles and both scripts, and by
LibreOffice if it is installed, reads the files as ``cewen index`` does, and prints how many
paragraphs come out whole and how many of their characters are kept. ``--lost`` prints the
paragraphs that do not (-), and those read instead (+). With ``--real FOLDER``, scores real files:
beside FILE.pdf, FILE.txt has the paragraphs of some pages as somebody sees them on the pages, one a
line, below a line ``page N`` for each page.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.pdf_gold.office import by_office, missing_office
from benchmarks.pdf_gold.styles import FONTS, STYLES
from benchmarks.pdf_gold.texts import Part, bare, gold, lost
from corpus.errors import DocumentError
from corpus.read import read_document


class Score(NamedTuple):
    """One file: its paragraphs, those that are not whole, its characters, and those kept."""

    name: str
    paragraphs: int
    lost: tuple[str, ...]
    characters: int
    kept: int
    found: tuple[str, ...] = ()


def main(arguments: Sequence[str] | None = None) -> int:
    """Print one line for each file, and the sums."""
    parser = argparse.ArgumentParser(description=__doc__, add_help=True)
    parser.add_argument("--real", type=Path, metavar="FOLDER")
    parser.add_argument("--lost", action="store_true", help="print paragraphs that are not whole")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="write the files there")
    options = parser.parse_args(arguments)
    if options.real:
        scores = list(real_scores(options.real))
    else:
        with tempfile.TemporaryDirectory() as folder:
            scores = list(made_scores(options.keep or Path(folder)))
        if reason := missing_office():
            print(reason, file=sys.stderr)
    print("| file | paragraphs | whole | share | characters kept |")
    print("|---|---|---|---|---|")
    for score in [*scores, total(scores)]:
        whole = score.paragraphs - len(score.lost)
        print(
            f"| {score.name} | {score.paragraphs} | {whole} | {whole / score.paragraphs:.3f} "
            f"| {score.kept / score.characters:.4f} |"
        )
        if options.lost and score.name != "all":
            for text in score.lost:
                print("-", text)
            for text in score.found:
                print("+", text)
    return 0


def made_scores(folder: Path) -> Iterator[Score]:
    """Set and read every gold text in both scripts."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for hans, script in ((False, "hant"), (True, "hans")):
        for name, style in STYLES.items():
            parts = gold(name, hans=hans)
            made.append((folder / f"{name}-{script}.pdf", parts))
            style(made[-1][0], FONTS[hans], parts)
    if not missing_office():
        made += by_office(folder)
    for path, parts in made:
        yield score(path, parts)


def score(path: Path, parts: Sequence[Part]) -> Score:
    """Compare the paragraphs of a file with those that it was made of."""
    found = [paragraph.text for paragraph in read_document(path, path.name).paragraphs]
    missing = tuple(part.paragraph for part in lost(parts, found))
    wanted = Counter("".join(part.paragraph for part in parts).replace("\t", ""))
    kept = (wanted & Counter("".join(found))).total()
    wrong = [bare(text) for text in found]
    for part in parts:
        if part.paragraph in wrong:
            wrong.remove(part.paragraph)
    return Score(path.stem, len(parts), missing, wanted.total(), kept, tuple(wrong))


def real_scores(folder: Path) -> Iterator[Score]:
    """Score the annotated pages of real files."""
    for path in sorted(folder.glob("*.pdf")):
        notes = path.with_suffix(".txt")
        if notes.exists():
            yield _real_score(path, notes.read_text(encoding="utf-8").splitlines())


def _real_score(path: Path, lines: Sequence[str]) -> Score:
    # As a label, so that a number in brackets is no mark of a note.
    parts = [Part("p", "", line) for line in lines if line and not line.startswith("page ")]
    try:
        return score(path, parts)._replace(found=())  # other pages have no gold
    except DocumentError as error:
        print(f"{path.name}: {error}", file=sys.stderr)
        return Score(path.stem, len(parts), tuple(part.label for part in parts), 1, 0)


def total(scores: Sequence[Score]) -> Score:
    """Return the sum of all files."""
    return Score(
        "all",
        sum(one.paragraphs for one in scores),
        tuple(text for one in scores for text in one.lost),
        sum(one.characters for one in scores),
        sum(one.kept for one in scores),
    )


if __name__ == "__main__":
    sys.exit(main())
