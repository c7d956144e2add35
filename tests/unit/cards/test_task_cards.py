"""What a person has to do, and how much of it one card has room for."""

from cards.task_cards import daily_card, first_name, task_list_card
from scheduler.assignments import Assignment
from scheduler.usecases.dispatching import Daily
from scheduler.usecases.tasks import TaskList
from tests.contract.card_schema import parts_of
from tests.unit.cards import card_examples as example
from tests.unit.cards.long_cards import LONG, TASKS
from tests.unit.cards.people_examples import PEOPLE_CARDS
from tests.unit.cards.reading import buttons_of, titles_of, words_of


def listed(*tasks: Assignment, done: int = 0) -> TaskList:
    return TaskList(example.TODAY, tasks, (), done)


def test_task_list_card_opens_each_task_by_its_state() -> None:
    card = task_list_card(listed(example.LATE, example.STARTED, example.RETURNED), example.ANNA)

    assert [one for one in buttons_of(card) if one[1]["verb"] == "form.open"] == [
        ("Svara", {"verb": "form.open", "task": 1}),
        ("Fortsätt", {"verb": "form.open", "task": 2}),
        ("Komplettera", {"verb": "form.open", "task": 7}),
    ]


def test_task_list_card_counts_in_words() -> None:
    words = words_of(task_list_card(listed(*example.TASKS, done=1), example.ANNA))

    assert "1 försenad, 2 snart dags, 3 öppna" in words
    assert "Klart hittills i år: 1 uppgift." in words


def test_task_list_card_says_how_many_more_when_full() -> None:
    card = LONG["tasks_many"]
    shown = titles_of(card).count("Svara") + titles_of(card).count("Fortsätt")

    assert f"… och {200 - shown} till." in words_of(card)


def test_task_list_card_is_glad_when_there_is_nothing() -> None:
    assert words_of(task_list_card(listed(), "Anna")) == (
        "Inget väntar på dig, Anna\nAllt är klart. Ta en kopp kaffe, jag hör av mig när det är dags igen."
    )


def test_daily_card_names_at_most_eight() -> None:
    card = daily_card(Daily(example.TODAY, TASKS[:12], 3, is_catch_up=False), example.ANNA)

    assert titles_of(card).count("Senare, lämna över, mer tid") == 8
    assert "… och 4 till" in words_of(card)
    assert "Du har 3 uppgifter till." in words_of(card)


def test_daily_card_has_no_more_to_list_when_all_is_told() -> None:
    card = daily_card(Daily(example.TODAY, (example.NEAR,), 0, is_catch_up=False), example.ANNA)

    assert titles_of(card) == ["Svara", "Jag har sett detta", "Senare, lämna över, mer tid"]


def test_daily_card_explains_itself_when_catching_up() -> None:
    words = words_of(daily_card(Daily(example.TODAY, example.TASKS[:2], 0, is_catch_up=True), example.ANNA))

    assert "Jag har varit tyst ett tag, förlåt. De här 2 samlades på hög medan jag var borta." in words


def test_first_name_is_empty_when_there_is_no_name() -> None:
    assert [first_name(name) for name in ("Anna Lindqvist", " Björn ", "")] == ["Anna", "Björn", ""]


def test_task_list_card_tells_what_others_must_do_first() -> None:
    lines = words_of(task_list_card(example.WAITING_TASKS, example.ANNA)).split("\n")

    assert lines[lines.index("Väntar på andra") :][:7] == [
        "Väntar på andra",
        "Riskbedömning för förvaltningen",
        "Karlstad · avser 2027",
        "Väntar på: Risk- och väsentlighetsanalys (3 av 4 klara), Målen (0 av 1 klara)",
        "Samlad tillsyn",
        "Karlstad · avser tertial 1 2027",
        "Väntar på: något som någon annan gör först",
    ]


def test_task_list_card_opens_nothing_that_waits_for_others() -> None:
    tasks = {data["task"] for _, data in buttons_of(task_list_card(example.WAITING_TASKS, "")) if "task" in data}

    assert tasks == {example.LATE.id, example.STARTED.id}


def test_task_list_card_counts_those_that_wait_when_there_is_no_room() -> None:
    card = LONG["tasks_waiting_many"]
    told = words_of(card).count("Väntar på: ")

    assert f"… och {40 - told} till som väntar på andra." in words_of(card)


def test_task_list_card_leads_to_what_may_be_started_only_when_something_may() -> None:
    ways = [titles_of(task_list_card(listed(), "", may_start=may_start)) for may_start in (True, False)]

    always = ["Åtgärder", "Årshjulet", "Kalendern", "Frånvaro"]
    assert ways == [["Starta något", *always], always]


def test_what_is_not_answering_lies_behind_three_dots() -> None:
    card = task_list_card(listed(example.NEAR, example.STARTED), example.ANNA)
    aside = [one["title"] for one in parts_of(card) if one.get("mode") == "secondary"]

    assert aside == ["Jag har sett detta", "Senare, lämna över, mer tid", "Senare, lämna över, mer tid", "Frånvaro"]


def test_task_says_how_it_stands_between_people() -> None:
    words = words_of(PEOPLE_CARDS["tasks_between_people"]).split("\n")

    assert [line for line in words if "Östlund" in line or "Bergström" in line or "Nyström" in line] == [
        "Du ersätter Karin Östlund",
        "Påbörjad av Johan Bergström",
        "Överlämnad till Eva Nyström",
        "Överlämnad av Karin Östlund · Påminnelse 15 mars",
        "Utförarens verksamhetsberättelse: du har fått tid till onsdag 24 mars 2027, säger Karin Östlund.",
    ]


def test_what_was_taken_over_is_told_before_the_tasks() -> None:
    lines = words_of(PEOPLE_CARDS["daily_taken_over"]).split("\n")

    assert lines[:5] == [
        "Hej Anna",
        "Du har tagit över",
        "Efter Johan Bergström har du fått 6 öppna uppgifter, 1 av dem försenad.",
        "2 utkast är påbörjade av Johan Bergström.",
        "Det gäller 3 uppgifter.",
    ]


def test_one_who_was_away_needs_no_excuse_for_the_silence() -> None:
    words = words_of(PEOPLE_CARDS["daily_back"])

    assert "Välkommen tillbaka.\nDe här 2 samlades medan du var borta." in words
    assert "förlåt" not in words
