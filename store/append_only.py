"""What makes the audit log append-only: the database itself refuses to change or delete a row, whoever asks."""

from sqlalchemy import DDL, Table, event

APPEND_ONLY = {
    "sqlite": (
        (
            "CREATE TRIGGER audit_not_updated BEFORE UPDATE ON audit"
            " BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
        ),
        (
            "CREATE TRIGGER audit_not_deleted BEFORE DELETE ON audit"
            " BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
        ),
        # INSERT OR REPLACE deletes without telling the trigger above.
        (
            "CREATE TRIGGER audit_not_replaced BEFORE INSERT ON audit"
            " WHEN EXISTS (SELECT 1 FROM audit WHERE id = NEW.id)"
            " BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
        ),
    ),
    "postgresql": (
        (
            "CREATE OR REPLACE FUNCTION refuse_to_change_audit() RETURNS trigger LANGUAGE plpgsql"
            " AS $$ BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$"
        ),
        (
            "CREATE TRIGGER audit_not_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON audit"
            " FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_audit()"
        ),
    ),
}


def guard(table: Table) -> None:
    """Have the triggers made with the table, as the migration makes them; they go when it is dropped."""
    for dialect, statements in APPEND_ONLY.items():
        for statement in statements:
            refuse: DDL = DDL(statement)  # type: ignore[no-untyped-call]
            event.listen(table, "after_create", refuse.execute_if(dialect=dialect))
