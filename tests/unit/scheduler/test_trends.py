"""How figures have moved: points of the same digest's tellings, of what is shown whole."""

from dataclasses import replace

from scheduler.digest_sections import OptionShare
from scheduler.trends import Point, Trend, trends_in
from tests.unit.cards.council_examples import CHECKS, COUNCIL, told

LAST_YEAR = replace(
    COUNCIL,
    cut_off=told(2026, 3),
    activities=(replace(CHECKS, answered=3, expected=6, questions=CHECKS.questions[:1]),),
)


def test_points_stand_in_order_of_time_whatever_order_they_are_given_in() -> None:
    assert trends_in([COUNCIL, LAST_YEAR]) == (
        Trend("Egenkontroll", is_of_weak=False, points=(Point(told(2026, 3), 50), Point(told(2027, 3), 86))),
        Trend("Egenkontroll", is_of_weak=True, points=(Point(told(2026, 3), 33), Point(told(2027, 3), 55))),
    )


def test_once_is_no_trend() -> None:
    assert trends_in([COUNCIL]) == ()


def test_what_is_not_shown_whole_is_no_point() -> None:
    few = (OptionShare("Ja", 9, "ja"), OptionShare("Nej", None, "nej", weak=True))
    hidden = replace(LAST_YEAR, activities=(replace(CHECKS, questions=(replace(CHECKS.questions[0], options=few),)),))

    assert [trend.is_of_weak for trend in trends_in([hidden, COUNCIL])] == [False]
