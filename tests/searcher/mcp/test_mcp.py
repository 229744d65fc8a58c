"""The assistant server, driven by the client of the official SDK."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

pytest.importorskip("mcp", reason="cewen[mcp] is not installed")

from mcp import Client
from mcp.client.stdio import StdioServerParameters

from index.update import update
from index.verification_code import verification_code
from searcher.current_index import CurrentIndex
from searcher.mcp.quotations import LONGEST
from searcher.mcp.server import mcp_server
from searcher.service import Index
from tests.searcher.cli.command import Ran, environment

NESTED = "听证/2024-11-05-骑手听证.txt"
TOOLS = {"search", "who", "timeline", "exchanges", "topics", "show", "verify", "status"}


def call(index: Path, tool: str, **arguments: Any) -> Any:
    """What the tool returns for these arguments."""

    async def run() -> Any:
        async with Client(mcp_server(CurrentIndex(Index(index)))) as client:
            return await client.call_tool(tool, arguments)

    return asyncio.run(run())


def values(index: Path, tool: str, **arguments: Any) -> Any:
    """The structured output of a call that succeeds."""
    result = call(index, tool, **arguments)
    assert not result.is_error, result.content
    return result.structured_content


def test_every_tool_only_reads_and_has_a_schema(shelf: Path) -> None:
    async def run() -> Any:
        async with Client(mcp_server(CurrentIndex(Index(shelf)))) as client:
            return (await client.list_tools()).tools

    tools = asyncio.run(run())
    assert {tool.name for tool in tools} == TOOLS
    for tool in tools:
        assert tool.annotations.read_only_hint
        assert tool.annotations.open_world_hint is False
        assert tool.output_schema["type"] == "object"
        assert len(tool.description) > 30


FILTERS = ("speaker", "organization", "topic", "document", "since", "until")


def schemas(index: Path) -> dict[str, Any]:
    """The arguments of each tool, as clients see them."""

    async def run() -> Any:
        async with Client(mcp_server(CurrentIndex(Index(index)))) as client:
            return (await client.list_tools()).tools

    return {tool.name: tool.input_schema["properties"] for tool in asyncio.run(run())}


def test_tools_that_narrow_publish_the_same_filters(shelf: Path) -> None:
    found = schemas(shelf)
    for tool, names in {
        "search": FILTERS,
        "exchanges": FILTERS,
        "timeline": FILTERS,
        "who": FILTERS[1:],
    }.items():
        published = {name: one for name, one in found[tool].items() if name in FILTERS}
        assert tuple(published) == names
        assert not {"self", "filters", "arguments", "named"} & set(found[tool])
        for name, one in published.items():
            assert one == found["search"][name]
            assert one["anyOf"] == [{"type": "string"}, {"type": "null"}]
            assert one["default"] is None
            assert len(one["description"]) > 25


@pytest.mark.parametrize("tool", ["search", "exchanges", "timeline", "who"])
def test_every_filter_narrows(shelf: Path, tool: str) -> None:
    whole = values(shelf, tool, query="平台")
    narrow = {"organization": "沒有", "topic": "platform-work", "document": "沒有", "since": "2099"}
    narrow |= {"until": "1999"} | ({"speaker": "沒有"} if tool != "who" else {})
    for name, value in narrow.items():
        found = values(shelf, tool, query="平台", **{name: value})
        if name != "topic" and tool != "exchanges":
            assert found != whole, name


def test_a_quotation_has_its_speaker_its_place_and_its_code(shelf: Path) -> None:
    found = values(shelf, "search", query="業者負擔")
    assert found["total"] == 1
    one = found["quotations"][0]
    assert one["quote"] == "外送員在平台上跑單，保險應由業者負擔。"
    assert (one["speaker"], one["certainty"], one["speech"]) == ("林小滿", "label", "verbatim")
    assert one["source"]["doc"] == "2025-03-01-街頭座談.md"
    assert one["code"] == verification_code(one["quote"])


def test_search_finds_what_the_command_finds(shelf: Path, cewen: Callable[..., Ran]) -> None:
    found = values(shelf, "search", query="平台", limit=50)
    lines = map(json.loads, cewen("search", "平台", "--json").out.splitlines())
    places = [(line["doc"], line["paragraph"]) for line in lines]
    shown = [(one["source"]["doc"], one["source"]["paragraph"]) for one in found["quotations"]]
    assert list(dict.fromkeys(shown)) == places


def test_cursors_lead_through_the_whole_answer(shelf: Path) -> None:
    whole = values(shelf, "search", query="平台 OR 算法 OR 潮汐發電", limit=50)
    pages, cursor = [], None
    while True:
        page = values(shelf, "search", query="平台 OR 算法 OR 潮汐發電", limit=1, cursor=cursor)
        pages += page["quotations"]
        cursor = page["cursor"]
        if cursor is None:
            break
    assert pages == whole["quotations"]


def test_a_long_quotation_is_cut_around_the_words(shelf: Path, tmp_path: Path) -> None:
    text = "，".join(f"第{n}段說的是碼頭" for n in range(2000)) + "，燈塔在最後。"
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "長.txt").write_text(text, encoding="utf-8")
    update(tmp_path / "index", [tmp_path / "documents"], jobs=1)
    one = values(tmp_path / "index", "search", query="燈塔")["quotations"][0]
    assert one["cut"]
    assert "燈塔" in one["quote"]
    assert len(one["quote"]) <= LONGEST + 2
    assert one["code"] == verification_code(text)


def test_who_lists_the_speakers_with_their_best_quotation(shelf: Path) -> None:
    found = values(shelf, "who", query="平台")
    assert found["speakers"] == len(found["voices"]) == 2
    assert {one["best"]["speaker"] for one in found["voices"]} == {"林小滿", "騎士工會代表"}


def test_show_reads_on_around_a_place(shelf: Path) -> None:
    shown = values(shelf, "show", document="街頭座談", place="4", context=1)
    assert "外送員在平台上跑單，保險應由業者負擔。" in [one["quote"] for one in shown["texts"]]
    assert shown["paragraphs"] > len(shown["texts"])


def test_other_tools_answer(shelf: Path) -> None:
    assert values(shelf, "status")["documents"] == 3
    topics = values(shelf, "topics")["topics"]
    assert topics
    assert values(shelf, "topics", name=topics[0]["id"])["topics"][0]["words"]
    assert values(shelf, "exchanges", query="平台")["exchanges"] == []


def test_timeline_counts_by_year(shelf: Path) -> None:
    counted = values(shelf, "timeline", query="平台")
    found = values(shelf, "search", query="平台")
    assert counted["total"] == found["total"]
    assert sum(row["paragraphs"] for row in counted["rows"]) == found["total"]


def test_verify_tells_which_quotations_hold(shelf: Path) -> None:
    right = {"quote": "外送員在平台上跑單，保險應由業者負擔。", "speaker": "林小滿"}
    wrong = {"quote": "外送員在平台上跑單，保險應由政府負擔。"}
    other = {**right, "speaker": "李健鴻"}
    found = values(shelf, "verify", quotations=[right, wrong, other])
    verdicts = [one["verdict"] for one in found["verdicts"]]
    assert verdicts == ["verbatim", "differs", "other_speaker"]
    assert not found["holds"]


def test_nothing_found_says_what_to_ask_instead(shelf: Path) -> None:
    found = values(shelf, "search", query="外送員 潮汐發電")
    assert (found["total"], found["quotations"]) == (0, [])
    assert found["advice"]


@pytest.mark.parametrize(
    ("tool", "arguments", "reason"),
    [
        ("search", {"query": "(平台"}, "never closed"),
        ("search", {"query": "平台", "since": "昨天"}, "昨天"),
        ("search", {"query": "平台", "cursor": "x"}, "not a cursor"),
        ("search", {"query": "平台", "limit": 51}, "50"),
        ("show", {"document": "../../etc/passwd"}, "no document"),
        ("topics", {"name": "沒有這個"}, "沒有這個"),
    ],
)
def test_wrong_arguments_are_errors_with_a_reason(
    shelf: Path, tool: str, arguments: dict[str, Any], reason: str
) -> None:
    result = call(shelf, tool, **arguments)
    assert result.is_error
    assert reason in result.content[0].text


@pytest.mark.parametrize("tool", ["search", "who", "timeline", "exchanges"])
def test_advice_gives_queries_that_match_and_no_commands(shelf: Path, tool: str) -> None:
    advice = values(shelf, tool, query="平台保險火星")["advice"]
    assert len(advice) > 1
    assert not [line for line in advice if "cewen" in line or line != line.strip()]
    query = advice[-1].rpartition(": ")[2]
    assert values(shelf, "search", query=query)["total"] > 0


def test_messages_name_tools_instead_of_commands(shelf: Path) -> None:
    advice = values(shelf, "search", query="平台", speaker="火星人")["advice"]
    assert [line for line in advice if line.endswith("; the tool who lists what there is")]
    for tool, arguments in {
        "show": {"document": "沒有"},
        "topics": {"name": "沒有的議題"},
        "search": {"topic": "沒有的議題"},
    }.items():
        said = call(shelf, tool, **arguments).content[0].text
        assert "cewen " not in said
        assert "the tool " in said


def test_a_timeline_has_no_rows_without_anything_to_see(shelf: Path) -> None:
    rows = values(shelf, "timeline", query="平台", by="month")["rows"]
    assert rows[0]["paragraphs"] > 0
    assert sum(row["paragraphs"] for row in rows) > 1
    assert len(rows) < 30


def test_status_lists_documents_by_name(shelf: Path) -> None:
    whole = values(shelf, "status")
    assert len(whole["listed"]) == whole["documents"]
    named = values(shelf, "status", document="听证")["listed"]
    assert named == [one for one in whole["listed"] if one["doc"] == NESTED]
    assert values(shelf, "status", document="聽證")["listed"] == named


def test_descriptions_have_no_indentation(shelf: Path) -> None:
    async def run() -> Any:
        async with Client(mcp_server(CurrentIndex(Index(shelf)))) as client:
            return (await client.list_tools()).tools

    assert not [tool.name for tool in asyncio.run(run()) if "\n " in tool.description]


def test_control_characters_of_documents_do_not_come_out(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "x.txt").write_text("平台\u202e\x1b[2J\U000e0041應公開。", "utf-8")
    update(tmp_path / "index", [tmp_path / "documents"], jobs=1)
    for tool, arguments in (("search", {"query": "平台"}), ("show", {"document": "x.txt"})):
        result = call(tmp_path / "index", tool, **arguments)
        written = json.dumps(result.structured_content, ensure_ascii=False)
        assert not any(mark in written for mark in "\u202e\x1b\U000e0041")


def test_documents_and_topics_are_resources(shelf: Path) -> None:
    async def run() -> Any:
        async with Client(mcp_server(CurrentIndex(Index(shelf)))) as client:
            topics = await client.read_resource("cewen://topics")
            text = await client.read_resource("cewen://document/2025-03-01-街頭座談.md")
            nested = await client.read_resource(f"cewen://document/{quote(NESTED, safe='')}")
            assert "工伤保险" in nested.contents[0].text
            prompt = await client.get_prompt("answer_with_quotations", {"question": "誰付保險？"})
            return topics.contents[0].text, text.contents[0].text, prompt.messages[0].content.text

    topics, text, prompt = asyncio.run(run())
    assert "\t" in topics
    assert "業者負擔" in text
    assert "誰付保險？" in prompt


def test_the_command_speaks_the_protocol_on_stdio(shelf: Path, tmp_path: Path) -> None:
    async def run() -> Any:
        server = StdioServerParameters(
            command=sys.executable,
            args=["-c", "from searcher.cli import main; main()", "mcp", "--index", str(shelf)],
            env=environment(tmp_path),
        )
        async with Client(server) as client:
            return (await client.call_tool("search", {"query": "演算法"})).structured_content

    assert asyncio.run(run())["total"] >= 1


def test_setup_prints_configurations_that_are_json(cewen: Callable[..., Ran]) -> None:
    ran = cewen("mcp", "--setup")
    assert ran.code == 0
    start, end = ran.out.index("{"), ran.out.index("VS Code")
    assert json.loads(ran.out[start:end])["mcpServers"]["cewen"]["args"][-1] == "mcp"
