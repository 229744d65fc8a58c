"""Every message is given a value for each of its placeholders, and no other value."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
SOURCES = [
    path for package in ("corpus", "index", "searcher") for path in (ROOT / package).rglob("*.py")
]


class Call(NamedTuple):
    place: str
    text: str
    values: frozenset[str]


class Names:
    """What names are assigned in a module and in one of its functions."""

    def __init__(self, *scopes: ast.AST) -> None:
        self._assigned = [
            (node.targets[0].id, node.lineno, node.value)
            for scope in scopes
            for node in _own_nodes(scope)
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
        ]

    def texts(self, node: ast.expr, line: int) -> list[str]:
        """The texts that an expression of constants may be in this line; none of another one."""
        match node:
            case ast.Constant(value=str() as text):
                return [text]
            case ast.Name(id=name):
                values = [(at, value) for known, at, value in self._assigned if known == name]
                before = [pair for pair in values if pair[0] < line]
                return self.texts(before[-1][1], before[-1][0]) if before else []
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                return [a + b for a in self.texts(left, line) for b in self.texts(right, line)]
            case ast.IfExp(body=body, orelse=other):
                return [*self.texts(body, line), *self.texts(other, line)]
        return []


def _own_nodes(scope: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a module or function, without those of the functions in it."""
    for node in ast.iter_child_nodes(scope):
        if not isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node
            yield from _own_nodes(node)


def calls(path: Path) -> Iterator[Call]:
    """The calls in a source that make a message of constant text and named values."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for scope in ast.walk(tree):
        if isinstance(scope, ast.FunctionDef):
            names = Names(tree, scope)
            for node in _own_nodes(scope):
                match node:
                    case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
                        yield from _messages(node, name, names, path)


def _messages(node: ast.Call, name: str, names: Names, path: Path) -> Iterator[Call]:
    values = [keyword.arg for keyword in node.keywords]
    if name == "Message" and len(node.args) > 1 and isinstance(node.args[1], ast.Dict):
        values = [key.value for key in node.args[1].keys if isinstance(key, ast.Constant)]
    is_error = name.endswith("Error") or name == "error_at"
    # An error without values has a plain string, in which braces are characters.
    if None in values or not (name in ("say", "say_count", "Message") or (is_error and values)):
        return
    given = frozenset(str(value) for value in values)
    if name == "say_count":
        given |= {"count"}
    for argument in node.args[1:] if name == "say_count" else node.args[:1]:
        for text in names.texts(argument, node.lineno):
            yield Call(f"{path.relative_to(ROOT)}:{node.lineno}", text, given)


def test_no_error_fills_in_its_text_itself() -> None:
    ours = {
        node.name
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef) and node.name.endswith("Error")
    }
    assert "DocumentError" in ours
    filled = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ours
        and any(isinstance(part, ast.JoinedStr) for value in node.args for part in ast.walk(value))
    ]
    assert filled == []


def test_every_message_gets_the_values_that_its_text_names() -> None:
    found = [call for path in SOURCES for call in calls(path)]
    assert len(found) > 60
    wrong = [
        call
        for call in found
        if {name for _, name, _, _ in string.Formatter().parse(call.text) if name} != call.values
    ]
    assert wrong == []
