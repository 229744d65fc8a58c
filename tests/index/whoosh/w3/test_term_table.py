"""Terms are hashed as Whoosh does it, one by one."""

from __future__ import annotations

from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ragged import from_rows
from index.whoosh.checksums import PageSums, SummedFile
from index.whoosh.w3.mapped_file import MappedFile
from index.whoosh.w3.term_reader import TermReader
from index.whoosh.w3.term_table import TermTable, hashes_of

terms = st.binary(max_size=12) | st.binary(min_size=60, max_size=70)


@given(st.lists(terms), st.binary(max_size=3))
def test_hashes_of_many_terms_equal_those_of_zlib(rows: list[bytes], before: bytes) -> None:
    assert hashes_of(from_rows(rows), before).tolist() == [crc32(before + row) for row in rows]


words = st.text("平台工作者權益abc", min_size=1, max_size=3).map(str.encode)


@given(st.sets(words, min_size=1, max_size=300), st.lists(words))
def test_full_hash_tables_find_their_terms_and_no_others(
    tmp_path_factory: pytest.TempPathFactory, held: set[bytes], others: list[bytes]
) -> None:
    path = tmp_path_factory.mktemp("terms") / "terms"
    sums: list[PageSums] = []
    table = TermTable(SummedFile(path.open("wb"), sums.append))
    table.start_field("words")
    rows = from_rows(sorted(held))
    table.add(rows, [rows])
    table.close()
    found = TermReader(MappedFile(path, *sums))
    for term in [*held, *others]:
        assert found.value("words", term) == (term if term in held else None)
