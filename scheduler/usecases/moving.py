"""Moving an occurrence: a person's decision, with a reason; a moved meeting only proposes what hangs on it."""

from dataclasses import dataclass
from datetime import date, datetime

from scheduler.audit import By, Deed, Thing, span_words
from scheduler.editions import Change, Difference, differences
from scheduler.moves import KeptOccurrence, Move
from scheduler.planning import occurrences_in, years_to_plan
from scheduler.ports import UnitOfWork
from scheduler.wheel import AsHeld, Wheel


@dataclass(frozen=True, slots=True)
class Proposal:
    """An occurrence that hangs on a changed meeting; both days None where the meeting is cancelled."""

    occurrence: KeptOccurrence
    opens: date | None
    due: date | None

    @property
    def is_cancelled(self) -> bool:
        return self.opens is None and self.due is None


def proposals(uow: UnitOfWork, wheel: Wheel, municipality_id: int, today: date) -> tuple[Proposal, ...]:
    """What meetings that were moved or cancelled would change, in order of deadline.

    What stands as proposed already is left out; a meeting that is changed again proposes again.
    """
    wanted = {
        (one.activity, one.period): one
        for year in years_to_plan(today)
        for one in differences(occurrences_in(wheel, year), occurrences_in(wheel, year, around=AsHeld(wheel)))
        if one.change in (Change.MOVED, Change.REMOVED)
    }
    kept = uow.assignments.occurrences(municipality_id, {activity for activity, _ in wanted})
    found = ((one, wanted.get((one.activity, one.slot))) for one in kept if not one.is_answered)
    proposed = (_proposal(one, change) for one, change in found if change is not None)
    return tuple(one for one in proposed if not _stands(uow, one))


def _stands(uow: UnitOfWork, proposal: Proposal) -> bool:
    """Whether the occurrence is as the proposal would have it."""
    decided = uow.assignments.moves_of(proposal.occurrence.id) if proposal.occurrence.is_moved else ()
    is_called_off = bool(decided) and decided[-1].cancelled
    if proposal.is_cancelled or is_called_off:
        return proposal.is_cancelled and is_called_off
    return (proposal.occurrence.opens, proposal.occurrence.due) == (proposal.opens, proposal.due)


def _proposal(occurrence: KeptOccurrence, change: Difference) -> Proposal:
    if change.after is None:
        return Proposal(occurrence, None, None)
    return Proposal(occurrence, change.after.slot.opens, change.after.slot.due)


def move_occurrence(
    uow: UnitOfWork, occurrence: KeptOccurrence, due: date | None, *, because: str, moved_by: str, now: datetime, by: By
) -> Move:
    """To another deadline, or called off where there is none; the opening keeps its day, if not past the deadline."""
    opens = None if occurrence.opens is None or due is None else min(occurrence.opens, due)
    return _decided(uow, Move(occurrence.id, opens, due, due is None, because, moved_by, now), occurrence, by)


def accept(uow: UnitOfWork, proposal: Proposal, *, because: str, moved_by: str, now: datetime, by: By) -> Move:
    one, opens, due = proposal.occurrence, proposal.opens, proposal.due
    return _decided(uow, Move(one.id, opens, due, proposal.is_cancelled, because, moved_by, now), one, by)


def _decided(uow: UnitOfWork, move: Move, occurrence: KeptOccurrence, by: By) -> Move:
    uow.assignments.move(move)
    deed = Deed.CANCELLED if move.cancelled else Deed.MOVED
    before, after = span_words(occurrence.opens, occurrence.due), span_words(move.opens, move.due)
    uow.audit.append(by.did(deed, Thing.OCCURRENCE, occurrence.id, before=before, after=after))
    return move
