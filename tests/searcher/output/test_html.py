"""Hits in a notebook: marked, attributed, and with everything of a document escaped."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from corpus.document import Document
from index.whoosh.reader import Reader
from searcher.service import Index
from tests.conftest import document
from tests.searcher.output.conftest import Ask


def test_a_hit_is_marked_and_attributed(ask: Ask) -> None:
    (hit,) = ask("燈塔").hits
    assert hit._repr_html_() == (
        "<div><b>漁民</b> 2024-05-06<blockquote>陳海生局長說明浮標已換新。漁民表示"
        "<mark>燈塔</mark>的浮標仍太暗。</blockquote>"
        "<small>港口座談 › 壹、設施 › 二、燈塔 · page 3 · 會議/港.md#1</small></div>"
    )


def test_an_answer_lists_its_hits_and_their_number(ask: Ask) -> None:
    answer = ask("浮標", limit=1)
    html = answer._repr_html_()
    assert html.startswith(f"<ol><li>{answer.hits[0]._repr_html_()}</li></ol>")
    assert html.endswith("<p>2 paragraphs (1 shown)</p>")


def test_everything_of_a_document_is_escaped(
    indexed: Callable[[Iterable[Document]], Reader],
) -> None:
    attack = '<img src=x onerror="alert(1)">'
    hostile = document(
        f"{attack}&.md", [f"浮標{attack}\x1b[2J"], title=attack, speakers=[attack + "\u202e"]
    )
    html = Index(indexed([hostile]).folder).search("浮標")._repr_html_()
    assert html.count("&lt;img src=x onerror=&quot;alert(1)&quot;&gt;") == 4
    assert "<img" not in html
    assert html.isprintable()
