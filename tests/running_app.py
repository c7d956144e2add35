"""The whole service on clocks that stand, spoken to as Teams speaks and listened to by a fake connector."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import orjson
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.app import Extras, build_app, build_service
from bot.demo.run import enter_example_people
from bot.engine import Engine
from bot.service import Service
from bot.settings import Settings
from bot.teams.limits import UNLIMITED, Limits
from bot.web.keys import ENGINES
from bot.web.readers import UNLIMITED_READING, ReadingLimits
from cards import phrases_form
from cards.adaptive import Card
from scheduler.clock import StandingClock, morning_of
from scheduler.loading import Content, example_of, load_shipped
from scheduler.organisation import Person
from scheduler.pacing import UNPACED
from scheduler.ports import Store
from scheduler.usecases.ticking import tick
from store.engine import open_engine
from store.unit_of_work import SqlStore
from tests.contract.card_schema import parts_of
from tests.factories import MONDAY
from tests.fake_connector import FakeConnector, running_connector
from tests.unit.cards.reading import buttons_of, titles_of

BOT = "28:bot"
TENANT = "tenant"
PUBLIC_URL = "https://arshjul.example"
JSON = {"Content-Type": "application/json"}
SETTINGS = Settings(allow_anonymous=True, public_url=PUBLIC_URL)
SELDOM = timedelta(days=1)
AN_HOUR = 3600.0
KARLSTAD = load_shipped("karlstad", local=example_of("karlstad"))


@dataclass(frozen=True, slots=True)
class House:
    """One running service; tests tick it by hand and move its clocks, and nothing goes out between."""

    service: Service
    clock: StandingClock
    system: StandingClock
    client: TestClient[web.Request, web.Application]
    fake: FakeConnector
    turns: Iterator[int] = field(default_factory=count)

    @property
    def engine(self) -> Engine:
        engine: Engine = self.client.server.app[ENGINES][self.service.content.wheel.key]  # type: ignore[attr-defined]
        return engine

    async def work(self) -> None:
        """Tick and send."""
        await self.engine.work()
        await self.engine.finish()

    async def has_begun(self) -> None:
        """Wait for the tick with which every service starts."""
        async with asyncio.timeout(10):
            while self.engine.worked_at is None:
                await asyncio.sleep(0.001)

    def chat(self, person: Person) -> "PersonalChat":
        return PersonalChat(self, person.name, person.entra_object_id or "", f"a:{person.id}")

    async def knock(self, activity: Mapping[str, Any]) -> tuple[int, Any]:
        async with self.client.post("/api/messages", data=orjson.dumps(activity), headers=JSON) as response:
            body = await response.read()
            is_json = response.content_type == "application/json" and body
            return response.status, orjson.loads(body) if is_json else body.decode() or None

    def replies_to(self, activity_id: str) -> list[Card]:
        sent = zip(self.fake.received, self.fake.cards, strict=True)
        return [card for request, card in sent if request.body.get("replyToId") == activity_id]

    def unasked_in(self, conversation: str) -> list[Card]:
        """What has been written there without being a reply, in order."""
        sent = [
            (request.body.get("conversation", {}).get("id"), request.body.get("replyToId"), card)
            for request, card in zip(self.fake.received, self.fake.cards, strict=True)
        ]
        return [card for to, reply, card in sent if to == conversation and reply is None]


@dataclass(frozen=True, slots=True)
class PersonalChat:
    """One person's chat with the bot, as Teams carries it."""

    house: House
    name: str
    entra: str
    conversation: str

    def activity(self, kind: str, **fields: Any) -> dict[str, Any]:
        return {
            "type": kind,
            "id": f"in-{next(self.house.turns)}",
            "serviceUrl": self.house.fake.url,
            "channelId": "msteams",
            "from": {"id": f"29:{self.entra}", "name": self.name, "aadObjectId": self.entra},
            "recipient": {"id": BOT, "name": "Årshjulet"},
            "conversation": {"id": self.conversation, "conversationType": "personal", "tenantId": TENANT},
            "channelData": {"tenant": {"id": TENANT}},
            **fields,
        }

    @property
    def unasked(self) -> list[Card]:
        return self.house.unasked_in(self.conversation)

    async def tells(self, kind: str, **fields: Any) -> list[Card]:
        """The cards that answer an activity of any kind but an invoke."""
        activity = self.activity(kind, **fields)
        assert await self.house.knock(activity) == (200, None)
        return self.house.replies_to(activity["id"])

    async def installs(self) -> list[Card]:
        return await self.tells("installationUpdate", action="add")

    async def says(self, text: str) -> Card:
        (card,) = await self.tells("message", text=text)
        return card

    async def sends(self, data: Mapping[str, Any]) -> Card:
        """The card that takes the place of the one whose button was pressed; `data` holds the verb and the inputs."""
        action = {"type": "Action.Execute", "verb": data["verb"], "data": data}
        invoke = self.activity("invoke", name="adaptiveCard/action", value={"action": action}, replyToId="card-1")
        status, body = await self.house.knock(invoke)
        assert (status, body["statusCode"], body["type"]) == (200, 200, "application/vnd.microsoft.card.adaptive")
        card: Card = body["value"]
        return card

    async def presses(self, card: Card, title: str, inputs: Mapping[str, str] | None = None) -> Card:
        """The first button of that title on the card, sent together with what was typed."""
        data = next(data for named, data in buttons_of(card) if named == title)
        return await self.sends({**data, **(inputs or {})})

    async def fills_in(self, form: Card) -> Card:
        """The form at its last page, everything before it filled in and saved."""
        while phrases_form.SUBMIT not in titles_of(form):
            form = await self.presses(form, phrases_form.NEXT, filled(form))
        return form

    async def hands_in(self, form: Card) -> Card:
        """The card that answers when the whole form has been filled in and sent."""
        last = await self.fills_in(form)
        return await self.presses(last, phrases_form.SUBMIT, filled(last))


