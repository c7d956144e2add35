"""What is typed, understood as a command or not."""

import pytest

from bot.chat.words import DEMO_WORDS, WORDS, command_in
from cards.verbs import Verb

ALL = {**WORDS, **DEMO_WORDS}


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("uppgifter", (Verb.TASKS, "")),
        ("  Mina   UPPGIFTER. ", (Verb.TASKS, "")),
        ("årshjul", (Verb.WHEEL, "")),
        ("ÅRSHJUL!", (Verb.WHEEL, "")),
        ("Kalender?", (Verb.CALENDAR, "")),
        ("sammanfattning", (Verb.DIGEST, "")),
        ("hjälp", (Verb.HELP, "")),
        ("Hej", (Verb.HELP, "")),
        ("hej på dig", (Verb.HELP, "på dig")),
        ("spola fram", (Verb.FORWARD, "")),
        ("Spola fram till nästa", (Verb.FORWARD, "till nästa")),
        ("spola fram 2027-02-28", (Verb.FORWARD, "2027-02-28")),
        ("byt person", (Verb.PEOPLE, "")),
    ],
)
def test_command_is_understood_in_any_letters_and_spaces(text: str, command: tuple[Verb, str]) -> None:
    assert command_in(text, ALL) == command


@pytest.mark.parametrize(
    "text", ["", "   ", "?", "uppgifterna", "mina", "visa uppgifter", "årshjulet", "arshjul", "spola"]
)
def test_anything_else_is_no_command(text: str) -> None:
    assert command_in(text, ALL) is None


@pytest.mark.parametrize("text", DEMO_WORDS)
def test_demo_words_are_no_commands_outside_the_demo(text: str) -> None:
    assert command_in(text, WORDS) is None
