"""Pickles that do harm, or try to: each runs code, asks for memory, or is not what is expected."""

from __future__ import annotations

import pickle
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class Payload(NamedTuple):
    """``opcodes`` leave one object on the stack. ``runs``: an unrestricted ``pickle.loads`` of
    them creates the file that they were made for. ``whole``: no genuine pickle can follow."""

    name: str
    opcodes: bytes
    runs: bool = False
    whole: bool = False

    def instead_of(self, genuine: bytes) -> bytes:
        """The payload, and where it runs code, what the reader expects as well."""
        if self.whole:
            return self.opcodes
        return self.opcodes + (b"0" + genuine if self.runs else b".")


def text(value: str) -> bytes:
    data = value.encode("utf-8", "surrogatepass")
    return b"X" + struct.pack("<I", len(data)) + data


def named(module: str, name: str) -> bytes:
    """By the opcode GLOBAL."""
    return f"c{module}\n{name}\n".encode()


def dotted(module: str, name: str) -> bytes:
    """By the opcode STACK_GLOBAL of protocol 4, where a name may have dots."""
    return b"\x80\x04" + text(module) + text(name) + b"\x93"


def payloads(ran: Path, folder: Path) -> list[Payload]:
    """All of them; those that run create ``ran`` or remove ``folder``."""
    command, code = f": > '{ran}'", f"open({str(ran)!r}, 'w').close()"
    running = {**_called(command, code, ran, folder), **_hidden(command, code)}
    quiet = {**_refused(), **_structs(), **_states(), **_wrong()}
    return [
        *(Payload(name, opcodes, runs=True) for name, opcodes in running.items()),
        *(Payload(name, opcodes) for name, opcodes in quiet.items()),
        *(Payload(name, opcodes, whole=True) for name, opcodes in _broken()),
    ]


def _called(command: str, code: str, ran: Path, folder: Path) -> dict[str, bytes]:
    system, one = named("posix", "system"), text(command) + b"\x85R"
    return {
        "os.system": system + one,
        "open": named("builtins", "open") + text(str(ran)) + text("w") + b"\x86R",
        "eval": named("builtins", "eval") + text(code) + b"\x85R",
        "exec": named("builtins", "exec") + text(code) + b"\x85R",
        "old name of eval": named("__builtin__", "eval") + text(code) + b"\x85R",
        "old name of subprocess": named("commands", "getoutput") + text(command) + b"\x85R",
        "STACK_GLOBAL": dotted("posix", "system") + one,
        "INST": b"(" + text(command) + b"iposix\nsystem\n",
        "OBJ": b"(" + system + text(command) + b"o",
        "INST of Popen": (
            b"((" + text("sh") + text("-c") + text(command) + b"lisubprocess\nPopen\n"
        ),
        "partial": named("functools", "partial") + system + text(command) + b"\x86R)R",
        "getattr of a module": (
            named("builtins", "getattr")
            + named("builtins", "__import__")
            + text("os")
            + b"\x85R"
            + text("system")
            + b"\x86R"
            + one
        ),
        "NEWOBJ of map": (
            named("builtins", "list") + named("builtins", "map") + system + text(command)
            + b"\x85\x86\x81\x85R"
        ),
        "runpy": named("runpy", "_run_code") + named("builtins", "compile") + text(code)
        + text("x") + text("exec") + b"\x87R}\x86R",
        "rmtree": named("shutil", "rmtree") + text(str(folder)) + b"\x85R",
    }  # fmt: skip


