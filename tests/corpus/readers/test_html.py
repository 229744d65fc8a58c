"""What is text on a web page, and what belongs to the site."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from corpus.document import Document, Period
from corpus.errors import DocumentError
from corpus.lines import Source
from corpus.read import read_document
from corpus.readers.html import read_html
from corpus.readers.web_page import WHOLE_PAGE

PROSE = (
    "<p>勞動局表示，外送員的保險由平台業者負擔，自七月起實施，並由工會協助宣導。</p>"
    "<p>工會認為，申訴的程序應當公開，演算法派單的規則也要說明，各界已有共識。</p>"
)


@pytest.fixture(autouse=True)
def without_trafilatura(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read by our own rules, whether trafilatura is installed or not."""
    monkeypatch.setitem(sys.modules, "trafilatura", None)


def save(folder: Path, content: str | bytes, name: str = "頁.html") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(folder: Path, content: str | bytes) -> Source:
    return read_html(save(folder, content))


def texts(source: Source) -> list[str]:
    return [line.text for line in source.lines]


def document(folder: Path, content: str, name: str = "頁.html") -> Document:
    return read_document(save(folder, content, name), name)


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", ""),
        ("cp950", ""),
        ("gb18030", ""),
        ("cp950", '<meta charset="big5">'),
        ("gb18030", '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'),
        ("utf-8", '<meta charset="gb2312">'),
        ("utf-16", ""),
        ("utf-8-sig", '<?xml version="1.0" encoding="UTF-8"?>'),
    ],
)
def test_the_character_set_is_decided_before_parsing(
    tmp_path: Path, encoding: str, declared: str
) -> None:
    page = f"{declared}<html><body><p>外送員的權益，各界都關心。</p></body></html>"
    assert texts(read(tmp_path, page.encode(encoding))) == ["外送員的權益，各界都關心。"]


def test_a_bad_byte_costs_one_character(tmp_path: Path) -> None:
    page = ("<meta charset=big5>" + PROSE * 3).encode("cp950") + "<p>共識".encode("cp950")
    source = read(tmp_path, page + b"\xff\xff" + "已成。</p>".encode("cp950"))
    assert texts(source)[0].startswith("勞動局表示，")
    assert source.warnings == ("2 bytes are not BIG5, which the page declares",)
    assert texts(source)[-1] == "共識\ufffd\ufffd已成。"


def test_headings_lists_quotes_and_captions_are_told_apart(tmp_path: Path) -> None:
    page = (
        "<h1>平台座談會</h1><h2>一、議題</h2><p>各界討論派單的規則。</p>"
        "<ul><li>保險<p>細節</p><li>申訴</ul><blockquote>（鼓掌）</blockquote>"
        "<figure><img alt=x><figcaption>與會者合影</figcaption></figure>"
    )
    assert [(line.hint, line.level, line.text) for line in read(tmp_path, page).lines] == [
        ("heading", 1, "平台座談會"),
        ("heading", 2, "一、議題"),
        ("text", 0, "各界討論派單的規則。"),
        ("item", 0, "保險"),
        ("item", 0, "細節"),
        ("item", 0, "申訴"),
        ("quote", 0, "（鼓掌）"),
        ("caption", 0, "與會者合影"),
    ]


def test_a_wrap_of_the_source_is_no_space_between_ideographs(tmp_path: Path) -> None:
    page = "<p>外送員的\n   權益，AI\n   policy\n應予保障。</p>"
    assert texts(read(tmp_path, page)) == ["外送員的權益，AI policy應予保障。"]


def test_a_line_break_ends_a_paragraph_unless_the_sentence_goes_on(tmp_path: Path) -> None:
    page = (
        "<p>　　第一段到此結束。<br>　　第二段，<br>還沒有結束。<br><br>"
        "地址：市府路<br>電話：02</p>"
    )
    assert texts(read(tmp_path, page)) == [
        "第一段到此結束。",
        "第二段，還沒有結束。",
        "地址：市府路",
        "電話：02",
    ]


def test_a_table_is_read_row_by_row_and_its_frame_is_not_a_table(tmp_path: Path) -> None:
    page = (
        "<table><tr><td><table><caption>表一</caption><tr><th>年度<th>件數</tr>"
        "<tr><td>2024<td>12<br>件</tr></table></td></tr></table>"
        f"<table><tr><td>{PROSE * 9}</td><td>甲</td></tr></table>"
    )
    lines = read(tmp_path, page).lines
    assert [(line.hint, line.text) for line in lines[:3]] == [
        ("caption", "表一"),
        ("table", "年度 | 件數"),
        ("table", "2024 | 12 件"),
    ]
    assert {line.hint for line in lines[3:]} == {"text"}


def test_the_base_of_a_ruby_is_read_once(tmp_path: Path) -> None:
    ruby = "<ruby>送<rp>(</rp><rt>ㄙㄨㄥˋ</rt><rp>)</rp></ruby>"
    page = f"<p>外{ruby}員的保險<sup><a href=#1>[1]</a></sup>上路。"
    assert texts(read(tmp_path, page)) == ["外送員的保險上路。"]


