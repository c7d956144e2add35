"""What a message says at the moment before it goes: what is still true, or nothing."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine

from scheduler.digests import Digest
from scheduler.lifecycle import State
from scheduler.outbox import Covered, Message, MessageKind, NewMessage, daily_key
from scheduler.ports_digesting import Kept
from scheduler.rules_yearly import DateRule
from scheduler.slots import MonthDay
from scheduler.usecases.digesting import queue_digests
from scheduler.usecases.dispatching import LONGEST_RETRY, Daily, content_of, retry_after
from scheduler.wheel import DigestPlan
from scheduler.wheel_parts import Level
from store.unit_of_work import SqlStore
from tests.factories import (
    ACTIVITY,
    ANNA,
    BJORN,
    MONDAY,
    NOON,
    Town,
    make_activity,
    make_content,
    make_reference,
    make_town,
    make_wheel,
    plan_year,
)
from tests.usecases.living import at, begin

JANUARY = make_activity(key="januari", title="Januari", rule=DateRule(due=MonthDay(1, 31), opens=MonthDay(1, 1)))
LATE = make_activity(key="sen", title="Sen", rule=DateRule(due=MonthDay(1, 8), opens=MonthDay(1, 1)))
AREAS = make_activity(key="bokslut", level=Level.AREA, performer="verksamhetschef")
SPRING = DigestPlan(
    key="varen", title="Våren", body="von", rule=DateRule(due=MonthDay(3, 13)), activities=("egenkontroll",)
)
JANUARYS = replace(SPRING, key="vintern", title="Vintern", rule=DateRule(due=MonthDay(3, 15)), activities=("januari",))
CONTENT = make_content(wheel=make_wheel(ACTIVITY, JANUARY, LATE, AREAS, digests=(SPRING, JANUARYS)))
DIGEST_DAY = date(2027, 3, 15)


@pytest.fixture
def town(store: SqlStore) -> Town:
    town = make_town(store)
    with store.write() as uow:
        plan_year(uow, town, ACTIVITY, JANUARY, LATE, AREAS)
        uow.assignments.open_due(town.id, MONDAY)
        uow.references.remember(make_reference(town.id, body="von"))
        for person in town.people:
            uow.references.remember(make_reference(town.id, person_id=person.id))
    return town


def message(store: SqlStore, town: Town, *activities: str, kind: MessageKind = MessageKind.DAILY) -> Message:
    """Anna's claimed message about those activities."""
    new = NewMessage(
        municipality_id=town.id,
        kind=kind,
        dedupe_key=daily_key(town.id, 1, MONDAY),
        day=MONDAY,
        due_at=NOON,
        person_id=1,
    )
    with store.write() as uow:
        message_id = uow.outbox.add(new)
        tasks = [one for one in uow.assignments.of_municipality(town.id, year=2027) if one.activity in activities]
        uow.reminders.cover(message_id or 0, [Covered(task.id, 1, "opening", MONDAY) for task in tasks])
        (claimed,) = uow.outbox.claim(calendar=NOON, now=NOON, lease_until=NOON + timedelta(minutes=2), limit=9)
    return claimed


def said(store: SqlStore, claimed: Message) -> tuple[list[str], int, bool] | None:
    """The activities, how many others there are, and whether it catches up."""
    with store.write() as uow:
        found = content_of(uow, CONTENT, claimed, NOON)
    if found is None:
        return None
    assert isinstance(found, Daily)
    assert found.today == MONDAY
    return [task.activity for task in found.tasks], found.others, found.is_catch_up


def set_state(store: SqlStore, town: Town, activity: str, state: State) -> None:
    with store.write() as uow:
        for one in uow.assignments.of_municipality(town.id, year=2027):
            if one.activity == activity:
                uow.assignments.set_state(one.id, state)


def test_daily_names_its_tasks_with_the_most_pressing_first_and_counts_the_others(store: SqlStore, town: Town) -> None:
    assert said(store, message(store, town, "egenkontroll", "sen")) == (["sen", "egenkontroll"], 1, False)


def test_catch_up_says_that_it_is_one(store: SqlStore, town: Town) -> None:
    assert said(store, message(store, town, "sen", kind=MessageKind.CATCH_UP)) == (["sen"], 2, True)


@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPROVED, State.CANCELLED])
def test_what_is_answered_falls_out(store: SqlStore, town: Town, state: State) -> None:
    claimed = message(store, town, "egenkontroll", "sen")
    set_state(store, town, "sen", state)

    assert said(store, claimed) == (["egenkontroll"], 1, False)


def test_nothing_is_said_when_all_of_it_is_answered(store: SqlStore, town: Town) -> None:
    claimed = message(store, town, "egenkontroll", "sen")
    for activity in ("egenkontroll", "sen"):
        set_state(store, town, activity, State.SUBMITTED)

    assert said(store, claimed) is None


