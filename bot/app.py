"""The composition root: the only place that names concrete classes. Tests call it with fakes."""

from collections.abc import AsyncIterator, Callable, Container, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeVar

import aiohttp
from aiohttp import web

from bot.channel import Channel, Conversation
from bot.chat.answers import ANSWERS
from bot.chat.conversation import Chat
from bot.chat.register import EntraRegister, Register
from bot.chat.visit import Answer
from bot.chat.words import WORDS
from bot.engine import Engine
from bot.ping import Ping
from bot.sender import Sender
from bot.service import SecretTokens, Service
from bot.settings import Settings
from bot.teams.adapter import TeamsAdapter
from bot.teams.connector import Connector
from bot.teams.handler import TeamsHandler
from bot.teams.inbound import OPENID_CONFIG_URL, AnonymousInspector, Inspector, TokenInspector
from bot.teams.keys import SigningKeys
from bot.teams.limits import LIMITS, Gate, Limits
from bot.teams.outbound import KeptToken, NoToken, TokenSource, acquire_for
from bot.web.keys import ENGINE, SERVICE
from bot.web.local import local_only
from bot.web.routes import add_routes
from cards.verbs import Verb
from scheduler.clock import Clock, SystemClock, local_day
from scheduler.loading import Content, with_kept_forms
from scheduler.pacing import RATE
from scheduler.ports import Store, Tokens
from scheduler.timer import start_timer

Part = TypeVar("Part")

EVERY_MINUTE = timedelta(minutes=1)
ADAPTER = web.AppKey("adapter", TeamsAdapter)


class AnyTenant:
    """For the local client, which belongs to none."""

    def __contains__(self, tenant: object) -> bool:
        return True


def itself(part: Part) -> Part:
    """The part as it is."""
    return part


@dataclass(frozen=True, slots=True, kw_only=True)
class Extras:
    """What the demo adds to the service, or lays around its parts; at `openid_url` it is told who signs tokens."""

    answers: Mapping[Verb, Answer] = field(default_factory=dict)
    words: Mapping[str, Verb] = field(default_factory=dict)
    register: Callable[[Service], Register] | None = None
    conversation: Callable[[Conversation], Conversation] = itself
    channel: Callable[[Channel], Channel] = itself
    openid_url: str = OPENID_CONFIG_URL

    @property
    def is_demo(self) -> bool:
        return bool(self.answers)


def build_service(
    settings: Settings,
    *,
    store: Store,
    content: Content,
    calendar_clock: Clock | None = None,
    system_clock: Clock | None = None,
    tokens: Tokens | None = None,
    rate: float = RATE,
    writes_first: bool = True,
) -> Service:
    """The default municipality's service; its row is made at the first start.

    Form versions that answers were given to stay known when they no longer ship.
    """
    calendar = calendar_clock or SystemClock()
    with store.read() as uow:
        content = with_kept_forms(content, uow.forms.kept())
    return Service(
        store=store,
        content=content,
        municipality_id=_municipality(store, content, calendar),
        calendar_clock=calendar,
        system_clock=system_clock or SystemClock(),
        tokens=tokens or SecretTokens(),
        public_url=settings.public_url.rstrip("/"),
        rate=rate,
        writes_first=writes_first,
    )


def build_app(
    settings: Settings,
    service: Service,
    *,
    extras: Extras | None = None,
    every: timedelta = EVERY_MINUTE,
    limits: Limits = LIMITS,
) -> web.Application:
    """The whole service as one web application; it ticks and sends from start-up until clean-up."""
    app = web.Application(middlewares=[local_only] if settings.allow_anonymous else [])
    app[SERVICE] = service
    app.router.add_post("/api/messages", _messages)
    add_routes(app)
    app.cleanup_ctx.append(_running(settings, service, extras or Extras(), every, limits))
    return app


async def _messages(request: web.Request) -> web.Response:
    return await request.app[ADAPTER].process(request)


def _running(
    settings: Settings, service: Service, extras: Extras, every: timedelta, limits: Limits
) -> Callable[[web.Application], AsyncIterator[None]]:
    async def run(app: web.Application) -> AsyncIterator[None]:
        async with aiohttp.ClientSession() as session:
            connector = Connector(session, _outbound(settings, service.system_clock))
            engine = Engine(service, Sender(service, extras.channel(connector)), ping=_ping(settings, session))
            chat = Chat(
                service=service,
                register=extras.register(service) if extras.register else _entra(service),
                answers={**ANSWERS, **extras.answers},
                words={**WORDS, **extras.words},
                demo=extras.is_demo,
                heard=engine.send_soon,
            )
            inspector = _inbound(settings, session, service.system_clock, extras.openid_url)
            handler = TeamsHandler(extras.conversation(chat))
            app[ENGINE] = engine
            app[ADAPTER] = TeamsAdapter(
                connector,
                handler,
                inspector=inspector,
                tenants=_tenants(settings),
                gate=Gate(limits, service.system_clock),
            )
            timer = start_timer(engine.work, every=every)
            yield
            timer.pause()
            await engine.finish()
            timer.shutdown(wait=False)

    return run


def _entra(service: Service) -> Register:
    return EntraRegister(service.store, service.municipality_id)


def _ping(settings: Settings, session: aiohttp.ClientSession) -> Ping | None:
    return Ping(session, settings.ping_url) if settings.ping_url else None


def _inbound(settings: Settings, session: aiohttp.ClientSession, clock: Clock, openid_url: str) -> Inspector:
    if settings.allow_anonymous:
        return AnonymousInspector()
    keys = SigningKeys(session, openid_url, clock=clock)
    return TokenInspector(keys, app_ids=(settings.app_id,), hosts=settings.service_urls, clock=clock)


def _outbound(settings: Settings, clock: Clock) -> TokenSource:
    if settings.allow_anonymous:
        return NoToken()
    return KeptToken(acquire_for(settings.registration), clock)


def _tenants(settings: Settings) -> Container[str]:
    if settings.allow_anonymous:
        return AnyTenant()
    named = settings.allowed_tenants or (settings.app_tenant_id,)
    return frozenset(tenant.lower() for tenant in named)


def _municipality(store: Store, content: Content, clock: Clock) -> int:
    wheel = content.wheel
    with store.write() as uow:
        known = {municipality.key: municipality.id for municipality in uow.municipalities.all()}
        if wheel.key in known:
            return known[wheel.key]
        added = uow.municipalities.add(wheel.key, wheel.municipality, wheel.key, started_on=local_day(clock.now()))
        return added.id
