"""Rules that count: periods and whose turn it is, times a year, meetings, coverage, terms of office and nudges."""

from collections import Counter
from datetime import date

import pytest

from scheduler.rules import Rule
from scheduler.rules_counted import (
    ContinuousRule,
    CoverageRule,
    Every,
    MandateRule,
    MeetingRule,
    PeriodOpens,
    PeriodRule,
    TimesRule,
)
from scheduler.slots import Dating, Lack, MonthDay, Precision, Slot, Turn, TurnBy
from scheduler.wheel import AsHeld
from scheduler.wheel_parts import Body, Meeting
from tests.factories import WHEEL, make_wheel

DAY, MONTH, NONE = Precision.DAY, Precision.MONTH, Precision.NONE
CALLED = Body(
    key="von",
    name="Vård- och omsorgsnämnden",
    meetings=(
        Meeting(on=date(2027, 4, 14), moved_to=date(2027, 4, 21)),
        Meeting(on=date(2027, 1, 5)),
        Meeting(on=date(2027, 6, 16), cancelled=True),
        Meeting(on=date(2027, 12, 29), moved_to=date(2028, 1, 12)),
    ),
)
COUNCIL = make_wheel(bodies=(CALLED,))


@pytest.mark.parametrize(
    ("rule", "year", "expected"),
    [
        (
            PeriodRule(kind="tertial", days_after=0),
            2028,
            [
                Slot("2028-T1", date(2028, 1, 1), date(2028, 4, 30), DAY),
                Slot("2028-T2", date(2028, 5, 1), date(2028, 8, 31), DAY),
                Slot("2028-T3", date(2028, 9, 1), date(2028, 12, 31), DAY),
            ],
        ),
        (
            PeriodRule(kind="tertial", working_days_after=5, opens=PeriodOpens.AFTER),
            2027,
            [
                Slot("2026-T3", date(2027, 1, 1), date(2027, 1, 11), DAY),
                Slot("2027-T1", date(2027, 5, 1), date(2027, 5, 10), DAY),
                Slot("2027-T2", date(2027, 9, 1), date(2027, 9, 7), DAY),
            ],
        ),
        (
            PeriodRule(kind="half_year", days_after=180),
            2027,
            [
                Slot("2026-H2", date(2026, 7, 1), date(2027, 6, 29), DAY),
                Slot("2027-H1", date(2027, 1, 1), date(2027, 12, 27), DAY),
            ],
        ),
        (
            PeriodRule(kind="half_year", days_after=0, opens=PeriodOpens.AFTER),
            2027,
            [
                Slot("2027-H1", date(2027, 6, 30), date(2027, 6, 30), DAY),
                Slot("2027-H2", date(2027, 12, 31), date(2027, 12, 31), DAY),
            ],
        ),
        (PeriodRule(kind="quarter"), 2027, []),
        (
            TimesRule(times=2, days=(MonthDay(10, 15), MonthDay(2, None)), opens_days=60),
            2028,
            [
                Slot("2028-1", date(2027, 12, 31), date(2028, 2, 29), DAY),
                Slot("2028-2", date(2028, 8, 16), date(2028, 10, 15), DAY),
            ],
        ),
        (TimesRule(times=1, days=(MonthDay(5, 2),)), 2027, [Slot("2027", None, date(2027, 5, 2), DAY)]),
        (TimesRule(times=2), 2027, []),
        (
            CoverageRule(years=3, base_year=2027),
            2029,
            [Slot("2027–2029", date(2027, 1, 1), date(2029, 12, 31), MONTH)],
        ),
        (CoverageRule(years=3, base_year=2027), 2028, []),
        (
            CoverageRule(years=3, base_year=2027),
            2032,
            [Slot("2030–2032", date(2030, 1, 1), date(2032, 12, 31), MONTH)],
        ),
        (CoverageRule(years=1, base_year=2027), 2030, [Slot("2030–2030", date(2030, 1, 1), date(2030, 12, 31), MONTH)]),
        (CoverageRule(years=3), 2029, []),
        (MandateRule(base_year=2023), 2027, [Slot("2027–2030", None, date(2027, 12, 31), DAY)]),
        (
            MandateRule(base_year=2027, due=MonthDay(3, None), opens=MonthDay(11, 1)),
            2031,
            [Slot("2031–2034", date(2030, 11, 1), date(2031, 3, 31), DAY)],
        ),
        (
            MandateRule(base_year=2027, year_of_term=4, due=MonthDay(9, 1)),
            2026,
            [Slot("2023–2026", None, date(2026, 9, 1), DAY)],
        ),
        (MandateRule(base_year=2027, year_of_term=4), 2027, []),
        (MandateRule(), 2027, []),
        (ContinuousRule(why="Hela tiden."), 2027, []),
        (
            ContinuousRule(why="Hela tiden.", nudge=Every.TERTIAL),
            2027,
            [
                Slot("2027-T1", date(2027, 1, 1), None, NONE),
                Slot("2027-T2", date(2027, 5, 1), None, NONE),
                Slot("2027-T3", date(2027, 9, 1), None, NONE),
            ],
        ),
        (ContinuousRule(why="", nudge=Every.YEAR), 2027, [Slot("2027", date(2027, 1, 1), None, NONE)]),
    ],
)
def test_slots_are_those_of_the_year(rule: Rule, year: int, expected: list[Slot]) -> None:
    assert list(rule.slots(year, WHEEL)) == expected


