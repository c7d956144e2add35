"""The same answer for several own units: a draft for each to look at, and then all that were chosen handed in or none.

Everything is looked up anew each time: what a card names is only a hint.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from scheduler.answers import incomplete_pages
from scheduler.assignments import Assignment
from scheduler.audit import By, Deed
from scheduler.forms import Answers
from scheduler.lifecycle import Event, advance
from scheduler.loading import Content
from scheduler.organisation import Person
from scheduler.ports import Store, Tokens, UnitOfWork
from scheduler.ports_answering import Draft
from scheduler.sharing import is_same_for_another_unit, shared
from scheduler.usecases.answering import open_at, sheet_of, with_the_rest
from scheduler.usecases.desk import Desk, Sheet, in_the_end
from scheduler.usecases.outcomes import Outcome, Reason, Receipt, Refused
from scheduler.usecases.submitting import hand_in
from scheduler.usecases.tasks import remaining_tasks

MOST_UNITS = 40


class Fit(StrEnum):
    """How it stands with one unit: the answer is ready to be handed in there, or why it is not."""

    READY = "ready"
    LACKS = "lacks"
    SENT = "sent"
    BEGUN = "begun"
    ANSWERED = "answered"
    CHANGED = "changed"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Unit:
    """`answered_by` is who was faster."""

    task: Assignment
    fit: Fit
    answered_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Several:
    """The units in order of their tasks; `gone` is how many are no longer the person's, without telling which.

    `refused` where nothing was handed in, since something had changed about what was chosen.
    """

    source: Assignment
    units: tuple[Unit, ...]
    today: date
    token: str
    gone: int = 0
    refused: bool = False
    remaining: tuple[Assignment, ...] = ()

    def having(self, fit: Fit) -> tuple[Unit, ...]:
        return tuple(unit for unit in self.units if unit.fit is fit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a card sent: the task whose answer is meant, the units that it showed, and those that were chosen."""

    source_id: int
    shown: tuple[int, ...]
    chosen: tuple[int, ...]
    token: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """One unit as it stands now; the sheet where it can be worked on."""

    unit: Unit
    sheet: Sheet | None = None


SeveralOutcome: TypeAlias = Several | Outcome


def share_answer(
    store: Store, content: Content, person: Person, choice: Choice, *, now: datetime, tokens: Tokens, by: By
) -> SeveralOutcome:
    """Fill the chosen units' tasks with the answer, as drafts; what somebody has begun there is left alone."""
    with store.write() as uow:
        outcome = _share(Desk(uow, content, person, now, tokens, by), choice)
    return _with_the_rest(store, person, outcome)


def hand_in_several(
    store: Store, content: Content, person: Person, choice: Choice, *, now: datetime, tokens: Tokens, by: By
) -> SeveralOutcome:
    """Hand in all that were chosen, each as the answer of its unit, or none; once, however often it is asked for."""

    def attempt(uow: UnitOfWork, token: str) -> SeveralOutcome:
        return _hand_in(Desk(uow, content, person, now, tokens, by), replace(choice, token=token))

    outcome = in_the_end(store, tokens, choice.token, attempt)
    return _with_the_rest(store, person, outcome)


def _share(desk: Desk, choice: Choice) -> SeveralOutcome:
    desk.uow.masks.hold((choice.source_id, *choice.chosen))
    source = sheet_of(desk, choice.source_id, {})
    if not isinstance(source, Receipt) or not choice.chosen:
        return open_at(desk, choice.source_id) if isinstance(source, Sheet) else source
    copy = shared(source.form, source.submission.answers)
    looks, gone = _look_at_all(desk, source, copy, choice.chosen, "")
    filled = [_filled(desk, source, copy, look) for look in looks]
    return _told(desk, source, filled, gone=gone)


def _filled(desk: Desk, source: Receipt, copy: Answers, look: Look) -> Unit:
    """The unit with the answer as its draft, where nothing had been begun."""
    sheet = look.sheet
    if sheet is None or sheet.standing.draft is not None or sheet.standing.latest is not None:
        return look.unit
    draft = Draft(sheet.task.id, sheet.version + 1, copy, desk.person.id, desk.now)
    desk.uow.answering.save_draft(draft)
    state = advance(sheet.task.state, Event.SAVE)
    desk.uow.assignments.set_state(sheet.task.id, state)
    desk.note(Deed.COPIED, sheet.task, str(source.task.id))
    return Unit(replace(sheet.task, state=state), _fit_of(sheet, copy))


