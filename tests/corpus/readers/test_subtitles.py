"""Cues in, paragraphs out."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import DocumentError
from corpus.lines import Source
from corpus.pipeline import Pipeline
from corpus.read import read_document
from corpus.readers.subtitles import read_subtitles
from corpus.topics.thesaurus import Thesaurus


def cue(number: int, start: float, end: float, text: str, point: str = ",") -> str:
    def time(seconds: float) -> str:
        whole, part = divmod(round(seconds * 1000), 1000)
        return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}{point}{part:03}"

    return f"{number}\n{time(start)} --> {time(end)}\n{text}\n\n"


def subrip(*texts: str, pause: float = 0.1) -> str:
    step = 2 + pause
    return "".join(cue(n, n * step, n * step + 2, text) for n, text in enumerate(texts, 1))


def save(folder: Path, content: str | bytes, name: str = "會.srt") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(folder: Path, content: str | bytes, name: str = "會.srt") -> Source:
    return read_subtitles(save(folder, content, name))


def texts(source: Source) -> list[str]:
    return [line.text for line in source.lines]


def test_cues_are_joined_to_sentences_and_counted(tmp_path: Path) -> None:
    source = read(
        tmp_path, subrip("外送員的保險，由平台", "負擔，自七月起", "實施。", "另外說明。")
    )
    assert texts(source) == ["外送員的保險，由平台負擔，自七月起實施。另外說明。"]
    assert source.warnings == ("4 subtitles joined to 1 paragraphs",)


def test_a_pause_after_a_sentence_ends_a_paragraph(tmp_path: Path) -> None:
    source = read(tmp_path, subrip("第一句，", "到此為止。", "第二句。", pause=1.5))
    assert texts(source) == ["第一句，到此為止。", "第二句。"]


def test_without_full_stops_a_space_separates_cues(tmp_path: Path) -> None:
    content = subrip("各位來賓大家好", "今天談演算法", "以及平台") + cue(9, 60, 62, "休息後繼續")
    assert texts(read(tmp_path, content)) == ["各位來賓大家好 今天談演算法 以及平台", "休息後繼續"]


def test_the_file_name_is_the_title(tmp_path: Path) -> None:
    document = read_document(save(tmp_path, subrip("各位來賓大家好", "今天")), "會.srt")
    assert document.title == "會"
    assert [paragraph.role for paragraph in document.paragraphs] == ["body"]


def test_tags_times_and_positions_are_left_out(tmp_path: Path) -> None:
    content = (
        "WEBVTT - 平台座談\n\nSTYLE\n::cue { color: red }\n\nNOTE 註解\n\nREGION\nid:x\n\n"
        "intro\n00:01.000 --> 00:02.000 align:start position:0%\n"
        "<c.yellow>外<00:01.500>送</c>員 &amp; <b>平台</b>，\n\n"
        "00:02.000 --> 00:03.000\n{\\an8}<font color=red>都要</font>保險。\n"
    )
    source = read(tmp_path, content, "會.vtt")
    assert texts(source) == ["外送員 & 平台，都要保險。"]
    assert source.title == "平台座談"


@pytest.mark.parametrize(
    "marked",
    [
        ["<v 王委員>請問部長", "何時實施？", "<v.loud 林部長>明年", "<v 王委員>謝謝。"],
        ["王委員：請問部長", "何時實施？", "林部長：明年", "王委員：謝謝。", "林部長：不客氣。"],
        ["- 王委員：請問部長", "何時實施？\n- 林部長：明年", "王委員：謝謝。", "林部長：不客氣。"],
    ],
)
def test_speakers_say_what_their_labels_precede(tmp_path: Path, marked: list[str]) -> None:
    document = Pipeline(Thesaurus.load()).read(save(tmp_path, subrip(*marked)), "會.srt")
    said = [
        (statement.speaker.name, paragraph.text)
        for paragraph in document.paragraphs
        for statement in paragraph.statements
    ]
    assert said[:3] == [
        ("王委員", "請問部長何時實施？"),
        ("林部長", "明年"),
        ("王委員", "謝謝。"),
    ]


def test_capitals_with_a_colon_are_a_speaker(tmp_path: Path) -> None:
    source = read(
        tmp_path, subrip("AUDREY TANG: Hello everyone.", "MR. LI: Hi.", "AUDREY TANG: Go.")
    )
    assert texts(source) == [
        "AUDREY TANG：",
        "Hello everyone.",
        "MR. LI：",
        "Hi.",
        "AUDREY TANG：",
        "Go.",
    ]


def test_a_single_label_stays_in_the_text(tmp_path: Path) -> None:
    assert texts(read(tmp_path, subrip("今天的題目，", "題目：平台與保險。"))) == [
        "今天的題目，",
        "題目：平台與保險。",
    ]


def test_captions_that_scroll_are_read_once(tmp_path: Path) -> None:
    scrolling = subrip("外送員的", "外送員的\n保險，", "外送員的保險，", "外送員的保險，\n上路了。")
    assert texts(read(tmp_path, scrolling)) == ["外送員的保險，上路了。"]


def test_youtube_s_own_form_is_read(tmp_path: Path) -> None:
    content = "0:00:00.599,0:00:04.160\n外送員的保險，\n\n0:00:04.160,0:00:06.770\n上路了。\n"
    assert texts(read(tmp_path, content, "會.sbv")) == ["外送員的保險，上路了。"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp950"])
def test_encodings_and_line_ends_do_not_matter(tmp_path: Path, encoding: str) -> None:
    content = subrip("外送員的保險，", "由平台的業者負擔。").replace("\n", "\r\n")
    assert texts(read(tmp_path, content.encode(encoding))) == ["外送員的保險，由平台的業者負擔。"]


@pytest.mark.parametrize(
    "content", ["", "只是一段文字。", "WEBVTT\n\nNOTE 無\n", subrip(" ", "<i></i>")]
)
def test_a_file_without_subtitles_is_an_error(tmp_path: Path, content: str) -> None:
    with pytest.raises(DocumentError, match=r"^it has no subtitles with times "):
        read(tmp_path, content)


def test_hostile_cues_take_linear_time(tmp_path: Path) -> None:
    content = subrip("<" * 200_000, "<v " + "王" * 200_000, "{\\" * 100_000, "：" * 100_000)
    assert read(tmp_path, content).lines
