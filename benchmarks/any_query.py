"""Ask queries of every kind: ``python -m benchmarks.any_query SHARED_DIR --queries 1000``.

Drawn from the corpus: strings, words, passages of up to 2,000 characters, ORs and ANDs of as many
terms as fit into a query, stars, NEAR, filters, characters that occur nowhere, and signs of the
query language in any order. A query has an answer (and advice, if nothing is found) or a message,
never another exception. Prints how many queries took more than ``--limit`` seconds of CPU, and the
worst of each kind.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
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


class Asked(NamedTuple):
    """A query of a kind, the ``seconds`` of CPU that it took, and what came of it."""

    kind: str
    query: str
    seconds: float
    outcome: str


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


def ask(reader: Reader, kind: str, query: str, *, exact: bool = False) -> Asked:
    """Answer a query as ``cewen search`` does.

    Raises whatever is raised but a message for the user.
    """
    started = time.process_time()
    try:
        tree = parse(query)
        search = Search(reader, Options(exact=exact))
        answer = search.answer(tree)
        outcome = "answered"
        if not answer.total:
            list(explain_nothing(reader, tree, exact=exact, known=search.terms.known))
            outcome = "nothing found"
    except CewenError as error:
        outcome = str(error)
    return Asked(kind, query, time.process_time() - started, outcome)


def asked(reader: Reader, queries: int, seed: int) -> Iterator[Asked]:
    """The outcomes of queries of all kinds in turn."""
    drawer = Drawer(reader, seed)
    kinds = list(drawer.kinds)
    for number in range(queries):
        kind = kinds[number % len(kinds)]
        yield ask(reader, kind, drawer.kinds[kind](), exact=number // len(kinds) % 4 == 3)


def main() -> None:
    parser = arguments(__doc__)
    parser.add_argument("--queries", type=int, default=1000)
    parser.add_argument("--limit", type=float, default=1.0, help="seconds of CPU (1)")
    options = parser.parse_args()
    with indexed(options.shared, options.index) as folder:
        worst: dict[str, Asked] = {}
        slow = count = 0
        for one in asked(Reader(folder), options.queries, options.seed):
            count += 1
            if one.seconds > options.limit:
                slow += 1
                print(f"{one.seconds:.2f} s  {one.kind}: {one.query[:60]!r}: {one.outcome[:60]}")
            if one.kind not in worst or one.seconds > worst[one.kind].seconds:
                worst[one.kind] = one
    print(f"{count:,} queries, {slow} over {options.limit} s of CPU ({machine()}). The worst:")
    for one in sorted(worst.values(), key=lambda one: -one.seconds):
        print(f"{one.seconds * 1000:6.0f} ms  {one.kind}, {len(one.query):,} characters")


if __name__ == "__main__":
    main()
