"""What is the best quotation of a speaker, and what is none."""

import pytest

from searcher.report.quotable import is_quotable


@pytest.mark.parametrize(
    "text",
    [
        "大家好，我是港町勞動局的林小滿科長。",
        "林秘書長、吳政委、各位委員，大家午安！",
        "各位媒体朋友早安",
        "主席、各位先進好，敝姓陳。",
        "谢谢主席。",
        "我們來自海港大學，很高興來到這裡。",
        '<a href="http://example.org/x">意見徵集：平台的回應</a>',
        "[簡報第三頁](https://example.org/a)",
        "詳見 https://example.org/x",
        "Hello everyone",
    ],
)
def test_links_greetings_and_introductions_say_nothing(text: str) -> None:
    assert not is_quotable(text)


@pytest.mark.parametrize(
    "text",
    [
        "我是覺得費率太高。",
        "我是支持這個法案的。",
        "各位好，今天討論外送員的保險。",
        "我是勞動局科長林小滿，外送員的保險由我們審查。",
        "外送員、店家和平台都有責任。",
        "这是让大家好好说话的机会。",
        "見[簡報](https://example.org/a)，費率下修兩成。",
        "委員說得好。",
    ],
)
def test_what_is_said_can_be_quoted(text: str) -> None:
    assert is_quotable(text)
