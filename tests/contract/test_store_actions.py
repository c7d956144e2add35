"""Actions as rows: kept once, changed with their history, found by who is asked, and told by area."""

from dataclasses import replace
from datetime import date

import pytest

from scheduler.actions import (
    Action,
    ActionDeed,
    ActionEvent,
    ActionState,
    AreaCount,
    Ask,
    AskKind,
    Origin,
    OriginKind,
    Particulars,
    Post,
)
from scheduler.organisation import Subject
from scheduler.outbox import MessageKind, NewMessage
from scheduler.ports import UnitOfWork
from scheduler.ports_actions import ActionRung, AskedAction, NewAction
from scheduler.wheel_parts import Level, Provider
from store.unit_of_work import SqlStore
from tests.factories import (
    ACTIVITY,
    ANNA,
    BJORN,
    CILLA,
    MONDAY,
    NOON,
    Town,
    make_submission,
    make_town,
    plan_one,
    plan_year,
)

UNIT, AREA = Subject(Level.UNIT, 1), Subject(Level.AREA, 1)
LEADER = Post("enhetschef", UNIT)
HEAD = Post("verksamhetschef", AREA)
SAYS = Particulars(deficiency="Larmet hörs inte", measure="Byt larm", named="Anna Ek", deadline=date(2027, 2, 1))
CARRY_OUT = Ask(kind=AskKind.CARRY_OUT, post=LEADER, opens=MONDAY, due=date(2027, 2, 1))
FOLLOW_UP = Ask(kind=AskKind.FOLLOW_UP, post=HEAD, opens=MONDAY, due=date(2027, 4, 11))


@pytest.fixture
def town(store: SqlStore) -> Town:
    town = make_town(store)
    with store.write() as uow:
        task = plan_one(uow, town, key=ACTIVITY.key)
        uow.answering.submit(make_submission(task.id, 1))
    return town


def new_action(town: Town, **changes: object) -> NewAction:
    first = NewAction(
        municipality_id=town.id,
        origin=Origin(kind=OriginKind.RISK, assignment_id=1, submission_id=1, activity=ACTIVITY.key, group="atgard"),
        subject=UNIT,
        responsible=LEADER,
        says=SAYS,
        about="atgard:1",
        state=ActionState.OPEN,
        made_on=MONDAY,
        made_at=NOON,
        made_by=1,
        token="1/atgard/0",
    )
    return replace(first, **changes)  # type: ignore[arg-type]


def made(uow: UnitOfWork, town: Town, *asks: Ask, **changes: object) -> Action:
    action_id = uow.actions.add(new_action(town, **changes))
    assert action_id is not None
    action = uow.actions.get(action_id)
    assert action is not None
    uow.actions.ask(action, asks)
    return action


def test_action_is_kept_as_it_was_made(store: SqlStore, town: Town) -> None:
    with store.write() as uow:
        found = made(uow, town)

    assert found == Action(
        id=1,
        municipality_id=town.id,
        origin=Origin(kind=OriginKind.RISK, assignment_id=1, submission_id=1, activity=ACTIVITY.key, group="atgard"),
        subject=UNIT,
        place="Solgården",
        area="Äldreomsorg",
        provider=Provider.IN_HOUSE,
        title="Egenkontroll",
        responsible=LEADER,
        says=SAYS,
        about="atgard:1",
        state=ActionState.OPEN,
        made_on=MONDAY,
        since=MONDAY,
    )


def test_token_is_stored_once(store: SqlStore, town: Town) -> None:
    with store.write() as uow:
        first = made(uow, town)

        assert uow.actions.add(new_action(town)) is None
        assert uow.actions.of_municipality(town.id) == (first,)
        assert uow.actions.with_token("1/atgard/0") == first


