"""`arshjul action`: what is to be done about deficiencies, as an administrator sees it."""

from pathlib import Path

import pytest

from scheduler.actions import ActionDeed
from store.engine import open_engine
from store.unit_of_work import SqlStore
from tests.cli.conftest import Command
from tests.usecases.with_actions import ALARM, LIFT, PLAIN, answer, content_with, does, town_with_actions


@pytest.fixture
def actions(database: Path) -> None:
    """Two actions of Anna's answer, the first of which is followed up and closed."""
    store = SqlStore(open_engine(f"sqlite:///{database}"))
    town, task = town_with_actions(store)
    content, anna = content_with(PLAIN), town.people[0]
    answer(store, content, anna, task.id, ALARM, LIFT)
    does(store, content, anna, 1, ActionDeed.FINISH, words="Provat")
    does(store, content, anna, 1, ActionDeed.HELP, effect="yes", words="Det hörs")
    store.close()


def test_list_tells_what_is_alive(arshjul: Command, actions: None) -> None:
    ran = arshjul("action", "list")

    assert (ran.status, "Laga liften" in ran.out, "Byt larm" in ran.out) == (0, True, False)


def test_list_is_one_document_with_every_action_when_asked(arshjul: Command, actions: None) -> None:
    found = arshjul("action", "list", "--all", "--place", "solgården", "--format", "json").document["actions"]

    assert [(one["number"], one["state"], one["deadline"], one["origin"]) for one in found] == [
        (1, "closed", "2027-03-01", "answer"),
        (2, "open", "2027-02-15", "answer"),
    ]


def test_show_tells_what_has_happened(arshjul: Command, actions: None) -> None:
    history = arshjul("action", "show", 1, "--format", "json").document["history"]

    assert [(one["deed"], one["person"], one["words"], one["effect"]) for one in history] == [
        ("create", "Anna Ek", "", None),
        ("finish", "Anna Ek", "Provat", None),
        ("help", "Anna Ek", "Det hörs", "yes"),
    ]
    assert "gjordes klar" in arshjul("action", "show", 1).out


def test_nothing_is_told_kindly(arshjul: Command, actions: None) -> None:
    nowhere = arshjul("action", "list", "--place", "Ingenstans")
    unknown = arshjul("action", "show", 99)

    assert (nowhere.status, nowhere.out) == (0, "Det finns inga åtgärder som stämmer med det.\n")
    assert (unknown.status, unknown.out) == (2, "")
    assert "arshjul action list" in unknown.err
