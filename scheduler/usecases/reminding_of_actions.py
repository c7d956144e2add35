"""Actions in the day's one message: rungs before a deadline and after it, and a word when something is asked anew."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from itertools import groupby

from scheduler.actions import Ask
from scheduler.clock import local_day
from scheduler.ladder import Ladder, Rung, RungKind, rungs_of
from scheduler.organisation import Municipality
from scheduler.ports import UnitOfWork
from scheduler.ports_actions import ActionRung, AskedAction
from scheduler.slots import Precision, Slot
from scheduler.usecases.reminding import Climbed, message_to
from scheduler.wheel import Wheel


def remind_of_actions(uow: UnitOfWork, wheel: Wheel, municipality: Municipality, now: datetime) -> int:
    """Add to the messages that wait, or write some; how many were new. Call it after the reminders of tasks."""
    today = local_day(now)
    due = uow.action_reminders.due(municipality.id, today)
    covered = uow.action_reminders.covered({asked.action.id for asked, _ in due})
    next_days: dict[tuple[int, str], date | None] = {}
    added = 0
    for person_id, mine in groupby(due, key=lambda one: one[1]):
        rungs: list[ActionRung] = []
        for asked, _ in mine:
            climbed = climb_ask(asked, wheel.actions.ladder, covered.get((asked.action.id, person_id), ()), today)
            rungs += (ActionRung(asked.action.id, person_id, rung.name, rung.day) for rung in climbed.due)
            next_days[asked.action.id, asked.ask.kind] = climbed.next_day
        added += _gather(uow, municipality, person_id, rungs, now)
    uow.action_reminders.schedule(next_days)
    return added


def climb_ask(asked: AskedAction, ladder: Ladder, covered: Iterable[str], today: date) -> Climbed:
    """The rungs that are due and that one holder was not told of, and the day of the next one."""
    rungs = _rungs(asked.ask, ladder)
    return Climbed(
        due=tuple(rung for rung in rungs if rung.day <= today and rung.name not in set(covered)),
        next_day=min((rung.day for rung in rungs if rung.day > today), default=None),
    )


def _rungs(ask: Ask, ladder: Ladder) -> list[Rung]:
    """Named by what is asked until when, so that a deadline that has moved is told of anew."""
    rungs = rungs_of(Slot("", ask.opens, ask.due, Precision.DAY), ladder)
    told = (rung for rung in rungs if ask.tells_at_once or rung.kind is not RungKind.OPENING)
    return [replace(rung, name=f"{ask.kind}/{ask.due or ask.opens}/{rung.name}") for rung in told]


def _gather(uow: UnitOfWork, municipality: Municipality, person_id: int, rungs: list[ActionRung], now: datetime) -> int:
    found = message_to(uow, municipality, person_id, [rung.day for rung in rungs], now) if rungs else None
    if found is None:
        return 0
    uow.action_reminders.cover(found.message_id, rungs)
    return int(found.is_new)