def test_nothing_is_said_when_the_role_has_gone_to_another(store: SqlStore, town: Town) -> None:
    claimed = message(store, town, "egenkontroll")
    with store.write() as uow:
        uow.people.import_rows(town.id, [replace(ANNA, until=MONDAY - timedelta(days=1))])

    assert said(store, claimed) is None


def test_task_of_another_is_never_named_even_when_the_message_covers_it(store: SqlStore, town: Town) -> None:
    assert said(store, message(store, town, "bokslut", "sen")) == (["sen"], 2, False)


def test_nothing_is_said_when_the_message_covers_nothing(store: SqlStore, town: Town) -> None:
    assert said(store, message(store, town)) is None


def test_returned_task_is_named_again(store: SqlStore, town: Town) -> None:
    claimed = message(store, town, "sen")
    set_state(store, town, "sen", State.RETURNED)

    assert said(store, claimed) == (["sen"], 2, False)


def queue(store: SqlStore, town: Town, *plans: DigestPlan) -> list[Message]:
    now = at(DIGEST_DAY)
    with store.write() as uow:
        queue_digests(uow, make_wheel(digests=plans), town.municipality, now)
        return list(uow.outbox.claim(calendar=now, now=now, lease_until=now + timedelta(minutes=2), limit=9))


def digest_of(store: SqlStore, claimed: Message, day: date = DIGEST_DAY) -> Digest:
    with store.write() as uow:
        found = content_of(uow, CONTENT, claimed, at(day))
    assert isinstance(found, Kept)
    return found.digest


def test_digest_is_counted_and_frozen_when_it_goes(store: SqlStore, town: Town) -> None:
    (claimed,) = queue(store, town, SPRING)

    digest = digest_of(store, claimed)

    assert (digest.key, [one.activity for one in digest.activities]) == ("varen", ["egenkontroll"])
    with store.read() as uow:
        assert uow.digests.sent(town.id) == (digest,)


def test_digest_says_the_same_when_it_is_sent_again(store: SqlStore, town: Town) -> None:
    (claimed,) = queue(store, town, SPRING)
    digest = digest_of(store, claimed)
    set_state(store, town, "egenkontroll", State.CANCELLED)
    later = at(DIGEST_DAY, 10)
    with store.write() as uow:
        (again,) = uow.outbox.claim(calendar=later, now=later, lease_until=later + timedelta(minutes=2), limit=9)

    assert digest_of(store, again, DIGEST_DAY + timedelta(days=1)) == digest
    with store.read() as uow:
        assert uow.digests.sent(town.id) == (digest,)


def test_each_of_two_digests_on_one_day_says_its_own(store: SqlStore, town: Town) -> None:
    claimed = queue(store, town, SPRING, JANUARYS)

    digests = [digest_of(store, one) for one in claimed]

    assert [(one.key, [activity.activity for activity in one.activities]) for one in digests] == [
        ("varen", ["egenkontroll"]),
        ("vintern", ["januari"]),
    ]


def test_nothing_is_said_when_the_digest_was_taken_out_of_the_wheel(store: SqlStore, town: Town) -> None:
    (claimed,) = queue(store, town, replace(SPRING, key="borttagen"))

    with store.write() as uow:
        assert content_of(uow, CONTENT, claimed, at(DIGEST_DAY)) is None
        assert uow.digests.sent(town.id) == ()


def test_message_reads_the_state_of_its_moment_not_of_its_writing(store: SqlStore, engine: Engine) -> None:
    life = begin(store, engine, make_town(store, rows=[ANNA, BJORN]), (ACTIVITY, JANUARY), at=at(date(2027, 1, 1), 0))
    life.tick(at(date(2027, 1, 4), 0))
    life.clock.move_to(at(date(2027, 1, 4), 8))
    (claimed,) = life.claim()
    set_state(store, life.town, "januari", State.SUBMITTED)

    with store.write() as uow:
        found = content_of(uow, life.content, claimed, life.clock.now())

    assert isinstance(found, Daily)
    assert [task.activity for task in found.tasks] == ["egenkontroll"]


@pytest.mark.parametrize(
    ("attempts", "asked", "seconds"),
    [(0, None, 10), (1, None, 10), (2, None, 20), (3, None, 40), (8, None, 1280), (9, None, 1800), (50, None, 1800)],
)
def test_waiting_doubles_up_to_half_an_hour(attempts: int, asked: timedelta | None, seconds: int) -> None:
    assert retry_after(attempts, asked) == timedelta(seconds=seconds)


def test_waiting_is_as_long_as_the_far_end_asks() -> None:
    assert retry_after(1, timedelta(hours=2)) == timedelta(hours=2) > LONGEST_RETRY
