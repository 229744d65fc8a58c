"""What Cewen is measured against: one module for each engine.

In: a grown corpus (:mod:`benchmarks.corpus`) and questions. Out: an index on disk, answers, and the
rows that were found, to be held against the truth.
"""

from __future__ import annotations

from benchmarks.rivals.cewen import Bulk, Cewen, Fresh
from benchmarks.rivals.fts5 import Trigram, Words
from benchmarks.rivals.recoll import Recoll
from benchmarks.rivals.ripgrep import Ripgrep
from benchmarks.rivals.rival import Rival
from benchmarks.rivals.stock import Stock
from benchmarks.rivals.tantivy import SameTerms, TantivyWords

RIVALS: dict[str, Rival] = {
    rival.name: rival
    for rival in (
        Cewen(),
        Fresh(),
        Bulk(),
        Stock(),
        TantivyWords(),
        SameTerms(),
        Trigram(),
        Words(),
        Recoll(),
        Ripgrep(),
    )
}
