"""A plan becomes a query that the server takes."""

from __future__ import annotations

from collections.abc import Sequence

from index.opensearch.strings import Query, clauses
from index.opensearch.translate import Ids, Leaf, Translator
from index.plan import AnyOf, Contains, Near, Tiered


class Listing:
    """Decides that every candidate matches, and notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Query] = []

    def decide(self, leaf: Leaf, candidates: Query) -> Sequence[str]:
        self.asked.append(candidates)
        return ["1"]

    def decide_few(self, leaves: Sequence[Contains], candidates: Sequence[Query]) -> list[Ids]:
        self.asked += candidates
        return [["1"] for _ in leaves]

    def ids(self, query: Query) -> Sequence[str]:
        self.asked.append(query)
        return ["2", "3"]


def variants(count: int) -> AnyOf:
    return AnyOf(tuple(Contains(f"外送平{chr(0x4E00 + n)}", of="平台經濟") for n in range(count)))


def test_variants_are_decided_together_without_reading_what_the_server_knows() -> None:
    decider = Listing()
    translator = Translator(decider)
    plan = Tiered(Contains("平台經濟"), variants(5), AnyOf(()))
    translator.prepare([plan])
    assert len(decider.asked) == 5
    exact, variant, words = translator.shortened(plan)
    assert len(decider.asked) == 5
    assert clauses(exact) < clauses(variant) == clauses(words) < 400


def test_a_query_of_many_variants_is_shortened() -> None:
    decider = Listing()
    translator = Translator(decider)
    plan = variants(60)
    translator.prepare([plan])
    assert max(map(clauses, translator.tiers(plan))) > 1024
    assert max(map(clauses, translator.shortened(plan))) < 400
    assert "2" in str(translator.shortened(plan))


def test_near_is_read_among_what_contains_all_strings() -> None:
    decider = Listing()
    near = Near(((Contains("平台"),), (Contains("保险"), Contains("劳保"))), 5)
    assert Translator(decider).query(near) == {"ids": {"values": ["1"]}}
    [candidates] = decider.asked
    assert all(word in str(candidates) for word in ("平台", "保险", "劳保"))
