"""The simulation's mailbox: what was delivered to whom, when, and which tasks it offered."""

from bot.channel import Address
from bot.simulation.mailbox import Delivered, Mailbox, tasks_offered
from cards.adaptive import card, container, heading
from cards.verbs import Verb, button
from scheduler.clock import StandingClock, morning_of
from tests.factories import MONDAY

ADDRESS = Address("http://localhost", "person:7", "simulated", "simulated", "bot")


def offering(*tasks: int) -> dict[str, object]:
    rows = [container([button("Svara", Verb.OPEN, {"task": task})]) for task in tasks]
    return dict(card(rows, fallback="Hej", actions=[button("Mina uppgifter", Verb.TASKS)]))


def test_tasks_are_found_wherever_their_buttons_stand() -> None:
    assert list(tasks_offered(offering(3, 1, 3))) == [3, 1, 3]
    assert list(tasks_offered([{"deep": [offering(5)]}, "text", None, 7])) == [5]


async def test_card_to_a_person_is_kept_with_its_day_and_tasks() -> None:
    mailbox = Mailbox(StandingClock(morning_of(MONDAY)))

    named = [await mailbox.send(ADDRESS, offering(3, 1, 3)), await mailbox.send(ADDRESS, offering())]

    assert named == ["activity-1", "activity-2"]
    seen = [(one.to, one.day, one.tasks, one.names_more) for one in mailbox.delivered]
    assert seen == [("person:7", MONDAY, (3, 1), True), ("person:7", MONDAY, (), True)]
    assert [one.person_id for one in mailbox.delivered] == [7, 7]


async def test_card_without_a_list_names_all_that_there_is() -> None:
    mailbox = Mailbox(StandingClock(morning_of(MONDAY)))

    await mailbox.send(ADDRESS, dict(card([heading("Hej")], fallback="Hej")))

    assert mailbox.delivered == [Delivered("person:7", MONDAY, (), names_more=False)]


async def test_card_in_a_channel_belongs_to_nobody() -> None:
    mailbox = Mailbox(StandingClock(morning_of(MONDAY)))

    await mailbox.post_in_channel(service_url="", tenant_id="", bot_id="", channel_id="body:von", card=offering(2))

    assert mailbox.delivered == [Delivered("body:von", MONDAY, (2,), names_more=True)]
    assert mailbox.delivered[0].person_id is None


async def test_mailbox_opens_the_conversation_that_is_asked_for() -> None:
    mailbox = Mailbox(StandingClock(morning_of(MONDAY)))

    opened = await mailbox.open_personal(service_url="http://x", tenant_id="t", bot_id="bot", user_id="person:7")
    await mailbox.update(opened, "activity-1", card=offering())

    assert opened == Address("http://x", "person:7", "t", "simulated", "bot")
    assert mailbox.delivered == []
