"""Judging what was handed in: read, commented on question by question, and approved or sent back once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from scheduler.answers import Complaint, Objection
from scheduler.assignments import Assignment
from scheduler.audit import REVIEWED, By, Deed, Thing
from scheduler.clock import local_day
from scheduler.forms import Form
from scheduler.guard import holds_personal_number
from scheduler.lifecycle import Event, State, advance
from scheduler.loading import Content
from scheduler.organisation import Organisation, Person
from scheduler.ports import Store, UnitOfWork
from scheduler.ports_answering import Submission
from scheduler.ports_review import ReviewDraft, ToJudge
from scheduler.reviews import Review, Reviewer, Verdict, comments_now, reviewed_activities, reviewer_of, reviewing_place
from scheduler.usecases.outcomes import Reason, Refused
from scheduler.usecases.reminding import sending_day
from scheduler.usecases.review_outcomes import WORDS, Judged, ReviewNotice, ReviewOutcome, ReviewPage
from scheduler.usecases.starting import lead_on
from scheduler.wheel import Wheel

LONGEST_COMMENT, LONGEST_WORDS = 1000, 2000
EVENTS = {Verdict.APPROVED: Event.APPROVE, Verdict.RETURNED: Event.RETURN}
DEEDS = {Verdict.APPROVED: Deed.APPROVED, Verdict.RETURNED: Deed.RETURNED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judging:
    """What a card sent: `comments` by the answers' keys, no `verdict` where the reviewer only turns the page."""

    assignment_id: int
    revision: int
    words: str | None
    comments: Mapping[str, str]
    verdict: Verdict | None = None

    @property
    def typed(self) -> dict[str, str]:
        """All that is no empty field; a field that was not on the card is not in it."""
        given = {**self.comments, **({} if self.words is None else {WORDS: self.words})}
        return {key: text.strip() for key, text in given.items() if text.strip()}


@dataclass(frozen=True, slots=True)
class Bench:
    """All that one attempt needs at hand."""

    uow: UnitOfWork
    content: Content
    person: Person
    now: datetime
    by: By

    @property
    def today(self) -> date:
        return local_day(self.now)


@dataclass(frozen=True, slots=True)
class Case:
    """A task that the person may judge, with the revision that stands and what they have written about it so far."""

    task: Assignment
    reviewer: Reviewer
    form: Form
    submission: Submission
    draft: ReviewDraft | None


def to_judge(uow: UnitOfWork, wheel: Wheel, person: Person, today: date) -> tuple[ToJudge, ...]:
    """What waits for the person's judgement, the oldest first: nothing of other places, and nothing of their own."""
    held = {(one.role, one.subject) for one in uow.people.roles_of(person.id, today)}
    roles = {role for role, _ in held}
    reviewed = {key: one for key, one in reviewed_activities(wheel).items() if one.role in roles}
    if not reviewed:
        return ()
    organisation = uow.people.organisation(person.municipality_id).looking_back_from(today)
    found = uow.reviews.to_judge(person.municipality_id, reviewed)
    places = ((one, reviewed[one.task.activity]) for one in found if one.submitted_by != person.id)
    return tuple(
        one
        for one, reviewer in places
        if (reviewer.role, reviewing_place(organisation, reviewer, one.task.subject)) in held
    )


def open_review(
    store: Store, content: Content, person: Person, assignment_id: int, *, now: datetime, by: By
) -> ReviewOutcome:
    """The answer as it stands, with the reviewer's own words so far; the verdict where there is one."""
    with store.write() as uow:
        bench = Bench(uow, content, person, now, by)
        found = _case(bench, assignment_id, {})
        if not isinstance(found, Case):
            return found
        return _standing(bench, found, {}) or _page(bench, found)


def judge(store: Store, content: Content, person: Person, judging: Judging, *, now: datetime, by: By) -> ReviewOutcome:
    """Keep the words and go on, or judge for good. Text with a personal identity number is not stored at all.

    A card drawn from an older revision stores nothing.
    """
    with store.write() as uow:
        return _judge(Bench(uow, content, person, now, by), judging)


