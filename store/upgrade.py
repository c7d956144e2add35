"""Bringing a database's tables up to what this program knows, and telling whether they are."""

from enum import StrEnum
from importlib.resources import files

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, func, select

from store.engine import reading, writing

MIGRATIONS = str(files("store") / "migrations")

HEAD = "head"

ONE_AT_A_TIME = 0x61727368  # any number, as long as nobody else locks it in the same database


class Tables(StrEnum):
    """How the database's tables stand to the program; newer ones were made by a later version of it."""

    OK = "ok"
    OLDER = "older"
    NEWER = "newer"


def upgrade(engine: Engine) -> None:
    """Make or change the tables, all or nothing; nothing happens where they are up to date."""
    upgrade_to(engine, HEAD)


def upgrade_to(engine: Engine, revision: str) -> None:
    """Likewise, as far as that revision; where several start at once, one changes the tables and the others wait."""
    with writing(engine).begin() as connection:
        take_turn(connection)
        upgrade_within(connection, revision)


def take_turn(connection: Connection) -> None:
    """Wait until nobody else changes the tables, and keep others from it until the block ends."""
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(ONE_AT_A_TIME)))


def upgrade_within(connection: Connection, revision: str) -> None:
    """As `upgrade_to`, within a transaction that does more than that."""
    command.upgrade(_config(connection), revision)


def current_revision(engine: Engine) -> str | None:
    """The revision that the database is at; None where it has no tables yet."""
    with reading(engine).connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def check(engine: Engine) -> Tables:
    scripts = ScriptDirectory.from_config(_config())
    current = current_revision(engine)
    if current == scripts.get_current_head():
        return Tables.OK
    return Tables.OLDER if current is None or current in revisions() else Tables.NEWER


def revisions() -> frozenset[str]:
    """Those that this program knows, up to its own."""
    return frozenset(script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions())


def _config(connection: Connection | None = None) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", MIGRATIONS.replace("%", "%%"))
    return config
