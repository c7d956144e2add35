"""The demo's own cards."""

from datetime import date

from cards.demo_cards import demo_moved_card, demo_people_card
from tests.contract.card_schema import parts_of
from tests.unit.cards.golden_cards import PEOPLE
from tests.unit.cards.reading import buttons_of, field, words_of

MONDAY = date(2027, 1, 18)


def test_demo_moved_card_tells_day_and_messages() -> None:
    card = demo_moved_card(MONDAY, [("Anna Lindqvist", 3), ("Farid Rahimi", 1)], ["Halvårsläget"])

    assert words_of(card).startswith("Nu är det måndag 18 januari 2027\n")
    assert [(part["title"], part["value"]) for part in parts_of(card) if part.keys() == {"title", "value"}] == [
        ("Anna Lindqvist", "3 uppgifter"),
        ("Farid Rahimi", "1 uppgift"),
    ]
    assert "Halvårsläget" in words_of(card)


def test_demo_moved_card_says_how_many_more_when_there_are_many() -> None:
    assert "… och 5 till" in words_of(demo_moved_card(MONDAY, [("Anna", 1)] * 35, []))


def test_demo_moved_card_enjoys_the_quiet() -> None:
    assert "Ingen fick något meddelande. Skönt." in words_of(demo_moved_card(MONDAY, [], []))


def test_demo_people_card_marks_who_one_is() -> None:
    card = demo_people_card(PEOPLE, 3)

    assert field(card, "person")["value"] == "3"
    assert field(card, "person")["choices"][2] == {
        "title": "Maria Castillo – Kvalitetsrådets sekreterare",
        "value": "3",
    }
    assert buttons_of(card) == [("Bli den personen", {"verb": "demo.become"})]


def test_demo_people_card_marks_nobody_when_the_current_one_is_not_among_them() -> None:
    assert "value" not in field(demo_people_card(PEOPLE, 99), "person")
