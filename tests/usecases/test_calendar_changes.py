"""What a calendar that asks again is told: a greater number wherever a day, a title or a cancellation is new."""

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any

import pytest
from sqlalchemy import Engine

from scheduler.ports import Feed
from scheduler.rules_yearly import DateRule
from scheduler.slots import MonthDay
from scheduler.usecases.feeds import BODY, meetings_in
from scheduler.usecases.moving import move_occurrence
from scheduler.usecases.sights import OWN, WHOLE
from scheduler.wheel_parts import Body, Meeting
from store.unit_of_work import SqlStore
from tests.factories import ANNA, BJORN, make_activity, make_by, make_town
from tests.usecases.living import Life, at, begin

DAY, LATER = date(2027, 1, 11), date(2027, 1, 12)
REPORT = make_activity(key="rapport", title="Rapport", rule=DateRule(due=MonthDay(2, 26), opens=MonthDay(1, 11)))
MEETING = Meeting(on=date(2027, 3, 26), at=time(13, 0))


@pytest.fixture
def life(store: SqlStore, engine: Engine) -> Life:
    life = begin(store, engine, make_town(store, rows=[ANNA, BJORN]), [REPORT], at=at(DAY))
    life.tick()
    return life


def told(life: Life, year: int = 2027) -> set[tuple[int, datetime | None]]:
    """Revision and instant of every row of the report in the year."""
    with life.store.read() as uow:
        rows = uow.assignments.of_municipality(life.town.id, year=year)
    return {(one.revision, one.changed_at) for one in rows if one.activity == "rapport"}


def edit(life: Life, **changes: Any) -> None:
    """A corrected wheel, followed the day after."""
    life.content = replace(life.content, wheel=replace(life.content.wheel, **changes))
    life.tick(at(LATER))


def test_planned_task_has_not_changed(life: Life) -> None:
    life.tick(at(LATER))

    assert told(life) == {(0, None)}


def test_task_has_changed_once_when_its_day_or_title_does(life: Life) -> None:
    edit(life, activities=(replace(REPORT, rule=DateRule(due=MonthDay(3, 5), opens=MonthDay(1, 11))),))
    life.tick(at(date(2027, 1, 13)))

    assert told(life) == {(1, at(LATER))}


def test_task_has_not_changed_when_only_its_form_does(life: Life) -> None:
    edit(life, activities=(replace(REPORT, form="common.redovisat"),))

    assert told(life) == {(0, None)}


def test_task_has_changed_when_the_plan_no_longer_holds_it_and_again_when_it_does(life: Life) -> None:
    other = make_activity(key="annat", title="Annat", rule=REPORT.rule)
    edit(life, activities=(other,))
    gone = told(life)
    edit(life, activities=(REPORT, other))

    assert (gone, told(life)) == ({(1, at(LATER))}, {(2, at(LATER))})


def test_task_has_changed_when_a_person_moves_it_or_calls_it_off(life: Life) -> None:
    with life.store.write() as uow:
        kept = next(one for one in uow.assignments.occurrences(life.town.id, ["rapport"]) if one.slot == "2027")
        move_occurrence(
            uow, kept, date(2027, 3, 5), because="Sent underlag", moved_by="Anna", now=at(DAY), by=make_by()
        )
    moved = told(life)
    with life.store.write() as uow:
        kept = next(one for one in uow.assignments.occurrences(life.town.id, ["rapport"]) if one.slot == "2027")
        move_occurrence(uow, kept, None, because="Utgår", moved_by="Anna", now=at(LATER), by=make_by())

    assert (moved, told(life)) == ({(1, at(DAY))}, {(2, at(LATER))})


@pytest.mark.parametrize(
    ("scope", "person", "bodies"),
    [
        (WHOLE, 0, ["rad", "namnd"]),
        (f"{BODY}namnd", 0, ["namnd"]),
        ("role:kvalitetsstrateg", 0, ["rad"]),
        ("role:enhetschef", 0, []),
        ("unit:Solgården", 0, []),
        (OWN, 1, []),
        (OWN, 2, ["rad"]),
    ],
)
def test_meetings_are_shown_to_those_they_concern(
    store: SqlStore, engine: Engine, scope: str, person: int, bodies: list[str]
) -> None:
    secretary = replace(BJORN, name="Sara Ek", email="sara@karlstad.example", area="", role="kvalitetsstrateg")
    town = make_town(store, rows=[ANNA, BJORN, secretary])
    life = begin(store, engine, town, [REPORT], at=at(DAY))
    edit(
        life,
        bodies=(
            Body(key="rad", name="Rådet", secretary="kvalitetsstrateg", meetings=(MEETING,)),
            Body(key="namnd", name="Nämnden", meetings=(replace(MEETING, on=date(2027, 4, 1)),)),
        ),
    )
    feed = Feed(1, town.id, town.people[person].id, scope, "", created_on=DAY, expires_on=None, revoked_on=None)

    with store.read() as uow:
        shown = [one.body for one in meetings_in(uow, life.content.wheel, feed, LATER)]

    assert shown == bodies
