"""A body's digests go to the channel that its secretary connected."""

from datetime import date

from cards import phrases_notices
from scheduler.audit import AuditEntry, Deed, Thing
from scheduler.clock import morning_of
from scheduler.organisation import Person
from tests.running_app import TENANT, House
from tests.unit.cards.reading import words_of
from tests.web.conftest import Town

CHANNEL = "19:forvaltningen@thread.tacv2"
SECRETARY = "Maria Castillo"


def named(town: Town, name: str) -> Person:
    return next(person for person in town.people if person.name == name)


async def asks_to_connect(house: House, person: Person) -> str:
    """What the bot answers in the channel."""
    conversation = {
        "id": f"{CHANNEL};messageid=1",
        "conversationType": "channel",
        "isGroup": True,
        "tenantId": "tenant",
    }
    channel_data = {"tenant": {"id": TENANT}, "channel": {"id": CHANNEL}}
    activity = house.chat(person).activity(
        "message", text="koppla", conversation=conversation, channelData=channel_data
    )
    await house.knock(activity)
    return words_of(house.fake.cards[-1])


def logged(house: House) -> list[AuditEntry]:
    with house.service.store.read() as uow:
        return list(uow.audit.of_municipality(house.service.municipality_id))


async def digest_day(house: House) -> list[str]:
    """Where something was posted on the digest's day without being a reply."""
    house.fake.received.clear()
    house.clock.move_to(morning_of(date(2027, 3, 15)))
    await house.work()
    return [
        request.body["channelData"]["channel"]["id"] for request in house.fake.received if "activity" in request.body
    ]


async def test_digest_is_posted_where_the_secretary_connected_it(town: Town) -> None:
    secretary = named(town, SECRETARY)

    told = await asks_to_connect(town.house, secretary)

    assert phrases_notices.CONNECTED_TITLE in told
    assert [(one.deed, one.thing, one.person_id, one.request) for one in logged(town.house)] == [
        (Deed.CONNECTED, Thing.BODY, secretary.id, "in-0")
    ]
    assert await digest_day(town.house) == [CHANNEL]


async def test_nobody_else_can_connect_a_channel(town: Town) -> None:
    anna = named(town, "Anna Lindqvist")

    told = await asks_to_connect(town.house, anna)

    assert phrases_notices.NOT_CONNECTED_TITLE in told
    assert [(one.deed, one.thing, one.person_id) for one in logged(town.house)] == [(Deed.REFUSED, Thing.BODY, anna.id)]
    assert await digest_day(town.house) == []
