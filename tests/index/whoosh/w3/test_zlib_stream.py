"""Rows are read back by zlib, with libdeflate installed or without."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.whoosh.w3 import zlib_stream
from index.whoosh.w3.zlib_stream import posting_stream, text_stream

rows = st.binary(max_size=200).map(lambda row: row * 40) | st.binary(max_size=600)


@pytest.mark.parametrize("installed", [True, False])
@given(row=rows)
def test_a_row_is_read_back_by_zlib(installed: bool, row: bytes) -> None:
    with pytest.MonkeyPatch.context() as patch:
        if not installed:
            patch.setattr(zlib_stream, "zlib_compress", None)
        assert zlib.decompress(text_stream(row)) == row
        assert zlib.decompress(posting_stream(row)) == row
