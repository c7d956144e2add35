"""Answering a task step by step: every word saved before the next step is shown, and handed in once."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from scheduler.action_items import asks_for_actions
from scheduler.actions import Action
from scheduler.answers import Checked, Objection, check_page, incomplete_pages
from scheduler.assignments import Assignment
from scheduler.audit import By, Deed, Thing, draft_words
from scheduler.clock import local_day
from scheduler.drafts import with_item_after, with_page, without_item, without_page
from scheduler.forms import Answers, Form, Page, answers_on, as_text, asked_on, pages_of
from scheduler.lifecycle import ANSWERED, Event, State, advance
from scheduler.loading import Content
from scheduler.organisation import Person
from scheduler.ports import Store, Tokens, UnitOfWork
from scheduler.ports_answering import Draft, Submission
from scheduler.sharing import alike
from scheduler.usecases.beside import kept_from_last_year, with_beside
from scheduler.usecases.desk import VERSIONS_A_REVISION, Desk, Move, Saving, Sheet, in_the_end
from scheduler.usecases.hearing import became_of
from scheduler.usecases.outcomes import FormPage, Notice, Outcome, Reason, Receipt, Refused
from scheduler.usecases.remarks import first_remarked, remarks_on
from scheduler.usecases.submitting import hand_in, receipt_of
from scheduler.usecases.tasks import remaining_tasks


def open_form(
    store: Store,
    content: Content,
    person: Person,
    assignment_id: int,
    *,
    now: datetime,
    tokens: Tokens,
    by: By,
    at: tuple[int, int] | None = None,
) -> Outcome:
    """The first page that lacks something, or on which a reviewer has remarked; a receipt when already answered.

    With a step and an item `at` which to open, both counted from 0, that page or the nearest there is.
    """
    with store.write() as uow:
        outcome = open_at(Desk(uow, content, person, now, tokens, by), assignment_id, at)
        if isinstance(outcome, Receipt):  # what was handed in just now has led to nothing yet, and is not asked for it
            outcome = replace(outcome, news=became_of(uow, content, person, outcome.task, outcome.today))
    return with_the_rest(store, person, outcome)


def open_at(desk: Desk, assignment_id: int, at: tuple[int, int] | None = None) -> Outcome:
    found = sheet_of(desk, assignment_id, {})
    if not isinstance(found, Sheet):
        return found
    if at is not None:
        return _show(desk, found, found.page_at(*at))
    unfinished = next((page for page, _ in incomplete_pages(found.form, found.answers)), None)
    page = (
        unfinished
        or first_remarked(desk.uow, found.task, found.form, found.answers)
        or pages_of(found.form, found.answers)[-1]
    )
    return _show(desk, found, page, notice=Notice.RESUMED if found.is_resumed else None)


def save_page(
    store: Store, content: Content, person: Person, saving: Saving, *, now: datetime, tokens: Tokens, by: By
) -> Outcome:
    """Save one page and move on; with `Move.SUBMIT` hand the whole answer in.

    Text with a personal identity number is not stored at all. A page drawn from an older draft stores nothing,
    unless it only repeats what is saved already.
    """

    def save(uow: UnitOfWork, token: str) -> Outcome:
        return _save(Desk(uow, content, person, now, tokens, by), replace(saving, token=token))

    outcome = in_the_end(store, tokens, saving.token, save)
    return with_the_rest(store, person, outcome)


def with_the_rest(store: Store, person: Person, outcome: Outcome) -> Outcome:
    """A receipt names what remains to do. By now the answer lies on the disk: nobody waits for this to be looked up."""
    if not isinstance(outcome, Receipt):
        return outcome
    answered = None if outcome.task.is_answerable else outcome.task.id
    with store.read() as uow:
        given = outcome.submission
        whom_for = uow.absences.on_behalf_of(given.assignment_id, given.submitted_by, local_day(given.submitted_at))
        remaining = remaining_tasks(uow, person.id, outcome.today, without=answered)
        made = uow.actions.of_assignment(outcome.task.id) if asks_for_actions(outcome.form) else ()
    others = alike(outcome.task, remaining)
    return replace(outcome, remaining=remaining, alike=others, on_behalf_of=whom_for, actions=len(made))


def _save(desk: Desk, saving: Saving) -> Outcome:
    found = sheet_of(desk, saving.assignment_id, saving.typed, token=saving.token)
    if not isinstance(found, Sheet):
        return found
    page = found.page_at(saving.step, saving.item)
    checked = check_page(page, saving.typed, without_page(found.answers, page), today=desk.today)
    if checked.must_not_be_stored:
        return _show(desk, found, page, typed=saving.typed, objections=checked.objections)
    stays = bool(checked.unreadable) and saving.move is not Move.REMOVE
    if saving.move is Move.KEEP and not stays:
        checked = _with_last_year(desk, found, page, checked)
    if found.version == saving.draft_version:
        found = _keep(desk, found, page, checked, Move.NEXT if stays else saving.move)
    elif page.item != saving.item:
        return _refuse_item(desk, found, saving.typed)
    elif saving.move is Move.REMOVE:
        return _show(desk, found, page, notice=Notice.STALE)
    elif answers_on(page, found.answers) != checked.answers:
        return _show(desk, found, page, typed=saving.typed, notice=Notice.STALE)
    if stays:  # not even backward: what can't be kept would be lost on the way
        return _show(desk, found, page, typed=saving.typed, objections=checked.objections)
    return MOVES[saving.move](desk, found, page, saving.token)


def _with_last_year(desk: Desk, sheet: Sheet, page: Page, checked: Checked) -> Checked:
    others = without_page(sheet.answers, page)
    kept = kept_from_last_year(desk.uow, desk.content, sheet.task, sheet.form, page, checked.answers, others)
    return replace(checked, answers=kept)


def _refuse_item(desk: Desk, sheet: Sheet, typed: Mapping[str, str]) -> Refused:
    """The item was taken away meanwhile: its words must not end up in another."""
    remaining = remaining_tasks(desk.uow, desk.person.id, desk.today)
    words = _by_text(sheet.form, typed)
    return Refused(reason=Reason.ITEM_GONE, today=desk.today, typed=words, task=sheet.task, remaining=remaining)


def sheet_of(desk: Desk, assignment_id: int, typed: Mapping[str, str], *, token: str | None = None) -> Sheet | Outcome:
    """The sheet to work on, or why there is none; locks the task until the transaction ends."""
    task = desk.uow.assignments.get(assignment_id, lock=True)
    standing = desk.uow.answering.standing(task.id, desk.person.id, desk.today) if task else None
    if task is None or standing is None or not standing.is_held:
        named = assignment_id if assignment_id > 0 else None  # a broken card names none
        desk.uow.audit.append(desk.by.did(Deed.REFUSED, Thing.ASSIGNMENT, named, after=Reason.NOT_YOURS))
        return Refused(reason=Reason.NOT_YOURS, today=desk.today, typed=typed)
    form = desk.content.form_in(task.activity, task.form, task.form_version)
    latest, draft = standing.latest, standing.draft
    if latest is not None and latest.token == token:
        return receipt_of(desk.content, task, latest, desk.today)
    if task.state in ANSWERED:
        return _already_answered(desk, task, form, typed, latest)
    if not task.is_answerable:
        reason = Reason.NOT_OPEN if task.state is State.PLANNED else Reason.CANCELLED
        return Refused(reason=reason, today=desk.today, typed=_by_text(form, typed), task=task)
    if task.form_version is None:
        desk.uow.assignments.pin_form(task.id, form.version)
        desk.note(Deed.OPENED, task)
    if draft is not None:
        return Sheet(task, form, standing, draft.answers, draft.version)
    if latest is None:
        return Sheet(task, form, standing, {}, 0)
    return Sheet(task, form, standing, latest.answers, latest.revision * VERSIONS_A_REVISION)


def _already_answered(
    desk: Desk, task: Assignment, form: Form, typed: Mapping[str, str], latest: Submission | None
) -> Outcome:
    if latest is None:
        return Refused(reason=Reason.CANCELLED, today=desk.today, typed=_by_text(form, typed), task=task)
    if not typed:
        return receipt_of(desk.content, task, latest, desk.today)
    return Refused(
        reason=Reason.ANSWERED,
        today=desk.today,
        typed=_by_text(form, typed),
        task=task,
        answered_by=latest.submitted_by_name,
        answered_at=latest.submitted_at,
        remaining=remaining_tasks(desk.uow, desk.person.id, desk.today, without=task.id),
    )


def _keep(desk: Desk, sheet: Sheet, page: Page, checked: Checked, move: Move) -> Sheet:
    before = answers_on(page, sheet.answers)
    standing = {key: before[key] for key in checked.unreadable & before.keys()}
    answers: Answers = with_page(sheet.answers, page, {**checked.answers, **standing})
    if page.step.repeat is not None and move is Move.ANOTHER:
        answers = with_item_after(answers, page, page.step.repeat)
    if page.step.repeat is not None and move is Move.REMOVE:
        answers = without_item(answers, page, page.step.repeat)
    version = sheet.version + 1
    if move is Move.SUBMIT and not any(incomplete_pages(sheet.form, answers)):
        return replace(sheet, answers=answers, version=version)  # handed in at once: its draft would be dropped unread
    desk.uow.answering.save_draft(Draft(sheet.task.id, version, answers, desk.person.id, desk.now))
    desk.uow.assignments.set_state(sheet.task.id, advance(sheet.task.state, Event.SAVE))
    kept = replace(sheet, answers=answers, version=version, is_saved=True)
    if move is not Move.SUBMIT:
        _note_saved(desk, kept, page)
    return kept


def _note_saved(desk: Desk, sheet: Sheet, page: Page) -> None:
    """Once for each request: a save that ends in handing in is told by that alone."""
    desk.note(Deed.SAVED, sheet.task, draft_words(sheet.version, sheet.form.steps.index(page.step)))


def _forward(desk: Desk, sheet: Sheet, page: Page, token: str) -> Outcome:
    return _beside(desk, sheet, page, 1)


def _backward(desk: Desk, sheet: Sheet, page: Page, token: str) -> Outcome:
    return _beside(desk, sheet, page, -1)


def _beside(desk: Desk, sheet: Sheet, page: Page, places: int) -> Outcome:
    pages = pages_of(sheet.form, sheet.answers)
    index = min(max(page.number - 1 + places, 0), len(pages) - 1)
    return _show(desk, sheet, pages[index])


def _after_removal(desk: Desk, sheet: Sheet, page: Page, token: str) -> Outcome:
    return _show(desk, sheet, sheet.page_at(sheet.form.steps.index(page.step), max(page.item - 1, 0)))


def _submit(desk: Desk, sheet: Sheet, page: Page, token: str) -> Outcome:
    lacking = next(incomplete_pages(sheet.form, sheet.answers), None)
    if lacking is not None:
        if sheet.is_saved:
            _note_saved(desk, sheet, page)
        return _show(desk, sheet, lacking[0], objections=lacking[1], notice=Notice.INCOMPLETE)
    at, standing = (desk.uow, desk.content, desk.person, sheet.task, sheet.form, sheet.answers), sheet.standing
    return hand_in(*at, standing=standing, token=token, now=desk.now, by=desk.by)


def _with_kept(desk: Desk, sheet: Sheet, page: Page, token: str) -> Outcome:
    return _show(desk, sheet, page, notice=Notice.KEPT)


MOVES: dict[Move, Callable[[Desk, Sheet, Page, str], Outcome]] = {
    Move.NEXT: _forward,
    Move.BACK: _backward,
    Move.ANOTHER: _forward,
    Move.REMOVE: _after_removal,
    Move.SUBMIT: _submit,
    Move.KEEP: _with_kept,
}


def _show(
    desk: Desk,
    sheet: Sheet,
    page: Page,
    *,
    typed: Mapping[str, str] | None = None,
    objections: tuple[Objection, ...] = (),
    notice: Notice | None = None,
) -> FormPage:
    saved = {key: as_text(value) for key, value in answers_on(page, sheet.answers).items()}
    values = saved if typed is None else dict(typed)
    if notice is Notice.STALE:  # an empty field of an old card must not blank what is saved
        values = {**saved, **{key: text for key, text in values.items() if text.strip()}}
    remarks = remarks_on(desk.uow, sheet.task, sheet.form, sheet.answers)
    differing = {key: text for key, text in saved.items() if text != values.get(key, "")}
    shown = FormPage(
        task=sheet.task,
        form=sheet.form,
        page=page,
        asked=tuple(asked_on(page, sheet.answers)),
        today=desk.today,
        values=values,
        objections=objections,
        draft_version=sheet.version,
        token=desk.tokens.new(),
        notice=notice,
        saved=differing if notice is Notice.STALE else {},
        begun_by=_other_author(desk, sheet),
        actions=_open_actions(desk, sheet.task) if page.number == 1 else (),
        comments=remarks.on_page(page),
        sent_back=remarks.review,
    )
    return with_beside(desk.uow, desk.content, shown, sheet.answers)


def _other_author(desk: Desk, sheet: Sheet) -> str:
    draft = sheet.standing.draft
    if draft is None or sheet.is_saved or draft.saved_by == desk.person.id:
        return ""
    author = desk.uow.people.person(desk.person.municipality_id, draft.saved_by)
    return author.name if author else ""


def _open_actions(desk: Desk, task: Assignment) -> tuple[Action, ...]:
    """Of the place and what lies in it, where the activity shows them: what is open goes into the next plan."""
    activity = desk.content.wheel.activity_by_key.get(task.activity)
    if activity is None or not activity.shows_actions:
        return ()
    return tuple(desk.uow.actions.alive_at(task.municipality_id, task.subject))


def _by_text(form: Form, typed: Mapping[str, str]) -> dict[str, str]:
    return {question.text: typed[question.key] for question in form.questions if typed.get(question.key)}