def _hidden(command: str, code: str) -> dict[str, bytes]:
    """Behind names that a list of allowed modules may let through."""
    system, one = named("posix", "system"), text(command) + b"\x85R"
    inner = system + one + b"."
    data = b"B" + struct.pack("<I", len(inner)) + inner
    return {
        "pickle.loads": named("pickle", "loads") + data + b"\x85R",
        "_pickle.loads": named("_pickle", "loads") + data + b"\x85R",
        "loads of whoosh3": named("whoosh.codec.whoosh3", "loads") + data + b"\x85R",
        "os of whoosh.index": dotted("whoosh.index", "os.system") + one,
        "modules of whoosh.fields": (
            b"\x80\x04" + named("builtins", "getattr")
            + dotted("whoosh.fields", "sys.modules.__getitem__") + text("os") + b"\x85R"
            + text("system") + b"\x86R" + one
        ),
        "globals of W3Segment": (
            dotted("whoosh.codec.whoosh3", "W3Segment.__init__.__globals__.__getitem__")
            + text("loads") + b"\x85R" + data + b"\x85R"
        ),
        "extension code": (
            named("copyreg", "add_extension") + text("posix") + text("system") + b"K\xf0\x87R0"
            + b"\x82\xf0" + one
        ),
        "method of a class by BUILD": (
            named("types", "SimpleNamespace") + b")R}" + text("__setstate__") + system
            + b"sb" + text(command) + b"b"
        ),
    }  # fmt: skip


def _refused() -> dict[str, bytes]:
    return {
        "persistent id": b"P1\n",
        "binary persistent id": text("x") + b"Q",
        "extension 1": b"\x82\x01",
        "extension 2": b"\x83\x01\x01",
        "extension 4": b"\x84\x01\x01\x00\x00",
        "buffer": b"\x97",
        "read-only buffer": b"N\x98",
        "class of unpack": dotted("struct", "unpack.__class__"),
        "module of unpack": dotted("struct", "unpack.__self__"),
        "dictionary of struct": dotted("struct", "unpack.__self__.__dict__"),
        "Struct": named("struct", "Struct") + text("4s") + b"\x85R",
        "iter_unpack": named("struct", "iter_unpack") + text("B") + b"C\x01\x00\x86R",
        "_struct": named("_struct", "unpack") + text("B") + b"C\x01\x00\x86R",
        "init of W3Segment": dotted("whoosh.codec.whoosh3", "W3Segment.__init__"),
        "another class of Whoosh": named("whoosh.filedb.filestore", "FileStorage")
        + text("/tmp") + b"\x85R",
        "NEWOBJ of a path": named("pathlib", "PosixPath") + text("/") + b"\x85\x81",
        "NEWOBJ_EX": named("pathlib", "PosixPath") + b")}\x92",
        "empty name": dotted("", ""),
        "dots": dotted("struct", "."),
        "line break in a name": dotted("struct\nos", "unpack\nsystem"),
        "name that is no text": b"\x80\x04K\x01K\x02\x93",
    }  # fmt: skip


def _structs() -> dict[str, bytes]:
    """``struct.unpack`` is the one function that posting lists call."""
    unpack = named("struct", "unpack")

    def called(form: str, data: bytes = b"") -> bytes:
        return unpack + text(form) + b"C" + bytes([len(data)]) + data + b"\x86R"

    return {
        "unpack of a long nothing": called("999999999x"),
        "unpack of many booleans": called("2147483647?"),
        "unpack of a number too long": called("9" * 5000 + "x"),
        "unpack of native pointers": called("@P", bytes(8)),
        "unpack of no format": called("%n%s\0"),
        "unpack of a long format": called("0s" * 400_000),
        "unpack without data": unpack + b")R",
        "unpack of None": unpack + b"NN\x86R",
        "unpack of 40 values": unpack + b"(" + b"N" * 40 + b"tR",
        "unpack itself": unpack,
        "BUILD on unpack": unpack + b"}" + text("x") + b"Nsb",
        "slots on unpack": unpack + b"N}" + text("x") + b"Ns\x86b",
        "unpack as object": b"(" + unpack + text("B") + b"C\x01\x07o",
        "unpack by NEWOBJ": unpack + b")\x81",
        "floats that are no numbers": called("<dd", struct.pack("<dd", float("nan"), float("inf"))),
        "negative numbers": called("<qq", struct.pack("<qq", -1, -(1 << 62))),
        "huge numbers": called("<QQ", struct.pack("<QQ", 1 << 63, (1 << 64) - 1)),
    }


