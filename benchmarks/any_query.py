"""Ask queries of every kind: ``python -m benchmarks.any_query SHARED_DIR --queries 1000``.

Drawn from the corpus: strings, words, passages of up to 2,000 characters, ORs and ANDs of as many
terms as fit into a query, stars, NEAR, filters, characters that occur nowhere, and signs of the
query language in any order; some exactly, by date, by path, or with 200 hits. A query has an answer
(and advice, if nothing is found) or a message, never another exception. Prints the queries that
failed or took more than ``--limit`` seconds of CPU, and the worst of each kind. With ``--seldom N``
the kinds that fill a query of 2,000 characters are drawn in every N-th round only.
"""

from __future__ import annotations

import random
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from itertools import count, islice
from math import inf
from typing import NamedTuple

from benchmarks.temporary_index import arguments, indexed, machine
from corpus.errors import CewenError
from index.whoosh.reader import Reader
from searcher.query.parser import parse
from searcher.report.no_results import explain_nothing
from searcher.search import Options, Search

LONGEST = 2000  # characters of a query
_PASSAGES = (250, 500, 1000, 2000)
_SIGNS = (
    '"',
    "(",
    ")",
    "*",
    "-",
    ":",
    "AND",
    "OR",
    "NOT",
    "NEAR/3",
    "speaker:",
    "topic:",
    "“",
    "）",
)
_FREQUENT = 300  # words
_FILLING = (
    "passage",
    "quoted passage",
    "many words",
    "OR",
    "OR of frequent words",
    "OR of characters",
    "many stars",
    "OR of stars",
)
_OPTIONS = (
    *[Options()] * 4,
    Options(sort="date"),
    Options(limit=200),
    Options(exact=True, sort="doc"),
    Options(exact=True),
)


class Asked(NamedTuple):
    """A query of a kind, the ``seconds`` of CPU that it took, and what came of it. ``failed``: an
    exception that is no message for the user."""

    kind: str
    query: str
    seconds: float
    outcome: str
    failed: bool = False


