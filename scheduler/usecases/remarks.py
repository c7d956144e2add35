"""What a reviewer said of an answer that came back, at the questions where it stands now."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from scheduler.assignments import Assignment
from scheduler.forms import Answers, Form, Page, pages_of
from scheduler.lifecycle import State
from scheduler.ports import UnitOfWork
from scheduler.reviews import Review, comments_now


@dataclass(frozen=True, slots=True)
class Remarks:
    """The review that sent it back, and its comments by the keys that the answers have now."""

    review: Review | None = None
    comments: Mapping[str, str] = field(default_factory=dict)

    def on_page(self, page: Page) -> dict[str, str]:
        """By plain question key."""
        keys = (question.key for question in page.step.questions)
        return {key: self.comments[page.prefix + key] for key in keys if page.prefix + key in self.comments}


def remarks_on(uow: UnitOfWork, task: Assignment, form: Form, answers: Answers) -> Remarks:
    """Nothing where no reviewer has sent it back."""
    review = uow.reviews.latest(task.id) if task.state is State.RETURNED else None
    judged = uow.reviews.submission(task.id, review.revision) if review else None
    if review is None or judged is None:
        return Remarks()
    return Remarks(review, comments_now(form, judged.answers, answers, review.comments))


def first_remarked(uow: UnitOfWork, task: Assignment, form: Form, answers: Answers) -> Page | None:
    """The first page with a comment, or the very first where there was only a word on the whole."""
    remarks = remarks_on(uow, task, form, answers)
    if remarks.review is None:
        return None
    pages = pages_of(form, answers)
    return next((page for page in pages if remarks.on_page(page)), pages[0])
