"""The states of an assignment: every way that there is, and none besides."""

from itertools import product

import pytest

from scheduler.lifecycle import ANSWERABLE, ANSWERED, AWAITED, Event, NoSuchTransition, State, advance

WAYS = {
    (State.PLANNED, Event.OPEN): State.OPEN,
    (State.PLANNED, Event.CANCEL): State.CANCELLED,
    (State.OPEN, Event.SAVE): State.STARTED,
    (State.OPEN, Event.SUBMIT): State.SUBMITTED,
    (State.OPEN, Event.CANCEL): State.CANCELLED,
    (State.STARTED, Event.SAVE): State.STARTED,
    (State.STARTED, Event.SUBMIT): State.SUBMITTED,
    (State.STARTED, Event.CANCEL): State.CANCELLED,
    (State.RETURNED, Event.SAVE): State.RETURNED,
    (State.RETURNED, Event.SUBMIT): State.SUBMITTED,
    (State.RETURNED, Event.CANCEL): State.CANCELLED,
    (State.SUBMITTED, Event.RETURN): State.RETURNED,
    (State.SUBMITTED, Event.APPROVE): State.APPROVED,
}


@pytest.mark.parametrize(("way", "after"), WAYS.items())
def test_advance_leads_on_when_there_is_a_way(way: tuple[State, Event], after: State) -> None:
    assert advance(*way) is after


@pytest.mark.parametrize("way", sorted(set(product(State, Event)) - set(WAYS)))
def test_advance_refuses_when_there_is_no_way(way: tuple[State, Event]) -> None:
    state, event = way

    with pytest.raises(NoSuchTransition, match=f"^{event} in state {state}$"):
        advance(state, event)


def test_every_state_is_awaited_answered_or_cancelled_and_only_one_of_them() -> None:
    assert sorted([*AWAITED, *ANSWERED, State.CANCELLED]) == sorted(State)
    assert set(AWAITED) == {State.PLANNED, *ANSWERABLE}
