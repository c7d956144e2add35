"""Days as a person says them."""

from datetime import UTC, date, datetime

import pytest

from cards.words_of_time import (
    day_words,
    deadline_words,
    distance_words,
    due_words,
    moment_words,
    near_day_words,
    period_words,
)
from scheduler.slots import Precision
from tests.unit.cards import card_examples as examples

TODAY = date(2027, 2, 19)


def test_day_words_names_the_weekday() -> None:
    assert day_words(date(2027, 2, 28)) == "söndag 28 februari 2027"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (TODAY, "i dag"),
        (date(2027, 2, 18), "i går"),
        (date(2027, 2, 17), "i onsdags"),
        (date(2027, 2, 13), "i lördags"),
        (date(2027, 2, 12), "12 februari"),
        (date(2026, 12, 30), "30 december 2026"),
        (date(2027, 2, 20), "20 februari"),
    ],
)
def test_day_that_has_been_is_told_no_more_exactly_than_it_takes(day: date, words: str) -> None:
    assert near_day_words(day, TODAY) == words


@pytest.mark.parametrize(
    ("due", "precision", "words"),
    [
        (date(2027, 2, 28), Precision.DAY, "söndag 28 februari 2027"),
        (date(2027, 4, 30), Precision.MONTH, "april 2027"),
        (None, Precision.NONE, "tills vidare"),
    ],
)
def test_due_words_never_tells_a_month_as_a_day(due: date | None, precision: Precision, words: str) -> None:
    assert due_words(due, precision) == words


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2027, 2, 19), "i dag"),
        (date(2027, 2, 20), "i morgon"),
        (date(2027, 2, 21), "i övermorgon"),
        (date(2027, 2, 28), "om 9 dagar"),
        (date(2027, 4, 20), "om 60 dagar"),
        (date(2027, 4, 21), "om 2 månader"),
        (date(2027, 2, 18), "1 dag sen"),
        (date(2027, 2, 16), "3 dagar sen"),
        (date(2026, 8, 19), "6 månader sen"),
    ],
)
def test_distance_words_counts_from_today(due: date, words: str) -> None:
    assert distance_words(due, TODAY) == words


@pytest.mark.parametrize(
    ("today", "words"),
    [
        (date(2027, 1, 31), "Under april 2027 · om 3 månader"),
        (date(2027, 3, 31), "Under april 2027 · nästa månad"),
        (date(2027, 4, 30), "Under april 2027 · den här månaden"),
        (date(2027, 5, 1), "Under april 2027 · månaden är slut"),
    ],
)
def test_deadline_words_counts_months_when_only_a_month_is_known(today: date, words: str) -> None:
    assert deadline_words(examples.IN_A_MONTH, today) == words


def test_deadline_words_tells_day_and_distance() -> None:
    assert deadline_words(examples.NEAR, TODAY) == "Senast söndag 28 februari 2027 · om 9 dagar"


def test_deadline_words_says_so_when_there_is_none() -> None:
    assert deadline_words(examples.ENDLESS, TODAY) == "Gäller tills vidare"


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (datetime(2027, 2, 19, 8, 14, tzinfo=UTC), "fredag 19 februari 2027 kl. 09.14"),
        (datetime(2027, 6, 30, 22, 5, tzinfo=UTC), "torsdag 1 juli 2027 kl. 00.05"),
    ],
)
def test_moment_words_tells_stockholm_time(moment: datetime, words: str) -> None:
    assert moment_words(moment) == words


@pytest.mark.parametrize(
    ("slot", "words"),
    [
        ("2026", "2026"),
        ("2027-Q1", "kvartal 1 2027"),
        ("2027-Q5", "2027-Q5"),
        ("2027-T2", "tertial 2 2027"),
        ("2027-H1", "första halvåret 2027"),
        ("2027-H2", "andra halvåret 2027"),
        ("2027-03", "mars 2027"),
        ("2027-00", "2027-00"),
        ("2027-2", "andra gången 2027"),
        ("2027-9", "nionde gången 2027"),
        ("2027-13", "gång 13 2027"),
        ("2027-04-14", "14 april 2027"),
        ("2027-04-01", "1 april 2027"),
        ("2027-13-01", "2027-13-01"),
        ("2025–2027", "2025–2027"),
        ("2027–2030", "2027–2030"),
        ("2027>unit:3", "2027"),
        ("2027-Q1>egenkontroll>unit:3", "kvartal 1 2027"),
        ("2027-05-12@unit:5", "12 maj 2027"),
        ("2027-05-12@unit:5>administration:1", "12 maj 2027"),
        ("2026-11-30@Omtanken hemtjänst", "30 november 2026"),
        ("nämnd 2027-03-25", "nämnd 2027-03-25"),
    ],
)
def test_period_words_reads_periods_and_leaves_the_rest(slot: str, words: str) -> None:
    assert period_words(slot) == words
