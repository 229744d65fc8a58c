import pytest

from index.analysis.batch import cut_texts
from index.analysis.defined_names import defined_names


def defined(text: str) -> list[tuple[str, str]]:
    starts = cut_texts([text], "jieba").starts
    return [tuple(name) for _, name in defined_names([text], starts)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("數據治理推動委員會（以下簡稱數推會）表示", ("數推會", "數據治理推動委員會")),
        ("海港局水域管理組（下稱「水管組」）說", ("水管組", "水域管理組")),
        ("国家渔港数据中心(以下简称“渔数中心”)负责", ("渔数中心", "渔港数据中心")),
        ("依據《港口外送員保障條例》（簡稱港外條例）", ("港外條例", "港口外送員保障條例")),
        ("港口安全委員會（Harbour Safety Council，以下簡稱 HSC）", ("HSC", "港口安全委員會")),
        ("台灣漁港資訊中心（以下簡稱TPIC或本中心）", ("TPIC", "台灣漁港資訊中心")),
        ("由全國漁港總工會（以下合稱：漁港總工會）", None),
        ("港口局，以下簡稱「港務」，", None),
        ("外送平台（以下簡稱平台）", None),
        ("王大明（以下稱甲方）", None),
        ("港口設施保全辦法（以下稱本辦法）", None),
        ("光明股份有限公司（以下簡稱該公司）", None),
        ("本署（以下簡稱漁港署）", None),
        ("大家都稱讚他（稱職）。", None),
    ],
)
def test_a_text_defines_a_short_name(text: str, expected: tuple[str, str] | None) -> None:
    assert defined(text) == ([expected] if expected else [])


def test_one_text_may_define_several() -> None:
    text = "漁業資料署（下稱漁資署）與海岸管理委員會（下稱海管會）"
    assert defined(text) == [("漁資署", "漁業資料署"), ("海管會", "海岸管理委員會")]
