"""How long a form takes: what is measured, what is guessed, and what is left of it."""

from datetime import UTC, datetime, timedelta

import pytest

from scheduler.effort import SECONDS, minutes_left, seconds_spent
from scheduler.forms import QuestionType, pages_of
from scheduler.loading import shipped_forms
from tests.factories import FORM

NINE = datetime(2027, 1, 11, 9, 0, tzinfo=UTC)


def moments(*minutes: float) -> list[datetime]:
    return [NINE + timedelta(minutes=one) for one in minutes]


@pytest.mark.parametrize(
    ("minutes", "seconds"),
    [
        ((0, 1, 3, 4), 240),
        ((0, 1, 3, 4, 6), 360),
        ((0, 1, 2000, 2002), 270),
        ((0, 9.9, 9.9, 9.9), 594),
        ((4, 0, 3, 1), 240),
        ((0, 1, 2), None),
        ((0, 10, 20, 30), None),
        ((0, 0, 0, 0), None),
        ((0,), None),
        ((), None),
    ],
    ids=[
        "every_page", "one_page_twice", "pause_counts_as_the_mean", "almost_a_pause", "out_of_order",
        "page_left_out", "nothing_but_pauses", "no_time_at_all", "one_moment", "nothing",
    ],
)  # fmt: skip
def test_time_is_that_between_the_savings(minutes: tuple[float, ...], seconds: int | None) -> None:
    assert seconds_spent(moments(*minutes), pages=3) == seconds


@pytest.mark.parametrize(("number", "guessed", "measured"), [(1, 5, 10), (2, 3, 7), (3, 1, 3)])
def test_what_is_left_shrinks_with_every_page(number: int, guessed: int, measured: int) -> None:
    pages = pages_of(FORM, {})
    page = pages[number - 1]

    assert (minutes_left(pages, page, None), minutes_left(pages, page, 600)) == (guessed, measured)


def test_nothing_is_promised_to_take_less_than_a_minute() -> None:
    pages = pages_of(FORM, {})

    assert minutes_left(pages, pages[-1], 5) == 1


def test_guess_for_every_shipped_form_is_one_that_a_manager_may_believe() -> None:
    guessed = {form.key: minutes_left(pages_of(form, {}), pages_of(form, {})[0], None) for form in shipped_forms()}

    assert {key: minutes for key, minutes in guessed.items() if not 1 <= minutes <= 25} == {}


def test_there_is_a_guess_for_every_kind_of_question() -> None:
    assert set(QuestionType) - SECONDS.keys() == set()
