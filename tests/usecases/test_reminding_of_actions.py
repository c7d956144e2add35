"""Actions in the day's one message: near a deadline and after it, to whoever is asked, and not when it is done."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import Engine

from scheduler.action_rules import ActionRules
from scheduler.actions import ActionDeed, Ask, AskKind, Effect, Post
from scheduler.clock import StandingClock
from scheduler.organisation import Subject
from scheduler.outbox import MessageKind
from scheduler.ports_actions import AskedAction
from scheduler.rules_yearly import DateRule
from scheduler.slots import MonthDay
from scheduler.usecases.acting import NoAction
from scheduler.usecases.reminding_of_actions import climb_ask
from scheduler.wheel_parts import Level
from store.unit_of_work import SqlStore
from tests.factories import ANNA, MONDAY, make_activity, make_reference, plan_one
from tests.usecases.living import Life, Sent, at
from tests.usecases.with_actions import (
    ALARM,
    FOLLOWED,
    JUDGED,
    PLAIN,
    a_shown,
    actions_of,
    answer,
    content_with,
    does,
    town_with_actions,
)

DAILY, CATCH_UP = MessageKind.DAILY, MessageKind.CATCH_UP
CARRY_OUT, FOLLOW_UP, JUDGE = "carry_out Byt larm", "follow_up Byt larm", "judge Byt larm"
TUESDAY = date(2027, 1, 12)
ANNA_ID, BJORN_ID, DAG_ID = 1, 2, 3


def a_life(store: SqlStore, engine: Engine, rules: ActionRules) -> Life:
    """Anna has answered on Monday the 11th: her one action is to be done by the 1st of March."""
    town, task = town_with_actions(store)
    with store.write() as uow:
        for person in town.people:
            uow.references.remember(make_reference(town.id, person_id=person.id))
    content = content_with(rules)
    answer(store, content, town.people[0], task.id, ALARM)
    return Life(store, engine, town, content, StandingClock(at(MONDAY)))


def mornings(first: date, last: date) -> list[datetime]:
    return [at(first + timedelta(days=days)) for days in range((last - first).days + 1)]


def of_actions(sent: list[Sent]) -> list[tuple[date, int, tuple[str, ...]]]:
    return [(one.day, one.person_id, one.actions) for one in sent if one.actions]


def test_ladder_is_climbed_to_its_end_and_then_it_stops(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, PLAIN)

    sent = life.live(*mornings(TUESDAY, date(2027, 4, 30)))

    assert of_actions(sent) == [
        (day, ANNA_ID, (CARRY_OUT,))
        for day in (
            date(2027, 1, 29),
            date(2027, 2, 15),
            date(2027, 2, 22),
            date(2027, 2, 26),
            date(2027, 3, 2),
            date(2027, 3, 8),
            date(2027, 3, 15),
        )
    ]


def test_what_is_done_is_not_asked_for_again(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, PLAIN)
    life.live(*mornings(TUESDAY, date(2027, 2, 14)))

    does(store, life.content, life.town.people[0], 1, ActionDeed.FINISH, now=at(date(2027, 2, 14)))

    assert of_actions(life.live(*mornings(date(2027, 2, 15), date(2027, 4, 30)))) == []


def test_what_was_done_after_the_message_was_queued_falls_out_of_it(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, PLAIN)
    life.tick(at(date(2027, 1, 29), 7))

    does(store, life.content, life.town.people[0], 1, ActionDeed.DROP, words="Huset rivs", now=at(date(2027, 1, 29), 7))
    life.clock.move_to(at(date(2027, 1, 29), 9))
    life.send()

    assert (life.sent, [message[-1] for message in life.messages()]) == ([], ["cancelled"])


def test_judge_is_told_at_once_and_the_responsible_when_it_is_judged(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, JUDGED)

    first = life.live(at(MONDAY, 14))
    does(store, life.content, life.town.people[2], 1, ActionDeed.ACCEPT, now=at(date(2027, 1, 12)))
    second = life.live(at(date(2027, 1, 12), 10), at(date(2027, 1, 13)))

    assert of_actions(first) == [(MONDAY, DAG_ID, (JUDGE,))]
    assert of_actions(second) == [(date(2027, 1, 12), ANNA_ID, (CARRY_OUT,))]


def test_follower_is_reminded_before_the_day_whether_or_not_it_is_done(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, FOLLOWED)
    does(store, life.content, life.town.people[0], 1, ActionDeed.FINISH)

    sent = life.live(*mornings(TUESDAY, date(2027, 4, 9)))

    assert of_actions(sent) == [
        (day, BJORN_ID, (FOLLOW_UP,))
        for day in (date(2027, 3, 12), date(2027, 3, 25), date(2027, 4, 2), date(2027, 4, 9))
    ]


def test_follow_up_without_a_day_is_asked_for_when_it_is_done(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, JUDGED)
    dag, anna = life.town.people[2], life.town.people[0]
    does(store, life.content, dag, 1, ActionDeed.ACCEPT)
    life.live(at(MONDAY, 14))

    does(store, life.content, anna, 1, ActionDeed.FINISH, words="Kvitto", now=at(date(2027, 1, 12)))
    sent = life.live(at(date(2027, 1, 12), 10))
    does(store, life.content, dag, 1, ActionDeed.HELP, effect=Effect.YES, words="Bra", now=at(date(2027, 1, 13)))

    assert of_actions(sent) == [(date(2027, 1, 12), DAG_ID, (FOLLOW_UP,))]
    assert of_actions(life.live(*mornings(date(2027, 1, 13), date(2027, 3, 31)))) == []


def test_moved_deadline_is_reminded_of_anew(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, PLAIN)
    life.live(*mornings(TUESDAY, date(2027, 2, 22)))

    moved = {"words": "Leveransen dröjer", "day": "2027-03-08"}
    does(store, life.content, life.town.people[0], 1, ActionDeed.DELAY, moved, now=at(date(2027, 2, 22)))
    sent = life.live(*mornings(date(2027, 2, 23), date(2027, 3, 5)))

    assert of_actions(sent) == [
        (date(2027, 2, 23), ANNA_ID, (CARRY_OUT,)),
        (date(2027, 3, 1), ANNA_ID, (CARRY_OUT,)),
        (date(2027, 3, 5), ANNA_ID, (CARRY_OUT,)),
    ]


def test_tasks_and_actions_of_a_day_are_one_message(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, PLAIN)
    rule = DateRule(due=MonthDay(2, 28), opens=MonthDay(1, 1))
    other = make_activity(key="annat", title="Annat", form="common.klart", rule=rule)
    with store.write() as uow:
        plan_one(uow, life.town, key="annat", title="Annat", form="common.klart", rule=rule)
        uow.assignments.open_due(life.town.id, MONDAY)
    life.content = replace(
        life.content, wheel=replace(life.content.wheel, activities=(*life.content.wheel.activities, other))
    )

    sent = life.live(*mornings(TUESDAY, date(2027, 1, 29)))

    assert sent[-1] == Sent(date(2027, 1, 29), ANNA_ID, DAILY, ("annat 2027 Solgården",), (CARRY_OUT,))
    assert len({(one.day, one.person_id) for one in sent}) == len(sent)


def test_after_an_outage_one_message_gathers_what_was_missed(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, PLAIN)
    life.live(at(MONDAY, 14))

    sent = life.live(at(date(2027, 3, 3)), at(date(2027, 3, 4)))

    assert sent == [Sent(date(2027, 3, 3), ANNA_ID, CATCH_UP, (), (CARRY_OUT,))]


def test_successor_is_told_and_who_left_is_not(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, PLAIN)
    disa = replace(ANNA, name="Disa Berg", email="disa@karlstad.example", entra_object_id=None, since=date(2027, 2, 1))
    with store.write() as uow:
        uow.people.import_rows(life.town.id, [replace(ANNA, until=date(2027, 1, 31)), disa])
        successor = uow.people.everyone(life.town.id)[-1].id
        uow.references.remember(make_reference(life.town.id, person_id=successor))

    sent = life.live(*mornings(date(2027, 2, 1), date(2027, 2, 15)))

    assert {person for _, person, _ in of_actions(sent)} == {successor}


def test_second_tick_changes_nothing(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, JUDGED)

    messages = [life.tick(at(MONDAY, 14)).messages for _ in range(2)]

    assert messages == [1, 0]


def test_rungs_before_the_ask_began_are_skipped(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, PLAIN)
    ask = Ask(
        kind=AskKind.CARRY_OUT,
        post=Post("enhetschef", Subject(Level.UNIT, 1)),
        opens=MONDAY,
        due=date(2027, 1, 19),
    )
    (action,) = actions_of(store, life.town)

    climbed = climb_ask(AskedAction(action, ask), PLAIN.ladder, (), date(2027, 1, 12))

    assert [rung.name for rung in climbed.due] == ["carry_out/2027-01-19/before-7"]
    assert climbed.next_day == date(2027, 1, 18)


def is_away(life: Life, person: int, stand_in: int | None, *, until: date) -> None:
    with life.store.write() as uow:
        uow.absences.add(
            life.town.id, person, stand_in_id=stand_in, since=date(2027, 1, 20), until=until, at=life.clock.now()
        )


def test_stand_in_is_told_of_actions_and_may_carry_them_out(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, PLAIN)
    is_away(life, ANNA_ID, DAG_ID, until=date(2027, 2, 16))

    sent = life.live(*mornings(TUESDAY, date(2027, 2, 22)))
    on_leave = does(
        store, life.content, life.town.people[2], 1, ActionDeed.NOTE, words="Beställt", now=at(date(2027, 2, 15))
    )
    back = does(store, life.content, life.town.people[2], 1, ActionDeed.NOTE, words="Mer", now=at(date(2027, 2, 17)))

    assert of_actions(sent) == [
        (date(2027, 1, 29), DAG_ID, (CARRY_OUT,)),
        (date(2027, 2, 15), DAG_ID, (CARRY_OUT,)),
        (date(2027, 2, 22), ANNA_ID, (CARRY_OUT,)),
    ]
    assert (a_shown(on_leave).done, back) == (ActionDeed.NOTE, NoAction({"words": "Mer"}))


def test_whoever_is_away_without_a_stand_in_hears_of_actions_on_return(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, PLAIN)
    is_away(life, ANNA_ID, None, until=date(2027, 2, 16))

    sent = life.live(*mornings(TUESDAY, date(2027, 2, 21)))

    assert of_actions(sent) == [(date(2027, 2, 17), ANNA_ID, (CARRY_OUT,))]


def test_message_about_an_action_goes_to_the_stand_in_when_an_absence_is_entered_first(
    store: SqlStore, engine: Engine
) -> None:
    life = a_life(store, engine, PLAIN)
    life.tick(at(date(2027, 1, 29), 7))
    is_away(life, ANNA_ID, DAG_ID, until=date(2027, 2, 2))

    sent = life.live(at(date(2027, 1, 29), 9))

    assert of_actions(sent) == [(date(2027, 1, 29), DAG_ID, (CARRY_OUT,))]