class Drawer:
    """Draws queries from an index."""

    def __init__(self, reader: Reader, seed: int) -> None:
        self._random = random.Random(seed)
        self._reader = reader
        self._documents = list(reader.file_ids())
        words = [word for word in reader.lexicon("words") if len(word) > 1]
        self._words = words
        frequency = reader.frequency("words", words)
        self._frequent = sorted(words, key=lambda word: -frequency[word])[:_FREQUENT]
        self._single = [w for w in reader.lexicon("words") if len(w) == 1 and w.isalpha()]
        self.kinds: dict[str, Callable[[], str]] = {
            "string": lambda: self._text(self._random.randint(1, 8)),
            "sentence": lambda: self._text(self._random.randint(9, 60)),
            "passage": lambda: self._text(self._random.choice(_PASSAGES)),
            "quoted passage": lambda: f'"{self._text(self._random.choice(_PASSAGES))}"',
            "words": lambda: self._joined(" ", 4, self._words, self._frequent),
            "many words": lambda: self._joined(" ", LONGEST, self._words, self._frequent),
            "OR": lambda: self._joined(" OR ", LONGEST, self._words),
            "OR of frequent words": lambda: self._joined(" OR ", LONGEST, self._frequent),
            "OR of characters": lambda: self._joined(" OR ", LONGEST, self._single),
            "star": lambda: self._joined("*", 3, self._frequent, self._single),
            "many stars": lambda: self._joined("*", LONGEST, self._single, self._frequent),
            "OR of stars": lambda: self._joined(" OR ", LONGEST, self._stars()),
            "NEAR": lambda: self._joined(" NEAR/9 ", 2, self._frequent, self._single),
            "question": lambda: self._text(self._random.randint(4, 30)) + "如何",
            "filter": lambda: f"date:{self._random.randint(2010, 2026)} {self._text(3)}",
            "nonsense": self._nonsense,
            "signs": lambda: "".join(self._random.choices([*_SIGNS, "平台", "的", " "], k=40)),
        }

    def _text(self, size: int) -> str:
        """So many characters from consecutive paragraphs of a document."""
        keys = self._reader.paragraphs_of(self._random.choice(self._documents))
        if not keys:
            return "平台"
        first = self._random.randrange(len(keys))
        text = " ".join(self._reader.text(key) for key in keys[first : first + size // 4 + 1])
        start = self._random.randrange(max(1, len(text) - size))
        return "".join(char for char in text[start : start + size] if char not in '"*()“”（）:：')

    def _joined(self, sign: str, most: int, *vocabularies: list[str]) -> str:
        """At most ``most`` words of one vocabulary, as many as fit into a query."""
        words = self._random.choice(vocabularies)
        chosen = self._random.choices(words, k=min(most, LONGEST))
        query = sign.join(chosen)
        return query if len(query) <= LONGEST else query[:LONGEST].rsplit(sign, 1)[0]

    def _stars(self) -> list[str]:
        words = self._random.choice([self._frequent, self._single])
        return ["*".join(self._random.choices(words, k=2)) for _ in range(_FREQUENT)]

    def _nonsense(self) -> str:
        size = self._random.choice([4, 12, 100, LONGEST])
        return "".join(chr(self._random.randrange(0x4E00, 0x9FFF)) for _ in range(size))


def ask(reader: Reader, kind: str, query: str, options: Options = _OPTIONS[0]) -> Asked:
    """Answer a query as ``cewen search`` does."""
    started = time.process_time()
    failed = False
    try:
        tree = parse(query)
        search = Search(reader, options)
        outcome = "answered"
        if not search.answer(tree).total:
            exact, known = options.exact, search.terms.known
            list(explain_nothing(reader, tree, exact=exact, known=known))
            outcome = "nothing found"
    except CewenError as error:
        outcome = str(error)
    except Exception:
        outcome, failed = traceback.format_exc(), True
    return Asked(kind, query, time.process_time() - started, outcome, failed)


def asked(reader: Reader, queries: int, seed: int, seldom: int = 1) -> Iterator[Asked]:
    """The outcomes of queries of all kinds in turn."""
    drawer = Drawer(reader, seed)
    for kind, options in islice(_turns(list(drawer.kinds), seldom), queries):
        yield ask(reader, kind, drawer.kinds[kind](), options)


def _turns(kinds: Sequence[str], seldom: int) -> Iterator[tuple[str, Options]]:
    """The kinds and options of the queries, in their order, without end."""
    for turn in count():
        for kind in kinds:
            if kind not in _FILLING or turn % seldom == 0:
                yield kind, _OPTIONS[(turn // seldom if kind in _FILLING else turn) % len(_OPTIONS)]


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--queries", type=int, default=1000)
    parser.add_argument("--limit", type=float, default=1.0, help="seconds of CPU (1)")
    parser.add_argument("--seldom", type=int, default=1, help="rounds between long queries (1)")
    parser.add_argument("--minutes", type=float, default=inf, help="stop after so many minutes")
    options = parser.parse_args()
    end = time.monotonic() + 60 * options.minutes
    with indexed(options.shared, options.index) as folder:
        worst: dict[str, Asked] = {}
        slow = failed = number = 0
        queries = asked(Reader(folder), options.queries, options.seed, options.seldom)
        for number, one in enumerate(queries, 1):  # noqa: B007
            slow += one.seconds > options.limit
            failed += one.failed
            if one.seconds > options.limit or one.failed:
                text = one.outcome if one.failed else one.outcome[:60]
                print(f"{one.seconds:.2f} s  {one.kind}: {one.query[:60]!r}: {text}", flush=True)
            if one.kind not in worst or one.seconds > worst[one.kind].seconds:
                worst[one.kind] = one
            if time.monotonic() > end:
                break
    print(f"{number:,} queries, {failed} failed, {slow} over {options.limit} s of CPU; {machine()}")
    for one in sorted(worst.values(), key=lambda one: -one.seconds):
        print(f"{one.seconds * 1000:6.0f} ms  {one.kind}, {len(one.query):,} characters")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
