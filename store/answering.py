"""Drafts, the revisions of answers, and what bodies decided about them."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, delete, insert, select

from scheduler.ports import Decision, Draft, NewSubmission, RevisionTaken, Submission
from store import schema
from store.bulk import as_row, execute_many, insert_into
from store.schema import closed_answer, person, submission


@dataclass(frozen=True, slots=True)
class SqlAnswering:
    connection: Connection

    def draft(self, assignment_id: int) -> Draft | None:
        chosen = select(schema.draft).where(schema.draft.c.assignment_id == assignment_id)
        row = self.connection.execute(chosen).mappings().one_or_none()
        return None if row is None else Draft(**row)

    def save_draft(self, draft: Draft) -> None:
        """Only a newer version than the saved one changes anything."""
        values = as_row(draft)
        first = insert_into(self.connection, schema.draft).values(values)
        is_newer = schema.draft.c.version < draft.version
        self.connection.execute(
            first.on_conflict_do_update(index_elements=["assignment_id"], set_=values, where=is_newer)
        )

    def drop_draft(self, assignment_id: int) -> None:
        self.connection.execute(delete(schema.draft).where(schema.draft.c.assignment_id == assignment_id))

    def latest(self, assignment_id: int) -> Submission | None:
        chosen = _select_submissions().where(submission.c.assignment_id == assignment_id)
        latest_first = chosen.order_by(submission.c.revision.desc()).limit(1)
        row = self.connection.execute(latest_first).mappings().one_or_none()
        return None if row is None else Submission(**row)

    def submit(self, new: NewSubmission) -> Submission:
        """`RevisionTaken` where the revision or the token is there already."""
        values = {field: value for field, value in as_row(new).items() if field != "closed"}
        whole = insert_into(self.connection, submission).values(values).on_conflict_do_nothing()
        new_id = self.connection.scalar(whole.returning(submission.c.id))
        if new_id is None:
            raise RevisionTaken(f"assignment {new.assignment_id}, revision {new.revision}")
        closed = Counter(new.closed)  # a repeat group may give the same answer more than once
        execute_many(
            self.connection,
            insert(closed_answer),
            (
                {"submission_id": new_id, "question": question, "answer": answer, "times": times}
                for (question, answer), times in closed.items()
            ),
        )
        stored = self.connection.execute(_select_submissions().where(submission.c.id == new_id))
        return Submission(**stored.mappings().one())

    def decide(self, decision: Decision) -> None:
        self.connection.execute(insert(schema.decision).values(as_row(decision)))


def _select_submissions() -> Select[Any]:
    return select(submission, person.c.name.label("submitted_by_name")).join_from(submission, person)
