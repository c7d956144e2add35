"""Opening the database; on SQLite every transaction says itself whether it is going to write."""

import json
from enum import StrEnum
from functools import partial
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 15000",
)

CONNECT_TIMEOUT = "10"
"""In seconds, on PostgreSQL: a server that does not answer must not hold a sender beyond the end of its claim."""

BEGIN = "store_begin"

WRITING: dict[str, dict[str, Any]] = {"sqlite": {BEGIN: "BEGIN IMMEDIATE"}}
READING: dict[str, dict[str, Any]] = {
    "sqlite": {BEGIN: "BEGIN"},
    "postgresql": {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True},
}


class Durability(StrEnum):
    """What a power cut may take on SQLite: nothing that was committed, or the last moments of it."""

    FULL = "FULL"
    NORMAL = "NORMAL"


def open_engine(url: str, *, durability: Durability = Durability.FULL) -> Engine:
    """A receipt must outlive a power cut; only what is thrown away afterwards may do with less than `FULL`."""
    made = make_url(url)
    is_far = made.get_backend_name() != "sqlite"
    engine = create_engine(
        made.set(query={"connect_timeout": CONNECT_TIMEOUT, **made.query}) if is_far else made,
        json_serializer=partial(json.dumps, default=dict),
        hide_parameters=True,
        pool_pre_ping=is_far,  # or every connection that was open when the server was restarted would fail once
    )
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", partial(_prepare_sqlite, durability))
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def writing(engine: Engine) -> Engine:
    """The same engine, its transactions begun as writers: on SQLite they queue up instead of failing half-way."""
    return engine.execution_options(**WRITING.get(engine.dialect.name, {}))


def reading(engine: Engine) -> Engine:
    """The same engine, each of its transactions seeing one moment."""
    return engine.execution_options(**READING.get(engine.dialect.name, {}))


def _prepare_sqlite(durability: Durability, connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # or the driver would begin transactions at moments of its own choosing
    cursor = connection.cursor()
    for pragma in (*SQLITE_PRAGMAS, f"PRAGMA synchronous = {durability}"):
        cursor.execute(pragma)
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get(BEGIN, "BEGIN"))
