"""The first words, and a kind answer to what was not understood."""

from cards.greeting_cards import help_card, no_access_card, welcome_card
from tests.unit.cards.reading import titles_of, words_of


def test_help_card_repeats_what_was_not_understood() -> None:
    assert words_of(help_card(unknown="  var är\n*fikat*?  ", demo=False)).startswith(
        "Jag förstod inte riktigt ”var är *fikat*?”. Jag är bra på annat:"
    )


def test_help_card_shortens_a_long_text() -> None:
    assert f"”{'a' * 79}…”" in words_of(help_card(unknown="a" * 5000, demo=False))


def test_help_card_has_the_demo_buttons_only_in_the_demo() -> None:
    common = ["Mina uppgifter", "Årshjulet", "Kalendern", "Sammanfattning"]

    assert titles_of(help_card(demo=False)) == common
    assert titles_of(help_card(demo=True)) == [*common, "Spola fram till nästa", "Byt person"]


def test_welcome_card_tells_what_waits() -> None:
    told = [words_of(welcome_card("Anna Lindqvist", open_tasks=count)) for count in (0, 1)]

    assert "Just nu väntar inget på dig." in told[0]
    assert "Just nu har du 1 uppgift att svara på." in told[1]


def test_no_access_card_greets_also_when_there_is_no_name() -> None:
    assert [words_of(no_access_card(name)).split("\n")[1].split(" ")[:2] for name in ("Cilla", "")] == [
        ["Hej", "Cilla."],
        ["Hej.", "Därför"],
    ]
