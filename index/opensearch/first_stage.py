"""First-stage scores: a query for the server, and the same sums computed from the texts.

The server rounds the lengths of paragraphs in its own way and has no shortest length, so it gives
more candidates than are wanted, and the exact scores of these decide.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.analysis.grams import grams
from index.bm25 import K1, idf, norm
from index.field_names import GRAMS
from index.opensearch.point_in_time import Key
from index.opensearch.strings import Query
from index.opensearch.tokens import encoded
from index.plan import FirstStage
from index.stored_record import ROLE

if TYPE_CHECKING:
    from index.opensearch.session import ServerSession
    from index.opensearch.snapshot import ServerSnapshot


def scored_query(snapshot: ServerSnapshot, first_stage: FirstStage, query: Query) -> Query:
    """``query`` with the scores of the first stage."""
    frequencies = snapshot.frequency(GRAMS, first_stage.grams)
    terms = [
        {"term": {GRAMS: {"value": encoded(gram), "boost": weight / own}}}
        for gram, weight in first_stage.grams.items()
        # The server multiplies by its own idf of the term.
        if weight > 0 and (own := idf(frequencies[gram], snapshot.filled))
    ]
    scored: Query = {"bool": {"filter": [query], "should": terms}}
    factors = [
        {"filter": {"term": {"role": role}}, "weight": factor}
        for role, factor in first_stage.roles.items()
        if factor != 1
    ]
    if not factors:
        return scored
    return {
        "function_score": {
            "query": scored,
            "functions": factors,
            "score_mode": "first",
            "boost_mode": "multiply",
        }
    }


def scores(
    session: ServerSession, first_stage: FirstStage, keys: Sequence[Key]
) -> dict[Key, tuple[float, float]]:
    """The score of each paragraph, which includes the factor of its role, and that factor."""
    from index.opensearch.session import rounded

    average = session.snapshot.average_length(GRAMS)
    found = {}
    for key, one in zip(keys, session.records(keys), strict=True):
        counts = Counter(grams(one.text.folded))
        length = norm(rounded(counts.total()), average)
        score = sum(
            weight * (K1 + 1) * counts[gram] / (counts[gram] + length)
            for gram, weight in first_stage.grams.items()
            if counts[gram]
        )
        factor = first_stage.roles.get(one.record[ROLE], 1.0)
        found[key] = score * factor, factor
    return found
