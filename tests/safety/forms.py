"""The ways in which the folder that somebody sent is hostile."""

from __future__ import annotations

import json
import pickle
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from tests.safety import forge
from tests.safety.commands import World
from tests.safety.payloads import named, payloads

_SHORT = 20_000


class Form(NamedTuple):
    """``apply`` makes the folder of a world hostile. ``outer``: what lies where the index is
    looked for is no genuine index with something in it. ``kept``: it changes what a rebuild reads,
    documents and topic files."""

    name: str
    apply: Callable[[World], None]
    outer: bool = False
    kept: bool = False


def all_forms(world: World) -> list[Form]:
    return [
        *pickle_forms(world),
        *segment_forms(),
        *schema_forms(),
        *table_forms(),
        *record_forms(),
        *block_forms(),
        *bomb_forms(),
        *manifest_forms(),
    ]


def pickle_forms(world: World) -> Iterator[Form]:
    """Each payload in each place that holds a pickle."""
    for payload in payloads(world.ran, world.outside / "folder"):
        for place, change in forge.PLACES.items():
            if place == "inlined" and len(payload.opcodes) > _SHORT:
                continue  # once for each term it would be a gigabyte

            def apply(
                world: World,
                change: Callable[[Path, forge.Change], None] = change,
                replace: forge.Change = payload.instead_of,
            ) -> None:
                change(world.index, replace)

            yield Form(f"{place}: {payload.name}", apply)


# The table of contents


def _pickled_segments(*states: dict[str, Any]) -> bytes:
    """As Whoosh pickles a list of segments: class and attributes."""
    parts = [b"\x80\x02]"]
    for state in states:
        parts.append(named("whoosh.codec.whoosh3", "W3Segment") + b")\x81}(")
        for name, value in state.items():
            parts.append(pickle.dumps(name, 2)[:-1])
            codec = named("whoosh.codec.whoosh3", "W3Codec") + b")\x81"
            parts.append(codec if name == "_codec" else pickle.dumps(value, 2)[:-1])
        parts.append(b"uba")
    return b"".join(parts) + b"."


def segment_forms() -> Iterator[Form]:
    """One attribute of the genuine segment with another value."""
    changes: list[tuple[str, Any]] = [
        ("indexname", "../outside/MAIN"),
        ("indexname", "../../outside/notes.txt"),
        ("indexname", "/dev/zero"),
        ("indexname", "/etc/passwd"),
        ("indexname", ""),
        ("indexname", "MAIN\0"),
        ("indexname", None),
        ("indexname", 7),
        ("indexname", "x" * 5000),
        ("segid", "../../outside/notes.txt"),
        ("segid", "/../../../outside/folder/kept"),
        ("segid", "\ud800"),
        ("segid", None),
        ("segid", b"x"),
        ("segid", ["x"]),
        ("_doccount", -1),
        ("_doccount", 0),
        ("_doccount", 1),
        ("_doccount", 1 << 31),
        ("_doccount", 1 << 62),
        ("_doccount", 10**30),
        ("_doccount", 1.5),
        ("_doccount", "10"),
        ("_doccount", None),
        ("_deleted", {-1, 1 << 40}),
        ("_deleted", set(range(1000))),
        ("_deleted", "text"),
        ("_deleted", 7),
        ("_deleted", {(1, 2)}),
        ("_fieldlengths", {"../../../outside/x": 3}),
        ("_fieldlengths", {"/dev/zero": 3}),
        ("_fieldlengths", {"words": "many"}),
        ("_fieldlengths", {"words": -5, "grams": 1 << 80}),
        ("_fieldlengths", {"words": float("nan")}),
        ("_fieldlengths", ["words"]),
        ("_fieldlengths", None),
        ("compound", True),
        ("compound", "yes"),
        ("name", "../../outside/notes.txt"),
        ("_codec", 7),
    ]
    for name, value in changes:
        shown = repr(value)[:40]
        yield Form(f"segment with {name} {shown}", partial(_change_segment, name=name, value=value))
    for name in ("indexname", "segid", "_doccount", "_deleted", "_fieldlengths", "compound"):
        yield Form(f"segment without {name}", partial(_without, name=name))
    yield Form("segment twice", partial(_segments, count=2))
    yield Form("segment a hundred times", partial(_segments, count=100))
    yield Form("no segment", partial(_segments, count=0))


