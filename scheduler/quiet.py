"""What a person asks of the ladder: to be left alone until a day, or not to be told of what they have seen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from scheduler.ladder import Rung, RungKind


@dataclass(frozen=True, slots=True)
class Quiet:
    """`until` is the working day on which to say it again."""

    until: date | None = None
    has_seen: bool = False


NO_QUIET = Quiet()


def climbed_by(rungs: Iterable[Rung], quiet: Quiet, due: date | None) -> tuple[Rung, ...]:
    """The ladder as one person wants it, in order of day.

    The last rung before the deadline and those after it are climbed by everybody. A day that the deadline has come to
    lie on or before puts nothing off.
    """
    kept = [rung for rung in rungs if not (quiet.has_seen and rung.kind is RungKind.OPENING)]
    if quiet.until is None or (due is not None and quiet.until >= due):
        return tuple(kept)
    last = next((rung for rung in reversed(kept) if rung.kind is RungKind.BEFORE), None)
    always = [rung for rung in kept if rung.kind is RungKind.AFTER or rung is last or rung.day >= quiet.until]
    again = Rung(f"snooze-{quiet.until.isoformat()}", RungKind.SNOOZE, quiet.until)
    by_day = {rung.day: rung for rung in (again, *always)}
    return tuple(sorted(by_day.values(), key=lambda rung: rung.day))
