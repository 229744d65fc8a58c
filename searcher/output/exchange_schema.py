"""The keys of JSON and the columns of tables for exchanges; see :mod:`searcher.output.schema`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from index.verification_code import verification_code
from searcher.output.listing import Quotation
from searcher.output.schema import Json, Row, day_of, of_speaker

if TYPE_CHECKING:
    from searcher.report.exchanges import Exchange, Side


class ExchangeRow(NamedTuple):
    """One question with its answer as a row of a table.

    The columns of the answer are empty if there is none. ``days`` are from the date of the
    question to that of the answer, if the text gives both.
    """

    question: str
    asker: str
    asker_job_title: str
    asker_organization: str
    answer: str
    answerer: str
    answerer_job_title: str
    answerer_organization: str
    days: int | None
    title: str
    section: str
    doc: str
    question_paragraph: int
    answer_paragraph: int | None
    date: str | None
    asked_on: str | None
    answered_on: str | None
    question_code: str
    answer_code: str


def rows_of_exchanges(exchanges: Iterable[Exchange]) -> Iterator[ExchangeRow]:
    """One row for each exchange."""
    for one in exchanges:
        question, answer = one.question, one.answer
        yield ExchangeRow(
            question=question.text,
            asker=question.speaker.name,
            asker_job_title=question.speaker.title,
            asker_organization=question.speaker.organization,
            answer=answer.text if answer else "",
            answerer=answer.speaker.name if answer else "",
            answerer_job_title=answer.speaker.title if answer else "",
            answerer_organization=answer.speaker.organization if answer else "",
            days=one.days,
            title=one.file.title,
            section=" › ".join(one.section),
            doc=one.file.id,
            question_paragraph=question.paragraph,
            answer_paragraph=answer.paragraph if answer else None,
            date=day_of(one.file.date),
            asked_on=day_of(question.date),
            answered_on=day_of(answer.date) if answer else None,
            question_code=_code(question),
            answer_code=_code(answer) if answer else "",
        )


def quotations_of_exchanges(exchanges: Iterable[Exchange]) -> Iterator[Quotation]:
    """Each question, and after it its answer if there is one."""
    for one in exchanges:
        for side in filter(None, (one.question, one.answer)):
            yield Quotation(_row_of_side(one, side), one.file.kind)


def _row_of_side(exchange: Exchange, side: Side) -> Row:
    return Row(
        quote=side.text,
        speaker=side.speaker.name,
        job_title=side.speaker.title,
        organization=side.speaker.organization,
        title=exchange.file.title,
        section=" › ".join(exchange.section),
        doc=exchange.file.id,
        paragraph=side.paragraph,
        page=side.begin.page,
        date=day_of(exchange.file.date),
        match="",
        speech="verbatim" if side.certainty == "label" else "reported",
        certainty=side.certainty,
        source=side.begin.source,
        code=_code(side),
    )


def of_exchange(exchange: Exchange) -> Json:
    """An exchange as JSON; ``answer`` is null if there is none."""
    return {
        "doc": exchange.file.id,
        "title": exchange.file.title,
        "date": day_of(exchange.file.date),
        "section": list(exchange.section),
        "question": _of_side(exchange.question),
        "answer": _of_side(exchange.answer) if exchange.answer else None,
        "days": exchange.days,
    }


def _of_side(side: Side) -> Json:
    return {
        "speaker": of_speaker(side.speaker),
        "text": side.text,
        "paragraph": side.paragraph,
        "last_paragraph": side.last,
        "date": day_of(side.date),
        "code": _code(side),
    }


def _code(side: Side) -> str:
    """The verification code of the paragraph in which it begins."""
    return verification_code(side.begin.text)
