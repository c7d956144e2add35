"""What is wrong in rules of time that are well formed: names that refer to nothing, circles, rules that never fire."""

from collections.abc import Iterable, Iterator, Mapping

from scheduler.faults import Fault, Problem, known
from scheduler.rules import AnyRule
from scheduler.rules_counted import (
    FIRST_TERM,
    YEARS_OF_A_TERM,
    ContinuousRule,
    CoverageRule,
    MandateRule,
    MeetingRule,
    PeriodRule,
    TimesRule,
    is_first_of_a_term,
)
from scheduler.rules_started import AfterRule, CountedFrom, EventRule, IntervalRule, TriggerRule
from scheduler.rules_yearly import Cycle, OnceRule, SeasonRule
from scheduler.slots import Offset
from scheduler.wheel import DigestPlan, Wheel

KINDS_OF_A_DIGEST = "date, month, quarter or meeting"


def faults_in_rules(wheel: Wheel, file: str) -> Iterator[Fault]:
    """Those of all activities and digests, and the circles that activities make together."""
    rules = {f"activities.{one.key}.rule": one.rule for one in wheel.activities}
    rules |= {f"digests.{one.key}.rule": one.rule for one in wheel.digests}
    for at, rule in rules.items():
        yield from _unknown_names(wheel, rule, file, at)
        yield from _contradictions(rule, file, at)
        yield from _never_firing(wheel, rule, file, at)
        yield from _wrong_phase(rule, file, at)
    for digest in wheel.digests:
        yield from _never_sent(digest, file)
    waits = {one.key: (*one.waits_for, *_predecessor(one.rule)) for one in wheel.activities}
    yield from _circles(waits, file)


def _unknown_names(wheel: Wheel, rule: AnyRule, file: str, at: str) -> Iterator[Fault]:
    if isinstance(rule, MeetingRule):
        yield from known(file, f"{at}.body", rule.body, wheel.body_by_key)
    if isinstance(rule, AfterRule):
        yield from known(file, f"{at}.activity", rule.activity, wheel.activity_by_key)
        for other in rule.also:
            yield from known(file, f"{at}.also", other, wheel.activity_by_key)
    if isinstance(rule, EventRule):
        for event in rule.events:
            yield from known(file, f"{at}.events", event, (one.key for one in wheel.events))


def _contradictions(rule: AnyRule, file: str, at: str) -> Iterator[Fault]:
    """A rule that says too little, or two things at once."""
    if isinstance(rule, SeasonRule) and rule.due is None and rule.month is None:
        yield Fault(file, at, Problem.MISSING, expected="due or month")
    if isinstance(rule, SeasonRule) and rule.due is not None and rule.month is not None:
        yield Fault(file, at, Problem.ONLY_ONE, "due, month")
    if isinstance(rule, Cycle) and rule.spread is not None and rule.every == 1:
        yield Fault(file, f"{at}.every", Problem.OUT_OF_RANGE, "≥ 2", "1")
    if isinstance(rule, PeriodRule) and rule.days_after is not None and rule.working_days_after is not None:
        yield Fault(file, at, Problem.ONLY_ONE, "days_after, working_days_after")
    if isinstance(rule, TimesRule) and rule.days and not _fits(rule):
        expected = f"{'≥ ' if rule.at_least else ''}{rule.times}"
        yield Fault(file, f"{at}.days", Problem.WRONG_COUNT, expected, str(len(set(rule.days))))
    for name, offset in _offsets(rule):
        if sum(map(bool, (offset.days, offset.weeks, offset.months))) > 1:
            yield Fault(file, f"{at}.{name}", Problem.ONLY_ONE, "days, weeks, months")


def _never_firing(wheel: Wheel, rule: AnyRule, file: str, at: str) -> Iterator[Fault]:
    """A deadline is counted from one that never has any, or an answer is awaited that nobody is asked for."""
    if not isinstance(rule, AfterRule) or rule.counted_from is CountedFrom.COMPLETION:
        return
    others = (wheel.activity_by_key[one].rule for one in rule.predecessors if one in wheel.activity_by_key)
    if rule.outcome is not None or any(isinstance(other, TriggerRule | OnceRule) for other in others):
        yield Fault(file, f"{at}.counted_from", Problem.NEVER_FIRES, CountedFrom.COMPLETION, rule.counted_from)


def _never_sent(digest: DigestPlan, file: str) -> Iterator[Fault]:
    rule = digest.rule
    if isinstance(rule, TriggerRule | OnceRule) or (isinstance(rule, ContinuousRule) and rule.nudge is None):
        yield Fault(file, f"digests.{digest.key}.rule.kind", Problem.NEVER_FIRES, KINDS_OF_A_DIGEST, rule.kind)


def _fits(rule: TimesRule) -> bool:
    there = len(set(rule.days))
    return there >= rule.times if rule.at_least else there == rule.times


def _offsets(rule: AnyRule) -> Iterator[tuple[str, Offset]]:
    if isinstance(rule, EventRule | AfterRule | IntervalRule):
        for name in ("due", "opens"):
            offset = getattr(rule, name, None)
            if isinstance(offset, Offset):
                yield name, offset


def _wrong_phase(rule: AnyRule, file: str, at: str) -> Iterator[Fault]:
    if isinstance(rule, MandateRule) and rule.base_year is not None and not is_first_of_a_term(rule.base_year):
        terms = ", ".join(str(FIRST_TERM + number * YEARS_OF_A_TERM) for number in range(4))
        yield Fault(file, f"{at}.base_year", Problem.WRONG_PHASE, terms, str(rule.base_year))


def faults_in_phase(before: AnyRule, after: AnyRule, file: str, at: str) -> Iterator[Fault]:
    """Where local decisions count a cycle from a year that the wheel's own base year does not lead to."""
    stated, decided = _phase(before), _phase(after)
    if stated is None or decided is None or stated[1] != decided[1]:
        return
    (first, every), year = stated, decided[0]
    if (year - first) % every:
        years = ", ".join(str(first + number * every) for number in range(4))
        yield Fault(file, f"{at}.base_year", Problem.WRONG_PHASE, years, str(year))


def _phase(rule: AnyRule) -> tuple[int, int] | None:
    """The base year and every how many years it comes round; None where the one is not stated."""
    if isinstance(rule, Cycle) and rule.base_year is not None:
        return rule.base_year, rule.every
    if isinstance(rule, CoverageRule) and rule.base_year is not None:
        return rule.base_year, rule.years
    return None


def _predecessor(rule: AnyRule) -> tuple[str, ...]:
    return rule.predecessors if isinstance(rule, AfterRule) else ()


def _circles(waits: Mapping[str, Iterable[str]], file: str) -> Iterator[Fault]:
    """Each circle once, at its first activity in the wheel's order."""
    told: set[str] = set()
    for key in waits:
        circle = _circle_from(key, waits)
        if circle and told.isdisjoint(circle):
            told.update(circle)
            yield Fault(file, f"activities.{key}", Problem.CIRCLE, found=" → ".join((*circle, key)))


def _circle_from(start: str, waits: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """The shortest way back to where it began, both ends apart; empty where there is none."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen = {start}
    while ways:
        way = ways.pop(0)
        for other in waits.get(way[-1], ()):
            if other == start:
                return way
            if other not in seen:
                seen.add(other)
                ways.append((*way, other))
    return ()
