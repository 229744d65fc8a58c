"""Makes the manual pages from the help, in each language."""

from __future__ import annotations

from collections.abc import Iterator
from contextvars import copy_context
from pathlib import Path

import click

from searcher.cli.app import COMMANDS, cewen
from searcher.cli.translated import paragraphs_of, translate_click, translated_command
from searcher.config import VARIABLE
from searcher.language import ENGLISH, speak
from tests.language.extract import ROOT

#: By language: the page, as `man` looks for it below its own folder.
PAGES = {
    "en": ROOT / "man/man1/cewen.1",
    "zh-Hant": ROOT / "man/zh_TW/man1/cewen.1",
    "zh-Hans": ROOT / "man/zh_CN/man1/cewen.1",
}
_HEADINGS = {
    "en": ("NAME", "SYNOPSIS", "DESCRIPTION", "COMMANDS", "EXIT STATUS", "ENVIRONMENT"),
    "zh-Hant": ("名稱", "語法", "說明", "指令", "結束代碼", "環境變數"),
    "zh-Hans": ("名称", "语法", "说明", "命令", "退出代码", "环境变量"),
}
_CODES = {
    "en": ("found", "nothing found", "an error"),
    "zh-Hant": ("找到", "沒有找到", "錯誤"),
    "zh-Hans": ("找到", "没有找到", "错误"),
}
_VARIABLES = f"CEWEN_INDEX, CEWEN_LANG, {VARIABLE}, CEWEN_VIEWER, CEWEN_WIDEN, NO_COLOR, PAGER"


def man_page(language: str) -> str:
    """The page in one language.

    :meth:`contextvars.Context.run` keeps the language from the caller.
    """

    def made() -> str:
        speak(language)
        return "\n".join(_lines(language)) + "\n"

    return copy_context().run(made)


def _lines(language: str) -> Iterator[str]:
    name, synopsis, description, commands, codes, variables = _HEADINGS[language]
    if language != ENGLISH:
        translate_click()
    program = _shown(cewen, language)
    first = next(paragraphs_of(program.help or ""))
    yield '.TH CEWEN 1 "" "cewen" "Cewen"'
    yield from (f".SH {name}", f"cewen \\- {_escaped(first)}")
    yield from (
        f".SH {synopsis}",
        ".B cewen",
        _escaped(f"{program.options_metavar} {program.subcommand_metavar}"),
    )
    yield from (f".SH {description}", *_help(program))
    context = click.Context(cewen, info_name="cewen", **cewen.context_settings)
    yield from _options(program, context)
    yield f".SH {commands}"
    for command_name in COMMANDS:
        command = cewen.get_command(context, command_name)
        assert command is not None
        inner = click.Context(command, info_name=command_name, parent=context)
        usage = " ".join(command.collect_usage_pieces(inner))
        yield f'.SS "{_escaped(f"cewen {command_name} {usage}")}"'
        yield from _help(command)
        yield from _options(command, inner)
    yield f".SH {codes}"
    for code, meaning in enumerate(_CODES[language]):
        yield from (".TP", str(code), meaning)
    yield from (f".SH {variables}", _escaped(_VARIABLES))


def _shown(command: click.Group, language: str) -> click.Group:
    return command if language == ENGLISH else translated_command(command)


def _help(command: click.Command) -> Iterator[str]:
    for paragraph in paragraphs_of(command.help or ""):
        yield ".PP"
        if paragraph.startswith("\b"):
            yield ".nf"
            yield from map(_escaped, paragraph.split("\n")[1:])
            yield ".fi"
        else:
            yield _escaped(paragraph)


def _options(command: click.Command, context: click.Context) -> Iterator[str]:
    for parameter in command.get_params(context):
        if record := parameter.get_help_record(context):
            yield from (".TP", f".B {_escaped(record[0])}", _escaped(record[1]))


def _escaped(text: str) -> str:
    """A line of roff that prints ``text``."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq").replace("'", "\\(aq")
    return f"\\&{text}" if text.startswith(".") else text


def write_pages() -> None:
    for language, path in PAGES.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(man_page(language), encoding="utf-8")


def installed(path: Path) -> str:
    """Where the page is installed, below the prefix."""
    return f"share/{path.relative_to(ROOT).parent.as_posix()}"
