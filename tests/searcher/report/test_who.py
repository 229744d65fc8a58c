import datetime
from collections.abc import Callable, Iterable

from corpus.document import Document, Paragraph, Period, Speaker, Statement
from index.whoosh.reader import Reader
from searcher.query.parser import parse
from searcher.report.who import Voice, voices
from searcher.search import Options, Search

Indexed = Callable[[Iterable[Document]], Reader]


def meeting(id: str, year: int, *said: tuple[Speaker, str]) -> Document:
    paragraphs = tuple(
        Paragraph(n, "body", text, statements=(Statement(0, len(text), speaker),))
        for n, (speaker, text) in enumerate(said, 1)
    )
    return Document(id, id, Period.of(year, 1, 1), "transcript", paragraphs)


DIRECTOR = Speaker("林春生", "次長", "勞動局")
LATER = Speaker("林春生", "局長", "勞動局")
SIMPLIFIED = Speaker("刘国强", "教授")
TRADITIONAL = Speaker("劉國強", "教授")
UNION = Speaker("工會代表", kind="group")


def asked(reader: Reader, query: str) -> list[Voice]:
    return voices(Search(reader, Options(limit=None)).answer(parse(query)).hits, reader.people)


def test_every_speaker_comes_with_statements_offices_and_days(indexed: Indexed) -> None:
    reader = indexed(
        [
            meeting(
                "一", 2023, (DIRECTOR, "保險的規定已經送審，預計年底完成。"), (UNION, "保險不足。")
            ),
            meeting(
                "二", 2025, (LATER, "保險上路一年，成效如下。"), (DIRECTOR, "這裡談的是別的。")
            ),
        ]
    )
    first, union = asked(reader, "保險")
    assert (first.name, first.statements) == ("林春生", 2)
    assert (first.organizations, set(first.titles)) == (("勞動局",), {"次長", "局長"})
    assert (first.first, first.last) == (datetime.date(2023, 1, 1), datetime.date(2025, 1, 1))
    assert (union.name, union.kind) == ("工會代表", "group")


def test_groups_come_after_persons_however_much_they_say(indexed: Indexed) -> None:
    said = [(UNION, f"保險第{n}點意見在這裡說明。") for n in range(3)]
    reader = indexed([meeting("一", 2024, *said, (DIRECTOR, "保險的意見收到，會後研議。"))])
    assert [voice.name for voice in asked(reader, "保險")] == ["林春生", "工會代表"]


def test_one_name_in_two_scripts_is_one_speaker(indexed: Indexed) -> None:
    reader = indexed(
        [
            meeting("一", 2024, (TRADITIONAL, "演算法應該說明理由。")),
            meeting("二", 2024, (SIMPLIFIED, "演算法应该公开。"), (SIMPLIFIED, "演算法需要备案。")),
        ]
    )
    [voice] = asked(reader, "演算法")
    assert (voice.name, voice.statements) == ("刘国强", 3)


def test_a_turn_that_only_runs_the_meeting_is_not_counted(indexed: Indexed) -> None:
    reader = indexed(
        [
            meeting(
                "一",
                2024,
                (DIRECTOR, "謝謝，下一位。"),
                (UNION, "謝謝政府多年來的協助，但保險仍不足。"),
            )
        ]
    )
    assert [voice.name for voice in asked(reader, "謝謝")] == ["工會代表"]


def test_a_sentence_is_quoted_rather_than_a_title(indexed: Indexed) -> None:
    said = (
        (DIRECTOR, "保險制度：勞動局的回應"),
        (DIRECTOR, "我們認為，所有的業者都應該負擔這一筆保險的費用。"),
    )
    reader = indexed([meeting("一", 2024, *said)])
    assert [voice.quote.text[:3] for voice in asked(reader, "保險")] == ["我們認"]
    alone = indexed([meeting("二", 2024, (UNION, "費率：工會的回應"))])
    assert [voice.quote.text for voice in asked(alone, "費率")] == ["費率：工會的回應"]


def test_the_quote_is_the_statement_and_not_the_paragraph(indexed: Indexed) -> None:
    text = "會議開始。林春生次長指出，保險由業者負擔。"
    paragraph = Paragraph(1, "body", text, statements=(Statement(5, len(text), DIRECTOR),))
    reader = indexed([Document("一", "一", None, "report", (paragraph,))])
    [voice] = asked(reader, "保險")
    assert voice.quote.text == "林春生次長指出，保險由業者負擔。"
    assert (voice.first, voice.last) == (None, None)
