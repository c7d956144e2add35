"""Putting a task off, and having seen it: what is left out of the ladder, and what never is."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import Engine

from scheduler.audit import Deed
from scheduler.lifecycle import State
from scheduler.organisation import Person
from scheduler.quiet import Quiet
from scheduler.usecases.quieting import NotPutOff, PutOff, Refusal, Seen, mark_seen, put_off
from scheduler.usecases.reaching import Attempt, Unreachable
from store.unit_of_work import SqlStore
from tests.factories import ACTIVITY, ANNA, BJORN, CILLA, by_person, make_town
from tests.usecases.living import DISA, Life, at, begin

FIRST = date(2027, 1, 1)
OPENING, THIRTY, FOURTEEN, SEVEN = date(2027, 1, 4), date(2027, 1, 29), date(2027, 2, 12), date(2027, 2, 19)
DAY_BEFORE, AFTER = date(2027, 2, 26), (date(2027, 3, 1), date(2027, 3, 5), date(2027, 3, 12))


def a_life(store: SqlStore, engine: Engine, *rows: object) -> Life:
    return begin(store, engine, make_town(store, rows=rows or [ANNA, BJORN]), [ACTIVITY], at=at(FIRST, 0))  # type: ignore[arg-type]


def mornings(first: date, last: date) -> list[datetime]:
    return [at(first + timedelta(days=days)) for days in range((last - first).days + 1)]


def attempt(life: Life, uow: object, person: Person) -> Attempt:
    now = life.clock.now()
    return Attempt(uow, person, 1, now, by_person(person, at=now))  # type: ignore[arg-type]


def puts_off(life: Life, wanted: date | None, person: Person | None = None) -> PutOff | Refusal | Unreachable:
    with life.store.write() as uow:
        return put_off(attempt(life, uow, person or life.town.people[0]), wanted)


def sees(life: Life, person: Person | None = None) -> Seen | Unreachable:
    with life.store.write() as uow:
        return mark_seen(attempt(life, uow, person or life.town.people[0]))


def days_told(life: Life, last: date = date(2027, 3, 31), person: int = 1) -> list[date]:
    first = (life.clock.now() + timedelta(hours=12)).date()
    return [one.day for one in life.live(*mornings(first, last)) if one.person_id == person]


def test_rungs_between_are_left_out_and_the_last_ones_remain(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)
    life.live(at(OPENING))

    done = puts_off(life, date(2027, 2, 16))

    assert isinstance(done, PutOff)
    assert days_told(life) == [date(2027, 2, 16), SEVEN, DAY_BEFORE, *AFTER]


def test_free_day_is_moved_back_to_a_working_day(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)
    life.live(at(OPENING))

    done = puts_off(life, date(2027, 2, 14))

    assert isinstance(done, PutOff)
    assert (done.until, done.wanted) == (FOURTEEN, date(2027, 2, 14))
    assert days_told(life) == [FOURTEEN, SEVEN, DAY_BEFORE, *AFTER]


def test_day_before_the_deadline_is_told_of_in_any_case(store: SqlStore, engine: Engine) -> None:
    """28 February is a Sunday: the last rung is on Friday, and so is what was put off to Saturday."""
    life = a_life(store, engine)
    life.live(at(OPENING))

    puts_off(life, date(2027, 2, 27))

    assert days_told(life) == [DAY_BEFORE, *AFTER]


def test_put_off_again_counts_from_the_later_day(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)
    life.live(at(OPENING))
    puts_off(life, date(2027, 1, 20))
    life.live(*mornings(date(2027, 1, 5), date(2027, 1, 20)))

    puts_off(life, date(2027, 2, 22))

    assert days_told(life) == [date(2027, 2, 22), DAY_BEFORE, *AFTER]


def test_what_waits_in_a_message_falls_out_of_it(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)
    life.tick(at(OPENING, 0))

    puts_off(life, date(2027, 1, 20))

    assert days_told(life, last=date(2027, 1, 25)) == [date(2027, 1, 20)]


def test_the_other_holder_is_told_as_before(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, ANNA, DISA)
    life.live(at(OPENING))

    puts_off(life, date(2027, 2, 16))

    sent = life.live(*mornings(date(2027, 1, 5), date(2027, 2, 20)))
    assert [(one.day, one.person_id) for one in sent] == [
        (THIRTY, 2),
        (FOURTEEN, 2),
        (date(2027, 2, 16), 1),
        (SEVEN, 1),
        (SEVEN, 2),
    ]


@pytest.mark.parametrize(
    ("wanted", "why"),
    [
        (None, NotPutOff.NO_DAY),
        (date(2027, 1, 4), NotPutOff.NOT_AHEAD),
        (date(2026, 12, 1), NotPutOff.NOT_AHEAD),
        (date(2027, 1, 6), NotPutOff.NOT_AHEAD),
        (date(2027, 2, 28), NotPutOff.PAST_DEADLINE),
        (date(2027, 5, 1), NotPutOff.PAST_DEADLINE),
    ],
)
def test_day_that_can_not_be_is_refused(store: SqlStore, engine: Engine, wanted: date | None, why: NotPutOff) -> None:
    life = a_life(store, engine)
    life.live(at(date(2027, 1, 5) if wanted == date(2027, 1, 6) else OPENING))

    refused = puts_off(life, wanted)

    assert isinstance(refused, Refusal)
    assert refused.why is why


def test_late_task_is_not_put_off(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)
    life.live(at(date(2027, 3, 2)))

    refused = puts_off(life, date(2027, 3, 20))

    assert isinstance(refused, Refusal)
    assert refused.why is NotPutOff.IS_LATE


def test_seen_before_it_was_told_leaves_out_the_opening_alone(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)
    life.tick(at(FIRST, 0))
    with life.store.write() as uow:
        uow.assignments.set_state(1, State.OPEN)

    done = sees(life), sees(life)

    assert [type(one) for one in done] == [Seen, Seen]
    assert days_told(life) == [THIRTY, FOURTEEN, SEVEN, DAY_BEFORE, *AFTER]
    with life.store.read() as uow:
        assert uow.quiets.of_each([1]) == {(1, 1): Quiet(has_seen=True)}
        assert [one.deed for one in uow.audit.of_task(1)] == [Deed.SEEN]


def test_others_can_neither_put_off_nor_see(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine)
    life.live(at(OPENING))
    cilla = make_town(store, "kristianstad", [CILLA]).people[0]
    bjorn = life.town.people[1]

    tried = [act for one in (bjorn, cilla) for act in (puts_off(life, THIRTY, one), sees(life, one))]

    assert tried == [Unreachable()] * 4
    with life.store.read() as uow:
        assert uow.quiets.of_each([1]) == {}
    assert isinstance(puts_off(life, THIRTY), PutOff)
