"""Parsers of Markdown show an escaped text as it is, and see nothing in it but text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from searcher.output.markdown_text import as_text
from searcher.terminal_text import clean

SIGNS = st.sampled_from(list("#*_-+=~`<>[]()!|\\&;:.@/^${}%\"' \t\n0123甲乙a—"))
PIECES = st.sampled_from(
    [
        *("http://x.tw", "www.x.tw", "a@x.tw", "mailto:a@x.tw", "ftp://x", "&lt;", "&#35;", "1. "),
        *(
            "<b>",
            "</b>",
            "<!-- x -->",
            "![a](b)",
            "[a]: b",
            "[^1]",
            "```",
            "~~~",
            "***",
            "---",
            "{{",
        ),
        *("$$", "<?x", "<![CDATA[", "xmpp:a@b", "a_b_c", "__a__", "甲_乙_丙", "　", "\u00a0"),
    ]
)
TEXTS = st.lists(st.one_of(st.characters(), SIGNS, PIECES), max_size=12).map("".join)
PARSER = MarkdownIt("gfm-like", {"html": True, "linkify": True})
PARSER.linkify.set({"fuzzy_link": False})  # as GitHub: 甲.md is no link
#: What each place makes of its line: a quotation, a heading, a cell of a table.
PLACES = {
    "> {}": ["blockquote", "p"],
    "> 甲\n>\n> {}": ["blockquote", "p", "p"],
    "## {}": ["h2"],
    "| 甲 |\n|---|\n| {} |": ["table", "thead", "tr", "th", "tbody", "tr", "td"],
}


def shown(tokens: list[Token]) -> tuple[list[str], str]:
    """The names of the blocks, and the text of the last one."""
    names = [token.tag or token.type for token in tokens if token.nesting == 1]
    inline = [token for token in tokens if token.type == "inline"]
    children = list(inline[-1].children or ()) if inline else []
    assert {one.type for one in children} <= {"text", "text_special"}, children
    return names, "".join(one.content for one in children)


@pytest.mark.parametrize("place", PLACES)
@given(TEXTS.filter(lambda text: bool(clean(text).strip())))
def test_a_text_is_shown_as_it_is_wherever_it_stands(place: str, text: str) -> None:
    names, content = shown(PARSER.parse(place.format(as_text(text))))
    assert names == PLACES[place]
    assert content.split() == clean(text).split()


@pytest.mark.parametrize(
    "text", ["外送員的保險，由誰負擔？", "AI_2024_報告", "第 3.5 條", "甲—乙（丙）"]
)
def test_ordinary_text_stays_readable(text: str) -> None:
    assert as_text(text) == text
