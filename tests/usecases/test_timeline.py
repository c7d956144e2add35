"""Proof of ask: what became of a task, in order, told once, from whatever rows know it."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Engine, event

from scheduler.assignments import Assignment
from scheduler.audit import Deed, Thing
from scheduler.clock import start_of
from scheduler.outbox import MessageState
from scheduler.ports_audit import Answered, Asking
from scheduler.usecases.dispatching import set_aside
from scheduler.usecases.moving import move_occurrence
from scheduler.usecases.timeline import Known, Step, Told, in_order, task_timeline, told_by
from store.unit_of_work import SqlStore
from tests.factories import (
    ANNA,
    CILLA,
    MONDAY,
    NOON,
    make_activity,
    make_by,
    make_town,
)
from tests.usecases.at_desk import AtDesk
from tests.usecases.living import Life, at, begin

CHECK = make_activity(form="common.klart")
THIRTY_BEFORE = date(2027, 1, 29)
ELSEWHERE = replace(ANNA, unit="Älvgården", name="Eva Ny", email="eva@karlstad.example", entra_object_id=None)

Line = tuple[datetime, Step, str]


@pytest.fixture
def life(store: SqlStore, engine: Engine) -> Life:
    life = begin(store, engine, make_town(store, rows=[ANNA]), [CHECK], at=at(MONDAY))
    life.tick()
    return life


def the_task(life: Life) -> Assignment:
    with life.store.read() as uow:
        return uow.assignments.of_municipality(life.town.id, year=2027)[0]


def told(life: Life) -> tuple[Told, ...]:
    with life.store.read() as uow:
        timeline = task_timeline(uow, life.town.id, the_task(life).id)
    assert timeline is not None
    return timeline.told


def lines(life: Life) -> list[Line]:
    return [(one.at, one.step, one.person) for one in told(life)]


def test_year_of_a_task_is_told_in_order(life: Life) -> None:
    life.live(at(MONDAY), at(THIRTY_BEFORE))
    anna = AtDesk(life.store, life.town.people[0], life.content, life.tokens, at(THIRTY_BEFORE, 10), request="turn-7")
    anna.answers(the_task(life).id, {"klart_datum": "2027-01-04", "kommentar": "Klart"})

    assert told(life) == (
        Told(at=at(MONDAY), step=Step.ASKED, person="Anna Ek", message=1, rungs=("opening",)),
        Told(at=at(MONDAY), step=Step.DELIVERED, person="Anna Ek", message=1),
        Told(at=at(THIRTY_BEFORE), step=Step.REMINDED, person="Anna Ek", message=2, rungs=("before-30",)),
        Told(at=at(THIRTY_BEFORE), step=Step.DELIVERED, person="Anna Ek", message=2),
        Told(at=at(THIRTY_BEFORE, 10), step=Step.OPENED, person="Anna Ek", role="enhetschef", request="turn-7"),
        Told(
            at=at(THIRTY_BEFORE, 10),
            step=Step.ANSWERED,
            person="Anna Ek",
            role="enhetschef",
            revision=1,
            request="turn-7",
        ),
    )


def test_message_that_waits_has_asked_and_one_that_was_called_off_has_not(life: Life) -> None:
    waiting = lines(life)
    AtDesk(life.store, life.town.people[0], life.content, life.tokens, at(MONDAY)).answers(
        the_task(life).id, {"klart_datum": "2027-01-04", "kommentar": "Klart"}
    )
    life.send()

    assert waiting == [(at(MONDAY), Step.ASKED, "Anna Ek")]
    assert [one[1] for one in lines(life)] == [Step.OPENED, Step.ANSWERED]


def test_asking_that_was_refused_by_the_far_end_is_told_though_another_is_asked_instead(life: Life) -> None:
    (message,) = life.claim()
    with life.store.write() as uow:
        set_aside(uow, message, code="BotBlocked", at=at(MONDAY, 10))
    life.live(at(MONDAY + timedelta(days=1)))

    assert [(one.step, one.message, one.detail) for one in told(life)] == [
        (Step.UNDELIVERED, 1, "BotBlocked"),
        (Step.ASKED, 2, ""),
        (Step.DELIVERED, 2, ""),
    ]


def test_that_one_was_asked_stays_known_when_the_deadline_is_moved(life: Life) -> None:
    life.live(at(MONDAY), at(THIRTY_BEFORE))
    with life.store.write() as uow:
        (found,) = uow.assignments.occurrences(life.town.id, [CHECK.key])[:1]
        due = date(2027, 5, 31)
        move_occurrence(
            uow,
            found,
            due,
            because="Sjuk",
            moved_by="Eva",
            now=at(THIRTY_BEFORE, 11),
            by=make_by(at=NOON + timedelta(30)),
        )
    life.live(at(date(2027, 4, 30)))

    steps = [(one.step, one.rungs) for one in told(life)]
    assert steps == [
        (Step.ASKED, ("opening",)),
        (Step.DELIVERED, ()),
        (Step.REMINDED, ("before-30",)),
        (Step.DELIVERED, ()),
        (Step.MOVED, ()),
        (Step.REMINDED, ("before-30",)),
        (Step.DELIVERED, ()),
    ]


def test_what_was_started_moved_refused_and_handed_over_is_told(store: SqlStore, engine: Engine) -> None:
    life = begin(store, engine, make_town(store, rows=[ANNA, ELSEWHERE]), [CHECK], at=at(MONDAY))
    life.tick()
    eva = life.town.people[1]
    task = the_task(life)
    AtDesk(store, eva, life.content, now=at(MONDAY, 10)).opens(task.id)
    with store.write() as uow:
        (found,) = (one for one in uow.assignments.occurrences(life.town.id, [CHECK.key]) if one.slot == task.slot)
        by = make_by(at=at(MONDAY, 11), actor="Stina Dal")
        move_occurrence(uow, found, None, because="Fel", moved_by="Stina Dal", now=at(MONDAY, 11), by=by)
        move_occurrence(uow, found, date(2027, 3, 31), because="Rätt", moved_by="Stina Dal", now=at(MONDAY, 11), by=by)
        uow.people.close_unit(life.town.id, task.subject.id, on=date(2027, 1, 29), into=task.subject.id + 1)
    life.tick(at(date(2027, 2, 1)))

    assert [(one.at, one.step, one.person, one.detail) for one in told(life) if one.message is None] == [
        (at(MONDAY, 10), Step.REFUSED, "Eva Ny", "not_yours"),
        (at(MONDAY, 11), Step.CANCELLED, "Stina Dal", ""),
        (at(MONDAY, 11), Step.MOVED, "Stina Dal", "2027-01-01/2027-03-31"),
        (start_of(date(2027, 1, 30)), Step.HANDED_OVER, "", "Älvgården"),
    ]


def test_timeline_of_another_municipality_or_of_nothing_is_none(life: Life) -> None:
    other = make_town(life.store, "kristianstad", [CILLA])

    with life.store.read() as uow:
        found = [
            task_timeline(uow, town, number) for town, number in ((life.town.id, 4711), (other.id, the_task(life).id))
        ]

    assert found == [None, None]


def test_timeline_costs_few_queries_however_much_there_is_to_tell(life: Life, engine: Engine) -> None:
    life.live(*(at(MONDAY + timedelta(days=days)) for days in range(60)))
    task = the_task(life)
    seen: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *arguments: seen.append(arguments[2]))

    with life.store.read() as uow:
        timeline = task_timeline(uow, life.town.id, task.id)

    assert timeline is not None
    assert len(timeline.told) > 8
    assert len([one for one in seen if one.lstrip().startswith("SELECT")]) == 7


SENT = Asking(
    message_id=1,
    person_id=1,
    rungs=("opening",),
    due_at=NOON,
    state=MessageState.SENT,
    sent_at=NOON + timedelta(hours=1),
    has_id=True,
    code="",
)
ANSWER = Answered(revision=1, person_id=1, role="enhetschef", at=NOON)
RETURNED = replace(ANSWER, body="von", decided_on=MONDAY, paragraph="§ 48", case_number="VON-7")


@pytest.mark.parametrize(
    ("answers", "askings"),
    [
        ((), [Step.ASKED, Step.DELIVERED]),
        ((ANSWER,), []),
        ((RETURNED,), [Step.ASKED, Step.DELIVERED]),
        ((RETURNED, replace(ANSWER, revision=2)), []),
        ((replace(ANSWER, at=NOON + timedelta(hours=2)),), [Step.ASKED, Step.DELIVERED]),
    ],
)
def test_message_that_went_when_the_answer_was_there_asked_nobody(
    answers: tuple[Answered, ...], askings: list[Step]
) -> None:
    known = Known(entries=(), askings=(SENT,), answers=answers, handed=None)

    assert [one.step for one in told_by(known) if one.message is not None] == askings


def test_decision_is_told_after_the_answer_it_is_about_with_paragraph_and_who_entered_it() -> None:
    by = make_by(person_id=1, actor="")
    entries = [by.did(deed, Thing.ASSIGNMENT, 1, after="1") for deed in (Deed.SUBMITTED, Deed.RETURNED)]

    found = in_order(
        told_by(Known(entries=entries, askings=(), answers=(RETURNED,), handed=None, names={1: "Sara Lo"}))
    )

    answered = Told(at=NOON, step=Step.ANSWERED, person="Sara Lo", role="enhetschef", revision=1, request="request-1")
    returned = replace(
        answered, step=Step.RETURNED, body="von", decided_on=MONDAY, paragraph="§ 48", case_number="VON-7"
    )
    assert found == (answered, returned)


def test_failed_message_is_told_once_whether_by_the_log_or_by_its_row() -> None:
    failed = replace(SENT, state=MessageState.FAILED, sent_at=None, code="not_drawn")
    noted = make_by(request="message:1").did(Deed.UNDELIVERED, Thing.ASSIGNMENT, 1, after="not_drawn")

    by_row = told_by(Known(entries=(), askings=(failed,), answers=(), handed=None))
    by_both = told_by(Known(entries=(noted,), askings=(failed,), answers=(), handed=None))

    assert [one.step for one in by_row] == [Step.ASKED, Step.UNDELIVERED]
    assert [one.step for one in by_both] == [Step.UNDELIVERED, Step.ASKED]
