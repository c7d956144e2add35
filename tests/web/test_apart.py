"""Two municipalities in one service: each is told from the other by app and tenant, and neither sees the other's."""

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import jwt
import orjson
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import Engine

from bot.app import Extras, build_app, build_service
from bot.credentials import Registration, Secret
from bot.installation import Line
from bot.service import SecretTokens, Service
from bot.settings import Settings
from bot.teams.outbound import Acquire
from bot.web.keys import ENGINES
from cards import phrases
from cards.verbs import Verb
from scheduler.clock import StandingClock, morning_of
from scheduler.loading import Content
from scheduler.municipalities import reach
from scheduler.organisation import Person
from scheduler.pacing import UNPACED
from scheduler.rules_yearly import DateRule
from scheduler.slots import MonthDay
from scheduler.usecases.feeds import create_feed, create_picture
from scheduler.usecases.sights import OWN, WHOLE
from scheduler.wheel import DigestPlan
from store.engine import open_engine
from store.unit_of_work import SqlStore
from tests.factories import (
    ANNA,
    CILLA,
    FORM,
    MONDAY,
    by_person,
    make_activity,
    make_content,
    make_reference,
    make_town,
    make_wheel,
)
from tests.fake_connector import FakeConnector, running_connector
from tests.unit.cards.reading import buttons_of, words_of

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
MORNING = morning_of(MONDAY)
OURS, THEIRS = "Egenkontroll på Solgården", "Internkontroll i Kristianstad"
EDGES = [("app-2", "tenant-2"), ("app-2", "tenant-1"), ("app-1", "tenant-2")]
"""Another app in another tenant; another app in the same tenant; the same app in another tenant."""


@pytest.fixture
def engine(upgraded_file: Path, tmp_path: Path) -> Iterator[Engine]:
    """Without the example people of the other tests here."""
    file = tmp_path / "apart.sqlite3"
    file.write_bytes(upgraded_file.read_bytes())
    engine = open_engine(f"sqlite:///{file}")
    yield engine
    engine.dispose()


@dataclass(frozen=True, slots=True)
class Side:
    """One municipality as somebody of it meets it."""

    service: Service
    app_id: str
    tenant: str
    person: Person

    @property
    def task(self) -> int:
        """The person's own, which they may answer."""
        with self.service.store.read() as uow:
            return uow.assignments.of_places(self.person.id, MONDAY, year=MONDAY.year)[0].id

    def feed(self, scope: str = OWN) -> str:
        with self.service.store.write() as uow:
            return create_feed(
                uow, SecretTokens(), self.person, scope=scope, name="", today=MONDAY, by=by_person(self.person)
            ).token

    def picture(self) -> str:
        with self.service.store.write() as uow:
            return create_picture(uow, SecretTokens(), self.person, MONDAY, by=by_person(self.person)).token


@dataclass(frozen=True, slots=True)
class Both:
    """Anna's Karlstad, which the settings define, and Cilla's Kristianstad beside it."""

    ours: Side
    theirs: Side
    client: TestClient[web.Request, web.Application]
    fake: FakeConnector

    async def knock(self, person: Person, app_id: str, tenant: str, **fields: Any) -> tuple[int, Any]:
        activity = {
            "type": "message",
            "id": "in-1",
            "serviceUrl": self.fake.url,
            "channelId": "msteams",
            "from": {"id": f"29:{person.id}", "name": person.name, "aadObjectId": person.entra_object_id},
            "recipient": {"id": f"28:{app_id}", "name": "Årshjulet"},
            "conversation": {"id": f"a:{person.id}", "conversationType": "personal"},
            "channelData": {"tenant": {"id": tenant}},
            **fields,
        }
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {self._token(app_id)}"}
        async with self.client.post("/api/messages", data=orjson.dumps(activity), headers=headers) as response:
            body = await response.read()
            return response.status, orjson.loads(body) if body else None

    def _token(self, app_id: str) -> str:
        expires = int((MORNING + timedelta(hours=1)).timestamp())
        said = {"iss": "https://api.botframework.com", "aud": app_id, "serviceurl": self.fake.url, "exp": expires}
        return jwt.encode(said, KEY, algorithm="RS256", headers={"kid": "key"})

    async def says(self, text: str, side: Side, person: Person | None = None) -> str:
        """The words of the card that answers, and before them the token by which it came."""
        status, _ = await self.knock(person or side.person, side.app_id, side.tenant, text=text)
        assert status == 200
        return f"{self.fake.authorizations[-1]}: {words_of(self.fake.cards[-1])}"

    async def presses(self, side: Side, **data: Any) -> Any:
        """The card that answers a button with that data; None where there is none."""
        action = {"action": {"type": "Action.Execute", "verb": data["verb"], "data": data}}
        fields = {"type": "invoke", "name": "adaptiveCard/action", "value": action}
        channel = {"conversation": {"id": data["channel"], "isGroup": True}} if "channel" in data else {}
        status, body = await self.knock(side.person, side.app_id, side.tenant, **fields, **channel)
        assert (status, body["statusCode"]) == (200, 200)
        return body["value"] or None

    async def work(self) -> None:
        for engine in self.client.server.app[ENGINES].values():  # type: ignore[attr-defined]
            await engine.work()
            await engine.finish()

    async def get(self, path: str) -> tuple[int, str]:
        async with self.client.get(path) as response:
            return response.status, await response.text(errors="replace")


