"""A rule of time in words, and why an activity has no date."""

from collections.abc import Callable, Iterator
from typing import Any

from cards import phrases_rules as say
from cards.phrases_lists import either, listed, quoted
from scheduler.rules import AnyRule
from scheduler.rules_counted import (
    ContinuousRule,
    CoverageRule,
    Every,
    MandateRule,
    MeetingRule,
    PeriodRule,
    TimesRule,
)
from scheduler.rules_started import (
    AfterRule,
    CountedFrom,
    EventRule,
    IntervalRule,
    NextFrom,
    TriggerRule,
    UndatedRule,
)
from scheduler.rules_yearly import (
    Cycle,
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
from scheduler.slots import MonthDay, Offset
from scheduler.wheel import Activity, Wheel


def rule_words(rule: AnyRule, wheel: Wheel) -> str:
    """ "senast 28 februari varje år, öppnar 1 januari, avser året före"."""
    return TELLERS[type(rule)](rule, wheel)


def undated_words(activity: Activity, wheel: Wheel) -> str:
    """Why the activity has no date of its own: what starts it, what the source does say, or what is undecided."""
    rule = activity.rule
    if isinstance(rule, UndatedRule):
        return rule.why
    lack = rule.lack(wheel)
    words = say.as_sentence(rule_words(rule, wheel))
    stated = rule.why if isinstance(rule, PeriodRule | TimesRule | MeetingRule) else ""
    return f"{words} {stated or say.LACKS[lack]}" if lack else words


def _date(rule: DateRule, wheel: Wheel) -> str:
    return _cycled(say.by_day(_day(rule.due)), rule, opens=rule.opens)


def _month(rule: MonthRule, wheel: Wheel) -> str:
    return _cycled(say.within_month(rule.month), rule, opens=rule.opens)


def _window(rule: WindowRule, wheel: Wheel) -> str:
    return _cycled(say.months_through(rule.first_month, rule.last_month), rule)


def _season(rule: SeasonRule, wheel: Wheel) -> str:
    return _cycled(say.SEASONS[rule.season], rule, opens=rule.opens, until=_season_end(rule))


def _season_end(rule: SeasonRule) -> str:
    if rule.due is not None:
        return say.by_day(_day(rule.due))
    return say.by_end_of_month(rule.month) if rule.month is not None else ""


def _start(rule: StartRule, wheel: Wheel) -> str:
    return _cycled(say.begins_on(_day(rule.opens)), rule, until=say.NO_END)


def _week(rule: WeekRule, wheel: Wheel) -> str:
    return _cycled(say.in_week(rule.week, rule.weekday), rule, before=rule.opens_days)


def _weekday(rule: WeekdayRule, wheel: Wheel) -> str:
    return _cycled(say.nth_weekday(rule.nth, rule.weekday, rule.months), rule, before=rule.opens_days)


def _working_day(rule: WorkingDayRule, wheel: Wheel) -> str:
    return _cycled(say.working_days_from(rule.working_days, _day(rule.day)), rule, before=rule.opens_days)


def _once(rule: OnceRule, wheel: Wheel) -> str:
    return say.once(rule.year)


def _period(rule: PeriodRule, wheel: Wheel) -> str:
    return ", ".join([say.PERIODS[Every(rule.kind)], *_period_parts(rule)])


def _period_parts(rule: PeriodRule) -> Iterator[str]:
    if rule.working_days_after is not None:
        yield say.working_days_after(rule.working_days_after, rule.kind)
    elif rule.days_after is not None:
        yield say.days_after(rule.days_after, rule.kind)
    else:
        return
    yield say.PERIOD_OPENS[rule.opens]
    if rule.turns > 1:
        yield say.areas_in_turn(rule.turns)


def _times(rule: TimesRule, wheel: Wheel) -> str:
    times = say.times_a_year(rule.times, at_least=rule.at_least)
    return _joined(times, listed(_day(day) for day in rule.days), _opens_before(rule.opens_days))


def _meeting(rule: MeetingRule, wheel: Wheel) -> str:
    return _joined(say.before_meeting(rule.days_before, wheel.name_of(rule.body)), _opens_before(rule.opens_days))


def _coverage(rule: CoverageRule, wheel: Wheel) -> str:
    words = say.once_within(rule.years)
    return words if rule.base_year is None else f"{words}, {say.counted_from(rule.base_year)}"


def _mandate(rule: MandateRule, wheel: Wheel) -> str:
    if rule.base_year is None:
        return say.EVERY_TERM
    opens = say.opens_on(_day(rule.opens)) if rule.opens else ""
    return _joined(say.EVERY_TERM, say.in_year_of_term(_day(rule.due), rule.year_of_term), opens)


def _continuous(rule: ContinuousRule, wheel: Wheel) -> str:
    return say.explained(_joined(say.ONGOING, say.nudged(rule.nudge) if rule.nudge else ""), rule.why)


def _event(rule: EventRule, wheel: Wheel) -> str:
    titles = {event.key: event.title for event in wheel.events}
    when = say.when_happened([titles.get(event, event) for event in rule.events])
    return _joined(when, _by(rule.due, say.THE_DAY), _opens_by(rule.opens, say.THE_DAY))


def _after(rule: AfterRule, wheel: Wheel) -> str:
    titles = {activity.key: activity.title for activity in wheel.activities}
    named = either(quoted(titles.get(one, one)) for one in rule.predecessors)
    if rule.counted_from is CountedFrom.DEADLINE:
        return _by(rule.due, say.last_day_for(named)) or say.from_last_day(named)
    return _joined(say.when_done(named, on_outcome=rule.outcome is not None), _within(rule.due))


def _interval(rule: IntervalRule, wheel: Wheel) -> str:
    return _joined(
        say.every_months(rule.months),
        say.SINCE_LAST_DONE if rule.counted_from is NextFrom.COMPLETION else "",
        say.first_time(rule.first) if rule.first else "",
        _opens_by(rule.opens, say.LAST_DAY),
    )


def _trigger(rule: TriggerRule, wheel: Wheel) -> str:
    return _joined(rule.when.rstrip("."), _within(rule.due))


def _undated(rule: UndatedRule, wheel: Wheel) -> str:
    every = "" if rule.every is None else say.every_years(rule.every)
    return say.explained(_joined(every, say.UNDATED), rule.why)


def _within(offset: Offset | None) -> str:
    return "" if offset is None else say.within(offset.days, offset.weeks, offset.months)


def _by(offset: Offset | None, anchor: str) -> str:
    return "" if offset is None else say.by_offset(offset.days, offset.weeks, offset.months, anchor)


def _opens_by(offset: Offset | None, anchor: str) -> str:
    return "" if offset is None else say.opens_by_offset(offset.days, offset.weeks, offset.months, anchor)


def _opens_before(days: int | None) -> str:
    return "" if days is None else say.opens_days_before(days)


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _cycled(
    when: str, rule: Cycle, *, opens: MonthDay | None = None, until: str = "", before: int | None = None
) -> str:
    return ", ".join(_parts(when, rule, opens, until, before))


def _parts(when: str, rule: Cycle, opens: MonthDay | None, until: str, before: int | None) -> Iterator[str]:
    yield f"{when} {say.every_years(rule.every)}"
    if until:
        yield until
    if opens is not None:
        yield say.opens_on(_day(opens))
    if before is not None:
        yield say.opens_days_before(before)
    if rule.about in say.ABOUT:
        yield say.ABOUT[rule.about]
    if rule.every > 1:
        yield say.LACKING_BASE_YEAR if rule.base_year is None else say.counted_from(rule.base_year)
    if rule.spread is not None:
        yield say.SPREADS[rule.spread]


def _day(day: MonthDay) -> str:
    return say.yearly_day(day.month, day.day)


TELLERS: dict[type, Callable[[Any, Wheel], str]] = {
    DateRule: _date,
    MonthRule: _month,
    WindowRule: _window,
    SeasonRule: _season,
    StartRule: _start,
    WeekRule: _week,
    WeekdayRule: _weekday,
    WorkingDayRule: _working_day,
    OnceRule: _once,
    PeriodRule: _period,
    TimesRule: _times,
    MeetingRule: _meeting,
    CoverageRule: _coverage,
    MandateRule: _mandate,
    ContinuousRule: _continuous,
    EventRule: _event,
    AfterRule: _after,
    IntervalRule: _interval,
    TriggerRule: _trigger,
    UndatedRule: _undated,
}
