"""The conversation: who speaks, what they mean, and the card that answers."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import structlog

from bot.channel import Card, CardAction, Joined, Reply, TextMessage, Turn
from bot.chat.answers import ANSWERS
from bot.chat.register import Register
from bot.chat.visit import Answer, Visit, acting, whole_number
from bot.chat.words import CHANNEL_WORDS, WORDS, command_in
from bot.service import Service
from cards.digest_card import council_page, digest_card
from cards.greeting_cards import help_card, no_access_card, welcome_card
from cards.notice_cards import channel_connected_card
from cards.verbs import Verb
from scheduler.audit import AuditEntry, By, Deed, Thing
from scheduler.client_matters import names_client_matter
from scheduler.digest_open import in_the_open
from scheduler.organisation import Person
from scheduler.ports_sending import Reference
from scheduler.usecases.councils import bodies_of
from scheduler.usecases.tasks import remaining_tasks
from scheduler.wheel_parts import Body

log = structlog.get_logger(__name__)
ARGUMENT = "to"
THREAD = ";messageid="


def nothing() -> None:
    """Nobody needs to be told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """The personal chat; `heard` is called after each turn, so that what waits for the person can go out."""

    service: Service
    register: Register
    answers: Mapping[Verb, Answer] = field(default_factory=lambda: ANSWERS)
    words: Mapping[str, Verb] = field(default_factory=lambda: WORDS)
    demo: bool = False
    heard: Callable[[], None] = nothing

    async def handle(self, turn: Turn) -> Reply | None:
        card = await asyncio.to_thread(self._answer, turn)
        self.heard()
        return Reply(card=card) if card else None

    def _answer(self, turn: Turn) -> Card | None:
        if not turn.is_personal:
            return self._in_channel(turn)
        person = self.register.person_of(turn)
        if person is None:
            log.warning("unknown person", sender=turn.sender.id, tenant=turn.address.tenant_id)
            return no_access_card(turn.sender.name)
        is_new = self._remember(person, turn)
        visit = Visit(self.service, person, turn, self.service.calendar_clock.now())
        if isinstance(turn.event, Joined):
            return self._welcome(visit) if is_new else None
        if isinstance(turn.event, TextMessage):
            return self._understand(visit, turn.event.text)
        if isinstance(turn.event, CardAction):
            return self._act(replace(visit, data=turn.event.data), turn.event.verb)
        return None

    def _in_channel(self, turn: Turn) -> Card | None:
        """In a channel one can connect it to the body one speaks for, and turn the pages of that body's digest."""
        if isinstance(turn.event, TextMessage) and command_in(turn.event.text, CHANNEL_WORDS):
            return self._connect(turn)
        if isinstance(turn.event, CardAction) and turn.event.verb == Verb.DIGEST:
            return self._turn_page(turn, turn.event.data)
        return None

    def _connect(self, turn: Turn) -> Card:
        person = self.register.person_of(turn)
        now = self.service.calendar_clock.now()
        with self.service.store.write() as uow:
            bodies = bodies_of(uow, self.service.content.wheel, person, now) if person else ()
            for body in bodies:
                uow.references.remember(channel_of(self.service.municipality_id, body.key, turn))
            if person is not None:
                uow.audit.append(*connecting(acting(self.service, person, turn), bodies))
        return channel_connected_card([body.name for body in bodies])

    def _turn_page(self, turn: Turn, data: Mapping[str, object]) -> Card | None:
        """Only where the digest was posted, and as it was frozen; what has changed since is said beside it."""
        here, key, cut_off = self.service.municipality_id, str(data.get("key")), str(data.get("cut_off"))
        with self.service.store.read() as uow:
            kept = uow.digests.find(here, key, cut_off)
            if kept is None or not is_channel_of(uow.references.of_body(here, kept.digest.body), turn):
                return None
            changed = len(uow.digests.changed_since(here, kept.id))
        page, part = council_page(self.service.public_url, kept.id), whole_number(data.get("part"))
        return digest_card(in_the_open(kept.digest), preview=False, part=part, changed=changed, page=page)

    def _remember(self, person: Person, turn: Turn) -> bool:
        reference = reference_of(person, turn)
        with self.service.store.read() as uow:
            if uow.references.of_person(person.id) == reference:
                return False
        with self.service.store.write() as uow:
            return uow.references.remember(reference)

    def _welcome(self, visit: Visit) -> Card:
        with self.service.store.read() as uow:
            waiting = len(remaining_tasks(uow, visit.person.id, visit.today))
        return welcome_card(visit.person.name, open_tasks=waiting, demo=self.demo)

    def _understand(self, visit: Visit, text: str) -> Card:
        command = command_in(text, self.words)
        if command is None and names_client_matter([text]):
            return self._act(visit, Verb.CLIENT_MATTER)
        if command is None:
            return help_card(unknown=text, demo=self.demo)
        verb, argument = command
        return self._act(replace(visit, data={ARGUMENT: argument}), verb)

    def _act(self, visit: Visit, verb: str) -> Card:
        answer = self.answers.get(Verb(verb)) if verb in set(Verb) else None
        return answer(visit) if answer else help_card(unknown=verb, demo=self.demo)


def connecting(by: By, bodies: Sequence[Body]) -> list[AuditEntry]:
    """What the log is told: the bodies that the channel now speaks for, or that the person speaks for none."""
    connected = [by.did(Deed.CONNECTED, Thing.BODY, after=body.key) for body in bodies]
    return connected or [by.did(Deed.REFUSED, Thing.BODY)]


def reference_of(person: Person, turn: Turn) -> Reference:
    """Where the person was last heard from, to be written to unasked."""
    return Reference(
        municipality_id=person.municipality_id,
        person_id=person.id,
        service_url=turn.address.service_url,
        conversation_id=turn.address.conversation_id,
        tenant_id=turn.address.tenant_id,
        channel_id=turn.address.channel_id,
        bot_id=turn.address.bot_id,
    )


def channel_of(municipality_id: int, body: str, turn: Turn) -> Reference:
    """The channel in which the turn was taken, as the place where the body reads its digests."""
    return Reference(
        municipality_id=municipality_id,
        body=body,
        service_url=turn.address.service_url,
        conversation_id=turn.team_channel_id or turn.address.conversation_id.partition(THREAD)[0],
        tenant_id=turn.address.tenant_id,
        channel_id=turn.address.channel_id,
        bot_id=turn.address.bot_id,
    )


def is_channel_of(reference: Reference | None, turn: Turn) -> bool:
    """Whether the turn was taken in the channel, or in a thread of it."""
    spoken_in = {turn.team_channel_id, turn.address.conversation_id.partition(THREAD)[0]}
    return reference is not None and reference.conversation_id in spoken_in
