"""What digests count, and the digests themselves, never changed once kept."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, case, func, insert, select, true

from scheduler.digests import Countable, Digest, Tally, frozen, thawed
from scheduler.lifecycle import ANSWERED, State
from store import schema
from store.assignment_rows import PLACE, SOURCE
from store.bulk import execute_many, pieces
from store.schema import area, assignment, closed_answer, digest_revision, occurrence, submission

TOLD = schema.digest
TALLIED = (occurrence.c.activity, occurrence.c.slot, closed_answer.c.question, closed_answer.c.answer)

LATEST = (
    select(func.max(submission.c.id))
    .where(submission.c.assignment_id == assignment.c.id)
    .correlate(assignment)
    .scalar_subquery()
)


@dataclass(frozen=True, slots=True)
class SqlDigests:
    connection: Connection

    def countable(
        self, municipality_id: int, activities: Iterable[str], *, since: date, until: date
    ) -> Sequence[Countable]:
        """What was returned waits for its answer again, and has none until then."""
        named = tuple(activities)
        chosen = _select_countables().where(
            assignment.c.municipality_id == municipality_id,
            assignment.c.state != State.CANCELLED,
            occurrence.c.asks_from <= until,
            func.coalesce(occurrence.c.due, occurrence.c.asks_from) >= since,
            occurrence.c.activity.in_(named) if named else true(),
        )
        in_order = chosen.order_by(
            occurrence.c.activity, occurrence.c.slot, area.c.name.asc().nulls_first(), PLACE, assignment.c.id
        )
        return tuple(Countable(**row) for row in self.connection.execute(in_order).mappings())

    def tallies(self, municipality_id: int, submission_ids: Iterable[int]) -> Sequence[Tally]:
        """In order of activity, slot, question and answer."""
        counted = (
            select(*TALLIED, func.sum(closed_answer.c.times))
            .select_from(closed_answer.join(submission).join(assignment).join(occurrence))
            .where(assignment.c.municipality_id == municipality_id)
            .group_by(*TALLIED)
        )
        found: Counter[tuple[str, str, str, str]] = Counter()
        for piece in pieces(submission_ids):
            rows = self.connection.execute(counted.where(closed_answer.c.submission_id.in_(piece)))
            found.update({(activity, slot, question, answer): n for activity, slot, question, answer, n in rows})
        return tuple(Tally(*given, count=count) for given, count in sorted(found.items()))

    def keep(self, municipality_id: int, digest: Digest) -> int:
        values = {
            "municipality_id": municipality_id,
            "key": digest.key,
            "body": digest.body,
            "period": digest.period,
            "cut_off": digest.cut_off,
            "content": frozen(digest),
        }
        digest_id: int = self.connection.execute(insert(TOLD).values(values).returning(TOLD.c.id)).scalar_one()
        counted = ({"digest_id": digest_id, "submission_id": revision} for revision in digest.revisions)
        execute_many(self.connection, insert(digest_revision), counted)
        return digest_id

    def get(self, digest_id: int) -> Digest | None:
        return self._first(select(TOLD.c.content).where(TOLD.c.id == digest_id))

    def latest(self, municipality_id: int, body: str) -> Digest | None:
        told = select(TOLD.c.content).where(TOLD.c.municipality_id == municipality_id, TOLD.c.body == body)
        return self._first(told.order_by(TOLD.c.cut_off.desc(), TOLD.c.id.desc()))

    def sent(self, municipality_id: int) -> Sequence[Digest]:
        told = select(TOLD.c.content).where(TOLD.c.municipality_id == municipality_id)
        contents = self.connection.scalars(told.order_by(TOLD.c.cut_off, TOLD.c.id))
        return tuple(thawed(content) for content in contents)

    def _first(self, chosen: Select[Any]) -> Digest | None:
        content = self.connection.scalar(chosen.limit(1))
        return None if content is None else thawed(content)


def _select_countables() -> Select[Any]:
    return select(
        assignment.c.id.label("assignment_id"),
        occurrence.c.activity,
        occurrence.c.title,
        occurrence.c.slot,
        PLACE.label("place"),
        area.c.name.label("area"),
        occurrence.c.due,
        occurrence.c.form,
        assignment.c.form_version,
        case((assignment.c.state.in_(ANSWERED), LATEST)).label("submission_id"),
    ).select_from(SOURCE)
