"""Which lines belong to one paragraph: kinds that were wrong in real reports and records."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfgen.canvas import Canvas

from corpus.readers.pdf.native import without_doubles
from corpus.readers.pdf.reader import read_pdf
from tests.corpus.readers.pdf.maker import HANS, HEIGHT, PLAIN, WIDTH, PdfMaker, head_and_number
from tests.corpus.readers.pdf.prose import paragraphs
from tests.corpus.readers.pdf.test_paragraphs import bare


def test_labels_at_the_head_of_pages_are_no_furniture(tmp_path: Path) -> None:
    maker = PdfMaker(tmp_path / "紀錄.pdf", furniture=head_and_number("會議紀錄"))
    labels = [
        "主席：",
        "王委員：",
        "主席：",
        "林部長：",
        "主席：",
        "王委員：",
        "林部長：",
        "主席：",
    ]
    for label, text in zip(labels, paragraphs(len(labels), 31), strict=True):
        maker.paragraph(label)
        maker.paragraph(text, first=2)
        maker.new_page()
    maker.save()
    found = [line.text for line in read_pdf(tmp_path / "紀錄.pdf").lines]
    assert [text for text in found if text in labels] == labels
    assert "會議紀錄" not in found


def test_text_behind_an_ellipsis_goes_on_in_the_next_line(tmp_path: Path) -> None:
    maker = PdfMaker(tmp_path / "紀錄.pdf")
    text = "我看到右上角寫的是增加儲存的空間，也就是「增加晶片儲存空間……」，與「革新二」的關聯。"
    maker.paragraph(text, first=2)
    maker.paragraph("目錄………………12", first=2)
    maker.paragraph("附錄………………15", first=2)
    maker.save()
    lines = [line.text for line in read_pdf(tmp_path / "紀錄.pdf").lines]
    assert lines == [text, "目錄………………12", "附錄………………15"]


def test_glyph_with_two_codes_is_read_once() -> None:
    assert without_doubles("⼤大學⽂文年\uf98e") == "\u200b大學\u200b文年\u200b"
    assert without_doubles("⼈⼈年年平") == "⼈⼈年年平"


def test_heading_of_an_item_is_not_joined_with_the_text_below(tmp_path: Path) -> None:
    maker = PdfMaker(tmp_path / "通知.pdf")
    texts = ["（一）對守信納稅人提供更多的便利和機會", *paragraphs(2, 32)]
    for text in texts:
        maker.paragraph(text, first=2)
    maker.save()
    assert [line.text for line in read_pdf(tmp_path / "通知.pdf").lines] == texts


def test_line_with_a_wide_gap_ends_its_paragraph(tmp_path: Path) -> None:
    maker = PdfMaker(tmp_path / "問卷.pdf")
    names = ["工聯會的名單", "人民力量的劉君名單", "香港眾志的羅君名單", "未決定"]
    for number, name in enumerate(names):
        maker.paragraph(name)
        if number == 1:
            maker.put(430, maker.y + maker.pitch, "跳到第六題")
    for text in paragraphs(4, 33):
        maker.paragraph(text, first=2)
    maker.save()
    lines = [line.text for line in read_pdf(tmp_path / "問卷.pdf").lines]
    assert lines[:4] == [names[0], f"{names[1]}\u3000跳到第六題", *names[2:]]


def test_row_that_a_page_cuts_is_one_row(tmp_path: Path) -> None:
    path = tmp_path / "表.pdf"
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT))
    rows = [
        [("甲類", "允許在本地設立據點提供服務，並應於"), ("", "三個月內申報。"), ("乙類", "不限。")]
    ]
    canvas.setFont(PLAIN, 12)
    for page in ([rows[0][0]], rows[0][1:]):
        canvas.setFont(PLAIN, 12)
        top = 160 if len(page) == 1 else 760
        for number, (first, second) in enumerate(page):
            y = top - 30 * number
            canvas.rect(72, y - 10, 80, 30)
            canvas.rect(152, y - 10, 208, 30)
            canvas.drawString(76, y, first)
            canvas.drawString(154, y, second)
        canvas.showPage()
    canvas.save()
    assert [line.text for line in read_pdf(path).lines] == [
        "甲類\t允許在本地設立據點提供服務，並應於三個月內申報。",
        "乙類\t不限。",
    ]


def test_history_of_a_law_is_a_line_for_each_date(tmp_path: Path) -> None:
    maker = PdfMaker(tmp_path / "法.pdf")
    texts = [
        "2010年10月28日第十一屆全國代表大會常務委員會第十七次會議通過實施辦法",
        "2018年12月29日第十三屆全國代表大會常務委員會第七次會議修正全部條文",
    ]
    for text in texts:
        maker.paragraph(text)
    for text in paragraphs(3, 34):
        maker.paragraph(text, first=2)
    maker.save()
    assert [line.text for line in read_pdf(tmp_path / "法.pdf").lines][:2] == texts


def test_equal_lines_that_overlap_are_all_read(tmp_path: Path) -> None:
    """PDFium takes an equal line that overlaps for one drawn twice, and leaves it out."""
    path = tmp_path / "清冊.pdf"
    maker = PdfMaker(path)
    common = "勞動部同意依本條例辦理外送平台登記之申請並限期改善完畢後報部備查"
    for number, mark in enumerate("甲乙乙丙乙丙"):
        maker.put(72, maker.y - 10 * number, common + mark)
    maker.save()
    source = read_pdf(path)
    text = "".join(line.text for line in source.lines)
    assert [text.count(mark) for mark in "甲乙丙"] == [1, 3, 2]
    assert not source.warnings


def signed(tmp_path: Path, left: list[str], right: list[str]) -> list[str]:
    """Set a letter that two parties sign, and return its paragraphs."""
    path = tmp_path / "協議.pdf"
    maker = PdfMaker(path)
    before, after = paragraphs(2, 41)
    maker.paragraph(before)
    top = maker.y - 20
    for x, texts in ((72, left), (330, right)):
        for number, text in enumerate(texts):
            if text:
                maker.put(x, top - 20 * number, text)
    maker.y = top - 20 * max(len(left), len(right)) - 20
    maker.paragraph(after)
    maker.save()
    lines = [line.text for line in read_pdf(path).lines]
    assert [bare(lines[0]), bare(lines[-1])] == [bare(before), bare(after)]
    return lines[1:-1]


SIGNED = [
    pytest.param(
        ["甲方：臺北市政府勞動局", "代表人：周雅雯", "日期：114年7月1日"],
        ["乙方：迅捷外送股份有限公司", "代表人：林俊宏", "日期：114年7月2日"],
        id="labels",
    ),
    pytest.param(
        ["甲方代表", "臺中市外送平台聯合協會", "理事長　林俊宏"],
        ["乙方代表", "臺中市外送員職業工會", "理事長　吳志豪"],
        id="names",
    ),
    pytest.param(
        ["甲方（盖章）", "法定代表人（签字）", "年　月　日"],
        ["乙方（盖章）", "法定代表人（签字）", "年　月　日"],
        id="blanks",
    ),
    pytest.param(
        ["立約人", "勞動局局長周雅雯", "", "中華民國一一四年"],
        ["立約人", "工會理事長吳志豪", "地址：中正路1號", "中華民國一一四年"],
        id="one party has a line more",
    ),
]


@pytest.mark.parametrize(("left", "right"), SIGNED)
def test_parties_that_sign_are_read_one_after_the_other(
    tmp_path: Path, left: list[str], right: list[str]
) -> None:
    assert signed(tmp_path, left, right) == [text for text in (*left, *right) if text]


def test_a_table_without_rules_is_no_block_of_signatures(tmp_path: Path) -> None:
    rows = signed(tmp_path, ["年度", "112年度", "113年度"], ["簽署件數", "1,200", "980"])
    assert rows == ["年度\t簽署件數", "112年度\t1,200", "113年度\t980"]


def test_a_running_head_with_the_page_number_at_the_outer_edge_is_left_out(tmp_path: Path) -> None:
    def furniture(maker: PdfMaker) -> None:
        maker.put(72 if maker.page % 2 else 490, HEIGHT - 50, str(9870 + maker.page))
        maker.put(230, HEIGHT - 50, "立法會 ─ 2025年6月18日")

    maker = PdfMaker(tmp_path / "會議過程.pdf", furniture=furniture)
    for text in paragraphs(30, 42):
        maker.paragraph(text, first=2)
    maker.save()
    lines = read_pdf(tmp_path / "會議過程.pdf").lines
    assert [bare(line.text) for line in lines] == [bare(text) for text, _ in maker.gold]


def test_a_running_head_that_changes_with_the_chapter_is_left_out(tmp_path: Path) -> None:
    def furniture(maker: PdfMaker) -> None:
        chapter = "現況檢討" if maker.page < 3 else "治理原則"
        maker.put(72, HEIGHT - 50, chapter, size=9)

    maker = PdfMaker(tmp_path / "白皮書.pdf", furniture=furniture)
    for text in paragraphs(30, 43):
        maker.paragraph(text, first=2)
    maker.save()
    assert maker.page > 4
    lines = read_pdf(tmp_path / "白皮書.pdf").lines
    assert [bare(line.text) for line in lines] == [bare(text) for text, _ in maker.gold]


def test_a_note_mark_behind_the_full_stop_ends_the_sentence(tmp_path: Path) -> None:
    maker = PdfMaker(tmp_path / "紀錄.pdf")
    one = "一、三項方案中，甲案為逐件標示，乙案為統一公告，丙案則視用途而定，影響個案者逐件標示。"
    maker.put(96, maker.y, one[:20])
    right = maker.put(120, maker.y - 20, one[20:])
    maker.put(right, maker.y - 15, "1", size=7)
    maker.put(96, maker.y - 40, "吳委員：支持丙案，逐件標示會讓標示失去意義。")
    maker.put(72, 110, "1 方案見資料第二冊。", size=9)
    maker.save()
    lines = read_pdf(tmp_path / "紀錄.pdf").lines
    assert [line.text for line in lines[:2]] == [
        one,
        "吳委員：支持丙案，逐件標示會讓標示失去意義。",
    ]


def test_captions_and_credits_set_flush_are_paragraphs(tmp_path: Path) -> None:
    maker = PdfMaker(tmp_path / "新聞.pdf")
    texts = [
        "圖1　外送員人數自一百零九年起逐年增加，三年間成長將近一倍",
        "近年外送員人數增加，保險卻沒有跟上，勞動局因此著手調查。",
        "勞動局長於座談會中說明高溫作業安全協議的內容。記者李小紅／攝影",
        "協議自八月一日起實施，未簽署的業者將加強檢查。",
    ]
    for text in texts:
        maker.paragraph(text)
    maker.save()
    assert [line.text for line in read_pdf(tmp_path / "新聞.pdf").lines] == texts


def test_a_list_of_names_ends_where_the_next_field_begins(tmp_path: Path) -> None:
    maker = PdfMaker(tmp_path / "紀錄.pdf")
    names = "、".join(f"{name}委員宜蓁（請假）" for name in "王李陳林黃張吳劉蔡楊許鄭")
    maker.paragraph(f"出席：{names}", hanging=3)
    maker.paragraph(f"列席：{names}", hanging=3)
    maker.paragraph("紀錄：施珮瑜", hanging=3)
    maker.save()
    lines = [bare(line.text) for line in read_pdf(tmp_path / "紀錄.pdf").lines]
    assert lines == [f"出席：{names}", f"列席：{names}", "紀錄：施珮瑜"]


def test_articles_hang_behind_their_labels(tmp_path: Path) -> None:
    maker = PdfMaker(tmp_path / "辦法.pdf")
    articles = [
        (
            "第三條",
            "本辦法所稱申訴，指學生對於學校之懲處或其他措施，認為違法或不當，致損害其權益，"
            "而向委員會請求評議者。",
        ),
        ("第四條", "委員會置委員十一人，任一性別委員不得少於三分之一，由校長聘任之，任期一年。"),
        ("", "前項委員因故出缺時，得予補聘，其任期至原任期屆滿之日為止。"),
    ]
    for label, text in articles:
        maker.put(72, maker.y, label)
        for line in maker.wrap(text, 12, 4, 4):
            maker.put(72 + 4.9 * 12, maker.y, line)
            maker.y -= maker.pitch
    maker.save()
    lines = [bare(line.text) for line in read_pdf(tmp_path / "辦法.pdf").lines]
    assert lines == [label + text for label, text in articles]


def test_bold_labels_of_articles_are_no_speakers(tmp_path: Path) -> None:
    maker = PdfMaker(tmp_path / "條例.pdf")
    for number, text in zip("一二三四五六", paragraphs(6, 44), strict=True):
        maker.paragraph(text, label=f"第{number}條　", first=2)
    maker.save()
    lines = [bare(line.text) for line in read_pdf(tmp_path / "條例.pdf").lines]
    assert lines == [bare(text) for text, _ in maker.gold]


def test_text_beyond_the_edges_of_the_page_is_left_out(tmp_path: Path) -> None:
    """Gazettes in two languages are cut to the page of one language."""
    maker = PdfMaker(tmp_path / "公告.pdf")
    maker.canvas.setCropBox((0, 0, WIDTH, HEIGHT))
    maker.paragraph("本細則自公布日起實施。")
    maker.put(WIDTH + 40, maker.y, "隔壁的一頁")
    maker.save()
    source = read_pdf(tmp_path / "公告.pdf")
    assert [line.text for line in source.lines] == ["本細則自公布日起實施。"]
    assert source.warnings == (
        "left out 5 characters beyond the edges of their pages, where no viewer shows them",
    )


def test_a_page_reduced_within_a_page_has_the_size_that_is_seen(tmp_path: Path) -> None:
    maker = PdfMaker(tmp_path / "報告.pdf")
    title = "公務員數位量能不足"
    text = (
        "由於官僚體系的僵化、資訊系統的老舊，且缺乏跨部門溝通整合的機制，"
        "各機關難以改善行政效率，必須全盤檢討。"
    )
    maker.canvas.beginForm("page")
    for y, size, line in ((2_300, 42, title), (2_240, 30, text[:45]), (2_190, 30, text[45:])):
        maker.put(200, y, line, size=size)
    maker.canvas.endForm()
    maker.canvas.saveState()
    maker.canvas.scale(1 / 3, 1 / 3)
    maker.canvas.doForm("page")
    maker.canvas.restoreState()
    maker.save()
    lines = read_pdf(tmp_path / "報告.pdf").lines
    assert [(line.text, line.hint) for line in lines] == [(title, "heading"), (text, "text")]


@pytest.mark.parametrize("bodies", [("甲部办公厅", "乙局办公厅"), ("甲部", "乙局", "丙署", "丁会")])
def test_names_of_a_joint_letterhead_are_apart_from_their_head(
    tmp_path: Path, bodies: tuple[str, ...]
) -> None:
    maker = PdfMaker(tmp_path / "函.pdf")
    top = maker.y
    for number, body in enumerate(bodies):
        maker.put(110, top - 34 * number, body, size=32)
    maker.put(430, top - 17 * (len(bodies) - 1), "文件", size=32)
    maker.y = top - 34 * len(bodies) - 20
    texts = paragraphs(3, 34)
    for text in texts:
        maker.paragraph(text, first=2)
    maker.save()
    found = [line.text for line in read_pdf(tmp_path / "函.pdf").lines]
    assert found == [*bodies, "文件", *texts]


def test_label_beside_the_middle_of_a_stack_is_apart(tmp_path: Path) -> None:
    maker = PdfMaker(tmp_path / "簡報.pdf")
    maker.put(72, maker.y - 10, "推動策略")
    maker.put(216, maker.y, "一方面檢討現行的法規，另一方面邀集業者與工會")
    maker.put(216, maker.y - 20, "共同訂定派單的規則，並且逐年公布執行的成果。")
    maker.y -= 60
    maker.paragraph(paragraphs(1, 35)[0], first=2)
    maker.save()
    found = [line.text for line in read_pdf(tmp_path / "簡報.pdf").lines]
    assert found[:2] == [
        "推動策略",
        "一方面檢討現行的法規，另一方面邀集業者與工會共同訂定派單的規則，並且逐年公布執行的成果。",
    ]


def test_text_behind_a_label_column_goes_on_below_itself(tmp_path: Path) -> None:
    maker = PdfMaker(tmp_path / "簡報.pdf", pitch=24)
    for label, first, second in (
        ("訪問日期", "：2025年6月20日至7月8日", ""),
        ("樣本數目", "：5,084個成功個案（甲區1,016、乙區845、", "丙區806、丁區1,200、戊區1,217）"),
        ("加權方法", "：按照政府提供的登記冊，以各區登記選民的", "年齡及性別分布反覆加權"),
    ):
        maker.put(72, maker.y, label)
        maker.put(190, maker.y, first)
        if second:
            maker.put(204, maker.y - 17, second, size=12 - second.startswith("丙"))
        maker.y -= 40
    maker.save()
    assert [line.text for line in read_pdf(tmp_path / "簡報.pdf").lines] == [
        "訪問日期：2025年6月20日至7月8日",
        "樣本數目：5,084個成功個案（甲區1,016、乙區845、丙區806、丁區1,200、戊區1,217）",
        "加權方法：按照政府提供的登記冊，以各區登記選民的年齡及性別分布反覆加權",
    ]


# PDFium gives the characters of a vertical font boxes of the size before it is reduced.
def test_vertical_label_of_rows_does_not_swallow_them(tmp_path: Path) -> None:
    path = tmp_path / "表.pdf"
    vertical = UnicodeCIDFont(HANS, isVertical=True)
    vertical.name = vertical.fontName = "直書"
    registerFont(vertical)
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT))
    for number in range(4):
        canvas.line(72 if number in (0, 3) else 100, 700 - 30 * number, 400, 700 - 30 * number)
    for x in (72, 100, 200, 400):
        canvas.line(x, 610, x, 700)
    canvas.saveState()
    canvas.scale(0.05, 0.05)
    drawing = canvas.beginText(86 * 20, 695 * 20)
    drawing.setFont("直書", 240)
    drawing.textOut("申请团队")
    canvas.drawText(drawing)
    canvas.restoreState()
    rows = [("李明", "18152610591"), ("邢亦", "18052001162"), ("袁澄", "18352618089")]
    canvas.setFont(HANS, 12)
    for number, (name, telephone) in enumerate(rows):
        canvas.drawString(110, 680 - 30 * number, name)
        canvas.drawString(210, 680 - 30 * number, telephone)
    canvas.save()
    assert [line.text for line in read_pdf(path).lines] == [
        "申请团队\t李明\t18152610591",
        "邢亦\t18052001162",
        "袁澄\t18352618089",
    ]


def _lines(tmp_path: Path, lines: list[tuple[float, str]]) -> list[str]:
    """Draw lines of full width, each at its left edge, and return the paragraphs."""
    maker = PdfMaker(tmp_path / "甲.pdf")
    for left, text in lines:
        maker.put(left, maker.y, text)
        maker.y -= maker.pitch
    maker.save()
    return [line.text for line in read_pdf(tmp_path / "甲.pdf").lines]


def test_next_article_begins_below_a_full_line(tmp_path: Path) -> None:
    texts = [
        "第九條業者應對派單的規則負責，並採取必要的措施保障外送員所提供資料的安全。",
        "第十條任何組織與個人，均不得非法蒐集、使用或傳輸外送員個人資料及其紀錄。",
        "第十條規定的措施由主管機關訂定，第十一條所稱業者，指經營數位平台者等等。",
    ]
    assert _lines(tmp_path, [(72, text) for text in texts]) == [texts[0], "".join(texts[1:])]


def test_gap_behind_the_label_of_an_article_is_a_blank(tmp_path: Path) -> None:
    maker = PdfMaker(tmp_path / "法.pdf")
    right = maker.put(72, maker.y, "第九條")
    maker.put(right + 6, maker.y, "業者應對派單的規則負責。")
    maker.save()
    lines = [line.text for line in read_pdf(tmp_path / "法.pdf").lines]
    assert lines == ["第九條 業者應對派單的規則負責。"]


def test_line_with_a_name_and_a_date_is_a_paragraph(tmp_path: Path) -> None:
    found = _lines(
        tmp_path,
        [
            (72, "外送平台勞動條件的相關法律問題答覆（以後陸續補充）"),
            (72, "Andy 2019/4/19"),
            (96, "外送平台的爭議發生以來，各界討論很多，期間看到許多人對法律規定不了解，"),
            (72, "有些訊息造成誤解，以下以問答的形式說明。"),
        ],
    )
    assert found[:2] == ["外送平台勞動條件的相關法律問題答覆（以後陸續補充）", "Andy 2019/4/19"]
    assert len(found) == 3


def test_bullet_begins_an_item_below_a_full_line(tmp_path: Path) -> None:
    full = "某某大學人工智慧應用社、某某大學人本研究中心、某某大學商學院以及社會實踐"
    found = _lines(tmp_path, [(72, "• 主辦單位："), (90, full), (72, "• 協辦單位："), (90, full)])
    assert found == ["• 主辦單位：", full, "• 協辦單位：", full]
