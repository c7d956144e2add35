"""A whole sending taken back through the outbox: what waits is stopped, what has gone is replaced or deleted."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from datetime import date, timedelta

import aiohttp
import pytest
from sqlalchemy import Engine, select

from bot.sender import Sender
from bot.teams.connector import Connector
from bot.teams.outbound import NoToken
from cards.recall_card import recalled_card
from scheduler.audit import Deed, Thing
from scheduler.clock import StandingClock, morning_of
from scheduler.outbox import MessageKind
from scheduler.usecases.dispatching import LEASE
from scheduler.usecases.recalling import GATHERED, Sending, Why, recall, sending_of_day, sending_of_digest
from store.schema import covered_rung, outbox
from store.unit_of_work import SqlStore
from tests.contract.test_sender import ANNA_ID, BERIT_ID, CARIN_ID, MORNING, PostOffice, make_service
from tests.factories import ACTIVITY, CILLA, MONDAY, make_by, make_town
from tests.fake_connector import running_connector

WRONG = Why(because="Fel datum i utskicket.")
NOTICE = recalled_card(WRONG.because, in_channel=False)
TUESDAY = date(2027, 1, 12)


@pytest.fixture
async def post(store: SqlStore, engine: Engine) -> AsyncIterator[PostOffice]:
    """All three managers and the body can be reached."""
    calendar, system = StandingClock(MORNING), StandingClock(MORNING)
    service = make_service(store, calendar, system)
    async with running_connector() as fake, aiohttp.ClientSession() as session:
        office = PostOffice(service, Sender(service, Connector(session, NoToken())), fake, engine, calendar, system)
        office.connect(ANNA_ID, BERIT_ID, CARIN_ID)
        office.tick()
        yield office


def recall_day(post: PostOffice, day: date = MONDAY, *, why: Why = WRONG, activity: str | None = None) -> Sending:
    with post.service.store.write() as uow:
        sending = sending_of_day(uow, post.service.municipality_id, day, activity=activity)
        recall(uow, sending, why, by=make_by(post.service.municipality_id, at=post.calendar.now()))
    return sending


def recall_digest(post: PostOffice, message_id: int) -> Sending:
    with post.service.store.write() as uow:
        sending = sending_of_digest(uow, post.service.municipality_id, message_id)
        assert sending is not None
        recall(uow, sending, WRONG, by=make_by(post.service.municipality_id, at=post.calendar.now()))
    return sending


def states(post: PostOffice, *kinds: MessageKind) -> list[tuple[int | None, str]]:
    chosen = select(outbox.c.person_id, outbox.c.state).where(outbox.c.kind.in_(kinds)).order_by(outbox.c.id)
    with post.engine.connect() as connection:
        return [(person_id, str(state)) for person_id, state in connection.execute(chosen)]


def number_of(post: PostOffice, kind: MessageKind) -> int:
    with post.engine.connect() as connection:
        found: int = connection.execute(select(outbox.c.id).where(outbox.c.kind == kind)).scalars().one()
    return found


def changes(post: PostOffice) -> Iterator[tuple[str, str]]:
    """What was done to messages that had gone."""
    return ((method, path.rpartition("/conversations/")[2]) for method, path in post.fake.calls if method != "POST")


def counted(sending: Sending) -> dict[str, int]:
    return {
        "waiting": len(sending.waiting),
        "gone": len(sending.gone),
        "without_receipt": len(sending.without_receipt),
        "recalled_before": sending.recalled_before,
        "receivers": sending.receivers,
        "tasks": sending.tasks,
        "answered": sending.answered,
    }


NONE = dict.fromkeys(("waiting", "gone", "without_receipt", "recalled_before", "receivers", "tasks", "answered"), 0)


async def test_what_waits_is_stopped_at_once_and_never_goes(post: PostOffice) -> None:
    sending = recall_day(post)

    assert counted(sending) == {**NONE, "waiting": 3, "receivers": 3, "tasks": 3}
    assert (await post.sender.send_waiting(), post.fake.received) == (0, [])
    assert states(post, *GATHERED) == [(1, "cancelled"), (2, "cancelled"), (3, "cancelled")]


async def test_what_was_stopped_is_asked_again_on_the_next_working_day_and_not_before(post: PostOffice) -> None:
    recall_day(post)

    post.tick()
    same_day = await post.sender.send_waiting()
    post.calendar.move_to(morning_of(TUESDAY))
    post.tick()

    assert (same_day, await post.sender.send_waiting(), post.receivers) == (0, 3, ["a:1", "a:2", "a:3"])


async def test_what_was_stopped_a_day_late_is_not_asked_again_that_day_either(post: PostOffice) -> None:
    post.calendar.move_to(morning_of(TUESDAY))
    recall_day(post)

    post.tick()
    same_day = await post.sender.send_waiting()
    post.calendar.move_to(morning_of(TUESDAY + timedelta(days=1)))
    post.tick()

    assert (same_day, await post.sender.send_waiting()) == (0, 3)


async def test_what_has_gone_is_replaced_by_a_notice(post: PostOffice) -> None:
    await post.sender.send_waiting()
    post.answer(2)

    sending = recall_day(post)
    sent = await post.sender.send_waiting()

    assert counted(sending) == {**NONE, "gone": 3, "receivers": 3, "tasks": 3, "answered": 1}
    assert (sent, post.fake.cards[3:]) == (3, [NOTICE, NOTICE, NOTICE])
    assert sorted(path.partition("/")[0] for method, path in changes(post) if method == "PUT") == [
        "a%3A1",
        "a%3A2",
        "a%3A3",
    ]


async def test_each_is_replaced_where_it_went(post: PostOffice) -> None:
    await post.sender.send_waiting()
    with post.engine.connect() as connection:
        rows = connection.execute(select(outbox.c.person_id, outbox.c.activity_id).where(outbox.c.activity_id != ""))
        gone = {f"a%3A{person_id}/activities/{activity_id}" for person_id, activity_id in rows}

    recall_day(post)
    await post.sender.send_waiting()

    assert (len(gone), {path for _, path in changes(post)}) == (3, gone)


async def test_what_has_gone_is_deleted_when_that_is_asked_for(post: PostOffice) -> None:
    await post.sender.send_waiting()

    recall_day(post, why=replace(WRONG, deletes=True))
    await post.sender.send_waiting()

    assert [method for method, _ in changes(post)] == ["DELETE", "DELETE", "DELETE"]


async def test_what_has_gone_stays_asked(post: PostOffice) -> None:
    await post.sender.send_waiting()
    with post.engine.connect() as connection:
        before = connection.execute(select(covered_rung)).all()

    recall_day(post)
    await post.sender.send_waiting()

    with post.engine.connect() as connection:
        assert (len(before), connection.execute(select(covered_rung)).all()) == (3, before)


async def test_message_that_is_no_longer_there_is_as_good_as_taken_back(post: PostOffice) -> None:
    await post.sender.send_waiting()
    recall_day(post)
    post.fake.answer_next(404, code="ActivityNotFoundInConversation")

    assert await post.sender.send_waiting() == 3
    assert {state for _, state in states(post, MessageKind.RECALL)} == {"sent"}


async def test_recall_is_tried_again_and_holds_up_no_other(post: PostOffice) -> None:
    await post.sender.send_waiting()
    recall_day(post)
    post.fake.answer_next(503, code="ServiceUnavailable")

    first = await post.sender.send_waiting()
    post.wait(minutes=1)
    second = await post.sender.send_waiting()

    assert (first, second) == (2, 1)


async def test_recall_that_fails_for_good_holds_up_no_other(post: PostOffice) -> None:
    await post.sender.send_waiting()
    recall_day(post)
    post.fake.answer_next(403, code="ConversationBlockedByUser")

    await post.sender.send_waiting()

    assert sorted(state for _, state in states(post, MessageKind.RECALL)) == ["failed", "sent", "sent"]


async def test_recall_is_not_the_days_unasked_message(post: PostOffice) -> None:
    await post.sender.send_waiting()
    post.calendar.move_to(morning_of(TUESDAY))
    recall_day(post)
    await post.sender.send_waiting()

    with post.service.store.read() as uow:
        assert [uow.outbox.sent_to_on(ANNA_ID, day) for day in (MONDAY, TUESDAY)] == [True, False]


async def test_recall_goes_when_another_days_message_has_gone_and_when_one_waits(post: PostOffice) -> None:
    post.fake.answer_next(429)
    post.fake.answer_next(429)
    post.fake.answer_next(429)
    await post.sender.send_waiting()
    post.calendar.move_to(morning_of(TUESDAY))
    post.wait(minutes=1)
    await post.sender.send_waiting()

    recall_day(post)

    assert (await post.sender.send_waiting(), len(list(changes(post)))) == (3, 3)


async def test_second_recall_of_the_same_sending_queues_nothing(post: PostOffice) -> None:
    await post.sender.send_waiting()
    recall_day(post)
    await post.sender.send_waiting()

    again = recall_day(post)

    assert counted(again) == {**NONE, "recalled_before": 3}
    assert (await post.sender.send_waiting(), len(list(changes(post)))) == (0, 3)


async def test_recall_of_what_somebody_else_recalled_at_that_moment_does_nothing(post: PostOffice) -> None:
    with post.service.store.write() as uow:
        seen = sending_of_day(uow, post.service.municipality_id, MONDAY)
    recall_day(post)

    with post.service.store.write() as uow:
        by = make_by(post.service.municipality_id, at=MORNING)
        recalled = recall(uow, seen, WRONG, by=by)
        told = [one for one in uow.audit.of_municipality(by.municipality_id) if one.thing is Thing.MESSAGE]

    assert counted(recalled) == {**NONE, "recalled_before": 3, "tasks": 3}
    assert (len(told), states(post, MessageKind.RECALL)) == (3, [])


async def test_message_whose_receipt_was_lost_is_counted_and_left(post: PostOffice) -> None:
    post.fake.answer_next_with(b"{}")
    await post.sender.send_waiting()

    sending = recall_day(post)
    await post.sender.send_waiting()

    assert counted(sending) == {**NONE, "gone": 2, "without_receipt": 1, "receivers": 3, "tasks": 3}
    assert len(list(changes(post))) == 2


async def test_message_under_way_is_taken_back_when_it_has_arrived(post: PostOffice) -> None:
    (anna, *_), _ = post.sender._claim(room=1)
    recall_day(post)
    while_under_way = await post.sender.send_waiting()

    with post.service.store.write() as uow:
        uow.outbox.mark_sent(anna, at=MORNING, activity_id="activity-9")
    await post.sender.send_waiting()

    assert while_under_way == 0
    assert list(changes(post)) == [("PUT", "a%3A1/activities/activity-9")]


async def test_message_whose_sender_died_is_never_sent_when_it_was_recalled(post: PostOffice) -> None:
    post.sender._claim(room=1)
    recall_day(post)
    post.wait(seconds=LEASE.total_seconds() + 1)

    sent = await post.sender.send_waiting()
    post.wait(minutes=5)
    late = await post.sender.send_waiting()

    assert (sent, late, post.fake.received) == (0, 0, [])
    assert states(post, *GATHERED)[0] == (1, "cancelled")
    assert states(post, MessageKind.RECALL) == [(1, "cancelled")]


async def test_recalled_message_that_is_told_of_after_its_lease_is_taken_back_all_the_same(post: PostOffice) -> None:
    (anna, *_), _ = post.sender._claim(room=1)
    recall_day(post)
    post.wait(seconds=LEASE.total_seconds() + 1)
    await post.sender.send_waiting()
    before = states(post, MessageKind.RECALL)

    with post.service.store.write() as uow:
        told = uow.outbox.mark_sent(anna, at=MORNING, activity_id="activity-9")
    await post.sender.send_waiting()

    assert (before, told) == ([(1, "cancelled")], False)
    assert list(changes(post)) == [("PUT", "a%3A1/activities/activity-9")]
    assert (states(post, *GATHERED)[0], states(post, MessageKind.RECALL)) == ((1, "sent"), [(1, "sent")])


async def test_message_cancelled_without_recall_stays_so_when_it_is_told_of_late(post: PostOffice) -> None:
    (anna, *_), _ = post.sender._claim(room=1)
    with post.service.store.write() as uow:
        uow.outbox.cancel(anna)
        uow.outbox.mark_sent(anna, at=MORNING, activity_id="activity-9")

    assert states(post, *GATHERED)[0] == (1, "cancelled")


async def test_retry_is_stopped_as_what_waits(post: PostOffice) -> None:
    for _ in range(3):
        post.fake.answer_next(503)
    await post.sender.send_waiting()

    recall_day(post)
    post.wait(hours=1)

    assert (await post.sender.send_waiting(), len(post.fake.received)) == (0, 3)


async def test_retry_of_what_had_arrived_after_all_is_taken_back(post: PostOffice) -> None:
    (anna, *_), _ = post.sender._claim(room=1)
    post.wait(seconds=LEASE.total_seconds() + 1)
    (again, *_), _ = post.sender._claim(room=1)
    with post.service.store.write() as uow:
        uow.outbox.mark_sent(anna, at=MORNING, activity_id="activity-9")
        uow.outbox.postpone(again, until=post.system.now() + LEASE, code="503")

    sending = recall_day(post)
    post.wait(hours=1)
    await post.sender.send_waiting()

    assert again.id == anna.id
    assert counted(sending) == {**NONE, "waiting": 2, "gone": 1, "receivers": 3, "tasks": 3}
    assert [one.method for one in post.fake.received] == ["PUT"]
    assert list(changes(post)) == [("PUT", "a%3A1/activities/activity-9")]
    assert (states(post, *GATHERED)[0], states(post, MessageKind.RECALL)) == ((1, "cancelled"), [(1, "sent")])


async def test_digest_is_replaced_in_its_thread_without_buttons(post: PostOffice) -> None:
    recalled = number_of(post, MessageKind.DIGEST)
    post.connect_body()
    await post.sender.send_waiting()
    (thread,) = (one.body for one in post.fake.received if one.body.get("isGroup"))
    with post.engine.connect() as connection:
        (activity_id,) = connection.scalars(select(outbox.c.activity_id).where(outbox.c.id == recalled))

    sending = recall_digest(post, recalled)
    await post.sender.send_waiting()

    where = f"19%3Avon%3Bmessageid%3D{activity_id}/activities/{activity_id}"
    assert thread["channelData"]["channel"] == {"id": "19:von"}
    assert (counted(sending), list(changes(post))) == ({**NONE, "gone": 1, "receivers": 1}, [("PUT", where)])
    assert post.fake.cards[-1] == recalled_card(WRONG.because, in_channel=True)


async def test_waiting_digest_is_stopped_and_the_days_sending_leaves_digests_alone(post: PostOffice) -> None:
    post.connect_body()
    recall_day(post)
    before = states(post, MessageKind.DIGEST)

    sending = recall_digest(post, number_of(post, MessageKind.DIGEST))
    post.tick()

    assert (before, states(post, MessageKind.DIGEST)) == ([(None, "pending")], [(None, "cancelled")])
    assert (counted(sending), await post.sender.send_waiting()) == ({**NONE, "waiting": 1, "receivers": 1}, 0)


@pytest.mark.parametrize(("activity", "recalled"), [(ACTIVITY.key, 3), ("annat", 0)])
async def test_only_what_asks_for_the_activity_is_recalled(post: PostOffice, activity: str, recalled: int) -> None:
    sending = recall_day(post, activity=activity)

    assert (len(sending.messages), await post.sender.send_waiting()) == (recalled, 3 - recalled)


async def test_another_municipalitys_sending_is_left_alone(post: PostOffice) -> None:
    other = make_town(post.service.store, "kristianstad", [CILLA])
    with post.service.store.write() as uow:
        theirs = sending_of_day(uow, other.id, MONDAY)
        recall(uow, theirs, WRONG, by=make_by(other.id, at=MORNING))
        digest = sending_of_digest(uow, other.id, number_of(post, MessageKind.DIGEST))

    assert (counted(theirs), digest, await post.sender.send_waiting()) == (NONE, None, 3)


async def test_rung_of_a_recalled_message_reaches_whoever_holds_the_role_by_then(post: PostOffice) -> None:
    recall_day(post)
    with post.service.store.write() as uow:
        uow.people.end_roles(post.service.municipality_id, CARIN_ID, on=MONDAY)
    post.calendar.move_to(morning_of(TUESDAY + timedelta(days=1)))
    post.tick()

    assert (await post.sender.send_waiting(), post.receivers) == (2, ["a:1", "a:2"])


async def test_log_tells_of_each_message_that_was_recalled_and_of_what_it_asked_for(post: PostOffice) -> None:
    sending = recall_day(post)

    with post.service.store.read() as uow:
        told = [one for one in uow.audit.of_municipality(post.service.municipality_id) if one.deed is Deed.RECALLED]
    assert [one.thing_id for one in told if one.thing is Thing.MESSAGE] == [one.id for one in sending.messages]
    assert [(one.thing_id, one.after) for one in told if one.thing is Thing.ASSIGNMENT] == [
        (1, "message:1"),
        (2, "message:2"),
        (3, "message:3"),
    ]
