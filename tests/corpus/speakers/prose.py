"""Invented prose with marked statements, for the tests and for the benchmark.

``{林永春|…}`` is said by 林永春, ``{甲+乙|…}`` by both, ``{*與會者|…}`` by a group. Statements may
be nested. Each line is a paragraph; ``# `` begins a heading, ``! `` a caption. All persons,
organizations and events are invented.
"""

from __future__ import annotations

from dataclasses import dataclass

from corpus.document import Document, Paragraph, Role

_ROLES: dict[str, Role] = {"# ": "heading", "! ": "caption"}


@dataclass(frozen=True, slots=True)
class Expected:
    """``speaker`` says the characters ``[start, end)`` of paragraph ``n``."""

    n: int
    start: int
    end: int
    speaker: str
    person: bool


def read_case(marked: str) -> tuple[Document, list[Expected]]:
    """Return the document without marks, and the statements that the marks give."""
    paragraphs: list[Paragraph] = []
    expected: list[Expected] = []
    for number, line in enumerate(marked.strip().splitlines(), start=1):
        role = _ROLES.get(line[:2], "body")
        text = ""
        opened: list[tuple[int, str]] = []
        rest = line if role == "body" else line[2:]
        while rest:
            if rest[0] == "{":
                names, rest = rest[1:].split("|", 1)
                opened.append((len(text), names))
            elif rest[0] == "}":
                start, names = opened.pop()
                expected += [
                    Expected(number, start, len(text), name.lstrip("*"), name[0] != "*")
                    for name in names.split("+")
                ]
                rest = rest[1:]
            else:
                text, rest = text + rest[0], rest[1:]
        paragraphs.append(Paragraph(number, role, text))
    return Document("case", "", None, "report", tuple(paragraphs)), expected


