"""What the sections of a digest are made from: counted by the database, a few statements however many answers."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from sqlalchemy import ColumnElement, Connection, and_, case, func, literal, select, true, tuple_

from scheduler.digest_sections import Deadline, DecisionWaiting, Standing
from scheduler.lifecycle import ANSWERED, AWAITED, State
from scheduler.ports_digesting import Mark, MarkedOption, RiskRow, RiskTally, UnitStanding, Worded
from scheduler.wheel_parts import Level
from store.assignment_rows import DUE, PLACE, SOURCE
from store.bulk import pieces
from store.schema import assignment, closed_answer, occurrence, submission
from store.schema_digests import risk_answer

GIVEN = tuple_(submission.c.form, closed_answer.c.question, closed_answer.c.answer)
STANDINGS = (Standing.WEAK, Standing.FINE, Standing.NOT_APPLICABLE)
"""In the order of the fields of `Mark`."""

PRODUCT = risk_answer.c.likelihood * risk_answer.c.consequence
GREATEST_FIRST = (PRODUCT.desc(), risk_answer.c.consequence.desc(), risk_answer.c.submission_id, risk_answer.c.item)


@dataclass(frozen=True, slots=True)
class SqlDigestParts:
    connection: Connection

    def marks(
        self, municipality_id: int, submission_ids: Iterable[int], marked: Collection[MarkedOption]
    ) -> Sequence[Mark]:
        return self._marks(municipality_id, submission_ids, marked)

    def weak_marks(
        self, municipality_id: int, submission_ids: Iterable[int], marked: Collection[MarkedOption]
    ) -> Sequence[Mark]:
        return self._marks(municipality_id, submission_ids, [one for one in marked if one.standing is Standing.WEAK])

    def standings(
        self, municipality_id: int, submission_ids: Iterable[int], marked: Collection[MarkedOption]
    ) -> Sequence[UnitStanding]:
        if not marked:
            return ()
        weak, fine = (func.sum(_times(marked, standing)) for standing in (Standing.WEAK, Standing.FINE))
        chosen = (
            select(assignment.c.subject_id, weak, fine)
            .select_from(closed_answer.join(submission).join(assignment))
            .where(_is_marked(municipality_id, marked), assignment.c.level == Level.UNIT)
            .group_by(assignment.c.subject_id)
        )
        found: dict[int, UnitStanding] = {}
        for piece in pieces(submission_ids):
            for row in self.connection.execute(chosen.where(closed_answer.c.submission_id.in_(piece))):
                one = UnitStanding(*row)
                before = found.get(one.unit_id, UnitStanding(one.unit_id, 0, 0))
                found[one.unit_id] = UnitStanding(one.unit_id, before.weak + one.weak, before.fine + one.fine)
        return tuple(found[unit_id] for unit_id in sorted(found))

    def risk_tallies(self, municipality_id: int, submission_ids: Iterable[int]) -> Sequence[RiskTally]:
        axes = (risk_answer.c.likelihood, risk_answer.c.consequence)
        counted = (
            select(*axes, func.count())
            .select_from(risk_answer.join(submission).join(assignment))
            .where(assignment.c.municipality_id == municipality_id)
            .group_by(*axes)
        )
        found: Counter[tuple[int, int]] = Counter()
        for piece in pieces(submission_ids):
            rows = self.connection.execute(counted.where(risk_answer.c.submission_id.in_(piece)))
            found.update({(likelihood, consequence): count for likelihood, consequence, count in rows})
        return tuple(RiskTally(*axes, count) for axes, count in sorted(found.items()))

    def top_risks(self, municipality_id: int, submission_ids: Iterable[int], *, limit: int) -> Sequence[RiskRow]:
        greatest = (
            select(*risk_answer.c)
            .select_from(risk_answer.join(submission).join(assignment))
            .where(assignment.c.municipality_id == municipality_id)
            .order_by(*GREATEST_FIRST)
            .limit(limit)
        )
        found = [
            RiskRow(**row)
            for piece in pieces(submission_ids)
            for row in self.connection.execute(greatest.where(risk_answer.c.submission_id.in_(piece))).mappings()
        ]
        return tuple(sorted(found, key=_greatest_first)[:limit])

    def worded(self, municipality_id: int, submission_ids: Iterable[int], forms: Collection[str]) -> Sequence[Worded]:
        if not forms:
            return ()
        chosen = (
            select(submission.c.id, submission.c.form, submission.c.form_version, submission.c.answers)
            .select_from(submission.join(assignment))
            .where(assignment.c.municipality_id == municipality_id, submission.c.form.in_(forms))
            .order_by(submission.c.id)
        )
        return tuple(
            Worded(*row)
            for piece in pieces(sorted(submission_ids))
            for row in self.connection.execute(chosen.where(submission.c.id.in_(piece)))
        )

    def decisions(
        self, municipality_id: int, activities: Collection[str], *, since: date, until: date
    ) -> Sequence[DecisionWaiting]:
        chosen = (
            select(
                occurrence.c.activity,
                occurrence.c.title,
                occurrence.c.slot,
                PLACE,
                DUE,
                assignment.c.state.in_(ANSWERED),
            )
            .select_from(SOURCE)
            .where(
                _shown(municipality_id, activities),
                occurrence.c.activity.in_(activities),
                assignment.c.state.not_in((State.APPROVED, State.CANCELLED)),
                occurrence.c.asks_from <= until,
                func.coalesce(DUE, occurrence.c.asks_from) >= since,
            )
            .order_by(DUE.asc().nulls_last(), occurrence.c.title, PLACE, assignment.c.id)
        )
        return tuple(DecisionWaiting(*row) for row in self.connection.execute(chosen))

    def deadlines(
        self, municipality_id: int, activities: Collection[str], *, after: date, until: date
    ) -> Sequence[Deadline]:
        what = (occurrence.c.activity, occurrence.c.title, occurrence.c.slot, DUE)
        chosen = (
            select(*what, func.count())
            .select_from(assignment.join(occurrence))
            .where(
                _shown(municipality_id, activities),
                assignment.c.state.in_(AWAITED),
                after < DUE,
                until >= DUE,
            )
            .group_by(*what)
            .order_by(DUE, occurrence.c.title, occurrence.c.slot)
        )
        return tuple(Deadline(*row) for row in self.connection.execute(chosen))

    def _marks(
        self, municipality_id: int, submission_ids: Iterable[int], marked: Collection[MarkedOption]
    ) -> Sequence[Mark]:
        if not marked:
            return ()
        here = (submission.c.assignment_id, closed_answer.c.question)
        chosen = (
            select(*here, *(func.sum(_times(marked, standing)) for standing in STANDINGS))
            .select_from(closed_answer.join(submission).join(assignment))
            .where(_is_marked(municipality_id, marked))
            .group_by(*here)
        )
        found = [
            Mark(*row)
            for piece in pieces(submission_ids)
            for row in self.connection.execute(chosen.where(closed_answer.c.submission_id.in_(piece)))
        ]
        return tuple(sorted(found, key=attrgetter("assignment_id", "question")))


def _is_marked(municipality_id: int, marked: Iterable[MarkedOption]) -> ColumnElement[bool]:
    return and_(assignment.c.municipality_id == municipality_id, GIVEN.in_(_keys(marked)))


def _shown(municipality_id: int, activities: Collection[str]) -> ColumnElement[bool]:
    """What nobody must know of beforehand is left out; no activities means all of them."""
    return and_(
        assignment.c.municipality_id == municipality_id,
        ~occurrence.c.hidden,
        occurrence.c.activity.in_(activities) if activities else true(),
    )


def _times(marked: Iterable[MarkedOption], standing: Standing) -> ColumnElement[int]:
    keys = _keys(one for one in marked if one.standing is standing)
    return case((GIVEN.in_(keys), closed_answer.c.times), else_=0) if keys else literal(0)


def _keys(marked: Iterable[MarkedOption]) -> list[tuple[str, str, str]]:
    return sorted((one.form, one.question, one.answer) for one in marked)


def _greatest_first(risk: RiskRow) -> tuple[int, int, int, int]:
    return -risk.likelihood * risk.consequence, -risk.consequence, risk.submission_id, risk.item
