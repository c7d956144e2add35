"""A person with a task at hand, served as the chat would serve them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from scheduler.assignments import Assignment
from scheduler.audit import By
from scheduler.forms import Answers, Form
from scheduler.lifecycle import State
from scheduler.loading import Content
from scheduler.organisation import Person
from scheduler.ports import Store
from scheduler.ports_answering import Draft, Submission
from scheduler.usecases.answering import open_form, save_page
from scheduler.usecases.desk import Move, Saving
from scheduler.usecases.outcomes import FormPage, Outcome
from tests.factories import (
    ACTIVITY,
    FORM,
    NOON,
    CountedTokens,
    Town,
    by_person,
    make_activity,
    make_content,
    make_wheel,
    plan_one,
)

Typed = Mapping[str, str]

OUTCOME: Typed = {"utfall": "ja", "orsak": "", "antal": "3"}
RISK: Typed = {"risk": "Fall", "troligt": "2", "allvar": "3"}
REST: Typed = {"kallor": "samtal", "dag": "2027-01-11"}
WHOLE: tuple[Typed, ...] = (OUTCOME, RISK, REST)
WHOLE_ANSWERS: Answers = {
    "utfall": "ja",
    "antal": 3,
    "risker.0.risk": "Fall",
    "risker.0.troligt": 2,
    "risker.0.allvar": 3,
    "risker.0.varde": 6,
    "risker.items": 1,
    "kallor": ["samtal"],
    "dag": "2027-01-11",
}


def content_of_forms(*forms: Form) -> Content:
    """The wheel whose one activity is answered with the form that has every kind of step."""
    return make_content(*(forms or (FORM,)), wheel=make_wheel(make_activity(form=FORM.key)))


def open_task(store: Store, town: Town, *, state: State = State.OPEN) -> Assignment:
    """Anna's only task, brought into a state."""
    with store.write() as uow:
        task = plan_one(uow, town, form=FORM.key, key=ACTIVITY.key)
        uow.assignments.set_state(task.id, state)
    return task


@dataclass(slots=True)
class AtDesk:
    store: Store
    person: Person
    content: Content = field(default_factory=content_of_forms)
    tokens: CountedTokens = field(default_factory=CountedTokens)
    now: datetime = NOON
    request: str = "request-1"

    @property
    def by(self) -> By:
        return by_person(self.person, at=self.now, request=self.request)

    def opens(self, task_id: int, *, at: tuple[int, int] | None = None) -> Outcome:
        desk = (self.store, self.content, self.person)
        return open_form(*desk, task_id, now=self.now, tokens=self.tokens, by=self.by, at=at)

    def page(self, task_id: int) -> FormPage:
        return a_page(self.opens(task_id))

    def sends(self, saving: Saving) -> Outcome:
        return save_page(self.store, self.content, self.person, saving, now=self.now, tokens=self.tokens, by=self.by)

    def types(self, page: FormPage, typed: Typed, move: Move = Move.NEXT) -> Outcome:
        return self.sends(saving_from(page, typed, move))

    def answers(self, task_id: int, *pages: Typed) -> Outcome:
        """Type the pages one after the other and hand in with the last."""
        page = self.page(task_id)
        for typed in pages[:-1]:
            page = a_page(self.types(page, typed))
        return self.types(page, pages[-1], Move.SUBMIT)


def saving_from(page: FormPage, typed: Typed, move: Move = Move.NEXT) -> Saving:
    """What the card of that page sends."""
    return Saving(
        assignment_id=page.task.id,
        step=page.form.steps.index(page.page.step),
        item=page.page.item,
        draft_version=page.draft_version,
        token=page.token,
        move=move,
        typed=typed,
    )


def a_page(outcome: Outcome) -> FormPage:
    assert isinstance(outcome, FormPage)
    return outcome


def kept(store: Store, task_id: int) -> tuple[State | None, Draft | None, Submission | None]:
    """All that is stored about a task: its state, its draft and its latest answer."""
    with store.read() as uow:
        task = uow.assignments.get(task_id)
        return task.state if task else None, uow.answering.draft(task_id), uow.answering.latest(task_id)


def draft_answers(store: Store, task_id: int) -> Answers:
    draft = kept(store, task_id)[1]
    assert draft is not None
    return draft.answers
