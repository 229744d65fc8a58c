"""Charts: well-formed, harmless, readable by a machine and in the dark."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from searcher.output.chart import Chart, ChartSeries, Kind, svg, ticks

NAME = "{http://www.w3.org/2000/svg}"
KINDS: list[Kind] = ["bars", "lines"]
FEW = Chart(
    title="外送員 / 計程車",
    description="外送員: 2018 3, 2019 0",
    unit="paragraphs",
    labels=("2018", "2019", "2020", "undated"),
    series=(ChartSeries("外送員", (3, 0, None, 2)), ChartSeries("計程車", (1, 2, 8, None))),
    apart=frozenset({3}),
)


def read(text: str) -> etree._Element:
    return etree.fromstring(text.encode())


def of(root: etree._Element, path: str) -> list[etree._Element]:
    return root.findall(".//" + "/".join(NAME + part for part in path.split("/")))


def test_a_bar_is_as_high_as_its_value() -> None:
    root = read(svg(FEW, "bars"))
    bars = [one for one in of(root, "g/rect") if one.find(NAME + "title") is not None]
    heights = {one.find(NAME + "title").text: float(one.get("height", "")) for one in bars}  # type: ignore[union-attr]
    assert heights["計程車, 2020: 8"] == pytest.approx(8 * heights["計程車, 2018: 1"], abs=0.5)
    assert heights["外送員, undated: 2"] == pytest.approx(2 * heights["計程車, 2018: 1"], abs=0.5)
    assert len(heights) == 5  # none for 0, and none where there is nothing to count


def test_a_line_stops_where_there_is_nothing_to_count() -> None:
    paths = [one.get("d", "") for one in of(read(svg(FEW, "lines")), "g/path")]
    lines = [d for d in paths if "L" in d]
    assert [d.count("M") for d in lines] == [1, 1]
    assert [d.count("L") for d in lines] == [1, 2]


@pytest.mark.parametrize("kind", KINDS)
def test_title_and_description_name_the_picture(kind: Kind) -> None:
    root = read(svg(FEW, kind))
    assert root.get("role") == "img"
    named = [
        root.xpath(f"//*[@id='{id}']/text()") for id in root.get("aria-labelledby", "").split()
    ]
    assert named == [[FEW.title], [FEW.description]]


@pytest.mark.parametrize("kind", KINDS)
def test_a_chart_has_a_dark_scheme_and_loads_nothing(kind: Kind) -> None:
    text = svg(FEW, kind)
    assert "@media (prefers-color-scheme:dark)" in text
    for word in ("<script", "href", "url(", "@import", "onload", "<image", "<foreignObject"):
        assert word not in text


hostile = st.text(max_size=30) | st.sampled_from(
    ["</title><script>alert(1)</script>", "]]>", "&amp;", '" onload="x', "\x1b[2J", "\ufffe"]
)


@given(
    st.lists(hostile, min_size=1, max_size=5),
    st.lists(hostile, min_size=1, max_size=9),
    st.sampled_from(KINDS),
    st.integers(0, 10**7),
)
def test_any_text_gives_well_formed_svg(
    names: list[str], labels: list[str], kind: Kind, value: int
) -> None:
    series = tuple(ChartSeries(name, tuple(float(value) for _ in labels)) for name in names)
    chart = Chart(names[0], names[-1], labels[0], tuple(labels), series)
    root = read(svg(chart, kind))
    known = {"svg", "title", "desc", "style", "rect", "text", "g", "path", "circle"}
    assert {etree.QName(one).localname for one in root.iter()} <= known
    assert not any(name.startswith("on") for one in root.iter() for name in one.attrib)


@given(st.floats(0.001, 1e9))
def test_ticks_are_few_and_include_the_highest(highest: float) -> None:
    found = ticks(highest)
    assert 2 <= len(found) <= 7
    assert found[0] == 0
    assert found[-1] >= highest * (1 - 1e-6)


def test_a_chart_of_nothing_is_a_chart() -> None:
    chart = Chart("無", "", "paragraphs", (), ())
    assert read(svg(chart, "bars")).tag == NAME + "svg"
