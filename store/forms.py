"""Form versions kept for as long as there are answers to them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from scheduler.forms import Form, frozen_form, thawed_form
from store.bulk import execute_many, insert_into
from store.schema import kept_form


@dataclass(frozen=True, slots=True)
class SqlForms:
    connection: Connection

    def keep(self, forms: Iterable[Form]) -> int:
        rows = ({"key": form.key, "version": form.version, "content": frozen_form(form)} for form in forms)
        return execute_many(self.connection, insert_into(self.connection, kept_form).on_conflict_do_nothing(), rows)

    def kept(self) -> Sequence[Form]:
        """In order of key and version."""
        chosen = select(kept_form.c.content).order_by(kept_form.c.key, kept_form.c.version)
        return tuple(thawed_form(content) for content in self.connection.scalars(chosen))