def test_change_keeps_the_history_and_asks_anew(store: SqlStore, town: Town) -> None:
    with store.write() as uow:
        action = made(uow, town, CARRY_OUT)
        says = replace(SAYS, evidence="Kvitto")
        done = replace(action, says=says, state=ActionState.DONE, begun=True, version=2, since=MONDAY)
        event = ActionEvent(deed=ActionDeed.FINISH, state=ActionState.DONE, at=NOON, person_id=1, words="Kvitto")
        uow.actions.change(done, event, [FOLLOW_UP])

    with store.read() as uow:
        assert uow.actions.get(1) == done
        assert uow.actions.history(1) == (
            ActionEvent(deed=ActionDeed.CREATE, state=ActionState.OPEN, at=NOON, person_id=1, name="Anna Ek"),
            replace(event, name="Anna Ek"),
        )
        assert uow.actions.asks(town.id) == {1: [FOLLOW_UP]}


def test_asked_are_those_who_hold_the_role_that_day(store: SqlStore, town: Town) -> None:
    successor = replace(ANNA, name="Disa Berg", email="disa@karlstad.example", entra_object_id=None)
    with store.write() as uow:
        uow.people.import_rows(town.id, [replace(ANNA, until=MONDAY), replace(successor, since=date(2027, 1, 12))])
        action = made(uow, town, CARRY_OUT, FOLLOW_UP)
        disa = uow.people.everyone(town.id)[-1].id

    with store.read() as uow:
        assert uow.actions.asked_of(1, MONDAY) == (AskedAction(action, CARRY_OUT),)
        assert uow.actions.asked_of_each([1, 2, disa], date(2027, 1, 12)) == {
            2: [AskedAction(action, FOLLOW_UP)],
            disa: [AskedAction(action, CARRY_OUT)],
        }
        assert uow.actions.answered_for_by(disa, date(2027, 1, 12)) == (action,)
        assert uow.actions.answered_for_by(1, date(2027, 1, 12)) == ()


def test_person_of_another_municipality_sees_nothing(store: SqlStore, town: Town) -> None:
    other = make_town(store, "kristianstad", [CILLA])
    elsewhere = Post("enhetschef", Subject(Level.UNIT, 2))
    with store.write() as uow:
        action = made(uow, town, CARRY_OUT)
        crossed = made(uow, town, replace(CARRY_OUT, post=elsewhere), responsible=elsewhere, token="crossed")

    with store.read() as uow:
        assert [uow.actions.asked_of(person.id, MONDAY) for person in other.people] == [()]
        assert [uow.actions.answered_for_by(person.id, MONDAY) for person in other.people] == [()]
        assert uow.actions.alive(other.id) == ()
        assert uow.actions.alive(town.id) == (action, crossed)


def test_alive_at_a_place_are_those_within_it(store: SqlStore, town: Town) -> None:
    with store.write() as uow:
        uow.people.import_rows(town.id, [replace(ANNA, area="Hemtjänst", unit="Norra"), BJORN])
        here = made(uow, town)
        above = made(uow, town, subject=AREA, token="above", says=replace(SAYS, deadline=None))
        made(uow, town, subject=Subject(Level.UNIT, 2), token="elsewhere")
        ended = made(uow, town, token="ended")
        event = ActionEvent(deed=ActionDeed.DROP, state=ActionState.DROPPED, at=NOON, person_id=1)
        uow.actions.change(replace(ended, state=ActionState.DROPPED), event, [])

    with store.read() as uow:
        assert uow.actions.alive_at(town.id, UNIT) == (here,)
        assert uow.actions.alive_at(town.id, AREA) == (here, above)
        assert len(uow.actions.alive_at(town.id, Subject(Level.ADMINISTRATION, town.id))) == 3


