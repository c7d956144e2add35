"""What a municipality edits: the wheel of the coming year, the calendars of its bodies, a form."""

from collections.abc import Iterable
from dataclasses import replace
from random import Random

from bot.simulation.meetings import with_meetings_in
from bot.simulation.scene import Change, Scene
from scheduler.editions import AppliesFrom
from scheduler.forms import Form, Question, QuestionType, Support
from scheduler.loading import Content, with_kept_forms
from scheduler.rules_yearly import DateRule
from scheduler.usecases.publishing import publish
from scheduler.wheel import Activity, Wheel

DAYS_LATER = 3
LAST_DAY_TO_MOVE = 25
"""A deadline up to then can be moved some days and stay in its month."""


def publish_coming_year(scene: Scene) -> None:
    """The calendars reach through it, and one thing is told otherwise than before."""
    year = scene.today.year + 1
    wheel = replace(with_meetings_in(edited(scene.content.wheel, year, scene.random), year), edition=str(year))
    publish(scene.uow, wheel, scene.municipality, year, AppliesFrom.NEXT, scene.now, by=scene.by)
    scene.content = replace(scene.content, wheel=wheel)
    scene.changes[Change.EDITIONS] += 1


def edited(wheel: Wheel, year: int, random: Random) -> Wheel:
    """A title reworded in even years, a deadline moved some days in odd ones."""
    movable = [one for one in wheel.activities if _is_movable(one)]
    chosen = random.choice(movable if year % 2 and movable else wheel.activities)
    changed = _later(chosen) if year % 2 and movable else _reworded(chosen, year)
    return replace(wheel, activities=tuple(changed if one is chosen else one for one in wheel.activities))


def bring_out_a_form(scene: Scene) -> None:
    """A form that is in use gets a new version; what went before is known only because it was kept."""
    names = dict.fromkeys(one.answered_with for one in scene.content.wheel.activities)
    chosen = scene.random.choice([scene.content.forms[name] for name in names])
    forms = {**scene.content.forms, chosen.key: next_version(chosen)}
    scene.content = _as_installed(scene.content.wheel, forms.values(), scene.uow.forms.kept())
    scene.changes[Change.FORM_VERSIONS] += 1


def next_version(form: Form) -> Form:
    """One question more on the first step."""
    version = form.version + 1
    question = Question(
        key=f"tillagg_{version}",
        text=f"Vad vill ni tillägga? (fråga i version {version})",
        type=QuestionType.TEXT,
        support=Support.HELPER,
        required=False,
    )
    first = replace(form.steps[0], questions=(*form.steps[0].questions, question))
    return replace(form, version=version, steps=(first, *form.steps[1:]))


def _as_installed(wheel: Wheel, forms: Iterable[Form], kept: Iterable[Form]) -> Content:
    """As the service has it after a restart: only the newest versions have files."""
    newest = {form.key: form for form in forms}
    return with_kept_forms(Content(wheel, newest, {(form.key, form.version): form for form in newest.values()}), kept)


def _is_movable(activity: Activity) -> bool:
    rule = activity.rule
    return isinstance(rule, DateRule) and rule.due.day is not None and rule.due.day <= LAST_DAY_TO_MOVE


def _later(activity: Activity) -> Activity:
    rule = activity.rule
    if not isinstance(rule, DateRule) or rule.due.day is None:
        return activity
    return replace(activity, rule=replace(rule, due=replace(rule.due, day=rule.due.day + DAYS_LATER)))


def _reworded(activity: Activity, year: int) -> Activity:
    return replace(activity, title=f"{activity.title.partition(' (utgåva ')[0]} (utgåva {year})")
