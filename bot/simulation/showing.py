"""Whether everything still has somebody, and every answer its form and its author's role."""

from collections.abc import Iterator, Set
from datetime import date

from bot.simulation.record import Record
from scheduler.assignments import Assignment
from scheduler.clock import local_day
from scheduler.forms import Form
from scheduler.lifecycle import ANSWERABLE
from scheduler.loading import Content, with_kept_forms
from scheduler.ports import UnitOfWork
from scheduler.ports_answering import Submission


def orphaned_tasks(uow: UnitOfWork, content: Content, municipality_id: int, today: date) -> Iterator[int]:
    """The open tasks that nobody holds that day."""
    activities = [one.key for one in content.wheel.activities]
    for task in uow.assignments.of_activities(municipality_id, activities):
        if task.state in ANSWERABLE and not uow.assignments.holder_of(task.id, today):
            yield task.id


def unshowable_answers(uow: UnitOfWork, content: Content, municipality_id: int, record: Record) -> Iterator[int]:
    """The answers that can no longer be shown with the form they were given with, or not with their author's role."""
    whole = with_kept_forms(content, uow.forms.kept())
    editions = uow.editions.of_municipality(municipality_id)
    roles = {role.key for wheel in (content.wheel, *(one.wheel for one in editions)) for role in wheel.roles}
    for task_id, form in record.answered_with.items():
        task, answer = uow.assignments.get(task_id), uow.answering.latest(task_id)
        has_all = task and answer and _has_form(whole, task, answer, form) and _has_role(uow, answer, roles)
        if not has_all:
            yield task_id


def _has_form(content: Content, task: Assignment, answer: Submission, form: Form) -> bool:
    kept = content.versions.get((answer.form, answer.form_version))
    return kept is not None and kept.for_activity(task.activity) == form


def _has_role(uow: UnitOfWork, answer: Submission, known: Set[str]) -> bool:
    """Whether the role still has a name, and its author is still known to have held it on the day of the answer."""
    held = uow.people.roles_of(answer.submitted_by, local_day(answer.submitted_at))
    return answer.role in known and answer.role in {one.role for one in held}