def _change_segment(world: World, name: str, value: Any) -> None:
    state = {**forge.segment_state(world.index), name: value}
    forge.change_segments(world.index, lambda _: _pickled_segments(state))


def _without(world: World, name: str) -> None:
    state = forge.segment_state(world.index)
    del state[name]
    forge.change_segments(world.index, lambda _: _pickled_segments(state))


def _segments(world: World, count: int) -> None:
    state = forge.segment_state(world.index)
    forge.change_segments(world.index, lambda _: _pickled_segments(*[state] * count))


def schema_forms() -> Iterator[Form]:
    """A schema of Whoosh's own classes with something foreign in it."""
    from whoosh import analysis, columns, fields, formats

    slow = analysis.RegexTokenizer("(a+)+$")
    made: dict[str, fields.Schema] = {
        "no field": fields.Schema(),
        "other fields": fields.Schema(path=fields.ID(stored=True)),
        "field named like a path": fields.Schema(),
        "analyzer": fields.Schema(words=fields.TEXT(analyzer=slow)),
        "column of a module": fields.Schema(s=fields.COLUMN(columns.CompressedBytesColumn(3))),
        "format": fields.Schema(words=fields.FieldType(formats.Existence(), slow)),
    }
    made["field named like a path"]._fields["../../outside/x"] = fields.ID()
    for name, schema in made.items():
        data = pickle.dumps(schema, 2)

        def apply(world: World, data: bytes = data) -> None:
            forge.change_schema(world.index, lambda _: data)

        yield Form(f"schema: {name}", apply)


# Term table, stored records, posting lists


def table_forms() -> Iterator[Form]:
    """What lies behind the term table's tables."""
    extras: list[tuple[str, Any]] = [
        ("indextype", "999999999x"),
        ("indextype", "9" * 5000 + "i"),
        ("indextype", "%s"),
        ("indextype", "P"),
        ("indextype", "0i"),
        ("indextype", 7),
        ("indexlen", -1),
        ("indexlen", 1 << 62),
        ("indexlen", "ten"),
        ("indexlen", 1.5),
        ("fieldmap", {"words": 1 << 40}),
        ("fieldmap", {"words": -1}),
        ("fieldmap", {"words": "x"}),
        ("fieldmap", ["words"]),
        ("fieldmap", None),
    ]
    for name, value in extras:

        def apply(world: World, name: str = name, value: Any = value) -> None:
            forge.change_extras(
                world.index,
                lambda genuine: pickle.dumps({**pickle.loads(genuine), name: value}, 2),
            )

        yield Form(f"term table with {name} {repr(value)[:40]}", apply)


def record_forms() -> Iterator[Form]:
    """Stored records of other shapes and values; places as in ``index.stored_record``."""
    wrong: list[tuple[int, Any]] = [
        *((place, value) for place in range(12) for value in (None, -1, 1 << 70, "x", ("x",))),
        (0, b"\0"),
        (0, "\x1b]0;title\x07\x1b[31m\u202e\x9b2J"),
        (0, "平台" * 20_000),
        (0, "../../outside/x"),
        (1, "/dev"),
        (1, "\0"),
        (1, "x" * 5000),
        (2, "a\0b"),
        (2, "../../home/secret.txt"),
        (4, "9999-99-99"),
        (6, ((0, 1 << 60, 0, "x"),)),
        (6, ("\x1b[31m",)),
        (7, 1 << 40),
        (11, ("\x1b[31m",) * 40),
    ]
    for place, value in wrong:

        def apply(world: World, place: int = place, value: Any = value) -> None:
            def changed(genuine: bytes) -> bytes:
                record = list(pickle.loads(genuine)["s"])
                record[min(place, len(record) - 1)] = value
                return pickle.dumps({"s": tuple(record)}, 4)

            forge.change_stored(world.index, changed)

        yield Form(f"stored record with {repr(value)[:40]} in place {place}", apply)
    for name, shape in (
        ("no key", {}),
        ("another key", {"t": ("x",)}),
        ("empty record", {"s": ()}),
        ("short record", {"s": ("平台",)}),
        ("long record", {"s": ("平台", 1) + (0,) * 1000}),
        ("a list", ["s"]),
        ("text", {"s": "平台平台"}),
        ("a dictionary for a record", {"s": {0: "平台"}}),
    ):

        def replace(world: World, data: bytes = pickle.dumps(shape, 4)) -> None:
            forge.change_stored(world.index, lambda _: data)

        yield Form(f"stored: {name}", replace)


