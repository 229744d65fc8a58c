"""Tells reported speech from the words of a labelled turn.

The index does not store which of the two a statement is, so it is derived from what
:mod:`corpus.speakers` guarantees:

- A labelled turn is the only statement of its paragraph and reaches to the paragraph's end. It
  begins after its own label (主席：…), or with the paragraph where the label is a heading above.
- Reported speech names its speaker in the paragraph, in the first sentence or after a quotation.
  Only a quotation that continues from the paragraph before does not.

A labelled turn whose first sentence contains the speaker's own name (我是林依兒) is recognized by
the first person. What is not certain counts as reported: about one labelled turn in 700 of meeting
transcripts is taken for reported speech, and no reported speech for a labelled turn.
"""

from __future__ import annotations

import re

from corpus.document import Paragraph, Statement

_CLOSING = {"「": "」", "『": "』", "“": "”"}
_QUOTATION_OR_SENTENCE = re.compile('[「『“"]|[。！？!?]')
_FIRST_PERSON = re.compile(
    "我(?:們|们|的名字|本名|這邊|这边)?(?:是|叫)|叫我|我姓|(?:I am|I'm|I’m|My name is) "
)


def is_reported(paragraph: Paragraph, statement: Statement) -> bool:
    """Whether somebody else reports what ``statement`` says; else it is said word for word.

    >>> from corpus.document import Speaker
    >>> text = "林次長指出，工時應公開。"
    >>> said = Statement(0, len(text), Speaker("林永春"), "林次長")
    >>> is_reported(Paragraph(1, "body", text, statements=(said,)), said)
    True
    >>> text = "工時應公開。"
    >>> said = Statement(0, len(text), Speaker("林永春"), "林次長")
    >>> is_reported(Paragraph(2, "body", text, statements=(said,)), said)
    False
    """
    text = paragraph.text
    if len(paragraph.statements) != 1 or statement.end != len(text):
        return True
    if statement.start:
        label = text[: statement.start].strip()
        return label[-1:] not in ("：", ":") or label[:-1].strip() != statement.mention
    before, named, _ = text.partition(statement.mention)
    if not statement.mention or not named:
        return _is_quoted_whole(text.strip())
    cut = _QUOTATION_OR_SENTENCE.search(before)
    if cut:
        return cut[0] in '「『“"'
    return not _FIRST_PERSON.search(before)


def _is_quoted_whole(text: str) -> bool:
    """Whether the quotation that begins the text goes on to its end, closed or not."""
    closing = _CLOSING.get(text[:1])
    if closing is None:
        return False
    depth = 0
    for at, char in enumerate(text):
        depth += (char == text[0]) - (char == closing)
        if not depth:
            return at == len(text) - 1
    return True
