"""Names of fonts in, their weights out; and whether the codes of a font have Unicode values."""

from __future__ import annotations

import re
from collections import Counter

from corpus.readers.pdf.native import has_map_error

_BOLD_NAME = re.compile(rb"bold|heavy|black|demi|-W[6-9]", re.IGNORECASE)
_GOTHIC_NAME = re.compile(
    rb"hei|gothic|msjh|msyh|FZHT|FZXBS|FZLT|PingFang|Han-?Sans|Sans-?CJK|\xba\xda\xcc\xe5",
    re.IGNORECASE,
)
_ENOUGH_CHECKED = 40


class Fonts:
    """What is known of the fonts of a file."""

    def __init__(self) -> None:
        self._weights: dict[bytes, int] = {}
        self._checked: Counter[bytes] = Counter()
        self._broken: set[bytes] = set()

    def weight(self, name: bytes) -> int:
        """Return 2 for a bold font, 1 for a gothic one (黑體) and 0 for any other, by its name."""
        weight = self._weights.get(name)
        if weight is None:
            weight = 2 if _BOLD_NAME.search(name) else 1 if _GOTHIC_NAME.search(name) else 0
            self._weights[name] = weight
        return weight

    def has_unicode(self, name: bytes, page: int, index: int, end: int) -> bool:
        """Return whether the codes of the font have Unicode values, judged by its first uses.

        The characters from ``index`` to ``end`` of ``page`` are in this font.
        """
        if name in self._broken:
            return False
        if self._checked[name] < _ENOUGH_CHECKED:
            for one in range(index, min(end, index + 3)):
                self._checked[name] += 1
                if has_map_error(page, one) == 1:
                    self._broken.add(name)
                    return False
        return True
