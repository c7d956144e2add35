"""How an activity turns into dates: the words of the wheel's rule language, one frozen value each.

A rule is asked for one calendar year and answers with the slots that belong to it; what it must know beside itself
(meetings, events, other activities) comes in as `Surroundings`.
"""

from typing import Annotated, TypeAlias

from pydantic import Field

from scheduler.rules_counted import (
    ContinuousRule,
    CoverageRule,
    MandateRule,
    MeetingRule,
    PeriodRule,
    TimesRule,
)
from scheduler.rules_started import AfterRule, EventRule, IntervalRule, TriggerRule, UndatedRule
from scheduler.rules_yearly import (
    DateRule,
    MonthRule,
    OnceRule,
    SeasonRule,
    StartRule,
    WeekdayRule,
    WeekRule,
    WindowRule,
    WorkingDayRule,
)

AnyRule: TypeAlias = (
    DateRule
    | MonthRule
    | WindowRule
    | SeasonRule
    | StartRule
    | WeekRule
    | WeekdayRule
    | WorkingDayRule
    | OnceRule
    | PeriodRule
    | TimesRule
    | MeetingRule
    | CoverageRule
    | MandateRule
    | ContinuousRule
    | EventRule
    | AfterRule
    | IntervalRule
    | TriggerRule
    | UndatedRule
)
Rule = Annotated[AnyRule, Field(discriminator="kind")]
