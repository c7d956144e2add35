"""What stands beside the questions of a page: the year before, why it is asked, how long it takes, where else to go."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from scheduler.assignments import Assignment
from scheduler.client_matters import ClientMatters, names_client_matter
from scheduler.effort import minutes_left
from scheduler.forms import FREE_TEXT, Answers, AnswerValue, Form, Page, as_text, pages_of
from scheduler.last_year import may_keep, still_fitting, with_kept
from scheduler.loading import Content
from scheduler.ports import UnitOfWork
from scheduler.ports_comforts import Earlier
from scheduler.reasons import WhyAsked, decided, why_asked
from scheduler.usecases.outcomes import FormPage
from scheduler.wheel import Wheel


def with_beside(uow: UnitOfWork, content: Content, shown: FormPage, answers: Answers) -> FormPage:
    """The page with all that stands beside its questions; `answers` are those of the whole draft."""
    known = uow.comforts.known_of(shown.task.id, shown.form.version)
    before = earlier_answers(content, shown.task.activity, shown.form, known.earlier)
    last_year = {one.key: as_text(before[one.key]) for one in shown.asked if one.key in before}
    empty = [one for one in shown.asked if not shown.values.get(one.key) and one.key in last_year]
    return replace(
        shown,
        last_year=last_year if shown.page.step.repeat is None else {},
        last_slot=known.earlier.slot if known.earlier else "",
        may_keep=shown.page.step.repeat is None and any(map(may_keep, empty)),
        why=_why(content.wheel, shown.task, shown.form, known.earlier),
        minutes=minutes_left(pages_of(shown.form, answers), shown.page, known.seconds),
        client_matters=_redirect(content.wheel, shown, answers),
    )


def earlier_answers(content: Content, activity: str, form: Form, earlier: Earlier | None) -> Mapping[str, AnswerValue]:
    """Those that still fit, by question key; none where nobody knows the form that they were given to."""
    if earlier is None or earlier.form not in content.forms:
        return {}
    asked = content.form_in(activity, earlier.form, earlier.form_version)
    return still_fitting(form, asked, earlier.answers)


def kept_from_last_year(
    uow: UnitOfWork, content: Content, task: Assignment, form: Form, page: Page, given: Answers, others: Answers
) -> Answers:
    """The page's answers with what was empty answered as the year before; nothing comes into a repeat group."""
    if page.step.repeat is not None:
        return given
    earlier = uow.comforts.known_of(task.id, form.version).earlier
    return with_kept(page, given, earlier_answers(content, task.activity, form, earlier), others)


def redirect_for(wheel: Wheel, texts: Iterable[str]) -> ClientMatters | None:
    """The local routine, where the words speak of a single client's matter."""
    return client_routine(wheel) if names_client_matter(texts) else None


def client_routine(wheel: Wheel) -> ClientMatters:
    return (wheel.local and wheel.local.client_matters) or ClientMatters()


def texts_in(answers: Answers) -> Iterable[str]:
    return (value for value in answers.values() if isinstance(value, str))


def _redirect(wheel: Wheel, shown: FormPage, answers: Answers) -> ClientMatters | None:
    """Also where nothing is written yet, on a page of a form that may tempt to."""
    if shown.form.client_matters and any(question.type in FREE_TEXT for question in shown.asked):
        return client_routine(wheel)
    return redirect_for(wheel, [shown.task.title, *shown.values.values(), *texts_in(answers)])


def _why(wheel: Wheel, task: Assignment, form: Form, earlier: Earlier | None) -> WhyAsked:
    decision = earlier.decision if earlier else None
    led_to = (decided(wheel, earlier.slot, decision),) if earlier and decision else ()
    return why_asked(wheel, wheel.activity_by_key.get(task.activity), form, led_to=led_to)
