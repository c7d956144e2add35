"""Who asks, as the log is told: by the system clock, and under a name that any database can keep."""

import getpass

import pytest

from bot.app import build_service
from bot.channel import Address, Ignored, Sender, Turn
from bot.chat.visit import LONGEST_REQUEST, acting
from bot.cli.acting import NOBODY_KNOWN
from bot.cli.acting import acting as at_the_command_line
from scheduler.clock import StandingClock
from store.unit_of_work import SqlStore
from tests.factories import NOON, by_person, make_content, make_town
from tests.running_app import SETTINGS

ADDRESS = Address("https://smba.example/", "a:1", "tenant", "msteams", "28:bot")


def turn(activity_id: str | None) -> Turn:
    return Turn(
        address=ADDRESS,
        sender=Sender("29:1", "Anna Ek", None),
        event=Ignored(),
        reply_to_id=None,
        activity_id=activity_id,
        is_personal=True,
        team_channel_id=None,
    )


@pytest.mark.parametrize(
    ("activity_id", "request_name"),
    [
        ("f:1234", "f:1234"),
        (None, ""),
        ("a\0b\nc\ud800d", "abcd"),
        ("å" * 1000, "å" * LONGEST_REQUEST),
    ],
)
def test_person_in_the_chat_is_told_by_the_turn_they_took(
    store: SqlStore, activity_id: str | None, request_name: str
) -> None:
    anna = make_town(store).people[0]
    service = build_service(SETTINGS, store=store, content=make_content(), system_clock=StandingClock(NOON))

    assert acting(service, anna, turn(activity_id)) == by_person(anna, request=request_name)


def test_each_run_of_a_command_has_a_name_of_its_own_and_whoever_decides_is_named() -> None:
    first, second = (at_the_command_line(1, actor="Eva") for _ in range(2))

    assert first.request != second.request
    assert (first.municipality_id, first.person_id, first.actor) == (1, None, "Eva")


def test_user_without_a_name_can_run_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    def nameless() -> str:
        raise KeyError("getpwuid(): uid not found: 10001")

    monkeypatch.setattr(getpass, "getuser", nameless)

    assert at_the_command_line(1).actor == NOBODY_KNOWN
