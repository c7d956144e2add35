"""A moved or cancelled meeting proposes the moves of what hangs on it; only a person's yes moves anything."""

from dataclasses import replace
from datetime import date

from sqlalchemy import Engine

from scheduler.lifecycle import State
from scheduler.rules_counted import MeetingRule
from scheduler.rules_started import AfterRule, CountedFrom
from scheduler.slots import Offset
from scheduler.usecases.moving import accept, proposals
from scheduler.wheel_parts import Body, Meeting
from store.unit_of_work import SqlStore
from tests.factories import make_activity, make_by, make_town, make_wheel
from tests.usecases.living import Life, at, begin

DAY = date(2027, 1, 11)
MEETINGS = tuple(Meeting(on=day) for day in (date(2027, 2, 17), date(2027, 4, 14), date(2027, 6, 9)))
REPORT = make_activity(key="rapport", title="Rapport", rule=MeetingRule(body="von", days_before=14, opens_days=20))
SENT = make_activity(
    key="utskick",
    title="Utskick",
    rule=AfterRule(activity="rapport", due=Offset(days=7), counted_from=CountedFrom.DEADLINE),
)

Told = tuple[str, str, date | None, date | None]


def a_life(store: SqlStore, engine: Engine) -> Life:
    life = begin(store, engine, make_town(store), [], at=at(DAY))
    hold(life, *MEETINGS)
    life.tick()
    return life


def hold(life: Life, *meetings: Meeting) -> None:
    body = Body(key="von", name="Vård- och omsorgsnämnden", meetings=meetings)
    life.content = replace(life.content, wheel=make_wheel(REPORT, SENT, bodies=(body,)))


def changed(life: Life, *, moved_to: date | None = None, cancelled: bool = False) -> None:
    april = replace(MEETINGS[1], moved_to=moved_to, cancelled=cancelled)
    hold(life, MEETINGS[0], april, MEETINGS[2])
    life.tick()


def told(life: Life) -> list[Told]:
    with life.store.read() as uow:
        found = proposals(uow, life.content.wheel, life.town.id, DAY)
    return [(one.occurrence.activity, one.occurrence.slot, one.occurrence.due, one.due) for one in found]


def days(life: Life, activity: str) -> list[tuple[str, date | None, date | None, State]]:
    with life.store.read() as uow:
        found = uow.assignments.of_activities(life.town.id, [activity])
    return [(one.slot, one.opens, one.due, one.state) for one in found]


def accept_all(life: Life) -> None:
    with life.store.write() as uow:
        for one in proposals(uow, life.content.wheel, life.town.id, DAY):
            accept(uow, one, because="Mötet är flyttat", moved_by="Ulrika Dahlman", now=life.clock.now(), by=make_by())


def test_deadlines_are_counted_back_from_each_meeting(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)

    assert [row[:3] for row in days(life, "rapport")] == [
        ("2027-02-17", date(2027, 1, 14), date(2027, 2, 3)),
        ("2027-04-14", date(2027, 3, 11), date(2027, 3, 31)),
        ("2027-06-09", date(2027, 5, 6), date(2027, 5, 26)),
    ]
    assert [row[0::2][:2] for row in days(life, "utskick")] == [
        ("2027-02-17", date(2027, 2, 10)),
        ("2027-04-14", date(2027, 4, 7)),
        ("2027-06-09", date(2027, 6, 2)),
    ]
    assert told(life) == []


def test_moved_meeting_proposes_all_that_hangs_on_it_and_moves_nothing(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)
    before = days(life, "rapport")

    changed(life, moved_to=date(2027, 4, 28))

    assert days(life, "rapport") == before
    assert told(life) == [
        ("rapport", "2027-04-14", date(2027, 3, 31), date(2027, 4, 14)),
        ("utskick", "2027-04-14", date(2027, 4, 7), date(2027, 4, 21)),
    ]


def test_accepted_move_stands_and_is_proposed_no_more(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)
    changed(life, moved_to=date(2027, 4, 28))

    accept_all(life)
    life.tick()

    assert ("2027-04-14", date(2027, 3, 25), date(2027, 4, 14), State.PLANNED) in days(life, "rapport")
    assert told(life) == []


def test_cancelled_meeting_proposes_that_its_tasks_fall_away(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)
    changed(life, cancelled=True)
    proposed = told(life)

    accept_all(life)
    life.tick()

    assert proposed == [
        ("rapport", "2027-04-14", date(2027, 3, 31), None),
        ("utskick", "2027-04-14", date(2027, 4, 7), None),
    ]
    assert [row[0] for row in days(life, "rapport")] == ["2027-02-17", "2027-06-09"]


def test_answered_task_is_not_proposed_to_move(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)
    with store.write() as uow:
        (april,) = uow.assignments.of_round(life.town.id, "rapport", "2027-04-14")
        uow.assignments.set_state(april.id, State.SUBMITTED)

    changed(life, moved_to=date(2027, 4, 28))

    assert [row[0] for row in told(life)] == ["utskick"]


def test_reminders_follow_a_moved_deadline(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)
    changed(life, moved_to=date(2027, 4, 28))
    accept_all(life)

    before_opening = life.live(at(date(2027, 3, 11)), at(date(2027, 3, 12)))
    told_then = life.live(at(date(2027, 3, 25)))

    assert [task for one in before_opening for task in one.tasks if "2027-04-14" in task] == []
    assert [one.tasks for one in told_then] == [("rapport 2027-04-14 Solgården",)]


def test_meeting_that_is_changed_again_proposes_again(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)
    changed(life, moved_to=date(2027, 4, 28))
    accept_all(life)

    changed(life, moved_to=date(2027, 4, 7))
    earlier = told(life)
    accept_all(life)
    changed(life, cancelled=True)
    called_off = told(life)
    accept_all(life)
    settled = told(life)
    changed(life, moved_to=date(2027, 4, 21))

    assert earlier == [
        ("rapport", "2027-04-14", date(2027, 4, 14), date(2027, 3, 24)),
        ("utskick", "2027-04-14", date(2027, 4, 21), date(2027, 3, 31)),
    ]
    assert [row[3] for row in called_off] == [None, None]
    assert settled == []
    assert [row[3] for row in told(life)] == [date(2027, 4, 7), date(2027, 4, 14)]
