"""The tables of people over time: who is away, who has been given a task, who waits, has seen it or wants more time."""

from sqlalchemy import Column, Index, PrimaryKeyConstraint, Table

from scheduler.more_time import Ruling
from scheduler.wheel_parts import Level
from store.columns import METADATA, day, instant, key, number, one_of, refers_to, word

absence = Table(
    "absence",
    METADATA,
    key(),
    refers_to("municipality"),
    refers_to("person"),
    refers_to("person", "stand_in_id", optional=True),
    day("since"),
    day("until"),
    instant("entered_at"),
    Index(None, "person_id", "until"),
    Index(None, "stand_in_id", "until"),
    Index(None, "municipality_id", "until"),
)

delegation = Table(
    "delegation",
    METADATA,
    key(),
    refers_to("assignment"),
    refers_to("person", "from_id"),
    refers_to("person", "to_id"),
    number("revision"),
    instant("given_at"),
    instant("ended_at", optional=True),
    refers_to("person", "ended_by", optional=True),
    Index(None, "assignment_id"),
    Index(None, "to_id"),
    Index(None, "from_id"),
)

snooze = Table(
    "snooze",
    METADATA,
    refers_to("assignment"),
    refers_to("person"),
    day("until"),
    PrimaryKeyConstraint("assignment_id", "person_id"),
    sqlite_with_rowid=False,
)

seen = Table(
    "seen",
    METADATA,
    refers_to("assignment"),
    refers_to("person"),
    instant("seen_at"),
    PrimaryKeyConstraint("assignment_id", "person_id"),
    sqlite_with_rowid=False,
)

more_time = Table(
    "more_time",
    METADATA,
    key(),
    refers_to("municipality"),
    refers_to("assignment"),
    refers_to("person", "asked_by"),
    instant("asked_at"),
    day("due"),
    day("wanted"),
    word("because"),
    word("role"),
    Column("level", one_of(Level), nullable=False),
    number("subject_id"),
    Column("ruling", one_of(Ruling), nullable=False),
    refers_to("person", "ruled_by", optional=True),
    instant("ruled_at", optional=True),
    day("granted", optional=True),
    word("answer"),
    instant("heard_at", optional=True),
    Index(None, "assignment_id"),
    Index(None, "asked_by"),
    Index(None, "municipality_id", "ruling"),
)
