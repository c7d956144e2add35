"""Whatever happens to an assignment, in whatever order."""

from hypothesis import given
from hypothesis import strategies as st

from scheduler.lifecycle import ANSWERABLE, ANSWERED, AWAITED, Event, NoSuchTransition, State, advance

histories = st.lists(st.sampled_from(Event), max_size=20)


def lived(events: list[Event]) -> list[tuple[State, Event, State]]:
    """The events that meant something, each between two states; the others change nothing."""
    state, steps = State.PLANNED, []
    for event in events:
        try:
            after = advance(state, event)
        except NoSuchTransition:
            continue
        steps.append((state, event, after))
        state = after
    return steps


@given(histories)
def test_nothing_leaves_the_states_that_end_it(events: list[Event]) -> None:
    assert [step for step in lived(events) if step[0] in (State.APPROVED, State.CANCELLED)] == []


@given(histories)
def test_nothing_is_answered_but_by_submitting_from_where_one_can_answer(events: list[Event]) -> None:
    for before, event, after in lived(events):
        if after is State.SUBMITTED:
            assert (before in ANSWERABLE, event) == (True, Event.SUBMIT)
        if after is State.APPROVED:
            assert (before, event) == (State.SUBMITTED, Event.APPROVE)


@given(histories)
def test_nothing_that_was_answered_is_cancelled_or_planned_again(events: list[Event]) -> None:
    steps = lived(events)

    assert all(before in AWAITED for before, _, after in steps if after is State.CANCELLED)
    assert State.PLANNED not in {after for *_, after in steps}


@given(histories)
def test_saving_never_loses_an_answer(events: list[Event]) -> None:
    assert all(before not in ANSWERED for before, event, _ in lived(events) if event is Event.SAVE)
