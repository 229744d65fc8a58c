"""Measure what matches by words: ``python -m benchmarks.by_words SHARED_DIR``.

- *absent terms*: those of ``gold/terms.txt`` that no paragraph contains. Most of them should have
  no answer; ``--show`` lists the others with what matched, to be judged by a reader.
- *needs*: a term, with paragraphs that a reader has judged (``gold/needs.tsv``). They contain the
  words of the need, but not the need as one string. Of the judged paragraphs that match by words,
  how many are relevant, and how many of the relevant ones match?
- *pooled needs*: 30 other terms, written before they were searched for; 17 have an answer by words.
  What matched was judged without its rank (``gold/pooled_needs.tsv``).
- *sampled needs*: 25 more terms and 5 questions (``gold/sampled_needs.tsv``), written from a random
  sample of paragraphs. What was judged was found by regular expressions of single words, before
  anything was searched for, and what else matched by words was judged without its rank.
- *questions*, also in ``gold/needs.tsv`` and ``gold/sampled_needs.tsv``: each asks for one
  paragraph, its only row.

The other judgements were made, and the questions written, from the paragraphs alone, before any of
them was searched for.
"""

from __future__ import annotations

import csv
import hashlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.temporary_index import arguments, indexed, machine
from corpus.fold import fold
from index.stored_record import to_paragraph
from index.whoosh.reader import Reader
from searcher.answer import Answer
from searcher.match.content_units import asks
from searcher.match.reading import TermReader
from searcher.query.parser import parse
from searcher.search import Options, Search

GOLD = Path(__file__).with_name("gold")


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether paragraph ``number`` of a document is relevant to ``need``."""

    need: str
    document: str
    number: int
    checksum: str
    relevant: bool


def absent_terms() -> list[str]:
    """The terms to look for."""
    lines = (GOLD / "terms.txt").read_text(encoding="utf-8").splitlines()
    return [term for line in lines if not line.startswith("#") for term in line.split()]


def judgements(name: str = "needs.tsv") -> Iterator[Judgement]:
    """What a reader has judged."""
    with (GOLD / name).open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            place = row["document"], int(row["paragraph"]), row["checksum"]
            yield Judgement(row["need"], *place, row["relevant"] == "yes")


def asked(reader: Reader, query: str, *, exact: bool = False, limit: int | None = None) -> Answer:
    """The answer to a query."""
    return Search(reader, Options(exact=exact, limit=limit)).answer(parse(query))


def measure_absent(reader: Reader, *, show: bool) -> None:
    """How many absent terms have an answer by words."""
    absent = [t for t in absent_terms() if not asked(reader, t, exact=True, limit=1).total]
    answers = {term: asked(reader, term) for term in absent}
    by_words = {
        term: answer
        for term, answer in answers.items()
        if answer.total and all(hit.match == "words" for hit in answer.hits)
    }
    paragraphs = sum(answer.total for answer in by_words.values())
    print(
        f"absent terms: {len(absent)}, answered by words {len(by_words)}, paragraphs {paragraphs}"
    )
    for term, answer in by_words.items() if show else ():
        for hit in answer.hits[:5]:
            start, end = hit.spans[0][0], hit.spans[-1][1]
            print(f"  {term}: {hit.paragraph.text[max(0, start - 10) : end + 10][:100]}")


def measure_needs(reader: Reader, kind: str, name: str) -> None:
    """Precision and recall of what matches by words, on the judged paragraphs of terms."""
    right = wrong = missing = 0
    answers: dict[str, set[tuple[str, int]]] = {}
    for one in judgements(name):
        check(reader, one)
        if is_question(reader, one.need):
            continue
        if one.need not in answers:
            hits = asked(reader, one.need).hits
            answers[one.need] = {(hit.file.id, hit.paragraph.number) for hit in hits}
        listed = (one.document, one.number) in answers[one.need]
        right += listed and one.relevant
        wrong += listed and not one.relevant
        missing += one.relevant and not listed
    print(
        f"{kind}: of {right + wrong} judged paragraphs that match, {right} are relevant; "
        f"of {right + missing} relevant ones, {right} match"
    )


def measure_questions(reader: Reader, kind: str, name: str) -> None:
    """MRR@10 and recall@10 of the questions."""
    ranks = []
    for one in judgements(name):
        if is_question(reader, one.need):
            hits = asked(reader, one.need, limit=10).hits
            places = [(hit.file.id, hit.paragraph.number) for hit in hits]
            target = (one.document, one.number)
            ranks.append(places.index(target) + 1 if target in places else 0)
    mrr = sum(1 / rank for rank in ranks if rank) / len(ranks)
    print(f"{kind}: {len(ranks)}, MRR@10 {mrr:.3f}, recall@10 {sum(map(bool, ranks))}")


def is_question(reader: Reader, text: str) -> bool:
    """Whether a need asks something."""
    return asks(TermReader(reader, reader.session()).words(fold(text)))


def check(reader: Reader, one: Judgement) -> None:
    """Stop if the judged paragraph is another one now."""
    key = reader.paragraphs_of(one.document)[one.number - 1]
    text = to_paragraph(reader.record(key)).text
    if hashlib.sha256(text.encode()).hexdigest()[:8] != one.checksum:
        sys.exit(f"{one.document}#{one.number}: is read differently now; judge it again")


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--show", action="store_true", help="what matched absent terms")
    options = parser.parse_args()
    with indexed(options.shared, options.index) as folder:
        reader = Reader(folder)
        print(machine())
        measure_absent(reader, show=options.show)
        measure_needs(reader, "needs", "needs.tsv")
        measure_needs(reader, "pooled needs", "pooled_needs.tsv")
        measure_needs(reader, "sampled needs", "sampled_needs.tsv")
        measure_questions(reader, "questions", "needs.tsv")
        measure_questions(reader, "sampled questions", "sampled_needs.tsv")


if __name__ == "__main__":
    main()
