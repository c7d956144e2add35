"""What digests count, and the digests themselves, never changed once kept."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    and_,
    case,
    exists,
    false,
    func,
    insert,
    or_,
    select,
    true,
)

from scheduler.digests import Digest, frozen, thawed
from scheduler.lifecycle import ANSWERABLE, ANSWERED, State
from scheduler.organisation import Subject
from scheduler.ports_digesting import Countable, Kept, Tally
from scheduler.wheel_parts import Level
from store import schema
from store.assignment_rows import DUE, PLACE, SOURCE
from store.bulk import execute_many, pieces
from store.holdings import left_alone
from store.schema import area, assignment, closed_answer, digest_revision, occurrence, submission, unit
from store.schema_people import seen

TOLD = schema.digest
TALLIED = (occurrence.c.activity, occurrence.c.slot, closed_answer.c.question, closed_answer.c.answer)

LATEST = (
    select(func.max(submission.c.id))
    .where(submission.c.assignment_id == assignment.c.id)
    .correlate(assignment)
    .scalar_subquery()
)
GIVEN = case((assignment.c.state.in_(ANSWERED), LATEST))
"""The answer that stands; what was returned has none."""

IS_SEEN = and_(assignment.c.state.in_(ANSWERABLE), exists().where(seen.c.assignment_id == assignment.c.id))
NO = false()
IN_ORDER = (occurrence.c.activity, occurrence.c.slot, area.c.name.asc().nulls_first(), PLACE, assignment.c.id)


@dataclass(frozen=True, slots=True)
class SqlDigests:
    connection: Connection

    def countable(
        self,
        municipality_id: int,
        activities: Iterable[str],
        *,
        since: date,
        until: date,
        places: Collection[Subject] | None = None,
    ) -> Sequence[Countable]:
        """What was returned waits for its answer again, and has none until then."""
        named = tuple(activities)
        here = assignment.c.municipality_id == municipality_id
        is_away = assignment.c.id.in_(left_alone(until, here, assignment.c.state.in_(ANSWERABLE)))
        chosen = _select_countables(assignment.c.form_version, GIVEN, is_away=is_away, is_seen=IS_SEEN).where(
            here,
            assignment.c.state != State.CANCELLED,
            occurrence.c.asks_from <= until,
            func.coalesce(DUE, occurrence.c.asks_from) >= since,
            occurrence.c.activity.in_(named) if named else true(),
            true() if places is None else _is_for_one_of(places),
        )
        return tuple(_as_countable(row) for row in self.connection.execute(chosen.order_by(*IN_ORDER)))

    def counted(self, municipality_id: int, submission_ids: Iterable[int]) -> Sequence[Countable]:
        answered = submission.c.assignment_id == assignment.c.id
        chosen = _select_countables(submission.c.form_version, submission.c.id, SOURCE.join(submission, answered))
        of_town = chosen.where(assignment.c.municipality_id == municipality_id).order_by(*IN_ORDER)
        found = [
            _as_countable(row)
            for piece in pieces(submission_ids)
            for row in self.connection.execute(of_town.where(submission.c.id.in_(piece)))
        ]
        return tuple(sorted(found, key=attrgetter("activity", "slot")))

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

    def kept(self, municipality_id: int, digest_id: int) -> Kept | None:
        chosen = _select_kept(municipality_id).where(TOLD.c.id == digest_id)
        return next((_as_kept(row) for row in self.connection.execute(chosen)), None)

    def find(self, municipality_id: int, key: str, cut_off: str) -> Kept | None:
        try:
            moment = datetime.fromisoformat(cut_off)
        except ValueError:
            return None
        if moment.tzinfo is None:
            return None
        chosen = _select_kept(municipality_id).where(TOLD.c.key == key, TOLD.c.cut_off == moment)
        rows = self.connection.execute(chosen.order_by(TOLD.c.id.desc()).limit(1))
        return next((_as_kept(row) for row in rows), None)

    def all_kept(self, municipality_id: int) -> Sequence[Kept]:
        told = _select_kept(municipality_id).order_by(TOLD.c.cut_off, TOLD.c.id)
        return tuple(_as_kept(row) for row in self.connection.execute(told))

    def changed_since(self, municipality_id: int, digest_id: int) -> Mapping[int, int]:
        newer = submission.alias()
        follows = and_(newer.c.assignment_id == submission.c.assignment_id, newer.c.id > submission.c.id)
        changed = (
            select(submission.c.id.label("counted"), func.max(newer.c.id).label("latest"))
            .select_from(digest_revision.join(submission).join(TOLD).join(newer, follows))
            .where(TOLD.c.municipality_id == municipality_id, TOLD.c.id == digest_id)
            .group_by(submission.c.id)
            .order_by(submission.c.id)
        )
        return {row.counted: row.latest for row in self.connection.execute(changed)}

    def _first(self, chosen: Select[Any]) -> Digest | None:
        content = self.connection.scalar(chosen.limit(1))
        return None if content is None else thawed(content)


def _select_countables(
    form_version: ColumnElement[Any],
    submission_id: ColumnElement[Any],
    source: FromClause = SOURCE,
    *,
    is_away: ColumnElement[bool] = NO,
    is_seen: ColumnElement[bool] = NO,
) -> Select[Any]:
    """Its columns are called as the fields of `Countable` are."""
    return select(
        assignment.c.id.label("assignment_id"),
        occurrence.c.activity,
        occurrence.c.title,
        occurrence.c.slot,
        PLACE.label("place"),
        area.c.name.label("area"),
        DUE.label("due"),
        occurrence.c.form,
        form_version.label("form_version"),
        submission_id.label("submission_id"),
        occurrence.c.asks_from,
        unit.c.id.label("unit_id"),
        is_away.label("is_away"),
        is_seen.label("is_seen"),
    ).select_from(source)


def _as_countable(row: Any) -> Countable:
    """SQLite knows no truth values."""
    told = row._asdict()
    return Countable(**{**told, "is_away": bool(told["is_away"]), "is_seen": bool(told["is_seen"])})


def _is_for_one_of(places: Collection[Subject]) -> ColumnElement[bool]:
    at = {level: [place.id for place in places if place.level is level] for level in Level}
    return or_(*(and_(assignment.c.level == level, assignment.c.subject_id.in_(ids)) for level, ids in at.items()))


def _select_kept(municipality_id: int) -> Select[Any]:
    columns = (TOLD.c.id, TOLD.c.municipality_id, TOLD.c.content)
    return select(*columns).where(TOLD.c.municipality_id == municipality_id)


def _as_kept(row: Any) -> Kept:
    return Kept(row.id, row.municipality_id, thawed(row.content))