def _hand_in(desk: Desk, choice: Choice) -> SeveralOutcome:
    desk.uow.masks.hold((choice.source_id, *choice.shown, *choice.chosen))
    source = sheet_of(desk, choice.source_id, {})
    if not isinstance(source, Receipt):
        return open_at(desk, choice.source_id) if isinstance(source, Sheet) else source
    copy = shared(source.form, source.submission.answers)
    looks, gone = _look_at_all(desk, source, copy, {*choice.shown, *choice.chosen}, choice.token)
    chosen = [look for look in looks if look.unit.task.id in choice.chosen]
    are_there = {look.unit.task.id for look in chosen} == set(choice.chosen) - {source.task.id}
    if not are_there or any(look.unit.fit not in (Fit.READY, Fit.SENT) for look in chosen):
        return _told(desk, source, [look.unit for look in looks], gone=gone, refused=True)
    sent = {look.unit.task.id: _sent(desk, copy, look, choice.token) for look in chosen}
    return _told(desk, source, [sent.get(look.unit.task.id, look.unit) for look in looks], gone=gone)


def _sent(desk: Desk, copy: Answers, look: Look, token: str) -> Unit:
    if look.sheet is None:
        return look.unit
    sheet = look.sheet
    at = (desk.uow, desk.content, desk.person, sheet.task, sheet.form, copy)
    receipt = hand_in(*at, standing=sheet.standing, token=_token_of(token, sheet.task.id), now=desk.now, by=desk.by)
    return Unit(receipt.task, Fit.SENT)


def _look_at_all(
    desk: Desk, source: Receipt, copy: Answers, ids: Collection[int], token: str
) -> tuple[list[Look], int]:
    """In order of id; and how many are gone."""
    wanted = sorted(set(ids) - {source.task.id})[:MOST_UNITS]
    looks = [_look(desk, source, copy, one, _token_of(token, one)) for one in wanted]
    return [look for look in looks if look is not None], looks.count(None)


def _look(desk: Desk, source: Receipt, copy: Answers, task_id: int, token: str) -> Look | None:
    """None where it is nothing that the person may give this answer to."""
    task = desk.uow.assignments.get(task_id)
    if task is None or not is_same_for_another_unit(source.task, task):
        return None
    if task.is_answerable and _version_of(desk, task) != source.form.version:
        held = desk.uow.answering.standing(task.id, desk.person.id, desk.today).is_held
        return Look(Unit(task, Fit.CHANGED)) if held else None
    found = sheet_of(desk, task_id, {}, token=token)
    if isinstance(found, Receipt):
        fit = Fit.SENT if found.submission.token == token else Fit.ANSWERED
        return Look(Unit(found.task, fit, found.submission.submitted_by_name))
    if isinstance(found, Refused):
        return None if found.reason is Reason.NOT_YOURS else Look(Unit(task, Fit.CLOSED))
    if not isinstance(found, Sheet):
        return None
    is_own = found.standing.latest is not None or (found.standing.draft is not None and found.answers != copy)
    return Look(Unit(found.task, Fit.BEGUN if is_own else _fit_of(found, copy)), found)


def _version_of(desk: Desk, task: Assignment) -> int:
    return desk.content.form_in(task.activity, task.form, task.form_version).version


def _fit_of(sheet: Sheet, copy: Answers) -> Fit:
    return Fit.LACKS if any(incomplete_pages(sheet.form, copy)) else Fit.READY


def _token_of(token: str, task_id: int) -> str:
    """Each unit's answer has one of its own, the same whenever the same card asks."""
    return f"{token}.{task_id}"


def _told(desk: Desk, source: Receipt, units: Sequence[Unit], *, gone: int = 0, refused: bool = False) -> Several:
    token = desk.tokens.new()
    return Several(source=source.task, units=tuple(units), today=desk.today, token=token, gone=gone, refused=refused)


def _with_the_rest(store: Store, person: Person, outcome: SeveralOutcome) -> SeveralOutcome:
    if not isinstance(outcome, Several):
        return with_the_rest(store, person, outcome)
    shown = {unit.task.id for unit in outcome.units}
    with store.read() as uow:
        remaining = remaining_tasks(uow, person.id, outcome.today)
    return replace(outcome, remaining=_without(remaining, shown))


def _without(tasks: Iterable[Assignment], ids: Collection[int]) -> tuple[Assignment, ...]:
    return tuple(task for task in tasks if task.id not in ids)
