"""Meetings as rows: each keeps its id however often it moves, and counts how often it has."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from scheduler.meetings import Called, CalledMeeting
from store.unit_of_work import SqlStore
from tests.factories import CILLA, Town, make_town

NOW = datetime(2027, 1, 11, 8, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=7)
MARCH = Called(body="rad", called_for=date(2027, 3, 26), held_on=date(2027, 3, 26), begins_at=time(13, 0))
MAY = Called(body="rad", called_for=date(2027, 5, 28), held_on=date(2027, 5, 28), begins_at=None)


@pytest.fixture
def town(store: SqlStore) -> Town:
    town = make_town(store)
    follow(store, town, MARCH, MAY, now=NOW)
    return town


def follow(store: SqlStore, town: Town, *called: Called, now: datetime = LATER) -> None:
    with store.write() as uow:
        uow.meetings.follow(town.id, called, now=now)


def kept(store: SqlStore, town: Town) -> tuple[CalledMeeting, ...]:
    with store.read() as uow:
        return tuple(uow.meetings.of_municipality(town.id))


def row(called: Called, number: int, *, revision: int = 0, changed_at: datetime = NOW) -> CalledMeeting:
    return CalledMeeting(
        id=number,
        body=called.body,
        called_for=called.called_for,
        held_on=called.held_on,
        begins_at=called.begins_at,
        revision=revision,
        changed_at=changed_at,
    )


def test_meetings_come_back_in_order_of_the_day_they_were_called_for(store: SqlStore, town: Town) -> None:
    assert kept(store, town) == (row(MARCH, 1), row(MAY, 2))


def test_nothing_changes_when_the_meetings_are_the_same(store: SqlStore, town: Town) -> None:
    follow(store, town, MAY, MARCH)

    assert kept(store, town) == (row(MARCH, 1), row(MAY, 2))


@pytest.mark.parametrize(
    "changed",
    [
        replace(MARCH, held_on=date(2027, 4, 2)),
        replace(MARCH, begins_at=time(9, 30)),
        replace(MARCH, begins_at=None),
        replace(MARCH, held_on=None),
    ],
    ids=["another day", "another time", "no time", "cancelled"],
)
def test_changed_meeting_is_counted_as_changed_once(store: SqlStore, town: Town, changed: Called) -> None:
    follow(store, town, changed, MAY)
    follow(store, town, changed, MAY, now=LATER + timedelta(days=1))

    assert kept(store, town) == (row(changed, 1, revision=1, changed_at=LATER), row(MAY, 2))


def test_meeting_that_is_no_longer_called_is_cancelled_and_comes_back_when_called_again(
    store: SqlStore, town: Town
) -> None:
    follow(store, town, MAY)
    gone = kept(store, town)
    follow(store, town, MARCH, MAY)

    assert gone == (row(replace(MARCH, held_on=None), 1, revision=1, changed_at=LATER), row(MAY, 2))
    assert kept(store, town) == (row(MARCH, 1, revision=2, changed_at=LATER), row(MAY, 2))


def test_meetings_of_another_municipality_are_its_own(store: SqlStore, town: Town) -> None:
    kristianstad = make_town(store, "kristianstad", [CILLA])

    follow(store, kristianstad, MAY)

    assert (kept(store, town), kept(store, kristianstad)) == (
        (row(MARCH, 1), row(MAY, 2)),
        (row(MAY, 3, changed_at=LATER),),
    )


def test_meeting_that_was_held_stays_held_when_the_wheel_forgets_it(store: SqlStore, town: Town) -> None:
    follow(store, town, MAY, now=datetime(2027, 3, 27, 8, 0, tzinfo=UTC))

    assert kept(store, town) == (row(MARCH, 1), row(MAY, 2))
