"""Parliamentary XML in, turns with their speakers out."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.document import Document, Period
from corpus.errors import DocumentError
from corpus.pipeline import Pipeline
from corpus.readers.akoma_ntoso import read_akoma_ntoso
from corpus.topics.thesaurus import Thesaurus

V3 = 'xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"'
META = """<meta><identification><FRBRWork><FRBRdate date="2024-05-06"/></FRBRWork></identification>
<references><TLCPerson eId="wang" href="/p/1" showAs="王小明"/>
<TLCPerson id="li" href="/p/2" showAs="李次長大為"/>
<TLCRole eId="chair" href="/r/1" showAs="主席"/></references></meta>"""
DEBATE = f"""<?xml version="1.0" encoding="UTF-8"?><akomaNtoso {V3}><debate>{META}
<preface><p><docTitle>立法院
公報</docTitle></p><p>時間：<docDate date="2024-05-07">113年5月7日</docDate></p></preface>
<debateBody><debateSection><heading>質詢事項</heading><scene>全體起立</scene>
<speech by="#wang" as="#chair"><from>主席</from><p>現在開會，請<b>部長</b>
報告。<authorialNote><p>見附件。</p></authorialNote></p></speech>
<question by="#li"><p>請問部長，何時實施？</p></question>
<answer by="#ghost/chen"><p>預計七月。</p><ul><li>先試辦</li><li>再推廣</li></ul></answer>
<narrative>（掌聲）</narrative><speech><p>不知誰說的話。</p></speech>
</debateSection></debateBody></debate></akomaNtoso>"""
ACT = f"""<akomaNtoso {V3}><act><preface><p><docTitle>外送平台自治條例</docTitle></p></preface>
<body><chapter><num>第一章</num><heading>總則</heading>
<article><num>第一條</num><content><p>為保障外送員，制定本條例。</p></content></article>
<article><num>第二條</num><heading>（定義）</heading>
<paragraph><num>一、</num><content><p>平台：指業者。</p></content></paragraph></article>
<article><num>第三條</num><content><p>本條例自公布日施行。</p></content></article>
</chapter></body></act></akomaNtoso>"""
SAYIT = """<akomaNtoso><debate><meta><references>
<TLCPerson href="/ontology/person/x/tang" id="tang" showAs="唐鳳"/></references></meta>
<debateBody><debateSection><heading>工作會議</heading>
<speech by="#tang" startTime="2016-10-03T09:00:00"><p>大家好。</p></speech>
<speech><from>李記者</from><p>請教政委。</p></speech>
<speech by="#tang"><p>請說。</p></speech></debateSection></debateBody></debate></akomaNtoso>"""


def save(folder: Path, content: str) -> Path:
    path = folder / "會.xml"
    path.write_text(content, encoding="utf-8")
    return path


def read(folder: Path, content: str) -> Document:
    return Pipeline(Thesaurus.load()).read(save(folder, content), "會.xml")


def said(document: Document) -> list[tuple[str, str, str]]:
    return [
        (statement.speaker.name, statement.speaker.title, paragraph.text)
        for paragraph in document.paragraphs
        for statement in paragraph.statements
    ]


def test_speeches_questions_and_answers_have_their_speakers(tmp_path: Path) -> None:
    document = read(tmp_path, DEBATE)
    assert said(document) == [
        ("王小明", "主席", "現在開會，請部長報告。"),
        ("李大為", "次長", "請問部長，何時實施？"),
        ("chen", "", "預計七月。"),
        ("chen", "", "先試辦"),
        ("chen", "", "再推廣"),
    ]
    assert document.warnings == ("persons without a name in the file: 1; their ids are used",)


def test_text_outside_of_statements_has_no_speaker(tmp_path: Path) -> None:
    roles = {paragraph.text: paragraph.role for paragraph in read(tmp_path, DEBATE).paragraphs}
    assert roles["全體起立"] == roles["見附件。"] == roles["不知誰說的話。"] == "note"
    assert roles["（掌聲）"] == "direction"


def test_title_date_and_sections_come_from_the_document(tmp_path: Path) -> None:
    document = read(tmp_path, DEBATE)
    assert document.title == "立法院公報"
    assert document.date == Period.of(2024, 5, 7)
    assert document.kind == "transcript"
    assert document.paragraphs[-1].section == ("質詢事項",)
    undated = DEBATE.replace("docDate", "span")
    assert read(tmp_path, undated).date == Period.of(2024, 5, 6)


def test_an_act_is_a_law_with_its_articles(tmp_path: Path) -> None:
    document = read(tmp_path, ACT)
    assert document.kind == "law"
    assert [(p.section, p.text) for p in document.paragraphs[2:]] == [
        (("第一章 總則", "第一條"), "第一條　為保障外送員，制定本條例。"),
        (("第一章 總則", "第二條"), "第二條 （定義）"),
        (("第一章 總則", "第二條"), "一、平台：指業者。"),
        (("第一章 總則", "第三條"), "第三條　本條例自公布日施行。"),
    ]


def test_the_subset_of_sayit_is_read(tmp_path: Path) -> None:
    document = read(tmp_path, SAYIT)
    assert document.title == "工作會議"
    assert document.date == Period.of(2016, 10, 3)
    assert [(name, text) for name, _, text in said(document)] == [
        ("唐鳳", "大家好。"),
        ("李記者", "請教政委。"),
        ("唐鳳", "請說。"),
    ]


def test_an_export_of_sayit_is_read_with_all_its_kinds_of_contributions(tmp_path: Path) -> None:
    """As its template writes them: ``by`` is empty for a speaker without a page."""
    path = tmp_path / "工作會議.an"
    path.write_text(
        """

