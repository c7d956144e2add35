"""What one attempt to answer has at hand: what the card sent, who is there, and the form as it stands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from scheduler.assignments import Assignment
from scheduler.audit import By, Deed, Thing
from scheduler.clock import local_day
from scheduler.forms import Answers, Form, Page, pages_of
from scheduler.loading import Content
from scheduler.organisation import Person
from scheduler.ports import Store, Tokens, UnitOfWork
from scheduler.ports_answering import RevisionTaken, Standing

Found = TypeVar("Found")

VERSIONS_A_REVISION = 10_000
"""Drafts of a later revision count on from here, so that a card drawn before the matter was sent back is stale."""


class Move(StrEnum):
    """Where to go after a page has been saved."""

    NEXT = "next"
    BACK = "back"
    ANOTHER = "another"
    REMOVE = "remove"
    KEEP = "keep"
    SUBMIT = "submit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Saving:
    """What a card sent: `step` and `item` count from 0, `draft_version` is the one that the card was drawn from."""

    assignment_id: int
    step: int
    item: int
    draft_version: int
    token: str
    move: Move
    typed: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Desk:
    """All that one attempt needs at hand."""

    uow: UnitOfWork
    content: Content
    person: Person
    now: datetime
    tokens: Tokens
    by: By

    @property
    def today(self) -> date:
        return local_day(self.now)

    def note(self, deed: Deed, task: Assignment, after: str = "") -> None:
        """The role that the person holds for the task is the one that it asks for."""
        self.uow.audit.append(self.by.did(deed, Thing.ASSIGNMENT, task.id, role=task.role, after=after))


@dataclass(frozen=True, slots=True)
class Sheet:
    """A task's form as it is being answered; `is_saved` where this very attempt saved it, `standing` is from before."""

    task: Assignment
    form: Form
    standing: Standing
    answers: Answers
    version: int
    is_saved: bool = False

    @property
    def is_resumed(self) -> bool:
        """Whether something was saved since the task was opened or sent back."""
        return self.version % VERSIONS_A_REVISION > 0

    def page_at(self, step: int, item: int) -> Page:
        """That page, or the nearest there is."""
        pages = pages_of(self.form, self.answers)
        return min(pages, key=lambda page: abs(self.form.steps.index(page.step) - step) * 100 + abs(page.item - item))


def in_the_end(store: Store, tokens: Tokens, token: str, attempt: Callable[[UnitOfWork, str], Found]) -> Found:
    """What comes of handing in under the token, though somebody else may be faster, or another answer may have it."""
    for _ in range(2):
        try:
            with store.write() as uow:
                return attempt(uow, token)
        except RevisionTaken:
            continue  # somebody was faster, which the next look at the rows shows
    with store.write() as uow:  # or the card came with another answer's token: what it carries is only a hint
        return attempt(uow, tokens.new())