def _judge(bench: Bench, judging: Judging) -> ReviewOutcome:
    found = _case(bench, judging.assignment_id, judging.typed)
    if not isinstance(found, Case):
        return found
    objections = tuple(_objections(judging))
    if objections:
        return _page(bench, found, judging, objections=objections, unsaved=True)
    standing = _standing(bench, found, judging.typed, revision=judging.revision)
    if standing is not None:
        return standing
    if found.submission.revision != judging.revision:
        return replace(_page(bench, found), notice=ReviewNotice.REVISED, given_back=_by_text(found.form, judging.typed))
    kept = _written(bench, found, judging)
    if judging.verdict is None:
        bench.uow.reviews.save_draft(kept)
        return _page(bench, replace(found, draft=kept))
    if judging.verdict is Verdict.RETURNED and not kept.words and not kept.comments:
        return replace(_page(bench, found, judging), notice=ReviewNotice.SAY_WHY)
    return _settle(bench, found, kept, judging.verdict)


def _case(bench: Bench, assignment_id: int, typed: Mapping[str, str]) -> Case | Refused:
    """The case to work on, or why there is none; locks the task until the transaction ends."""
    uow, person = bench.uow, bench.person
    task = uow.assignments.get(assignment_id, lock=True)
    reviewer = _reviewer(bench, task) if task is not None else None
    latest = uow.answering.latest(task.id) if task is not None and reviewer is not None else None
    if task is None or reviewer is None or latest is None:
        return _refuse(bench, assignment_id, Reason.NOT_TO_JUDGE, typed)
    if latest.submitted_by == person.id:
        return _refuse(bench, assignment_id, Reason.OWN_ANSWER, typed)
    form = bench.content.form_in(task.activity, latest.form, latest.form_version)
    draft = uow.reviews.draft(task.id, person.id)
    return Case(task, reviewer, form, latest, draft if draft and draft.revision == latest.revision else None)


def _reviewer(bench: Bench, task: Assignment) -> Reviewer | None:
    """By the role that the person holds for the task's place now; None where it is not theirs to judge."""
    reviewer = reviewer_of(bench.content.wheel, task.activity)
    if reviewer is None or task.municipality_id != bench.person.municipality_id:
        return None
    organisation: Organisation = bench.uow.people.organisation(task.municipality_id).looking_back_from(bench.today)
    place = reviewing_place(organisation, reviewer, task.subject)
    held = bench.uow.people.roles_of(bench.person.id, bench.today)
    return reviewer if any((one.role, one.subject) == (reviewer.role, place) for one in held) else None


def _refuse(bench: Bench, assignment_id: int, reason: Reason, typed: Mapping[str, str]) -> Refused:
    named = assignment_id if assignment_id > 0 else None  # a broken card names none
    bench.uow.audit.append(bench.by.did(Deed.REFUSED, Thing.ASSIGNMENT, named, after=reason))
    return Refused(reason=reason, today=bench.today, typed=typed)


def _standing(
    bench: Bench, case: Case, typed: Mapping[str, str], *, revision: int | None = None
) -> Judged | Refused | None:
    """The verdict on the revision that the card shows, or on the one that stands; None where it is still to come."""
    review = bench.uow.reviews.of_revision(case.task.id, revision or case.submission.revision)
    is_over = review is not None and (case.task.state is not State.SUBMITTED or review.judged_by == bench.person.id)
    if review is not None and is_over:
        mine = review.judged_by == bench.person.id
        given_back = {} if mine else _by_text(case.form, typed)
        answer = bench.uow.reviews.submission(case.task.id, review.revision) or case.submission
        return Judged(case.task, case.form, answer, review, bench.today, waiting=_rest(bench), given_back=given_back)
    if case.task.state is not State.SUBMITTED:
        words = _by_text(case.form, typed)
        return Refused(reason=Reason.NOT_HANDED_IN, today=bench.today, typed=words, task=case.task)
    return None