MEETING = MeetingRule(body="von", days_before=14, opens_days=30)


def test_what_is_due_before_a_meeting_may_be_due_in_the_year_before_it() -> None:
    assert [list(MEETING.slots(year, COUNCIL)) for year in (2026, 2027, 2028)] == [
        [Slot("2027-01-05", date(2026, 11, 22), date(2026, 12, 22), DAY)],
        [
            Slot("2027-04-14", date(2027, 3, 1), date(2027, 3, 31), DAY),
            Slot("2027-06-16", date(2027, 5, 3), date(2027, 6, 2), DAY),
            Slot("2027-12-29", date(2027, 11, 15), date(2027, 12, 15), DAY),
        ],
        [],
    ]


def test_meetings_as_held_are_moved_and_left_out_but_keep_their_names() -> None:
    held = AsHeld(COUNCIL)

    assert [list(MEETING.slots(year, held)) for year in (2026, 2027, 2028)] == [
        [Slot("2027-01-05", date(2026, 11, 22), date(2026, 12, 22), DAY)],
        [
            Slot("2027-04-14", date(2027, 3, 8), date(2027, 4, 7), DAY),
            Slot("2027-12-29", date(2027, 11, 29), date(2027, 12, 29), DAY),
        ],
        [],
    ]


@pytest.mark.parametrize(
    ("rule", "lack"),
    [
        (PeriodRule(kind="quarter"), Lack.PERIOD_DAY),
        (PeriodRule(kind="quarter", days_after=0), None),
        (PeriodRule(kind="quarter", working_days_after=1), None),
        (TimesRule(times=2), Lack.DAYS),
        (TimesRule(times=1, days=(MonthDay(5, 2),)), None),
        (MeetingRule(body="von"), Lack.MEETINGS),
        (MeetingRule(body="okand"), Lack.MEETINGS),
        (CoverageRule(years=3), Lack.BASE_YEAR),
        (CoverageRule(years=3, base_year=2027), None),
        (MandateRule(), Lack.BASE_YEAR),
        (MandateRule(base_year=2027), None),
    ],
)
def test_rule_is_undecided_as_long_as_something_is_lacking(rule: Rule, lack: Lack | None) -> None:
    assert (rule.lack(WHEEL), rule.dating(WHEEL)) == (lack, Dating.UNDECIDED if lack else Dating.DATED)


def test_meeting_lacks_nothing_when_the_calendar_is_there() -> None:
    assert (MEETING.lack(COUNCIL), MEETING.dating(COUNCIL)) == (None, Dating.DATED)


def test_what_goes_on_without_an_end_is_dated_only_when_it_is_nudged() -> None:
    rules = [ContinuousRule(why=""), ContinuousRule(why="", nudge=Every.QUARTER)]

    assert [(rule.lack(WHEEL), rule.dating(WHEEL)) for rule in rules] == [(None, Dating.ONGOING), (None, Dating.DATED)]


def test_turns_of_the_areas_go_on_over_a_new_year() -> None:
    rule = PeriodRule(kind="tertial", days_after=0, turns=2)

    assert [(slot.period, slot.turn) for year in (2027, 2028) for slot in rule.slots(year, WHEEL)] == [
        ("2027-T1", Turn(TurnBy.AREA, 1, 2)),
        ("2027-T2", Turn(TurnBy.AREA, 0, 2)),
        ("2027-T3", Turn(TurnBy.AREA, 1, 2)),
        ("2028-T1", Turn(TurnBy.AREA, 0, 2)),
        ("2028-T2", Turn(TurnBy.AREA, 1, 2)),
        ("2028-T3", Turn(TurnBy.AREA, 0, 2)),
    ]


@pytest.mark.parametrize("kind", ["monthly", "quarter", "tertial", "half_year"])
@pytest.mark.parametrize("turns", [2, 3, 5, 7])
def test_each_area_has_exactly_one_turn_in_any_round_of_periods(kind: str, turns: int) -> None:
    rule = PeriodRule(kind=kind, days_after=0, turns=turns)  # type: ignore[arg-type]
    slots = [slot for year in range(2026, 2050) for slot in rule.slots(year, WHEEL)]

    for first in range(len(slots) - turns):
        ahead = [slot.turn for slot in slots[first : first + turns]]
        turns_of = Counter(area for turn in ahead for area in range(1, 12) if turn and turn.concerns(area))
        assert turns_of == dict.fromkeys(range(1, 12), 1)
