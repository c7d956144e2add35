"""The outbox: one row a key, claimed by one sender at a time, settled only by whom it belongs to."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select

from scheduler.outbox import Message, MessageKind, MessageState, NewMessage
from scheduler.ports import UnitOfWork
from store.schema import outbox
from store.unit_of_work import SqlStore
from tests.factories import CILLA, MONDAY, NOON, Town, make_reference, make_town

LATER = NOON + timedelta(hours=1)
LEASE = NOON + timedelta(minutes=2)
TO_ANNA = NewMessage(municipality_id=1, kind=MessageKind.DAILY, dedupe_key="anna", day=MONDAY, due_at=NOON, person_id=1)
TO_BJORN = replace(TO_ANNA, dedupe_key="bjorn", person_id=2)
TO_BODY = replace(TO_ANNA, kind=MessageKind.DIGEST, dedupe_key="von", person_id=None, body="von")
CLAIMED = Message(
    id=1,
    municipality_id=1,
    kind=MessageKind.DAILY,
    day=MONDAY,
    due_at=NOON,
    state=MessageState.SENDING,
    attempts=1,
    fence=1,
    person_id=1,
    body=None,
    digest_id=None,
)
WAITING = replace(CLAIMED, state=MessageState.PENDING, attempts=0, fence=0)


@pytest.fixture(autouse=True)
def town(store: SqlStore) -> Town:
    town = make_town(store)
    with store.write() as uow:
        uow.references.remember(make_reference(town.id, person_id=1))
        uow.references.remember(make_reference(town.id, body="von"))
    return town


def claim(uow: UnitOfWork, *, now: datetime = NOON, calendar: datetime | None = None, limit: int = 10) -> list[Message]:
    lease_until = now + timedelta(minutes=2)
    return list(uow.outbox.claim(calendar=calendar or now, now=now, lease_until=lease_until, limit=limit))


def add(uow: UnitOfWork, *messages: NewMessage) -> list[int | None]:
    return [uow.outbox.add(message) for message in messages]


def settled(engine: Engine) -> tuple[Any, ...]:
    chosen = select(outbox.c.state, outbox.c.retry_at, outbox.c.lease_until, outbox.c.sent_at, outbox.c.sent_on)
    with engine.connect() as connection:
        return tuple(connection.execute(chosen.add_columns(outbox.c.activity_id, outbox.c.code)).one())


def test_message_is_added_once_for_a_key(store: SqlStore) -> None:
    with store.write() as uow:
        first, again, other = add(uow, TO_ANNA, TO_ANNA, TO_BJORN)

        assert (first, again) == (1, None)
        assert other not in (None, first)


def test_waiting_message_is_the_persons_newest_that_nobody_claimed(store: SqlStore) -> None:
    with store.write() as uow:
        escalation = replace(TO_ANNA, kind=MessageKind.ESCALATION, dedupe_key="escalation")
        add(uow, replace(TO_ANNA, dedupe_key="older"), TO_ANNA, escalation)

        assert uow.outbox.waiting_for(1) == replace(WAITING, id=3, kind=MessageKind.ESCALATION)
        assert uow.outbox.waiting_for(2) is None


def test_no_message_waits_when_it_was_claimed_until_it_is_postponed(store: SqlStore) -> None:
    with store.write() as uow:
        add(uow, TO_ANNA)
        (message,) = claim(uow)
        claimed = uow.outbox.waiting_for(1)
        uow.outbox.postpone(message, until=LATER, code="later")

        assert claimed is None
        assert uow.outbox.waiting_for(1) == replace(CLAIMED, state=MessageState.RETRY)


def test_claim_takes_what_is_due_in_order_and_no_more_than_asked(store: SqlStore) -> None:
    first = replace(TO_ANNA, due_at=NOON - timedelta(minutes=1), dedupe_key="first")
    with store.write() as uow:
        add(uow, TO_BODY, TO_ANNA, first, replace(TO_ANNA, due_at=LATER, dedupe_key="later"))

        batches = [[message.id for message in claim(uow, limit=2)] for _ in range(3)]

    assert batches == [[3, 1], [2], []]


def test_claim_gives_the_row_as_it_then_stands(store: SqlStore) -> None:
    with store.write() as uow:
        add(uow, TO_ANNA)

        assert claim(uow) == [CLAIMED]


def test_claim_leaves_those_who_cannot_be_reached(store: SqlStore, town: Town) -> None:
    kristianstad = make_town(store, "kristianstad", [CILLA])
    with store.write() as uow:
        uow.references.give_up(town.id, 2, code="BotDisabledByAdmin", on=MONDAY)
    elsewhere = replace(TO_BODY, municipality_id=kristianstad.id, dedupe_key="elsewhere")
    with store.write() as uow:
        add(uow, TO_BJORN, elsewhere)
        before = claim(uow)
        uow.references.remember(make_reference(town.id, person_id=2))
        uow.references.remember(make_reference(kristianstad.id, body="von"))

        assert before == []
        assert [message.id for message in claim(uow)] == [1, 2]


def test_claim_reads_when_it_is_due_by_the_calendar_clock(store: SqlStore) -> None:
    next_year = replace(TO_ANNA, due_at=NOON.replace(year=2028))
    with store.write() as uow:
        add(uow, next_year)

        before, after = claim(uow), claim(uow, calendar=next_year.due_at)

        assert (before, after) == ([], [replace(CLAIMED, due_at=next_year.due_at)])
        assert uow.outbox.sent_to_on(1, MONDAY.replace(year=2028)) is True


def test_claim_reads_leases_and_retries_by_the_system_clock(store: SqlStore) -> None:
    next_year = NOON.replace(year=2028)
    with store.write() as uow:
        add(uow, TO_ANNA)
        (message,) = claim(uow)
        leased = claim(uow, calendar=next_year)
        uow.outbox.postpone(message, until=LATER, code="429")

        assert (leased, claim(uow, calendar=next_year)) == ([], [])


def test_claim_takes_a_row_again_when_its_lease_ran_out(store: SqlStore) -> None:
    with store.write() as uow:
        add(uow, TO_ANNA)
        claim(uow)

        again = claim(uow, now=LEASE), claim(uow, now=LEASE + timedelta(seconds=1))

    assert again == ([], [replace(CLAIMED, attempts=2, fence=2)])


def test_fence_keeps_out_the_sender_whose_lease_ran_out(store: SqlStore, engine: Engine) -> None:
    with store.write() as uow:
        add(uow, TO_ANNA)
        (late,) = claim(uow)
        (current,) = claim(uow, now=LATER)

        refused = [
            uow.outbox.mark_sent(late, at=LATER, activity_id="late"),
            uow.outbox.postpone(late, until=LATER, code="late"),
            uow.outbox.fail(late, code="late"),
            uow.outbox.cancel(late),
        ]
        done = uow.outbox.mark_sent(current, at=LATER, activity_id="current")

    assert (refused, done) == ([False] * 4, True)
    assert settled(engine) == (MessageState.SENT, None, None, LATER, MONDAY, "current", None)


def test_message_is_settled_once(store: SqlStore) -> None:
    with store.write() as uow:
        add(uow, TO_ANNA)
        (message,) = claim(uow)

        assert [uow.outbox.cancel(message), uow.outbox.cancel(message)] == [True, False]


def test_message_is_not_settled_when_nobody_claimed_it(store: SqlStore) -> None:
    with store.write() as uow:
        add(uow, TO_ANNA)

        assert uow.outbox.cancel(WAITING) is False


def test_postponed_message_waits_for_its_new_time(store: SqlStore, engine: Engine) -> None:
    with store.write() as uow:
        add(uow, TO_ANNA)
        (message,) = claim(uow)
        postponed = uow.outbox.postpone(message, until=LATER, code="429")

    assert (postponed, settled(engine)) == (True, (MessageState.RETRY, LATER, None, None, None, None, "429"))
    with store.write() as uow:
        assert claim(uow) == []
        assert claim(uow, now=LATER) == [replace(CLAIMED, attempts=2, fence=2)]


@pytest.mark.parametrize("state", [MessageState.FAILED, MessageState.CANCELLED])
def test_ended_message_is_never_claimed_again(store: SqlStore, engine: Engine, state: MessageState) -> None:
    with store.write() as uow:
        add(uow, TO_ANNA)
        (message,) = claim(uow)
        done = uow.outbox.fail(message, code="403") if state is MessageState.FAILED else uow.outbox.cancel(message)

        assert (done, claim(uow, now=LATER)) == (True, [])
    assert settled(engine)[0] is state


def test_sent_to_on_knows_what_has_gone_and_what_is_on_its_way(store: SqlStore) -> None:
    with store.write() as uow:
        add(uow, TO_ANNA)
        pending = uow.outbox.sent_to_on(1, MONDAY)
        (message,) = claim(uow)
        sending = uow.outbox.sent_to_on(1, MONDAY)
        uow.outbox.mark_sent(message, at=NOON, activity_id="a")
        sent = uow.outbox.sent_to_on(1, MONDAY)

        assert (pending, sending, sent) == (False, True, True)
        assert uow.outbox.sent_to_on(1, MONDAY.replace(day=12)) is False
        assert uow.outbox.sent_to_on(2, MONDAY) is False


def test_sent_to_on_counts_the_day_in_stockholm(store: SqlStore) -> None:
    late_evening_in_utc = datetime(2027, 1, 11, 23, 30, tzinfo=UTC)
    with store.write() as uow:
        add(uow, TO_ANNA)
        (message,) = claim(uow)
        uow.outbox.mark_sent(message, at=late_evening_in_utc, activity_id="a")

        assert [uow.outbox.sent_to_on(1, date(2027, 1, day)) for day in (11, 12)] == [False, True]


def test_sent_to_on_goes_by_the_day_of_sending_when_a_message_waited(store: SqlStore) -> None:
    tuesday = NOON + timedelta(days=1)
    with store.write() as uow:
        add(uow, TO_ANNA)
        (message,) = claim(uow)
        uow.outbox.postpone(message, until=LATER, code="429")
        postponed = uow.outbox.sent_to_on(1, MONDAY)
        claim(uow, now=tuesday)

        assert (postponed, uow.outbox.sent_to_on(1, tuesday.date())) == (False, True)


def test_counts_are_by_kind_and_state(store: SqlStore, town: Town) -> None:
    kristianstad = make_town(store, "kristianstad", [CILLA])
    with store.write() as uow:
        uow.references.give_up(town.id, 2, code="BotDisabledByAdmin", on=MONDAY)
        add(uow, TO_ANNA, TO_BJORN, TO_BODY)
        claim(uow)

        assert uow.outbox.counts(town.id) == {
            ("daily", "sending"): 1,
            ("daily", "pending"): 1,
            ("digest", "sending"): 1,
        }
        assert uow.outbox.counts(kristianstad.id) == {}
