"""Cards about people over time: what is wrong stands at its field, and every typed word comes back."""

import pytest

from cards.adaptive import Card
from tests.contract.card_schema import parts_of
from tests.unit.cards.people_examples import PEOPLE_CARDS
from tests.unit.cards.reading import buttons_of, titles_of, words_of


def inputs_of(card: Card) -> dict[str, str]:
    return {one["id"]: one.get("value", "") for one in parts_of(card) if str(one.get("type")).startswith("Input.")}


def kinds_of(card: Card) -> dict[str, str]:
    return {one["id"]: one["type"] for one in parts_of(card) if str(one.get("type")).startswith("Input.")}


def folded_in(card: Card) -> dict[str, bool]:
    return {
        one["id"]: one.get("isVisible") is False
        for one in parts_of(card)
        if one.get("type") == "Container" and "id" in one
    }


def test_refused_absence_gives_back_all_that_was_typed() -> None:
    card = PEOPLE_CARDS["absence_denied"]

    assert inputs_of(card) == {
        "since": "2027-03-20",
        "until": "2027-03-10",
        "stand_in": "3",
        "stand_in_typed": "Farid *R*",
    }
    assert kinds_of(card)["since"] == kinds_of(card)["until"] == "Input.Date"


def test_each_fault_of_an_absence_stands_under_its_field() -> None:
    body = PEOPLE_CARDS["absence_denied"]["body"]
    places = [one.get("id") or one["text"] for one in body[2:]]

    assert places == [
        "since",
        "until",
        "Sista dagen ligger före den första. Byt någon av dem.",
        "stand_in",
        "stand_in_typed",
        "Jag hittar ingen med det namnet eller den adressen. Pröva e-postadressen.",
    ]


def test_one_is_warned_of_a_stand_in_who_is_away() -> None:
    words = words_of(PEOPLE_CARDS["absence_entered"])

    assert "Björn Ås ersätter dig och får veta det i sitt meddelande." in words
    assert "ersättaren själv är borta 8–9 mars 2027" in words


def test_known_absence_can_be_ended() -> None:
    assert buttons_of(PEOPLE_CARDS["absence"])[0] == ("Ta bort", {"verb": "absence.end", "absence": 4})


def test_part_with_a_fault_is_unfolded_and_the_others_are_not() -> None:
    assert folded_in(PEOPLE_CARDS["more"]) == {"later_part": True, "give_part": True, "time_part": True}
    assert folded_in(PEOPLE_CARDS["more_refused"]) == {"later_part": True, "give_part": True, "time_part": False}


def test_refused_wish_gives_back_the_words() -> None:
    typed = inputs_of(PEOPLE_CARDS["more_refused"])

    assert (typed["wanted"], typed["because"]) == ("2027-02-01", "Personal sjuk, 19121212-1212")


def test_given_task_can_be_taken_back_but_not_given() -> None:
    titles = titles_of(PEOPLE_CARDS["more_given"])

    assert ("Ta tillbaka" in titles, "Låt någon annan svara" in titles, "Jag har sett detta" in titles) == (
        True,
        False,
        False,
    )


def test_wish_is_filled_in_with_the_day_that_was_asked_for() -> None:
    assert inputs_of(PEOPLE_CARDS["wish"]) == {"granted": "2027-03-31", "answer": ""}
    assert [data for title, data in buttons_of(PEOPLE_CARDS["wish"]) if title in ("Ge mer tid", "Säg nej")] == [
        {"verb": "time.rule", "wish": 9, "grants": 1},
        {"verb": "time.rule", "wish": 9, "grants": 0},
    ]


def test_one_who_came_second_is_told_how_it_went_and_gets_the_words_back() -> None:
    words = words_of(PEOPLE_CARDS["wish_already"])

    assert "Karin Östlund har gett tid till onsdag 24 mars 2027." in words
    assert "Det här skrev du: ”Nej, det går inte.”" in words


@pytest.mark.parametrize("name", PEOPLE_CARDS)
def test_no_two_parts_of_a_card_have_one_name(name: str) -> None:
    names = [one["id"] for one in parts_of(PEOPLE_CARDS[name]) if "id" in one]

    assert len(set(names)) == len(names)
