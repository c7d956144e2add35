"""What a file's own shape cannot show: names that refer to nothing, and names used twice."""

from collections import Counter
from collections.abc import Iterable, Iterator

from scheduler.faults import Fault, Problem
from scheduler.forms import Form, Question, QuestionType
from scheduler.rules import SeasonRule
from scheduler.wheel import Activity, DigestPlan, Wheel

CHOOSING = (QuestionType.CHOICE, QuestionType.CHOICES)


def faults_in_wheel(wheel: Wheel, file: str, form_keys: Iterable[str]) -> Iterator[Fault]:
    """Every broken reference of the wheel; `form_keys` are the forms that exist."""
    yield from _twice(file, "roles", (role.key for role in wheel.roles))
    yield from _twice(file, "bodies", (body.key for body in wheel.bodies))
    yield from _twice(file, "documents", (document.key for document in wheel.documents))
    yield from _twice(file, "activities", (activity.key for activity in wheel.activities))
    yield from _twice(file, "digests", (digest.key for digest in wheel.digests))
    for role in wheel.roles:
        yield from _known(file, f"roles.{role.key}.held_by", role.held_by, wheel.role_by_key)
    for body in wheel.bodies:
        yield from _known(file, f"bodies.{body.key}.secretary", body.secretary, wheel.role_by_key)
    forms = frozenset(form_keys)
    for activity in wheel.activities:
        yield from _faults_in_activity(wheel, activity, file, forms)
    for digest in wheel.digests:
        yield from _faults_in_digest(wheel, digest, file)


def _faults_in_activity(wheel: Wheel, activity: Activity, file: str, forms: frozenset[str]) -> Iterator[Fault]:
    at = f"activities.{activity.key}"
    receivers = {**wheel.role_by_key, **wheel.body_by_key}
    yield from _known(file, f"{at}.performer", activity.performer, wheel.role_by_key)
    yield from _known(file, f"{at}.receiver", activity.receiver, receivers)
    yield from _known(file, f"{at}.decides", activity.decides, wheel.body_by_key)
    yield from _known(file, f"{at}.form", activity.answered_with, forms)
    for feeds in activity.feeds:
        yield from _known(file, f"{at}.feeds", feeds, wheel.activity_by_key)
    for source in activity.source:
        yield from _known(file, f"{at}.source", source.document, wheel.document_by_key)
    if isinstance(activity.rule, SeasonRule) and activity.rule.due is None and activity.rule.month is None:
        yield Fault(file, f"{at}.rule", Problem.MISSING, expected="due, month")


def _faults_in_digest(wheel: Wheel, digest: DigestPlan, file: str) -> Iterator[Fault]:
    yield from _known(file, f"digests.{digest.key}.body", digest.body, wheel.body_by_key)
    for activity in digest.activities:
        yield from _known(file, f"digests.{digest.key}.activities", activity, wheel.activity_by_key)


def faults_in_form(form: Form, file: str) -> Iterator[Fault]:
    """Every broken reference of the form, and questions that lack what their type needs."""
    yield from _twice(file, "steps.questions", (question.key for question in form.questions))
    keys = {question.key for question in form.questions}
    for question in form.questions:
        at = f"steps.questions.{question.key}"
        if question.when is not None:
            yield from _known(file, f"{at}.when.question", question.when.question, keys)
        for factor in question.product:
            yield from _known(file, f"{at}.product", factor, keys)
        yield from _lacking(question, file, at)


def _lacking(question: Question, file: str, at: str) -> Iterator[Fault]:
    if question.type in CHOOSING and not question.options:
        yield Fault(file, f"{at}.options", Problem.MISSING)
    if question.type is QuestionType.SCALE and question.maximum is None:
        yield Fault(file, f"{at}.maximum", Problem.MISSING)
    if question.type is QuestionType.COMPUTED and not question.product:
        yield Fault(file, f"{at}.product", Problem.MISSING)


def _twice(file: str, key: str, names: Iterable[str]) -> Iterator[Fault]:
    for name, count in Counter(names).items():
        if count > 1:
            yield Fault(file, f"{key}.{name}", Problem.DUPLICATE, found=name)


def _known(file: str, key: str, name: str | None, known: Iterable[str]) -> Iterator[Fault]:
    if name is not None and name not in known:
        yield Fault(file, key, Problem.NO_SUCH_REFERENCE, expected=", ".join(sorted(known)), found=name)