def filled(card: Card) -> dict[str, str]:
    """Something fitting in every field of the card, with nothing to go by but the card."""
    return {str(part["id"]): FILLING[part["type"]](part) for part in parts_of(card) if part.get("type") in FILLING}


def _written(part: Mapping[str, Any]) -> str:
    if part.get("placeholder") == phrases_form.NUMBER_PLACEHOLDER:
        return "12"
    return "https://example.invalid/underlag" if part.get("style") == "url" else "Vi följer planen, sade Åsa."


FILLING: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "Input.ChoiceSet": lambda part: str(part["choices"][0]["value"]),
    "Input.Date": lambda part: MONDAY.isoformat(),
    "Input.Text": _written,
}


def settled(upgraded_file: Path, file: Path) -> Path:
    """A copy of the empty database in which Karlstad's example people are entered and the first day is ticked."""
    store = SqlStore(open_engine(f"sqlite:///{shutil.copy(upgraded_file, file)}"))
    clock = StandingClock(morning_of(MONDAY))
    service = build_service(SETTINGS, store=store, content=KARLSTAD, calendar_clock=clock, system_clock=clock)
    enter_example_people(store, KARLSTAD.wheel, service.municipality_id)
    tick(store, KARLSTAD, service.municipality_id, clock.now())
    store.close()
    return file


@asynccontextmanager
async def open_house(
    store: Store,
    *,
    content: Content = KARLSTAD,
    settings: Settings = SETTINGS,
    extras: Extras | None = None,
    limits: Limits = UNLIMITED,
    reading: ReadingLimits = UNLIMITED_READING,
) -> AsyncIterator[House]:
    """The service on the morning of Monday 11 January 2027, before anybody has been entered."""
    clock, system = StandingClock(morning_of(MONDAY)), StandingClock(morning_of(MONDAY))
    service = build_service(
        settings,
        store=store,
        content=content,
        calendar_clock=clock,
        system_clock=system,
        rate=UNPACED,
        writes_first=False,
    )
    async with running_connector() as fake:
        app = build_app(settings, service, extras=extras, every=SELDOM, limits=limits, reading=reading)
        async with TestClient(TestServer(app)) as client:
            house = House(service, clock, system, client, fake)
            house.engine.after_a_reply = AN_HOUR
            yield house
