"""What rules are to each other: sound by themselves, in a circle, or counted from a year out of step."""

from dataclasses import replace

import pytest

from scheduler.faults import Fault, Problem
from scheduler.rule_faults import faults_in_phase, faults_in_rules
from scheduler.rules import Rule
from scheduler.rules_counted import ContinuousRule, CoverageRule, Every, MandateRule, PeriodRule
from scheduler.rules_started import AfterRule, CountedFrom, EventRule, Outcome, TriggerRule, UndatedRule
from scheduler.rules_yearly import DateRule, MonthRule, OnceRule
from scheduler.slots import MonthDay, Offset
from scheduler.wheel import DigestPlan
from tests.factories import ACTIVITY, make_activity, make_wheel

AT = "activities"


@pytest.mark.parametrize(
    ("rule", "sound"),
    [
        (TriggerRule(when="Någon ber om det"), False),
        (OnceRule(year=2027), False),
        (ContinuousRule(why=""), False),
        (ContinuousRule(why="", nudge=Every.QUARTER), True),
        (UndatedRule(why="Inget datum."), True),
        (MonthRule(month=3), True),
    ],
)
def test_digest_that_is_never_sent_is_a_fault(rule: Rule, sound: bool) -> None:
    digest = DigestPlan(key="rad", title="Råd", body="von", rule=rule)
    fault = Fault(
        "wheel.toml", "digests.rad.rule.kind", Problem.NEVER_FIRES, "date, month, quarter or meeting", rule.kind
    )

    assert list(faults_in_rules(make_wheel(digests=(digest,)), "wheel.toml")) == ([] if sound else [fault])


@pytest.mark.parametrize(
    "rule",
    [
        EventRule(events=(), due=Offset(weeks=-3)),
        AfterRule(activity="egenkontroll", outcome=Outcome(question="utfall", one_of=("nej",))),
        AfterRule(activity="egenkontroll", due=Offset(), counted_from=CountedFrom.DEADLINE),
        MandateRule(base_year=2031),
        MandateRule(),
        CoverageRule(years=3, base_year=2026),
        PeriodRule(kind="quarter"),
    ],
)
def test_sound_rule_has_no_fault(rule: Rule) -> None:
    assert list(faults_in_rules(make_wheel(ACTIVITY, make_activity(key="en", rule=rule)), "wheel.toml")) == []


@pytest.mark.parametrize(
    ("waits", "circles"),
    [
        ({"a": ("b",), "b": ("c",), "c": ()}, []),
        ({"a": ("a",)}, ["a → a"]),
        ({"a": ("b", "c"), "b": ("d",), "c": ("d",), "d": ()}, []),
        ({"a": ("b",), "b": ("c",), "c": ("b",)}, ["b → c → b"]),
        ({"a": ("b",), "b": ("a",), "c": ("d",), "d": ("c",)}, ["a → b → a", "c → d → c"]),
        ({"a": ("b", "c"), "b": ("c",), "c": ("a",)}, ["a → c → a"]),
    ],
)
def test_each_circle_is_named_once_by_its_shortest_way(waits: dict[str, tuple[str, ...]], circles: list[str]) -> None:
    activities = [make_activity(key=key, waits_for=others) for key, others in waits.items()]

    found = list(faults_in_rules(make_wheel(*activities), "wheel.toml"))

    assert found == [Fault("wheel.toml", f"{AT}.{circle[0]}", Problem.CIRCLE, found=circle) for circle in circles]


YEARLY = DateRule(due=MonthDay(3, 31), every=2, base_year=2027)


@pytest.mark.parametrize(
    ("stated", "decided", "years"),
    [
        (YEARLY, replace(YEARLY, base_year=2025), ""),
        (YEARLY, replace(YEARLY, base_year=2030), "2027, 2029, 2031, 2033"),
        (YEARLY, MonthRule(month=4, every=2, base_year=2030), "2027, 2029, 2031, 2033"),
        (YEARLY, replace(YEARLY, every=3, base_year=2030), ""),
        (replace(YEARLY, base_year=None), replace(YEARLY, base_year=2030), ""),
        (YEARLY, replace(YEARLY, base_year=None), ""),
        (CoverageRule(years=3, base_year=2027), CoverageRule(years=3, base_year=2030), ""),
        (CoverageRule(years=3, base_year=2027), CoverageRule(years=3, base_year=2028), "2027, 2030, 2033, 2036"),
        (YEARLY, UndatedRule(why=""), ""),
    ],
)
def test_decided_base_year_is_to_be_in_step_with_the_stated_one(stated: Rule, decided: Rule, years: str) -> None:
    base_year = str(getattr(decided, "base_year", ""))
    fault = Fault("wheel.toml", "en.base_year", Problem.WRONG_PHASE, years, base_year)

    assert list(faults_in_phase(stated, decided, "wheel.toml", "en")) == ([fault] if years else [])
