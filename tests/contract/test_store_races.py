"""Two at once on the same file: one wins, the other is told, and no row goes twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import TypeVar

from scheduler.outbox import MessageKind, NewMessage
from scheduler.ports_answering import NewSubmission, RevisionTaken
from store.unit_of_work import SqlStore
from tests.factories import MONDAY, NOON, make_reference, make_submission, make_town, plan_year

Result = TypeVar("Result")
WORKERS = 4
MESSAGES = 120
LEASE = NOON + timedelta(minutes=2)


def at_once(work: Callable[[int], Result]) -> list[Result]:
    """The same work by several threads that start together; each is given its number."""
    start = Barrier(WORKERS)

    def begin(number: int) -> Result:
        start.wait()
        return work(number)

    with ThreadPoolExecutor(WORKERS) as pool:
        return list(pool.map(begin, range(WORKERS)))


def test_one_of_many_wins_when_all_submit_the_same_revision(store: SqlStore) -> None:
    town = make_town(store)
    with store.write() as uow:
        plan_year(uow, town)

    def submit(new: NewSubmission) -> str | None:
        try:
            with store.write() as uow:
                return uow.answering.submit(new).token
        except RevisionTaken:
            return None

    tokens = at_once(lambda number: submit(make_submission(1, 1, token=f"token-{number}")))

    with store.read() as uow:
        latest = uow.answering.latest(1)
    assert latest is not None
    assert sorted(tokens, key=str) == [None] * (WORKERS - 1) + [latest.token]


def test_no_message_is_claimed_twice_when_many_claim(store: SqlStore) -> None:
    town = make_town(store)
    with store.write() as uow:
        uow.references.remember(make_reference(town.id, person_id=1))
        for number in range(MESSAGES):
            uow.outbox.add(
                NewMessage(
                    municipality_id=town.id,
                    kind=MessageKind.DAILY,
                    dedupe_key=str(number),
                    day=MONDAY,
                    due_at=NOON,
                    person_id=1,
                )
            )

    def claim_all(_: int) -> list[int]:
        claimed: list[int] = []
        while True:
            with store.write() as uow:
                found = uow.outbox.claim(calendar=NOON, now=NOON, lease_until=LEASE, limit=5)
            if not found:
                return claimed
            claimed += [message.id for message in found]

    claimed = [message_id for ids in at_once(claim_all) for message_id in ids]

    assert sorted(claimed) == list(range(1, MESSAGES + 1))


def test_planning_adds_each_assignment_once_when_many_plan(store: SqlStore) -> None:
    town = make_town(store)

    def plan(_: int) -> int:
        with store.write() as uow:
            return plan_year(uow, town)

    assert sorted(at_once(plan)) == [0] * (WORKERS - 1) + [1]
