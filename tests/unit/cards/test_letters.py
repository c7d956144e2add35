"""Letters: the same words twice, one link, no answers, and nothing that a reader's program could take for a tag."""

from dataclasses import replace

from cards.letters import Footing, asked_letter, daily_letter, recalled_letter
from cards.phrases_review import list_fallback
from scheduler.usecases.dispatching import Daily
from scheduler.usecases.hearing import Beside
from scheduler.usecases.news import News, TakenOver
from tests.unit.cards import action_examples, pulse_examples
from tests.unit.cards import card_examples as example
from tests.unit.cards.long_cards import LONG_TASKS, TASKS
from tests.unit.cards.web_reading import Reading

FOOTING = Footing(link="https://a.example/open/k", ask="https://a.example/open", municipality="Karlstad")
DAILY = Daily(example.TODAY, example.TASKS[:3], 2, is_catch_up=False)


def test_letter_of_the_day_reads_as_a_person_would_write_it() -> None:
    letter = daily_letter(DAILY, example.ANNA, FOOTING)

    assert letter["subject"] == "Årshjulet: 3 uppgifter att svara på"
    assert letter["text"] == (
        "Hej Anna\n\n"
        "Det gäller 3 uppgifter.\n\n"
        "▲ Försenade\n\n"
        "* Resultat på patientsäkerhetsmålen\n  Kroppkärr · avser 2026\n"
        "  Senast tisdag 16 februari 2027 · 3 dagar sen\n\n"
        "◆ Snart dags\n\n"
        "* Utförarens verksamhetsberättelse\n  Sandbäcken · avser 2026\n"
        "  Senast söndag 28 februari 2027 · om 9 dagar\n  Påbörjad\n\n"
        "* Utförarens verksamhetsberättelse\n  Rosengården · avser 2026\n"
        "  Senast söndag 28 februari 2027 · om 9 dagar\n\n"
        "Du har 2 uppgifter till.\n\n"
        "Öppna dina uppgifter:\nhttps://a.example/open/k\n\n"
        "Länken är bara din. Den gäller i ett dygn och kan användas en gång.\n"
        "Gäller den inte längre? Få en ny här: https://a.example/open\n\n"
        "Mejlet kommer från årshjulet i Karlstad, för att du har en uppgift där och inte har Teams. "
        "Det går inte att svara på det.\n"
    )


def test_page_says_what_the_text_says() -> None:
    for letter in (
        daily_letter(DAILY, example.ANNA, FOOTING),
        daily_letter(replace(DAILY, tasks=(), pulse=pulse_examples.CALM), example.ANNA, FOOTING),
        daily_letter(replace(DAILY, tasks=(*TASKS, *LONG_TASKS), is_catch_up=True), example.ANNA, FOOTING),
        asked_letter(example.ANNA, FOOTING),
        recalled_letter("Datumet <b>var</b> fel & dumt.", example.ANNA, FOOTING),
    ):
        reading = Reading(letter["html"])
        said = {word for word in reading.text.split() if "://" not in word}

        assert (reading.unbalanced, reading.open) == ([], [])
        missing = {word for line in letter["text"].splitlines() for word in line.split()} - said
        assert {word for word in missing if "://" not in word} <= {"*", "dina", "uppgifter:"}


def test_links_are_the_two_and_no_more() -> None:
    reading = Reading(daily_letter(DAILY, example.ANNA, FOOTING)["html"])

    assert [tag.get("href") for tag in reading.tags if tag.name == "a"] == [FOOTING.link, FOOTING.ask]
    assert not [tag for tag in reading.tags if tag.name in ("img", "script", "link")]


def test_long_day_is_cut_and_says_so() -> None:
    letter = daily_letter(replace(DAILY, tasks=TASKS), example.ANNA, FOOTING)

    assert letter["text"].count("* ") == 40
    assert "… och 160 till" in letter["text"]


def test_letter_tells_of_actions_without_a_word_of_what_was_answered() -> None:
    asked = action_examples.ASKED[:2]

    letter = daily_letter(replace(DAILY, tasks=(), others=0, actions=asked), example.ANNA, FOOTING)

    assert letter["subject"] == "Årshjulet: 2 åtgärder väntar på dig"
    assert letter["text"].startswith(f"Hej Anna\n\nÅtgärder\n\n* {asked[0].action.title}\n  {asked[0].action.place}\n")
    assert "Åtgärder sköts i Teams. Har du inte Teams? Hör av dig till din kontakt i Karlstad." in letter["text"]
    assert [one.action.says.measure for one in asked if one.action.says.measure in letter["text"]] == []


def test_letter_tells_what_came_with_a_role() -> None:
    taken = TakenOver(former=("Disa Berg",), tasks=2, late=0, begun=())

    letter = daily_letter(replace(DAILY, tasks=(), news=News(taken_over=taken)), example.ANNA, FOOTING)

    assert letter["subject"] == "Årshjulet: något nytt till dig"
    assert "Efter Disa Berg har du fått 2 öppna uppgifter." in letter["text"]


def test_letter_of_what_only_teams_can_show_says_that_there_is_something() -> None:
    letter = daily_letter(replace(DAILY, tasks=(), others=0), example.ANNA, FOOTING)

    assert letter["subject"] == "Årshjulet: något nytt till dig"
    assert "Det finns något nytt till dig." in letter["text"]


def test_letter_tells_that_answers_wait_to_be_judged() -> None:
    daily = replace(DAILY, beside=Beside(to_judge=2))

    assert list_fallback(2) in daily_letter(daily, example.ANNA, FOOTING)["text"]
    assert list_fallback(2) not in daily_letter(DAILY, example.ANNA, FOOTING)["text"]
