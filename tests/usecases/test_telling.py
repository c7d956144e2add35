"""Whoever is told of a digest in a role reads of it once, in the one message of a day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from scheduler.loading import Content
from scheduler.outbox import Message, MessageKind
from scheduler.rules_started import UndatedRule
from scheduler.rules_yearly import DateRule
from scheduler.slots import MonthDay
from scheduler.usecases.dispatching import Daily, content_of
from scheduler.usecases.ticking import tick
from scheduler.wheel import DigestPlan
from store.unit_of_work import SqlStore
from tests.factories import ANNA, BJORN, Town, make_activity, make_content, make_reference, make_town, make_wheel
from tests.usecases.living import at

PLAN = DigestPlan(key="min_enhet", title="Min enhet", role="enhetschef", rule=DateRule(due=MonthDay(3, 15)))
UNDATED = replace(PLAN, key="sedan", rule=UndatedRule(why="Inget sagt."))
OUTSIDE = replace(PLAN, key="utat", audience="personal")
DAY = date(2027, 3, 15)
NEXT = timedelta(days=1)
LATER = make_activity(key="host", rule=DateRule(due=MonthDay(11, 30), opens=MonthDay(10, 1)))
ASKED = make_activity(key="mars", rule=DateRule(due=MonthDay(3, 31), opens=MonthDay(3, 15)))
CONTENT = make_content(wheel=make_wheel(LATER, digests=(PLAN, UNDATED, OUTSIDE)))
WITH_TASK = make_content(wheel=make_wheel(ASKED, digests=(PLAN,)))


@pytest.fixture
def town(store: SqlStore) -> Town:
    town = make_town(store, rows=[ANNA, BJORN])
    with store.write() as uow:
        for person in town.people:
            uow.references.remember(make_reference(town.id, person_id=person.id))
    return town


def live(store: SqlStore, town: Town, day: date, content: Content = CONTENT) -> list[tuple[str, Daily]]:
    """Tick that morning and send what may go: to whom, and what it says."""
    tick(store, content, town.id, at(day))
    with store.write() as uow:
        now = at(day)
        claimed = uow.outbox.claim(calendar=now, now=now, lease_until=now + timedelta(minutes=2), limit=9)
        told = [(one, content_of(uow, content, one, now)) for one in claimed]
        for one, _ in told:
            uow.outbox.mark_sent(one, at=now, activity_id=f"a{one.id}")
    names = {person.id: person.name for person in town.people}
    return [(name_in(names, one), said) for one, said in told if isinstance(said, Daily)]


def name_in(names: dict[int, str], message: Message) -> str:
    assert message.kind in (MessageKind.DAILY, MessageKind.CATCH_UP)
    return names[message.person_id or 0]


def digests_of(told: list[tuple[str, Daily]]) -> list[tuple[str, list[str]]]:
    return [(name, [plan.key for plan in daily.digests]) for name, daily in told]


def test_holder_of_the_role_is_told_on_the_day_and_not_again(store: SqlStore, town: Town) -> None:
    days = [DAY - timedelta(days=3), DAY, DAY + NEXT, DAY + 2 * NEXT]

    told = [digests_of(live(store, town, day)) for day in days]

    assert told == [[], [("Anna Ek", ["min_enhet"])], [], []]


def test_digest_and_tasks_come_in_one_message(store: SqlStore, town: Town) -> None:
    told = live(store, town, DAY, WITH_TASK)

    assert digests_of(told) == [("Anna Ek", ["min_enhet"])]
    assert [task.activity for _, daily in told for task in daily.tasks] == ["mars"]


def test_digest_is_told_after_an_outage_of_some_days(store: SqlStore, town: Town) -> None:
    assert digests_of(live(store, town, DAY + 3 * NEXT)) == [("Anna Ek", ["min_enhet"])]


def test_digest_that_came_long_ago_is_left_to_be_asked_for(store: SqlStore, town: Town) -> None:
    assert live(store, town, DAY + 9 * NEXT) == []


def test_second_tick_queues_nothing_more(store: SqlStore, town: Town) -> None:
    assert [tick(store, CONTENT, town.id, at(DAY)).messages for _ in range(2)] == [1, 0]


def test_stand_in_is_told_instead_of_whoever_is_away(store: SqlStore, town: Town) -> None:
    anna, bjorn = town.people
    with store.write() as uow:
        uow.absences.add(town.id, anna.id, stand_in_id=bjorn.id, since=DAY, until=DAY + NEXT, at=at(DAY))

    told = live(store, town, DAY)

    assert digests_of(told) == [("Björn Ås", ["min_enhet"])]