NAVIGATION = "".join(f'<li><a href="/{n}">首頁連結{n}</a></li>' for n in range(9))


@pytest.mark.parametrize(
    "noise",
    [
        f"<nav><ul>{NAVIGATION}</ul></nav>",
        f"<ul>{NAVIGATION}</ul>",
        f'<div class="siteNav main-menu">{NAVIGATION}</div>',
        f'<div role="navigation">{NAVIGATION}</div>',
        "<header>某某市政府全球資訊網</header>",
        "<footer>地址：市府路一號</footer>",
        '<div id="cookie-notice">本網站使用 cookie，繼續瀏覽表示同意。</div>',
        "<form>關鍵字<input><button>搜尋</button></form>",
        '<div style="display: none">看不見的文字</div>',
        "<script>var 首頁 = 1;</script><style>p { }</style><noscript>請開啟</noscript>",
        "<p>|</p>",
        "<p>首頁 > 新聞 > 市政</p>",
    ],
)
def test_what_belongs_to_the_site_is_left_out(tmp_path: Path, noise: str) -> None:
    expected = texts(read(tmp_path, PROSE * 2))
    assert texts(read(tmp_path, noise + PROSE * 2)) == expected
    assert texts(read(tmp_path, f"<div>{noise}</div><main>{PROSE * 2}</main>")) == expected


def test_the_copyright_notice_ends_the_page(tmp_path: Path) -> None:
    page = PROSE + "<p>版權所有 © 某某市政府</p><p>服務電話 1999</p>"
    assert texts(read(tmp_path, page)) == texts(read(tmp_path, PROSE))


def test_a_menu_that_occurs_twice_is_left_out_once(tmp_path: Path) -> None:
    menu = "<div><p>市政服務的各項說明文字</p><p>申辦須知的各項說明文字</p></div>"
    assert texts(read(tmp_path, menu + PROSE + menu)) == [
        "市政服務的各項說明文字",
        "申辦須知的各項說明文字",
        *texts(read(tmp_path, PROSE)),
    ]


def test_an_agenda_of_links_is_kept(tmp_path: Path) -> None:
    items = "".join(
        f'<li><a href="/{n}">第{n}案：外送平台業者管理自治條例草案審查</a></li>'
        for n in range(1, 9)
    )
    assert len(texts(read(tmp_path, f"<h1>議程</h1><ul>{items}</ul>"))) == 9


def test_without_a_recognizable_main_text_the_whole_page_is_read(tmp_path: Path) -> None:
    parts = "".join(f'<div class="sidebar">{paragraph}</div>' for paragraph in PROSE.split("</p>"))
    source = read(tmp_path, parts * 3 + "<p>短。</p>")
    assert len(source.lines) == 7
    assert source.warnings == (WHOLE_PAGE,)


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<title>座談會紀實 - 某市政府</title>", "<h1>座談會紀實</h1>", "座談會紀實"),
        ("<title>座談會紀實｜某市政府</title>", "", "座談會紀實"),
        (
            '<meta property="og:site_name" content="某市"><meta property="og:title" '
            'content="座談會紀實"><title>某市</title>',
            "<h1>某市</h1>",
            "座談會紀實",
        ),
        (
            "<title>外送員保險的座談會紀實-某市政府</title>",
            "<h1><a href='/'>某市政府</a></h1><div>外送員保險的座談會紀實</div>",
            "外送員保險的座談會紀實",
        ),
        ("", "<h1>座談會紀實</h1>", "座談會紀實"),
    ],
)
def test_the_title_is_the_page_s_own(tmp_path: Path, head: str, body: str, title: str) -> None:
    page = f"<head>{head}</head><body>{body}<p>{PROSE}</p></body>"
    assert document(tmp_path, page).title == title


@pytest.mark.parametrize(
    ("html", "date"),
    [
        ("<p>2020-01-02</p><span>發布日期</span>：<span>114-03-01</span>", (2025, 3, 1)),
        ("<p>2020-01-02</p><p>本會發布了自2025年3月1日起施行的規定。</p>", (2020, 1, 2)),
        ("<p>會議於2020年1月2日舉行。</p><p>發布日期：2025-03-01</p>", (2025, 3, 1)),
        ('<time datetime="2025-03-01T10:00">三月一日</time>', (2025, 3, 1)),
        ("<tr><th>修正日期：</th><td>民國 114 年 03 月 01 日</td></tr>", (2025, 3, 1)),
        ('<meta name="pubdate" content="2024-05-06"><p>2025年3月1日舉行。</p>', (2025, 3, 1)),
        ('<meta property="article:published_time" content="2025-03-01T08:00">', (2025, 3, 1)),
        (
            '<script type="application/ld+json">{"datePublished": "2025-03-01"}</script>',
            (2025, 3, 1),
        ),
    ],
)
def test_the_date_is_what_the_page_shows_first(
    tmp_path: Path, html: str, date: tuple[int, int, int]
) -> None:
    page = f"<html><head></head><body>{html}<p>外送員的保險。</p></body></html>"
    assert document(tmp_path, page).date == Period.of(*date)


