"""A number and a format in, the label of a list item as text out: 一, 甲, 壹, ①, iv, １.

Word and ODF keep the format of automatic numbers, not the numbers. The formats are named here as in
Word's file format (ECMA-376, ST_NumberFormat).
"""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "零一二三四五六七八九"
_CIRCLE_DIGITS = "○一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_ZODIAC, _STEMS = "子丑寅卯辰巳午未申酉戌亥", "甲乙丙丁戊己庚辛壬癸"
_LEGAL_TRADITIONAL = str.maketrans("一二三四五六七八九十百千", "壹貳參肆伍陸柒捌玖拾佰仟")
_LEGAL_SIMPLIFIED = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
_LEGAL_JAPANESE = str.maketrans("一二三五十", "壱弐参伍拾")
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LAST, _LAST_LETTER = 9999, 780
LONGEST_LABEL = 60
"""Longer labels are cut: one is repeated before each paragraph of its list."""


def list_number(number: int, form: str) -> str:
    """Return ``number`` in the format; in ordinary digits if the format does not reach so far.

    >>> list_number(12, "taiwaneseCountingThousand"), list_number(3, "ideographTraditional")
    ('十二', '丙')
    >>> list_number(101, "chineseCountingThousand"), list_number(28, "lowerLetter")
    ('一百零一', 'bb')
    """
    if form == "none":
        return ""
    write = _FORMATS.get(form)
    return write(number) if write and 0 < number <= _LAST else str(number)


def _counting(number: int) -> str:
    """Return the number as it is read: 十二, 一百零一, 一千二百."""
    written = ""
    for place, digit in zip(range(len(str(number)) - 1, -1, -1), str(number), strict=True):
        if digit != "0":
            written += _DIGITS[int(digit)] + _UNITS[place]
        elif written and not written.endswith("零"):
            written += "零"
    written = written.rstrip("零")
    return written[1:] if written.startswith("一十") else written


def _counting_to_99(number: int) -> str:
    """Return the number as it is read up to 99, then digit by digit: 一○○."""
    return _counting(number) if number < 100 else _digital(number)


def _digital(number: int) -> str:
    return "".join(_CIRCLE_DIGITS[int(digit)] for digit in str(number))


def _japanese(number: int) -> str:
    """Return the number as it is read in Japanese: 百一, 千二百."""
    digits = zip(range(len(str(number)) - 1, -1, -1), str(number), strict=True)
    return "".join(
        ("" if digit == "1" and place else _DIGITS[int(digit)]) + _UNITS[place]
        for place, digit in digits
        if digit != "0"
    )


def _letters(number: int) -> str:
    letter, count = chr(ord("a") + (number - 1) % 26), (number - 1) // 26 + 1
    return letter * count if number <= _LAST_LETTER else str(number)


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written


def _one_of(characters: str) -> Callable[[int], str]:
    """Return a format that has one character for each number, and then ordinary digits."""
    return lambda number: characters[number - 1] if number <= len(characters) else str(number)


def _run(first: str, count: int) -> str:
    return "".join(chr(ord(first) + index) for index in range(count))


_CIRCLED = _run("①", 20) + _run("㉑", 15) + _run("㊱", 15)
_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: str(number).translate(_WIDE),
    "decimalFullWidth2": lambda number: str(number).translate(_WIDE),
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "taiwaneseCountingThousand": _counting,
    "chineseCountingThousand": _counting,
    "taiwaneseCounting": _counting_to_99,
    "chineseCounting": _counting_to_99,
    "japaneseCounting": _japanese,
    "ideographDigital": _digital,
    "taiwaneseDigital": _digital,
    "japaneseDigitalTenThousand": _digital,
    "ideographTraditional": _one_of(_STEMS),
    "ideographZodiac": _one_of(_ZODIAC),
    "ideographLegalTraditional": lambda number: _counting(number).translate(_LEGAL_TRADITIONAL),
    "chineseLegalSimplified": lambda number: _counting(number).translate(_LEGAL_SIMPLIFIED),
    "japaneseLegal": lambda number: _japanese(number).translate(_LEGAL_JAPANESE),
    "decimalEnclosedCircle": _one_of(_CIRCLED),
    "decimalEnclosedCircleChinese": _one_of(_CIRCLED),
    "ideographEnclosedCircle": _one_of(_run("㊀", 10)),
    "decimalEnclosedParen": _one_of(_run("⑴", 20)),
    "decimalEnclosedFullstop": _one_of(_run("⒈", 20)),
}

# Bullets of the symbol fonts, which have no Unicode characters of their own.
SYMBOLS = {
    0xF0B7: "•", 0xF0A7: "▪", 0xF06C: "●", 0xF06D: "○", 0xF06E: "■", 0xF06F: "□", 0xF071: "□",
    0xF075: "◆", 0xF076: "◆", 0xF077: "◆", 0xF0A8: "□", 0xF0D8: "➢", 0xF0E8: "➔", 0xF0E0: "→",
    0xF0FC: "✓", 0xF0FE: "☑", 0xF0FD: "☒", 0xF052: "☑", 0xF0A3: "□", 0xF0B2: "◇", 0xF09F: "•",
    0xF0B0: "°", 0xF0B1: "±", 0xF0B4: "×", 0xF0B3: "≥", 0xF046: "☞", 0xF0AB: "★",
}  # fmt: skip
_KNOWN_BULLETS = "-*+•‧·●○◦▪◆◇■□※▲►➢✓→☑☒★"


def bullet(written: str) -> str:
    """Return the bullet as a character that every font has.

    >>> bullet("\\uf0b7"), bullet("●"), bullet("")
    ('•', '●', '')
    """
    plain = "".join(SYMBOLS.get(ord(char), char) for char in written.strip())
    if not plain:
        return ""
    return plain if all(char in _KNOWN_BULLETS for char in plain) else "•"


def labelled(label: str, text: str, space: bool = True) -> str:
    """Return label and text as a reader would type them.

    ``space``: the format has a tab or a space between them.

    >>> labelled("一、", "緣起"), labelled("第一條", "本辦法依法訂定。"), labelled("1.", "緣起")
    ('一、緣起', '第一條　本辦法依法訂定。', '1. 緣起')
    """
    if not label or not text:
        return label or text
    if not space or label[-1] in "、．，：）】〕》」":
        return label + text
    if label[-1] == ")" and any(_is_han(char) for char in label):
        return label + text
    return f"{label}　{text}" if _is_han(label[-1]) else f"{label} {text}"


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"