def _objections(judging: Judging) -> Iterator[Objection]:
    for key, text in judging.typed.items():
        if holds_personal_number(text):
            yield Objection(key, Complaint.PERSONAL_NUMBER)
        elif len(text) > (most := LONGEST_WORDS if key == WORDS else LONGEST_COMMENT):
            yield Objection(key, Complaint.TOO_LONG, most)


def _written(bench: Bench, case: Case, judging: Judging) -> ReviewDraft:
    """What was there and what came now: a field that was emptied is empty. Comments are on what the form asks alone."""
    before = case.draft
    merged = {**(before.comments if before else {}), **judging.comments}
    asked = {question.key for question in case.form.questions}
    comments = {key: text.strip() for key, text in merged.items() if text.strip() and key.rpartition(".")[2] in asked}
    words = judging.words if judging.words is not None else before.words if before else ""
    return ReviewDraft(case.task.id, bench.person.id, case.submission.revision, words.strip(), comments, bench.now)


def _settle(bench: Bench, case: Case, kept: ReviewDraft, verdict: Verdict) -> Judged:
    uow, task = bench.uow, case.task
    review = Review(
        assignment_id=task.id,
        revision=kept.revision,
        verdict=verdict,
        judged_by=bench.person.id,
        role=case.reviewer.role,
        judged_at=bench.now,
        words=kept.words,
        comments=kept.comments,
        judged_by_name=bench.person.name,
    )
    uow.reviews.keep(review)
    uow.reviews.drop_drafts(task.id)
    state = advance(task.state, EVENTS[verdict])
    uow.assignments.set_state(task.id, state)
    about = {"role": review.role, "before": REVIEWED, "after": str(kept.revision)}
    uow.audit.append(bench.by.did(DEEDS[verdict], Thing.ASSIGNMENT, task.id, **about))
    done = replace(task, state=state)
    if verdict is Verdict.RETURNED:
        uow.reminders.schedule({task.id: sending_day(bench.now)})
    lead_on(uow, bench.content.wheel, done, case.submission.answers, bench.now)
    return Judged(done, case.form, case.submission, review, bench.today, waiting=_rest(bench), is_new=True)


def _rest(bench: Bench) -> tuple[ToJudge, ...]:
    return to_judge(bench.uow, bench.content.wheel, bench.person, bench.today)


def _page(
    bench: Bench,
    case: Case,
    judging: Judging | None = None,
    *,
    objections: tuple[Objection, ...] = (),
    unsaved: bool = False,
) -> ReviewPage:
    """With the words just typed where they could not be kept."""
    draft, typed = case.draft, judging.comments if judging else {}
    words = draft.words if draft else ""
    earlier = bench.uow.reviews.latest(case.task.id)
    answered = bench.uow.reviews.submission(case.task.id, earlier.revision) if earlier else None
    return ReviewPage(
        task=case.task,
        form=case.form,
        submission=case.submission,
        earlier=answered,
        review=earlier,
        remarks=_remarks(case, earlier, answered),
        today=bench.today,
        words=judging.words if judging and judging.words is not None else words,
        comments={**(draft.comments if draft else {}), **typed},
        objections=objections,
        notice=ReviewNotice.NOT_SAVED if unsaved else None,
    )


def _remarks(case: Case, earlier: Review | None, answered: Submission | None) -> Mapping[str, str]:
    """What the last reviewer said at each question, where that stands now."""
    if earlier is None or answered is None:
        return {}
    return comments_now(case.form, answered.answers, case.submission.answers, earlier.comments)


def _by_text(form: Form, typed: Mapping[str, str]) -> dict[str, str]:
    """The words by what they were said of; the overall word stands under its own key."""
    texts = {question.key: question.text for question in form.questions}
    return {texts.get(key.rpartition(".")[2], key): text for key, text in typed.items()}
