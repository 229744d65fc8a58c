"""Pages of PDF files: the picture, the marks on it, and files that cannot be shown."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="cewen[web] is not installed")
pytest.importorskip("reportlab", reason="reportlab is not installed")

from lxml import html
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from starlette.testclient import TestClient

from corpus.readers.pdf.tesseract import find_tesseract
from index.known_paths import remember_paths
from index.update import update
from searcher.pdf_page.kept import KeptPages, PdfFile
from searcher.pdf_page.layout import PageLayout
from searcher.pdf_page.worker import PageLimits, PageWorker
from searcher.service import Index
from tests.corpus.readers.pdf.maker import PdfMaker, head_and_number
from tests.corpus.readers.pdf.pictures import install
from tests.searcher.pdf_page.conftest import doubling, encrypt
from tests.searcher.web.conftest import SAME, TOKEN, client_of

TEXT = "第{n}點，林小滿表示：「外送員在平台上跑單，保險應由業者負擔。」本府將另行公告細節。"


@pytest.fixture(autouse=True)
def own_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    maker = PdfMaker(folder / "座談 紀錄.pdf", furniture=head_and_number("平台座談會"))
    for number in range(40):
        maker.paragraph(TEXT.format(n=number), first=2)
    maker.save()
    (folder / "筆記.txt").write_text("平台工作者需要保障。", encoding="utf-8")
    return folder


@pytest.fixture
def browser(folder: Path, tmp_path: Path) -> Iterator[TestClient]:
    update(tmp_path / "index", [folder], jobs=1)
    remember_paths([folder])
    with client_of(Index(tmp_path / "index")) as client:
        client.get(f"/?token={TOKEN}")
        yield client


def test_a_hit_leads_to_its_page_with_the_words_marked(browser: TestClient) -> None:
    found = html.fromstring(browser.get("/search?q=平台+第30點").text)
    (link,) = found.xpath("//ol//p[@class='source']/a[starts-with(@href, '/page?')]/@href")
    page = html.fromstring(browser.get(link).text)
    assert page.xpath("//svg//rect[@class='own'][@id='mark']")
    (picture,) = page.xpath("//div[contains(@class, 'sheet')]/img")
    assert "座談 紀錄" in picture.get("alt")
    answer = browser.get(picture.get("src"))
    assert answer.headers["content-type"] == "image/png"
    assert answer.content.startswith(b"\x89PNG")


def test_every_list_of_quotations_leads_to_pages(browser: TestClient) -> None:
    hit = browser.get("/search.json?q=第3點").json()["hits"][0]
    form = {"doc": hit["doc"], "n": hit["paragraph"], "start": "", "do": "add", "back": "/"}
    assert browser.post("/collect", data=form, headers=SAME).status_code == 200
    asked = f"doc={hit['doc']}&q=平台"
    for path in (
        *("/search?q=平台", "/who?q=平台", "/collected", "/speaker?name=林小滿"),
        *(f"/document?{asked}", f"/paragraph?n=3&{asked}"),
    ):
        links = html.fromstring(browser.get(path).text).xpath("//main//a/@href")
        pages = [link for link in links if link.startswith("/page?")]
        assert pages, (path, links, browser.get(path).text[-3000:])
        assert browser.get(pages[-1]).status_code == 200
    draft = f"「{TEXT[:38]}」".format(n=3)
    checked = browser.post("/verify", data={"draft": draft}, headers=SAME).text
    assert "/page?" in checked


def test_pages_follow_one_another_with_the_question(browser: TestClient) -> None:
    first = html.fromstring(browser.get("/page?doc=座談 紀錄.pdf&p=1&q=平台").text)
    assert not first.xpath("//a[@rel='prev']")
    link = first.xpath("//a[@rel='next']/@href")[0]
    second = html.fromstring(browser.get(link).text)
    assert second.xpath("//a[@rel='prev']")
    assert second.xpath("//svg//rect")


def test_marks_are_where_the_words_are(browser: TestClient) -> None:
    doc = "座談 紀錄.pdf"
    found = browser.get(f"/page.json?doc={doc}&p=2&q=業者負擔").json()
    document = browser.get(f"/document.json?doc={doc}").json()
    here = [one["paragraph"] for one in document["paragraphs"] if one["page"] == 2]
    assert {mark["paragraph"] for mark in found["marks"]} >= set(here)
    tops = [mark["top"] for mark in found["marks"]]
    assert tops == sorted(tops)
    assert all(0 < mark["left"] < mark["right"] < 1 for mark in found["marks"])
    assert all(0.005 < mark["bottom"] - mark["top"] < 0.03 for mark in found["marks"])


def test_words_on_the_next_page_are_shown_there(tmp_path: Path, folder: Path) -> None:
    maker = PdfMaker(folder / "長.pdf")
    maker.paragraph("本段很長。" * 350 + "潮汐發電的試驗在堤外進行。")
    maker.save()
    update(tmp_path / "index", [folder], jobs=1)
    remember_paths([folder])
    with client_of(Index(tmp_path / "index")) as client:
        client.get(f"/?token={TOKEN}")
        hit = client.get("/search.json?q=潮汐發電").json()["hits"][0]
        found = client.get(f"/page.json?doc=長.pdf&n={hit['paragraph']}&q=潮汐發電").json()
    assert hit["page"] == 1
    assert found["page"] == 2
    assert len(found["marks"]) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="the program is a script")
def test_words_that_ocr_has_read_are_marked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = "\\n".join(
        f"5\\t1\\t1\\t1\\t1\\t{number}\\t{left}\\t300\\t400\\t50\\t91\\t{text}"
        for number, (left, text) in enumerate([(400, "潮汐發電"), (800, "試驗開始")])
    )
    install(tmp_path / "bin", f"print('{words}')")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    find_tesseract.cache_clear()
    scans = tmp_path / "scans"
    scans.mkdir()
    canvas = Canvas(str(scans / "掃描.pdf"), (595, 842))
    canvas.drawImage(ImageReader(Image.new("L", (40, 60), 200)), 0, 0, 595, 842)
    canvas.save()
    update(tmp_path / "index", [scans], ocr=True, jobs=1)
    remember_paths([scans])
    address = "/page.json?doc=掃描.pdf&n=1&q=發電試驗"
    with client_of(Index(tmp_path / "index")) as client:
        client.get(f"/?token={TOKEN}")
        (mark,) = client.get(address).json()["marks"]
    assert (round(2479 * mark["left"]), round(2479 * mark["right"])) == (600, 1000)
    assert (round(3508 * mark["top"]), round(3508 * mark["bottom"])) == (300, 350)
    shutil.rmtree(tmp_path / "cache")
    with client_of(Index(tmp_path / "index")) as client:
        client.get(f"/?token={TOKEN}")
        assert client.get(address).json()["marks"] == []
        said = html.fromstring(client.get(address.replace(".json", "")).text)
        assert "is not kept any more" in said.xpath("string(//p[@class='advice'])")
    find_tesseract.cache_clear()


def test_a_larger_picture_is_another_width(browser: TestClient) -> None:
    page = html.fromstring(browser.get("/page?doc=座談 紀錄.pdf&p=1&width=2480").text)
    (picture,) = page.xpath("//div[@class='sheet large']/img")
    assert picture.get("width") == "2480"
    assert browser.get(picture.get("src")).status_code == 200


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("doc=座談 紀錄.pdf&p=99", "no page 99"),
        ("doc=座談 紀錄.pdf&n=999999", "must be a number from"),
        ("doc=座談 紀錄.pdf&p=0", "must be a number from"),
        ("doc=座談 紀錄.pdf&p=1&width=99999", "must be a number from"),
        ("doc=筆記.txt&p=1", "only pages of PDF files"),
        ("doc=筆記.txt&n=1", "is not known"),
        ("doc=../../etc/passwd&p=1", "no document"),
        ("p=1", "Say which document"),
    ],
)
def test_what_cannot_be_shown_has_a_reason(browser: TestClient, address: str, reason: str) -> None:
    for path in ("/page", "/page.json"):
        answer = browser.get(f"{path}?{address}")
        assert answer.status_code == 400
        assert reason in answer.text


def gone(path: Path) -> None:
    path.unlink()


def changed(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\n%")


def replaced_by_a_link(path: Path) -> None:
    other = path.parents[1] / "secret.pdf"
    other.write_bytes(path.read_bytes())
    path.unlink()
    path.symlink_to(other)


@pytest.mark.parametrize(
    ("harm", "reason"),
    [
        (gone, "not there any more"),
        (changed, "changed since it was indexed, so its pages are not shown"),
        (encrypt, "changed since it was indexed, so its pages are not shown"),
        (doubling, "changed since it was indexed, so its pages are not shown"),
        (replaced_by_a_link, "a link that leads out of its folder"),
    ],
)
def test_a_file_that_is_not_the_indexed_one_is_not_opened(
    browser: TestClient, folder: Path, harm: Callable[[Path], None], reason: str
) -> None:
    address = "doc=座談 紀錄.pdf&p=1"
    assert browser.get(f"/page.png?{address}").status_code == 200
    harm(folder / "座談 紀錄.pdf")
    for path in ("/page", "/page.json", "/page.png"):
        answer = browser.get(f"{path}?{address}")
        assert answer.status_code == 400
        assert reason in html.fromstring(answer.content).text_content()


def test_a_folder_that_the_user_has_not_indexed_is_not_opened(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    update(tmp_path / "index", [folder], jobs=1)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "somebody-else"))
    with client_of(Index(tmp_path / "index")) as client:
        client.get(f"/?token={TOKEN}")
        answer = client.get("/page.png?doc=座談 紀錄.pdf&p=1")
    assert answer.status_code == 400
    assert "in no folder that you have indexed or trust" in answer.text


def test_a_hostile_file_of_the_index_ends_in_a_message(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that never ends: its text was indexed, and then the same file became hostile."""
    monkeypatch.setattr(PageWorker.__init__, "__defaults__", (PageLimits(seconds=2),))
    path = folder / "座談 紀錄.pdf"
    path.write_bytes(path.read_bytes() + b"%" * 100_000)
    update(tmp_path / "index", [folder], jobs=1)
    remember_paths([folder])
    state = path.stat()
    size = path.stat().st_size
    doubling(path)
    hostile = path.read_bytes()
    path.write_bytes(hostile + b"%" * (size - len(hostile)))
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    with client_of(Index(tmp_path / "index")) as client:
        client.get(f"/?token={TOKEN}")
        answer = client.get("/page.png?doc=座談 紀錄.pdf&p=1")
        assert answer.status_code == 400
        assert "takes longer than 2 s" in answer.text
        assert client.get("/search?q=平台").status_code == 200


class _Counting(PageWorker):
    def __init__(self) -> None:
        self.asked: list[int] = []

    def picture(self, path: Path, page: int, width: int) -> bytes:
        self.asked.append(page)
        return bytes(1_000)

    def layout(self, path: Path, page: int) -> PageLayout:
        raise AssertionError


def test_kept_pictures_have_a_bounded_size() -> None:
    worker = _Counting()
    kept = KeptPages(worker, most=3_000)
    file, other = PdfFile(Path("a"), "1"), PdfFile(Path("a"), "2")
    for page in (1, 2, 1, 3, 1):
        kept.picture(file, page, 9)
    assert worker.asked == [1, 2, 3]
    kept.picture(file, 4, 9)
    kept.picture(file, 1, 9)  # asked for last of the three
    assert worker.asked == [1, 2, 3, 4]
    kept.picture(file, 2, 9)
    kept.picture(other, 1, 9)
    assert worker.asked == [1, 2, 3, 4, 2, 1]
