"""The year before, and what answers cost: read with one short question a page, counted once when the clock ticks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from statistics import median

from sqlalchemy import Connection, RowMapping, and_, bindparam, exists, func, insert, select

from scheduler.audit import Deed, Thing
from scheduler.effort import ENOUGH, LATEST
from scheduler.last_year import Reuse
from scheduler.ports_answering import Decision
from scheduler.ports_comforts import Earlier, Effort, Known, Uncounted
from scheduler.slots import PLACE_MARK
from store import schema
from store.bulk import as_row, insert_into, pieces
from store.schema import assignment, decision, occurrence, submission
from store.schema_comforts import answer_effort, form_pace

AUDIT = schema.audit
DECIDED = "decided_"
MOST_AT_ONCE = 500
STILL_COMING = 1_000
"""Ids are given before a transaction ends: so far behind the last one counted may one still turn up."""

NOW, NOW_OF = assignment.alias("now"), occurrence.alias("now_of")
BEFORE = (
    select(submission.c.id)
    .select_from(occurrence.join(assignment).join(submission))
    .where(
        occurrence.c.municipality_id == NOW.c.municipality_id,
        occurrence.c.activity == NOW_OF.c.activity,
        occurrence.c.asks_from < NOW_OF.c.asks_from,
        occurrence.c.slot.not_like(f"%{PLACE_MARK}%"),
        NOW_OF.c.slot.not_like(f"%{PLACE_MARK}%"),
        assignment.c.level == NOW.c.level,
        assignment.c.subject_id == NOW.c.subject_id,
    )
    .order_by(occurrence.c.asks_from.desc(), submission.c.revision.desc())
    .limit(1)
    .correlate(NOW, NOW_OF)
    .scalar_subquery()
)
IS_DECIDED = and_(decision.c.assignment_id == submission.c.assignment_id, decision.c.revision == submission.c.revision)
ITS_PACE = and_(
    form_pace.c.municipality_id == NOW.c.municipality_id,
    form_pace.c.form == NOW_OF.c.form,
    form_pace.c.form_version == bindparam("version"),
)
KNOWN = (
    select(
        occurrence.c.slot,
        submission.c.form,
        submission.c.form_version,
        submission.c.answers,
        form_pace.c.seconds,
        *(column.label(f"{DECIDED}{column.name}") for column in decision.c if column.name != "id"),
    )
    .select_from(
        NOW.join(NOW_OF, NOW_OF.c.id == NOW.c.occurrence_id)
        .outerjoin(submission, submission.c.id == BEFORE)
        .outerjoin(assignment, assignment.c.id == submission.c.assignment_id)
        .outerjoin(occurrence, occurrence.c.id == assignment.c.occurrence_id)
        .outerjoin(decision, IS_DECIDED)
        .outerjoin(form_pace, ITS_PACE)
    )
    .where(NOW.c.id == bindparam("about"))
)
MOMENTS = (
    select(AUDIT.c.at, AUDIT.c.deed)
    .where(
        AUDIT.c.thing == Thing.ASSIGNMENT,
        AUDIT.c.thing_id == bindparam("about"),
        AUDIT.c.deed.in_((Deed.OPENED, Deed.SAVED, Deed.SUBMITTED, Deed.COPIED)),
    )
    .order_by(AUDIT.c.id)
)
UNCOUNTED = (
    select(
        submission.c.id.label("submission_id"),
        submission.c.assignment_id,
        occurrence.c.activity,
        submission.c.revision,
        submission.c.form,
        submission.c.form_version,
        submission.c.answers,
    )
    .select_from(submission.join(assignment).join(occurrence))
    .where(
        assignment.c.municipality_id == bindparam("whose"),
        submission.c.id > bindparam("counted"),
        ~exists().where(answer_effort.c.submission_id == submission.c.id),
    )
    .order_by(submission.c.id)
    .limit(MOST_AT_ONCE)
)
VERSION = (answer_effort.c.form, answer_effort.c.form_version)


@dataclass(frozen=True, slots=True)
class SqlComforts:
    connection: Connection

    def known_of(self, assignment_id: int, form_version: int) -> Known:
        asked = {"about": assignment_id, "version": form_version}
        row = self.connection.execute(KNOWN, asked).mappings().one_or_none()
        return Known() if row is None else Known(_earlier(row), row["seconds"])

    def moments(self, assignment_id: int) -> Sequence[datetime]:
        rows = self.connection.execute(MOMENTS, {"about": assignment_id}).all()
        deeds = [row.deed for row in rows]
        if Deed.COPIED in deeds or Deed.SUBMITTED not in deeds:
            return ()
        return tuple(row.at for row in rows[: deeds.index(Deed.SUBMITTED) + 1])

    def uncounted(self, municipality_id: int) -> Sequence[Uncounted]:
        last = select(func.max(answer_effort.c.submission_id)).where(answer_effort.c.municipality_id == municipality_id)
        counted = (self.connection.scalar(last) or 0) - STILL_COMING
        asked = {"whose": municipality_id, "counted": counted}
        return tuple(Uncounted(**row) for row in self.connection.execute(UNCOUNTED, asked).mappings())

    def note(self, effort: Effort) -> None:
        self.connection.execute(insert(answer_effort).values(as_row(effort)))

    def measure(self, municipality_id: int) -> int:
        counted = select(func.max(form_pace.c.counted_to)).where(form_pace.c.municipality_id == municipality_id)
        since = self.connection.scalar(counted) or 0
        its = answer_effort.c.municipality_id == municipality_id
        fresh = (
            select(*VERSION, func.max(answer_effort.c.submission_id).label("newest"))
            .where(its, answer_effort.c.submission_id > since, answer_effort.c.seconds.is_not(None))
            .group_by(*VERSION)
        )
        return sum(self._measure(municipality_id, *row) for row in self.connection.execute(fresh).all())

    def _measure(self, municipality_id: int, form: str, version: int, newest: int) -> bool:
        """Whether there were enough answers to tell."""
        latest = (
            select(answer_effort.c.seconds)
            .where(answer_effort.c.municipality_id == municipality_id, VERSION[0] == form, VERSION[1] == version)
            .where(answer_effort.c.seconds.is_not(None))
            .order_by(answer_effort.c.submission_id.desc())
            .limit(LATEST)
        )
        seconds = self.connection.scalars(latest).all()
        if len(seconds) < ENOUGH:
            return False
        told = {"seconds": round(median(seconds)), "counted_to": newest}
        which = {"municipality_id": municipality_id, "form": form, "form_version": version}
        row = insert_into(self.connection, form_pace).values({**which, **told})
        self.connection.execute(row.on_conflict_do_update(index_elements=list(which), set_=told))
        return True

    def reuse_of(self, municipality_id: int, submission_ids: Iterable[int]) -> Mapping[int, Reuse]:
        chosen = select(answer_effort.c.submission_id, answer_effort.c.unchanged, answer_effort.c.comparable).where(
            answer_effort.c.municipality_id == municipality_id
        )
        found: dict[int, Reuse] = {}
        for piece in pieces(submission_ids):
            rows = self.connection.execute(chosen.where(answer_effort.c.submission_id.in_(piece)))
            found.update({row.submission_id: Reuse(row.unchanged, row.comparable) for row in rows})
        return found


def _earlier(row: RowMapping) -> Earlier | None:
    if row["slot"] is None:
        return None
    decided = {field.name: row[f"{DECIDED}{field.name}"] for field in fields(Decision)}
    return Earlier(
        slot=row["slot"],
        form=row["form"],
        form_version=row["form_version"],
        answers=row["answers"],
        decision=Decision(**decided) if decided["body"] is not None else None,
    )
