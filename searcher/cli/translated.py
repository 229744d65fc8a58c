"""Help and click's own words in the language that is spoken. Imported for Chinese alone.

Help is looked up paragraph by paragraph and option by option, by the English text, when a command
is shown; the commands themselves do not change.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from copy import copy
from typing import Any, TypeVar

import click

from searcher.messages import CATALOGUE, translated
from searcher.terminal_text import width, wrap

_Command = TypeVar("_Command", bound=click.Command)
_LITERAL = "\b"  # click's mark of a paragraph that is not wrapped: commands


def paragraphs_of(help: str) -> Iterator[str]:
    """The paragraphs of a help text, each on one line but those of commands.

    >>> list(paragraphs_of("Find\\nparagraphs.\\n\\n\\b\\ncewen search 外送員"))
    ['Find paragraphs.', '\\x08\\ncewen search 外送員']
    """
    from inspect import cleandoc

    for paragraph in cleandoc(help).split("\n\n"):
        lines = paragraph.split("\n")
        yield paragraph if lines[0].strip() == _LITERAL else " ".join(map(str.strip, lines))


def translated_command(command: _Command) -> _Command:
    """A copy of the command that shows its help in the language that is spoken."""
    shown = copy(command)
    shown.context_class = _Context
    if command.help:
        shown.help = "\n\n".join(map(translated, paragraphs_of(command.help)))
    if command.short_help:
        shown.short_help = translated(command.short_help)
    shown.options_metavar = translated(command.options_metavar or "")
    if isinstance(shown, click.Group):
        shown.subcommand_metavar = translated(shown.subcommand_metavar or "")
    shown.params = [_parameter(one) for one in command.params]
    shown._help_option = None  # which click makes once, in the language of that moment
    return shown


def _parameter(parameter: click.Parameter) -> click.Parameter:
    shown = copy(parameter)
    if shown.metavar:
        shown.metavar = translated(shown.metavar)
    if isinstance(shown, click.Option) and shown.help:
        shown.help = translated(shown.help)
    return shown


class _Formatter(click.HelpFormatter):
    """Wraps by display width, and between any two Chinese characters."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        self.write(f"{prefix or translated('Usage:')} {prog} {args}\n")

    def write_heading(self, heading: str) -> None:
        self.write(
            f"{'':{self.current_indent}}{translated('{heading}:').format(heading=heading)}\n"
        )

    def write_text(self, text: str) -> None:
        from inspect import cleandoc

        room = self.width - self.current_indent
        lines: list[str] = []
        for paragraph in cleandoc(text).split("\n\n"):
            first, *rest = paragraph.split("\n")
            if first.strip() == _LITERAL:
                lines += [*rest, ""]
            else:
                joined = " ".join([first, *rest])
                lines += [*(joined[start:end] for start, end in wrap(joined, room)), ""]
        for line in lines[:-1]:
            self.write(f"{'':{self.current_indent}}{line}".rstrip() + "\n")

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        rows = list(rows)
        column = min(max(width(name) for name, _ in rows), col_max) + col_spacing
        start = self.current_indent + column
        room = max(self.width - start, 10)
        for name, text in rows:
            head = f"{'':{self.current_indent}}{name}"
            text = text.replace("x>=", "≥").replace("x>", ">")  # the range of a number
            lines = [text[first:end] for first, end in wrap(text, room)] or [""]
            if width(name) > column - col_spacing:
                self.write(f"{head}\n")
                head = ""
            for line in lines:
                self.write((head + " " * (start - width(head)) + line).rstrip() + "\n")
                head = ""


class _Context(click.Context):
    formatter_class = _Formatter


def translate_click() -> None:
    """Let click look its words up here.

    click looks them up with gettext, in modules that bind its functions by name (``_`` and
    ``ngettext``): by the environment of the process, which does not know ``--lang``.
    """
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] == "click":
            for own, ours in (("_", _click_text), ("ngettext", _click_plural)):
                if hasattr(module, own):
                    setattr(module, own, ours)


def _click_text(text: str) -> str:
    return translated(text)


def _click_plural(one: str, many: str, count: int) -> str:
    catalogue: Any = CATALOGUE.get()
    if catalogue is None:
        return one if count == 1 else many
    return str(catalogue.ngettext(one, many, count))
