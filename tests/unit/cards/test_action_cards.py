"""Actions as people see them: what may be done now, every typed word, and pages that hold them all."""

from dataclasses import replace
from datetime import date

import pytest

from cards import phrases_actions as say
from cards.action_cards import PAGE, action_card, action_list_card, new_action_card
from cards.action_rows import MOST_LISTED
from cards.form_card import form_card
from cards.task_cards import daily_card
from cards.verbs import Verb
from scheduler.actions import ActionDeed, ActionState, AskKind
from scheduler.usecases.acting import ActionPage
from scheduler.usecases.action_lists import ActionList
from scheduler.usecases.dispatching import Daily
from tests.contract.card_schema import parts_of
from tests.unit.cards import action_examples as action
from tests.unit.cards import card_examples as example
from tests.unit.cards.reading import buttons_of, field, titles_of, words_of


def inputs_of(page: ActionPage) -> list[str]:
    return [str(part["id"]) for part in parts_of(action_card(page)) if str(part.get("type")).startswith("Input.")]


@pytest.mark.parametrize(
    ("page", "titles", "inputs"),
    [
        (
            action.action_page(),
            ["Klar", "Spara en anteckning", "Behöver mer tid", "Inte längre aktuell"],
            ["q_words", "q_day"],
        ),
        (action.TO_JUDGE, ["Rimlig", "Skicka tillbaka", "Inte längre aktuell"], ["q_words"]),
        (
            action.RETURNED,
            ["Skicka igen"],
            ["q_deficiency", "q_measure", "q_named", "q_deadline", "q_follow_up"],
        ),
        (action.TO_FOLLOW, ["Spara uppföljningen"], ["q_effect", "q_words", "q_way", "q_day"]),
        (
            replace(action.TO_FOLLOW, may_choose=False, takes_further=True),
            ["Spara uppföljningen"],
            ["q_effect", "q_words"],
        ),
        (action.TO_SETTLE, ["Avsluta", "En ny omgång"], ["q_words", "q_day"]),
        (action.CLOSED, [], []),
    ],
)
def test_card_offers_what_may_be_done_now(page: ActionPage, titles: list[str], inputs: list[str]) -> None:
    assert titles_of(action_card(page)) == [*titles, say.ALL_ACTIONS]
    assert inputs_of(page) == inputs


def test_buttons_name_the_action_as_it_was_drawn() -> None:
    (first, *_) = buttons_of(action_card(action.action_page()))

    assert first == ("Klar", {"verb": Verb.ACTION_DO, "action": 1, "version": 2, "deed": "finish"})


def test_card_gives_back_what_was_typed() -> None:
    page = action.action_page(values={"words": "Kvitto *i* pärmen", "day": "2027-03-20"})

    assert [field(action_card(page), name)["value"] for name in ("q_words", "q_day")] == [
        "Kvitto *i* pärmen",
        "2027-03-20",
    ]


def test_card_tells_what_the_last_one_said() -> None:
    assert "Tre veckor är för länge utan larm." in words_of(action_card(action.RETURNED))
    assert "Leveransen dröjer två veckor." in words_of(action_card(action.TO_JUDGE))


def test_card_that_was_left_with_words_offers_to_leave_without_them() -> None:
    assert titles_of(action_card(action.action_page(is_unsaved=True)))[-1] == say.LEAVE
    assert titles_of(new_action_card(replace(action.NEW, is_unsaved=True)))[-1] == say.LEAVE


@pytest.mark.parametrize(
    ("state", "deadline", "follow_up"),
    [
        (ActionState.OPEN, "måndag 1 mars 2027, 9 dagar sen", "söndag 18 april 2027, om 39 dagar"),
        (ActionState.DONE, "måndag 1 mars 2027", "söndag 18 april 2027, om 39 dagar"),
        (ActionState.CLOSED, "måndag 1 mars 2027", "söndag 18 april 2027"),
    ],
)
def test_nothing_is_late_that_is_done(state: ActionState, deadline: str, follow_up: str) -> None:
    page = replace(action.action_page(), action=replace(action.ALARM, state=state), today=date(2027, 3, 10))

    (told,) = [part["facts"] for part in parts_of(action_card(page)) if part.get("type") == "FactSet"]

    days = {one["title"]: one["value"] for one in told}
    assert (days[say.DEADLINE], days[say.FOLLOW_UP]) == (deadline, follow_up)


def test_more_time_that_has_to_be_judged_says_so() -> None:
    page = action.action_page(action.PROPOSED, deeds=(), done=ActionDeed.DELAY)

    assert say.TO_BE_JUDGED in words_of(action_card(page))


def test_pages_of_the_list_hold_every_action_once() -> None:
    asked = tuple(replace(one, action=replace(one.action, id=n)) for n, one in enumerate(action.ASKED * 5))
    elsewhere = tuple(
        replace(action.ELSEWHERE[0], action=replace(action.ALARM, id=100 + n, state=ActionState.PROPOSED))
        for n in range(7)
    )
    listed = ActionList(example.TODAY, asked, elsewhere)

    pages = [action_list_card(listed, part=part) for part in range(3)]
    shown = [data["action"] for page in pages for _, data in buttons_of(page) if data["verb"] == Verb.ACTION]

    assert sorted(shown) == [*range(15), *range(100, 107)]
    assert [[title for title in titles_of(page) if title in (say.NEXT_PAGE, say.PREVIOUS_PAGE)] for page in pages] == [
        [say.NEXT_PAGE],
        [say.PREVIOUS_PAGE, say.NEXT_PAGE],
        [say.PREVIOUS_PAGE],
    ]
    assert len(asked) + len(elsewhere) == 3 * PAGE - 2


@pytest.mark.parametrize("part", [-1, 99])
def test_page_that_does_not_exist_is_the_nearest(part: int) -> None:
    assert action_list_card(action.LIST, part=part) == action_list_card(action.LIST)


def test_day_with_actions_alone_speaks_of_them_alone() -> None:
    card = daily_card(Daily(example.TODAY, (), 0, is_catch_up=False, actions=action.ASKED[:1]), example.ANNA)

    assert words_of(card).splitlines()[:3] == ["Hej Anna", "Åtgärder", "En åtgärd väntar på dig."]
    assert card["fallbackText"].startswith("En åtgärd väntar på dig.")


def test_day_with_more_actions_than_fit_leads_to_the_list() -> None:
    card = daily_card(Daily(example.TODAY, (), 0, is_catch_up=False, actions=action.ASKED * 4), example.ANNA)

    assert titles_of(card)[-1] == say.ALL_ACTIONS
    assert say.daily_intro(12) in words_of(card)


def test_form_that_plans_lists_open_actions_and_says_how_many_more() -> None:
    page = replace(example.form_page(example.page_of(example.STORY_FORM, 1)), actions=action.OPEN * 5)

    words = words_of(form_card(page))

    assert (say.open_actions(15) in words, say.more(15 - MOST_LISTED) in words) == (True, True)


def test_every_word_of_every_deed_and_state_has_its_sentence() -> None:
    assert set(say.HAPPENED) == set(ActionDeed)
    assert set(say.STATES) == set(ActionState)
    assert set(say.ASKED) == set(say.OPEN_BUTTONS) == set(say.AWAITED) == set(AskKind)
