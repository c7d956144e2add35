"""The daily heartbeat: what the administrators are told of the sending, and of what it lacks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from scheduler.outbox import WAITING, MessageKind, MessageState
from scheduler.ports_sending import Unreachable
from scheduler.todo import Todo

ADMINISTRATOR = "administrator"
"""The role that every wheel has; local decisions may let those who hold another act in it."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What is planned has been sent, has failed or still waits; what turned out not to be needed is none of it."""

    sent: int = 0
    failed: int = 0
    waiting: int = 0

    @property
    def planned(self) -> int:
        return self.sent + self.failed + self.waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class Pulse:
    """One working day's heartbeat: the messages of the days from `since` until today, and what awaits somebody's hand.

    `older` wait since before that. `nameless` have a role but no Entra id; `ending` are the bodies whose meetings soon
    come to an end, `undecided` all that `wheel todo` lists of the wheel.
    """

    since: date
    counts: Counts
    today: int = 0
    older: int = 0
    unreachable: tuple[Unreachable, ...] = ()
    nameless: tuple[str, ...] = ()
    ending: tuple[Todo, ...] = ()
    undecided: int = 0
    wheel: str = ""


def counts_in(rows: Mapping[tuple[str, str], int], *kinds: MessageKind) -> Counts:
    """Of those kinds, out of rows counted by kind and state."""
    return Counts(
        sent=_in(rows, kinds, MessageState.SENT),
        failed=_in(rows, kinds, MessageState.FAILED),
        waiting=_in(rows, kinds, *WAITING, MessageState.SENDING),
    )


def _in(rows: Mapping[tuple[str, str], int], kinds: tuple[MessageKind, ...], *states: MessageState) -> int:
    return sum(rows.get((str(kind), str(state)), 0) for kind in kinds for state in states)
