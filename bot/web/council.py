"""`/council/...`: what a body was told, each figure down to its answers, and the same as Excel and Word."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from aiohttp import web

from bot.web.headers import PERSONAL
from bot.web.visitor import Visitor, html
from cards.council_page import (
    answer_page,
    answers_page,
    digest_page,
    digests_page,
    figure_words,
    no_digest_page,
)
from cards.digest_tables import tables_of
from cards.excel_file import workbook_bytes
from cards.quality_report import report_of
from cards.word_file import word_bytes
from scheduler.digest_answers import choosing, of_round
from scheduler.ports import UnitOfWork
from scheduler.usecases.reading_digests import (
    ReadAnswer,
    ReadDigest,
    hidden_questions,
    read_answer,
    read_digest,
    read_now,
    told_to,
    with_trends,
)

Found = TypeVar("Found")

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


async def digests(request: web.Request, visitor: Visitor) -> web.StreamResponse:
    told = await _read(visitor, lambda uow: told_to(uow, visitor.service.content.wheel, visitor.person, visitor.now))
    return html(digests_page(told, frame=visitor.frame))


async def now(request: web.Request, visitor: Visitor) -> web.StreamResponse:
    read = await _read(visitor, lambda uow: read_now(uow, visitor.service.content, visitor.person, visitor.now))
    return html(digest_page(read, frame=visitor.frame)) if read else _nothing(visitor)


async def digest(request: web.Request, visitor: Visitor) -> web.StreamResponse:
    number, content = _number(request, "digest"), visitor.service.content

    def whole(uow: UnitOfWork) -> ReadDigest | None:
        found = read_digest(uow, content, visitor.person, number, visitor.now)
        return with_trends(uow, visitor.person, found) if found else None

    read = await _read(visitor, whole)
    return html(digest_page(read, frame=visitor.frame)) if read else _nothing(visitor)


async def answers(request: web.Request, visitor: Visitor) -> web.StreamResponse:
    """A figure that the digest does not show has no page."""
    read = await _digest(request, visitor)
    activity, period, question, option = (
        request.query.get(name, "") for name in ("activity", "period", "question", "option")
    )
    what = figure_words(read.digest, activity, period, question, option) if read else ""
    if read is None or not what:
        return _nothing(visitor)
    behind = of_round(read.counted, activity, period)
    chosen = choosing(behind, question, option) if question else behind
    return html(answers_page(read, chosen, what, frame=visitor.frame))


async def answer(request: web.Request, visitor: Visitor) -> web.StreamResponse:
    content, digest_id = visitor.service.content, _number(request, "digest")

    def both(uow: UnitOfWork) -> tuple[ReadDigest | None, ReadAnswer | None]:
        read = read_digest(uow, content, visitor.person, digest_id, visitor.now)
        return read, read_answer(uow, visitor.person, read, _number(request, "answer")) if read else None

    read, found = await _read(visitor, both)
    if read is None or found is None:
        return _nothing(visitor)
    form = content.form_in(found.task.activity, found.submission.form, found.submission.form_version)
    hidden = hidden_questions(read, found, form)
    known = content.wheel.role_by_key.get(found.submission.role)
    role = known.title if known else found.submission.role
    return html(answer_page(found, form, hidden, role=role, digest_id=digest_id, frame=visitor.frame))


async def workbook(request: web.Request, visitor: Visitor) -> web.StreamResponse:
    return await _file(request, visitor, _workbook, EXCEL, "xlsx")


async def report(request: web.Request, visitor: Visitor) -> web.StreamResponse:
    municipality = visitor.service.content.wheel.municipality
    return await _file(request, visitor, lambda read: _report(read, municipality), WORD, "docx")


def _workbook(read: ReadDigest) -> bytes:
    tables = tables_of(read.digest, read.counted)
    return workbook_bytes(tables, title=read.digest.title, made_at=read.digest.cut_off)


def _report(read: ReadDigest, municipality: str) -> bytes:
    whole = report_of(read.digest, read.answers, municipality=municipality)
    return word_bytes(whole, made_at=read.digest.cut_off)


async def _file(
    request: web.Request, visitor: Visitor, write: Callable[[ReadDigest], bytes], kind: str, ending: str
) -> web.StreamResponse:
    read = await _digest(request, visitor)
    if read is None:
        return _nothing(visitor)
    content = await asyncio.to_thread(write, read)
    name = f"{read.digest.key}-{read.digest.cut_off.date().isoformat()}.{ending}"
    headers = {**PERSONAL, "Content-Disposition": f'attachment; filename="{name}"'}
    return web.Response(body=content, headers=headers, content_type=kind)


async def _digest(request: web.Request, visitor: Visitor) -> ReadDigest | None:
    number, content = _number(request, "digest"), visitor.service.content
    return await _read(visitor, lambda uow: read_digest(uow, content, visitor.person, number, visitor.now))


def _number(request: web.Request, name: str) -> int:
    return int(request.match_info[name])


async def _read(visitor: Visitor, ask: Callable[[UnitOfWork], Found]) -> Found:
    def read() -> Found:
        with visitor.service.store.read() as uow:
            return ask(uow)

    return await asyncio.to_thread(read)


def _nothing(visitor: Visitor) -> web.Response:
    return html(no_digest_page(frame=visitor.frame), status=404)
