"""Actions come out of an answer when it is handed in, follow a revised one, and are never lost by it."""

from dataclasses import replace
from datetime import date

import pytest

from scheduler.action_rules import ActionRules
from scheduler.actions import ActionDeed, ActionState, AskKind, OriginKind, Particulars, Post
from scheduler.audit import Deed, Thing
from scheduler.clock import morning_of
from scheduler.lifecycle import State
from scheduler.loading import Content
from scheduler.masks import BLOT, Mask, MaskedIn, MaskedPassage, pattern_of
from scheduler.organisation import Subject
from scheduler.usecases.making_actions import reseat
from scheduler.usecases.masking import mask_passage, replay
from scheduler.usecases.ticking import tick
from scheduler.wheel_parts import Level
from store.unit_of_work import SqlStore
from tests.factories import ANNA, MONDAY, NOON, by_person, make_by, make_wheel, plan_year
from tests.usecases.with_actions import (
    ACTIVITY,
    ALARM,
    FOLLOWED,
    JUDGED,
    LIFT,
    PLAIN,
    actions_of,
    answer,
    content_with,
    does,
    history,
    town_with_actions,
)

CONTENT = content_with(PLAIN)


def returned(store: SqlStore, task_id: int) -> None:
    with store.write() as uow:
        uow.assignments.set_state(task_id, State.RETURNED)


def says(store: SqlStore, content: Content, *items: dict[str, str]) -> list[Particulars]:
    town, task = town_with_actions(store)
    answer(store, content, town.people[0], task.id, *items)
    return [action.says for action in actions_of(store, town)]


def test_each_item_with_a_measure_becomes_an_action(store: SqlStore) -> None:
    town, task = town_with_actions(store)

    answer(store, CONTENT, town.people[0], task.id, ALARM, {"brist": "Allt annat är bra"}, LIFT)

    alarm, lift = actions_of(store, town)
    assert (alarm.says, lift.says) == (
        Particulars(deficiency="Larmet hörs inte", measure="Byt larm", named="Anna Ek", deadline=date(2027, 3, 1)),
        Particulars(deficiency="Liften är trasig", measure="Laga liften", deadline=date(2027, 2, 15)),
    )
    assert (alarm.origin.kind, alarm.origin.group, alarm.origin.item, lift.origin.item) == (
        OriginKind.ANSWER,
        "atgard",
        0,
        2,
    )
    assert (alarm.state, alarm.responsible) == (ActionState.OPEN, Post("enhetschef", Subject(Level.UNIT, 1)))


def test_log_is_told_that_the_answer_made_an_action(store: SqlStore) -> None:
    town, task = town_with_actions(store)

    answer(store, CONTENT, town.people[0], task.id, ALARM)

    with store.read() as uow:
        logged = [entry for entry in uow.audit.of_municipality(town.id) if entry.thing is Thing.ACTION]
    assert logged == [by_person(town.people[0]).did(Deed.CREATED, Thing.ACTION, 1, role="enhetschef")]


@pytest.mark.parametrize(("rules", "state"), [(PLAIN, ActionState.OPEN), (JUDGED, ActionState.PROPOSED)])
def test_action_is_judged_first_where_the_municipality_does(
    store: SqlStore, rules: ActionRules, state: ActionState
) -> None:
    town, task = town_with_actions(store)

    answer(store, content_with(rules), town.people[0], task.id, ALARM)

    assert [action.state for action in actions_of(store, town)] == [state]


def test_follow_up_is_no_later_than_the_municipality_says(store: SqlStore) -> None:
    found = says(
        store,
        content_with(FOLLOWED),
        {**ALARM, "foljs": "2027-06-01"},
        {**LIFT, "foljs": "2027-03-10"},
        {"brist": "Dörren", "atgard": "Olja"},
    )

    assert [one.follow_up for one in found] == [date(2027, 4, 11), date(2027, 3, 10), date(2027, 4, 11)]


def test_municipality_may_give_a_deadline_where_the_answer_has_none(store: SqlStore) -> None:
    rules = replace(PLAIN, due_months=2)

    found = says(store, content_with(rules), {"brist": "Dörren", "atgard": "Olja"}, LIFT)

    assert [one.deadline for one in found] == [date(2027, 3, 11), date(2027, 2, 15)]


def test_revised_answer_changes_what_nobody_has_begun(store: SqlStore) -> None:
    town, task = town_with_actions(store)
    answer(store, CONTENT, town.people[0], task.id, ALARM)
    returned(store, task.id)

    answer(store, CONTENT, town.people[0], task.id, {**ALARM, "atgard": "Byt batteri", "klart": "2027-04-01"})

    (action,) = actions_of(store, town)
    assert (action.says.measure, action.says.deadline, action.version) == ("Byt batteri", date(2027, 4, 1), 2)
    assert [(one.deed, one.words) for one in history(store, 1)] == [
        (ActionDeed.CREATE, ""),
        (ActionDeed.REVISE, "Larmet hörs inte\nByt larm"),
    ]


