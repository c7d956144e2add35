"""A role passes from one to another: what the successor hears, once, and what the former sees, nothing."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from threading import Barrier
from typing import TypeVar

import pytest
from sqlalchemy import Engine

from scheduler.lifecycle import State
from scheduler.organisation import Person
from scheduler.rules_yearly import DateRule
from scheduler.slots import MonthDay
from scheduler.usecases.absences import Away, enter_absence
from scheduler.usecases.desk import Move
from scheduler.usecases.dispatching import Daily, content_of
from scheduler.usecases.news import News, TakenOver, news_of
from scheduler.usecases.outcomes import FormPage, Outcome, Reason, Receipt, Refused
from store.unit_of_work import SqlStore
from tests.factories import ACTIVITY, ANNA, BJORN, MONDAY, NOON, Town, by_person, make_activity, make_town
from tests.usecases.at_desk import OUTCOME, REST, RISK, AtDesk, a_page, kept, open_task
from tests.usecases.living import Life, at, begin

Result = TypeVar("Result")

TUESDAY = MONDAY + timedelta(days=1)
EVA = replace(ANNA, name="Eva Ny", email="eva@karlstad.example", entra_object_id=None, since=TUESDAY)
JANUARY = make_activity(key="januari", title="Januari", rule=DateRule(due=MonthDay(1, 8), opens=MonthDay(1, 1)))
SUCCESSION = (replace(ANNA, until=MONDAY), EVA)


def a_life(store: SqlStore, engine: Engine) -> Life:
    """Anna has been told of both tasks, and the one is late, on her last day."""
    town = make_town(store, rows=[*SUCCESSION, BJORN])
    life = begin(store, engine, town, [ACTIVITY, JANUARY], at=at(date(2027, 1, 1), 0))
    life.live(*(at(date(2027, 1, day)) for day in range(2, 12)))
    return life


def said_on(life: Life, day: date) -> list[Daily]:
    """What goes to Eva that morning."""
    life.tick(at(day))
    eva = life.town.people[1]
    told = []
    for message in life.claim():
        with life.store.write() as uow:
            said = content_of(uow, life.content, message, life.clock.now())
            if said is None:
                uow.outbox.cancel(message)
                uow.reminders.release(message.id)
            else:
                uow.outbox.mark_sent(message, at=life.clock.now(), activity_id="a")
        if isinstance(said, Daily) and message.person_id == eva.id:
            told.append(said)
    return told


def test_successor_hears_on_the_first_day_what_came_with_the_role(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)

    (said,) = said_on(life, TUESDAY)

    assert said.news == News(taken_over=TakenOver(former=("Anna Ek",), tasks=2, late=1, begun=()))
    assert sorted(task.activity for task in said.tasks) == ["egenkontroll", "januari"]
    assert not said.is_catch_up


def test_successor_hears_of_the_drafts_that_were_begun(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)
    anna = AtDesk(store, life.town.people[0], life.content, life.tokens, life.clock.now())
    anna.types(anna.page(1), {"kommentar": "Påbörjat"}, Move.BACK)

    (said,) = said_on(life, TUESDAY)

    assert said.news.taken_over is not None
    assert said.news.taken_over.begun == (("Anna Ek", 1),)
    assert {remark.begun_by for remark in said.remarks.values()} == {"Anna Ek"}


def test_it_is_told_once(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)
    said_on(life, TUESDAY)

    later = [said.news for day in range(13, 32) for said in said_on(life, date(2027, 1, day))]

    assert later == [News()] * len(later)
    assert later != []


def test_it_is_told_by_the_next_message_when_the_first_never_went(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)
    life.tick(at(TUESDAY))
    (message,) = (one for one in life.claim() if one.person_id == life.town.people[1].id)
    with store.write() as uow:
        uow.outbox.fail(message, code="400")
        uow.reminders.release(message.id)

    (said,) = said_on(life, TUESDAY + timedelta(days=1))

    assert said.news.taken_over == TakenOver(former=("Anna Ek",), tasks=2, late=1, begun=())


def test_one_who_has_had_the_role_all_along_has_taken_over_nothing(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)
    anna, _, bjorn = life.town.people

    with store.read() as uow:
        assert news_of(uow, life.town.municipality, [anna.id, bjorn.id], TUESDAY) == {}


@pytest.fixture
def town(store: SqlStore) -> Town:
    return make_town(store, rows=[*SUCCESSION, BJORN])


def test_successor_goes_on_with_the_draft_and_sees_who_began_it(store: SqlStore, town: Town) -> None:
    anna, eva = town.people[:2]
    task = open_task(store, town)
    before = AtDesk(store, anna)
    before.types(before.page(task.id), OUTCOME)

    page = AtDesk(store, eva, now=NOON + timedelta(days=1)).page(task.id)

    assert (page.begun_by, page.page.number) == ("Anna Ek", 2)


def test_own_draft_is_begun_by_nobody_else(store: SqlStore, town: Town) -> None:
    task = open_task(store, town)
    desk = AtDesk(store, town.people[0])
    shown = a_page(desk.types(desk.page(task.id), OUTCOME))

    assert (shown.begun_by, desk.page(task.id).begun_by) == ("", "")


def test_former_manager_sees_nothing_from_the_day_after(store: SqlStore, town: Town) -> None:
    anna = town.people[0]
    task = open_task(store, town)
    before = AtDesk(store, anna)
    page = before.page(task.id)

    after = AtDesk(store, anna, now=NOON + timedelta(days=1))
    late = after.types(page, OUTCOME)

    assert isinstance(late, Refused)
    assert (late.reason, late.task, late.typed) == (Reason.NOT_YOURS, None, OUTCOME)
    with store.read() as uow:
        assert uow.assignments.of_person(anna.id, TUESDAY, states=State) == ()
        assert uow.assignments.of_places(anna.id, TUESDAY, year=2027) == ()
    assert kept(store, task.id)[1] is None


def at_once(*works: Callable[[], Result]) -> list[Result]:
    """All of them begin at the same moment."""
    gate = Barrier(len(works))

    def begin_together(work: Callable[[], Result]) -> Result:
        gate.wait()
        return work()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(begin_together, works))


def ready(store: SqlStore, person: Person, task_id: int, now: datetime) -> tuple[AtDesk, FormPage]:
    """At the last page, with a draft that holds all but the last words."""
    desk = AtDesk(store, person, now=now, request=f"request-{person.id}")
    desk.tokens.count = 1000 * person.id
    return desk, desk.page(task_id)


def test_stand_in_and_former_manager_hand_in_at_once_and_there_is_one_answer(store: SqlStore, town: Town) -> None:
    """Anna's last day is over, Eva who follows is away, Björn stands in: only his words count, and Anna is told so."""
    anna, eva, bjorn = town.people
    task = open_task(store, town)
    before = AtDesk(store, anna)
    before.types(a_page(before.types(before.page(task.id), OUTCOME)), RISK)
    _, old_card = ready(store, anna, task.id, NOON)
    with store.write() as uow:
        enter_absence(uow, eva, Away(TUESDAY, TUESDAY, bjorn), today=MONDAY, by=by_person(eva))
    now = NOON + timedelta(days=1)
    stand_in, page = ready(store, bjorn, task.id, now)
    former = AtDesk(store, anna, now=now)

    answered, refused = at_once(
        lambda: stand_in.types(page, REST, Move.SUBMIT), lambda: former.types(old_card, REST, Move.SUBMIT)
    )

    assert isinstance(answered, Receipt)
    assert (answered.submission.submitted_by_name, answered.on_behalf_of) == ("Björn Ås", "Eva Ny")
    assert isinstance(refused, Refused)
    assert (refused.reason, refused.typed) == (Reason.NOT_YOURS, REST)
    state, draft, latest = kept(store, task.id)
    assert (state, draft, latest and latest.submitted_by) == (State.SUBMITTED, None, bjorn.id)


