"""When the wheel is edited, what nobody has begun follows it, and what was begun stays."""

from dataclasses import replace
from datetime import date

from scheduler.clock import morning_of
from scheduler.lifecycle import State
from scheduler.rules_yearly import DateRule
from scheduler.slots import MonthDay
from scheduler.usecases.ticking import tick
from scheduler.wheel import Activity, Wheel
from store.unit_of_work import SqlStore
from tests.factories import make_activity, make_content, make_town, make_wheel

DAY = date(2027, 1, 11)
ACTIVITY = make_activity(rule=DateRule(due=MonthDay(3, 31), opens=MonthDay(1, 1)))


def years_end(store: SqlStore, municipality_id: int) -> list[tuple[str, date | None, str, State]]:
    with store.read() as uow:
        found = uow.assignments.of_municipality(municipality_id, year=2027)
    return [(one.title, one.due, one.role, one.state) for one in found]


def lived(store: SqlStore, municipality_id: int, *activities: Activity) -> list[tuple[str, date | None, str, State]]:
    wheel: Wheel = make_wheel(*activities)
    tick(store, make_content(wheel=wheel), municipality_id, morning_of(DAY))
    return years_end(store, municipality_id)


def test_untouched_task_follows_when_title_and_deadline_change(store: SqlStore) -> None:
    town = make_town(store)
    before = lived(store, town.id, ACTIVITY)

    after = lived(store, town.id, replace(ACTIVITY, title="Nytt namn", rule=DateRule(due=MonthDay(4, 15))))

    assert {due for _, due, _, _ in before} == {date(2027, 3, 31)}
    assert after == [("Nytt namn", date(2027, 4, 15), role, state) for _, _, role, state in before]


def test_task_gets_the_holders_role_when_local_decisions_name_another(store: SqlStore) -> None:
    town = make_town(store)
    before = lived(store, town.id, replace(ACTIVITY, performer="kvalitetsstrateg"))

    after = lived(store, town.id, ACTIVITY)

    assert {role for _, _, role, _ in before} == {"kvalitetsstrateg"}
    assert {role for _, _, role, _ in after} == {"enhetschef"}


def test_task_is_cancelled_when_the_wheel_no_longer_holds_it_and_planned_again_when_it_does(store: SqlStore) -> None:
    town = make_town(store)
    lived(store, town.id, ACTIVITY)

    gone = lived(store, town.id, make_activity(key="annat", title="Annat", rule=DateRule(due=MonthDay(6, 30))))
    back = lived(store, town.id, ACTIVITY)

    assert State.CANCELLED in {state for title, _, _, state in gone if title == ACTIVITY.title}
    assert {state for title, _, _, state in back if title == ACTIVITY.title} == {State.OPEN}


def test_begun_task_and_its_siblings_keep_their_dates_when_the_rule_changes(store: SqlStore) -> None:
    town = make_town(store)
    lived(store, town.id, ACTIVITY)
    with store.write() as uow:
        first = uow.assignments.of_municipality(town.id, year=2027)[0]
        uow.assignments.set_state(first.id, State.STARTED)

    after = lived(store, town.id, replace(ACTIVITY, rule=DateRule(due=MonthDay(4, 15))))

    assert {due for _, due, _, _ in after} == {date(2027, 3, 31)}
