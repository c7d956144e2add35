"""What one may start by hand: said plainly, chosen safely, and never too much for a card."""

import pytest

from cards import phrases_start as say
from cards.adaptive import LARGEST_CARD, size_of
from cards.start_card import Choice, already_started_card, chosen_in, start_card
from cards.verbs import Verb
from scheduler.usecases.starting import Startable
from tests.contract.card_schema import parts_of
from tests.unit.cards import card_examples as example
from tests.unit.cards.long_cards import LONG_NAME, LONG_TITLE
from tests.unit.cards.reading import buttons_of, field, titles_of, words_of
from tests.unit.cards.start_examples import AT_ONE, EVERYWHERE, HELP, MEETING, OFFERED, ROUTINE, many


def inputs(offered: tuple[Startable, ...]) -> list[str]:
    return [part["id"] for part in parts_of(start_card(offered)) if part.get("type") == "Input.ChoiceSet"]


def test_start_card_says_what_each_activity_is_for() -> None:
    assert [one["title"] for one in field(start_card(OFFERED), "activity")["choices"]] == [
        "Förbättring av processer och rutiner. En egenkontroll visar att en process eller rutin behöver förbättras.",
        "Temamöte. Enheten samlas kring ett ämne när det behövs.",
        "Hjälp med analysen. En chef ber om hjälp med analysen.",
        "Uppdrag vid brist. En brist rör alla.",
    ]


def test_start_card_offers_each_place_once() -> None:
    assert field(start_card(OFFERED), "place")["choices"] == [
        {"title": "Sandbäcken", "value": "unit:1"},
        {"title": "Rosengården", "value": "unit:2"},
        {"title": "Kroppkärr", "value": "unit:3"},
        {"title": "Hela förvaltningen", "value": "administration:1"},
    ]


def test_start_card_asks_for_no_place_when_there_is_one() -> None:
    assert (inputs((AT_ONE,)), inputs(OFFERED)) == (["activity"], ["activity", "place"])


def test_start_card_chooses_the_only_activity() -> None:
    assert field(start_card((AT_ONE,)), "activity")["value"] == HELP.key


def test_start_card_starts_with_its_fields() -> None:
    assert buttons_of(start_card(OFFERED)) == [
        ("Starta", {"verb": Verb.START.value}),
        ("Till mina uppgifter", {"verb": Verb.TASKS.value}),
    ]


def test_start_card_keeps_what_was_chosen_and_says_what_is_lacking() -> None:
    choice = chosen_in(OFFERED, ROUTINE.key, "")

    assert isinstance(choice, Choice)
    card = start_card(OFFERED, choice)

    assert field(card, "activity")["value"] == ROUTINE.key
    assert "”Förbättring av processer och rutiner” startas för Sandbäcken, Rosengården eller Kroppkärr." in words_of(
        card
    )


def test_start_card_says_so_when_there_is_nothing_to_start() -> None:
    card = start_card(())

    assert words_of(card) == f"{say.NOTHING_TITLE}\n{say.NOTHING_TEXT}"
    assert titles_of(card) == ["Till mina uppgifter"]


@pytest.mark.parametrize(
    ("activity", "place", "found"),
    [
        (HELP.key, "", AT_ONE),
        (HELP.key, "unit:2", AT_ONE),
        ("uppdrag", "", EVERYWHERE),
        (ROUTINE.key, "unit:3", OFFERED[2]),
        (MEETING.key, "unit:1", OFFERED[3]),
        (HELP.key, "unit:1", Choice(HELP.key, note=say.choose_place(HELP.title, ["Rosengården"]))),
        ("", "unit:2", Choice(place="unit:2", note=say.CHOOSE_ACTIVITY)),
        ("okänd", "", Choice(note=say.NOT_YOURS)),
    ],
)
def test_only_a_place_of_the_chosen_activity_is_taken(activity: str, place: str, found: Startable | Choice) -> None:
    assert chosen_in(OFFERED, activity, place) == found


def test_long_list_is_searched_and_folds_what_each_is_for() -> None:
    card = start_card(many(7, 7))

    assert [field(card, name)["style"] for name in ("activity", "place")] == ["filtered", "filtered"]
    assert [one["title"] for one in field(card, "activity")["choices"]][:2] == ["Aktivitet 0", "Aktivitet 1"]
    assert field(card, "reasons")["isVisible"] is False


def test_everything_is_offered_as_long_as_it_has_room() -> None:
    card = start_card(many(60, 100))

    assert [len(field(card, name)["choices"]) for name in ("activity", "place")] == [60, 100]
    assert "inte får plats" not in words_of(card)


def test_card_stays_small_and_says_how_many_there_was_no_room_for() -> None:
    card = start_card(many(200, 300, title=LONG_TITLE[:590], place=LONG_NAME))
    listed = [len(field(card, name)["choices"]) for name in ("activity", "place")]

    assert size_of(card) < LARGEST_CARD
    assert say.cut(200 - listed[0]) in words_of(card)
    assert say.cut(300 - listed[1]) in words_of(card)


def test_already_started_card_leads_to_the_task() -> None:
    assert buttons_of(already_started_card(example.STARTED)) == [
        ("Öppna den", {"verb": "form.open", "task": 2}),
        ("Till mina uppgifter", {"verb": "tasks.show"}),
    ]
