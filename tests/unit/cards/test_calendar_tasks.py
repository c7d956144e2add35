"""Where a task stands in a calendar, and for how long one that is called off stays there."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from cards.calendar import CalendarEvent
from cards.calendar_tasks import span_of, task_events
from scheduler.assignments import Assignment
from scheduler.gathering import Gathered, alone
from scheduler.lifecycle import State
from scheduler.rules_yearly import WindowRule
from scheduler.slots import Precision, Slot
from tests.factories import make_activity, make_wheel
from tests.unit.cards.card_examples import STARTED

SINCE, TODAY = date(2026, 12, 1), date(2027, 2, 1)
CHANGED = datetime(2027, 1, 20, 8, 0, tzinfo=UTC)
FEBRUARY = Slot("2027", date(2027, 1, 1), date(2027, 2, 28), Precision.DAY)
APRIL = Slot("2027", date(2027, 4, 1), date(2027, 4, 30), Precision.MONTH)
TASK = replace(STARTED, title="Rapport", place="Solgården", opens=date(2027, 1, 1), due=date(2027, 2, 28))
WHEEL = make_wheel(make_activity(key=TASK.activity))
WINDOWED = make_wheel(make_activity(key=TASK.activity, rule=WindowRule(first_month=1, last_month=2)))


def events(*tasks: Assignment, today: date = TODAY) -> list[CalendarEvent]:
    return list(task_events(map(alone, tasks), WHEEL, since=SINCE, today=today))


def days(slot: Slot, *, is_bar: bool = False) -> tuple[date, date]:
    span = span_of(slot, "Rapport", is_bar=is_bar)
    assert span is not None
    return span.first, span.last


@pytest.mark.parametrize(
    ("opens", "first"),
    [
        (date(2027, 4, 1), date(2027, 4, 1)),
        (None, date(2027, 4, 1)),
        (date(2027, 2, 1), date(2027, 4, 1)),
        (date(2027, 4, 12), date(2027, 4, 12)),
    ],
    ids=["whole month", "no opening", "opens before", "opens within"],
)
def test_month_covers_the_month_when_no_day_is_stated(opens: date | None, first: date) -> None:
    assert days(replace(APRIL, opens=opens)) == (first, date(2027, 4, 30))


def test_month_is_named_in_title_and_text() -> None:
    span = span_of(replace(APRIL, opens=date(2027, 2, 1)), "Ramyttrande", is_bar=False)

    assert span is not None
    assert (span.title, span.sentences) == (
        "Ramyttrande (april 2027)",
        ("Någon gång i april 2027. Dokumentet nämner ingen dag.", "Öppet från 1 februari 2027."),
    )


def test_window_is_a_bar_and_a_deadline_is_not() -> None:
    assert days(FEBRUARY, is_bar=True) == (date(2027, 1, 1), date(2027, 2, 28))
    assert days(FEBRUARY) == (date(2027, 2, 28), date(2027, 2, 28))


def test_window_of_months_claims_no_day() -> None:
    span = span_of(replace(FEBRUARY, precision=Precision.MONTH), "Rapport", is_bar=True)

    assert span is not None
    assert span.sentences == ("Görs under januari till februari 2027. Dokumentet nämner ingen dag.",)


def test_window_of_one_month_names_it_once() -> None:
    span = span_of(APRIL, "Rapport", is_bar=True)

    assert span is not None
    assert (span.first, span.sentences) == (
        date(2027, 4, 1),
        ("Någon gång i april 2027. Dokumentet nämner ingen dag.",),
    )


def test_window_longer_than_a_season_stands_on_its_last_day() -> None:
    quarter = replace(FEBRUARY, due=FEBRUARY.opens and FEBRUARY.opens + timedelta(days=92))
    longer = replace(FEBRUARY, due=FEBRUARY.opens and FEBRUARY.opens + timedelta(days=93))

    assert days(quarter, is_bar=True)[0] == date(2027, 1, 1)
    assert days(longer, is_bar=True)[0] == longer.due


def test_deadline_on_the_day_that_it_opens_says_it_once() -> None:
    span = span_of(replace(FEBRUARY, opens=FEBRUARY.due), "Rapport", is_bar=False)

    assert span is not None
    assert span.sentences == ("Senast 28 februari 2027.",)


def test_start_stands_on_its_day_when_no_end_is_stated() -> None:
    span = span_of(replace(FEBRUARY, due=None), "Rapport", is_bar=False)

    assert span is not None
    assert (span.first, span.last, span.title) == (date(2027, 1, 1), date(2027, 1, 1), "Rapport (börjar)")


def test_task_is_left_out_when_it_has_no_date() -> None:
    assert events(replace(TASK, opens=None, due=None)) == []


def test_task_is_told_as_it_was_planned_until_it_changes() -> None:
    planned, moved = events(TASK, replace(TASK, id=99, revision=2, changed_at=CHANGED))

    assert (planned.revision, planned.changed_at) == (0, datetime(2026, 12, 1, 8, 0, tzinfo=UTC))
    assert (moved.revision, moved.changed_at) == (2, CHANGED)
    assert planned == CalendarEvent(
        uid=f"assignment-{TASK.id}",
        title="Rapport – Solgården",
        first=date(2027, 2, 28),
        last=date(2027, 2, 28),
        sentences=(
            "Senast 28 februari 2027.",
            "Öppet från 1 januari 2027.",
            "Svara i Teams: skriv uppgifter till Årshjulet.",
        ),
        revision=0,
        changed_at=planned.changed_at,
        category="Årshjul",
    )


def test_activity_of_a_window_is_a_bar() -> None:
    (bar,) = task_events([alone(TASK)], WINDOWED, since=SINCE, today=TODAY)

    assert (bar.first, bar.last, bar.sentences) == (
        date(2027, 1, 1),
        date(2027, 2, 28),
        (
            "Görs från 1 januari 2027 till och med 28 februari 2027.",
            "Svara i Teams: skriv uppgifter till Årshjulet.",
        ),
    )


def test_cancelled_task_says_so_for_thirty_days() -> None:
    gone = replace(TASK, state=State.CANCELLED, revision=1, changed_at=CHANGED)

    (shown,) = events(gone, today=date(2027, 2, 19))

    assert (shown.cancelled, shown.sentences[0]) == (True, "Den här uppgiften är inställd.")
    assert events(gone, today=date(2027, 2, 20)) == []


FORMS = "https://arshjul.example/form/"


def linked(one: Gathered) -> str:
    (event,) = task_events([one], WHEEL, since=SINCE, today=TODAY, form_url=FORMS)
    return event.url


def shared(*places: str, **changes: object) -> Gathered:
    return replace(Gathered(9, TASK, places, None, opens_task=len(places) == 1), **changes)  # type: ignore[arg-type]


def told_of(one: Gathered) -> tuple[str, str, tuple[str, ...]]:
    (event,) = task_events([one], WHEEL, since=SINCE, today=TODAY)
    return event.uid, event.title, event.sentences[2:-1]


def test_task_is_linked_by_its_number_and_nothing_that_is_secret() -> None:
    gone = replace(TASK, state=State.CANCELLED, revision=1, changed_at=CHANGED)

    assert linked(alone(TASK)) == f"{FORMS}{TASK.id}"
    assert linked(shared("Solgården")) == f"{FORMS}{TASK.id}"
    assert [linked(one) for one in (shared("Almen", "Birka"), shared(opens_task=False), alone(gone))] == ["", "", ""]
    assert [event.url for event in events(TASK)] == [""]


@pytest.mark.parametrize(
    ("places", "title", "more"),
    [
        ((), "Rapport", ()),
        (("Almen",), "Rapport – Almen", ()),
        (("Almen", "Birka"), "Rapport – Almen och Birka", ("Gäller 2 enheter: Almen och Birka.",)),
        (("Almen", "Birka", "Ceder"), "Rapport – 3 enheter", ("Gäller 3 enheter: Almen, Birka och Ceder.",)),
        (
            tuple(f"E{number:02}" for number in range(14)),
            "Rapport – 14 enheter",
            ("Gäller 14 enheter: E00, E01, E02, E03, E04, E05, E06, E07, E08, E09, E10, E11 och 2 till.",),
        ),
    ],
)
def test_shared_task_names_few_places_and_counts_many(
    places: tuple[str, ...], title: str, more: tuple[str, ...]
) -> None:
    assert told_of(shared(*places)) == ("tasks-9", title, more)


def test_shared_task_that_was_called_off_is_forgotten_by_its_own_day() -> None:
    changed_again = replace(TASK, state=State.CANCELLED, changed_at=CHANGED + timedelta(days=20))
    gone = shared("Almen", task=changed_again, touched_at=CHANGED)

    days = [date(2027, 2, 19), date(2027, 2, 20)]
    assert [len([*task_events([gone], WHEEL, since=SINCE, today=day)]) for day in days] == [1, 0]
