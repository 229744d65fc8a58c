"""Detection of encodings, and errors for files that are not text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import DocumentError
from corpus.readers.encoding import decode

TRADITIONAL = "勞動局表示，外送員的權益應受保障，平台業者也要說明派單的規則，並且公布申訴的管道。"
SIMPLIFIED = "劳动局表示，外卖骑手的权益应受保障，平台企业也要说明派单的规则，并且公布申诉的渠道。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@given(text=st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff")))
def test_unicode_with_byte_order_mark_is_decoded(encoding: str, text: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert decoded.warnings == ()


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (TRADITIONAL, "cp950", "BIG5"),
        (TRADITIONAL + "喺度嘅", "big5hkscs", "BIG5HKSCS"),
        (SIMPLIFIED, "gb18030", "GB18030"),
        (TRADITIONAL, "gb18030", "GB18030"),
        ("外送員權益", "cp950", "BIG5"),
        ("骑手权益", "gb18030", "GB18030"),
    ],
)
def test_an_older_encoding_is_guessed_with_a_warning(text: str, encoding: str, name: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert decoded.warnings == (f"encoding guessed: {name}; save the file as UTF-8 to be sure",)


def test_bytes_with_nul_are_an_error() -> None:
    with pytest.raises(
        DocumentError, match=r"^it is not text \(it contains NUL bytes\); .* UTF-8$"
    ):
        decode("平台".encode() + b"\0\0")


@pytest.mark.parametrize("data", [bytes(range(1, 256)), b"\xff\xfe\xfa" * 99, b"\xca\xfe" * 40])
def test_undecodable_bytes_are_an_error(data: bytes) -> None:
    with pytest.raises(DocumentError, match=r"save the file as UTF-8$"):
        decode(data)


@given(st.binary())
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    try:
        text = decode(data).text
    except DocumentError:
        return
    assert text.encode("utf-8").decode("utf-8") == text  # fails on lone surrogates


def test_control_characters_except_tabs_are_removed_with_a_warning() -> None:
    decoded = decode("甲\x07乙\t丙\x0c丁\x9f".encode())
    assert decoded.text == "甲乙\t丙\n\n丁"
    assert decoded.warnings == ("control characters removed: 2",)
