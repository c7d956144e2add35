"""However the ticker is stopped, the far end fails and people answer: the law of sending holds, and all are told."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.assignments import Assignment
from scheduler.clock import local_day
from scheduler.days import each_day, is_working_day, is_working_hour, work_starts_on
from scheduler.ladder import DEFAULT_LADDER, rungs_of
from scheduler.lifecycle import ANSWERABLE, State
from scheduler.rules_counted import PeriodRule
from scheduler.rules_yearly import DateRule
from scheduler.slots import MonthDay
from scheduler.wheel_parts import Level
from store.engine import Durability, open_engine
from store.unit_of_work import SqlStore
from tests.factories import ACTIVITY, ANNA, BJORN, make_activity, make_town
from tests.usecases.living import DISA, Life, at, begin

START = at(date(2026, 12, 28), 0)
CALM_DAYS = 8
ACTIVITIES = (
    ACTIVITY,
    make_activity(key="manad", rule=PeriodRule(kind="monthly", days_after=5)),
    make_activity(key="bokslut", level=Level.AREA, performer="verksamhetschef", rule=DateRule(due=MonthDay(2, 1))),
)


class Happening(StrEnum):
    """What comes after a tick: what is in flight may fail and wait, be left by a sender that died, or be refused."""

    NOTHING = "nothing"
    SEND = "send"
    FAIL = "fail"
    DIE = "die"
    REFUSE = "refuse"
    ANSWER = "answer"
    NEWCOMER = "newcomer"


TAKEN = (Happening.FAIL, Happening.DIE, Happening.REFUSE)


@dataclass(frozen=True, slots=True)
class Step:
    hours: int
    happening: Happening


gaps = st.one_of(st.integers(1, 30), st.integers(31, 200))
deliverable = st.sampled_from(sorted(set(Happening) - {Happening.REFUSE}))
stories = st.lists(st.builds(Step, gaps, deliverable), min_size=4, max_size=18)
stories_with_refusals = st.lists(st.builds(Step, gaps, st.sampled_from(Happening)), min_size=4, max_size=18)


@contextmanager
def a_life(upgraded_file: Path) -> Iterator[Life]:
    with TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{copy(upgraded_file, folder)}", durability=Durability.NORMAL)
        store = SqlStore(engine)
        yield begin(store, engine, make_town(store, rows=[ANNA, BJORN, DISA]), ACTIVITIES, at=START)
        engine.dispose()


def tell(life: Life, story: list[Step]) -> dict[str, datetime]:
    """Live the story; the moment at which each task was answered."""
    answered: dict[str, datetime] = {}
    for number, step in enumerate(story):
        life.tick(life.clock.now() + timedelta(hours=step.hours))
        happen(life, step.happening, number, answered)
    return answered


def happen(life: Life, happening: Happening, number: int, answered: dict[str, datetime]) -> None:
    now = life.clock.now()
    if happening is Happening.SEND:
        life.send()
    if happening in TAKEN and is_working_hour(now):
        claimed = life.claim()
        with life.store.write() as uow:
            for message in claimed:
                if happening is Happening.FAIL:
                    uow.outbox.postpone(message, until=now + timedelta(minutes=10), code="503")
                if happening is Happening.REFUSE:
                    uow.outbox.fail(message, code="400")
                    uow.reminders.release(message.id)
    if happening is Happening.ANSWER:
        answer_something(life, number, answered)
    if happening is Happening.NEWCOMER:
        with life.store.write() as uow:
            uow.people.import_rows(life.town.id, [replace(ANNA, unit=f"Enhet {number}")])


def answer_something(life: Life, number: int, answered: dict[str, datetime]) -> None:
    person = life.town.people[number % len(life.town.people)]
    with life.store.write() as uow:
        mine = uow.assignments.of_person(person.id, local_day(life.clock.now()), states=ANSWERABLE)
        for task in mine[:1]:
            uow.assignments.set_state(task.id, State.SUBMITTED)
            answered[name_of(task)] = life.clock.now()


def name_of(task: Assignment) -> str:
    return f"{task.activity} {task.slot} {task.place}"


def calm(life: Life) -> None:
    """Nothing more happens for some days but ticking and sending every morning."""
    first = local_day(life.clock.now()) + timedelta(days=1)
    life.live(*(at(day) for day in each_day(first, first + timedelta(days=CALM_DAYS))))


@settings(max_examples=12)
@given(stories)
def test_law_of_sending_holds_and_everyone_hears_of_every_open_task(upgraded_file: Path, story: list[Step]) -> None:
    with a_life(upgraded_file) as life:
        answered = tell(life, story)
        calm(life)

        assert_nobody_is_told_twice_a_day_or_on_a_free_day(life)
        assert_nothing_answered_is_told(life, answered)
        assert_everyone_has_heard(life)
        assert_no_rung_is_forgotten(life)


@settings(max_examples=8)
@given(stories_with_refusals)
def test_each_task_is_heard_of_by_somebody_when_messages_are_refused(upgraded_file: Path, story: list[Step]) -> None:
    with a_life(upgraded_file) as life:
        answered = tell(life, story)
        calm(life)

        assert_nobody_is_told_twice_a_day_or_on_a_free_day(life)
        assert_nothing_answered_is_told(life, answered)
        assert {task for _, task in waiting_in(life)} <= {task for one in life.sent for task in one.tasks}


def assert_nobody_is_told_twice_a_day_or_on_a_free_day(life: Life) -> None:
    told = [(one.person_id, one.day) for one in life.sent]

    assert len(set(told)) == len(told)
    assert [day for _, day in told if not is_working_day(day)] == []
    for _, _, day, due_at, _ in life.messages():
        assert (is_working_day(day), due_at >= work_starts_on(day)) == (True, True)


def assert_nothing_answered_is_told(life: Life, answered: dict[str, datetime]) -> None:
    for one in life.sent:
        assert [task for task in one.tasks if task in answered and local_day(answered[task]) < one.day] == []


def assert_everyone_has_heard(life: Life) -> None:
    assert waiting_in(life) <= {(one.person_id, task) for one in life.sent for task in one.tasks}


def waiting_in(life: Life) -> set[tuple[int, str]]:
    """Who has which task to answer since before the calm days."""
    today = local_day(life.clock.now())
    with life.store.read() as uow:
        return {
            (person.id, name_of(task))
            for person in life.town.people
            for task in uow.assignments.of_person(person.id, today, states=ANSWERABLE)
            if rungs_of(task.as_slot, DEFAULT_LADDER)[0].day <= today - timedelta(days=CALM_DAYS)
        }


def assert_no_rung_is_forgotten(life: Life) -> None:
    today = local_day(life.clock.now())
    covered = {(assignment, person, rung) for assignment, rung, person, _ in life.covered()}
    with life.store.read() as uow:
        come = {
            (task.id, person.id, rung.name)
            for person in life.town.people
            for task in uow.assignments.of_person(person.id, today, states=ANSWERABLE)
            for rung in rungs_of(task.as_slot, DEFAULT_LADDER)
            if rung.day <= today
        }

    assert come <= covered
