"""A subtitle file in, its lines out: SubRip (.srt), WebVTT (.vtt) and YouTube's .sbv.

A cue is a piece of a sentence that fits on a screen, so cues are joined to sentences, and sentences
to paragraphs up to a pause or a new speaker. Times, tags and positions are left out. A speaker in
``<v>`` becomes a heading. Labels in the text (王委員：) do as well if one occurs more than once.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from corpus.errors import DocumentError
from corpus.lines import Line, Source, ends_sentence, joiner
from corpus.readers.encoding import decode
from corpus.structure.kinds import inline_label

_TIME = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
_TIMES = re.compile(rf"\s*{_TIME}\s*(?:-->|,)\s*{_TIME}(?:\s.*)?$")
_NOTE = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
_VOICE = re.compile(r"<v(?:\.[^ >]*)?\s+([^>]{1,80})>")
_TAG = re.compile(r"<[^<>]{0,200}>|\{\\[^{}]{0,100}\}")
_DASH = re.compile(r"(?:[-–—]\s*|>>\s*)(?=\S)")
_CAPITALS = re.compile(r"([A-Z][A-Z .'’-]{1,30}[:：])\s*\S")
_PAUSE = 2.0  # seconds
_LONGEST = 300  # characters in a paragraph without any full stop


class Cue(NamedTuple):
    """One piece of text on the screen, from ``start`` to ``end`` in seconds."""

    start: float
    end: float
    text: str
    speaker: str = ""


def read_subtitles(path: Path) -> Source:
    """Read a subtitle file.

    Raises :class:`corpus.errors.DocumentError` if it is not text or has no cues, and OSError.
    """
    decoded = decode(path.read_bytes())
    cues = _with_speakers(list(_without_repetition(find_cues(decoded.text))))
    if not cues:
        raise DocumentError(
            "it has no subtitles with times (00:01:02,000 --> 00:01:04,000); "
            "if it is plain text, rename it to .txt"
        )
    lines = tuple(_paragraphs(cues))
    count = sum(line.hint == "whole" for line in lines)
    joined = f"{len(cues)} subtitles joined to {count} paragraphs"
    return Source(lines, _title(decoded.text), None, (*decoded.warnings, joined), whole=True)


def find_cues(text: str) -> Iterator[Cue]:
    """Yield the cues with text, without tags.

    >>> list(find_cues("1\\n00:00:01,000 --> 00:00:02,500\\n<i>外送員</i>\\n\\n"))
    [Cue(start=1.0, end=2.5, text='外送員', speaker='')]
    """
    times: tuple[float, float] | None = None
    pending: list[str] = []
    for line in [*text.splitlines(), ""]:
        if found := _TIMES.match(line):
            if pending and pending[-1].strip().isdigit():
                pending.pop()  # the number of this cue, without a blank line above
            yield from _cues(times, pending)
            times, pending = (_seconds(found, 1), _seconds(found, 5)), []
        elif line.strip():
            pending.append(line)
        else:
            yield from _cues(times, pending)
            times, pending = None, []


def _seconds(found: re.Match[str], group: int) -> float:
    hours, minutes, seconds, fraction = (found[group + i] or "0" for i in range(4))
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + float(f"0.{fraction}")


def _cues(times: tuple[float, float] | None, lines: list[str]) -> Iterator[Cue]:
    """Yield a cue for each speaker in one piece of text."""
    if times is None or not lines or _NOTE.match(lines[0]):
        return
    speaker, text = "", ""
    for raw in lines:
        for voice, piece in _voices(raw):
            bare = " ".join(html.unescape(_TAG.sub("", piece)).split())
            if (voice and voice != speaker) or _DASH.match(bare) or _label(bare):
                if text:
                    yield Cue(*times, text, speaker)
                speaker, text = voice or speaker, ""
            bare = _DASH.sub("", bare, count=1) if _DASH.match(bare) else bare
            text += joiner(text, bare) + bare if bare else ""
    if text:
        yield Cue(*times, text, speaker)


def _voices(raw: str) -> Iterator[tuple[str, str]]:
    parts = _VOICE.split(raw)
    yield "", parts[0]
    for name, piece in zip(parts[1::2], parts[2::2], strict=True):
        yield " ".join(html.unescape(name).split()), piece


def _without_repetition(cues: Iterator[Cue]) -> Iterator[Cue]:
    """Leave out what the cue before has shown already, as in captions that scroll."""
    before = ""
    for cue in cues:
        if cue.text == before:
            continue
        if before and cue.text.startswith(before) and len(before) >= 4:
            fresh = cue.text[len(before) :].strip()
            before = cue.text
            cue = cue._replace(text=fresh)
        else:
            before = cue.text
        if cue.text:
            yield cue


def _with_speakers(cues: list[Cue]) -> list[Cue]:
    """Take the labels out of the text if one of them recurs; otherwise they may be anything."""
    labels = Counter(label for cue in cues if (label := _label(cue.text)))
    if max(labels.values(), default=0) < 2:
        return cues
    result = []
    for cue in cues:
        if (label := _label(cue.text)) and not cue.speaker:
            text = cue.text[len(label) :].strip()
            cue = Cue(cue.start, cue.end, text, label.strip("：: "))
        result.append(cue)
    return [cue for cue in result if cue.text or cue.speaker]


def _paragraphs(cues: list[Cue]) -> Iterator[Line]:
    """Join cues to paragraphs: up to a new speaker, a pause after a sentence, or a long pause.

    Chinese subtitles often have no full stops. Then a space separates the cues, as a reader of
    subtitles expects; a search ignores it between ideographs.
    """
    stops = sum(ends_sentence(cue.text) for cue in cues) * 5 >= len(cues)
    speaker, text, end = "", "", cues[0].start
    for cue in cues:
        silent = cue.start - end
        full = len(text) >= _LONGEST and (ends_sentence(text) or not stops)
        ended = ends_sentence(text) if stops else silent >= _PAUSE
        other = bool(cue.speaker) and cue.speaker != speaker
        if text and (other or _label(cue.text) or full or (ended and silent >= _PAUSE / 2)):
            yield Line(text, "whole")
            text = ""
        if other:
            speaker = cue.speaker
            yield Line(f"{speaker}：", "heading", 9)
        gap = joiner(text, cue.text) if stops else " "
        text += (gap if text and cue.text else "") + cue.text
        end = max(end, cue.end)
    if text:
        yield Line(text, "whole")


def _label(text: str) -> str:
    """Return the speaker at the beginning of the text with its colon, or ""."""
    if found := _CAPITALS.match(text):
        return found[1]
    label = inline_label(text)
    return label if 3 <= len(label) <= 12 else ""


def _title(text: str) -> str:
    first = text.lstrip("\ufeff").split("\n", 1)[0]
    return first.removeprefix("WEBVTT").strip(" \t\r-–—") if first.startswith("WEBVTT") else ""
