"""Places gathered into one event: its number stays, its revision grows, and what is hidden names no place."""

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, date, datetime

from scheduler.assignments import Assignment
from scheduler.gathering import Gathered, alone, gather
from scheduler.lifecycle import State
from scheduler.organisation import Subject
from scheduler.wheel_parts import Level
from tests.unit.cards.card_examples import STARTED

DUE, LATER = date(2027, 2, 28), date(2027, 3, 12)
CHANGED = datetime(2027, 1, 20, 8, 0, tzinfo=UTC)


def row(number: int, place: str, **changes: object) -> Assignment:
    subject = Subject(Level.UNIT, number)
    return replace(STARTED, id=number, place=place, subject=subject, due=DUE, **changes)  # type: ignore[arg-type]


BIRKA, ALMEN, CEDER = row(1, "Birka"), row(2, "Almen"), row(3, "Ceder")


def gathered(*rows: Assignment, told: Collection[int] | None = None, hidden: Collection[str] = ()) -> list[Gathered]:
    return list(gather(rows, {one.id for one in rows} if told is None else told, hidden))


def numbers_and_places(*rows: Assignment) -> list[tuple[int, tuple[str, ...]]]:
    return [(one.number, one.places) for one in gathered(*rows)]


def test_places_with_the_same_days_share_one_and_are_named_in_order() -> None:
    (one,) = gathered(CEDER, ALMEN, BIRKA)

    assert one == Gathered(
        1, replace(BIRKA, revision=2), ("Almen", "Birka", "Ceder"), None, is_shared=True, opens_task=False
    )


def test_other_activities_and_periods_are_kept_apart() -> None:
    another, next_year = replace(ALMEN, activity="annan"), replace(CEDER, slot="2028")

    assert sorted(numbers_and_places(BIRKA, another, next_year)) == [(1, ("Birka",)), (2, ("Almen",)), (3, ("Ceder",))]


def test_moved_place_gets_its_own_and_comes_back_to_the_same_number() -> None:
    moved = replace(CEDER, due=LATER, revision=1, changed_at=CHANGED)

    assert numbers_and_places(BIRKA, ALMEN, moved) == [(1, ("Almen", "Birka")), (3, ("Ceder",))]
    assert numbers_and_places(BIRKA, ALMEN, replace(moved, due=DUE, revision=2)) == [(1, ("Almen", "Birka", "Ceder"))]


def test_revision_grows_whenever_a_place_comes_moves_or_is_called_off() -> None:
    moved = replace(ALMEN, due=LATER, revision=1, changed_at=CHANGED)
    gone = replace(moved, state=State.CANCELLED, revision=2)
    steps = [(BIRKA,), (BIRKA, ALMEN), (BIRKA, moved), (BIRKA, gone), (BIRKA, gone, CEDER)]

    revisions = [[one.task.revision for one in gathered(*rows) if one.number == 1] for rows in steps]

    assert revisions == [[0], [1], [2], [3], [4]]


def test_called_off_place_is_left_out_until_all_are_and_the_number_stays() -> None:
    off = replace(BIRKA, state=State.CANCELLED, revision=1, changed_at=CHANGED)
    all_off = replace(ALMEN, state=State.CANCELLED, revision=1, changed_at=CHANGED)

    (some,), (none,) = gathered(off, ALMEN), gathered(off, all_off)

    assert (some.number, some.places, some.task.state, some.opens_task) == (1, ("Almen",), State.STARTED, True)
    assert (none.number, none.places, none.task.state) == (1, ("Almen", "Birka"), State.CANCELLED)


def test_one_is_touched_by_its_own_changes_and_changed_by_its_siblings() -> None:
    moved = replace(CEDER, due=LATER, revision=1, changed_at=CHANGED)

    assert [(one.touched_at, one.task.changed_at) for one in gathered(BIRKA, ALMEN, moved)] == [
        (None, CHANGED),
        (CHANGED, CHANGED),
    ]


def test_untold_places_count_without_being_named() -> None:
    (before,), (after,) = gathered(BIRKA, ALMEN, told={2}), gathered(BIRKA, ALMEN)

    assert (before.number, before.places, before.task.revision) == (1, ("Almen",), 1)
    assert (after.number, after.task.revision) == (1, 1)
    assert gathered(BIRKA, ALMEN, told=()) == []


def test_hidden_visits_look_the_same_however_many_are_told() -> None:
    by_row = [replace(one, hidden=True) for one in (BIRKA, ALMEN)]

    told = [
        *(gathered(*by_row, told=ids) for ids in ({1}, {1, 2})),
        gathered(BIRKA, ALMEN, hidden=(BIRKA.activity,)),
    ]

    assert [[(one.number, one.places, one.task.revision) for one in shown] for shown in told] == [[(1, (), 1)]] * 3


def test_administration_is_not_named() -> None:
    whole = replace(BIRKA, place="Karlstad", subject=Subject(Level.ADMINISTRATION, 1))

    assert [(one.places, one.opens_task) for one in gathered(whole)] == [((), True)]


def test_task_alone_is_itself() -> None:
    moved = replace(ALMEN, revision=4, changed_at=CHANGED)

    assert alone(moved) == Gathered(2, moved, ("Almen",), CHANGED, is_shared=False, opens_task=True)