def _states() -> dict[str, bytes]:
    """Whoosh's classes, which a table of contents names."""
    segment, unpack = named("whoosh.codec.whoosh3", "W3Segment"), named("struct", "unpack")

    def slots(*names: str) -> bytes:
        return segment + b"N}" + b"".join(text(name) + unpack + b"s" for name in names) + b"\x86b"

    return {
        "segment itself": segment,
        "segment called": segment + text("../x") + b"\x85R",
        "BUILD on the class": slots("__init__"),
        "getattr of the class": slots("__getattr__", "__getattribute__", "__class__"),
        "dictionary on the class": segment + b"}" + text("compound") + b"\x88sb",
        "setstate of a segment": segment + b")\x81}" + text("__setstate__") + unpack + b"sb}b",
        "class of a segment": segment + b")\x81}" + text("__class__") + unpack + b"sb",
        "dictionary of a segment": segment + b")\x81}" + text("__dict__") + b"Nsb",
        "reduce of a segment": segment + b")\x81}" + text("__reduce__") + unpack + b"sb",
        "slots of a segment": segment + b")\x81N}" + text("__class__") + segment + b"s\x86b",
        "schema": named("whoosh.fields", "Schema") + b")\x81}b",
        "analyzer": named("whoosh.analysis.tokenizers", "RegexTokenizer") + text("(a+)+$")
        + b"\x85R",
        "custom field": named("index.whoosh.schema", "TermList") + b")R",
        "our writer": named("index.whoosh.writer", "BulkWriter") + text("/tmp") + b"\x85R",
    }  # fmt: skip


def _wrong() -> dict[str, bytes]:
    """Objects that any restricted unpickler makes, and that are not what is expected."""
    twice = b")q\x00" + b"".join(b"h%c\x86q%c" % (n, n + 1) for n in range(60))
    return {
        "None": b"N",
        "number": b"K\x07",
        "text": text("x"),
        "empty tuple": b")",
        "empty dictionary": b"}",
        "three Nones": b"NNN\x87",
        "huge integer": b"\x8b\x00\x10\x00\x00" + b"\x7f" * 4096,
        "not a number": pickle.dumps(float("nan"), 2)[2:-1],
        "lone surrogates": text("\ud800\udc00"),
        "control characters": text("\x1b]0;title\x07\x1b[31m\x9b\u202e"),
        "tuple in itself": b"]q\x00h\x00a",
        "tuples doubled sixty times": twice,
        "tuples nested deeply": b")" + b"\x85" * 300_000,
        "lists nested deeply": b"]" * 100_000 + b"a" * 99_999,
        "set": b"\x8f(K\x01K\x02\x90",
        "frozenset": b"(K\x01K\x02\x91",
        "bytearray": b"\x96" + struct.pack("<Q", 3) + b"abc",
        "a million Nones": b"(" + b"N" * 1_000_000 + b"t",
        "digits": b"L" + b"9" * 100_000 + b"L\n",
        "memo far away": b"Nr\xff\xff\xff\x7f",
        "memo very far away": b"Nr\xff\xff\xff\xff",
    }


def _broken() -> Iterator[tuple[str, bytes]]:
    """What is no pickle."""
    yield "nothing", b""
    yield "end only", b"."
    yield "protocol only", b"\x80\x04"
    yield "another protocol", b"\x80\x63N."
    yield "no opcode", b"\xff\xff\xff."
    yield "pop of nothing", b"0."
    yield "no mark", b"t."
    yield "memo that is not there", b"h\x07."
    for name, opcode, size in (
        ("text of 4 GB", b"X", struct.pack("<I", 0xFFFFFFFF)),
        ("bytes of 3 GB", b"\x8e", struct.pack("<Q", 3 << 30)),
        ("bytes of half the world", b"\x8e", struct.pack("<Q", 1 << 62)),
        ("bytearray of 3 GB", b"\x96", struct.pack("<Q", 3 << 30)),
        ("integer of 2 GB", b"\x8b", struct.pack("<i", 0x7FFFFFFF)),
        ("integer of less than nothing", b"\x8b", struct.pack("<i", -5)),
        ("frame of 3 GB", b"\x80\x04\x95", struct.pack("<Q", 3 << 30)),
    ):
        yield name, opcode + size + b"x."