def test_summary_counts_by_area_what_was_there_in_the_period(store: SqlStore, town: Town) -> None:
    with store.write() as uow:
        late = made(uow, town)
        for state, ended_on in ((ActionState.DONE, None), (ActionState.CLOSED, date(2027, 3, 1))):
            one = made(uow, town, token=state)
            event = ActionEvent(deed=ActionDeed.FINISH, state=state, at=NOON, person_id=1)
            uow.actions.change(replace(one, state=state, ended_on=ended_on), event, [])
        made(uow, town, token="after", made_on=date(2027, 5, 1))
        above = made(uow, town, subject=Subject(Level.ADMINISTRATION, town.id), token="above")
        event = ActionEvent(deed=ActionDeed.ESCALATE, state=ActionState.ESCALATED, at=NOON, person_id=1)
        uow.actions.change(replace(above, state=ActionState.ESCALATED), event, [])

    with store.read() as uow:
        spring = uow.actions.summary(town.id, since=date(2027, 1, 1), until=date(2027, 4, 30), today=date(2027, 2, 2))
        summer = uow.actions.summary(town.id, since=date(2027, 3, 2), until=date(2027, 4, 30), today=date(2027, 2, 1))

    assert spring.areas == (
        AreaCount(area="", open=0, late=0, done=0, closed=0, remaining=1),
        AreaCount(area="Äldreomsorg", open=1, late=1, done=1, closed=1, remaining=0),
    )
    assert late in spring.listed
    assert summer.areas[1] == AreaCount(area="Äldreomsorg", open=1, late=0, done=1, closed=0, remaining=0)


def a_message(uow: UnitOfWork, town: Town) -> int:
    message_id = uow.outbox.add(
        NewMessage(
            municipality_id=town.id, kind=MessageKind.DAILY, dedupe_key="d", day=MONDAY, due_at=NOON, person_id=1
        )
    )
    assert message_id is not None
    return message_id


RUNG = ActionRung(1, 1, "carry_out/1/before-30", date(2027, 1, 4))


def test_rungs_are_covered_once_and_come_back_with_their_message(store: SqlStore, town: Town) -> None:
    with store.write() as uow:
        action = made(uow, town, CARRY_OUT)
        asked = (AskedAction(action, CARRY_OUT), 1)
        assert uow.action_reminders.due(town.id, MONDAY) == (asked,)
        message_id = a_message(uow, town)
        uow.action_reminders.cover(message_id, [RUNG, RUNG])
        uow.action_reminders.schedule({(1, AskKind.CARRY_OUT): None})

        assert uow.action_reminders.due(town.id, MONDAY) == ()
        assert uow.action_reminders.covered([1]) == {(1, 1): {RUNG.rung}}
        assert uow.action_reminders.told_in([message_id]) == {message_id: {1}}

        uow.reminders.release(message_id)

        assert uow.action_reminders.covered([1]) == {}
        assert uow.action_reminders.due(town.id, MONDAY) == (asked,)


def test_rungs_waiting_for_somebody_who_left_come_back(store: SqlStore, town: Town) -> None:
    with store.write() as uow:
        made(uow, town, CARRY_OUT)
        uow.action_reminders.cover(a_message(uow, town), [RUNG])

        uow.reminders.release_orphaned(town.id, MONDAY)
        kept = uow.action_reminders.covered([1])
        uow.people.import_rows(town.id, [replace(ANNA, until=MONDAY)])
        uow.reminders.release_orphaned(town.id, date(2027, 1, 12))

        assert kept == {(1, 1): {RUNG.rung}}
        assert uow.action_reminders.covered([1]) == {}


def test_earlier_rounds_of_the_same_place_tell_what_they_were_about(store: SqlStore, town: Town) -> None:
    with store.write() as uow:
        this = plan_one(uow, town, key="egenkontroll", form="common.klart")
        for year in (2024, 2025, 2026):
            plan_year(uow, town, ACTIVITY, year=year)
        earlier = {one.slot: one for one in uow.assignments.of_activities(town.id, ["egenkontroll"])}
        for slot, one in earlier.items():
            if slot != "2027":
                uow.answering.submit(make_submission(one.id, 1))
                origin = Origin(kind=OriginKind.RISK, assignment_id=one.id, submission_id=1, activity="egenkontroll")
                made(uow, town, origin=origin, about=f"om {slot}", token=slot)

        assert uow.actions.known_abouts(this.id, rounds=2) == {"om 2025", "om 2026"}
