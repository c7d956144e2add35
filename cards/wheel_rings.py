"""Which ring of the wheel each mark belongs to: that of its phase, or that of whoever receives it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from cards import phrases_wheel as phrases
from cards.wheel_marks import NumberedMark
from scheduler.wheel_parts import Phase

MOST_RECEIVERS = 5
"""More rings than these and one for all others would be too thin to read."""

Group = tuple[NumberedMark, ...]


class RingsBy(StrEnum):
    PHASE = "phase"
    RECEIVER = "receiver"


@dataclass(frozen=True, slots=True)
class Band:
    """A ring to be: its name for people, its phase where it has one, and marks that share a drawing together."""

    name: str
    phase: Phase | None
    groups: tuple[Group, ...]


def groups_of(entries: Sequence[NumberedMark], by: RingsBy) -> tuple[Group, ...]:
    """Marks that look the same in the same ring, and follow one another, share a drawing."""

    def look(entry: NumberedMark) -> object:
        return entry.span, entry.mark.receiver if by is RingsBy.RECEIVER else ""

    return tuple(tuple(group) for _, group in groupby(entries, key=look))


def first_numbers(entries: Sequence[NumberedMark], by: RingsBy) -> Mapping[int, int]:
    """For each mark the number of the first with which it shares its drawing."""
    return {entry.number: group[0].number for group in groups_of(entries, by) for entry in group}


def bands_of(entries: Sequence[NumberedMark], by: RingsBy) -> tuple[Band, ...]:
    groups = groups_of(entries, by)
    return tuple(_by_phase(groups) if by is RingsBy.PHASE else _by_receiver(groups))


def _by_phase(groups: Sequence[Group]) -> Iterator[Band]:
    for phase in Phase:
        own = tuple(group for group in groups if group[0].mark.phase is phase)
        yield Band(phrases.PHASES[phase], phase, own)


def _by_receiver(groups: Sequence[Group]) -> Iterator[Band]:
    """Those who receive most outermost; what is left, and what has no receiver, shares the innermost."""
    counts = Counter(group[0].mark.receiver for group in groups for _ in group if group[0].mark.receiver)
    named = [name for name, _ in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))][:MOST_RECEIVERS]
    for name in named:
        yield Band(name, None, tuple(group for group in groups if group[0].mark.receiver == name))
    rest = tuple(group for group in groups if group[0].mark.receiver not in named)
    if rest or not named:
        yield Band(phrases.OTHER_RECEIVERS, None, rest)
