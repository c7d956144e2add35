"""Whatever is done with an action, in whatever order and by whomever."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from scheduler.action_posts import DEEDS, Part
from scheduler.actions import (
    ALIVE,
    ENDED,
    TRANSITIONS,
    WHERE_JUDGED,
    ActionDeed,
    ActionState,
    NoSuchStep,
    stepped,
)

histories = st.lists(st.sampled_from(ActionDeed), max_size=30)
Step = tuple[ActionState, ActionDeed, ActionState]


def lived(deeds: list[ActionDeed], *, judged: bool) -> list[Step]:
    """The deeds that meant something, each between two states; the others change nothing."""
    state, steps = (ActionState.PROPOSED if judged else ActionState.OPEN), list[Step]()
    for deed in deeds:
        try:
            after = stepped(state, deed, judged=judged)
        except NoSuchStep:
            continue
        steps.append((state, deed, after))
        state = after
    return steps


@given(histories, st.booleans())
def test_nothing_leaves_what_has_ended(deeds: list[ActionDeed], judged: bool) -> None:
    assert [step for step in lived(deeds, judged=judged) if step[0] in ENDED] == []


@given(histories)
def test_nothing_that_is_judged_is_carried_out_unjudged(deeds: list[ActionDeed]) -> None:
    opened = False
    for _, deed, after in lived(deeds, judged=True):
        opened = opened or deed is ActionDeed.ACCEPT
        assert opened or after not in (ActionState.OPEN, ActionState.DONE, ActionState.ESCALATED)


@given(histories)
def test_nothing_waits_for_a_judge_where_there_is_none(deeds: list[ActionDeed]) -> None:
    reached = {after for *_, after in lived(deeds, judged=False)}

    assert reached & {ActionState.PROPOSED, ActionState.RETURNED} == set()


@given(histories, st.booleans())
def test_nothing_is_closed_without_a_follow_up(deeds: list[ActionDeed], judged: bool) -> None:
    closing = {deed for _, deed, after in lived(deeds, judged=judged) if after is ActionState.CLOSED}

    assert closing <= {ActionDeed.HELP, ActionDeed.SETTLE}


@given(histories, st.booleans())
def test_no_answer_ends_an_action(deeds: list[ActionDeed], judged: bool) -> None:
    for _, deed, after in lived(deeds, judged=judged):
        if deed in (ActionDeed.REVISE, ActionDeed.DIFFER, ActionDeed.UNMENTION):
            assert after in ALIVE


def test_every_deed_that_a_part_may_do_leads_somewhere() -> None:
    for (_, state), deeds in DEEDS.items():
        for deed, judged in product(deeds, (True, False)):
            assert stepped(state, deed, judged=judged) in ActionState


def test_every_state_that_lives_has_somebody_who_may_end_or_move_it() -> None:
    assert {state for _, state in DEEDS} == set(ALIVE)


def test_every_way_of_the_table_is_open_to_somebody_or_to_an_answer() -> None:
    by_people = {(state, deed) for (_, state), deeds in DEEDS.items() for deed in deeds}
    by_answers = (ActionDeed.REVISE, ActionDeed.DIFFER, ActionDeed.UNMENTION)

    assert {way for way in TRANSITIONS if way[1] not in by_answers} == by_people
    assert WHERE_JUDGED.keys() <= TRANSITIONS.keys()
    assert set(Part) == {part for part, _ in DEEDS}