def test_answer_revised_without_a_change_leaves_its_actions_alone(store: SqlStore) -> None:
    town, task = town_with_actions(store)
    answer(store, CONTENT, town.people[0], task.id, ALARM)
    before = actions_of(store, town)
    returned(store, task.id)

    answer(store, CONTENT, town.people[0], task.id, ALARM)

    assert actions_of(store, town) == before


def test_revised_answer_is_judged_again(store: SqlStore) -> None:
    content = content_with(JUDGED)
    town, task = town_with_actions(store)
    answer(store, content, town.people[0], task.id, ALARM)
    does(store, content, town.people[2], 1, ActionDeed.ACCEPT)
    returned(store, task.id)

    answer(store, content, town.people[0], task.id, {**ALARM, "atgard": "Byt batteri"})

    assert [action.state for action in actions_of(store, town)] == [ActionState.PROPOSED]


def test_begun_action_keeps_its_words_and_tells_of_the_new_ones(store: SqlStore) -> None:
    town, task = town_with_actions(store)
    answer(store, CONTENT, town.people[0], task.id, ALARM)
    does(store, CONTENT, town.people[0], 1, ActionDeed.NOTE, words="Larmet är beställt")
    returned(store, task.id)

    answer(store, CONTENT, town.people[0], task.id, {**ALARM, "atgard": "Byt batteri"})

    (action,) = actions_of(store, town)
    assert (action.says.measure, action.state) == ("Byt larm", ActionState.OPEN)
    assert (history(store, 1)[-1].deed, history(store, 1)[-1].words) == (
        ActionDeed.DIFFER,
        "Larmet hörs inte\nByt batteri",
    )


def test_action_that_a_revised_answer_no_longer_names_stays_and_says_so(store: SqlStore) -> None:
    town, task = town_with_actions(store)
    answer(store, CONTENT, town.people[0], task.id, ALARM, LIFT)
    returned(store, task.id)

    answer(store, CONTENT, town.people[0], task.id, LIFT)

    alarm, lift = actions_of(store, town)
    assert (alarm.says.measure, alarm.state) == ("Byt larm", ActionState.OPEN)
    assert (lift.says.measure, lift.version) == ("Laga liften", 1)
    assert [one.deed for one in history(store, 1)] == [ActionDeed.CREATE, ActionDeed.UNMENTION]


def test_answer_that_no_longer_names_it_twice_says_so_once(store: SqlStore) -> None:
    town, task = town_with_actions(store)
    answer(store, CONTENT, town.people[0], task.id, ALARM, LIFT)
    for _ in range(2):
        returned(store, task.id)
        answer(store, CONTENT, town.people[0], task.id, LIFT)

    assert [one.deed for one in history(store, 1)] == [ActionDeed.CREATE, ActionDeed.UNMENTION]


def test_new_item_of_a_revised_answer_becomes_an_action(store: SqlStore) -> None:
    town, task = town_with_actions(store)
    answer(store, CONTENT, town.people[0], task.id, ALARM)
    returned(store, task.id)

    answer(store, CONTENT, town.people[0], task.id, ALARM, LIFT)

    assert [action.says.measure for action in actions_of(store, town)] == ["Byt larm", "Laga liften"]


def test_ended_action_is_not_changed_but_made_again(store: SqlStore) -> None:
    town, task = town_with_actions(store)
    answer(store, CONTENT, town.people[0], task.id, ALARM)
    does(store, CONTENT, town.people[0], 1, ActionDeed.DROP, words="Larmet är utbytt redan")
    returned(store, task.id)

    answer(store, CONTENT, town.people[0], task.id, {**ALARM, "atgard": "Byt batteri"})

    assert [(one.says.measure, one.state) for one in actions_of(store, town)] == [
        ("Byt larm", ActionState.DROPPED),
        ("Byt batteri", ActionState.OPEN),
    ]


