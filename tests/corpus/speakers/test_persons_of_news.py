"""News: relatives of a person, holders of an office, acts of a speaker."""

from __future__ import annotations

import pytest

from corpus.label_lines import label_line
from tests.corpus.speakers.test_reported_speech import names, statements


# Each gave the words to 李若梅.
@pytest.mark.parametrize(
    "subject",
    [
        *("李若梅母親", "李若梅的室友", "李若梅高中同學", "李若梅家屬", "李若梅的代表律師"),
        *("李若梅前夫", "李若梅的一名好友", "李若梅競選辦公室", "李若梅表妹", "李若梅生前友人"),
    ],
)
def test_a_relative_is_not_the_person(subject: str) -> None:
    found = names("議員李若梅出席。", f"議員李若梅說，太慢。{subject}對記者說，路途太遠。")
    assert found == ["李若梅"]
    [one] = statements("議員李若梅出席。", f"議員李若梅說，太慢。{subject}對記者說，路途太遠。")
    assert one.end == len("議員李若梅說，太慢。")


@pytest.mark.parametrize(
    "gap", ["在家人陪同下對記者", "與好友一同到場後", "向家屬致歉後", "其後對傳媒"]
)
def test_a_person_may_speak_beside_relatives(gap: str) -> None:
    assert names("議員李若梅出席。", f"李若梅{gap}說，太慢。") == ["李若梅"]


def test_a_named_relative_speaks() -> None:
    assert names("陳大文的姐姐陳小芳對記者說，要求道歉。") == ["陳小芳"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("富良野市長北猛俊表示，很高興。", ["北猛俊"]),
        ("基里巴斯總統馬茂表示，高度重視。", ["馬茂"]),
        ("俄羅斯別爾哥羅德州州長28日表示，遭到襲擊。", []),
        ("和歌山縣縣長昨日表示，會支援。", []),
        ("上海合作組織秘書長葉爾梅克巴耶夫也致電表達祝福。", []),
        ("市長林月如也說，合約要有利。", ["林月如"]),
        ("發言人高橋一郎也說，會去。", ["高橋一郎"]),
        ("當事學生尚未表明是否遞交申請。", []),
        ("管理處報告有滲漏。工程部視察後發現範圍擴大。", []),
        ("校長陳大文到場。願意聽陳大文說話的人越來越少。", []),
        ("廠商會聯同一眾首長及會董會成員宣布捐出一千萬元。", []),
        ("應受訪者要求，文中皆為化名。", []),
    ],
)
def test_the_name_is_that_of_a_person(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_a_dash_or_stroke_is_no_part_of_an_organization() -> None:
    [one] = statements("建設新成效——交通局局長林月如指出，要講好故事。")
    assert one.speaker.organization == "交通局"


# The speaker's statement went on to the end of the paragraph.
@pytest.mark.parametrize(
    "act",
    [
        "許志明議長29日前往慰問一名單親媽媽，她生活困苦。",
        "許志明隨後視察工地，並與工人合影。",
        "許志明議長並頒發獎狀，現場氣氛熱烈。",
        "市長林月如今日到場，與居民談了一小時。",
        "林月如市長也關心遷葬進度，她問局長何時完成。",
        "林月如市長下午走訪市場，攤商反應熱烈。",
    ],
)
def test_a_statement_ends_where_an_act_is_told(act: str) -> None:
    [one] = statements("市長林月如出席。", f"議長許志明表示，弱勢家庭辛苦。{act}")
    assert one.end == len("議長許志明表示，弱勢家庭辛苦。")


@pytest.mark.parametrize(
    "content", ["市長林月如去年前往日本，談了三天。", "市長林月如將出席會議，會談三天。"]
)
def test_a_speaker_tells_what_others_do_at_other_times(content: str) -> None:
    text = f"議長許志明表示，會再談。{content}"
    [one] = statements("市長林月如到場。", text)
    assert one.end == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "正如市長林月如指出的，“要有信心，才有未來。”",
        "誠如林月如市長所說：「要有信心，才有未來。」",
        "就像市長林月如強調的：「要有信心。」",
    ],
)
def test_as_somebody_says_reports_speech(text: str) -> None:
    assert names(text) == ["林月如"]


def test_many_people_are_not_he() -> None:
    text = "議員許志明說，案件增加。有民眾陳情，是否有關說？為了維護權益，他建議公布流程。"
    assert names(text) == ["許志明", "民眾", "許志明"]


@pytest.mark.parametrize("bullet", ["▲", "●", "■", "◆", "►"])
def test_a_bullet_is_no_part_of_a_label(bullet: str) -> None:
    text = f"{bullet}示範社記者：請問何時施行？"
    line = label_line(text)
    assert line is not None
    assert line.label(text) == "示範社記者"


# The name was the office, or nothing, because a date comes between name and verb.
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("示範救濟工程處主任專員拉扎里尼30日說，受到威脅。", "拉扎里尼"),
        ("俄羅斯外交部副部長里亞布科夫15日表示，不可接受。", "里亞布科夫"),
        ("世界銀行行長馬爾帕斯10日在會議上表示，增速超過5%。", "馬爾帕斯"),
        ("立陶宛內政部長比洛泰特28日稱，計劃關閉檢查站。", "比洛泰特"),
        ("伊朗外交部長阿拉格齊5日說，改變了局勢。", "阿拉格齊"),
        ("聯合國駐也門協調員哈爾內斯27日表示，至關重要。", "哈爾內斯"),
        ("黎議會真主黨籍議員法德拉拉26日強調，不會放棄。", "法德拉拉"),
        ("塞浦路斯總統赫里斯托祖利季斯表示，會去。", "赫里斯托祖利季斯"),
        ("市長林月如10日表示，會去。", "林月如"),
        ("央行行長昨日表示，會降息。", "央行行長"),
        ("勞動部長昨日表示，會修法。", "勞動部長"),
    ],
)
def test_an_office_is_followed_by_its_holder(text: str, expected: str) -> None:
    assert names(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("房東都跟你說，現在說不準。", []),
        ("總統馬克龍到場。馬克龍剛在總理建議下任命了內閣，引發不滿。", []),
        ("議員朱立人反對修憲。對此，議員呂大胤直批技術杯葛。", ["朱立人", "呂大胤"]),
        ("議員王家貞到場。王家貞氣得表示，是旅行社嗎？", ["王家貞"]),
    ],
)
def test_words_around_the_verb_are_read(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    "day", ["今(5)日", "今（5）日", "5日", "昨(10)日", "5日下午", "今日", "今（5）日再次"]
)
def test_a_day_is_between_a_person_and_a_verb(day: str) -> None:
    assert names(f"市長黃偉哲{day}呼籲市府做好。") == ["黃偉哲"]


def test_whoever_agrees_with_the_speaker_does_not_speak() -> None:
    text = "主席林月如指出，關係很好。我同普京總統一致認為，關鍵在於尊重。"
    [one] = statements(text)
    assert (one.speaker.name, one.end) == ("林月如", len(text))


def test_an_office_may_be_elected() -> None:
    assert names("巴西當選總統盧拉表示，會努力。") == ["盧拉"]
