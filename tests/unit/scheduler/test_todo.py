"""What a wheel leaves for its municipality to decide."""

from datetime import date

import pytest

from scheduler.rules_counted import (
    ContinuousRule,
    CoverageRule,
    Every,
    MandateRule,
    MeetingRule,
    PeriodRule,
    TimesRule,
)
from scheduler.rules_started import AfterRule, EventRule, IntervalRule, TriggerRule, UndatedRule
from scheduler.rules_yearly import DateRule, OnceRule, StartRule
from scheduler.slots import MonthDay
from scheduler.todo import Todo, TodoKind, todos
from scheduler.wheel import DigestPlan
from scheduler.wheel_parts import Body, Meeting
from tests.factories import ACTIVITY, MONDAY, make_activity, make_wheel


def test_nothing_is_left_to_decide_when_every_activity_is_dated_and_performed() -> None:
    assert todos(make_wheel(ACTIVITY), MONDAY) == ()


def test_every_decision_is_named_with_its_reason_in_the_order_of_the_wheel() -> None:
    undated = make_activity(key="a", title="A", rule=UndatedRule(why="Källan nämner inget datum."))
    lacking = make_activity(key="b", title="B", rule=DateRule(due=MonthDay(3, 31), every=2))
    endless = make_activity(key="c", title="C", rule=StartRule(opens=MonthDay(1, 1)))
    nobody = make_activity(key="d", title="D", performer=None, inferred=("due", "level"))
    based = make_activity(key="e", title="E", rule=DateRule(due=MonthDay(3, 31), every=2, base_year=2027))

    assert todos(make_wheel(undated, lacking, endless, nobody, based), MONDAY) == (
        Todo("a", "A", TodoKind.DATE, "Källan nämner inget datum."),
        Todo("b", "B", TodoKind.BASE_YEAR),
        Todo("c", "C", TodoKind.END),
        Todo("d", "D", TodoKind.PERFORMER),
        Todo("d", "D", TodoKind.INFERRED, "due, level"),
    )


def test_each_kind_of_lack_is_named_with_what_the_wheel_says_about_it() -> None:
    rules = {
        "a": PeriodRule(kind="quarter", why="Inte vilken dag."),
        "b": TimesRule(times=2, why="Inte vilka dagar."),
        "c": MeetingRule(body="von", why="Inte vilka möten."),
        "d": CoverageRule(years=3),
        "e": MandateRule(),
        "f": IntervalRule(months=36),
    }
    wheel = make_wheel(*(make_activity(key=key, title=key.upper(), rule=rule) for key, rule in rules.items()))

    assert todos(wheel, MONDAY) == (
        Todo("a", "A", TodoKind.PERIOD_DAY, "Inte vilken dag."),
        Todo("b", "B", TodoKind.DAYS, "Inte vilka dagar."),
        Todo("c", "C", TodoKind.MEETINGS, "Vård- och omsorgsnämnden"),
        Todo("d", "D", TodoKind.BASE_YEAR),
        Todo("e", "E", TodoKind.BASE_YEAR),
        Todo("f", "F", TodoKind.FIRST_DAY),
    )


def test_nothing_is_left_to_decide_about_what_starts_goes_on_or_is_over() -> None:
    rules = [
        EventRule(events=("start",)),
        AfterRule(activity="a0"),
        TriggerRule(when="Någon ber om det"),
        ContinuousRule(why="Hela tiden."),
        ContinuousRule(why="Hela tiden.", nudge=Every.QUARTER),
        OnceRule(year=2021),
    ]
    activities = [make_activity(key=f"a{number}", rule=rule) for number, rule in enumerate(rules)]

    assert todos(make_wheel(*activities), MONDAY) == ()


def test_nobody_is_to_be_named_where_somebody_outside_performs_it() -> None:
    outside = make_activity(performer=None, external_performer="IVO")

    assert todos(make_wheel(outside), MONDAY) == ()


@pytest.mark.parametrize(
    ("today", "is_ending"),
    [(date(2027, 6, 8), False), (date(2027, 6, 9), True), (date(2027, 12, 9), True), (date(2030, 1, 1), True)],
)
@pytest.mark.parametrize("counts", ["activity", "digest", "nothing"])
def test_calendar_with_less_than_six_months_left_is_called_out_where_something_hangs_on_it(
    today: date, is_ending: bool, counts: str
) -> None:
    before = MeetingRule(body="von")
    body = Body(key="von", name="Nämnden", meetings=(Meeting(on=date(2027, 12, 8)), Meeting(on=date(2027, 2, 10))))
    digest = DigestPlan(key="rad", title="Råd", body="von", rule=before)
    wheel = make_wheel(
        make_activity(rule=before) if counts == "activity" else ACTIVITY,
        digests=(digest,) if counts == "digest" else (),
        bodies=(body,),
    )

    assert todos(wheel, today) == (
        (Todo("", "Nämnden", TodoKind.MEETINGS_END, "2027-12-08"),) if is_ending and counts != "nothing" else ()
    )


@pytest.mark.parametrize(("secretary", "is_asked"), [(None, True), ("kvalitetsstrateg", False)])
def test_body_that_judges_and_for_which_nobody_speaks_is_asked_about(secretary: str | None, is_asked: bool) -> None:
    judged = make_activity(key="a", title="A", review="von")
    wheel = make_wheel(judged, bodies=(Body(key="von", name="Nämnden", secretary=secretary),))

    assert todos(wheel, MONDAY) == ((Todo("a", "A", TodoKind.REVIEWER, "Nämnden"),) if is_asked else ())