def content_for(key: str, title: str) -> Content:
    plan = DigestPlan(key="rad", title=f"Läget: {title}", body="von", rule=DateRule(due=MonthDay(1, 11)))
    activity = make_activity(title=title, form=FORM.key)
    return make_content(FORM, wheel=make_wheel(activity, key=key, municipality=key.capitalize(), digests=(plan,)))


def fake_acquire(registration: Registration) -> Acquire:
    """What Entra would give that app."""
    return lambda: {"access_token": f"of-{registration.app_id}", "expires_in": 3600}


async def issuer_config(request: web.Request) -> web.Response:
    return web.json_response({"jwks_uri": str(request.url.with_path("/keys"))})


async def issuer_keys(request: web.Request) -> web.Response:
    public: Mapping[str, Any] = RSAAlgorithm.to_jwk(KEY.public_key(), as_dict=True)
    return web.json_response({"keys": [{**public, "kid": "key", "endorsements": ["msteams"]}]})


@asynccontextmanager
async def open_both(
    store: SqlStore, edge: tuple[str, str], monkeypatch: pytest.MonkeyPatch, *, theirs: Content | None = None
) -> AsyncIterator[Both]:
    issuer, clock = web.Application(), StandingClock(MORNING)
    issuer.router.add_get("/config", issuer_config)
    issuer.router.add_get("/keys", issuer_keys)
    monkeypatch.setattr("bot.app.acquire_for", fake_acquire)
    settings = Settings(
        app_id="app-1", app_tenant_id="tenant-1", app_password="x", service_urls=("127.0.0.1",),
        public_url="https://arshjul.example",
    )  # fmt: skip
    first, second = make_town(store), make_town(store, "kristianstad", [CILLA])
    service = build_service(
        settings, store=store, content=content_for("karlstad", OURS), calendar_clock=clock, system_clock=clock,
        rate=UNPACED, writes_first=False,
    )  # fmt: skip
    other = replace(service, content=theirs or content_for("kristianstad", THEIRS), municipality_id=second.id)
    app_id, tenant = edge
    line = Line(
        key="kristianstad", service=other, reach=reach(app_id, [tenant]),
        registration=Registration(app_id, tenant, Secret("y")),
    )  # fmt: skip
    async with TestServer(issuer) as keys, running_connector() as fake:
        extras = Extras(openid_url=str(keys.make_url("/config")))
        app = build_app(settings, service, others=[line], extras=extras, every=timedelta(days=1))
        async with TestClient(TestServer(app)) as client:
            yield Both(
                Side(service, "app-1", "tenant-1", first.people[0]),
                Side(other, app_id, tenant, second.people[0]),
                client,
                fake,
            )


@pytest.fixture(params=EDGES, ids=["another app and tenant", "another app, same tenant", "same app, another tenant"])
async def both(request: pytest.FixtureRequest, store: SqlStore, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Both]:
    async with open_both(store, request.param, monkeypatch) as opened:
        await opened.work()
        yield opened


async def test_app_and_tenant_tell_together_who_is_meant(both: Both) -> None:
    answers = {
        (app_id, tenant): (await both.knock(both.ours.person, app_id, tenant, text="hjälp"))[0]
        for app_id in ("app-1", "app-2", "app-3")
        for tenant in ("tenant-1", "tenant-2", "tenant-3")
    }

    known = {("app-1", "tenant-1"), (both.theirs.app_id, both.theirs.tenant)}
    ours = {"app-1", both.theirs.app_id}
    assert answers == {pair: 200 if pair in known else 403 if pair[0] in ours else 401 for pair in answers}


async def test_each_is_answered_with_its_own_wheel_by_its_own_app(both: Both) -> None:
    anna = await both.says("uppgifter", both.ours)
    cilla = await both.says("uppgifter", both.theirs)

    assert anna.startswith("Bearer of-app-1: ")
    assert (OURS in anna, THEIRS in anna) == (True, False)
    assert cilla.startswith(f"Bearer of-{both.theirs.app_id}: ")
    assert (THEIRS in cilla, OURS in cilla) == (True, False)


async def test_nobody_is_known_where_they_are_not_entered(both: Both) -> None:
    strangers = [
        await both.says("uppgifter", both.theirs, both.ours.person),
        await both.says("uppgifter", both.ours, both.theirs.person),
    ]

    assert all(phrases.NO_ACCESS_TITLE in words for words in strangers)
    assert not any(title in words for words in strangers for title in (OURS, THEIRS))


