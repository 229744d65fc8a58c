"""Posting lists are read by Whoosh's own matchers."""

from __future__ import annotations

from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.codec.whoosh3 import W3Codec, W3TermInfo
from whoosh.filedb.structfile import StructFile
from whoosh.formats import Existence
from whoosh.util.numeric import byte_to_length

from index.ragged import join, narrow
from index.whoosh.w3.block_writer import BLOCK, INLINED, encode, join_pieces
from index.whoosh.w3.runs import Batch

DOCUMENTS = 300_000
LENGTHS = (np.arange(DOCUMENTS) % 256).astype(np.uint8)

Postings = dict[int, int]

documents = st.integers(0, DOCUMENTS - 1) | st.integers(0, 400)
counts = st.just(1) | st.integers(1, 3) | st.sampled_from([255, 256, 70_000])
lists = st.dictionaries(documents, counts, min_size=1, max_size=80)


def read_back(terms: list[Postings], offset: int = 0) -> None:
    """Encode the lists and ask a matcher for each of them."""
    items = [sorted(term.items()) for term in terms]
    flat = [posting for term in items for posting in term]
    batch = Batch(
        np.arange(len(terms)).astype(np.uint64),
        np.array([len(term) for term in terms]),
        np.array([doc for doc, _ in flat], np.uint32),
        narrow(np.array([count for _, count in flat])),
    )
    encoded = encode(batch, LENGTHS[batch.docs])
    data, values = encoded.lists.data.tobytes(), join(*encoded.values(offset))
    file = StructFile(BytesIO(b"x" * offset + data))
    for term, value in zip(items, values.rows(), strict=True):
        info = W3TermInfo.from_bytes(value)
        if not info.is_inlined():
            where, length = info.extent()
            info.set_extent(where, length[0])  # as Whoosh reads it, a tuple of one
        matcher = W3Codec().postings_reader(file, info, Existence())
        found = []
        while matcher.is_active():
            found.append((matcher.id(), matcher.weight()))
            matcher.next()
        assert found == term
        lengths = [byte_to_length(int(LENGTHS[doc])) for doc, _ in term]
        assert (info.min_length(), info.max_length()) == (min(lengths), max(lengths))
        assert info.doc_frequency() == len(term)
        assert info.weight() == sum(count for _, count in term)
        assert info.max_weight() == max(count for _, count in term)
        assert (info.min_id(), info.max_id()) == (term[0][0], term[-1][0])


@settings(deadline=None)
@given(st.lists(lists, min_size=1, max_size=6), st.sampled_from([0, 7]))
def test_whoosh_reads_lists_of_any_length_gaps_and_counts(
    terms: list[Postings], offset: int
) -> None:
    read_back(terms, offset)


@pytest.mark.parametrize("step", [1, 100, 300])
@pytest.mark.parametrize("size", [INLINED, INLINED + 1, BLOCK, BLOCK + 1, 3 * BLOCK])
def test_whoosh_reads_lists_of_about_a_block(size: int, step: int) -> None:
    """Gaps of one byte or two; a wrapped number makes some of four."""
    equal = {doc * step % DOCUMENTS: 2 for doc in range(size)}
    mixed = {doc: doc % 5 + 1 for doc in equal}
    read_back(
        [equal, {5: 1}, mixed, dict.fromkeys(equal, 1), dict.fromkeys([0, 99_999, 299_999], 1)]
    )


@pytest.mark.parametrize("size", [BLOCK + 1, 3 * BLOCK, 5 * BLOCK - 7])
@pytest.mark.parametrize("blocks_together", [1, 2])
def test_joined_pieces_of_a_term_equal_the_whole_term(size: int, blocks_together: int) -> None:
    docs = np.arange(size, dtype=np.uint32) * np.uint32(3)
    counts = narrow(docs % 400 + 70_000 * (docs == 3) + 1)
    key, together = np.zeros(1, np.uint64), blocks_together * BLOCK
    pieces = []
    for start in range(0, size, together):
        some = slice(start, min(start + together, size))
        opens, ends = start == 0, some.stop == size
        sizes = np.array([some.stop - start])
        batch = Batch(key, sizes, docs[some], narrow(counts[some]), opens, ends)
        pieces.append(encode(batch, LENGTHS[batch.docs]))
    found, at_once = (
        join_pieces(pieces),
        encode(Batch(key, np.array([size]), docs, counts), LENGTHS[docs]),
    )
    assert found.lists.rows() == at_once.lists.rows()
    assert join(*found.values(9)).rows() == join(*at_once.values(9)).rows()


@pytest.mark.parametrize("step", [1, 40])
def test_a_matcher_skips_over_blocks(step: int) -> None:
    docs = np.arange(3 * BLOCK, dtype=np.uint32) * np.uint32(step)
    counts = (docs % 7 + 1).astype(np.uint32)
    batch = Batch(np.zeros(1, np.uint64), np.array([len(docs)]), docs, counts)
    encoded = encode(batch, LENGTHS[batch.docs])
    data, values = encoded.lists.data.tobytes(), join(*encoded.values(0))
    info = W3TermInfo.from_bytes(values.rows()[0])
    matcher = W3Codec().postings_reader(StructFile(BytesIO(data)), info, Existence())
    for place in (1, BLOCK - 1, BLOCK, 3 * BLOCK - 1):
        matcher.skip_to(int(docs[place]))
        assert (matcher.id(), matcher.weight()) == (docs[place], counts[place])
