"""Editions: what is open stays as it was, the rest goes over to the newest, and nothing is lost on the way."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from scheduler.editions import (
    Change,
    Difference,
    Edition,
    differences,
    frozen_wheel,
    planned_in,
    thawed_wheel,
    wheel_of_year,
)
from scheduler.ladder import Ladder
from scheduler.loading import example_of, load_shipped, shipped_wheels
from scheduler.planning import Planned
from scheduler.rules_counted import PeriodRule
from scheduler.rules_yearly import DateRule, MonthRule
from scheduler.slots import MonthDay, Precision, Slot
from scheduler.wheel import Wheel
from tests.factories import make_activity, make_wheel

SPRING = make_activity(key="var", rule=DateRule(due=MonthDay(3, 31), opens=MonthDay(2, 1)))
SUMMER = make_activity(key="sommar", rule=DateRule(due=MonthDay(6, 30), opens=MonthDay(5, 1)))
AUTUMN = make_activity(key="host", rule=DateRule(due=MonthDay(10, 31), opens=MonthDay(9, 1)))
FIRST = make_wheel(SPRING, SUMMER, AUTUMN)
LATER = DateRule(due=MonthDay(11, 30), opens=MonthDay(10, 1))


def edition(number: int, wheel: Wheel, since: date, year: int = 2027) -> Edition:
    return Edition(year, number, since, datetime(2026, 11, 1, tzinfo=UTC), wheel)


def reworded(*keys: str) -> Wheel:
    """The first wheel with another title on the activities of those keys."""
    titled = [replace(one, title=f"Ny {one.key}") if one.key in keys else one for one in FIRST.activities]
    return replace(FIRST, activities=tuple(titled))


def told(planned: Iterable[Planned]) -> list[tuple[str, str, date | None]]:
    return [(one.activity.title, one.slot.period, one.slot.due) for one in planned]


def only(wheel: Wheel, key: str, year: int = 2027) -> Planned:
    (slot,) = wheel.slots_of(key, year)
    return Planned(wheel.activity_by_key[key], slot)


def test_year_without_editions_goes_by_the_wheel_as_it_is() -> None:
    of_another_year = edition(1, reworded("var", "sommar", "host"), date(2028, 1, 1), year=2028)

    assert planned_in(FIRST, [of_another_year], 2027) == (
        only(FIRST, "var"),
        only(FIRST, "sommar"),
        only(FIRST, "host"),
    )


def test_year_with_one_edition_goes_by_that_from_its_first_day_whatever_the_wheel_says_now() -> None:
    published = edition(1, FIRST, date(2027, 6, 1))

    assert planned_in(make_wheel(SPRING), [published], 2027) == (
        only(FIRST, "var"),
        only(FIRST, "sommar"),
        only(FIRST, "host"),
    )


@pytest.mark.parametrize(
    ("since", "titles"),
    [
        (date(2027, 2, 1), ["Ny var", "Ny sommar", "Ny host"]),
        (date(2027, 2, 2), ["Egenkontroll", "Ny sommar", "Ny host"]),
        (date(2027, 5, 1), ["Egenkontroll", "Ny sommar", "Ny host"]),
        (date(2027, 9, 1), ["Egenkontroll", "Egenkontroll", "Ny host"]),
        (date(2027, 9, 2), ["Egenkontroll", "Egenkontroll", "Egenkontroll"]),
    ],
)
def test_what_has_opened_before_the_second_edition_stays_with_the_first(since: date, titles: list[str]) -> None:
    editions = [edition(2, reworded("var", "sommar", "host"), since), edition(1, FIRST, date(2027, 1, 1))]

    assert [one.activity.title for one in planned_in(FIRST, editions, 2027)] == titles


def test_third_edition_takes_over_from_the_second_and_leaves_what_either_has_opened() -> None:
    second = reworded("var", "sommar", "host")
    third = replace(second, activities=tuple(replace(one, title=f"Nyast {one.key}") for one in second.activities))
    editions = [
        edition(1, FIRST, date(2027, 1, 1)),
        edition(2, second, date(2027, 4, 1)),
        edition(3, third, date(2027, 8, 1)),
    ]

    assert told(planned_in(FIRST, editions, 2027)) == [
        ("Egenkontroll", "2027", date(2027, 3, 31)),
        ("Ny sommar", "2027", date(2027, 6, 30)),
        ("Nyast host", "2027", date(2027, 10, 31)),
    ]


def test_removed_activity_keeps_what_is_open_and_loses_what_is_not() -> None:
    editions = [edition(1, FIRST, date(2027, 1, 1)), edition(2, make_wheel(SUMMER), date(2027, 6, 1))]

    assert [one.identity for one in planned_in(FIRST, editions, 2027)] == [("var", "2027"), ("sommar", "2027")]


def test_removed_activity_comes_back_when_a_later_edition_has_it_again() -> None:
    editions = [
        edition(1, FIRST, date(2027, 1, 1)),
        edition(2, make_wheel(SPRING, SUMMER), date(2027, 4, 1)),
        edition(3, FIRST, date(2027, 6, 1)),
    ]

    assert planned_in(FIRST, editions, 2027) == (only(FIRST, "var"), only(FIRST, "sommar"), only(FIRST, "host"))


def test_added_activity_is_asked_for_only_where_it_opens_after_the_edition_began() -> None:
    editions = [edition(1, make_wheel(AUTUMN), date(2027, 1, 1)), edition(2, FIRST, date(2027, 4, 1))]

    assert planned_in(FIRST, editions, 2027) == (only(FIRST, "sommar"), only(FIRST, "host"))


def test_moved_occurrence_is_moved_only_until_it_has_opened() -> None:
    moved = make_wheel(replace(AUTUMN, rule=LATER))

    due = {
        since: [
            one.slot.due
            for one in planned_in(
                FIRST, [edition(1, make_wheel(AUTUMN), date(2027, 1, 1)), edition(2, moved, since)], 2027
            )
        ]
        for since in (date(2027, 9, 1), date(2027, 9, 2))
    }

    assert due == {date(2027, 9, 1): [date(2027, 11, 30)], date(2027, 9, 2): [date(2027, 10, 31)]}


def test_occurrence_without_a_stated_start_has_opened_when_one_is_first_reminded() -> None:
    bare = make_activity(key="utan_start", rule=DateRule(due=MonthDay(10, 31)))
    new = make_wheel(replace(bare, title="Ny"))

    titles = {
        since: [
            one.activity.title
            for one in planned_in(new, [edition(1, make_wheel(bare), date(2027, 1, 1)), edition(2, new, since)], 2027)
        ]
        for since in (date(2027, 10, 1), date(2027, 10, 2))
    }

    assert titles == {date(2027, 10, 1): ["Ny"], date(2027, 10, 2): ["Egenkontroll"]}


def test_no_occurrence_that_both_editions_have_is_lost_or_doubled_on_any_day_of_the_year() -> None:
    quarters = make_activity(key="kvartal", rule=PeriodRule(kind="quarter", days_after=20))
    old, new = (make_wheel(*FIRST.activities, replace(quarters, title=title)) for title in ("Gammal", "Ny"))
    expected = sorted(one.identity for one in planned_in(old, [], 2027))

    for day in (date(2027, month, day) for month in range(1, 13) for day in (1, 15, 28)):
        found = planned_in(old, [edition(1, old, date(2027, 1, 1)), edition(2, new, day)], 2027)
        assert sorted(one.identity for one in found) == expected


def test_newest_edition_of_the_year_says_who_answers() -> None:
    second = reworded("var")
    editions = [
        edition(2, second, date(2027, 4, 1)),
        edition(1, FIRST, date(2027, 1, 1)),
        edition(1, make_wheel(SPRING), date(2028, 1, 1), year=2028),
    ]

    assert [wheel_of_year(FIRST, editions, year) for year in (2026, 2027, 2028)] == [FIRST, second, make_wheel(SPRING)]


def planned(**changes: object) -> Planned:
    return Planned(replace(AUTUMN, **changes), Slot("2027", date(2027, 9, 1), date(2027, 10, 31), Precision.DAY))  # type: ignore[arg-type]


def test_differences_tell_what_is_added_removed_moved_and_reworded_in_order_of_time() -> None:
    added, removed, same = only(FIRST, "var"), only(FIRST, "sommar"), only(FIRST, "host")
    tale = make_activity(key="rapport", title="Rapport", rule=MonthRule(month=12))
    before = only(make_wheel(replace(tale, rule=MonthRule(month=11))), "rapport")
    after = only(make_wheel(replace(tale, title="Ny rapport", receiver="von")), "rapport")
    word = only(make_wheel(replace(SPRING, key="ord")), "ord")
    renamed = replace(word, activity=replace(word.activity, summary="Annorlunda."))

    assert list(differences([same, removed, before, word], [renamed, after, added, same])) == [
        Difference(Change.REWORDED, "ord", "Egenkontroll", "2027", word, renamed, ("summary",)),
        Difference(Change.ADDED, "var", "Egenkontroll", "2027", None, added),
        Difference(Change.REMOVED, "sommar", "Egenkontroll", "2027", removed, None),
        Difference(Change.MOVED, "rapport", "Ny rapport", "2027", before, after, ("title", "receiver")),
    ]


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"ladder": Ladder(before=(3,))}, ("ladder",)),
        ({"optional": True}, ("optional", "ladder")),
        ({"ladder": Ladder(before=(30, 14, 7, 1, 300))}, ()),
        ({"inferred": ("due",)}, ()),
        ({"feeds": ("var",)}, ()),
        ({"performer": "verksamhetschef", "hidden": True}, ("performer", "hidden")),
        ({"rule": MonthRule(month=10)}, ()),
    ],
)
def test_reworded_is_what_people_meet_and_not_what_explains_it(
    change: dict[str, object], fields: tuple[str, ...]
) -> None:
    before, after = planned(), planned(**change)

    assert list(differences([before], [after])) == (
        [Difference(Change.REWORDED, "host", "Egenkontroll", "2027", before, after, fields)] if fields else []
    )


def test_ladder_follows_a_moved_day_without_being_told_as_well() -> None:
    before = planned()
    after = Planned(before.activity, replace(before.slot, due=date(2027, 11, 30)))

    assert list(differences([before], [after])) == [
        Difference(Change.MOVED, "host", "Egenkontroll", "2027", before, after)
    ]


@pytest.mark.parametrize("name", shipped_wheels())
def test_shipped_wheel_is_the_same_when_it_has_been_kept(name: str) -> None:
    for local in (None, example_of(name)):
        wheel = load_shipped(name, local=local).wheel

        assert thawed_wheel(frozen_wheel(wheel)) == wheel


def test_kept_wheel_gives_the_same_occurrences() -> None:
    wheel = load_shipped("norrkoping", local=example_of("norrkoping")).wheel

    assert planned_in(thawed_wheel(frozen_wheel(wheel)), [], 2027) == planned_in(wheel, [], 2027)
