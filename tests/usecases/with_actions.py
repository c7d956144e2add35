"""A town that works with actions: Anna leads the unit, Björn the area, Dag judges for the administration."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from scheduler.action_rules import ActionRules, Escalates, FollowUp, Route
from scheduler.actions import Action, ActionDeed, ActionEvent
from scheduler.assignments import Assignment
from scheduler.forms import ActionPart, Form, Question, QuestionType, Repeat, Step, Support
from scheduler.loading import Content
from scheduler.organisation import Person
from scheduler.ports import Store
from scheduler.usecases.acting import ActionPage, Doing, NoAction, act, show_action
from scheduler.usecases.desk import Move
from scheduler.wheel_parts import Provider, Source
from tests.factories import (
    ANNA,
    BJORN,
    NOON,
    CountedTokens,
    Town,
    by_person,
    make_activity,
    make_content,
    make_town,
    make_wheel,
    plan_one,
)
from tests.usecases.at_desk import AtDesk, a_page, kept

DAG = replace(
    BJORN, area="", name="Dag Holm", email="dag@karlstad.example", entra_object_id=None, role="kvalitetsstrateg"
)
SOURCE = (Source(document="004", heading="Egenkontroll"),)


def marked(key: str, kind: QuestionType, part: ActionPart, *, required: bool = True) -> Question:
    return Question(key=key, text=f"{key}?", type=kind, support=Support.TEXT, action=part, required=required)


PLAN_FORM = Form(
    key="common.plan",
    title="Plan",
    version=1,
    why="Så att det blir gjort.",
    steps=(
        Step(
            title="Bristen",
            repeat=Repeat(key="brister", item="Brist", at_most=5),
            questions=(
                marked("brist", QuestionType.TEXT, ActionPart.DEFICIENCY),
                marked("atgard", QuestionType.TEXT, ActionPart.MEASURE, required=False),
                marked("ansvarig", QuestionType.PERSON, ActionPart.RESPONSIBLE, required=False),
                marked("klart", QuestionType.DATE, ActionPart.DEADLINE, required=False),
                marked("foljs", QuestionType.DATE, ActionPart.FOLLOW_UP, required=False),
            ),
        ),
    ),
)
ACTIVITY = make_activity(form=PLAN_FORM.key)
ALARM = {"brist": "Larmet hörs inte", "atgard": "Byt larm", "ansvarig": "Anna Ek", "klart": "2027-03-01"}
LIFT = {"brist": "Liften är trasig", "atgard": "Laga liften", "klart": "2027-02-15"}

JUDGED = ActionRules(
    judged_by="kvalitetsstrateg",
    needs_evidence=True,
    escalates=Escalates.AT_ONCE,
    follow_ups=(FollowUp(source=SOURCE, by="kvalitetsstrateg"),),
    routes=(Route(provider=Provider.IN_HOUSE, through="verksamhetsuppdraget"),),
)
FOLLOWED = ActionRules(
    escalates=Escalates.WHEN_ASKED,
    escalated_to="kvalitetsstrateg",
    follow_ups=(FollowUp(source=SOURCE, months=3, by="verksamhetschef"),),
)
PLAIN = ActionRules()


def content_with(rules: ActionRules) -> Content:
    return make_content(PLAN_FORM, wheel=make_wheel(ACTIVITY, actions=rules))


def town_with_actions(store: Store) -> tuple[Town, Assignment]:
    """Its only task is Anna's, and open."""
    town = make_town(store, rows=[ANNA, BJORN, DAG])
    with store.write() as uow:
        task = plan_one(uow, town, key=ACTIVITY.key, form=PLAN_FORM.key)
        uow.assignments.open_due(town.id, NOON.date())
    return town, task


def answer(store: Store, content: Content, person: Person, task_id: int, *items: Mapping[str, str]) -> None:
    """Hand in the plan with those items, whatever stood in it before."""
    latest = kept(store, task_id)[2]
    desk = AtDesk(store, person, content, CountedTokens(1000 * latest.revision if latest else 0))
    page = desk.page(task_id)
    while page.page.items > len(items):
        page = a_page(desk.types(page, {}, Move.REMOVE))
    while page.page.item > 0:
        page = a_page(desk.types(page, dict(page.values), Move.BACK))
    for number, typed in enumerate(items):
        is_last = number == len(items) - 1
        move = Move.SUBMIT if is_last else (Move.NEXT if number + 1 < page.page.items else Move.ANOTHER)
        outcome = desk.types(page, typed, move)
        page = page if is_last else a_page(outcome)


def actions_of(store: Store, town: Town) -> list[Action]:
    with store.read() as uow:
        return list(uow.actions.of_municipality(town.id))


def history(store: Store, action_id: int) -> list[ActionEvent]:
    with store.read() as uow:
        return list(uow.actions.history(action_id))


def does(
    store: Store,
    content: Content,
    person: Person,
    action_id: int,
    deed: ActionDeed,
    typed: Mapping[str, str] | None = None,
    *,
    now: datetime = NOON,
    version: int | None = None,
    **words: str,
) -> ActionPage | NoAction:
    """From a card that was drawn just now, unless a version is named."""
    by = by_person(person, at=now)
    shown = show_action(store, content.wheel, person, action_id, now=now, by=by)
    drawn = shown.action.version if isinstance(shown, ActionPage) else 1
    doing = Doing(action_id=action_id, version=version or drawn, deed=deed, typed=typed or words)
    return act(store, content.wheel, person, doing, now=now, by=by)


def a_shown(shown: ActionPage | NoAction) -> ActionPage:
    assert isinstance(shown, ActionPage)
    return shown


def begun(store: Store, rules: ActionRules) -> tuple[Town, Content, Person, Person, Person]:
    """Anna's answer has made one action; with her come Björn of the area and Dag of the administration."""
    town, task = town_with_actions(store)
    content = content_with(rules)
    answer(store, content, town.people[0], task.id, ALARM)
    anna, bjorn, dag = town.people
    return town, content, anna, bjorn, dag
