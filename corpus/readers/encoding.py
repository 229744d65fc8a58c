"""Bytes in, text out: detects the encoding of a text file and removes control characters."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from corpus.errors import DocumentError

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
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff]")


class Decoded(NamedTuple):
    """The text of a file without control characters, and warnings for its reader."""

    text: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes) -> Decoded:
    """Decode a text file: UTF-8, UTF-16 or UTF-32 with a byte order mark, GB18030 or Big5.

    If the bytes are not UTF-8 and have no mark, chooses the encoding that gives the most frequent
    Chinese characters, with a warning. A form feed is a page break and becomes a blank line. Tabs
    stay. Other control characters are removed with a warning. Raises :class:`DocumentError` if the
    bytes are not text.

    >>> decode("外送員權益".encode()).text
    '外送員權益'
    >>> decode("劳动者的权益，应当得到保障。".encode("gb18030")).warnings
    ('encoding guessed: GB18030; save the file as UTF-8 to be sure',)
    """
    text, warnings = _decoded(data)
    text, removed = _CONTROLS.subn("", text)
    if removed:
        warnings += (f"control characters removed: {removed}",)
    return Decoded(text.replace("\f", "\n\n").replace("\v", "\n"), warnings)


def _decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    for mark, codec in _BOMS:
        if data.startswith(mark):
            try:
                return data.decode(codec), ()
            except UnicodeDecodeError as error:
                raise DocumentError(
                    "its first bytes announce {encoding}, but byte {at} is not; "
                    "save the file as UTF-8",
                    encoding=codec.upper().removesuffix("-SIG"),
                    at=error.start,
                ) from error
    if b"\0" in data:
        raise DocumentError(
            "it is not text (it contains NUL bytes); if it is a document of another format, "
            "save it as plain text in UTF-8"
        )
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _guess(data)


def _guess(data: bytes) -> tuple[str, tuple[str, ...]]:
    decodings = [(_commonness(text), name, text) for name, text in _decodings(data)]
    score, name, text = max(decodings, default=(0.0, "", ""))
    if score < _ENOUGH_COMMON:
        raise DocumentError(
            "its bytes are not text in UTF-8, UTF-16, GB18030 or Big5; save the file as UTF-8"
        )
    return text, (f"encoding guessed: {name}; save the file as UTF-8 to be sure",)


def _decodings(data: bytes) -> list[tuple[str, str]]:
    result = []
    for codecs_of_guess in _GUESSES:
        for codec in codecs_of_guess:
            try:
                text = data.decode(codec)
            except UnicodeDecodeError:
                continue
            result.append((codec.upper().replace("CP950", "BIG5"), text))
            break
    return result


def _commonness(text: str) -> float:
    """Return the share of frequent characters among those that are not ASCII."""
    foreign = [char for char in text if char > "\x7f"]
    return sum(char in _COMMON for char in foreign) / max(1, len(foreign))
