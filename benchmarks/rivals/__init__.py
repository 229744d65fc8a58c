"""The engines that are compared: one module each.

In: a corpus (:mod:`benchmarks.corpus`) and questions. Out: an index on disk, answers, and the rows
found, which are compared with those that contain the words.
"""

from __future__ import annotations

from benchmarks.rivals.cewen import Bulk, Cewen, Fresh, OnServers
from benchmarks.rivals.fts5 import Trigram, Words
from benchmarks.rivals.recoll import Recoll
from benchmarks.rivals.ripgrep import Ripgrep
from benchmarks.rivals.rival import Rival
from benchmarks.rivals.stock_whoosh import StockWhoosh
from benchmarks.rivals.tantivy import SameTerms, TantivyWords

RIVALS: dict[str, Rival] = {
    rival.name: rival
    for rival in (
        Cewen(),
        Fresh(),
        OnServers(),
        Bulk(),
        StockWhoosh(),
        TantivyWords(),
        SameTerms(),
        Trigram(),
        Words(),
        Recoll(),
        Ripgrep(),
    )
}
