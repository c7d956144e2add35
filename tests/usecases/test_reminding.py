"""Reminding: the right person, on a working day, once a day at most, and never about what is answered."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine

from scheduler.ladder import Rung, RungKind
from scheduler.lifecycle import State
from scheduler.organisation import Person
from scheduler.outbox import MessageKind, MessageState
from scheduler.rules_yearly import DateRule
from scheduler.slots import MonthDay
from scheduler.usecases.dispatching import set_aside
from scheduler.usecases.recalling import Why, recall, sending_of_day
from scheduler.usecases.reminding import Climbed, climb, sending_day
from scheduler.wheel import Activity
from scheduler.wheel_parts import Level
from store.unit_of_work import SqlStore
from tests.factories import ACTIVITY, ANNA, BJORN, CILLA, Town, make_activity, make_by, make_town
from tests.usecases.living import DISA, Life, Sent, at, begin

DAILY, CATCH_UP = MessageKind.DAILY, MessageKind.CATCH_UP
PENDING, SENT = MessageState.PENDING, MessageState.SENT
CONTROL = "egenkontroll 2027 Solgården"
JANUARY = make_activity(key="januari", title="Januari", rule=DateRule(due=MonthDay(1, 31), opens=MonthDay(1, 1)))
AREAS = make_activity(key="bokslut", title="Bokslut", level=Level.AREA, performer="verksamhetschef")
OPENING = date(2027, 1, 4)
THIRTY_BEFORE, FOURTEEN_BEFORE, SEVEN_BEFORE = date(2027, 1, 29), date(2027, 2, 12), date(2027, 2, 19)


def a_life(
    store: SqlStore, engine: Engine, *activities: Activity, first: date = date(2027, 1, 1), town: Town | None = None
) -> Life:
    return begin(store, engine, town or make_town(store), activities or (ACTIVITY,), at=at(first, 0))


def people(life: Life) -> dict[str, Person]:
    with life.store.read() as uow:
        return {person.name.partition(" ")[0]: person for person in uow.people.everyone(life.town.id)}


def import_rows(life: Life, *rows: object) -> None:
    with life.store.write() as uow:
        uow.people.import_rows(life.town.id, rows)  # type: ignore[arg-type]


def mornings(first: date, last: date) -> list[datetime]:
    return [at(first + timedelta(days=days)) for days in range((last - first).days + 1)]


@pytest.mark.parametrize(
    ("now", "day"),
    [
        (at(date(2027, 1, 11), 0), date(2027, 1, 11)),
        (at(date(2027, 1, 11), 16, 59), date(2027, 1, 11)),
        (at(date(2027, 1, 11), 17), date(2027, 1, 12)),
        (at(date(2027, 1, 15), 17), date(2027, 1, 18)),
        (at(date(2027, 1, 16), 9), date(2027, 1, 18)),
        (at(date(2027, 1, 17), 23), date(2027, 1, 18)),
        (at(date(2026, 12, 31), 9), date(2027, 1, 4)),
        (at(date(2027, 1, 5), 18), date(2027, 1, 7)),
        (at(date(2027, 3, 25), 17), date(2027, 3, 30)),
        (datetime(2027, 1, 10, 23, 30, tzinfo=UTC), date(2027, 1, 11)),
    ],
)
def test_sending_day_is_the_next_working_day_that_still_has_working_hours(now: datetime, day: date) -> None:
    assert sending_day(now) == day


def test_whole_ladder_is_climbed_one_message_a_rung(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)

    sent = life.live(*mornings(date(2027, 1, 1), date(2027, 4, 30)))

    assert sent == [
        Sent(day, 1, DAILY, (CONTROL,))
        for day in (
            OPENING,
            THIRTY_BEFORE,
            FOURTEEN_BEFORE,
            SEVEN_BEFORE,
            date(2027, 2, 26),
            date(2027, 3, 1),
            date(2027, 3, 5),
            date(2027, 3, 12),
        )
    ]


def test_rungs_of_one_day_are_gathered_in_one_message(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, ACTIVITY, JANUARY)

    sent = life.live(at(OPENING), at(OPENING, 12), at(OPENING, 16))

    assert sent == [Sent(OPENING, 1, DAILY, ("januari 2027 Solgården", CONTROL))]


def test_message_may_go_from_eight_that_day(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)

    life.tick(at(OPENING, 0))

    assert life.messages() == [(1, DAILY, OPENING, datetime(2027, 1, 4, 7, 0, tzinfo=UTC), PENDING)]


def test_message_may_go_at_once_when_the_day_has_begun(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)

    life.tick(at(OPENING, 10, 30))

    assert life.messages() == [(1, DAILY, OPENING, datetime(2027, 1, 4, 9, 30, tzinfo=UTC), PENDING)]


def test_nothing_is_claimed_before_eight(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)
    life.tick(at(OPENING, 0))

    life.clock.move_to(at(OPENING, 7, 59))
    before = life.claim()
    life.clock.move_to(at(OPENING, 8))

    assert (before, len(life.claim())) == ([], 1)


def test_rung_that_comes_on_a_weekend_waits_for_its_working_day(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)

    assert life.live(at(date(2027, 1, 1)), at(date(2027, 1, 2)), at(date(2027, 1, 3))) == []
    assert life.messages() == []


def test_message_written_on_a_weekend_is_for_the_next_working_day(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)

    life.live(at(date(2027, 1, 30)))

    assert life.messages() == [(1, CATCH_UP, date(2027, 2, 1), datetime(2027, 2, 1, 7, 0, tzinfo=UTC), PENDING)]


def test_one_catch_up_message_comes_when_two_rungs_were_missed(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, ACTIVITY, JANUARY)
    life.live(*mornings(date(2027, 1, 1), date(2027, 1, 27)))

    sent = life.live(*mornings(date(2027, 2, 1), date(2027, 2, 4)))

    assert sent == [Sent(date(2027, 2, 1), 1, CATCH_UP, ("januari 2027 Solgården", CONTROL))]
    assert {(rung, day) for _, rung, _, day in life.covered() if day > date(2027, 1, 27)} == {
        ("before-30", THIRTY_BEFORE),
        ("before-1", THIRTY_BEFORE),
        ("after-1", date(2027, 2, 1)),
    }


def test_one_message_comes_when_the_whole_ladder_was_missed(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)

    sent = life.live(*mornings(date(2027, 5, 3), date(2027, 5, 31)))

    assert sent == [Sent(date(2027, 5, 3), 1, CATCH_UP, (CONTROL,))]
    assert len(life.covered()) == 8


def test_rung_from_before_the_municipality_started_is_no_catch_up(store: SqlStore, engine: Engine) -> None:
    with store.write() as uow:
        municipality = uow.municipalities.add("karlstad", "Karlstad", "karlstad", started_on=date(2027, 1, 11))
        uow.people.import_rows(municipality.id, [ANNA])
        town = Town(municipality, uow.people.organisation(municipality.id), tuple(uow.people.everyone(municipality.id)))
    life = a_life(store, engine, first=date(2027, 1, 11), town=town)

    sent = life.live(at(date(2027, 1, 11)))

    assert sent == [Sent(date(2027, 1, 11), 1, DAILY, (CONTROL,))]
    assert life.covered() == [(1, "opening", 1, OPENING)]


def test_rung_is_covered_once_however_often_it_ticks(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)

    added = [life.tick(at(OPENING, hour)).messages for hour in range(24)]

    assert (sum(added), life.covered()) == (1, [(1, "opening", 1, OPENING)])


@pytest.mark.parametrize("state", [State.SUBMITTED, State.APPROVED, State.CANCELLED])
def test_answered_task_is_in_no_later_message(store: SqlStore, engine: Engine, state: State) -> None:
    life = a_life(store, engine)
    life.live(at(OPENING))
    with store.write() as uow:
        uow.assignments.set_state(1, state)

    assert life.live(*mornings(THIRTY_BEFORE, date(2027, 3, 31))) == []
    assert [day for _, _, day, *_ in life.messages()] == [OPENING]


def test_answered_task_falls_out_of_the_message_that_waits(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, ACTIVITY, JANUARY)
    life.tick(at(OPENING, 6))
    life.answer(people(life)["Anna"], "januari")

    assert life.live(at(OPENING)) == [Sent(OPENING, 1, DAILY, (CONTROL,))]


def test_message_is_cancelled_when_all_of_it_is_answered(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)
    life.tick(at(OPENING, 6))
    life.answer(people(life)["Anna"], "egenkontroll")

    assert life.live(at(OPENING)) == []
    assert [state for *_, state in life.messages()] == [MessageState.CANCELLED]


def test_cancelled_message_does_not_swallow_what_comes_later_that_day(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)
    life.tick(at(OPENING, 6))
    life.answer(people(life)["Anna"], "egenkontroll")
    life.live(at(OPENING))
    import_rows(life, replace(ANNA, unit="Älvgården"))

    sent = life.live(at(OPENING, 10), at(date(2027, 1, 5)))

    assert sent == [Sent(date(2027, 1, 5), 1, DAILY, ("egenkontroll 2027 Älvgården",))]


def test_waiting_message_gathers_further_rungs_instead_of_a_second_message(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, ACTIVITY, JANUARY)
    for instant in mornings(OPENING, date(2027, 1, 29)):
        life.tick(instant)

    sent = life.live(at(date(2027, 2, 1)))

    assert sent == [Sent(date(2027, 2, 1), 1, DAILY, ("januari 2027 Solgården", CONTROL))]
    assert [(day, state) for _, _, day, _, state in life.messages()] == [(OPENING, SENT)]


def test_what_comes_after_the_days_message_waits_for_the_next_working_day(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)
    friday = date(2027, 1, 29)
    life.live(*mornings(date(2027, 1, 1), friday))
    import_rows(life, replace(ANNA, unit="Älvgården"))

    sent = life.live(at(friday, 10), at(friday, 16), at(date(2027, 1, 30)), at(date(2027, 2, 1)))

    assert sent == [Sent(date(2027, 2, 1), 1, CATCH_UP, ("egenkontroll 2027 Älvgården",))]


def test_message_in_flight_takes_no_more_and_nothing_more_goes_that_day(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)
    life.tick(at(OPENING))
    (in_flight,) = life.claim()
    import_rows(life, replace(ANNA, unit="Älvgården"))

    life.live(at(OPENING, 9, 1))
    with store.write() as uow:
        uow.outbox.mark_sent(in_flight, at=life.clock.now(), activity_id="1")

    assert life.live(at(OPENING, 10)) == []
    assert [sent.day for sent in life.live(at(date(2027, 1, 5)))] == [date(2027, 1, 5)]


def test_person_gets_one_message_a_day_when_an_older_one_could_not_be_delivered(
    store: SqlStore, engine: Engine
) -> None:
    life = a_life(store, engine)
    life.tick(at(OPENING, 16, 59))
    (in_flight,) = life.claim()
    import_rows(life, replace(ANNA, unit="Älvgården"))
    life.tick()
    with store.write() as uow:
        uow.outbox.postpone(in_flight, until=at(OPENING, 17), code="ServiceUnavailable")

    sent = life.live(*mornings(date(2027, 1, 5), date(2027, 1, 8)))

    assert [one.day for one in sent] == [date(2027, 1, 5), date(2027, 1, 7)]
    assert sorted(task for one in sent for task in one.tasks) == [CONTROL, "egenkontroll 2027 Älvgården"]


def test_new_message_is_for_another_day_when_an_older_one_goes_today(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)
    life.tick(at(OPENING))
    life.live(at(date(2027, 1, 5)))
    import_rows(life, replace(ANNA, unit="Älvgården"))

    life.tick(at(date(2027, 1, 5), 10))

    assert sorted((day, state) for _, _, day, _, state in life.messages()) == [
        (OPENING, SENT),
        (date(2027, 1, 7), PENDING),
    ]


def test_climbing_names_the_rungs_that_have_come_and_the_day_of_the_next(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)
    life.tick(at(OPENING, 6))
    with store.read() as uow:
        (task,) = uow.assignments.of_municipality(life.town.id, year=2027)

    climbed = climb(task, life.content.wheel, {"opening"}, FOURTEEN_BEFORE)

    assert climbed == Climbed(
        due=(
            Rung("before-30", RungKind.BEFORE, THIRTY_BEFORE),
            Rung("before-14", RungKind.BEFORE, FOURTEEN_BEFORE),
        ),
        next_day=SEVEN_BEFORE,
    )


def test_ladder_has_no_next_day_when_its_last_rung_has_come(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)
    life.live(*mornings(date(2027, 1, 1), date(2027, 3, 12)))

    with store.read() as uow:
        assert uow.reminders.due(life.town.id, date(2027, 12, 31)) == ()


def test_both_who_hold_a_role_are_told(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, town=make_town(store, rows=[ANNA, BJORN, DISA]))

    sent = life.live(at(OPENING), at(THIRTY_BEFORE))

    anna, disa = people(life)["Anna"].id, people(life)["Disa"].id
    assert [(one.day, one.person_id) for one in sent] == [
        (OPENING, anna),
        (OPENING, disa),
        (THIRTY_BEFORE, anna),
        (THIRTY_BEFORE, disa),
    ]


def test_neither_who_hold_a_role_is_told_again_when_one_has_answered(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, town=make_town(store, rows=[ANNA, DISA]))
    life.live(at(OPENING))
    life.answer(people(life)["Disa"], "egenkontroll")

    assert life.live(*mornings(THIRTY_BEFORE, date(2027, 3, 31))) == []


def test_role_held_twice_is_told_once(store: SqlStore, engine: Engine) -> None:
    town = make_town(store, rows=[ANNA, replace(ANNA, since=date(2026, 7, 1))])
    life = a_life(store, engine, town=town)

    assert life.live(at(OPENING)) == [Sent(OPENING, 1, DAILY, (CONTROL,))]


def test_nobody_is_told_when_nobody_holds_the_role_and_the_next_holder_hears(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, town=make_town(store, rows=[replace(ANNA, until=date(2026, 12, 31)), BJORN]))
    silent = life.live(*mornings(date(2027, 1, 1), date(2027, 1, 31)))
    import_rows(life, replace(DISA, since=date(2027, 2, 1)))
    begin(store, engine, life.town, (ACTIVITY,), at=at(date(2027, 2, 1)))

    sent = life.live(at(date(2027, 2, 1)))

    assert silent == []
    assert sent == [Sent(date(2027, 2, 1), people(life)["Disa"].id, CATCH_UP, (CONTROL,))]


def test_former_holder_is_not_told_even_by_a_message_that_waits(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)
    life.tick(at(THIRTY_BEFORE, 18))
    import_rows(life, replace(ANNA, until=THIRTY_BEFORE))

    assert life.live(at(date(2027, 2, 1)), at(FOURTEEN_BEFORE)) == []


def test_holder_is_told_on_the_last_day_of_the_role(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, town=make_town(store, rows=[replace(ANNA, until=OPENING)]))

    assert [sent.day for sent in life.live(*mornings(OPENING, date(2027, 3, 31)))] == [OPENING]


def test_each_hears_of_their_own_level_alone(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, ACTIVITY, AREAS)

    assert life.live(at(OPENING)) == [
        Sent(OPENING, 1, DAILY, (CONTROL,)),
        Sent(OPENING, 2, DAILY, ("bokslut 2027 Äldreomsorg",)),
    ]


def test_cilla_hears_nothing_of_a_municipality_that_is_not_hers(store: SqlStore, engine: Engine) -> None:
    cilla = make_town(store, "kristianstad", [CILLA]).people[0]
    life = a_life(store, engine)

    sent = life.live(*mornings(date(2027, 1, 1), date(2027, 3, 31)))

    assert {one.person_id for one in sent} == {people(life)["Anna"].id}
    assert cilla.id not in {person_id for person_id, *_ in life.messages()}


def test_person_who_cannot_be_reached_hears_all_of_it_once_they_can(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, ACTIVITY, JANUARY)
    with store.write() as uow:
        uow.references.give_up(life.town.id, 1, code="BotDisabledByAdmin", on=OPENING)
    silent = life.live(*mornings(date(2027, 1, 1), date(2027, 2, 1)))
    begin(store, engine, life.town, (ACTIVITY,), at=at(date(2027, 2, 2)))

    sent = life.live(at(date(2027, 2, 2)))

    assert silent == []
    assert sent == [Sent(date(2027, 2, 2), 1, DAILY, ("januari 2027 Solgården", CONTROL))]


@pytest.mark.parametrize(
    ("due", "days"),
    [
        (MonthDay(3, 28), [date(2027, 3, 25), date(2027, 3, 30)]),
        (MonthDay(10, 31), [date(2027, 10, 29), date(2027, 11, 1)]),
        (MonthDay(12, 31), [date(2027, 12, 30), date(2028, 1, 3)]),
    ],
)
def test_rungs_come_once_when_the_clocks_change_or_the_year_does(
    store: SqlStore, engine: Engine, due: MonthDay, days: list[date]
) -> None:
    activity = make_activity(rule=DateRule(due=due, opens=MonthDay(1, 1)))
    life = a_life(store, engine, activity)
    life.tick(at(days[0] - timedelta(days=2)))
    life.send()
    hours = 24 * ((days[-1] - days[0]).days + 1)
    first = at(days[0], 0).astimezone(UTC)

    sent = life.live(*(first + timedelta(hours=hour) for hour in range(hours)))

    assert [one.day for one in sent] == days


def a_life_in_which_only_disa_waits(store: SqlStore, engine: Engine) -> Life:
    """Anna and Disa lead the same unit; Anna's message went, Disa's is to be tried again."""
    life = a_life(store, engine, town=make_town(store, rows=[ANNA, DISA]))
    life.tick(at(OPENING))
    annas, disas = life.claim()
    with store.write() as uow:
        uow.outbox.mark_sent(annas, at=life.clock.now(), activity_id="1")
        uow.outbox.postpone(disas, until=at(OPENING, 18), code="503")
    return life


def test_holder_whose_message_was_recalled_is_asked_when_another_holders_had_gone(
    store: SqlStore, engine: Engine
) -> None:
    life = a_life_in_which_only_disa_waits(store, engine)
    with store.write() as uow:
        sending = sending_of_day(uow, life.town.id, OPENING)
        recall(uow, sending, Why(because="Fel dag."), by=make_by(life.town.id, at=life.clock.now()))

    sent = life.live(at(OPENING, 14), at(date(2027, 1, 5)), at(date(2027, 1, 7)))

    assert sent == [Sent(date(2027, 1, 5), people(life)["Disa"].id, CATCH_UP, (CONTROL,))]


def test_holder_whose_message_was_set_aside_is_asked_when_another_holders_had_gone(
    store: SqlStore, engine: Engine
) -> None:
    life = a_life(store, engine, town=make_town(store, rows=[ANNA, DISA]))
    life.tick(at(OPENING))
    annas, disas = life.claim()
    with store.write() as uow:
        uow.outbox.mark_sent(annas, at=life.clock.now(), activity_id="1")
        set_aside(uow, disas, code="MessageSizeTooBig", at=life.clock.now())

    sent = life.live(at(OPENING, 14), at(date(2027, 1, 5)), at(date(2027, 1, 7)))

    assert sent == [Sent(date(2027, 1, 5), people(life)["Disa"].id, DAILY, (CONTROL,))]