<akomaNtoso>
  <debate>
    <meta><references>
        <TLCPerson href="/ontology/person/sayit.example/tang" id="tang" showAs="唐鳳"/>
    </references></meta>
    <debateBody><debateSection>
        <num>三</num><heading>外送平台</heading>
        <question by="" startTime="2016-10-03T09:00:00+08:00">
            <from>李記者</from><p>保險由<a href="https://example.org">誰</a>負擔？</p>
        </question>
        <answer by="#tang"><p>平台應負擔。</p><p>細節再議。</p></answer>
        <other by="#tang"><from>唐鳳政委</from><p>補充說明：明年實施。</p></other>
        <narrative><p>休息十分鐘</p></narrative>
        <debateSection><heading>散會</heading></debateSection>
    </debateSection></debateBody>
  </debate>
</akomaNtoso>
""",
        encoding="utf-8",
    )
    document = Pipeline(Thesaurus.load()).read(path, "工作會議.an")
    assert document.date == Period.of(2016, 10, 3)
    assert [(name, text) for name, _, text in said(document)] == [
        ("李記者", "保險由誰負擔？"),
        ("唐鳳", "平台應負擔。"),
        ("唐鳳", "細節再議。"),
        ("唐鳳", "補充說明：明年實施。"),
    ]


def test_tables_are_read_row_by_row(tmp_path: Path) -> None:
    table = (
        "<table><tr><th><p>年度</p></th><th>件數</th></tr><tr><td>2024</td><td>12</td></tr></table>"
    )
    lines = read_akoma_ntoso(save(tmp_path, ACT.replace("</chapter>", f"{table}</chapter>"))).lines
    assert [line.text for line in lines if line.hint == "table"] == ["年度 | 件數", "2024 | 12"]


def failure(folder: Path, content: str) -> str:
    with pytest.raises(DocumentError) as error:
        read_akoma_ntoso(save(folder, content))
    return str(error.value)


def test_another_dialect_is_named(tmp_path: Path) -> None:
    assert failure(tmp_path, '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text/></TEI>') == (
        "its XML is <TEI>; of XML, only Akoma Ntoso (also SayIt's) is read: "
        "save it as .html or .txt"
    )


@pytest.mark.parametrize("content", ["", "純文字", ACT[:400], "<a>" * 10_000 + "</a>" * 10_000])
def test_broken_xml_is_an_error(tmp_path: Path, content: str) -> None:
    assert failure(tmp_path, content).startswith("its XML is broken: ")


def test_entities_are_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE a [<!ENTITY a "外">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    outside = '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    for attack in (bomb + "]>", outside):
        message = failure(tmp_path, attack + ACT.replace("業者", "&a;"))
        assert message == "it declares XML entities, which are not read; save it without them"


def test_a_file_without_text_has_no_lines(tmp_path: Path) -> None:
    assert read_akoma_ntoso(save(tmp_path, "<akomaNtoso/>")).lines == ()
