"""Finds every text that Cewen says, in its sources, its help, and in click."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator
from errno import EACCES, EEXIST, EIO, EISDIR, ENAMETOOLONG, ENOENT, ENOSPC, ENOTDIR, EPERM, EROFS
from pathlib import Path
from typing import Any, NamedTuple, get_args

import click

ROOT = Path(__file__).parents[2]

#: Modules whose texts nobody but a developer sees.
INTERNAL = {
    "corpus/fold_table.py",
    "index/analysis/variants_table.py",
    "searcher/output/html.py",
    "searcher/output/plain.py",
}
#: What an assistant reads is English.
FOR_ASSISTANTS = "searcher/mcp/"
#: Where a text is what was found, a semicolon, and what to do: they are shown apart.
IN_PARTS = ("corpus/readers/", "corpus/read.py", "index/limits.py", "index/reader_process.py")
SEPARATORS = (", ", "; ", ": ", "({text})")
_FAULTS = (EACCES, EEXIST, EIO, EISDIR, ENAMETOOLONG, ENOENT, ENOSPC, ENOTDIR, EPERM, EROFS)
#: Exceptions that are faults of the program, and whose texts are not shown as messages.
_NOT_SHOWN = {"TypeError", "AttributeError", "AssertionError", "KeyError", "UnpicklingError"}
_WORD = re.compile(r"(?<![\w{<./-])[A-Za-z][a-z'’]+(?![\w}>./])")
_CODE = re.compile(
    r"\(\?|\\[bdsw]|\[\^|\]\+|\]\*|^\^|^<|\{\*\}|\{http|\{urn|xmlns|^[A-Za-z]+\[|\| list"
    r"|\| None$|Callable|@role|^og:|^ *cewen [^A-Z]*$|^cewen: \{\w+\}$|^\[en\|"
)
#: Names of styles and of rules, parts of patterns, and lists of words: no texts.
_NAMES = re.compile(
    r"intense quote|table of |powerpoint presentation|(numeral|digits) (in|under) |^other format$"
    r"|^cannot be searched$|^without a Unicode character$|overfull pages$"
    r"|^(left out by|a copy of) $"
    r"|^cannot be read: $|^january |^navigation banner|^dir div|^hidden layer$|^unreadable font$"
    r"|^read by OCR$|^[a-z]+-src "
    r"|^[a-z-]+ 'none'$|^(base-uri|form-action) |^frame-|^attachment; |^svg\{"
    r"|^http://|^cx=|^cn, if|^wait_for_status=|^opensearch\+https:$"
)
_FOR_DEVELOPERS = re.compile(
    r"DeprecationWarning|Could not determine|No options defined|Arguments take exactly"
    r"|defined twice|Boolean option|must be an iterable|\bdeprecated|prog\)s|UUID|boolean"
    r"|the format|Do you want|Confirm the action|Choice\("
    r"|\(dynamic\)|show the version|env var|Missing param|unknown error"
)


class Text(NamedTuple):
    """A text, the form for many if it has one, and where it is."""

    one: str
    many: str | None
    place: str


def texts() -> list[Text]:
    """Every text once, in the order of the sources."""
    found: dict[str, Text] = {}
    sources = (_of_separators(), _of_sources(), _of_templates(), _of_names(), _of_help())
    for source in (*sources, _of_click(), _of_system()):
        for text in source:
            if text.one not in found or (text.many and not found[text.one].many):
                found[text.one] = text
    return list(found.values())


def _of_separators() -> Iterator[Text]:
    yield from (Text(text, None, "searcher/messages.py") for text in SEPARATORS)


def _of_sources() -> Iterator[Text]:
    for package in ("corpus", "index", "searcher"):
        for path in sorted((ROOT / package).rglob("*.py")):
            place = path.relative_to(ROOT).as_posix()
            if place not in INTERNAL and not place.startswith(("searcher/locale/", FOR_ASSISTANTS)):
                yield from _of_module(ast.parse(path.read_text(encoding="utf-8")), place)


def _of_module(tree: ast.Module, place: str) -> Iterator[Text]:
    skipped = set(_skipped(tree))
    said = _said(tree)
    counted = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node) == "say_count":
            one, many = node.args[1:3]
            if isinstance(one, ast.Constant) and isinstance(many, ast.Constant):
                yield Text(one.value, many.value, place)
                counted |= {id(one), id(many)}
    for node in ast.walk(tree):
        if id(node) in skipped or id(node) in counted:
            continue
        text = _template(node)
        if text is not None and (_is_prose(text) or (id(node) in said and _is_text(text))):
            split = place.startswith(IN_PARTS)
            yield from (Text(part, None, place) for part in (text.split("; ") if split else [text]))


def _said(tree: ast.Module) -> set[int]:
    """The constants that are given to ``say`` or to an error: texts of one word, too."""
    return {
        id(node.args[0])
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and node.args
        and (_name(node) in ("say", "Message") or _name(node).endswith("Error"))
    }


def _skipped(tree: ast.Module) -> Iterator[int]:
    """Docstrings, patterns, parts of f-strings, and texts of faults that are not shown."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield id(node.value)
        elif isinstance(node, ast.JoinedStr):
            for value in node.values:
                yield id(value)
                if isinstance(value, ast.FormattedValue) and value.format_spec:
                    yield from (id(part) for part in ast.walk(value.format_spec))
        elif isinstance(node, ast.Call) and _name(node) in {"compile", "TypeVar"} | _NOT_SHOWN:
            yield from (id(part) for part in ast.walk(node))


