"""Whoever goes away, gives away, puts off or asks for time: one message a day, none while away, and all are told."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.clock import local_day
from scheduler.days import each_day, is_working_day
from scheduler.lifecycle import ANSWERABLE
from scheduler.usecases.absences import Away, Entered, enter_absence
from scheduler.usecases.delegating import give_task
from scheduler.usecases.giving_time import ask_for_time, rule_on
from scheduler.usecases.quieting import mark_seen, put_off
from scheduler.usecases.reaching import Attempt
from store.engine import Durability, open_engine
from store.unit_of_work import SqlStore
from tests.factories import ACTIVITY, ANNA, BJORN, by_person, make_activity, make_town
from tests.usecases.living import DISA, Life, at, begin

START = date(2027, 1, 11)
CALM = 16
ACTIVITIES = (
    make_activity(receiver="verksamhetschef"),
    make_activity(key="annan", rule=ACTIVITY.rule, receiver="verksamhetschef"),
)


class Act(StrEnum):
    GO_AWAY = "go_away"
    GIVE = "give"
    PUT_OFF = "put_off"
    SEE = "see"
    ASK = "ask"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Step:
    """Some days pass, then one of three people does something with another, for some days."""

    days: int
    act: Act
    who: int
    other: int
    length: int


steps = st.builds(
    Step, st.integers(0, 9), st.sampled_from(Act), st.integers(0, 2), st.integers(0, 3), st.integers(0, 12)
)


@contextmanager
def a_life(upgraded_file: Path) -> Iterator[Life]:
    with TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{copy(upgraded_file, folder)}", durability=Durability.NORMAL)
        store = SqlStore(engine)
        town = make_town(store, rows=[ANNA, BJORN, DISA])
        yield begin(store, engine, town, ACTIVITIES, at=at(START, 7))
        engine.dispose()


def act(life: Life, step: Step) -> Entered | None:
    people, now = life.town.people, life.clock.now()
    person, today = people[step.who], local_day(now)
    other = people[step.other] if step.other < len(people) else None
    until = today + timedelta(days=step.length)
    with life.store.write() as uow:
        by = by_person(person, at=now)
        task = Attempt(uow, person, 1 + step.length % 2, now, by)
        match step.act:
            case Act.GO_AWAY:
                entered = enter_absence(uow, person, Away(today, until, other), today=today, by=by)
                return entered if isinstance(entered, Entered) else None
            case Act.GIVE if other is not None:
                give_task(task, other)
            case Act.PUT_OFF:
                put_off(task, until)
            case Act.SEE:
                mark_seen(task)
            case Act.ASK:
                ask_for_time(task, life.content.wheel, date(2027, 3, 5) + timedelta(days=step.length), "Skäl")
            case Act.RULE:
                day = date(2027, 3, 20)
                rule_on(
                    uow,
                    life.content.wheel,
                    person,
                    1,
                    grants=step.length % 2 == 0,
                    day=day,
                    answer="Svar",
                    now=now,
                    by=by,
                )
    return None


@settings(max_examples=10)
@given(st.lists(steps, min_size=3, max_size=12))
def test_law_of_sending_holds_whoever_is_away(upgraded_file: Path, story: list[Step]) -> None:
    with a_life(upgraded_file) as life:
        away = []
        today = START
        for step in story:
            ahead = today + timedelta(days=step.days)
            life.live(*(at(day) for day in each_day(today + timedelta(days=1), ahead)))
            today = max(today, ahead)
            away.append(act(life, step))
        last = max([today, *(one.absence.until for one in away if one)])
        life.live(*(at(day) for day in each_day(today + timedelta(days=1), last + timedelta(days=CALM))))

        told = [(one.person_id, one.day) for one in life.sent]
        assert len(set(told)) == len(told)
        assert [day for _, day in told if not is_working_day(day)] == []
        assert [one for one in told if is_away(away, *one)] == []
        assert_everyone_has_heard(life)


def is_away(away: list[Entered | None], person_id: int, day: date) -> bool:
    """From the day after it was entered: a message may have gone before, that very morning."""
    return any(
        one is not None
        and one.absence.person_id == person_id
        and one.absence.since + timedelta(days=1) <= day <= one.absence.until
        for one in away
    )


def assert_everyone_has_heard(life: Life) -> None:
    """Of every task that is theirs to be told of by now, unless they have seen it or put it off."""
    today = local_day(life.clock.now())
    heard = {(one.person_id, task) for one in life.sent for task in one.tasks}
    persons = [person.id for person in life.town.people]
    with life.store.read() as uow:
        told = uow.assignments.of_persons(persons, today, states=ANSWERABLE)
        quiet = uow.quiets.of_each([task.id for tasks in told.values() for task in tasks])
        waiting = {
            (person, f"{task.activity} {task.slot} {task.place}")
            for person, tasks in told.items()
            for task in tasks
            if (task.id, person) not in quiet
        }

    assert waiting <= heard
