"""What only years bring: an heir that closes as well, and meetings called when the year is published already."""

from dataclasses import replace
from datetime import date

from sqlalchemy import Engine

from scheduler.editions import AppliesFrom
from scheduler.lifecycle import State
from scheduler.rules_counted import MeetingRule
from scheduler.rules_yearly import DateRule, StartRule
from scheduler.slots import MonthDay
from scheduler.usecases.publishing import publish
from scheduler.wheel_parts import Body, Meeting
from store.unit_of_work import SqlStore
from tests.factories import ANNA, BJORN, make_activity, make_by, make_town, make_wheel
from tests.usecases.living import at, begin

EVA = replace(ANNA, unit="Ekbacken", name="Eva Ro", email="eva@karlstad.example", entra_object_id=None)
ONGOING = make_activity(key="lopande", title="Löpande", rule=StartRule(opens=MonthDay(3, 1)))
MERGED_ON, CLOSED_ON = date(2027, 4, 30), date(2029, 5, 31)
BEFORE_MEETINGS = make_activity(
    key="underlag", title="Underlag", level="administration", rule=MeetingRule(body="von", days_before=7)
)
BODY = Body(key="von", name="Nämnden", meetings=(Meeting(on=date(2027, 3, 17)), Meeting(on=date(2027, 9, 15))))


def test_what_went_over_to_an_heir_ends_when_the_heir_closes_years_after(store: SqlStore, engine: Engine) -> None:
    town = make_town(store, rows=[ANNA, EVA, BJORN])
    life = begin(store, engine, town, [ONGOING], at=at(date(2027, 4, 1)))
    life.tick()
    with store.write() as uow:
        uow.people.close_unit(town.id, 1, on=MERGED_ON, into=2)
    life.tick(at(date(2027, 5, 3)))
    with store.write() as uow:
        (merged,) = (one for one in uow.assignments.of_municipality(town.id, year=2027) if one.place == "Solgården")
        uow.people.close_unit(town.id, 2, on=CLOSED_ON, into=None)

    life.tick(at(date(2029, 6, 1)))
    life.tick(at(date(2029, 6, 4)))

    with store.read() as uow:
        after = uow.assignments.get(merged.id)
    assert (merged.state, after and after.state) == (State.OPEN, State.CANCELLED)


def test_meeting_called_after_publishing_is_prepared_and_what_was_published_stays(
    store: SqlStore, engine: Engine
) -> None:
    town = make_town(store, rows=[ANNA, BJORN, replace(BJORN, area="", role="kvalitetsstrateg")])
    life = begin(store, engine, town, [BEFORE_MEETINGS], at=at(date(2027, 1, 11)))
    published = make_wheel(BEFORE_MEETINGS, bodies=(BODY,))
    with store.write() as uow:
        publish(uow, published, town.municipality, 2027, AppliesFrom.NEXT, life.clock.now(), by=make_by())
    moved = replace(BODY.meetings[0], moved_to=date(2027, 3, 24))
    called = (moved, BODY.meetings[1], Meeting(on=date(2027, 11, 17)), Meeting(on=date(2028, 1, 5)))
    other = replace(BEFORE_MEETINGS, title="Annat", rule=DateRule(due=MonthDay(5, 31)))
    life.content = replace(life.content, wheel=make_wheel(other, bodies=(replace(BODY, meetings=called),)))

    life.tick()

    with store.read() as uow:
        found = uow.assignments.of_municipality(town.id, year=2027)
    assert [(one.title, one.slot, one.due) for one in found] == [
        ("Underlag", "2027-03-17", date(2027, 3, 10)),
        ("Underlag", "2027-09-15", date(2027, 9, 8)),
        ("Underlag", "2027-11-17", date(2027, 11, 10)),
        ("Underlag", "2028-01-05", date(2027, 12, 29)),
    ]
