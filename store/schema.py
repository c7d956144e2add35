"""The tables. What hangs on a municipality says which; answers and rungs hang on their assignment."""

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    Index,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

from scheduler.audit import Deed, Thing
from scheduler.lifecycle import State
from scheduler.masks import MaskedIn
from scheduler.outbox import MessageKind, MessageState
from scheduler.planning import Basis
from scheduler.slots import Precision
from scheduler.wheel_parts import Level, Provider
from store.append_only import guard
from store.columns import METADATA, day, instant, key, number, one_of, refers_to, word

municipality = Table(
    "municipality",
    METADATA,
    key(),
    word("key"),
    word("name"),
    word("wheel"),
    day("started_on"),
    word("planned_for"),
    word("app_id"),
    word("app_tenant_id"),
    word("secret_name"),
    word("local_file"),
    Column("tenants", JSON, nullable=False),
    UniqueConstraint("key"),
)

area = Table(
    "area",
    METADATA,
    key(),
    refers_to("municipality"),
    word("name"),
    UniqueConstraint("municipality_id", "name"),
)

unit = Table(
    "unit",
    METADATA,
    key(),
    refers_to("municipality"),
    refers_to("area"),
    word("name"),
    Column("provider", one_of(Provider), nullable=False),
    Column("service_types", JSON, nullable=False),
    day("since", optional=True),
    day("until", optional=True),
    number("heir_id", optional=True),
    UniqueConstraint("municipality_id", "area_id", "name"),
)

person = Table(
    "person",
    METADATA,
    key(),
    refers_to("municipality"),
    word("name"),
    word("email"),
    word("entra_object_id", optional=True),
    UniqueConstraint("municipality_id", "email"),
    Index(None, "municipality_id", "entra_object_id"),
)

role_holding = Table(
    "role_holding",
    METADATA,
    key(),
    refers_to("municipality"),
    refers_to("person"),
    word("role"),
    Column("level", one_of(Level), nullable=False),
    number("subject_id"),
    day("since"),
    day("until", optional=True),
    UniqueConstraint("person_id", "role", "level", "subject_id", "since"),
    Index(None, "role", "level", "subject_id", "person_id"),
    Index(None, "municipality_id"),
)

occurrence = Table(
    "occurrence",
    METADATA,
    key(),
    refers_to("municipality"),
    word("activity"),
    word("slot"),
    word("title"),
    day("asks_from"),
    day("opens", optional=True),
    day("scheduled", optional=True),
    day("due", optional=True),
    Column("precision", one_of(Precision), nullable=False),
    word("form"),
    Column("basis", one_of(Basis), nullable=False),
    Column("hidden", Boolean, nullable=False),
    UniqueConstraint("municipality_id", "activity", "slot"),
)

occurrence_move = Table(
    "occurrence_move",
    METADATA,
    key(),
    refers_to("occurrence"),
    day("opens", optional=True),
    day("due", optional=True),
    Column("cancelled", Boolean, nullable=False),
    word("because"),
    word("moved_by"),
    instant("moved_at"),
    Index(None, "occurrence_id"),
)

happening = Table(
    "happening",
    METADATA,
    key(),
    refers_to("municipality"),
    word("event"),
    word("place"),
    day("day"),
    instant("recorded_at"),
    UniqueConstraint("municipality_id", "event", "place", "day"),
)

edition = Table(
    "edition",
    METADATA,
    key(),
    refers_to("municipality"),
    number("year"),
    number("number"),
    day("since"),
    instant("published_at"),
    Column("content", Text, nullable=False),
    UniqueConstraint("municipality_id", "year", "number"),
)

kept_form = Table(
    "kept_form",
    METADATA,
    word("key"),
    number("version"),
    Column("content", Text, nullable=False),
    PrimaryKeyConstraint("key", "version"),
)

assignment = Table(
    "assignment",
    METADATA,
    key(),
    refers_to("municipality"),
    refers_to("occurrence"),
    Column("level", one_of(Level), nullable=False),
    number("subject_id"),
    Column("held_level", one_of(Level), nullable=False),
    number("held_id"),
    word("role"),
    Column("state", one_of(State), nullable=False),
    day("remind_on", optional=True),
    number("form_version", optional=True),
    number("revision"),
    instant("changed_at", optional=True),
    day("extended_to", optional=True),
    UniqueConstraint("occurrence_id", "level", "subject_id"),
    Index(None, "held_level", "held_id", "role"),
    Index(None, "level", "subject_id"),
    Index(None, "municipality_id", "state", "occurrence_id"),
    Index(None, "municipality_id", "remind_on", "state"),
)

draft = Table(
    "draft",
    METADATA,
    refers_to("assignment"),
    number("version"),
    Column("answers", JSON, nullable=False),
    refers_to("person", "saved_by"),
    instant("saved_at"),
    PrimaryKeyConstraint("assignment_id"),
)