def test_stand_in_and_the_one_away_hand_in_at_once_and_one_of_them_is_told_who_was_first(
    store: SqlStore, town: Town
) -> None:
    anna, _, bjorn = town.people
    task = open_task(store, town)
    before = AtDesk(store, anna)
    before.types(a_page(before.types(before.page(task.id), OUTCOME)), RISK)
    with store.write() as uow:
        enter_absence(uow, anna, Away(MONDAY, MONDAY, bjorn), today=MONDAY, by=by_person(anna))
    one, one_page = ready(store, anna, task.id, NOON)
    other, other_page = ready(store, bjorn, task.id, NOON)

    outcomes: list[Outcome] = at_once(
        lambda: one.types(one_page, REST, Move.SUBMIT), lambda: other.types(other_page, REST, Move.SUBMIT)
    )

    receipts = [outcome for outcome in outcomes if isinstance(outcome, Receipt)]
    refused = [outcome for outcome in outcomes if isinstance(outcome, Refused)]
    assert (len(receipts), len(refused)) == (1, 1)
    assert refused[0].reason is Reason.ANSWERED
    assert refused[0].answered_by == receipts[0].submission.submitted_by_name
    latest = kept(store, task.id)[2]
    assert latest == receipts[0].submission


def test_two_who_enter_an_absence_at_once_leave_one(store: SqlStore, town: Town) -> None:
    anna = town.people[0]

    def enter() -> object:
        with store.write() as uow:
            return enter_absence(uow, anna, Away(MONDAY, TUESDAY), today=MONDAY, by=by_person(anna))

    at_once(enter, enter)

    with store.read() as uow:
        assert len(uow.absences.of_municipality(town.id, since=MONDAY)) == 1
