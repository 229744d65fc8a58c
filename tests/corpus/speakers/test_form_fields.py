"""Forms, minutes and saved web pages: fields and headlines are no speech."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.fold import fold
from corpus.speakers.role_names import is_role_name
from tests.corpus.speakers.test_line_labels import said

_ARTICLE = "路面今早塌陷，無人受傷。\n\n運輸局局長李若梅表示，下周修復。\n\n工人昨日已離開。\n"


# Each made all the paragraphs below its own.
@pytest.mark.parametrize(
    "field",
    [
        "HKX: \n\nLoading...\n\n分享工具",
        "Error loading file: File could not be played",
        "管理公司：示範物業有限公司",
        "管理公司: 示範物業有限公司\n\n檔案編號: AB/Letter/12",
        "承辦人/聯絡人：民政科王小明 電話：06-1234567",
        "管理處：示範市長安街3號",
        "主辦單位：示範市政府\n\n總務處：林先生",
        "放學即派物資 學生：想出分力 「見到就嚟」 (2024-11-28)",
        "路面塌陷丨運輸局：受影響市民可改乘巴士\n\n時事 ｜ 11月27日 14:41",
        "路面塌陷｜李若梅：會全力跟進\n\n路面塌陷｜運輸局：下周修復",
        "11月28日：路面塌陷的片段\n\n11月28日：更多新聞",
        "捐款方法 Step 1：打開網頁。\n\n捐款方法 Step 1：點擊首頁。",
        "Duration: 0%\n\nRemaining Time: -",
        "2024年11月28日：路面塌陷\n\n2024年11月28日：更新",
        "<figcaption>路面塌陷的情況。",
        "她在《自然》（Nature）雜誌撰文說：\n\n現在挑戰很多。",
        "■ 示範資訊網主筆 詹大同",
        "監製：陳大文\n\n顧問公司：示範工程有限公司",
    ],
)
def test_fields_and_headlines_begin_no_turn(tmp_path: Path, field: str) -> None:
    text = f"路面塌陷\n\n{field}\n\n{_ARTICLE}"
    assert said(tmp_path, text) == [("李若梅", "運輸局局長李若梅表示，下周修復。")]


@pytest.mark.parametrize(
    ("labelled", "speaker"),
    [
        ("李若梅：會修復。", "李若梅"),
        ("主席：我們休息五分鐘", "主席"),
        ("Peggy：大家好，我先開始。", "Peggy"),
        ("Maria Delgado：謝謝主席。", "Maria Delgado"),
        ("運輸局：下周修復。", "運輸局"),
    ],
)
def test_a_sentence_behind_a_label_is_speech(tmp_path: Path, labelled: str, speaker: str) -> None:
    text = f"會議\n\n{labelled}\n\n王小明：好，謝謝。\n\n{labelled}\n"
    assert [name for name, _ in said(tmp_path, text)] == [speaker, "王小明", speaker]


def test_a_form_field_below_a_turn_ends_it(tmp_path: Path) -> None:
    text = "會議\n\n主席：請開始。\n\n王小明：好，謝謝。\n\n檔案編號：AB/12\n"
    assert [name for name, _ in said(tmp_path, text)] == ["主席", "王小明"]


@pytest.mark.parametrize(
    ("question", "name"), [("問", "提問者"), ("问", "提问者"), ("問1", "提問者")]
)
def test_question_and_answer_are_roles(tmp_path: Path, question: str, name: str) -> None:
    text = (
        f"記者會\n\n{question}：何時施行？\n\n答：明年施行。\n\n{question}：誰付？\n\n答：平台。\n"
    )
    assert [one for one, _ in said(tmp_path, text)] == [name, "回答者"] * 2
    assert is_role_name(fold(name))
    assert is_role_name(fold("回答者"))
