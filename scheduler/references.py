"""What a file's own shape cannot show: names that refer to nothing, and names used twice."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from scheduler.action_faults import faults_in_actions, faults_in_marks
from scheduler.faults import Fault, Problem, known
from scheduler.forms import Condition, Form, Question, QuestionType, RiskPart, asked_in
from scheduler.rule_faults import faults_in_rules
from scheduler.rules_started import AfterRule, Outcome
from scheduler.wheel import Activity, DigestPlan, Wheel
from scheduler.wheel_parts import Level, ReviewBy, Source, Verb

BREADTH = {Level.UNIT: 0, Level.AREA: 1, Level.ADMINISTRATION: 2}
AXES = frozenset({RiskPart.LIKELIHOOD, RiskPart.CONSEQUENCE})
CHOOSING = (QuestionType.CHOICE, QuestionType.CHOICES)


def faults_in_wheel(wheel: Wheel, file: str, forms: Mapping[str, Form]) -> Iterator[Fault]:
    """Every broken reference of the wheel; `forms` are those that exist, by their keys."""
    for name in ("roles", "bodies", "documents", "events", "guarantees", "activities", "digests"):
        yield from _twice(file, name, (row.key for row in getattr(wheel, name)))
    for role in wheel.roles:
        yield from known(file, f"roles.{role.key}.held_by", role.held_by, wheel.role_by_key)
    for body in wheel.bodies:
        yield from known(file, f"bodies.{body.key}.secretary", body.secretary, wheel.role_by_key)
        yield from _twice(file, f"bodies.{body.key}.meetings", (str(meeting.on) for meeting in body.meetings))
    for happening in wheel.happenings:
        yield from known(file, "happenings.event", happening.event, (event.key for event in wheel.events))
    for guarantee in wheel.guarantees:
        at = f"guarantees.{guarantee.key}"
        yield from known(file, f"{at}.rolls_up_to", guarantee.rolls_up_to, wheel.activity_by_key)
        yield from _known_sources(wheel, guarantee.source, file, at)
    for activity in wheel.activities:
        yield from _faults_in_activity(wheel, activity, file, forms)
    for digest in wheel.digests:
        yield from _faults_in_digest(wheel, digest, file, forms)
    yield from faults_in_actions(wheel, file)
    if wheel.escalation is not None:
        yield from known(file, "escalation.role", wheel.escalation.role, wheel.role_by_key)
    yield from faults_in_rules(wheel, file)


def _faults_in_activity(wheel: Wheel, activity: Activity, file: str, forms: Mapping[str, Form]) -> Iterator[Fault]:
    at = f"activities.{activity.key}"
    somebody = {**wheel.role_by_key, **wheel.body_by_key}
    yield from known(file, f"{at}.performer", activity.performer, wheel.role_by_key)
    yield from known(file, f"{at}.receiver", activity.receiver, somebody)
    yield from known(file, f"{at}.decides", activity.decides, somebody)
    yield from known(file, f"{at}.review", activity.review, (*somebody, *ReviewBy))
    yield from known(file, f"{at}.form", activity.answered_with, forms)
    for name, keys, there in (
        ("via", activity.via, somebody),
        ("feeds", activity.feeds, wheel.activity_by_key),
        ("waits_for", activity.waits_for, wheel.activity_by_key),
    ):
        for key in keys:
            yield from known(file, f"{at}.{name}", key, there)
    yield from _known_sources(wheel, activity.source, file, at)
    yield from _unfit(wheel, activity, file, at)
    yield from _asks_nothing(activity, forms.get(activity.answered_with), file, f"{at}.form")
    if isinstance(activity.rule, AfterRule) and activity.rule.outcome is not None:
        asked = [wheel.activity_by_key[one] for one in activity.rule.predecessors if one in wheel.activity_by_key]
        for one in asked:
            if (form := forms.get(one.answered_with)) is not None:
                asks = form.for_activity(one.key)
                yield from _never_answered(activity.rule.outcome, asks, file, f"{at}.rule.outcome")


def _never_answered(outcome: Outcome, form: Form, file: str, at: str) -> Iterator[Fault]:
    """Where what is to lead on is not asked in the form, or cannot be chosen there."""
    questions = {question.key: question for question in form.questions}
    yield from known(file, f"{at}.question", outcome.question, questions)
    options = questions[outcome.question].options if outcome.question in questions else ()
    for answer in outcome.one_of if options else ():
        yield from known(file, f"{at}.one_of", answer, (option.key for option in options))


def _asks_nothing(activity: Activity, form: Form | None, file: str, at: str) -> Iterator[Fault]:
    """Where every question of the form is for other activities."""
    if form is not None and not any(step.for_activity(activity.key) for step in form.steps):
        yield from known(file, at, activity.key, asked_in(form))


def _unfit(wheel: Wheel, activity: Activity, file: str, at: str) -> Iterator[Fault]:
    """What each field allows by itself, but not together."""
    if activity.verb is Verb.ADOPTS and activity.decides is None:
        yield Fault(file, f"{at}.decides", Problem.MISSING)
    if activity.verb is Verb.INFORMS and activity.receiver is None:
        yield Fault(file, f"{at}.receiver", Problem.MISSING)
    if activity.verb is Verb.INFORMS and activity.receiver in wheel.role_by_key:
        yield from known(file, f"{at}.receiver", activity.receiver, wheel.body_by_key)
    if activity.review is not None and activity.decides is not None:
        yield Fault(file, f"{at}.review", Problem.ONLY_ONE, "review, decides")
    yield from _too_narrow(wheel, activity, activity.performer, file, f"{at}.performer")
    yield from _too_narrow(wheel, activity, activity.review, file, f"{at}.review")


def _too_narrow(wheel: Wheel, activity: Activity, named: str | None, file: str, at: str) -> Iterator[Fault]:
    role = wheel.role_by_key.get(wheel.holder_of(named)) if named else None
    if role is not None and BREADTH[role.level] < BREADTH[activity.level.place]:
        wide_enough = [one.key for one in wheel.roles if BREADTH[one.level] >= BREADTH[activity.level.place]]
        yield Fault(file, at, Problem.ROLE_TOO_NARROW, ", ".join(wide_enough), role.key)


def _faults_in_digest(wheel: Wheel, digest: DigestPlan, file: str, forms: Mapping[str, Form]) -> Iterator[Fault]:
    at = f"digests.{digest.key}"
    yield from known(file, f"{at}.body", digest.body, wheel.body_by_key)
    yield from known(file, f"{at}.role", digest.role, wheel.role_by_key)
    if digest.body is None and digest.role is None:
        yield Fault(file, f"{at}.body", Problem.MISSING)
    if digest.body is not None and digest.role is not None:
        yield Fault(file, at, Problem.ONLY_ONE, "body, role")
    for form in digest.forms:
        yield from known(file, f"{at}.forms", form, forms)
    yield from _known_sources(wheel, digest.source, file, at)
    for activity in digest.activities:
        yield from known(file, f"digests.{digest.key}.activities", activity, wheel.activity_by_key)


def _known_sources(wheel: Wheel, sources: Iterable[Source], file: str, at: str) -> Iterator[Fault]:
    for source in sources:
        yield from known(file, f"{at}.source", source.document, wheel.document_by_key)


def faults_in_form(form: Form, file: str) -> Iterator[Fault]:
    """Every broken reference of the form, and questions that lack what their type needs."""
    yield from _twice(file, "steps.questions", (question.key for question in form.questions))
    keys = {question.key for question in form.questions}
    earlier: dict[str, Question] = {}
    for question in form.questions:
        at = f"steps.questions.{question.key}"
        if question.when is not None:
            yield from known(file, f"{at}.when.question", question.when.question, earlier)
            yield from _never_chosen(question.when, earlier, file, f"{at}.when.one_of")
        for factor in question.product:
            yield from known(file, f"{at}.product", factor, keys)
        yield from _lacking(question, file, at)
        earlier[question.key] = question
    yield from _half_a_risk(form, file)
    yield from faults_in_marks(form, file)


def _never_chosen(when: Condition, earlier: Mapping[str, Question], file: str, at: str) -> Iterator[Fault]:
    options = earlier[when.question].options if when.question in earlier else ()
    for key in when.one_of if options else ():
        yield from known(file, at, key, (option.key for option in options))


def _lacking(question: Question, file: str, at: str) -> Iterator[Fault]:
    if question.type in CHOOSING and not question.options:
        yield Fault(file, f"{at}.options", Problem.MISSING)
    if question.type is QuestionType.SCALE and question.maximum is None:
        yield Fault(file, f"{at}.maximum", Problem.MISSING)
    if question.type is QuestionType.COMPUTED and not question.product:
        yield Fault(file, f"{at}.product", Problem.MISSING)
    if question.risk in AXES and question.type is not QuestionType.SCALE:
        yield Fault(file, f"{at}.risk", Problem.WRONG_TYPE, str(QuestionType.SCALE), str(question.type))


def _half_a_risk(form: Form, file: str) -> Iterator[Fault]:
    """Where one of a risk's two scales is asked for in a step without the other."""
    for step in form.steps:
        there = {question.risk for question in step.questions} & AXES
        if len(there) == 1:
            (missing,) = AXES - there
            yield Fault(file, f"steps.{step.title}.risk", Problem.MISSING, expected=str(missing))


def _twice(file: str, key: str, names: Iterable[str]) -> Iterator[Fault]:
    for name, count in Counter(names).items():
        if count > 1:
            yield Fault(file, f"{key}.{name}", Problem.DUPLICATE, found=name)
