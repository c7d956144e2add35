"""A rule of time in words, and why an activity has no date."""

from collections.abc import Callable, Iterator
from typing import Any

from cards import phrases_rules
from scheduler.rules import (
    Cycle,
    DateRule,
    MonthDay,
    MonthRule,
    PeriodRule,
    Rule,
    SeasonRule,
    StartRule,
    UndatedRule,
    WindowRule,
)
from scheduler.wheel import Activity


def rule_words(rule: Rule) -> str:
    """ "senast 28 februari varje år, öppnar 1 januari, avser året före"."""
    return TELLERS[type(rule)](rule)


def undated_words(activity: Activity) -> str:
    """Why the activity has no date: what the source does say, or the year that nobody has decided."""
    if isinstance(activity.rule, UndatedRule):
        return activity.rule.why
    return phrases_rules.base_year_missing(rule_words(activity.rule))


def _date(rule: DateRule) -> str:
    return _cycled(phrases_rules.by_day(_day(rule.due)), rule, opens=rule.opens)


def _month(rule: MonthRule) -> str:
    return _cycled(phrases_rules.within_month(rule.month), rule, opens=rule.opens)


def _window(rule: WindowRule) -> str:
    return _cycled(phrases_rules.months_through(rule.first_month, rule.last_month), rule)


def _season(rule: SeasonRule) -> str:
    return _cycled(phrases_rules.SEASONS[rule.season], rule, opens=rule.opens, until=_season_end(rule))


def _season_end(rule: SeasonRule) -> str:
    if rule.due is not None:
        return phrases_rules.by_day(_day(rule.due))
    return phrases_rules.by_end_of_month(rule.month) if rule.month is not None else ""


def _start(rule: StartRule) -> str:
    return _cycled(phrases_rules.begins_on(_day(rule.opens)), rule, until=phrases_rules.NO_END)


def _period(rule: PeriodRule) -> str:
    due = phrases_rules.days_after(rule.days_after, rule.kind)
    return ", ".join([phrases_rules.PERIODS[rule.kind], due, phrases_rules.PERIOD_OPENS[rule.opens]])


def _undated(rule: UndatedRule) -> str:
    return phrases_rules.undated(rule.why)


def _cycled(when: str, rule: Cycle, *, opens: MonthDay | None = None, until: str = "") -> str:
    return ", ".join(_parts(when, rule, opens, until))


def _parts(when: str, rule: Cycle, opens: MonthDay | None, until: str) -> Iterator[str]:
    yield f"{when} {phrases_rules.every_years(rule.every)}"
    if until:
        yield until
    if opens is not None:
        yield phrases_rules.opens_on(_day(opens))
    if rule.about in phrases_rules.ABOUT:
        yield phrases_rules.ABOUT[rule.about]
    if rule.lacks_base_year:
        yield phrases_rules.BASE_YEAR_MISSING
    elif rule.every > 1 and rule.base_year is not None:
        yield phrases_rules.counted_from(rule.base_year)


def _day(day: MonthDay) -> str:
    return phrases_rules.yearly_day(day.month, day.day)


TELLERS: dict[type, Callable[[Any], str]] = {
    DateRule: _date,
    MonthRule: _month,
    WindowRule: _window,
    SeasonRule: _season,
    StartRule: _start,
    PeriodRule: _period,
    UndatedRule: _undated,
}