def block_forms() -> Iterator[Form]:
    """Posting lists of plain numbers that cannot be."""
    lists: dict[str, Any] = {
        "negative paragraphs": ((-1, -5), None, None),
        "paragraphs out of range": ((1 << 40, 3), None, None),
        "huge paragraphs": ((1 << 200,), None, None),
        "paragraphs in no order": ((5, 3, 3, 1), None, None),
        "texts for paragraphs": (("a", "b"), None, None),
        "fractions for paragraphs": ((0.5, 1.5), None, None),
        "tuples for paragraphs": (((1,), (2,)), None, None),
        "no paragraphs": ((), None, None),
        "a jump there and back": ((0, 1 << 40, -(1 << 40)), None, None),
        "fractions within range": ((0, 0.5, 0.5), None, None),
        "booleans for paragraphs": ((False, True), None, None),
        "None for paragraphs": (None, None, None),
        "more weights than paragraphs": ((1,), (1,) * 1000, None),
        "fewer weights than paragraphs": (tuple(range(50)), (1,), None),
        "negative weights": ((1, 2), (-1, -2), None),
        "huge weights": ((1, 2), (1 << 200, 1 << 300), None),
        "infinite weights": ((1, 2), (float("inf"), float("nan")), None),
        "infinite weight": ((1, 2), float("inf"), None),
        "texts for weights": ((1, 2), "12", None),
        "two parts": ((1, 2), None),
        "four parts": ((1, 2), None, None, None),
    }
    for name, value in lists.items():
        for place in ("inlined", "block", "deflated"):

            def apply(
                world: World, place: str = place, data: bytes = pickle.dumps(value, 2)
            ) -> None:
                forge.PLACES[place](world.index, lambda _: data)

            yield Form(f"{place}: {name}", apply)
    statistics: dict[str, Any] = {
        "a negative size": (-1, 1, 1.0, 0, 1, 1),
        "a huge size": (1 << 40, 1, 1.0, 0, 1, 1),
        "a size of text": ("x", 1, 1.0, 0, 1, 1),
        "another compression": (1, 1, 1.0, 77, 1, 1),
        "text for compression": (1, 1, 1.0, "zlib", 1, 1),
        "five numbers": (1, 1, 1.0, 0, 1),
    }
    for name, value in statistics.items():

        def tell(world: World, data: bytes = pickle.dumps(value, 2)) -> None:
            forge.change_statistics(world.index, lambda _: data)

        yield Form(f"statistics: {name}", tell)
    for name, change in (
        ("an endless list", lambda data: data + b"W3Bl" + b"\0\0\0\0" * 100),
        ("no list", lambda data: b""),
        ("half a list", lambda data: data[: len(data) // 2]),
        ("lists of ones", lambda data: b"\xff" * len(data)),
        ("lists of zeros", lambda data: bytes(len(data))),
    ):

        def rewrite(world: World, change: forge.Change = change) -> None:
            path = forge.file_of(world.index, ".pst")
            path.write_bytes(change(path.read_bytes()))

        yield Form(f"posting lists: {name}", rewrite)


def bomb_forms() -> Iterator[Form]:
    """Little that inflates to much."""
    bomb = forge.zlib_bomb(4096)
    head = zlib.compress(b"}\x8c\x01s(" + b"C\x06" + "平台x".encode("utf-16-le"))

    def stored(world: World) -> None:
        # In every record it would take a gigabyte on the disk: the same stream is enough.
        forge.change_streams(world.index, _first_only(bomb))

    yield Form("bomb in stored records", stored)
    yield Form(
        "bomb in posting lists", lambda world: forge.inflate_blocks(world.index, bomb[:9999])
    )
    yield Form("whole bomb in a posting list", lambda world: _one_bomb(world, bomb))
    yield Form(
        "stored records cut off",
        lambda world: forge.change_streams(world.index, lambda _: head[:9]),
    )
    yield Form(
        "stored records empty", lambda world: forge.change_streams(world.index, lambda _: b"")
    )


def _first_only(stream: bytes) -> forge.Change:
    """Replaces the first few of many."""
    left = [3]

    def change(genuine: bytes) -> bytes:
        left[0] -= 1
        return stream if left[0] >= 0 else genuine

    return change


def _one_bomb(world: World, bomb: bytes) -> None:
    """Every term's list is the same one."""
    lists = forge.file_of(world.index, ".pst")
    terms = forge.read_terms(forge.file_of(world.index, ".trm"))
    body = b"(K\x01K\x00G?\xf0\0\0\0\0\0\0K\x01K\x01K\x01t." + bomb
    place = lists.stat().st_size
    with lists.open("ab") as file:
        file.write(b"W3Bl" + (-len(body)).to_bytes(4, "big", signed=True) + body)
    extent = place.to_bytes(8, "big") + (len(body) + 8).to_bytes(4, "big")
    records = [(key, b"\0" + value[1:24] + extent) for key, value in terms.records]
    forge.write_terms(forge.file_of(world.index, ".trm"), terms._replace(records=records))


def manifest_forms() -> Iterator[Form]:
    """``cewen.json``, ``topics.txt`` and ``short_names.txt`` with something else in them."""
    for name, change in _manifests().items():
        yield Form(f"cewen.json: {name}", partial(_rewrite, name="cewen.json", change=change))
    topics: dict[str, forge.Change] = {
        "nothing": lambda _: b"",
        "no tab": lambda _: b"x\n\ny\n",
        "many tabs": lambda _: b"x\ty\tz\n\nname\tx\n",
        "no UTF-8": lambda data: b"\xff\xfe" + data,
        "control characters": lambda data: data.replace(b"\t", b"\t\x1b[31m\xc2\x9b", 2000),
        "zeros": lambda _: bytes(100_000),
    }
    for name, change in topics.items():
        for file in ("topics.txt", "short_names.txt"):
            yield Form(f"{file}: {name}", partial(_rewrite, name=file, change=change))


def _rewrite(world: World, name: str, change: forge.Change) -> None:
    path = world.index / name
    path.write_bytes(change(path.read_bytes()))


def _manifests() -> dict[str, forge.Change]:
    def with_value(name: str, value: Any) -> forge.Change:
        return lambda data: json.dumps({**json.loads(data), name: value}, indent=2).encode()

    return {
        "nothing": lambda _: b"",
        "no object": lambda _: b"[1, 2]",
        "nested deeply": lambda _: b"[" * 200_000,
        "another format": with_value("format", 999),
        "an old format": with_value("format", 4),
        "a format of text": with_value("format", "5"),
        "a negative format": with_value("format", -1),
        "a huge format": lambda _: b'{"format": ' + b"9" * 100_000 + b"}",
        "an infinite format": lambda _: b'{"format": Infinity}',
        "a list for a format": with_value("format", [5]),
        "another field": with_value("__class__", "x"),
        "segmenter named like a path": with_value("segmenter", "../../outside/x"),
        "segmenter named like a module": with_value("segmenter", "os"),
        "segmenter of nothing": with_value("segmenter", None),
        "segmenter of control characters": with_value("segmenter_version", "\x1b[31m\x9b"),
        "topics of a number": with_value("topics", 7),
        "fold of nothing": with_value("fold", None),
        "no UTF-8": lambda data: b"\xff" + data,
        "a byte order mark": lambda data: b"\xef\xbb\xbf" + data,
        "two objects": lambda data: data + data,
    }
