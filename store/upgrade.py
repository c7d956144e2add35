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

ONE_AT_A_TIME = 0x61727368  # any number, as long as nobody else locks it in the same database


class Tables(StrEnum):
    """How the database's tables stand to the program; newer ones were made by a later version of it."""

    OK = "ok"
    OLDER = "older"
    NEWER = "newer"


def upgrade(engine: Engine) -> None:
    """Make or change the tables, all or nothing; nothing happens where they are up to date."""
    upgrade_to(engine, "head")


def upgrade_to(engine: Engine, revision: str) -> None:
    """Likewise, as far as that revision; where several start at once, one changes the tables and the others wait."""
    with writing(engine).begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(select(func.pg_advisory_xact_lock(ONE_AT_A_TIME)))
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
    known = {script.revision for script in scripts.walk_revisions()}
    return Tables.OLDER if current is None or current in known else Tables.NEWER


def _config(connection: Connection | None = None) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", MIGRATIONS.replace("%", "%%"))
    return config
