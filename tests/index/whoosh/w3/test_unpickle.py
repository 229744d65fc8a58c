"""Pickles of an index become plain values, and run nothing."""

from __future__ import annotations

import io
import os
import pickle
import zlib
from threading import Thread
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.whoosh.w3.unpickle import DAMAGE, inflated, load, load_segments, loads

numbers = st.integers() | st.floats(allow_nan=False)
values: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.binary(),
    lambda inner: (
        st.lists(inner)
        | st.lists(inner).map(tuple)
        | st.dictionaries(st.text(), inner)
        | st.sets(st.integers())
    ),
    max_leaves=20,
)


class Call:
    def __init__(self, function: Any, *arguments: Any) -> None:
        self.called = (function, arguments)

    def __reduce__(self) -> Any:
        return self.called


HOSTILE = [
    pickle.dumps(Call(os.system, "true"), protocol) for protocol in range(pickle.HIGHEST_PROTOCOL)
] + [
    pickle.dumps(Call(eval, "1"), 4),
    b"cstruct\ncalcsize\n.",
    b"(S'true'\nios\nsystem\n.",
    b"\x8c\x06struct\x8c\x10unpack.__class__\x93.",
    b"Pid\n.",
]


def pickled(value: Any, protocol: int = 4) -> bytes:
    """Without a memo, as we write pickles."""
    stream = io.BytesIO()
    pickler = pickle.Pickler(stream, protocol)
    pickler.fast = True
    pickler.dump(value)
    return stream.getvalue()


@given(values, st.sampled_from([4, 5]))
def test_plain_values_are_read_as_pickle_reads_them(value: Any, protocol: int) -> None:
    data = pickled(value, protocol)
    assert loads(data) == load(io.BytesIO(data)) == value


def test_a_record_cannot_refer_to_values_of_another_one() -> None:
    with pytest.raises(pickle.UnpicklingError, match="it has a memo"):
        loads(pickle.dumps(("外送員", "平台"), 4))
    with pytest.raises(DAMAGE):
        loads(b"h\x00.")  # the first value of the memo
    assert load(io.BytesIO(pickle.dumps(("外送員", "平台"), 4))) == ("外送員", "平台")


@pytest.mark.parametrize("data", HOSTILE)
def test_what_names_a_function_is_refused(data: bytes) -> None:
    for read in (loads, lambda data: load(io.BytesIO(data))):
        with pytest.raises(pickle.UnpicklingError):
            read(data)
    with pytest.raises(pickle.UnpicklingError):
        load_segments(io.BytesIO(data))
    assert loads(b"K\x07.") == 7  # the next one is not affected


def test_struct_unpack_makes_the_tuples_of_posting_lists() -> None:
    assert loads(b"cstruct\nunpack\n\x8c\x04<I1HC\x06\x01\0\0\0\x02\0\x86R.") == (1, 2)


@given(values, st.data())
def test_a_cut_pickle_raises_one_of_the_kinds_of_damage(value: Any, data: st.DataObject) -> None:
    whole = pickled(value)
    cut = whole[: data.draw(st.integers(0, len(whole) - 1))]
    with pytest.raises(DAMAGE):
        loads(cut)
    assert loads(whole) == value


def test_bytes_after_a_value_are_damage() -> None:
    with pytest.raises(pickle.UnpicklingError, match="more than one value"):
        loads(b"K\x01.K\x02.")
    assert loads(b"K\x03.") == 3


def test_threads_do_not_read_each_others_records() -> None:
    wrong: list[int] = []

    def read(number: int) -> None:
        data = pickled((number, "外送員" * number))
        wrong.extend(number for _ in range(300) if loads(data)[0] != number)

    threads = [Thread(target=read, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_a_segment_is_read_without_its_class() -> None:
    from whoosh.codec.whoosh3 import W3Codec, W3Segment

    segment = W3Segment(W3Codec(), "MAIN", doccount=3, segid="a1", deleted={1})
    (read,) = load_segments(io.BytesIO(pickle.dumps([segment], 4)))
    assert (read.segid, read._doccount, read._deleted) == ("a1", 3, {1})
    assert type(read).__module__ != "whoosh.codec.whoosh3"


def test_a_bomb_is_not_inflated() -> None:
    assert inflated(zlib.compress(b"x" * 1000)) == b"x" * 1000
    bomb = zlib.compressobj()
    data = b"".join(bomb.compress(bytes(1 << 24)) for _ in range(40)) + bomb.flush()
    with pytest.raises(zlib.error, match="more than 256 MB"):
        inflated(data)
