"""A reviewer with an answer before them, served as the chat would serve them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from scheduler.audit import By
from scheduler.clock import local_day
from scheduler.forms import Form
from scheduler.loading import Content
from scheduler.organisation import Person
from scheduler.ports import Store
from scheduler.ports_review import ToJudge
from scheduler.reviews import Verdict
from scheduler.usecases.review_outcomes import Judged, ReviewOutcome, ReviewPage
from scheduler.usecases.reviewing import Judging, judge, open_review, to_judge
from tests.factories import BJORN, FORM, NOON, by_person, make_activity, make_content, make_wheel

BODIL = replace(BJORN, name="Bodil Ny", email="bodil@karlstad.example", entra_object_id=None)
"""Leads the same area as Björn."""


def reviewed_content(*forms: Form, review: str = "verksamhetschef") -> Content:
    """The wheel whose one activity is judged by the area's head."""
    activity = make_activity(form=(forms or (FORM,))[0].key, review=review)
    return make_content(*(forms or (FORM,)), wheel=make_wheel(activity))


@dataclass(slots=True)
class AtBench:
    store: Store
    person: Person
    content: Content = field(default_factory=reviewed_content)
    now: datetime = NOON

    @property
    def by(self) -> By:
        return by_person(self.person, at=self.now)

    def waiting(self) -> tuple[ToJudge, ...]:
        with self.store.read() as uow:
            return to_judge(uow, self.content.wheel, self.person, local_day(self.now))

    def opens(self, task_id: int) -> ReviewOutcome:
        return open_review(self.store, self.content, self.person, task_id, now=self.now, by=self.by)

    def page(self, task_id: int) -> ReviewPage:
        return a_review_page(self.opens(task_id))

    def sends(
        self,
        task_id: int,
        verdict: Verdict | None = None,
        *,
        revision: int = 1,
        words: str | None = None,
        comments: Mapping[str, str] | None = None,
    ) -> ReviewOutcome:
        judging = Judging(
            assignment_id=task_id, revision=revision, words=words, comments=comments or {}, verdict=verdict
        )
        return judge(self.store, self.content, self.person, judging, now=self.now, by=self.by)

    def approves(self, task_id: int, **said: object) -> Judged:
        return a_verdict(self.sends(task_id, Verdict.APPROVED, **said))  # type: ignore[arg-type]

    def returns(self, task_id: int, **said: object) -> Judged:
        return a_verdict(self.sends(task_id, Verdict.RETURNED, **said))  # type: ignore[arg-type]


def a_review_page(outcome: ReviewOutcome) -> ReviewPage:
    assert isinstance(outcome, ReviewPage)
    return outcome


def a_verdict(outcome: ReviewOutcome) -> Judged:
    assert isinstance(outcome, Judged)
    return outcome
