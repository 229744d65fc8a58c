"""Paragraphs of policy prose for test files, in both scripts."""

from __future__ import annotations

import random

_HANT = (
    "本府為保障平台外送員的勞動權益，自明年起補助其投保意外險。",
    "勞動局指出，外送平台應公開派單與計酬的規則，並設置申訴的窗口。",
    "有關單位將於三個月內提出修正草案，送請立法院審議。",
    "出席委員認為，AI 系統的風險應依用途分級管理，不宜一概而論。",
    "依據去年度的調查，全市共有 12,345 名外送員，其中六成以此為主要收入來源。",
    "秘書處說明，預算案已編列新臺幣三億元，用於數位基礎建設及人才培育。",
    "當局會繼續與業界保持溝通，在考慮各方意見後決定下一步的工作。",
    "會議決定，請各部會就資料治理的分工提出具體作法，並按季追蹤辦理情形。",
    "這項措施能否落實，取決於地方政府的執行能力，以及民間團體的參與程度。",
    "就議員提出的第二項建議，我們已要求營辦商檢討收費水平，稍後再向委員會報告。",
)
_HANS = (
    "国务院有关部门应当加强统筹协调，推动公共数据资源的开发利用。",
    "各地区要结合实际制定实施细则，明确责任分工，确保各项任务落到实处。",
    "会议强调，要坚持问题导向，着力解决人民群众反映强烈的突出问题。",
    "到 2027 年，基本建成覆盖城乡的数字基础设施体系，服务能力明显提升。",
    "企业应当依法保护劳动者的合法权益，不得以算法为由变相降低报酬。",
    "对工作中出现的新情况，要及时研究，重大事项按程序请示报告。",
    "鼓励社会力量参与养老服务，支持有条件的机构面向社区开放。",
    "财政部门安排专项资金，对符合条件的项目给予不超过百分之三十的补助。",
)


def paragraphs(count: int, seed: int, *, hans: bool = False) -> list[str]:
    """Return different paragraphs of one to six sentences.

    Each sentence has its own number, so that a test can tell them apart.
    """
    chance = random.Random(seed)
    sentences = _HANS if hans else _HANT
    result = []
    for number in range(count):
        chosen = chance.sample(sentences, chance.randint(1, 6))
        texts = (text.replace("，", f"（{number}之{i}），", 1) for i, text in enumerate(chosen))
        result.append("".join(texts))
    return result
