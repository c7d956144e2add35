"""One activity leads to the next: at the same place, when all are there, after the right outcome, and only once."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine

from scheduler.assignments import Assignment
from scheduler.days import WhenFree
from scheduler.lifecycle import State
from scheduler.rules_started import AfterRule, CountedFrom, EventRule, IntervalRule, NextFrom, Outcome, TriggerRule
from scheduler.rules_yearly import DateRule
from scheduler.slots import Happening, MonthDay, Offset
from scheduler.usecases.starting import lead_on, record_happening, start_by_hand, startable_by
from scheduler.wheel import Activity
from scheduler.wheel_parts import EventKind, Level, Provider
from store.unit_of_work import SqlStore
from tests.factories import ANNA, BJORN, CILLA, make_activity, make_by, make_town, make_wheel
from tests.usecases.living import Life, at, begin

EVA = replace(ANNA, unit="Ekbacken", name="Eva Ro", email="eva@karlstad.example", entra_object_id=None)
STINA = replace(BJORN, area="", name="Stina Dal", email="stina@karlstad.example", role="kvalitetsstrateg")
CHECK = make_activity(key="kontroll", title="Kontroll", rule=DateRule(due=MonthDay(2, 28), opens=MonthDay(1, 1)))
DAY = date(2027, 1, 11)

Row = tuple[str, str, str, date | None, date | None, State]


def after(key: str, *, level: Level = Level.UNIT, **rule: Any) -> Activity:
    return make_activity(key=key, title=key.capitalize(), level=level, rule=AfterRule(activity="kontroll", **rule))


def a_life(store: SqlStore, engine: Engine, *activities: Activity) -> Life:
    town = make_town(store, rows=[ANNA, EVA, BJORN, STINA])
    life = begin(store, engine, town, activities, at=at(DAY))
    life.tick()
    return life


def tasks_of(life: Life, activity: str) -> Sequence[Assignment]:
    with life.store.read() as uow:
        return uow.assignments.of_activities(life.town.id, [activity])


def rows_of(life: Life, activity: str) -> list[Row]:
    return sorted((one.slot, one.place, one.role, one.opens, one.due, one.state) for one in tasks_of(life, activity))


def answered(life: Life, who: str, activity: str, day: date) -> None:
    life.tick(at(day))
    life.answer(next(one for one in life.town.people if one.name == who), activity)
    life.tick()


def test_next_activity_opens_at_the_same_place_when_the_first_is_answered(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, CHECK, after("plan", due=Offset(months=1)))

    assert rows_of(life, "plan") == []
    answered(life, "Anna Ek", "kontroll", date(2027, 1, 29))

    assert rows_of(life, "plan") == [
        ("2027>unit:1", "Solgården", "enhetschef", date(2027, 1, 29), date(2027, 2, 28), State.OPEN)
    ]


def test_month_is_clamped_to_its_end(store: SqlStore, engine: Engine) -> None:
    late = replace(CHECK, rule=DateRule(due=MonthDay(11, 30), opens=MonthDay(1, 1)))
    life = a_life(store, engine, late, after("ny", due=Offset(months=3)))

    answered(life, "Anna Ek", "kontroll", date(2027, 11, 30))

    assert [(opens, due) for _, _, _, opens, due, _ in rows_of(life, "ny")] == [(date(2027, 11, 30), date(2028, 2, 29))]


def test_wider_place_waits_until_every_unit_has_answered(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, CHECK, after("mote", level=Level.AREA), after("rapport", level=Level.ADMINISTRATION))

    answered(life, "Anna Ek", "kontroll", date(2027, 1, 29))
    one_is_in = rows_of(life, "mote") + rows_of(life, "rapport")
    answered(life, "Eva Ro", "kontroll", date(2027, 2, 1))

    assert one_is_in == []
    assert rows_of(life, "mote") == [
        ("2027>area:1", "Äldreomsorg", "verksamhetschef", date(2027, 2, 1), None, State.OPEN)
    ]
    assert rows_of(life, "rapport") == [
        ("2027>administration:1", "Karlstad", "kvalitetsstrateg", date(2027, 2, 1), None, State.OPEN)
    ]


def test_narrower_places_each_get_their_own(store: SqlStore, engine: Engine) -> None:
    whole = replace(make_activity(key="kontroll", level=Level.AREA), rule=CHECK.rule)
    life = a_life(store, engine, whole, after("plan"))

    answered(life, "Björn Ås", "kontroll", date(2027, 1, 29))

    assert [row[:2] for row in rows_of(life, "plan")] == [("2027>unit:1", "Solgården"), ("2027>unit:2", "Ekbacken")]


def test_answering_twice_starts_the_next_only_once(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, CHECK, after("plan"))
    answered(life, "Anna Ek", "kontroll", date(2027, 1, 29))
    (task,) = (one for one in tasks_of(life, "kontroll") if one.state is State.SUBMITTED)

    with store.write() as uow:
        again = lead_on(uow, life.content.wheel, task, {}, at(date(2027, 2, 5)))

    assert (again, len(rows_of(life, "plan"))) == (0, 1)


@pytest.mark.parametrize(("given", "new"), [("brist", 1), ("bra", 0)])
def test_only_the_named_outcome_leads_on(store: SqlStore, engine: Engine, given: str, new: int) -> None:
    outcome = Outcome(question="bedomning", one_of=("brist", "allvarlig_brist"))
    life = a_life(store, engine, CHECK, after("plan", outcome=outcome))
    task = replace(tasks_of(life, "kontroll")[0], state=State.SUBMITTED)

    with store.write() as uow:
        uow.assignments.set_state(task.id, task.state)
        added = lead_on(uow, life.content.wheel, task, {"punkter.0.bedomning": given}, at(DAY))

    assert added == new


def test_unanswered_task_leads_nowhere(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, CHECK, after("plan"))

    with store.write() as uow:
        assert lead_on(uow, life.content.wheel, tasks_of(life, "kontroll")[0], {}, at(DAY)) == 0


def test_chain_of_three_keeps_to_its_place_and_round(store: SqlStore, engine: Engine) -> None:
    third = make_activity(key="tredje", title="Tredje", rule=AfterRule(activity="andra"))
    life = a_life(store, engine, CHECK, after("andra"), third)

    answered(life, "Anna Ek", "kontroll", date(2027, 1, 29))
    answered(life, "Anna Ek", "andra", date(2027, 2, 8))

    assert [row[:2] for row in rows_of(life, "tredje")] == [("2027>unit:1", "Solgården")]


def test_any_of_several_may_lead_to_the_same(store: SqlStore, engine: Engine) -> None:
    other = make_activity(key="tema", title="Tema", rule=CHECK.rule)
    life = a_life(store, engine, CHECK, other, after("bedomning", also=("tema",)))

    answered(life, "Anna Ek", "tema", date(2027, 1, 29))

    assert [row[:2] for row in rows_of(life, "bedomning")] == [("2027>unit:1", "Solgården")]


def test_interval_is_counted_from_the_day_it_was_done(store: SqlStore, engine: Engine) -> None:
    rule = IntervalRule(months=6, first=date(2027, 2, 28), opens=Offset(months=-1), counted_from=NextFrom.COMPLETION)
    life = a_life(store, engine, make_activity(key="kontroll", title="Kontroll", rule=rule))

    answered(life, "Anna Ek", "kontroll", date(2027, 2, 5))

    assert [row[:2] + row[3:5] for row in rows_of(life, "kontroll")] == [
        ("2027-02-28", "Ekbacken", date(2027, 1, 28), date(2027, 2, 28)),
        ("2027-02-28", "Solgården", date(2027, 1, 28), date(2027, 2, 28)),
        ("2027-08-05>unit:1", "Solgården", date(2027, 7, 5), date(2027, 8, 5)),
    ]


def test_what_is_counted_from_a_deadline_is_planned_ahead(store: SqlStore, engine: Engine) -> None:
    rule = AfterRule(activity="kontroll", due=Offset(weeks=2), counted_from=CountedFrom.DEADLINE)
    life = a_life(store, engine, CHECK, make_activity(key="plan", title="Plan", rule=rule))

    assert [row[:2] + row[3:] for row in rows_of(life, "plan")][:2] == [
        ("2027", "Ekbacken", date(2027, 2, 28), date(2027, 3, 14), State.PLANNED),
        ("2027", "Solgården", date(2027, 2, 28), date(2027, 3, 14), State.PLANNED),
    ]


LOV_START = EventKind(key="lov_start", title="Ny LOV-utförare", level=Level.UNIT)
FOLLOWED = make_activity(
    key="uppfoljning", title="Uppföljning", provider=Provider.CHOSEN, level=Level.UNIT, performer="kvalitetsstrateg",
    rule=EventRule(events=("lov_start",), due=Offset(months=6)),
)  # fmt: skip
NEW_UNIT = replace(EVA, unit="Omtanken", provider=Provider.CHOSEN, name="Åsa Ny", email="asa@karlstad.example")


def test_event_starts_the_follow_up_of_its_own_unit_held_by_the_office(store: SqlStore, engine: Engine) -> None:
    town = make_town(store, rows=[ANNA, EVA, NEW_UNIT, BJORN, STINA])
    life = begin(store, engine, town, [FOLLOWED], at=at(DAY))
    life.content = replace(life.content, wheel=replace(life.content.wheel, events=(LOV_START,)))
    life.tick()
    before = rows_of(life, "uppfoljning")
    happened = Happening(event="lov_start", on=date(2027, 8, 31), place="Omtanken")

    with store.write() as uow:
        recorded = [
            record_happening(uow, life.content.wheel, town.id, happened, at(DAY), by=make_by()) for _ in range(2)
        ]
    life.tick()

    assert (before, recorded) == ([], [True, False])
    assert rows_of(life, "uppfoljning") == [
        ("2027-08-31@Omtanken", "Omtanken", "kvalitetsstrateg", date(2027, 8, 31), date(2028, 2, 29), State.PLANNED)
    ]
    with store.read() as uow:
        (task,) = uow.assignments.of_activities(town.id, ["uppfoljning"])
        holder = next(one.id for one in town.people if one.name == "Stina Dal")
        assert uow.assignments.holder_of(task.id, DAY) == (holder,)


def test_person_starts_by_hand_what_is_theirs_and_only_once_a_day(store: SqlStore, engine: Engine) -> None:
    rule = TriggerRule(when="När något har hänt", due=Offset(days=10))
    life = a_life(store, engine, make_activity(key="analys", title="Analys", rule=rule))
    anna, eva = (next(one for one in life.town.people if one.name == name) for name in ("Anna Ek", "Eva Ro"))
    with store.write() as uow:
        mine = startable_by(uow, life.content.wheel, anna, DAY)
        (place,) = (one.subject for one in mine)
        started = [start_by_hand(uow, life.content.wheel, who, "analys", place, at(DAY)) for who in (eva, anna, anna)]

    assert [(one.activity.key, one.place) for one in mine] == [("analys", "Solgården")]
    assert started == [False, True, False]
    assert rows_of(life, "analys") == [
        ("2027-01-11@unit:1", "Solgården", "enhetschef", DAY, date(2027, 1, 21), State.PLANNED)
    ]


def test_what_was_started_stays_when_the_plan_is_made_anew(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, CHECK, after("plan"))
    answered(life, "Anna Ek", "kontroll", date(2027, 1, 29))
    life.content = replace(life.content, wheel=make_wheel(replace(CHECK, title="Kontrollen"), after("plan")))

    life.tick(at(date(2027, 2, 1)))

    assert [row[1:2] + row[5:] for row in rows_of(life, "plan")] == [("Solgården", State.OPEN)]


def test_activity_that_waits_opens_when_all_it_waits_for_are_there(store: SqlStore, engine: Engine) -> None:
    whole = make_activity(
        key="samlad", title="Samlad bedömning", level=Level.ADMINISTRATION, waits_for=("kontroll",),
        rule=DateRule(due=MonthDay(3, 31), opens=MonthDay(2, 1)),
    )  # fmt: skip
    life = a_life(store, engine, CHECK, whole)
    life.live(at(date(2027, 2, 5)))
    states = [rows_of(life, "samlad")[0][5]]
    for who, day in (("Anna Ek", date(2027, 2, 8)), ("Eva Ro", date(2027, 2, 9))):
        answered(life, who, "kontroll", day)
        states.append(rows_of(life, "samlad")[0][5])
    told = life.live(at(date(2027, 2, 10)), at(date(2027, 2, 11)))

    assert states == [State.PLANNED, State.PLANNED, State.OPEN]
    stina = next(one.id for one in life.town.people if one.name == "Stina Dal")
    assert [one.tasks for one in life.sent if one.person_id == stina] == [("samlad 2027 Karlstad",)]
    assert [one.person_id for one in told] == [stina]


def test_last_years_round_does_not_hold_up_this_years(store: SqlStore, engine: Engine) -> None:
    yearly = replace(CHECK, rule=DateRule(due=MonthDay(2, 28), opens=MonthDay(1, 1)))
    whole = make_activity(
        key="samlad", title="Samlad", level=Level.ADMINISTRATION, waits_for=("kontroll",),
        rule=DateRule(due=MonthDay(3, 31), opens=MonthDay(3, 1)),
    )  # fmt: skip
    life = a_life(store, engine, yearly, whole)
    life.tick(at(date(2028, 3, 1)))
    waiting = [row[5] for row in rows_of(life, "samlad") if row[0] == "2028"]
    for who in ("Anna Ek", "Eva Ro"):
        with store.read() as uow:
            holder = next(one for one in life.town.people if one.name == who)
            mine = list(uow.assignments.of_person(holder.id, date(2028, 3, 1), states=[State.OPEN]))
        assert {one.slot for one in mine} == {"2027", "2028"}
        with store.write() as uow:
            uow.assignments.set_state(next(one.id for one in mine if one.slot == "2028"), State.SUBMITTED)

    life.tick(at(date(2028, 3, 2)))

    assert waiting == [State.PLANNED]
    assert [row[5] for row in rows_of(life, "samlad") if row[0] == "2028"] == [State.OPEN]


def test_nothing_leads_into_another_municipality(store: SqlStore, engine: Engine) -> None:
    other = make_town(store, "kristianstad", rows=[CILLA])
    life = a_life(store, engine, CHECK, after("plan"))

    answered(life, "Anna Ek", "kontroll", date(2027, 1, 29))

    with store.read() as uow:
        assert uow.assignments.of_activities(other.id, ["plan"]) == ()
        assert len(uow.assignments.of_activities(life.town.id, ["plan"])) == 1


def test_nobodys_silence_keeps_a_task_from_being_asked_for(store: SqlStore, engine: Engine) -> None:
    whole = make_activity(
        key="samlad", title="Samlad", level=Level.ADMINISTRATION, waits_for=("kontroll",),
        rule=DateRule(due=MonthDay(3, 31), opens=MonthDay(3, 1)),
    )  # fmt: skip
    life = a_life(store, engine, CHECK, whole)
    states = []
    for day in (date(2027, 3, 23), date(2027, 3, 24)):
        life.tick(at(day))
        states.append(rows_of(life, "samlad")[0][5])

    assert states == [State.PLANNED, State.OPEN]


def test_what_may_be_left_undone_is_not_waited_for(store: SqlStore, engine: Engine) -> None:
    whole = make_activity(
        key="samlad", title="Samlad", level=Level.ADMINISTRATION, waits_for=("kontroll",),
        rule=DateRule(due=MonthDay(3, 31), opens=MonthDay(1, 1)),
    )  # fmt: skip
    life = a_life(store, engine, replace(CHECK, optional=True), whole)

    assert rows_of(life, "samlad")[0][5] is State.OPEN


def test_successor_is_due_off_a_free_day_where_the_municipality_says_so(store: SqlStore, engine: Engine) -> None:
    follower = replace(after("plan", due=Offset(days=5)), when_free=WhenFree.AFTER)
    life = a_life(store, engine, CHECK, follower)

    answered(life, "Anna Ek", "kontroll", date(2027, 1, 18))

    assert [row[4] for row in rows_of(life, "plan")] == [date(2027, 1, 25)]


def test_answer_for_a_merged_unit_leads_on_at_that_unit_with_its_heir(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, CHECK, after("plan"))
    with store.write() as uow:
        uow.people.close_unit(life.town.id, 1, on=date(2027, 1, 20), into=2)
    life.tick(at(date(2027, 1, 25)))
    life.answer(next(one for one in life.town.people if one.name == "Eva Ro"), "kontroll")
    life.answer(next(one for one in life.town.people if one.name == "Eva Ro"), "kontroll")
    life.tick()

    eva = next(one.id for one in life.town.people if one.name == "Eva Ro")
    with store.read() as uow:
        mine = uow.assignments.of_person(eva, date(2027, 1, 25), states=[State.OPEN])
    assert sorted(one.place for one in mine if one.activity == "plan") == ["Ekbacken", "Solgården"]
