"""The tables of actions: what each says and how it stands, what has happened to it, who is asked, who was told."""

from sqlalchemy import Boolean, Column, Index, PrimaryKeyConstraint, Table, Text, UniqueConstraint

from scheduler.actions import ActionDeed, ActionState, AskKind, Effect, OriginKind
from scheduler.wheel_parts import Level
from store.columns import METADATA, day, instant, key, number, one_of, refers_to, word

action = Table(
    "action",
    METADATA,
    key(),
    refers_to("municipality"),
    refers_to("assignment"),
    refers_to("submission"),
    Column("origin", one_of(OriginKind), nullable=False),
    word("activity"),
    word("question_group"),
    number("item"),
    Column("level", one_of(Level), nullable=False),
    number("subject_id"),
    word("role"),
    Column("held_level", one_of(Level), nullable=False),
    number("held_id"),
    Column("deficiency", Text, nullable=False),
    Column("measure", Text, nullable=False),
    Column("named", Text, nullable=False),
    Column("wanted", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    day("deadline", optional=True),
    day("follow_up", optional=True),
    word("about"),
    Column("state", one_of(ActionState), nullable=False),
    number("round"),
    Column("repeated", Boolean, nullable=False),
    Column("begun", Boolean, nullable=False),
    day("made_on"),
    instant("made_at"),
    day("since"),
    day("ended_on", optional=True),
    number("version"),
    word("token"),
    UniqueConstraint("token"),
    Index(None, "assignment_id"),
    Index(None, "municipality_id", "state"),
    Index(None, "held_level", "held_id", "role"),
)

action_event = Table(
    "action_event",
    METADATA,
    key(),
    refers_to("action"),
    Column("deed", one_of(ActionDeed), nullable=False),
    Column("state", one_of(ActionState), nullable=False),
    instant("at"),
    refers_to("person", optional=True),
    Column("words", Text, nullable=False),
    day("day", optional=True),
    Column("effect", one_of(Effect), nullable=True),
    Index(None, "action_id"),
)

action_ask = Table(
    "action_ask",
    METADATA,
    refers_to("action"),
    Column("kind", one_of(AskKind), nullable=False),
    word("role"),
    Column("held_level", one_of(Level), nullable=False),
    number("held_id"),
    day("opens"),
    day("due", optional=True),
    Column("tells_at_once", Boolean, nullable=False),
    day("remind_on", optional=True),
    PrimaryKeyConstraint("action_id", "kind"),
    Index(None, "held_level", "held_id", "role"),
    Index(None, "remind_on"),
)

action_rung = Table(
    "action_rung",
    METADATA,
    refers_to("action"),
    word("rung"),
    refers_to("person"),
    day("day"),
    refers_to("outbox", "message_id"),
    PrimaryKeyConstraint("action_id", "rung", "person_id"),
    Index(None, "message_id", "action_id"),
)
