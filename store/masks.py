"""What people have typed, read out of every table that holds it and written back without some of it."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, and_, insert, null, select, true, update

from scheduler.clock import start_of
from scheduler.masks import Mask, MaskedIn, MaskedPassage, Written
from store import schema
from store.bulk import as_row, execute_many, pieces
from store.schema import assignment, masked_passage, municipality, occurrence, submission
from store.schema_actions import action, action_event
from store.schema_calendar import feed
from store.schema_people import more_time
from store.schema_recalls import recall
from store.schema_review import review, review_comment, review_draft

MASK, DRAFT, DIGEST, DECISION, MOVE = (
    schema.mask,
    schema.draft,
    schema.digest,
    schema.decision,
    schema.occurrence_move,
)
DECIDED_IN = and_(submission.c.assignment_id == DECISION.c.assignment_id, submission.c.revision == DECISION.c.revision)


@dataclass(frozen=True, slots=True)
class Source:
    """Where one kind of words lies: a query with their row, its municipality and its task, and the way back."""

    chosen: Select[Any]
    id: Column[Any]
    municipality: Column[Any]
    assignment: ColumnElement[Any]
    texts: Callable[[Any], Any]
    values: Callable[[Any], Mapping[str, Any]]


def _answers(row: Any) -> Any:
    return row.answers


def _of_answers(texts: Any) -> Mapping[str, Any]:
    return {"answers": texts}


def _columns(*names: str) -> Callable[[Any], Any]:
    return lambda row: {name: getattr(row, name) for name in names}


def _head(row_id: Column[Any], task: ColumnElement[Any], since: Column[Any]) -> Select[Any]:
    return select(row_id.label("row_id"), task.label("task"), since.label("since"))


ACTION_WORDS = ("deficiency", "measure", "named", "wanted", "evidence")
NO_FORM = (null().label("form"), null().label("form_version"))

SOURCES: Mapping[MaskedIn, Source] = {
    # First: whoever hands one in that is held waits, or has done so before the answers are read.
    MaskedIn.DRAFT: Source(
        _head(DRAFT.c.assignment_id, assignment.c.id, DRAFT.c.saved_at)
        .add_columns(DRAFT.c.answers, occurrence.c.form, assignment.c.form_version)
        .select_from(DRAFT.join(assignment).join(occurrence)),
        DRAFT.c.assignment_id,
        assignment.c.municipality_id,
        assignment.c.id,
        _answers,
        lambda texts: {"answers": texts, "version": DRAFT.c.version + 1},
    ),
    MaskedIn.SUBMISSION: Source(
        _head(submission.c.id, submission.c.assignment_id, submission.c.submitted_at)
        .add_columns(submission.c.answers, submission.c.form, submission.c.form_version)
        .select_from(submission.join(assignment)),
        submission.c.id,
        assignment.c.municipality_id,
        assignment.c.id,
        _answers,
        _of_answers,
    ),
    MaskedIn.DECISION: Source(
        _head(DECISION.c.id, DECISION.c.assignment_id, submission.c.submitted_at)
        .add_columns(DECISION.c.paragraph, DECISION.c.case_number, *NO_FORM)
        .select_from(DECISION.join(assignment).join(submission, DECIDED_IN)),
        DECISION.c.id,
        assignment.c.municipality_id,
        assignment.c.id,
        _columns("paragraph", "case_number"),
        dict,
    ),
    MaskedIn.DIGEST: Source(
        _head(DIGEST.c.id, null(), DIGEST.c.cut_off).add_columns(DIGEST.c.content, *NO_FORM),
        DIGEST.c.id,
        DIGEST.c.municipality_id,
        null(),
        lambda row: json.loads(row.content),
        lambda texts: {"content": json.dumps(texts, ensure_ascii=False, separators=(",", ":"))},
    ),
    MaskedIn.MOVE: Source(
        _head(MOVE.c.id, null(), MOVE.c.moved_at)
        .add_columns(MOVE.c.because, MOVE.c.moved_by, *NO_FORM)
        .select_from(MOVE.join(occurrence)),
        MOVE.c.id,
        occurrence.c.municipality_id,
        null(),
        _columns("because", "moved_by"),
        dict,
    ),
    MaskedIn.RECALL: Source(
        _head(recall.c.message_id, null(), recall.c.recalled_at).add_columns(recall.c.because, *NO_FORM),
        recall.c.message_id,
        recall.c.municipality_id,
        null(),
        _columns("because"),
        dict,
    ),
    MaskedIn.REVIEW: Source(
        _head(review.c.id, review.c.assignment_id, review.c.judged_at)
        .add_columns(review.c.words, *NO_FORM)
        .select_from(review.join(assignment)),
        review.c.id,
        assignment.c.municipality_id,
        assignment.c.id,
        _columns("words"),
        dict,
    ),
    MaskedIn.REVIEW_COMMENT: Source(
        _head(review_comment.c.id, review.c.assignment_id, review.c.judged_at)
        .add_columns(review_comment.c.comment, *NO_FORM)
        .select_from(review_comment.join(review).join(assignment)),
        review_comment.c.id,
        assignment.c.municipality_id,
        assignment.c.id,
        _columns("comment"),
        dict,
    ),
    MaskedIn.REVIEW_DRAFT: Source(
        _head(review_draft.c.id, review_draft.c.assignment_id, review_draft.c.saved_at)
        .add_columns(review_draft.c.words, review_draft.c.comments, *NO_FORM)
        .select_from(review_draft.join(assignment)),
        review_draft.c.id,
        assignment.c.municipality_id,
        assignment.c.id,
        _columns("words", "comments"),
        dict,
    ),
    MaskedIn.FEED: Source(
        _head(feed.c.id, null(), feed.c.created_on).add_columns(feed.c.name, *NO_FORM),
        feed.c.id,
        feed.c.municipality_id,
        null(),
        _columns("name"),
        dict,
    ),
    MaskedIn.MORE_TIME: Source(
        _head(more_time.c.id, more_time.c.assignment_id, more_time.c.asked_at).add_columns(
            more_time.c.because, more_time.c.answer, *NO_FORM
        ),
        more_time.c.id,
        more_time.c.municipality_id,
        more_time.c.assignment_id,
        _columns("because", "answer"),
        dict,
    ),
    MaskedIn.ACTION: Source(
        _head(action.c.id, action.c.assignment_id, action.c.made_at).add_columns(
            *(action.c[name] for name in ACTION_WORDS), *NO_FORM
        ),
        action.c.id,
        action.c.municipality_id,
        action.c.assignment_id,
        _columns(*ACTION_WORDS),
        lambda texts: {**texts, "version": action.c.version + 1},
    ),
    MaskedIn.ACTION_EVENT: Source(
        _head(action_event.c.id, action.c.assignment_id, action_event.c.at)
        .add_columns(action_event.c.words, *NO_FORM)
        .select_from(action_event.join(action)),
        action_event.c.id,
        action.c.municipality_id,
        action.c.assignment_id,
        _columns("words"),
        dict,
    ),
}


@dataclass(frozen=True, slots=True)
class SqlMasks:
    connection: Connection

    def written(self, municipality_id: int, *, assignment_id: int | None = None) -> Iterator[Written]:
        for kind, source in SOURCES.items():
            of_task = true() if assignment_id is None else source.assignment == assignment_id
            yield from self._read(kind, municipality_id, of_task)

    def hold(self, assignment_ids: Iterable[int]) -> None:
        """In order of id, so that two who do this at once wait for each other one way only."""
        for piece in pieces(sorted(set(assignment_ids))):
            held = select(assignment.c.id).where(assignment.c.id.in_(piece)).order_by(assignment.c.id)
            self.connection.execute(held.with_for_update())

    def row(self, municipality_id: int, kind: MaskedIn, row_id: int) -> Written | None:
        return next(self._read(kind, municipality_id, SOURCES[kind].id == row_id), None)

    def rewrite(self, written: Written) -> None:
        source = SOURCES[written.kind]
        row = update(source.id.table).where(source.id == written.row_id)
        self.connection.execute(row.values(source.values(written.texts)))

    def keep(self, municipality_id: int, mask: Mask) -> int:
        values = {
            "municipality_id": municipality_id,
            "masked_at": mask.masked_at,
            "masked_by": mask.masked_by,
            "because": mask.because,
        }
        mask_id: int = self.connection.execute(insert(MASK).values(values).returning(MASK.c.id)).scalar_one()
        rows = ({"mask_id": mask_id, "number": n, **as_row(one)} for n, one in enumerate(mask.passages))
        execute_many(self.connection, insert(masked_passage), rows)
        return mask_id

    def kept(self) -> Sequence[Mask]:
        chosen = (
            select(MASK, municipality.c.key, *(column for column in masked_passage.c if column.name != "mask_id"))
            .select_from(MASK.join(municipality).join(masked_passage))
            .order_by(MASK.c.masked_at, MASK.c.id, masked_passage.c.number)
        )
        rows = self.connection.execute(chosen)
        return tuple(_mask(list(group)) for _, group in groupby(rows, key=lambda row: row.id))

    def _read(self, kind: MaskedIn, municipality_id: int, condition: ColumnElement[bool]) -> Iterator[Written]:
        source = SOURCES[kind]
        chosen = source.chosen.where(source.municipality == municipality_id, condition).order_by(source.id)
        for row in self.connection.execute(chosen):
            yield Written(
                kind=kind,
                row_id=row.row_id,
                assignment_id=row.task,
                since=_moment(row.since),
                texts=source.texts(row),
                form=None if row.form is None else (row.form, row.form_version),
            )


def _moment(since: date) -> datetime:
    """The first one of the day where only the day is known."""
    return since if isinstance(since, datetime) else start_of(since)


def _mask(rows: Sequence[Any]) -> Mask:
    """From its passages, one row each, every one of them with the mask itself."""
    first = rows[0]
    return Mask(
        municipality=first.key,
        masked_at=first.masked_at,
        masked_by=first.masked_by,
        because=first.because,
        passages=tuple(_passages(rows)),
    )


def _passages(rows: Iterable[Any]) -> Iterator[MaskedPassage]:
    for row in rows:
        yield MaskedPassage(
            kind=MaskedIn(row.kind),
            row_id=row.row_id,
            assignment_id=row.assignment_id,
            question=row.question,
            start=row.start,
            length=row.length,
        )
