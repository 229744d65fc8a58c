"""Rows and keys: one quotation a row, one paragraph a JSON value."""

from __future__ import annotations

from pathlib import Path

from index.people import People
from index.verification_code import verification_code
from searcher.output.schema import Row, of_hit, of_voice, rows_of, rows_of_voices
from searcher.report.who import voices
from tests.searcher.output.conftest import Ask


def quotes(ask: Ask, query: str, **filters: str) -> list[tuple[str, str]]:
    """The speaker and the words of each row."""
    return [(row.speaker, row.quote) for row in rows_of(ask(query, **filters).hits)]


def test_a_row_gives_the_words_of_one_speaker_and_their_source(ask: Ask) -> None:
    assert next(rows_of(ask("換新").hits)) == Row(
        quote="陳海生局長說明浮標已換新。",
        speaker="陳海生",
        job_title="局長",
        organization="港務局",
        title="港口座談",
        section="壹、設施 › 二、燈塔",
        doc="會議/港.md",
        paragraph=1,
        page=3,
        date="2024-05-06",
        match="exact",
        speech="reported",
        certainty="reported",
        source="text",
        code=verification_code("陳海生局長說明浮標已換新。漁民表示燈塔的浮標仍太暗。"),
    )


def test_a_paragraph_with_two_matching_statements_gives_two_rows(ask: Ask) -> None:
    assert quotes(ask, "浮標", doc="港", until="2024") == [
        ("陳海生", "陳海生局長說明浮標已換新。"),
        ("漁民", "漁民表示燈塔的浮標仍太暗。"),
        ("林主席", "浮標與潮位站明年再議。"),
    ]


def test_a_statement_without_matched_words_gives_no_row(ask: Ask) -> None:
    assert quotes(ask, "燈塔") == [("漁民", "漁民表示燈塔的浮標仍太暗。")]


def test_a_speaker_filter_leaves_out_what_others_say(ask: Ask) -> None:
    assert quotes(ask, "浮標", speaker="陳海生") == [("陳海生", "陳海生局長說明浮標已換新。")]
    assert quotes(ask, "浮標", org="漁民") == [("漁民", "漁民表示燈塔的浮標仍太暗。")]
    assert quotes(ask, "", speaker="漁民") == [("漁民", "漁民表示燈塔的浮標仍太暗。")]


def test_a_paragraph_without_a_quotation_is_one_row_without_a_speaker(ask: Ask) -> None:
    (row,) = rows_of(ask("經費").hits)
    assert row.quote == "潮位站的經費尚未編列。"
    assert (row.speaker, row.job_title, row.organization, row.speech) == ("", "", "", "")


def test_a_row_says_whether_the_words_are_verbatim_or_reported(ask: Ask) -> None:
    assert [(row.speaker, row.speech) for row in rows_of(ask("浮標").hits)] == [
        ("陳海生", "reported"),
        ("漁民", "reported"),
        ("林主席", "verbatim"),
    ]


def test_a_hit_as_json_has_the_documented_keys(ask: Ask) -> None:
    (hit,) = ask("燈塔").hits
    text = "陳海生局長說明浮標已換新。漁民表示燈塔的浮標仍太暗。"
    chief = {"name": "陳海生", "organization": "港務局", "kind": "person"}
    chief |= {"title": "局長", "job_title": "局長"}
    fishers = {"name": "漁民", "organization": "", "kind": "group", "title": "", "job_title": ""}
    reported = {"reported": True, "certainty": "reported", "inside": None, "answers": None}
    value = of_hit(hit)
    assert value.pop("score") == hit.score
    assert value == {
        "doc": "會議/港.md",
        "paragraph": 1,
        "role": "body",
        "page": 3,
        "source": "text",
        "title": "港口座談",
        "date": "2024-05-06",
        "section": ["壹、設施", "二、燈塔"],
        "text": text,
        "speakers": [fishers],
        "statements": [
            {"start": 0, "end": 13, "speaker": chief, "mention": "陳海生局長"} | reported,
            {"start": 13, "end": 26, "speaker": fishers, "mention": "漁民"} | reported,
        ],
        "topics": [],
        "spans": [[17, 19]],
        "match": "exact",
        "code": verification_code("陳海生局長說明浮標已換新。漁民表示燈塔的浮標仍太暗。"),
        "matched": ["燈塔"],
    }


def test_tables_and_json_use_the_same_names_for_the_same_values(ask: Ask) -> None:
    for hit in ask("浮標").hits:
        value = of_hit(hit)
        for row in rows_of([hit]):
            own = row._asdict()
            shared = (own.keys() & value.keys()) - {"section"}
            assert shared == {
                "title",
                "doc",
                "paragraph",
                "page",
                "date",
                "match",
                "source",
                "code",
            }
            assert {key: own[key] for key in shared} == {key: value[key] for key in shared}


def test_a_speaker_of_who_is_the_same_in_tables_and_json(ask: Ask, tmp_path: Path) -> None:
    found = voices(ask("浮標", limit=None).hits, People(tmp_path))
    assert len(found) == 3
    for voice, row in zip(found, rows_of_voices(found), strict=True):
        own, value = row._asdict(), of_voice(voice)
        assert value["reported"] == (own.pop("speech") == "reported")
        own |= {name: own[name].split("；") if own[name] else [] for name in ("organizations",)}
        own |= {name: own[name].split("；") if own[name] else [] for name in ("job_titles",)}
        assert own == {key: value[key] for key in own}