def test_a_link_to_the_main_text_is_no_text(tmp_path: Path) -> None:
    page = '<body><a href="#main">跳至主要內容</a><div id="main"><p>外送員的保險。</p></div></body>'
    assert [line.text for line in read(tmp_path, page).lines] == ["外送員的保險。"]


def test_a_page_that_a_script_builds_has_almost_no_text(tmp_path: Path) -> None:
    page = "<body><div id=app></div><p>載入中</p><script src=app.js></script></body>"
    assert read(tmp_path, page).warnings == (
        "almost no text (3 letters): a script builds the page; "
        "open it in a browser and save what it shows as PDF",
    )
    with pytest.raises(DocumentError, match=r"^almost no text \(0 letters\)"):
        read(tmp_path, "<body><script>x</script></body>")


@pytest.mark.parametrize(
    "large",
    ["<p>{}</p>", "<script>{}</script>", '<img src="data:{}">', "<!-- {} -->"],
)
def test_an_element_over_10_mb_does_not_end_the_page(tmp_path: Path, large: str) -> None:
    page = f"<body><h1>公告</h1>{large.format('A' * 11_000_000)}<p>外送員的保險。</p></body>"
    source = read(tmp_path, page)
    assert source.lines[-1].text == "外送員的保險。"
    assert not any("not read" in warning for warning in source.warnings)


def test_a_page_with_a_larger_element_is_read_in_part(tmp_path: Path) -> None:
    page = f"<body><h1>公告</h1><p>{'A' * 42_000_000}</p><p>外送員的保險。</p></body>"
    assert read(tmp_path, page).warnings[0].startswith("one text, script or picture in it is over")


def test_a_short_page_with_a_script_is_whole(tmp_path: Path) -> None:
    page = "<body><h1>公告</h1><p>外送員的保險應於三月一日前完成投保。</p><script>x</script></body>"
    assert read(tmp_path, page).warnings == ()


def test_trafilatura_decides_if_no_element_is_marked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    main = f"<html><body>{PROSE}</body></html>"
    fake = SimpleNamespace(extract=lambda page, **options: main)
    monkeypatch.setitem(sys.modules, "trafilatura", fake)
    assert texts(read(tmp_path, PROSE + "<p>更多消息請洽市府。</p>")) == texts(
        read(tmp_path, PROSE)
    )
    marked = f"<main>{PROSE}<p>更多消息請洽市府。</p></main>"
    assert len(texts(read(tmp_path, marked))) == 3
    fake.extract = lambda page, **options: "<html><body><p>短。</p></body></html>"
    assert len(texts(read(tmp_path, PROSE))) == 2

    def fail(page: str, **options: object) -> str:
        raise RecursionError("too deep")

    fake.extract = fail
    source = read(tmp_path, PROSE)
    assert len(source.lines) == 2
    assert source.warnings == ("trafilatura failed, so it is not used: too deep",)


def test_elements_nested_too_deeply_are_not_lost_silently(tmp_path: Path) -> None:
    cut = "its elements are nested more than 256 deep, and what follows is not read; "
    [warning] = read(tmp_path, PROSE + "<b>" * 10_000 + "外送").warnings
    assert warning.startswith(cut)
    with pytest.raises(DocumentError, match=f"^{cut}"):
        read(tmp_path, "<div>" * 10_000 + PROSE + "</div>" * 10_000)


@pytest.mark.parametrize(
    "page",
    [
        '<!DOCTYPE html [<!ENTITY a "外送"><!ENTITY b "&a;&a;&a;&a;">]>' + PROSE + "<p>&b;</p>",
        PROSE + "<table>" + "<tr><td>甲<td>乙" * 20_000,
        PROSE + "<p>" + "&#x5916;" * 100_000,
        PROSE + '<a href="' + "x" * 1_000_000,
        PROSE + "<div><a href=x>首頁</a></div>" * 5_000,
        PROSE + "<p>甲" * 20_000,
    ],
)
def test_hostile_pages_keep_the_text_before_the_attack(tmp_path: Path, page: str) -> None:
    began = time.monotonic()
    assert any("勞動局表示" in text for text in texts(read(tmp_path, page)))
    assert time.monotonic() - began < 20


@pytest.mark.parametrize("page", ["", "   ", "<html></html>", "<!-- 註 -->"])
def test_a_page_without_text_is_an_error(tmp_path: Path, page: str) -> None:
    with pytest.raises(DocumentError):
        document(tmp_path, page)


def test_a_web_archive_is_named(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"^it is a web archive \(MHTML\); "):
        read(tmp_path, b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n<html>")
