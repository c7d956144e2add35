"""What the core asks of its surroundings where messages go out: the outbox, addresses and the pace."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from scheduler.outbox import Message, NewMessage


@dataclass(frozen=True, slots=True)
class Reference:
    """Where a person or a body's channel can be written to; one for each, the latest known."""

    municipality_id: int
    service_url: str
    conversation_id: str
    tenant_id: str
    channel_id: str
    bot_id: str
    person_id: int | None = None
    body: str | None = None


@dataclass(frozen=True, slots=True)
class Unreachable:
    """A person whom the far end refused, by its own code, until they are heard from again."""

    person_id: int
    name: str
    email: str
    code: str
    since: date


class Outbox(Protocol):
    def add(self, new: NewMessage) -> int | None:
        """The new row's id; None where its dedupe key is already there."""

    def waiting_for(self, person_id: int) -> Message | None:
        """The person's unsent daily message that nobody has claimed, if there is one."""

    def sent_to_on(self, person_id: int, day: date) -> bool:
        """Whether an unasked message has gone, or is on its way, to the person that day (in Stockholm)."""

    def tenants_waiting(self, *, calendar: datetime, now: datetime, first: bool = True) -> Sequence[str]:
        """The tenants to which something may go now, the pace apart.

        With `first` also to people who were never heard from, if they have an Entra id.
        """

    def claim(
        self,
        *,
        calendar: datetime,
        now: datetime,
        lease_until: datetime,
        limit: int,
        tenant: str | None = None,
        first: bool = True,
    ) -> Sequence[Message]:
        """Due rows whose receiver can be reached become `sending`; those whose lease ran out are claimed again.

        `due_at` is read by the calendar clock, `retry_at` and the lease by the system clock's `now`. Without a tenant
        rows of all tenants are claimed.
        """

    def mark_sent(self, message: Message, *, at: datetime, activity_id: str) -> bool:
        """False where another worker holds the row by now: the fence has moved on."""

    def postpone(self, message: Message, *, until: datetime, code: str) -> bool:
        """To be tried again; `until` is by the system clock."""

    def fail(self, message: Message, *, code: str) -> bool: ...
    def cancel(self, message: Message) -> bool: ...
    def freeze_digest(self, message: Message, digest_id: int) -> None: ...
    def counts(self, municipality_id: int, *, since: date | None = None) -> Mapping[tuple[str, str], int]:
        """How many rows, by kind and state; of those for that day or later where one is named."""


class References(Protocol):
    def remember(self, reference: Reference) -> bool:
        """True where the person or body had none before. Whoever is heard from can be reached again."""

    def of_person(self, person_id: int) -> Reference | None: ...
    def of_body(self, municipality_id: int, body: str) -> Reference | None: ...
    def any_of(self, municipality_id: int) -> Reference | None:
        """One that tells where this municipality's messages go, whoever it belongs to."""

    def forget_person(self, person_id: int) -> None: ...
    def give_up(self, municipality_id: int, person_id: int, *, code: str, on: date) -> None:
        """Forget the address, and keep that the far end refused the person."""

    def unreachable(self, municipality_id: int) -> Sequence[Unreachable]:
        """In order of day and name."""


class Pacing(Protocol):
    """One bucket for each tenant, shared by all replicas."""

    def take(self, tenant: str, wanted: int, *, now: datetime, rate: float) -> int: ...
    def give_back(self, tenant: str, unused: int) -> None: ...
    def pause(self, tenant: str, *, until: datetime) -> None:
        """Nothing goes to the tenant until then."""

    def wait(self, tenants: Sequence[str], *, now: datetime, rate: float) -> timedelta:
        """How long until one more may go to any of them."""
