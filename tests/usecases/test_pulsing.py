"""The administrators' heartbeat: within their one message a day, on working days, with the numbers that matter."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Engine

from scheduler.lifecycle import State
from scheduler.outbox import MessageKind
from scheduler.people_file import PeopleRow
from scheduler.ports_sending import Unreachable
from scheduler.pulse import ADMINISTRATOR, Counts, Pulse
from scheduler.rules_counted import MeetingRule
from scheduler.todo import Todo, TodoKind
from scheduler.usecases.dispatching import Daily, content_of
from scheduler.usecases.pulsing import pulse_for
from scheduler.wheel_parts import Body, Level, Meeting, Role
from store.unit_of_work import SqlStore
from tests.factories import ACTIVITY, ANNA, BJORN, CILLA, MONDAY, make_activity, make_town, make_wheel
from tests.usecases.living import Life, at, begin

ADA = replace(
    BJORN,
    area="",
    name="Ada Lind",
    email="ada@karlstad.example",
    entra_object_id="dddddddd-0000-0000-0000-000000000004",
    role=ADMINISTRATOR,
)
TUESDAY, FRIDAY, NEXT_MONDAY = date(2027, 1, 12), date(2027, 1, 15), date(2027, 1, 18)
ANNA_ID, ADA_ID = 1, 2


def town_with(store: SqlStore, engine: Engine, *rows: PeopleRow, now: datetime | None = None) -> Life:
    """Anna has a task that opens in January."""
    return begin(store, engine, make_town(store, rows=rows), [ACTIVITY], at=now or at(MONDAY, 6))


def claimed(life: Life) -> dict[int | None, Daily]:
    """What each would be told now."""
    messages = life.claim()
    with life.store.write() as uow:
        told = {one.person_id: content_of(uow, life.content, one, life.clock.now()) for one in messages}
    return {person_id: said for person_id, said in told.items() if isinstance(said, Daily)}


def test_administrator_without_tasks_gets_one_heartbeat_each_working_day(store: SqlStore, engine: Engine) -> None:
    life = town_with(store, engine, ANNA, ADA)
    week = [at(MONDAY + timedelta(days=day), hour) for day in range(7) for hour in (6, 9, 12, 16, 20)]

    sent = [one for one in life.live(*week) if one.person_id == ADA_ID]

    assert [(one.day, one.kind, one.tasks) for one in sent] == [
        (MONDAY + timedelta(days=day), MessageKind.DAILY, ()) for day in range(5)
    ]


def test_heartbeat_is_part_of_the_days_message_when_there_are_tasks(store: SqlStore, engine: Engine) -> None:
    life = town_with(store, engine, ANNA, replace(ADA, name=ANNA.name, email=ANNA.email, entra_object_id=None))
    life.tick(at(MONDAY))

    told = claimed(life)

    assert list(told) == [ANNA_ID]
    assert ([one.activity for one in told[ANNA_ID].tasks], told[ANNA_ID].pulse is not None) == ([ACTIVITY.key], True)


def test_nobody_but_administrators_is_told(store: SqlStore, engine: Engine) -> None:
    life = town_with(store, engine, ANNA, ADA)
    life.tick(at(MONDAY))

    told = claimed(life)

    assert {person_id: daily.pulse is not None for person_id, daily in told.items()} == {ANNA_ID: False, ADA_ID: True}


def test_nothing_is_queued_for_one_whose_role_has_ended(store: SqlStore, engine: Engine) -> None:
    life = town_with(store, engine, ANNA, replace(ADA, until=MONDAY - timedelta(days=1)))

    life.tick(at(MONDAY))

    assert [row[0] for row in life.messages()] == [ANNA_ID]


def test_heartbeat_is_let_be_when_the_role_ends_before_it_goes(store: SqlStore, engine: Engine) -> None:
    life = town_with(store, engine, ANNA, replace(ADA, until=MONDAY))
    life.tick(at(MONDAY, 6))
    life.clock.move_to(at(TUESDAY))

    told = claimed(life)

    assert list(told) == [ANNA_ID]


def test_those_who_hold_the_named_role_are_administrators_where_the_municipality_says_so(
    store: SqlStore, engine: Engine
) -> None:
    life = town_with(store, engine, ANNA)
    role = Role(key=ADMINISTRATOR, title="Administratör", level=Level.ADMINISTRATION, held_by="enhetschef")
    life.content = replace(life.content, wheel=make_wheel(ACTIVITY, roles=(*life.content.wheel.roles, role)))
    life.tick(at(MONDAY))

    assert claimed(life)[ANNA_ID].pulse is not None


def test_heartbeat_does_not_come_again_when_days_of_it_were_missed(store: SqlStore, engine: Engine) -> None:
    life = town_with(store, engine, ANNA, ADA)
    life.tick(at(MONDAY, 6))

    sent = [one.day for one in life.live(at(FRIDAY, 9), at(FRIDAY, 15), at(NEXT_MONDAY, 9)) if one.person_id == ADA_ID]

    assert sent == [FRIDAY, NEXT_MONDAY]


def pulse_on(life: Life, day: date) -> Pulse:
    with life.store.read() as uow:
        roles = uow.people.roles_of_each([ADA_ID], day)
        found = pulse_for(uow, life.content, life.town.id, roles[ADA_ID], day)
    assert found is not None
    return found


def test_heartbeat_counts_the_messages_since_the_last_working_day(store: SqlStore, engine: Engine) -> None:
    life = town_with(store, engine, ANNA, ADA, replace(ANNA, unit="Björkgården", name="Bo", email="bo@x"))
    life.tick(at(MONDAY))
    first, second, third = life.claim()
    with store.write() as uow:
        uow.outbox.mark_sent(first, at=at(MONDAY), activity_id="a")
        uow.outbox.fail(second, code="ServiceError")
        uow.outbox.postpone(third, until=at(NEXT_MONDAY, 23), code="Throttled")
    counts = Counts(sent=1, failed=1, waiting=1)

    days = {day: pulse_on(life, day) for day in (MONDAY, TUESDAY, date(2027, 1, 13))}

    assert counts.planned == 3
    assert [(one.since, one.counts, one.today, one.older) for one in days.values()] == [
        (date(2027, 1, 8), Counts(), 3, 0),
        (MONDAY, counts, 0, 0),
        (TUESDAY, Counts(), 0, 1),
    ]


def test_what_turned_out_not_to_be_needed_is_not_counted(store: SqlStore, engine: Engine) -> None:
    life = town_with(store, engine, ANNA, ADA)
    life.tick(at(MONDAY, 6))
    with store.write() as uow:
        (task,) = uow.assignments.of_municipality(life.town.id, year=2027)
        uow.assignments.set_state(task.id, State.SUBMITTED)
    life.clock.move_to(at(MONDAY))
    life.send()

    assert pulse_on(life, TUESDAY).counts == Counts(sent=1)


def test_heartbeat_names_whom_nobody_can_reach(store: SqlStore, engine: Engine) -> None:
    left = replace(ANNA, name="Ulf", email="ulf@x", entra_object_id=None, until=date(2026, 12, 31))
    nameless = replace(ANNA, name="Nils", email="nils@x", entra_object_id=None)
    life = town_with(store, engine, ANNA, ADA, left, nameless)
    with store.write() as uow:
        for person in uow.people.everyone(life.town.id):
            uow.references.forget_person(person.id)
        uow.references.give_up(life.town.id, ANNA_ID, code="BotDisabledByAdmin", on=MONDAY)

    pulse = pulse_on(life, TUESDAY)

    assert pulse.unreachable == (Unreachable(ANNA_ID, ANNA.name, ANNA.email, "BotDisabledByAdmin", MONDAY),)
    assert pulse.nameless == ("Nils",)


@pytest.mark.parametrize(("last", "is_told"), [(date(2027, 7, 10), True), (date(2027, 7, 12), False)])
def test_heartbeat_tells_of_a_meeting_calendar_that_ends_within_six_months(
    store: SqlStore, engine: Engine, last: date, *, is_told: bool
) -> None:
    life = town_with(store, engine, ANNA, ADA)
    council = Body(key="von", name="Nämnden", meetings=(Meeting(on=last),))
    before_meeting = make_activity(key="inforutskick", rule=MeetingRule(body="von"))
    life.content = replace(life.content, wheel=make_wheel(before_meeting, bodies=(council,)))

    pulse = pulse_on(life, MONDAY)

    ending = Todo("", "Nämnden", TodoKind.MEETINGS_END, last.isoformat())
    assert (pulse.ending, pulse.undecided, pulse.wheel) == ((ending,) if is_told else (), int(is_told), "karlstad")


def test_another_municipalitys_administrator_and_messages_are_left_out(store: SqlStore, engine: Engine) -> None:
    life = town_with(store, engine, ANNA, ADA)
    other = make_town(store, "kristianstad", [CILLA, replace(ADA, email="eva@x", name="Eva")])
    life.tick(at(MONDAY))

    with store.read() as uow:
        (_, eva) = uow.people.everyone(other.id)
        roles = uow.people.roles_of_each([eva.id], MONDAY)
        theirs = pulse_for(uow, life.content, other.id, roles[eva.id], MONDAY)

    assert theirs is not None
    assert (theirs.today, pulse_on(life, MONDAY).today, eva.id in {row[0] for row in life.messages()}) == (0, 2, False)
