"""The gate on a clock that stands: who gets in, and when to come back."""

from datetime import timedelta

import pytest

from bot.buckets import MOST_REMEMBERED
from bot.teams.limits import Busy, Gate, Limits
from scheduler.clock import StandingClock, morning_of
from tests.factories import MONDAY

LIMITS = Limits(at_once=2, per_person=3.0)


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock(morning_of(MONDAY))


@pytest.fixture
def gate(clock: StandingClock) -> Gate:
    return Gate(LIMITS, clock)


def taken(gate: Gate, sender: str, turns: int) -> int:
    """How many of the turns, one after the other, were let in."""
    let_in = 0
    for _ in range(turns):
        try:
            with gate.turn_of(sender):
                let_in += 1
        except Busy:
            pass
    return let_in


def test_one_person_gets_a_seconds_worth_of_turns_and_then_waits(gate: Gate, clock: StandingClock) -> None:
    first = taken(gate, "anna", 9)
    clock.move_to(clock.now() + timedelta(seconds=2 / 3))

    assert (first, taken(gate, "anna", 9)) == (3, 2)


def test_one_persons_haste_holds_up_nobody_else(gate: Gate) -> None:
    taken(gate, "anna", 9)

    assert taken(gate, "björn", 9) == 3


def test_haste_is_told_when_to_come_back(gate: Gate) -> None:
    taken(gate, "anna", 3)

    with pytest.raises(Busy, match="pace") as refused, gate.turn_of("anna"):
        pass

    assert refused.value.retry_after == timedelta(seconds=1 / 3)


def test_turn_is_refused_when_as_many_as_may_are_under_way(gate: Gate) -> None:
    with gate.turn_of("anna"), gate.turn_of("björn"):
        with pytest.raises(Busy, match="crowded") as refused, gate.turn_of("cilla"):
            pass

        assert refused.value.retry_after == timedelta(seconds=1)
    assert taken(gate, "cilla", 1) == 1


def test_room_is_made_again_when_a_turn_breaks(gate: Gate) -> None:
    for sender in "abcd":
        with pytest.raises(ValueError, match="broken"), gate.turn_of(sender):
            raise ValueError("broken")

    assert taken(gate, "anna", 1) == 1


def test_crowd_costs_nobody_a_turn_of_their_own(gate: Gate) -> None:
    with gate.turn_of("anna"), gate.turn_of("björn"):
        taken(gate, "cilla", 9)

    assert taken(gate, "cilla", 9) == 3


def test_remembered_senders_are_bounded_and_the_latest_kept(gate: Gate) -> None:
    taken(gate, "anna", 3)
    for number in range(MOST_REMEMBERED - 1):
        taken(gate, str(number), 1)
    still_waiting = taken(gate, "anna", 1)
    for number in range(10):
        taken(gate, f"new {number}", 1)

    assert (still_waiting, taken(gate, "anna", 1), len(gate._paces)) == (0, 0, MOST_REMEMBERED)
