"""The composition root: the only place that names concrete classes. Tests call it with fakes."""

from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
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
from bot.credentials import Registration
from bot.desks import Desk, Desks
from bot.engine import Engine
from bot.installation import Installation, Line, default_line
from bot.mail.channel import ByAddress, Letters, MailChannel, NoMail
from bot.mail.links import LinkDesk
from bot.mail.postman import Postman
from bot.ping import Ping
from bot.sender import Sender
from bot.service import SecretTokens, Service
from bot.settings import Settings
from bot.teams.adapter import FrontDoor, TeamsAdapter
from bot.teams.connector import Connector
from bot.teams.handler import TeamsHandler
from bot.teams.inbound import OPENID_CONFIG_URL, AnonymousInspector, Inspector, TokenInspector
from bot.teams.keys import SigningKeys
from bot.teams.limits import LIMITS, Gate, Limits
from bot.teams.outbound import KeptToken, NoToken, TokenSource, acquire_for
from bot.web.kept_feeds import KEPT_FEEDS, KeptFeeds
from bot.web.keys import ENGINES, GATE, INSTALLATION, LINK_DESK
from bot.web.local import local_only
from bot.web.readers import READERS, READING, Readers, ReadingLimits
from bot.web.routes import add_routes
from cards.verbs import Verb
from scheduler.clock import Clock, SystemClock, local_day
from scheduler.loading import Content, with_kept_forms
from scheduler.pacing import RATE
from scheduler.ports import Store, Tokens
from scheduler.timer import start_timer

Part = TypeVar("Part")

EVERY_MINUTE = timedelta(minutes=1)
FROM_A_PROXY = 5
"""Behind a proxy, which counts each caller's own tries, everyone comes from one address."""
DOOR = web.AppKey("door", FrontDoor)


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
        writes_mail=bool(settings.smtp_host),
    )


def build_app(
    settings: Settings,
    service: Service,
    *,
    others: Sequence[Line] = (),
    extras: Extras | None = None,
    every: timedelta = EVERY_MINUTE,
    limits: Limits = LIMITS,
    reading: ReadingLimits = READING,
) -> web.Application:
    """The whole service as one web application; it ticks and sends from start-up until clean-up.

    `others` are the municipalities that it serves beside the default one.
    """
    app = web.Application(middlewares=[local_only] if settings.allow_anonymous else [])
    app[INSTALLATION] = Installation((default_line(settings, service), *others))
    app[GATE] = Gate(replace(limits, per_person=FROM_A_PROXY * limits.per_person), service.system_clock)
    app[READERS] = Readers(reading, service.system_clock)
    app[KEPT_FEEDS] = KeptFeeds()
    app.router.add_post("/api/messages", _messages)
    add_routes(app)
    app.cleanup_ctx.append(_running(settings, extras or Extras(), every, limits))
    return app


async def _messages(request: web.Request) -> web.Response:
    return await request.app[DOOR].process(request)


def _running(
    settings: Settings, extras: Extras, every: timedelta, limits: Limits
) -> Callable[[web.Application], AsyncIterator[None]]:
    async def run(app: web.Application) -> AsyncIterator[None]:
        lines = app[INSTALLATION].lines
        mail = _mail(settings, lines[0].service.system_clock)
        app[LINK_DESK] = LinkDesk(app[INSTALLATION], mail)
        async with aiohttp.ClientSession() as session:
            desks = _desks(lines, session, mail, extras)
            _watch(desks, settings, session)
            inspector = _inbound(settings, session, lines, extras.openid_url)
            app[ENGINES] = {desk.line.key: desk.engine for desk in desks}
            app[DOOR] = FrontDoor(inspector, Desks(desks), gate=Gate(limits, lines[0].service.system_clock))
            timers = [start_timer(desk.work, every=every) for desk in desks]
            yield
            for timer in timers:
                timer.pause()
            for desk in desks:
                await desk.engine.finish()
            await app[LINK_DESK].finish()
            mail.close()
            for timer in timers:
                timer.shutdown(wait=False)

    return run


def _mail(settings: Settings, clock: Clock) -> Letters:
    account = settings.mail.account
    return MailChannel(Postman(account), clock) if account else NoMail()


def _desks(lines: Iterable[Line], session: aiohttp.ClientSession, mail: Letters, extras: Extras) -> list[Desk]:
    """Municipalities that share an app share its token."""
    tokens: dict[Registration | None, TokenSource] = {}
    desks = []
    for line in lines:
        if line.registration not in tokens:
            tokens[line.registration] = _outbound(line)
        desks.append(_desk(line, Connector(session, tokens[line.registration]), mail, extras))
    return desks


def _desk(line: Line, connector: Connector, mail: Letters, extras: Extras) -> Desk:
    service = line.service
    engine = Engine(service, Sender(service, extras.channel(ByAddress(connector, mail))))
    chat = Chat(
        service=service,
        register=extras.register(service) if extras.register else _entra(service),
        answers={**ANSWERS, **extras.answers},
        words={**WORDS, **extras.words},
        demo=extras.is_demo,
        heard=engine.send_soon,
    )
    return Desk(line, engine, TeamsAdapter(connector, TeamsHandler(extras.conversation(chat))))


def _entra(service: Service) -> Register:
    return EntraRegister(service.store, service.municipality_id)


def _watch(desks: Sequence[Desk], settings: Settings, session: aiohttp.ClientSession) -> None:
    """One watchman for all: it hears nothing as long as the work of any municipality has stopped."""
    if not settings.ping_url:
        return
    ping = Ping(session, settings.ping_url, is_well=lambda: all(desk.engine.is_fresh for desk in desks))
    for desk in desks:
        desk.engine.ping = ping


def _inbound(settings: Settings, session: aiohttp.ClientSession, lines: Sequence[Line], openid_url: str) -> Inspector:
    if settings.allow_anonymous:
        return AnonymousInspector()
    clock = lines[0].service.system_clock
    keys = SigningKeys(session, openid_url, clock=clock)
    app_ids = tuple(dict.fromkeys(line.reach.app_id for line in lines))
    return TokenInspector(keys, app_ids=app_ids, hosts=settings.service_urls, clock=clock)


def _outbound(line: Line) -> TokenSource:
    if line.registration is None:
        return NoToken()
    return KeptToken(acquire_for(line.registration), line.service.system_clock)


def _municipality(store: Store, content: Content, clock: Clock) -> int:
    wheel = content.wheel
    with store.write() as uow:
        known = {municipality.key: municipality.id for municipality in uow.municipalities.all()}
        if wheel.key in known:
            return known[wheel.key]
        added = uow.municipalities.add(wheel.key, wheel.municipality, wheel.key, started_on=local_day(clock.now()))
        return added.id
