"""Takes what waits in the outbox, reads again what is true, and sends it or lets it be."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import TypeAlias

import structlog

from bot.channel import Card, Channel, SendFailed
from bot.delivery import Delivery, Prepared
from bot.failing import log_broken
from bot.mail.letters import letter_of
from bot.marking import Marks, Pause, insist
from bot.service import Service
from cards.digest_card import council_page, digest_card
from cards.recall_card import recalled_card
from cards.task_cards import daily_card
from scheduler.clock import local_day
from scheduler.days import is_working_hour
from scheduler.digest_open import in_the_open
from scheduler.organisation import Person
from scheduler.outbox import Message
from scheduler.ports import UnitOfWork
from scheduler.ports_digesting import Kept
from scheduler.ports_sending import BY_MAIL, Reference
from scheduler.usecases.briefing import Briefing, brief
from scheduler.usecases.dispatching import LEASE, Daily, content_of, retry_after, set_aside
from scheduler.usecases.recalling import TakenBack

log = structlog.get_logger(__name__)
AT_ONCE = 50
ENOUGH = 40
"""With more than this under way no more are claimed: fewer at a time would cost more than they win."""
NOT_DRAWN, UNEXPECTED = "not_drawn", "unexpected"
UNREACHABLE = (403, 404)
THROTTLED = 429
LONGEST_NAP, LONGEST_WAIT = timedelta(seconds=1), timedelta(seconds=5)
"""For the pace; a longer one is left to the next round, so that none is held up by what a tenant asks for."""
TELLS_FOR = LEASE - timedelta(seconds=20)
"""From the claim on: the last try at writing an outcome, which may take 15 seconds, ends while the claim lasts."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """What was taken out of the outbox; `wait` is how long the pace asks for where nothing might be taken."""

    found: bool
    prepared: tuple[Prepared, ...] = ()
    wait: timedelta | None = None


NOTHING = Claimed(found=False)
Said: TypeAlias = Daily | Kept | TakenBack


@dataclass(frozen=True, slots=True)
class Sender:
    """One of any number of workers; each claims rows of its municipality that no other holds.

    `pause` lets seconds pass.
    """

    service: Service
    channel: Channel
    pause: Pause = asyncio.sleep

    async def send_waiting(self) -> int:
        """Send all that may go now, and say how much went; outside working hours everything waits.

        A receiver that is slow to answer holds up nobody else.
        """
        under_way: set[asyncio.Task[bool]] = set()
        marks = Marks(self.service, self.pause)
        sent = 0
        try:
            while True:
                until = self.service.system_clock.now() + TELLS_FOR
                claimed = await self._claim_if_there_is_room(len(under_way))
                under_way |= {asyncio.ensure_future(self._send(one, marks, until)) for one in claimed.prepared}
                if under_way:
                    done, under_way = await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
                    sent += sum(task.result() for task in done)
                elif not claimed.found and not await self._has_waited(claimed.wait):
                    return sent
        finally:
            await asyncio.gather(*under_way, return_exceptions=True)

    async def _claim_if_there_is_room(self, under_way: int) -> Claimed:
        if under_way > ENOUGH or not is_working_hour(self.service.calendar_clock.now()):
            return NOTHING
        return await asyncio.to_thread(self._claim_and_prepare, AT_ONCE - under_way)

    async def _has_waited(self, wait: timedelta | None) -> bool:
        """Whether the pace has been waited for; on a clock that stands that would never end."""
        if wait is None or wait > LONGEST_WAIT:
            return False
        before = self.service.system_clock.now()
        await self.pause(min(wait, LONGEST_NAP).total_seconds())
        return self.service.system_clock.now() > before

    def _claim_and_prepare(self, room: int) -> Claimed:
        messages, wait = self._claim(room)
        if not messages:
            return Claimed(found=False, wait=wait)
        with self.service.store.write() as uow:
            briefing = self._briefing(uow, messages)
            prepared = [self._prepare(uow, message, briefing) for message in messages]
        return Claimed(found=True, prepared=tuple(one for one in prepared if one is not None))

    def _claim(self, room: int) -> tuple[Sequence[Message], timedelta | None]:
        """As many as there is room for and the pace lets through, tenant by tenant."""
        now, calendar, rate = self.service.system_clock.now(), self.service.calendar_clock.now(), self.service.rate
        with self.service.store.read() as uow:
            tenants = uow.outbox.tenants_waiting(
                calendar=calendar,
                now=now,
                municipality_id=self.service.municipality_id,
                first=self.service.writes_first,
            )
        if not tenants:
            return (), None
        messages: list[Message] = []
        with self.service.store.write() as uow:
            for tenant in tenants:
                granted = uow.pacing.take(tenant, room - len(messages), now=now, rate=rate)
                claimed = uow.outbox.claim(
                    calendar=calendar,
                    now=now,
                    lease_until=now + LEASE,
                    limit=granted,
                    municipality_id=self.service.municipality_id,
                    tenant=tenant,
                    first=self.service.writes_first,
                )
                uow.pacing.give_back(tenant, granted - len(claimed))
                messages += claimed
            return messages, uow.pacing.wait(tenants, now=now, rate=rate)

    def _briefing(self, uow: UnitOfWork, messages: Sequence[Message]) -> Briefing | None:
        """None where a row can't be read: then each message is read by itself, and only that one's is set aside."""
        try:
            with uow.apart():
                return brief(uow, messages, self.service.calendar_clock.now())
        except Exception as error:
            log_broken("messages read one by one", error)
            return None

    def _prepare(self, uow: UnitOfWork, message: Message, briefing: Briefing | None) -> Prepared | None:
        try:
            with uow.apart():
                return self._render(uow, message, briefing)
        except Exception as error:
            # One message that can't be drawn must not hold up all the others, now or when its lease has run out.
            log_broken("message set aside", error, message=message.id)
            set_aside(uow, message, code=NOT_DRAWN, at=self.service.system_clock.now())
            return None

    def _render(self, uow: UnitOfWork, message: Message, briefing: Briefing | None) -> Prepared | None:
        now = self.service.calendar_clock.now()
        known = briefing or brief(uow, [message], now)
        said = content_of(uow, self.service.content, message, now, known)
        reference = _reference(uow, message, known)
        if said is None or reference is None:
            uow.outbox.cancel(message)
            uow.reminders.release(message.id)
            return None
        person = known.people.get(message.person_id) if message.person_id else None
        card = self._card(uow, message, said, person, by_mail=reference.channel_id == BY_MAIL)
        back = said if isinstance(said, TakenBack) else None
        return Prepared(message, card, reference, (person and person.entra_object_id) or "", back)

    def _card(self, uow: UnitOfWork, message: Message, said: Said, person: Person | None, *, by_mail: bool) -> Card:
        if by_mail and person is not None and not isinstance(said, Kept):
            return letter_of(uow, self.service, message, said, person)
        if isinstance(said, TakenBack):
            return recalled_card(said.why.because, in_channel=said.in_channel)
        if isinstance(said, Daily):
            return daily_card(said, person.name if person else "")
        page = council_page(self.service.public_url, said.id)
        return digest_card(in_the_open(said.digest), preview=False, page=page)

    async def _send(self, prepared: Prepared, marks: Marks, until: datetime) -> bool:
        """Whether it went and that is written; nothing that happens to one message ends the round for the others."""
        try:
            return await self._send_and_mark(prepared, marks, until)
        except Exception as error:
            log_broken("outcome given up", error, message=prepared.message.id)
            return False

    async def _send_and_mark(self, prepared: Prepared, marks: Marks, until: datetime) -> bool:
        # Between two short transactions, never inside one: do not move the sending into either.
        try:
            activity_id = await Delivery(self.service, self.channel).deliver(prepared)
        except SendFailed as failed:
            failure = failed
        except Exception as error:
            log_broken("sending broke", error, message=prepared.message.id)
            failure = SendFailed(UNEXPECTED, permanent=False)
        else:
            await marks.add(prepared.message, activity_id, until=until)
            return True
        note = partial(self._note_failure, prepared, failure)
        await insist(note, pause=self.pause, clock=self.service.system_clock, until=until)
        return False

    def _note_failure(self, prepared: Prepared, failed: SendFailed) -> None:
        message = prepared.message
        log.warning("message not sent", message=message.id, code=failed.code, permanent=failed.permanent)
        with self.service.store.write() as uow:
            if failed.permanent:
                self._give_up(uow, message, failed)
            else:
                self._try_later(uow, prepared, failed)

    def _give_up(self, uow: UnitOfWork, message: Message, failed: SendFailed) -> None:
        set_aside(uow, message, code=failed.code, at=self.service.system_clock.now())
        if failed.status in UNREACHABLE and message.person_id is not None:
            today = local_day(self.service.calendar_clock.now())
            uow.references.give_up(message.municipality_id, message.person_id, code=failed.code, on=today)

    def _try_later(self, uow: UnitOfWork, prepared: Prepared, failed: SendFailed) -> None:
        asked = timedelta(seconds=failed.retry_after) if failed.retry_after else None
        until = self.service.system_clock.now() + retry_after(
            prepared.message.attempts, asked, jitter=self.service.random.random()
        )
        uow.outbox.postpone(prepared.message, until=until, code=failed.code)
        if failed.status == THROTTLED:
            uow.pacing.pause(prepared.reference.tenant_id, until=until)


def _reference(uow: UnitOfWork, message: Message, briefing: Briefing) -> Reference | None:
    """Where the receiver was last heard from; for a person who never was, where others of the municipality are."""
    if message.person_id is None:
        return uow.references.of_body(message.municipality_id, message.body or "")
    known = briefing.references.get(message.person_id)
    return known or _not_yet_opened(uow.references.any_of(message.municipality_id), message.person_id)


def _not_yet_opened(other: Reference | None, person_id: int) -> Reference | None:
    if other is None:
        return None
    return Reference(
        municipality_id=other.municipality_id,
        service_url=other.service_url,
        conversation_id="",
        tenant_id=other.tenant_id,
        channel_id="msteams",
        bot_id=other.bot_id,
        person_id=person_id,
    )