def _name(node: ast.Call) -> str:
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def _template(node: ast.AST) -> str | None:
    """A constant, or an f-string with its values as placeholders."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if not isinstance(node, ast.JoinedStr):
        return None
    text = ""
    for number, part in enumerate(node.values):
        if isinstance(part, ast.Constant):
            text += str(part.value)
        elif isinstance(part, ast.FormattedValue):
            value = part.value
            name = getattr(value, "id", getattr(value, "attr", f"value{number}"))
            text += f"{{{name}}}"
    return text


def _is_text(text: str) -> bool:
    """Whether there is anything to translate besides values and spaces."""
    return bool(re.sub(r"\{[^{}]*\}|\s", "", text))


def _is_prose(text: str) -> bool:
    words = _WORD.findall(text)
    labelled = text.startswith("{count} ") or re.match(r"[a-z ]+: \{", text)
    if len(words) < 2 and not (words and labelled):
        return False
    is_list = len(words) > 12 and not re.search(r"[,.:;]", text)
    return not (is_list or _CODE.search(text) or _NAMES.search(text))


def _of_templates() -> Iterator[Text]:
    """The texts of the web page: ``_("…")`` and ``say_count(count, "…", "…")`` in templates."""
    from jinja2 import Environment

    environment = Environment(extensions=["jinja2.ext.i18n"])
    for path in sorted((ROOT / "searcher/web/templates").glob("*.html")):
        place = path.relative_to(ROOT).as_posix()
        source = path.read_text(encoding="utf-8")
        for _, function, found in environment.extract_translations(  # type: ignore[attr-defined]
            source, ["_", "say", "say_count"]
        ):
            texts = [one for one in ([found] if isinstance(found, str) else found or ()) if one]
            if function == "say_count":
                yield Text(texts[0], texts[1], place)
            elif texts and _is_text(texts[0]):
                yield Text(texts[0], None, place)


def _of_names() -> Iterator[Text]:
    """The names of kinds, roles and the like, which messages show."""
    from corpus.document import Certainty, Evidence, Kind, Role
    from corpus.other_formats import _ADVICE
    from searcher.cli.timeline_text import _HEADS
    from searcher.output.names import MANNERS, VERDICTS
    from searcher.query.fields import FIELDS
    from searcher.report.breakdown import Per
    from searcher.verify.quotation import ButFor

    for names in (Certainty, Evidence, Kind, Role):
        yield from (Text(name, None, "corpus/document.py") for name in get_args(names) if name)
    yield from (Text(name, None, "index/plan.py") for name in ("variant", "words"))
    yield from (Text(name, None, "searcher/report/breakdown.py") for name in get_args(Per))
    yield from (Text(f"{name}:", None, "searcher/query/fields.py") for name in FIELDS)
    for heads in (_HEADS, VERDICTS, MANNERS):
        yield from (Text(name, None, "searcher/cli") for name in heads.values())
    yield from (Text(name, None, "searcher/verify/quotation.py") for name in get_args(ButFor))
    yield from (Text(name, None, "corpus/readers/pdf/health.py") for name in ("images", "outlines"))
    for advice in _ADVICE:
        yield from (Text(text, None, "corpus/other_formats.py") for text in advice[1:])
    yield from (
        Text(name, None, "searcher/cli")
        for name in (
            *("topic", "paragraphs", "documents", "speakers", "years", "speaker", "office"),
            *("date", "from", "document", "setting", "value", "what it sets"),
        )
    )


def _of_help() -> Iterator[Text]:
    from searcher.cli.app import cewen
    from searcher.cli.translated import paragraphs_of
    from searcher.setting_keys import KEYS

    commands = [cewen, *(cewen.get_command(None, name) for name in cewen.list_commands(None))]  # type: ignore[arg-type]
    for command in commands:
        assert command is not None
        place = f"cewen {command.name} --help"
        for paragraph in paragraphs_of(command.help or ""):
            if not paragraph.startswith("\b"):
                yield Text(paragraph, None, place)
        if command.short_help:
            yield Text(command.short_help, None, place)
        for parameter in command.params:
            for text in (parameter.metavar, getattr(parameter, "help", None)):
                if text and (re.search(r"[A-Z]{2}", text) or " " in text):
                    yield Text(text, None, place)
    for key in KEYS:
        yield from (
            Text(text, None, "searcher/setting_keys.py")
            for text in (key.help, key.default)
            if re.search("[a-z]", text)
        )


def _of_click() -> Iterator[Text]:
    """click's own words."""
    for text in ("[OPTIONS]", "COMMAND [ARGS]...", "[COMMAND] [ARGS]...", "{heading}:"):
        yield Text(text, None, "click")
    for module in ("core", "exceptions", "decorators", "formatting", "parser", "types"):
        path = Path(click.__file__).with_name(f"{module}.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or _name(node) not in ("_", "ngettext"):
                continue
            values: list[Any] = [getattr(one, "value", None) for one in node.args]
            if isinstance(values[0], str):
                if _FOR_DEVELOPERS.search(values[0]):
                    continue
                many = values[1] if _name(node) == "ngettext" else None
                yield Text(values[0], many, f"click/{module}.py")


def _of_system() -> Iterator[Text]:
    yield from (Text(os.strerror(fault), None, "errno") for fault in _FAULTS)
