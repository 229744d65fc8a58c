"""Word's lists in, the label that Word shows before each numbered paragraph out.

Word stores in a paragraph only which list and level it belongs to. Its label (第一條, 一、, (1))
has to be counted, as Word does when it opens the file.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from lxml import etree

from corpus.readers.docx_styles import Styles, W, is_on, value
from corpus.readers.list_numbers import LONGEST_LABEL, bullet, list_number

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_MARKUP = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


class Label(NamedTuple):
    """The text before a paragraph. ``space``: Word shows a tab or a space behind it."""

    text: str
    space: bool = True


class _Level(NamedTuple):
    form: str
    text: str
    start: int
    restart: int | None
    space: bool
    digits: bool
    style: str


class _List(NamedTuple):
    """A list (``w:num``): counters are shared by all lists of one ``definition``."""

    definition: str
    levels: dict[int, _Level]
    starts: dict[int, int]


class Numbering:
    """Counts the lists of one document. Ask for labels in reading order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._definitions: dict[str, etree._Element] = {}
        self._lists: dict[str, _List | None] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._started: set[tuple[str, int]] = set()
        self._styles = styles
        self._nums: dict[str, etree._Element] = {}
        if root is not None:
            for element in root.iter(W + "abstractNum"):
                self._definitions[element.get(W + "abstractNumId", "")] = element
            self._nums = {num.get(W + "numId", ""): num for num in root.iter(W + "num")}

    def level_of(self, number: str, style: str) -> int:
        """Return the level of the list that is linked to the paragraph style, 0 without one."""
        this = self._list(number)
        levels = this.levels.items() if this else ()
        return next((index for index, level in levels if level.style == style), 0)

    def label(self, number: str, index: int) -> Label | None:
        """Count one paragraph of list ``number`` at level ``index`` (from 0); return its label."""
        this = self._list(number)
        if this is None or (level := this.levels.get(index)) is None:
            return None
        counters = self._counters.setdefault(this.definition, [None] * _LEVELS)
        if index in this.starts and (number, index) not in self._started:
            self._started.add((number, index))
            counters[index] = this.starts[index]
        elif counters[index] is None:
            counters[index] = level.start
        else:
            counters[index] = (counters[index] or 0) + 1
        self._restart_below(this, index, counters)
        if level.form == "bullet":
            return Label(bullet(level.text), True)
        return Label(self._written(this, index, counters), level.space)

    def _restart_below(self, this: _List, index: int, counters: list[int | None]) -> None:
        for below in range(index + 1, _LEVELS):
            definition = this.levels.get(below)
            restart = below if definition is None else definition.restart
            # restart: the level, counted from 1, after which the counter begins anew; 0: never.
            if restart is None or (restart and index < restart):
                counters[below] = None

    @staticmethod
    def _written(this: _List, index: int, counters: list[int | None]) -> str:
        own = this.levels[index]

        def number(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            level = this.levels.get(place)
            if level is None or place > index:
                return ""
            count = counters[place]
            form = "decimal" if own.digits else level.form
            return list_number(level.start if count is None else count, form)

        return _PLACE.sub(number, own.text).strip()

    def _list(self, number: str) -> _List | None:
        if number not in self._lists:
            num = self._nums.get(number)
            self._lists[number] = None if num is None else self._read(num)
        return self._lists[number]

    def _read(self, num: etree._Element) -> _List:
        definition = value(num.find(W + "abstractNumId"))
        definition = self._linked(definition)
        element = self._definitions.get(definition)
        levels = {} if element is None else _levels(element)
        starts: dict[int, int] = {}
        for override in num.iter(W + "lvlOverride"):
            index = _whole(override.get(W + "ilvl"))
            levels.update(_levels(override))
            start = value(override.find(W + "startOverride"))
            if start.isdecimal():
                starts[index] = int(start)
        return _List(definition, levels, starts)

    def _linked(self, definition: str) -> str:
        """Return the definition that a list style refers to, or the one given."""
        element = self._definitions.get(definition)
        if element is None or not (style := value(element.find(W + "numStyleLink"))):
            return definition
        num = self._nums.get(self._styles[style].number)
        return definition if num is None else value(num.find(W + "abstractNumId"))


def _levels(parent: etree._Element) -> dict[int, _Level]:
    return {
        _whole(level.get(W + "ilvl")): _level(level)
        for level in parent.findall(W + "lvl")
        if _whole(level.get(W + "ilvl")) < _LEVELS
    }


def _level(element: etree._Element) -> _Level:
    form = element.find(W + "numFmt")
    if form is None and (choice := element.find(f"{_MARKUP}AlternateContent")) is not None:
        # Word 2010 and later write newer formats with an older one for other programs.
        form = next(choice.iter(W + "numFmt"), None)
    start = value(element.find(W + "start"))
    restart = value(element.find(W + "lvlRestart"))
    digits = element.find(W + "isLgl")
    return _Level(
        form="decimal" if form is None else value(form),
        text=value(element.find(W + "lvlText"))[:LONGEST_LABEL],
        start=_whole(start),
        restart=int(restart) if restart.isdecimal() else None,
        space=value(element.find(W + "suff")) != "nothing",
        digits=digits is not None and is_on(digits.get(W + "val", "1")),
        style=value(element.find(W + "pStyle")),
    )


def _whole(written: str | None) -> int:
    return int(written) if written and written.isdecimal() else 0
