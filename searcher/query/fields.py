"""The fields of the query language: one row of :data:`FIELDS` for each.

The parser, the options of the commands, the matcher and the advice after an empty answer all read
this table. To add a field, add a row; its values must be in a keyword field of the index
(:data:`index.field_names.KEYWORD_FIELDS`).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

Reading = Literal["text", "dates", "topic"]


class QueryField(NamedTuple):
    """``name:`` in a query.

    ``aliases`` are Chinese names that mean the same, in either script. ``kept_in`` are the keyword
    fields of the index whose values it matches. ``read`` says how: ``text`` matches a part of a
    value, ``dates`` a day within the range, ``topic`` the topic that has this name.
    ``says``: the words of the query must be in a statement of the speaker that matches.
    ``values`` are the values that have Chinese names, each with these names.
    ``option`` is the help text of the command-line option ``--name``; without it there is none.
    ``listed_by`` is the command that lists the values.
    """

    name: str
    aliases: tuple[str, ...]
    kept_in: tuple[str, ...]
    read: Reading = "text"
    says: bool = False
    option: str = ""
    listed_by: str = ""
    values: Mapping[str, tuple[str, ...]] = MappingProxyType({})


_KINDS = {
    "report": ("報告",),
    "transcript": ("會議紀錄", "會議記錄", "逐字稿", "實錄"),
    "law": ("法規", "法律", "法令"),
    "other": ("其他",),
}
_ROLES = {
    "body": ("內文", "正文"),
    "heading": ("標題",),
    "byline": ("署名",),
    "caption": ("圖表說明", "圖說"),
    "direction": ("場面說明",),
    "table": ("表格",),
    "note": ("註釋", "註腳", "注釋"),
}

_TABLE = (
    QueryField(
        "speaker",
        aliases=("發言人", "發言者", "講者"),
        kept_in=("speaker", "office"),
        says=True,
        option="Said by someone whose name or title contains this.",
        listed_by="cewen speakers",
    ),
    QueryField(
        "org",
        aliases=("機關", "機構", "組織", "單位"),
        kept_in=("organization", "speaker"),  # a group speaks as its organization: 工會代表
        says=True,
        option="Said by someone of an organization whose name contains this.",
        listed_by="cewen speakers",
    ),
    QueryField(
        "topic",
        aliases=("主題", "議題"),
        kept_in=("topic",),
        read="topic",
        option="About this topic, whatever words it uses (see cewen topics).",
    ),
    QueryField("section", aliases=("章節",), kept_in=("section",)),
    QueryField("title", aliases=("標題",), kept_in=("title",)),
    QueryField(
        "doc",
        aliases=("文件", "文檔"),
        kept_in=("doc",),
        option="In documents whose path contains this.",
        listed_by="cewen status --files",
    ),
    QueryField("date", aliases=("日期",), kept_in=("date",), read="dates"),
    QueryField("kind", aliases=("種類", "類型", "類別"), kept_in=("kind",), values=_KINDS),
    QueryField("role", aliases=("部位",), kept_in=("role",), values=_ROLES),
)

#: The fields by name.
FIELDS = {field.name: field for field in _TABLE}
