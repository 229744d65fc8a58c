"""The web page speaks the language that each browser asks for."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from searcher.messages import say
from searcher.web.spoken import Spoken


def said(_: Request) -> PlainTextResponse:
    return PlainTextResponse(say("Who said it?"))


APP = Starlette(
    routes=[Route("/who", said), Route("/who.json", said)], middleware=[Middleware(Spoken)]
)


def answer(path: str, **headers: str) -> str:
    return TestClient(APP).get(path, headers=headers).text


def test_each_request_has_its_own_language() -> None:
    assert answer("/who", **{"accept-language": "zh-TW,zh;q=0.9,en;q=0.5"}) == "誰說的？"
    assert answer("/who", **{"accept-language": "fr, zh-CN;q=0.8"}) == "谁说的？"
    assert answer("/who", **{"accept-language": "en-GB,zh;q=0.1"}) == "Who said it?"
    assert answer("/who", **{"accept-language": ""}) == "Who said it?"


def test_json_is_english_for_everyone() -> None:
    assert answer("/who.json", **{"accept-language": "zh-TW"}) == "Who said it?"
