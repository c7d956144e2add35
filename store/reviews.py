"""Verdicts on revisions with their comments, what reviewers are writing, and what bodies have decided."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Select, and_, delete, func, insert, select

from scheduler.lifecycle import State
from scheduler.outbox import GONE, MessageKind
from scheduler.ports_answering import Decision, Submission
from scheduler.ports_review import Entered, ReviewDraft, SentBack, ToJudge
from scheduler.reviews import Review, Verdict
from store import schema_review
from store.answering import LAST_REVISION, SUBMISSIONS
from store.assignment_rows import as_assignment, select_assignments
from store.bulk import as_row, execute_many, insert_into, pieces
from store.schema import assignment, decision, occurrence, outbox, person, submission
from store.schema_review import review, review_comment

DRAFT = schema_review.review_draft
ANSWERED, DECIDED = "answered_", "decided_"
NOTED = tuple(one.name for one in fields(Decision))
GIVEN = tuple(one.name for one in fields(Submission))
HANDED_IN = and_(submission.c.assignment_id == assignment.c.id, submission.c.revision == LAST_REVISION)
DECIDED_IN = and_(decision.c.assignment_id == submission.c.assignment_id, decision.c.revision == submission.c.revision)
JUDGED = (
    select(review, person.c.name.label("judged_by_name"), review_comment.c.question, review_comment.c.comment)
    .join_from(review, person, person.c.id == review.c.judged_by)
    .outerjoin(review_comment, review_comment.c.review_id == review.c.id)
)


@dataclass(frozen=True, slots=True)
class SqlReviews:
    connection: Connection

    def to_judge(self, municipality_id: int, activities: Iterable[str]) -> Sequence[ToJudge]:
        chosen = (
            select_assignments()
            .join(submission, HANDED_IN)
            .join(person, person.c.id == submission.c.submitted_by)
            .add_columns(
                submission.c.revision.label("answer"),
                submission.c.submitted_by,
                person.c.name.label("submitted_by_name"),
                submission.c.submitted_at,
            )
            .where(
                assignment.c.municipality_id == municipality_id,
                assignment.c.state == State.SUBMITTED,
                occurrence.c.activity.in_(tuple(activities)),
            )
            .order_by(submission.c.submitted_at, assignment.c.id)
        )
        return tuple(
            ToJudge(as_assignment(row), row.answer, row.submitted_by, row.submitted_by_name, row.submitted_at)
            for row in self.connection.execute(chosen)
        )

    def keep(self, new: Review) -> bool:
        left_out = ("comments", "judged_by_name")
        values = {name: value for name, value in as_row(new).items() if name not in left_out}
        once = insert_into(self.connection, review).values(values).on_conflict_do_nothing()
        review_id = self.connection.scalar(once.returning(review.c.id))
        if review_id is None:
            return False
        rows = ({"review_id": review_id, "question": key, "comment": told} for key, told in new.comments.items())
        execute_many(self.connection, insert(review_comment), rows)
        return True

    def of_revision(self, assignment_id: int, revision: int) -> Review | None:
        return self._judged(JUDGED.where(review.c.assignment_id == assignment_id, review.c.revision == revision))

    def latest(self, assignment_id: int) -> Review | None:
        last = select(func.max(review.c.revision)).where(review.c.assignment_id == assignment_id).scalar_subquery()
        return self._judged(JUDGED.where(review.c.assignment_id == assignment_id, review.c.revision == last))

    def submission(self, assignment_id: int, revision: int) -> Submission | None:
        chosen = SUBMISSIONS.where(submission.c.assignment_id == assignment_id, submission.c.revision == revision)
        row = self.connection.execute(chosen).mappings().one_or_none()
        return None if row is None else Submission(**row)

    def sent_back(self, assignment_ids: Iterable[int]) -> Mapping[int, SentBack]:
        chosen = select(review.c.assignment_id, review.c.revision, review.c.judged_at).order_by(review.c.revision)
        returned = chosen.where(review.c.verdict == Verdict.RETURNED)
        found: dict[int, SentBack] = {}
        for piece in pieces(assignment_ids):
            for row in self.connection.execute(returned.where(review.c.assignment_id.in_(piece))):
                found[row.assignment_id] = SentBack(row.revision, row.judged_at)
        return found

    def approved(self, assignment_ids: Iterable[int], *, since: datetime) -> Sequence[Review]:
        chosen = JUDGED.where(review.c.verdict == Verdict.APPROVED, review.c.judged_at >= since)
        found = [
            one
            for piece in pieces(assignment_ids)
            for one in self._all(chosen.where(review.c.assignment_id.in_(piece)))
        ]
        return tuple(sorted(found, key=lambda one: (one.judged_at, one.assignment_id)))

    def draft(self, assignment_id: int, person_id: int) -> ReviewDraft | None:
        columns = (column for column in DRAFT.c if column.name != "id")
        chosen = select(*columns).where(DRAFT.c.assignment_id == assignment_id, DRAFT.c.person_id == person_id)
        row = self.connection.execute(chosen).mappings().one_or_none()
        return None if row is None else ReviewDraft(**row)

    def save_draft(self, draft: ReviewDraft) -> None:
        values = as_row(draft)
        first = insert_into(self.connection, DRAFT).values(values)
        once = first.on_conflict_do_update(index_elements=["assignment_id", "person_id"], set_=values)
        self.connection.execute(once)

    def drop_drafts(self, assignment_id: int) -> None:
        self.connection.execute(delete(DRAFT).where(DRAFT.c.assignment_id == assignment_id))

    def decided(self, municipality_id: int, *, since: datetime) -> Sequence[Entered]:
        chosen = (
            select_assignments()
            .join(submission, HANDED_IN)
            .join(decision, DECIDED_IN)
            .join(person, person.c.id == submission.c.submitted_by)
            .add_columns(
                *(column.label(f"{DECIDED}{column.name}") for column in decision.c if column.name != "id"),
                *(column.label(f"{ANSWERED}{column.name}") for column in submission.c),
                person.c.name.label(f"{ANSWERED}submitted_by_name"),
            )
            .where(assignment.c.municipality_id == municipality_id, submission.c.submitted_at >= since)
            .order_by(submission.c.submitted_at, assignment.c.id)
        )
        return tuple(
            Entered(
                as_assignment(row), Decision(**_part(row, DECIDED, NOTED)), Submission(**_part(row, ANSWERED, GIVEN))
            )
            for row in self.connection.execute(chosen)
        )

    def last_written_to(self, person_ids: Iterable[int], *, before: date) -> Mapping[int, date]:
        last = (
            select(outbox.c.person_id, func.max(outbox.c.sent_on).label("day"))
            .where(
                outbox.c.person_id.in_(tuple(person_ids)),
                outbox.c.state.in_(GONE),
                outbox.c.sent_on < before,
                outbox.c.kind != MessageKind.RECALL,
            )
            .group_by(outbox.c.person_id)
        )
        return {row.person_id: row.day for row in self.connection.execute(last)}

    def _judged(self, chosen: Select[Any]) -> Review | None:
        return next(iter(self._all(chosen)), None)

    def _all(self, chosen: Select[Any]) -> Sequence[Review]:
        rows = self.connection.execute(chosen.order_by(review.c.id, review_comment.c.id))
        return tuple(_review(list(group)) for _, group in groupby(rows, key=lambda row: row.id))


def _review(rows: Sequence[Any]) -> Review:
    """From its comments, one row each, every one of them with the review itself; one row where there are none."""
    first = rows[0]
    return Review(
        assignment_id=first.assignment_id,
        revision=first.revision,
        verdict=first.verdict,
        judged_by=first.judged_by,
        role=first.role,
        judged_at=first.judged_at,
        words=first.words,
        comments={row.question: row.comment for row in rows if row.question is not None},
        judged_by_name=first.judged_by_name,
    )


def _part(row: Any, prefix: str, names: Iterable[str]) -> dict[str, Any]:
    """One table's columns of a row that joins several."""
    return {name: getattr(row, prefix + name) for name in names}
