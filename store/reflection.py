"""The tables as the database itself describes them, whatever revision they are at."""

from collections.abc import Sequence

from sqlalchemy import Connection, MetaData, Table, exists, select, text

REVISION_TABLE = "alembic_version"

TRIGGER_FUNCTIONS = """
    SELECT DISTINCT tgfoid::regprocedure::text FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
    WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace
"""


def tables_there(connection: Connection) -> Sequence[Table]:
    """All but the one that keeps the revision, each after those that it refers to."""
    there = MetaData()
    there.reflect(connection)
    return [table for table in there.sorted_tables if table.name != REVISION_TABLE]


def has_rows(connection: Connection, tables: Sequence[Table]) -> bool:
    return any(connection.scalar(select(exists(select(table)))) for table in tables)


def lock(connection: Connection, tables: Sequence[Table]) -> None:
    """Nobody reads or writes them until the block ends; on SQLite the writer is alone already."""
    if connection.dialect.name == "postgresql" and tables:
        names = ", ".join(_quoted(connection, table.name) for table in tables)
        connection.execute(text(f"LOCK TABLE {names} IN ACCESS EXCLUSIVE MODE"))


def drop(connection: Connection, tables: Sequence[Table]) -> None:
    """The tables with all that hangs on them, and the revision: no trigger is asked, as it would be about each row."""
    functions: Sequence[str] = ()
    if connection.dialect.name == "postgresql":
        functions = connection.scalars(text(TRIGGER_FUNCTIONS)).all()
    for table in reversed(tables):
        table.drop(connection)
    connection.execute(text(f"DROP TABLE IF EXISTS {REVISION_TABLE}"))
    for function in functions:
        connection.execute(text(f"DROP FUNCTION {function}"))


def count_on(connection: Connection, tables: Sequence[Table]) -> None:
    """The next id of each table comes after those that are there; SQLite sees to that by itself."""
    if connection.dialect.name != "postgresql":
        return
    for table in tables:
        if "id" not in table.c:
            continue
        name = _quoted(connection, table.name)
        after = f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), max(id)) FROM {name} HAVING max(id) IS NOT NULL"
        connection.execute(text(after))


def _quoted(connection: Connection, name: str) -> str:
    return connection.dialect.identifier_preparer.quote(name)
