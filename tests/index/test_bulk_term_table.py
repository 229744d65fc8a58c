"""Terms are hashed as Whoosh does it, one by one."""

from __future__ import annotations

from zlib import crc32

from hypothesis import given
from hypothesis import strategies as st

from index.bulk.ragged import of_rows
from index.bulk.term_table import hashes_of

terms = st.binary(max_size=12) | st.binary(min_size=60, max_size=70)


@given(st.lists(terms), st.binary(max_size=3))
def test_the_hashes_of_many_terms_are_those_that_zlib_finds_one_by_one(
    rows: list[bytes], before: bytes
) -> None:
    assert hashes_of(of_rows(rows), before).tolist() == [crc32(before + row) for row in rows]
