"""Drafts, the revisions of answers, and what bodies decided about them."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Date, Integer, RowMapping, and_, bindparam, delete, func, insert, select

from scheduler.ports_answering import Decision, Draft, NewSubmission, RevisionTaken, Standing, Submission
from store import schema
from store.bulk import INSERTS, as_row, execute_many, insert_into
from store.holdings import may_answer
from store.schema import assignment, closed_answer, person, submission
from store.schema_digests import risk_answer

COUNTED_APART = ("closed", "risks")
DRAFTED, ANSWERED = "draft_", "latest_"

SUBMISSIONS = select(submission, person.c.name.label("submitted_by_name")).join_from(submission, person)
LATEST = (
    SUBMISSIONS.where(submission.c.assignment_id == bindparam("about")).order_by(submission.c.revision.desc()).limit(1)
)
DRAFT = select(schema.draft).where(schema.draft.c.assignment_id == bindparam("about"))
LAST_REVISION = (
    select(func.max(submission.c.revision))
    .where(submission.c.assignment_id == assignment.c.id)
    .correlate(assignment)
    .scalar_subquery()
)
IS_LATEST = and_(submission.c.assignment_id == assignment.c.id, submission.c.revision == LAST_REVISION)
IS_HELD = may_answer(bindparam("whose", type_=Integer), bindparam("day", type_=Date))
STANDING = (
    select(
        IS_HELD.label("is_held"),
        *(column.label(f"{DRAFTED}{column.name}") for column in schema.draft.c),
        *(column.label(f"{ANSWERED}{column.name}") for column in submission.c),
        person.c.name.label(f"{ANSWERED}submitted_by_name"),
    )
    .select_from(assignment)
    .outerjoin(schema.draft, schema.draft.c.assignment_id == assignment.c.id)
    .outerjoin(submission, IS_LATEST)
    .outerjoin(person, person.c.id == submission.c.submitted_by)
    .where(assignment.c.id == bindparam("about"))
)
AUTHOR = select(person.c.name).where(person.c.id == bindparam("author")).scalar_subquery()
SUBMIT = {
    dialect: insert_for(submission)
    .on_conflict_do_nothing()
    .returning(submission.c.id, AUTHOR.label("submitted_by_name"))
    for dialect, insert_for in INSERTS.items()
}
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

    def standing(self, assignment_id: int, person_id: int, on: date) -> Standing:
        asked = {"about": assignment_id, "whose": person_id, "day": on}
        row = self.connection.execute(STANDING, asked).mappings().one()
        drafted, answered = _part(row, DRAFTED), _part(row, ANSWERED)
        return Standing(
            is_held=row["is_held"],
            draft=Draft(**drafted) if drafted["version"] is not None else None,
            latest=Submission(**answered) if answered["id"] is not None else None,
        )

    def submit(self, new: NewSubmission) -> Submission:
        """`RevisionTaken` where the revision or the token is there already."""
        values = {field: value for field, value in as_row(new).items() if field not in COUNTED_APART}
        submit = SUBMIT[self.connection.dialect.name]
        stored = self.connection.execute(submit, {**values, "author": new.submitted_by}).mappings().one_or_none()
        if stored is None:
            raise RevisionTaken(f"assignment {new.assignment_id}, revision {new.revision}")
        closed = Counter(new.closed)  # a repeat group may give the same answer more than once
        execute_many(
            self.connection,
            insert(closed_answer),
            (
                {"submission_id": stored["id"], "question": question, "answer": answer, "times": times}
                for (question, answer), times in closed.items()
            ),
        )
        execute_many(
            self.connection,
            insert(risk_answer),
            ({"submission_id": stored["id"], **as_row(risk)} for risk in new.risks),
        )
        return Submission(**values, **stored)

    def decide(self, decision: Decision) -> None:
        self.connection.execute(insert(schema.decision).values(as_row(decision)))


def _part(row: RowMapping, prefix: str) -> dict[str, Any]:
    """One table's columns of a row that joins several."""
    return {name.removeprefix(prefix): value for name, value in row.items() if name.startswith(prefix)}