submission = Table(
    "submission",
    METADATA,
    key(),
    refers_to("assignment"),
    number("revision"),
    word("token"),
    word("form"),
    number("form_version"),
    Column("answers", JSON, nullable=False),
    refers_to("person", "submitted_by"),
    word("role"),
    instant("submitted_at"),
    UniqueConstraint("assignment_id", "revision"),
    UniqueConstraint("token"),
)

closed_answer = Table(
    "closed_answer",
    METADATA,
    refers_to("submission"),
    word("question"),
    word("answer"),
    number("times"),
    PrimaryKeyConstraint("submission_id", "question", "answer"),
    sqlite_with_rowid=False,
)

decision = Table(
    "decision",
    METADATA,
    key(),
    refers_to("assignment"),
    number("revision"),
    word("body"),
    Column("adopted", Boolean, nullable=False),
    day("decided_on"),
    word("paragraph"),
    word("case_number"),
    UniqueConstraint("assignment_id", "revision"),
)

digest = Table(
    "digest",
    METADATA,
    key(),
    refers_to("municipality"),
    word("key"),
    word("body"),
    word("period"),
    instant("cut_off"),
    Column("content", Text, nullable=False),
    Index(None, "municipality_id", "body", "cut_off"),
)

digest_revision = Table(
    "digest_revision",
    METADATA,
    refers_to("digest"),
    refers_to("submission"),
    PrimaryKeyConstraint("digest_id", "submission_id"),
    sqlite_with_rowid=False,
)

outbox = Table(
    "outbox",
    METADATA,
    key(),
    refers_to("municipality"),
    Column("kind", one_of(MessageKind), nullable=False),
    word("dedupe_key"),
    day("day"),
    instant("due_at"),
    refers_to("person", optional=True),
    word("body", optional=True),
    refers_to("digest", optional=True),
    Column("state", one_of(MessageState), nullable=False),
    number("attempts"),
    number("fence"),
    instant("lease_until", optional=True),
    instant("retry_at", optional=True),
    day("sent_on", optional=True),
    instant("sent_at", optional=True),
    word("activity_id", optional=True),
    word("code", optional=True),
    number("recalls", optional=True),
    UniqueConstraint("dedupe_key"),
    CheckConstraint("(person_id IS NULL) <> (body IS NULL)", name="one_receiver"),
    Index(None, "state", "due_at"),
    Index(None, "person_id", "state", "sent_on"),
    Index(None, "municipality_id", "kind", "state"),
)

covered_rung = Table(
    "covered_rung",
    METADATA,
    refers_to("assignment"),
    word("rung"),
    refers_to("person"),
    day("day"),
    refers_to("outbox", "message_id"),
    PrimaryKeyConstraint("assignment_id", "rung", "person_id"),
    Index(None, "message_id", "assignment_id"),
    sqlite_with_rowid=False,
)

reference = Table(
    "reference",
    METADATA,
    key(),
    refers_to("municipality"),
    refers_to("person", optional=True),
    word("body", optional=True),
    word("service_url"),
    word("conversation_id"),
    word("tenant_id"),
    word("channel_id"),
    word("bot_id"),
    UniqueConstraint("person_id"),
    UniqueConstraint("municipality_id", "body"),
    CheckConstraint("(person_id IS NULL) <> (body IS NULL)", name="one_receiver"),
)

unreachable = Table(
    "unreachable",
    METADATA,
    refers_to("municipality"),
    refers_to("person"),
    word("code"),
    day("since"),
    PrimaryKeyConstraint("person_id"),
)

pace = Table(
    "pace",
    METADATA,
    word("tenant"),
    Column("tokens", Float, nullable=False),
    instant("filled_at"),
    instant("paused_until", optional=True),
    PrimaryKeyConstraint("tenant"),
)

audit = Table(
    "audit",
    METADATA,
    key(),
    refers_to("municipality"),
    instant("at"),
    refers_to("person", optional=True),
    word("role"),
    word("actor"),
    Column("deed", one_of(Deed), nullable=False),
    Column("thing", one_of(Thing), nullable=False),
    number("thing_id", optional=True),
    word("before"),
    word("after"),
    word("request"),
    Index(None, "thing", "thing_id"),
    Index(None, "municipality_id", "at"),
)
guard(audit)

mask = Table(
    "mask",
    METADATA,
    key(),
    refers_to("municipality"),
    instant("masked_at"),
    word("masked_by"),
    word("because"),
)

masked_passage = Table(
    "masked_passage",
    METADATA,
    refers_to("mask"),
    number("number"),
    Column("kind", one_of(MaskedIn), nullable=False),
    number("row_id"),
    number("assignment_id", optional=True),
    word("question"),
    number("start"),
    number("length"),
    PrimaryKeyConstraint("mask_id", "number"),
)
