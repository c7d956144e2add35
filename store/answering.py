"""Drafts, the revisions of answers, and what bodies decided about them."""

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, insert, select

from scheduler.ports import Decision, Draft, NewSubmission, RevisionTaken, Submission
from store import schema
from store.bulk import as_row, execute_many, insert_into
from store.schema import closed_answer, person, submission

SUBMISSIONS = select(submission, person.c.name.label("submitted_by_name")).join_from(submission, person)
ONE = SUBMISSIONS.where(submission.c.id == bindparam("which"))
LATEST = (
    SUBMISSIONS.where(submission.c.assignment_id == bindparam("about")).order_by(submission.c.revision.desc()).limit(1)
)
DRAFT = select(schema.draft).where(schema.draft.c.assignment_id == bindparam("about"))
DROP_DRAFT = delete(schema.draft).where(schema.draft.c.assignment_id == bindparam("about"))


@dataclass(frozen=True, slots=True)
class SqlAnswering:
    connection: Connection

    def draft(self, assignment_id: int) -> Draft | None:
        row = self.connection.execute(DRAFT, {"about": assignment_id}).mappings().one_or_none()
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
        self.connection.execute(DROP_DRAFT, {"about": assignment_id})

    def latest(self, assignment_id: int) -> Submission | None:
        row = self.connection.execute(LATEST, {"about": assignment_id}).mappings().one_or_none()
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
        stored = self.connection.execute(ONE, {"which": new_id})
        return Submission(**stored.mappings().one())

    def decide(self, decision: Decision) -> None:
        self.connection.execute(insert(schema.decision).values(as_row(decision)))