CASES: list[tuple[str, str]] = [
    (
        "Taiwan minutes: job title after the name, short mentions, several speakers",
        """
# 二、討論情形
本次會議由公共運輸署高志明副署長主持，邀請青河大學邱立文教授、運輸研究所許婉真研究員擔任與談人。{邱立文|邱立文教授指出，站牌資訊應統一格式，並開放民間介接。邱教授也建議先從偏鄉路線試辦。}{許婉真|許婉真研究員則說明試辦經費的來源，認為三年內可以回收。}
{高志明|高副署長總結時表示，各單位意見均納入紀錄，下次會議再行確認。}
""",
    ),
    (
        "Taiwan minutes: persons introduced, addressed or represented say nothing",
        """
開幕式由文化局溫筱君局長致詞，並感謝圖書館協會李伯端理事長協助。{湯啟元|湯啟元主任，代理教育處方宜庭處長出席，說明閱讀推廣的三項原則，勉勵與會者持續參與。}
! 文化局溫筱君局長分享閱讀推廣經驗。
""",
    ),
    (
        "mainland press: job title before the name, meeting as a speaker, 他说",
        """
10月12日，青川市召开养老服务工作推进会。{*会议|会议指出，要把居家养老摆在更加突出的位置。}{孙某|市委副书记孙某在会上强调，各部门要压实责任，确保项目按期落地。他说，“不能让一个老人掉队。”}
{李国樑|市人大代表、江畔区人民法院庭长李国樑建议，建立涉老纠纷快速处理机制，让调解走在诉讼前面。}
""",
    ),
    (
        "mainland press: the quotation comes before its speaker",
        """
{张桂兰|“以前看病要坐两个小时的车，现在下楼就行。”石桥村村民张桂兰说。}{周建平|“我们会把服务做得更细。”镇党委书记周建平告诉记者，下一步将增加夜间门诊。}
{周建平|据周建平介绍，全镇已经建成六个服务站。}
""",
    ),
    (
        "mainland press: the quotation comes after its speaker",
        """
{王海燕|清源区教育局局长王海燕表示：“课后服务不是第八节课，孩子们要动起来。”她还透露，明年将新增二十所试点学校。}
{陈某某|家长陈某某对此表示欢迎，认为时间安排更加合理。}
""",
    ),
    (
        "Legislative record: reported questions and answers",
        """
{周宜蓁|周委員宜蓁質詢時指出，外送員的保險至今未納入預算，要求行政院一個月內提出報告。}{李部長|李部長答覆表示，草案已送審查，相關經費會在下個會期編列。}
""",
    ),
    (
        "Legislative record: questions and answers by label",
        """
主席：{主席|現在請周委員宜蓁質詢，時間十分鐘。}
周委員宜蓁：{周宜蓁|請問部長，垃圾車什麼時候改成電動的？}
李部長：{李部長|報告委員，首批三十輛明年到位。}
{李部長|其他車輛分四年汰換，經費已經匡列。}
主席：{主席|謝謝周委員，下一位請高委員發言。}
""",
    ),
    (
        "Latin names, job title before and after, courtesy titles",
        """
{Maria Delgado|北岸聯盟秘書長Maria Delgado表示，跨國資料流通需要共同標準。}
{Tom van Berkel|FairRoute的Tom van Berkel先生以歐洲司機為例，提醒演算法不得單獨作成停權決定。}
{Maria Delgado|Delgado秘書長補充，申訴管道應有人工覆核。}
""",
    ),
    (
        "joint statements and groups",
        """
在座談階段，{*與會者|與會者普遍認為資訊公開程度不足。}{韓立群+蘇映雪|勞動檢查處韓立群處長與產業工會蘇映雪理事長分別分享兩地的經驗。}{*工會代表|工會代表則提醒，罰則過輕難以嚇阻。}
""".replace("在座談階段，{*與會者|", "{*與會者|在座談階段，"),
    ),
    (
        "laws, reports and duties: no statements",
        """
主管機關應說明理由，並得要求業者提出報告。依本辦法第三條規定，申請人應表示同意。
白皮書將平台定義為媒合服務之提供者，說明會訂於下月舉行，報名者可向秘書處索取說明書。
建議申請者強調此一目標，並於計畫書中說明預期成效。
""",
    ),
    (
        "Taiwan press: 他 and 她 across sentences and paragraphs",
        """
{簡佩珊|在青年論壇上，社區大學講師簡佩珊分享返鄉開店的過程。她坦言，最難的是找到願意留下來的夥伴。}
{簡佩珊|她也鼓勵年輕人先到地方住上三個月。}{郭正彥|返鄉十年的農友郭正彥先生則表示，水源才是關鍵。他建議由鄉公所統一調度。}
""",
    ),
    (
        "quotations of the classics and of slogans are not statements",
        """
{洪啟泰|水利局洪啟泰局長引用《管子》「水者，地之血氣」說明治水的重要，並強調「不與水爭地」是一貫方針。}
活動口號「聽見每一個聲音」獲得熱烈迴響。
""",
    ),
    (
        "Simplified minutes: a job title alone means the person with it",
        """
海东研究院院长赵明轩、绿城集团总经理冯晓敏出席座谈会。{赵明轩|院长在发言中指出，数据标准要先行。}{冯晓敏|总经理则认为，标准应由企业共同制定。}
""",
    ),
    (
        "Chinese-written foreign names",
        """
{安娜·科瓦奇|国际合作组织总干事安娜·科瓦奇强调，各国应当扩大对基层医疗的投入。}{马丁内斯|该组织首席经济学家马丁内斯预计，明年的缺口将缩小一半。}
""",
    ),
    (
        "a duty inside a speech, and a group quoted by a speaker",
        """
{顏仲齊|衛生所顏仲齊所長指出，業者應說明收費方式；{*ILO|ILO亦指出各國應設最低標準。}他期盼中央儘速修法。}
""",
    ),
    (
        "Hong Kong press: 指 as a verb, an unnamed authority, a member after his speech",
        """
{歐陽敏儀|運輸局局長歐陽敏儀在立法會回應議員提問時指，新例將於下月生效。她又提到，罰則會分階段實施。}
{*局方|局方指，現正整理意見。}{馮啟文|馮啟文議員在會上指出，司機收入持續下降，要求當局說明補助安排。}
""",
    ),
    (
        "Taiwan press: minister and ministry share a character, one title for two, 立委 alone",
        """
{趙敏琦|數位部長趙敏琦昨受訪表示，平台應公開計費方式。}{*立委|立委則質疑，草案拖延太久。}
{方書瑜+陳以樂|立委方書瑜、陳以樂表示，下週會再排審。}{趙敏琦|趙敏琦回應，會儘速送出版本。}
""",
    ),
    (
        "International news: transliterated names, original name in brackets, surname alone",
        """
{奥尔森|北岭国总理奥尔森（Karl Olsen）周二表示，将修订劳动法。}
{森田健司|首相森田健司则强调合作的重要性。}
{Mira Halvorsen|Norden首席科学家Mira Halvorsen认为，数据必须公开。Halvorsen补充说，抽样太少。}
""",
    ),
    (
        "mainland feature: a neighbour of a person, residents, an unnamed official",
        """
{*居民|不少居民认为，电梯加装太慢。}{刘女士|家住三楼的刘女士说，父亲每天要爬六十级台阶。}
{王先生|刘女士的邻居王先生也表示，愿意分担费用。}{*住建局有关负责人|住建局有关负责人透露，年底前再装三十部。}
""",
    ),
    (
        "a question to a person, and answers with the quotation around the speaker",
        """
{邵文馨|「路燈本來就該亮。」區公所邵文馨區長說，「我們下週補齊。」}
{邵文馨|邵區長強調：「預算已經備妥。」記者追問期程時，她說月底完成。}
""",
    ),
]
