"""What only a server far away can do to us: plan a statement otherwise, and hang up."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from scheduler.outbox import MessageKind, NewMessage
from store.unit_of_work import SqlStore
from tests.factories import MONDAY, NOON, make_reference, make_town
from tests.postgres import Server

PLAINEST = ("hashagg", "sort", "indexscan", "bitmapscan", "hashjoin", "mergejoin", "material")
"""Ways of joining that the planner is denied, so that it loops over the rows and runs what is inside for each."""


@pytest.fixture
def far(postgres: Server) -> Iterator[Engine]:
    with postgres.upgraded() as engine:
        yield engine


def loop_over_rows(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for way in PLAINEST:
        cursor.execute(f"SET enable_{way} = off")
    cursor.execute("ANALYZE")
    connection.commit()


def test_no_more_is_claimed_than_asked_for_however_the_statement_is_planned(far: Engine) -> None:
    store = SqlStore(far)
    town = make_town(store)
    with store.write() as uow:
        uow.references.remember(make_reference(town.id, person_id=1))
        for number in range(5):
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
    far.dispose()
    event.listen(far, "connect", loop_over_rows)

    with store.write() as uow:
        claimed = uow.outbox.claim(calendar=NOON, now=NOON, lease_until=NOON + timedelta(minutes=2), limit=1)

    assert [message.id for message in claimed] == [1]


def test_reading_and_writing_go_on_when_the_server_has_hung_up(far: Engine, postgres: Server) -> None:
    store = SqlStore(far)
    town = make_town(store)
    postgres.hang_up(far)

    with store.read() as uow:
        read = uow.municipalities.all()
    postgres.hang_up(far)
    with store.write() as uow:
        uow.municipalities.mark_planned(town.id, "")

    assert read == (town.municipality,)
