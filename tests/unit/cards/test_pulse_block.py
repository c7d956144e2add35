"""The heartbeat begins with what is wrong, and is short where nothing is."""

from dataclasses import replace
from datetime import date

import pytest

from cards.pulse_block import bad_news, pulse_block
from scheduler.pulse import Counts, Pulse
from tests.unit.cards.pulse_examples import CALM, TROUBLED

FRIDAY = date(2027, 2, 19)


def words_of(pulse: Pulse) -> list[str]:
    return [item["text"] for item in pulse_block(pulse, FRIDAY)["items"] if item["type"] == "TextBlock"]


def test_bad_news_comes_first_and_in_the_colour_of_attention() -> None:
    _, first, *_ = pulse_block(TROUBLED, FRIDAY)["items"]

    assert (first["text"], first["color"]) == (
        "7 utskick gick inte fram och 9 personer kan inte nås.",
        "Attention",
    )


def test_calm_day_is_told_in_one_line() -> None:
    assert words_of(CALM) == [
        "Så går utskicken",
        "Alla 14 utskick sedan i går gick fram.",
        "I dag är 6 utskick planerade, det här inräknat.",
    ]


@pytest.mark.parametrize(
    ("pulse", "told"),
    [
        (CALM, ""),
        (replace(CALM, counts=Counts(sent=1, failed=1)), "1 utskick gick inte fram."),
        (replace(CALM, nameless=("Sara Vik",)), "1 person kan inte nås."),
        (replace(CALM, counts=Counts(waiting=3)), ""),
    ],
)
def test_bad_news_counts_what_failed_and_whom_nobody_reaches(pulse: Pulse, told: str) -> None:
    assert bad_news(pulse) == told


def test_what_becomes_of_failed_and_waiting_ones_is_told_where_there_are_any() -> None:
    failed, waiting = "De misslyckade skickas inte om.", "De som väntar går ut av sig själva"

    told = [
        [any(line.startswith(start) for line in words_of(replace(CALM, counts=counts))) for start in (failed, waiting)]
        for counts in (Counts(sent=1, failed=1), Counts(waiting=1), Counts(sent=1))
    ]

    assert told == [[True, False], [False, True], [False, False]]


def test_one_and_no_message_are_told_in_the_singular() -> None:
    assert [words_of(replace(CALM, counts=Counts(sent=sent)))[1] for sent in (0, 1)] == [
        "Inget utskick har behövts sedan i går.",
        "Det enda utskicket sedan i går gick fram.",
    ]
