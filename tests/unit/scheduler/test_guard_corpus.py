"""The guard over a corpus of texts as they are written in forms: none is missed, and every false alarm has a name."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

import pytest

from scheduler.guard import COVER, covered_passage, holds_personal_number, personal_numbers_in

FIXTURE = Path(__file__).parents[2] / "fixtures" / "personal_numbers.toml"
CORPUS: Mapping[str, Mapping[str, str]] = tomllib.loads(FIXTURE.read_text(encoding="utf-8"))
FALSE_ALARMS = [
    "serienummer som råkar stämma",
    "mobilnummer i ett som råkar stämma",
    "mobilnummer med ett streck som råkar stämma",
    "datum och klockslag som råkar stämma",
    "ärendenummer efter datum som råkar stämma",
    "period av dagar som råkar stämma",
    "belopp som råkar stämma",
    "kontonummer i fyror som råkar stämma",
    "mått i en adress som råkar stämma",
]
"""Each has the digits and the shape of a personal identity number, so nobody could tell that it is none."""
LONG = 200_000


def test_corpus_is_as_large_as_it_was_asked_to_be() -> None:
    assert sum(map(len, CORPUS.values())) >= 300
    assert min(len(CORPUS["holds"]), len(CORPUS["free"])) >= 150


def test_no_number_of_the_corpus_is_missed() -> None:
    assert [name for name, text in CORPUS["holds"].items() if not holds_personal_number(text)] == []


def test_every_false_alarm_of_the_corpus_has_a_name() -> None:
    harmless = {**CORPUS["free"], **CORPUS["by_chance"]}

    assert [name for name, text in harmless.items() if holds_personal_number(text)] == FALSE_ALARMS


@pytest.mark.parametrize("text", CORPUS["holds"].values(), ids=list(CORPUS["holds"]))
def test_number_of_the_corpus_is_covered_where_its_place_is_told(text: str) -> None:
    told = covered_passage(text)

    assert COVER in told
    assert not holds_personal_number(told)
    assert not [one for one in personal_numbers_in(text) if text[one.start : one.end] in told]


@pytest.mark.parametrize(
    "text",
    [
        "850709" + " " * LONG + "x",
        "850709-" * (LONG // 7),
        "85 07 09 " * (LONG // 9),
        "8 5 " * (LONG // 4),
        "\u200b" * LONG + "850709",
        "850709" + "\n" * LONG,
        "850709&nbsp" * (LONG // 11),
    ],
    ids=["gap", "dashes", "pairs", "boxes", "invisible", "lines", "entities"],
)
def test_guard_reads_a_hostile_text_to_its_end(text: str) -> None:
    assert not holds_personal_number(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Brukaren 850709-9805 föll.", "Brukaren •••• föll."),
        ("Allt gick bra.", ""),
        ("850709-9805 och 850709 9805", "•••• och ••••"),
        ("x" * 60 + " 850709-9805\n" + "y" * 60, f"…{'x' * 39} •••• {'y' * 39}…"),
        ("Född 1985-07-09-9805.", "Född ••••."),
    ],
)
def test_place_is_told_by_the_words_around_it(text: str, told: str) -> None:
    assert covered_passage(text) == told
