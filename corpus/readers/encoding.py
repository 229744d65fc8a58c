"""Bytes in, text out: detects the encoding of a text file and removes what is not text.

A byte that is not valid in the encoding costs one character, which becomes U+FFFD, and a warning
names its line.
"""

from __future__ import annotations

import codecs
import re
from itertools import islice
from typing import NamedTuple

from corpus.errors import DocumentError
from corpus.readers.characters import visible

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    # UTF-32's mark begins with UTF-16's, so test it first.
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Each group is one guess. Its later codecs add characters that the first lacks (Hong Kong's).
_GUESSES = (("gb18030",), ("cp950", "big5hkscs"))
_WITHOUT_MARK = (("utf-16-le",), ("utf-16-be",))

# Characters and punctuation that are frequent in any Chinese text, in either script. Text decoded
# with the wrong encoding consists of rare characters, of which hardly any is in this set.
_COMMON = frozenset(
    "的一是不了在有人我他这這个個们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能"
    "而子那得于於着著下自之年过過发發后後作里裡用道行所然家种種事成方多经經么麼去法学學如都同现現"
    "当當没沒动動面起看定天分还還进進好小部其些主样樣理心本前开開但因只从從想实實日者意无無力它与與"
    "长長把机機十民第公此已工使情明性知全三又关關点點正业業外将將两兩高间間由问問很最重并並物手应應"
    "战戰向头頭文体體政美相见見被利什二等产產或新己制身果加西斯月话話合回特代内內信表化老给給世位次"
    "度门門任常先海通教儿兒原东東声聲提立及比员員解水名真论論处處走义義各入几幾口认認条條平系係气氣"
    "题題活尔爾更别別打女变變四神总總何电電数數安少报報才结結反受目太量再感建务務做接必场場件计計管"
    "期市直德资資命山金指克许許统統区區保至队隊形社便空决決治展马馬科司五基眼书書非则則听聽白却卻界"
    "达達光放强強即像难難且权權思王象完设設式色路记記南品住告类類求据據程北边邊死张張该該交规規万萬"
    "取拉格望觉覺术術领領共确確传傳师師观觀清今切院让讓识識候带帶导導争爭运運府勞劳台臺协協议議"
    "，。、；：？！「」『』（）“”《》—…　"
)
_ENOUGH_COMMON = 0.25
_MOST_REPLACED = 0.02
_LINES_NAMED = 5
_SAMPLE = 100_000
_REPLACED = "\ufffd"
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")


class Decoded(NamedTuple):
    """The text of a file without control and invisible characters, and warnings for its reader."""

    text: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes, *, pages: bool = False) -> Decoded:
    """Decode a text file: UTF-8, UTF-16 or UTF-32 with a byte order mark, GB18030 or Big5.

    If the bytes are not UTF-8 and have no mark, chooses the encoding that gives the most frequent
    Chinese characters, with a warning. UTF-16 without a mark is found by its NUL bytes. If few
    bytes are not valid, each becomes U+FFFD, with a warning that names the lines.

    A form feed is a page break: it stays if ``pages``, and becomes a blank line otherwise. Tabs
    stay. Other control characters are removed with a warning,
    and invisible characters without one (:mod:`corpus.readers.characters`). The text is composed
    (NFC). Raises :class:`DocumentError` if the bytes are not text.

    >>> decode("外送員權益".encode()).text
    '外送員權益'
    >>> decode("劳动者的权益，应当得到保障。".encode("gb18030")).warnings
    ('encoding guessed: GB18030; save the file as UTF-8 to be sure',)
    """
    text, warnings = _decoded(data)
    if _REPLACED in text:
        warnings += (_unreadable(text),)
    clean = cleaned(text)
    text = clean.text if pages else clean.text.replace("\f", "\n\n")
    return Decoded(text, warnings + clean.warnings)


def cleaned(text: str) -> Decoded:
    """Remove control characters, with a warning, and invisible characters from a decoded text.

    >>> cleaned("外送\u200b員\x01")
    Decoded(text='外送員', warnings=('control characters removed: 1',))
    """
    text, removed = _CONTROLS.subn("", text)
    warnings = (f"control characters removed: {removed}",) if removed else ()
    return Decoded(visible(text).replace("\v", "\n"), warnings)