async def test_task_of_another_municipality_stays_shut_whoever_names_its_number(both: Both) -> None:
    own = await both.presses(both.ours, verb=Verb.OPEN, task=str(both.ours.task))
    foreign = await both.presses(both.theirs, verb=Verb.OPEN, task=str(both.ours.task))
    saved = await both.presses(
        both.theirs, verb=Verb.SAVE, task=str(both.ours.task), step="0", item="0", version="0", token="t", move="next"
    )

    assert "Hur gick det?" in str(own)
    assert OURS in words_of(own)
    for card in (foreign, saved):
        assert "Hur gick det?" not in str(card)
        assert OURS not in str(card)
        assert Verb.SAVE not in [data["verb"] for _, data in buttons_of(card)]
    with both.ours.service.store.read() as uow:
        assert uow.answering.draft(both.ours.task) is None


async def test_message_goes_out_with_its_own_wheel_through_its_own_app(both: Both) -> None:
    await both.says("hej", both.ours)
    await both.says("hej", both.theirs)
    both.fake.received.clear()
    both.fake.authorizations.clear()

    await both.work()

    told = {
        (str(request.body["conversation"]["id"]), authorization): (OURS in str(card), THEIRS in str(card))
        for request, authorization, card in zip(
            both.fake.received, both.fake.authorizations, both.fake.cards, strict=True
        )
    }
    assert told == {
        (f"a:{both.ours.person.id}", "Bearer of-app-1"): (True, False),
        (f"a:{both.theirs.person.id}", f"Bearer of-{both.theirs.app_id}"): (False, True),
    }


@pytest.mark.parametrize("scope", [OWN, WHOLE, "unit:Solgården", "role:enhetschef"])
async def test_calendar_shows_its_own_municipality_alone(both: Both, scope: str) -> None:
    """The two have a unit and a role of the same names."""
    (_, ours), (_, theirs) = [await both.get(f"/calendar/{side.feed(scope)}.ics") for side in (both.ours, both.theirs)]

    assert ("Egenkontroll" in ours, "Internkontroll" in ours) == (True, False)
    assert ("Egenkontroll" in theirs, "Internkontroll" in theirs) == (False, True)


async def test_wheel_page_shows_its_own_municipality_alone(both: Both) -> None:
    (_, ours), (_, theirs) = [await both.get(f"/wheel/{side.picture()}") for side in (both.ours, both.theirs)]

    assert (OURS in ours, "Kristianstad" in ours) == (True, False)
    assert (THEIRS in theirs, "Karlstad" in theirs) == (True, False)


async def test_digest_is_turned_only_by_those_whose_it_is(both: Both) -> None:
    """Both read in one channel, which only a shared tenant could have; the body has the same key in both."""
    for side in (both.ours, both.theirs):
        connect(both, side)
    await both.work()
    with both.ours.service.store.read() as uow:
        digest = uow.digests.sent(both.ours.service.municipality_id)[-1]
    named = {"verb": Verb.DIGEST, "key": digest.key, "cut_off": digest.cut_off.isoformat(), "channel": "19:von"}

    own, foreign = await both.presses(both.ours, **named), await both.presses(both.theirs, **named)

    assert OURS in str(own)
    assert OURS not in str(foreign)


def connect(both: Both, side: Side) -> None:
    channel = make_reference(side.service.municipality_id, body="von")
    with side.service.store.write() as uow:
        uow.references.remember(
            replace(channel, service_url=both.fake.url, conversation_id="19:von", tenant_id=side.tenant)
        )


async def test_metrics_count_each_municipality_apart(both: Both) -> None:
    _, text = await both.get("/metrics")

    families = {family.name: family.samples for family in text_string_to_metric_families(text)}
    assert {one.labels["municipality"] for one in families["arshjul_messages"]} == {"karlstad", "kristianstad"}
    assert {one.labels["municipality"]: one.value for one in families["arshjul_fresh"]} == {
        "karlstad": 1,
        "kristianstad": 1,
    }


async def test_municipality_whose_tick_fails_stops_nobody_else(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = replace(content_for("kristianstad", THEIRS), wheel=None)  # type: ignore[arg-type]
    async with open_both(store, EDGES[0], monkeypatch, theirs=broken) as both:
        await both.says("hej", both.ours)
        desks = both.client.server.app[ENGINES]  # type: ignore[attr-defined]
        await desks["karlstad"].work()
        with pytest.raises(AttributeError):
            await desks["kristianstad"].work()

        ready = await both.get("/readyz")
        _, metrics = await both.get("/metrics")

    assert ready[0] == 200
    assert 'arshjul_fresh{municipality="karlstad"} 1.0' in metrics
    assert 'arshjul_fresh{municipality="kristianstad"} 0.0' in metrics


async def test_calendar_of_a_municipality_that_is_not_served_asks_to_come_back(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_both(store, EDGES[0], monkeypatch) as both:
        lost = make_town(store, "norrkoping", [replace(ANNA, email="n@norrkoping.example")])
        third = Side(replace(both.ours.service, municipality_id=lost.id), "", "", lost.people[0])

        statuses = [
            (await both.get(path))[0]
            for path in (
                f"/calendar/{third.feed()}.ics",
                f"/wheel/{third.picture()}",
                f"/calendar/{both.ours.feed()}.ics",
            )
        ]

    assert statuses == [503, 503, 200]