@pytest.mark.parametrize(("years_ago", "is_repeated"), [(1, True), (2, True), (3, False)])
def test_deficiency_that_was_there_within_two_rounds_is_a_repeated_one(
    store: SqlStore, years_ago: int, is_repeated: bool
) -> None:
    town, task = town_with_actions(store)
    with store.write() as uow:
        for year in (2024, 2025, 2026):
            plan_year(uow, town, ACTIVITY, year=year)
        uow.assignments.open_due(town.id, MONDAY)
        earlier = {one.slot: one.id for one in uow.assignments.of_activities(town.id, [ACTIVITY.key])}
    answer(store, CONTENT, town.people[0], earlier[str(2027 - years_ago)], {**ALARM, "brist": "LARMET  hörs inte!"})

    answer(store, CONTENT, town.people[0], task.id, ALARM, LIFT)

    assert [action.repeated for action in actions_of(store, town)] == [False, is_repeated, False]


def test_asks_follow_the_wheel_and_the_organisation(store: SqlStore) -> None:
    town, task = town_with_actions(store)
    answer(store, CONTENT, town.people[0], task.id, ALARM)
    does(store, CONTENT, town.people[0], 1, ActionDeed.FINISH, words="Bytt")
    decided = make_wheel(ACTIVITY, actions=FOLLOWED)

    with store.write() as uow:
        moved = reseat(uow, decided, town.organisation, town.id)
        again = reseat(uow, decided, town.organisation, town.id)
        asked = [(one.kind, one.post.role) for one in uow.actions.asks(town.id)[1]]

    assert (moved, again, asked) == (1, 0, [(AskKind.FOLLOW_UP, "verksamhetschef")])


def test_closed_unit_hands_its_actions_to_its_heir(store: SqlStore) -> None:
    town, task = town_with_actions(store)
    answer(store, CONTENT, town.people[0], task.id, ALARM)
    heir = replace(ANNA, unit="Norra", name="Disa Berg", email="disa@karlstad.example", entra_object_id=None)

    with store.write() as uow:
        uow.people.import_rows(town.id, [heir])
        norra = uow.people.organisation(town.id).units_named("Norra")[0].id
        disa = uow.people.everyone(town.id)[-1].id
        uow.people.close_unit(town.id, 1, on=MONDAY, into=norra)
        day_after = date(2027, 1, 12)
        reseat(uow, CONTENT.wheel, uow.people.organisation(town.id).looking_back_from(day_after), town.id)
        asked = [one.action.id for one in uow.actions.asked_of(disa, day_after)]

    assert asked == [1]
    assert NOON.date() == MONDAY


def test_action_of_a_unit_that_closed_for_good_stays_with_whoever_holds_its_role(store: SqlStore) -> None:
    town, task = town_with_actions(store)
    anna = town.people[0]
    answer(store, CONTENT, anna, task.id, ALARM)
    with store.write() as uow:
        uow.people.close_unit(town.id, 1, on=MONDAY, into=None)
    day_after = morning_of(date(2027, 1, 12))

    tick(store, CONTENT, town.id, day_after)
    does(store, CONTENT, anna, 1, ActionDeed.FINISH, words="Bytt", now=day_after)

    with store.read() as uow:
        assert [one.state for one in uow.actions.alive(town.id)] == [ActionState.DONE]


def test_mask_reaches_what_actions_and_their_history_say(store: SqlStore) -> None:
    town, task = town_with_actions(store)
    answer(store, CONTENT, town.people[0], task.id, {**ALARM, "brist": "Kalle Kula hör inte larmet"})
    does(store, CONTENT, town.people[0], 1, ActionDeed.FINISH, words="Kalle  Kula hör nu")

    with store.write() as uow:
        by = make_by(town.id, actor="Vera", at=NOON)
        mask = mask_passage(uow, CONTENT, town.municipality, pattern_of("Kalle Kula"), by=by, because="Namn")

    (action,) = actions_of(store, town)
    assert (action.says.deficiency, action.says.evidence, action.version) == (
        f"{BLOT} hör inte larmet",
        f"{BLOT} hör nu",
        3,
    )
    assert history(store, 1)[-1].words == f"{BLOT} hör nu"
    assert [one.kind for one in mask.passages if one.kind.startswith("action")] == [
        MaskedIn.ACTION,
        MaskedIn.ACTION,
        MaskedIn.ACTION_EVENT,
    ]


def test_mask_is_made_again_in_an_older_copy_of_an_action(store: SqlStore) -> None:
    town, task = town_with_actions(store)
    answer(store, CONTENT, town.people[0], task.id, {**ALARM, "brist": "Larmet hos Kalle Kula hörs inte"})
    passage = MaskedPassage(
        kind=MaskedIn.ACTION, row_id=1, assignment_id=task.id, question="deficiency", start=0, length=10
    )
    mask = Mask(municipality="karlstad", masked_at=NOON, masked_by="Vera", because="Namn", passages=(passage,))

    with store.write() as uow:
        replay(uow, town.id, mask)

    assert actions_of(store, town)[0].says.deficiency == BLOT