def _decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return _announced(data, codec), ()
    if b"\0" in data:
        return _guess(data, _WITHOUT_MARK)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    replaced = data.decode("utf-8", "replace")
    # Other encodings hardly ever give a valid sequence of three bytes, so a few decide.
    if _few_replaced(replaced) and _commonness(replaced) >= _ENOUGH_COMMON:
        return replaced, ()
    return _guess(data, _GUESSES, replaced)


def _announced(data: bytes, codec: str) -> str:
    """Decode with the encoding that the byte order mark announces."""
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        replaced = data.decode(codec, "replace")
        plain = _is_ascii(replaced) or _commonness(replaced) >= _ENOUGH_COMMON
        if _few_replaced(replaced) and plain:
            return replaced
        raise DocumentError(
            "its first bytes announce {encoding}, but byte {at} is not; save the file as UTF-8",
            encoding=codec.upper().removesuffix("-SIG"),
            at=error.start,
        ) from error


def _guess(
    data: bytes, guesses: tuple[tuple[str, ...], ...], replaced: str = ""
) -> tuple[str, tuple[str, ...]]:
    """Choose the best of the guesses. ``replaced`` is the text as UTF-8 with U+FFFD in it."""
    decodings = [(_commonness(text), name, text) for name, text in _decodings(data, guesses)]
    if guesses == _WITHOUT_MARK:
        decodings = [entry for entry in decodings if _is_plain(entry[2])]
    score, name, text = max(decodings, default=(0.0, "", ""))
    if score < _ENOUGH_COMMON and replaced and _is_ascii(replaced) and _few_replaced(replaced):
        return replaced, ()
    if score < _ENOUGH_COMMON and not (text and _is_ascii(text)):
        if guesses == _WITHOUT_MARK:
            raise DocumentError(
                "it is not text (it contains NUL bytes); if it is a document of another format, "
                "save it as plain text in UTF-8"
            )
        raise DocumentError(
            "its bytes are not text in UTF-8, UTF-16, GB18030 or Big5; save the file as UTF-8"
        )
    return text, (f"encoding guessed: {name}; save the file as UTF-8 to be sure",)


def _decodings(data: bytes, guesses: tuple[tuple[str, ...], ...]) -> list[tuple[str, str]]:
    result = []
    for codecs_of_guess in guesses:
        texts = (_strict(data, codec) for codec in codecs_of_guess)
        found = next(((c, t) for c, t in zip(codecs_of_guess, texts, strict=True) if t), None)
        if found is None:
            codec = codecs_of_guess[0]
            text = data.decode(codec, "replace")
            found = (codec, text) if _few_replaced(text) else None
        if found is not None:
            result.append((found[0].upper().replace("CP950", "BIG5"), found[1]))
    return result


def _strict(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return ""


def _few_replaced(text: str) -> bool:
    """Return whether U+FFFD is one of very many characters, or one in a short text."""
    return text.count(_REPLACED) <= max(1, len(text) * _MOST_REPLACED)


def _unreadable(text: str) -> str:
    """Say how many characters are U+FFFD and in which lines the first of them are."""
    lines = [number for number, line in enumerate(text.splitlines(), 1) if _REPLACED in line]
    named = ", ".join(map(str, lines[:_LINES_NAMED])) + ", …" * (len(lines) > _LINES_NAMED)
    return (
        f"characters that cannot be read (U+FFFD): {text.count(_REPLACED)}, in line {named}; "
        "correct them in the file"
    )


def _is_ascii(text: str) -> bool:
    """Return whether the text consists of ASCII characters and U+FFFD, without controls."""
    return not _CONTROLS.search(text) and text.replace(_REPLACED, "").isascii()


def _is_plain(text: str) -> bool:
    """Return whether most characters are ASCII or frequent, as in UTF-16 in the right order."""
    if "\0" in text or not text:
        return False
    head = text[:_SAMPLE]
    plain = sum(char in _COMMON or " " <= char <= "~" or char in "\r\n\t" for char in head)
    return plain / len(head) >= _ENOUGH_COMMON


def _commonness(text: str) -> float:
    """Return the share of frequent characters among the first that are not ASCII."""
    foreign = list(islice((char for char in text if char > "\x7f"), _SAMPLE))
    return sum(char in _COMMON for char in foreign) / max(1, len(foreign))
