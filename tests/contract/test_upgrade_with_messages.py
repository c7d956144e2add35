"""An upgrade in the middle of the day: what lay waiting in older tables goes out once, by the real sender."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import aiohttp
import pytest
from sqlalchemy import Engine, TextClause, bindparam, select, text

from bot.sender import Sender
from bot.service import SecretTokens, Service
from bot.teams.connector import Connector
from bot.teams.outbound import NoToken
from scheduler.clock import StandingClock, morning_of
from store.columns import Instant
from store.schema import outbox
from store.unit_of_work import SqlStore
from store.upgrade import Tables, check, upgrade, upgrade_to
from tests.factories import MONDAY, make_content
from tests.fake_connector import FakeConnector, running_connector

MORNING = morning_of(MONDAY)
RELEASED = ("0001", "0002", "0003")
STATES = {1: "pending", 2: "sending", 3: "retry", 4: "sent"}
LEASE_ENDS, RETRY_AT = MORNING + timedelta(minutes=1), MORNING + timedelta(minutes=2)
INSTANTS = {"morning": MORNING, "lease_ends": LEASE_ENDS, "retry_at": RETRY_AT}

TOWN = (
    """INSERT INTO municipality (id, key, name, wheel, started_on, planned_for)
    VALUES (1, 'karlstad', 'Karlstad', 'karlstad', '2027-01-01', '')""",
    "INSERT INTO area (id, municipality_id, name) VALUES (1, 1, 'Äldreomsorg')",
    """INSERT INTO occurrence (id, municipality_id, activity, slot, title, asks_from, opens, scheduled, due, precision,
    form) VALUES (1, 1, 'egenkontroll', '2027', 'Egenkontroll', '2027-01-01', '2027-01-01', '2027-02-28', '2027-02-28',
    'day', 'common.klart')""",
)
PERSON = (
    """INSERT INTO unit (id, municipality_id, area_id, name, provider, service_types)
    VALUES (:id, 1, 1, 'Enhet ' || :name, 'egen regi', '[]')""",
    "INSERT INTO person (id, municipality_id, name, email) VALUES (:id, 1, :name, :name)",
    """INSERT INTO role_holding (id, municipality_id, person_id, role, level, subject_id, since)
    VALUES (:id, 1, :id, 'enhetschef', 'unit', :id, '2026-01-01')""",
    """INSERT INTO assignment (id, municipality_id, occurrence_id, level, subject_id, role, state)
    VALUES (:id, 1, 1, 'unit', :id, 'enhetschef', 'open')""",
    """INSERT INTO reference (municipality_id, person_id, service_url, conversation_id, tenant_id, channel_id, bot_id)
    VALUES (1, :id, :url, 'a:' || :name, 'tenant', 'msteams', '28:bot')""",
    """INSERT INTO outbox (id, municipality_id, kind, dedupe_key, day, due_at, person_id, state, attempts, fence)
    VALUES (:id, 1, 'daily', 'daily ' || :name, '2027-01-11', :morning, :id, 'pending', 0, 0)""",
    """INSERT INTO covered_rung (assignment_id, rung, person_id, day, message_id)
    VALUES (:id, 'opening', :id, '2027-01-11', :id)""",
)
HELD_AT = "UPDATE assignment SET held_level = level, held_id = subject_id"
IN_THE_MIDDLE = (
    """UPDATE outbox SET state = 'sending', attempts = 1, fence = 1, sent_on = '2027-01-11', lease_until = :lease_ends
    WHERE id = 2""",
    "UPDATE outbox SET state = 'retry', attempts = 1, fence = 1, code = 'Throttled', retry_at = :retry_at WHERE id = 3",
    """UPDATE outbox SET state = 'sent', attempts = 1, fence = 1, activity_id = 'activity', sent_on = '2027-01-11',
    sent_at = :morning WHERE id = 4""",
)


def fill(engine: Engine, revision: str, url: str) -> None:
    """The tables as that release made them, with a manager for each state that a message may be in."""
    upgrade_to(engine, revision)
    people = [{"id": number, "name": str(number), "url": url} for number in STATES]
    later = () if revision == "0001" else (HELD_AT,)
    with engine.begin() as connection:
        for statement in (*TOWN, *PERSON, *IN_THE_MIDDLE, *later):
            connection.execute(with_instants(statement), people if statement in PERSON else {})


def with_instants(statement: str) -> TextClause:
    """The instants are written as the store writes them: on SQLite that is a matter of spelling."""
    named = [bindparam(name, at, Instant()) for name, at in INSTANTS.items() if f":{name}" in statement]
    return text(statement).bindparams(*named)


@asynccontextmanager
async def sending(engine: Engine, system: StandingClock) -> AsyncIterator[Sender]:
    service = Service(
        store=SqlStore(engine),
        content=make_content(),
        municipality_id=1,
        calendar_clock=StandingClock(MORNING),
        system_clock=system,
        tokens=SecretTokens(),
        public_url="https://arshjul.example",
    )
    async with aiohttp.ClientSession() as session:
        yield Sender(service, Connector(session, NoToken()))


@pytest.mark.parametrize("revision", RELEASED)
async def test_each_message_that_lay_in_older_tables_is_sent_once(empty: Engine, revision: str) -> None:
    system = StandingClock(MORNING)
    async with running_connector() as fake, sending(empty, system) as sender:
        fill(empty, revision, fake.url)
        before = check(empty)

        upgrade(empty)
        went = []
        for moment in (MORNING, LEASE_ENDS, LEASE_ENDS + timedelta(seconds=1), RETRY_AT, RETRY_AT + timedelta(days=1)):
            system.move_to(moment)
            went.append((await sender.send_waiting(), receivers(fake)))

    assert (before, check(empty)) == (Tables.OLDER, Tables.OK)
    assert went == [(1, ["a:1"]), (0, []), (1, ["a:2"]), (1, ["a:3"]), (0, [])]
    assert fake.landed == Counter({"a:1": 1, "a:2": 1, "a:3": 1})
    assert states(empty) == dict.fromkeys(STATES, "sent")


def receivers(fake: FakeConnector) -> list[str]:
    """Those that the connector heard of since it was last asked."""
    heard = [received.receiver for received in fake.received]
    fake.received.clear()
    return heard


def states(engine: Engine) -> dict[int, str]:
    with engine.connect() as connection:
        return {number: str(state) for number, state in connection.execute(select(outbox.c.id, outbox.c.state))}
