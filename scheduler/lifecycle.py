"""The states of an assignment and the only ways between them."""

from enum import StrEnum


class State(StrEnum):
    PLANNED = "planned"
    OPEN = "open"
    STARTED = "started"
    RETURNED = "returned"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    CANCELLED = "cancelled"


class Event(StrEnum):
    OPEN = "open"
    SAVE = "save"
    SUBMIT = "submit"
    RETURN = "return"
    APPROVE = "approve"
    CANCEL = "cancel"


ANSWERABLE = frozenset({State.OPEN, State.STARTED, State.RETURNED})
AWAITED = ANSWERABLE | {State.PLANNED}
ANSWERED = frozenset({State.SUBMITTED, State.APPROVED})

TRANSITIONS: dict[tuple[State, Event], State] = {
    (State.PLANNED, Event.OPEN): State.OPEN,
    (State.OPEN, Event.SAVE): State.STARTED,
    (State.STARTED, Event.SAVE): State.STARTED,
    (State.RETURNED, Event.SAVE): State.RETURNED,
    (State.OPEN, Event.SUBMIT): State.SUBMITTED,
    (State.STARTED, Event.SUBMIT): State.SUBMITTED,
    (State.RETURNED, Event.SUBMIT): State.SUBMITTED,
    (State.SUBMITTED, Event.RETURN): State.RETURNED,
    (State.SUBMITTED, Event.APPROVE): State.APPROVED,
    **{(state, Event.CANCEL): State.CANCELLED for state in AWAITED},
}


class NoSuchTransition(Exception):
    """The event means nothing in that state; the caller should have looked first."""


def advance(state: State, event: Event) -> State:
    """The state after the event; `NoSuchTransition` when the table has no such way."""
    try:
        return TRANSITIONS[state, event]
    except KeyError:
        raise NoSuchTransition(f"{event} in state {state}") from None
