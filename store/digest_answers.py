"""The counted answers one by one: who was behind a figure, and whether they have answered again since."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, select

from scheduler.digest_answers import CountedAnswer
from scheduler.ports_answering import Submission
from store.answering import LAST_REVISION, SUBMISSIONS
from store.assignment_rows import PLACE, SOURCE
from store.bulk import pieces
from store.schema import area, assignment, closed_answer, occurrence, submission


@dataclass(frozen=True, slots=True)
class SqlDigestAnswers:
    connection: Connection

    def behind(self, municipality_id: int, submission_ids: Iterable[int]) -> Sequence[CountedAnswer]:
        found = [
            CountedAnswer(**row, chosen=chosen.get(row["id"], {}))
            for piece in pieces(submission_ids)
            for chosen in [self._chosen(piece)]
            for row in self.connection.execute(_select(municipality_id, piece)).mappings()
        ]
        return tuple(sorted(found, key=_in_order))

    def submission(self, municipality_id: int, submission_id: int) -> Submission | None:
        here = SUBMISSIONS.join(assignment, assignment.c.id == submission.c.assignment_id)
        chosen = here.where(assignment.c.municipality_id == municipality_id, submission.c.id == submission_id)
        row = self.connection.execute(chosen).mappings().one_or_none()
        return None if row is None else Submission(**row)

    def _chosen(self, submission_ids: Sequence[int]) -> Mapping[int, Mapping[str, tuple[str, ...]]]:
        told = (closed_answer.c.submission_id, closed_answer.c.question, closed_answer.c.answer)
        found: defaultdict[int, defaultdict[str, tuple[str, ...]]] = defaultdict(lambda: defaultdict(tuple))
        for number, question, answer in self.connection.execute(
            select(*told).where(closed_answer.c.submission_id.in_(submission_ids)).order_by(*told)
        ):
            found[number][question] += (answer,)
        return {number: dict(questions) for number, questions in found.items()}


def _select(municipality_id: int, submission_ids: Sequence[int]) -> Select[Any]:
    return (
        select(
            submission.c.id,
            submission.c.assignment_id,
            occurrence.c.activity,
            occurrence.c.title,
            occurrence.c.slot,
            PLACE.label("place"),
            area.c.name.label("area"),
            submission.c.revision,
            LAST_REVISION.label("latest"),
            submission.c.submitted_at,
        )
        .select_from(SOURCE.join(submission, submission.c.assignment_id == assignment.c.id))
        .where(assignment.c.municipality_id == municipality_id, submission.c.id.in_(submission_ids))
    )


def _in_order(one: CountedAnswer) -> tuple[str, str, str, str, int]:
    return one.activity, one.period, one.area or "", one.place, one.id
