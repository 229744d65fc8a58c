"""Detection of encodings, and errors for files that are not text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import DocumentError
from corpus.readers.characters import visible
from corpus.readers.encoding import decode

TRADITIONAL = "勞動局表示，外送員的權益應受保障，平台業者也要說明派單的規則，並且公布申訴的管道。"
SIMPLIFIED = "劳动局表示，外卖骑手的权益应受保障，平台企业也要说明派单的规则，并且公布申诉的渠道。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@given(text=st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffd")))
def test_unicode_with_byte_order_mark_is_decoded(encoding: str, text: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded.text == visible(text)
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


# One broken character, copied from another program, left out a document of 4,000 paragraphs.
def test_one_bad_byte_costs_one_character_and_names_its_line() -> None:
    decoded = decode(
        ("平台工作者的權益。\n" * 2000).encode() + b"\xe5\n" + ("外送員的保險。\n" * 2000).encode()
    )
    assert decoded.text.count("\n") == 4001
    assert decoded.text.splitlines()[2000] == "\ufffd"
    assert decoded.warnings == (
        "characters that cannot be read (U+FFFD): 1, in line 2001; correct them in the file",
    )


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("平台工作者\n".encode() + b"\xe5\n", "平台工作者\n\ufffd\n"),
        (b"the driver\x92s pay\n", "the driver\ufffds pay\n"),
        ((TRADITIONAL + "\n").encode("cp950") + b"\xb9\n", TRADITIONAL + "\n\ufffd\n"),
        ((SIMPLIFIED + "\n").encode("gb18030") + b"\xb9\n", SIMPLIFIED + "\n\ufffd\n"),
        (b"\xef\xbb\xbf" + TRADITIONAL.encode() + b"\xe5", TRADITIONAL + "\ufffd"),
        (b"\xff\xfe" + TRADITIONAL.encode("utf-16-le") + b"\x20", TRADITIONAL + "\ufffd"),
    ],
)
def test_a_bad_byte_in_any_encoding_costs_one_character(data: bytes, text: str) -> None:
    assert decode(data).text == text


# Windows programs export UTF-16 without a byte order mark; it was refused for its NUL bytes.
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [TRADITIONAL + "\r\n", "平台 2025\r\n" * 3, "Platform work\n"])
def test_utf16_without_a_mark_is_read(encoding: str, text: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert decoded.warnings == (
        f"encoding guessed: {encoding.upper()}; save the file as UTF-8 to be sure",
    )


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("平\u200b台工作者", "平台工作者"),
        ("平台\u00ad工\u2060作\ufe00者", "平台工作者"),
        ("\u202a平台\u202c工作者", "平台工作者"),
        ("葛\U000e0100城市", "葛城市"),
        ("Cafe\u0301", "Café"),
        ("平\ufeff台", "平台"),
    ],
)
def test_invisible_characters_do_not_split_words(written: str, read: str) -> None:
    assert decode(written.encode()) == (read, ())


def test_form_feeds_stay_for_readers_that_know_pages() -> None:
    assert decode("甲\f乙".encode()).text == "甲\n\n乙"
    assert decode("甲\f乙".encode(), pages=True).text == "甲\f乙"
