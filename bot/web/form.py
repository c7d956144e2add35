"""`/form/...`: a person's open tasks, and each of them as the same form that the chat shows.

What was saved is shown by a page of its own, so that reloading sends nothing; what could not be comes back at once.
"""

import asyncio
from collections.abc import Mapping

from aiohttp import web

from bot.chat.visit import NO_NUMBER, whole_number
from bot.web.visitor import Visitor, html, see_other
from cards.verbs import typed_from
from cards.web_form import SAVE, outcome_page, step_path, task_path, tasks_page
from scheduler.usecases.answering import open_form, save_page
from scheduler.usecases.desk import Move, Saving
from scheduler.usecases.outcomes import FormPage, Outcome, Reason, Receipt
from scheduler.usecases.signing_in import HOME
from scheduler.usecases.tasks import task_list

LONGEST_TOKEN = 64
SAVED = "saved"


async def tasks(request: web.Request, visitor: Visitor) -> web.Response:
    return html(await asyncio.to_thread(_tasks, visitor, whole_number(request.query.get(SAVED))))


def _tasks(visitor: Visitor, saved: int) -> str:
    with visitor.service.store.read() as uow:
        listed = task_list(uow, visitor.service.content.wheel, visitor.person, visitor.today)
    left = next((f"{task.title}, {task.place}" for task in listed.open if task.id == saved), "")
    return tasks_page(listed, visitor.frame, saved=left)


async def task(request: web.Request, visitor: Visitor) -> web.Response:
    at = place_in(request.query)
    outcome = await asyncio.to_thread(_opened, visitor, whole_number(request.match_info["task"]), at)
    return outcome_response(outcome, visitor)


def _opened(visitor: Visitor, task_id: int, at: tuple[int, int] | None) -> Outcome:
    service = visitor.service
    return open_form(
        service.store,
        service.content,
        visitor.person,
        task_id,
        now=visitor.now,
        tokens=service.tokens,
        by=visitor.by,
        at=at,
    )


def place_in(query: Mapping[str, str]) -> tuple[int, int] | None:
    """The step and the item that an address names, counted from 0; None where it names no step."""
    step = whole_number(query.get("step"))
    return None if step == NO_NUMBER else (max(step - 1, 0), max(whole_number(query.get("item")) - 1, 0))


async def save(request: web.Request, visitor: Visitor, data: Mapping[str, str]) -> web.Response:
    saving = saving_in(data, whole_number(request.match_info["task"]))
    outcome = await asyncio.to_thread(_saved, visitor, saving)
    if isinstance(outcome, FormPage) and is_clean(outcome):
        is_leaving = data.get("move") == SAVE
        return see_other(f"{HOME}?{SAVED}={outcome.task.id}" if is_leaving else step_path(outcome))
    if isinstance(outcome, Receipt) and not outcome.task.is_answerable:
        return see_other(task_path(outcome.task.id))
    return outcome_response(outcome, visitor)


def _saved(visitor: Visitor, saving: Saving) -> Outcome:
    service = visitor.service
    return save_page(
        service.store, service.content, visitor.person, saving, now=visitor.now, tokens=service.tokens, by=visitor.by
    )


def saving_in(data: Mapping[str, str], task_id: int) -> Saving:
    """What the page sent, read as a hint: an unknown move saves and stays on the way forward."""
    move = data.get("move", "")
    return Saving(
        assignment_id=task_id,
        step=whole_number(data.get("step")),
        item=whole_number(data.get("item")),
        draft_version=whole_number(data.get("version")),
        token=data.get("token", "")[:LONGEST_TOKEN],
        move=Move(move) if move in set(Move) else Move.NEXT,
        typed=typed_from(data),
    )


def is_clean(page: FormPage) -> bool:
    """Whether every typed word lies in the rows, so that the page may be fetched anew."""
    return not page.objections and page.notice is None


def outcome_response(outcome: Outcome, visitor: Visitor) -> web.Response:
    return html(outcome_page(outcome, visitor.frame), status=_status(outcome))


def _status(outcome: Outcome) -> int:
    if isinstance(outcome, FormPage):
        return 422 if outcome.objections else 409 if outcome.saved else 200
    if isinstance(outcome, Receipt):
        return 200
    return 404 if outcome.reason is Reason.NOT_YOURS else 409
