"""Tells reported speech from the words of a labelled turn."""

from __future__ import annotations

from corpus.document import Paragraph, Statement


def is_reported(paragraph: Paragraph, statement: Statement) -> bool:
    """Whether somebody else reports what ``statement`` says; else it is said word for word.

    The label of a guess is in front of the statement, or above the paragraph.

    >>> from corpus.document import Speaker
    >>> text = "林次長指出，工時應公開。"
    >>> said = Statement(0, len(text), Speaker("林永春"), "林次長", "resolved")
    >>> is_reported(Paragraph(1, "body", text, statements=(said,)), said)
    True
    >>> text = "工時應公開。"
    >>> said = Statement(0, len(text), Speaker("林永春"), "林次長", "label")
    >>> is_reported(Paragraph(2, "body", text, statements=(said,)), said)
    False
    """
    if statement.certainty != "guess":
        return statement.certainty != "label"
    text, mention = paragraph.text, statement.mention
    return statement.end != len(text) or mention in text[statement.start :]
