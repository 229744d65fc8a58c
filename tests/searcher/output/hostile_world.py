"""An index in which everything that documents and users can name tries to control a program.

File names, topic files and people files are read from a folder; the documents are written into the
index as they are, because readers take most controls out and an index may come from somebody else.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from pathlib import Path

from corpus.document import Document, Paragraph, Period, Speaker, Statement, TopicTag
from index.analysis.analyze import analyze_document
from index.analysis.word_segmentation import preferred_segmenter
from index.stored_record import FileState, Origin
from index.update import update
from index.whoosh.writer import BulkWriter

#: What must not come out as it is: controls of terminals, marks of direction, tags, line breaks
#: that are none of ours, code points that are no characters.
CONTROLS = (
    *("\x1b[2J", "\x1b]0;x\x07", "\x9b31m", "\x00", "\x08", "\x7f", "\r", "\x0b", "\x85"),
    *("\u202e", "\u2066", "\u200e", "\u061c", "\u2028", "\u2029", "\U000e0041", "\U000e007f"),
    *("\ufff9", "\u180e"),
)
#: Markup of the formats that we write.
MARKUP = (
    *("![](http://x.tw/a.png)", "[甲](javascript:x)", "<script>x</script>", "<img src=x onerror=y"),
    *("<http://x.tw>", "http://x.tw", "www.x.tw", "a@x.tw", "# 甲", "\n# 乙\n", "- 丙", "1. 丁"),
    *("| a | b |\n|---|---|", "```", "~~~", "    甲", "> 乙", "***", "---", "===", "&lt;b&gt;"),
    *("{{ x }}", "{% x %}", "$x$", "*甲*", "__乙__", "[^1]: x", "[x]: http://x.tw", "\\"),
    *("=1+1", "\u200b=1+1", "@SUM(1)", "+1", "-1", "\u2060＝1", '","', '"\n=1', "'=1", "\t=1"),
    *("ER  - ", "TY  - BOOK", "}, x = {", "\\input{/etc/passwd}", "{", "}", "%", "@misc{x,"),
    *("</td>", '"><b>', "']]>", "<!-- cewen: quotations -->", "&#x1b;", "::: x", "~~x~~"),
)
WORD = "浮標"
_STATE = FileState(size=1, modified=1, digest="d")


def hostile(draw: random.Random, *, pieces: int = 4) -> str:
    """A text that contains :data:`WORD`, so that it is found, among pieces that do harm."""
    kinds = (CONTROLS, MARKUP, ("甲乙", " "))
    texts = [draw.choice(draw.choice(kinds)) for _ in range(pieces)]
    texts.insert(draw.randrange(len(texts) + 1), WORD)
    return "".join(texts)


def make_world(
    folder: Path, draw: random.Random, more: Callable[[Path], None] = lambda docs: None
) -> Path:
    """The folder of a new index of hostile documents. Beside it are a draft and a list of names.

    ``more`` adds files to the folder of the documents.
    """
    docs = folder / "docs"
    docs.mkdir(parents=True)
    for number in range(3):
        name = _file_name(hostile(draw))
        said = f"{WORD}已換新。{hostile(draw)}\n\n王大明局長指出，{WORD}要公開。\n"
        text = f"# {WORD}座談\n\n### 林春生：\n\n{said}"
        (docs / f"{number}{name}.md").write_text(text, encoding="utf-8")
    asked = f"# 問答\n\n問：{WORD}何時換新？{MARKUP[2]}\n\n答：{WORD}明年換新。{MARKUP[0]}\n"
    (docs / "問答.md").write_text(asked, encoding="utf-8")
    undecodable = os.fsdecode(b"\xff\x1b[2J.md")
    (docs / undecodable).write_text(f"{WORD}在此。\n", encoding="utf-8")
    more(docs)
    index = folder / "index"
    update(index, [docs], topics=[_topics(folder)], people=[_people(folder)], jobs=1)
    with BulkWriter(index) as writer:
        for number in range(4):
            one = _document(f"{number}/{_file_name(hostile(draw))}.md", draw)
            place = Origin(f"/root/{hostile(draw)}".replace("\0", ""), one.id)
            segmenter = preferred_segmenter()
            writer.add(analyze_document(one, place, _STATE, segmenter, writer.encode))
    draft = f"「{WORD}已換新。」\n\n「{hostile(draw)}」\n"
    (folder / "draft.md").write_text(draft, encoding="utf-8")
    names = f"{WORD}\n{' '.join(hostile(draw).split())}\n"
    (folder / "list.txt").write_text(names, encoding="utf-8")
    return index


def _document(id: str, draw: random.Random) -> Document:
    paragraphs = []
    for number in range(1, 5):
        text = hostile(draw, pieces=6)
        speaker = Speaker(hostile(draw), hostile(draw), hostile(draw))
        statement = Statement(0, len(text), speaker, hostile(draw), "reported")
        section = (hostile(draw), hostile(draw))
        said = (statement,) if number % 4 else ()
        tags = (TopicTag("hostile"), TopicTag(hostile(draw)))
        paragraphs.append(Paragraph(number, "body", text, section, number, said, tags))
    warnings = (hostile(draw),)
    date = Period.of(2024, 5, 6)
    return Document(id, hostile(draw), date, "transcript", tuple(paragraphs), warnings)


def _file_name(text: str) -> str:
    return text.translate({0: None, ord("/"): None})[:60]


def _topics(folder: Path) -> Path:
    path = folder / f"\x1b[2Jtopics{os.getpid()}.toml"
    name = _quoted(f"\x1b[2J\u202e{WORD}<b>|=1")
    path.write_text(
        f"[hostile]\nprefLabel = {{ zh-Hant = {name}, en = {_quoted('=1+1')} }}\n"
        f"altLabel = [{_quoted(WORD)}, {_quoted('公開' + chr(0x202E) + '|# x')}]\n",
        encoding="utf-8",
    )
    return path


def _people(folder: Path) -> Path:
    path = folder / "people.toml"
    # It refuses controls; see PeopleFileError.
    lines = ("[[person]]", "name = '=王大明](javascript:x)'", "aliases = ['王大明']")
    office = ("[[person.office]]", "title = '<script>x</script>'", "organization = '=1+1'")
    path.write_text("\n".join((*lines, *office, "")), encoding="utf-8")
    return path


def _quoted(text: str) -> str:
    """A string of TOML with every unusual character escaped."""
    escaped = "".join(c if c.isalnum() else f"\\U{ord(c):08x}" for c in text)
    return f'"{escaped}"'
