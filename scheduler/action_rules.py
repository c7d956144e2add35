"""How one municipality handles actions, as its wheel's `[actions]` spells it: who judges, follows up and takes over."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from scheduler.days import add_months
from scheduler.fromfile import FromFile
from scheduler.ladder import DEFAULT_LADDER, Ladder
from scheduler.wheel_parts import Key, Provider, Source, Text

Months = Annotated[int, Field(ge=1, le=36)]
LAST_MONTH, LAST_DAY = 12, 31


class Within(StrEnum):
    """The year whose last day is the last one for a follow-up, counted from the day of the action."""

    SAME_YEAR = "same_year"
    NEXT_YEAR = "next_year"


class Escalates(StrEnum):
    """Whether what remains is taken further at once, or where whoever follows up asks for it."""

    WHEN_ASKED = "when_asked"
    AT_ONCE = "at_once"


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp(FromFile):
    """When an action is followed up at the latest, and by which role; without one by the responsible.

    `activities` are those whose answers it is for, all where none is named; `provider` whose units.
    """

    source: Annotated[tuple[Source, ...], Field(min_length=1)]
    activities: tuple[Key, ...] = ()
    provider: Provider = Provider.BOTH
    months: Months | None = None
    within: Within | None = None
    by: Key | None = None
    inferred: tuple[str, ...] = ()

    def last_day(self, made_on: date) -> date | None:
        """None where the source states no time."""
        if self.months is not None:
            return add_months(made_on, self.months)
        if self.within is None:
            return None
        return date(made_on.year + (self.within is Within.NEXT_YEAR), LAST_MONTH, LAST_DAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Route(FromFile):
    """Through what a repeated or remaining deficiency is handled at the units of that provider."""

    provider: Provider
    through: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionRules(FromFile):
    """Without `judged_by` nobody judges an action before it begins, without `escalated_to` whoever follows up keeps it.

    `due_months` is a deadline for the action that states none, `needs_evidence` for what is called done.
    """

    judged_by: Key | None = None
    needs_evidence: bool = False
    due_months: Months | None = None
    follow_ups: tuple[FollowUp, ...] = ()
    escalates: Escalates | None = None
    escalated_to: Key | None = None
    routes: tuple[Route, ...] = ()
    ladder: Ladder = DEFAULT_LADDER
    source: tuple[Source, ...] = ()
    inferred: tuple[str, ...] = ()

    def follow_up_of(self, activity: str, provider: Provider) -> FollowUp | None:
        """The first that is for answers to the activity at such a unit."""
        return next(
            (
                one
                for one in self.follow_ups
                if (not one.activities or activity in one.activities) and one.provider.concerns(provider)
            ),
            None,
        )

    def route_of(self, provider: Provider) -> str:
        """Empty where the source names none."""
        return next((one.through for one in self.routes if one.provider.concerns(provider)), "")


NO_RULES = ActionRules()
