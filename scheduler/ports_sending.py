"""What the core asks of its surroundings where messages go out: the outbox, addresses and the pace."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from scheduler.lifecycle import State
from scheduler.organisation import Person
from scheduler.outbox import Message, MessageKind, MessageState, NewMessage

BY_MAIL = "email"
"""The channel of those who have no Teams; their conversation is their address."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatched:
    """A message as an administrator sees it; the activity id is empty where its receipt was lost or it has not gone."""

    id: int
    kind: MessageKind
    state: MessageState
    person_id: int | None
    body: str | None
    activity_id: str
    is_recalled: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A task that a message asked for, as it stands now."""

    assignment_id: int
    activity: str
    state: State


@dataclass(frozen=True, slots=True)
class LastTold:
    """When somebody's latest unasked message went: the day that it was for, and the instant."""

    day: date
    at: datetime


@dataclass(frozen=True, slots=True)
class Recall:
    """Why a message is taken back, and whether it is deleted where it went or replaced by a notice."""

    message_id: int
    municipality_id: int
    recalled_at: datetime
    because: str
    deletes: bool


class Outbox(Protocol):
    def add(self, new: NewMessage) -> int | None:
        """The new row's id; None where its dedupe key is already there."""

    def waiting_for(self, person_id: int) -> Message | None:
        """The person's unsent daily message that nobody has claimed, if there is one."""

    def sent_to_on(self, person_id: int, day: date) -> bool:
        """Whether an unasked message has gone, or is on its way, to the person that day (in Stockholm)."""

    def last_gathered(self, person_id: int, *, before: int | None = None) -> date | None:
        """The last day (in Stockholm) on which a daily message but that one went, or was on its way, to the person."""

    def last_told(self, person_ids: Collection[int]) -> Mapping[int, LastTold]:
        """The latest unasked message that has gone to each of them; whoever has had none is not in it."""

    def tenants_waiting(
        self, *, calendar: datetime, now: datetime, municipality_id: int | None = None, first: bool = True
    ) -> Sequence[str]:
        """The tenants to which something may go now, the pace apart; of one municipality, or of all.

        With `first` also to people who were never heard from, if they have an Entra id.
        """

    def claim(
        self,
        *,
        calendar: datetime,
        now: datetime,
        lease_until: datetime,
        limit: int,
        municipality_id: int | None = None,
        tenant: str | None = None,
        first: bool = True,
    ) -> Sequence[Message]:
        """Due rows whose receiver can be reached become `sending`; those whose lease ran out are claimed again.

        `due_at` is read by the calendar clock, `retry_at` and the lease by the system clock's `now`. Without a tenant
        rows of all tenants are claimed, without a municipality those of all.
        """

    def mark_sent(self, message: Message, *, at: datetime, activity_id: str) -> bool:
        """False where another worker holds the row by now: the fence has moved on.

        What was sent all the same is kept for it, so that it updates the activity instead of sending another; where it
        was recalled meanwhile, what takes it back goes after all.
        """

    def mark_all_sent(self, sent: Collection[tuple[Message, str]], *, at: datetime) -> int:
        """The same for many, each with its activity's id; how many were still held."""

    def postpone(self, message: Message, *, until: datetime, code: str) -> bool:
        """To be tried again; `until` is by the system clock."""

    def fail(self, message: Message, *, code: str) -> bool: ...
    def cancel(self, message: Message) -> bool: ...
    def freeze_digest(self, message: Message, digest_id: int) -> None: ...
    def counts(
        self, municipality_id: int, *, since: date | None = None, before: date | None = None
    ) -> Mapping[tuple[str, str], int]:
        """How many rows, by kind and state; of those for `since` or later, and for a day before `before`, if named."""


class Recalls(Protocol):
    """Messages taken back. One that is recalled is never claimed again, and what takes it back waits for its sender."""

    def of_day(self, municipality_id: int, day: date) -> Sequence[Dispatched]:
        """All that was planned for the day but what takes others back, in order of id."""

    def message(self, municipality_id: int, message_id: int) -> Dispatched | None: ...
    def asked_in(self, message_ids: Iterable[int]) -> Mapping[int, Sequence[Asked]]:
        """The tasks that each message covers a rung of; every message that was asked about is in it."""

    def withdraw(self, message_id: int, *, held: bool = False) -> bool:
        """Cancel what waits, with `held` also what somebody claimed and never settled; False where it is neither."""

    def keep(self, recall: Recall) -> bool:
        """False where somebody recalled it before, or at this very moment."""

    def of_message(self, message_id: int) -> Recall | None: ...


class References(Protocol):
    def remember(self, reference: Reference) -> bool:
        """True where the person or body had none before. Whoever is heard from can be reached again."""

    def of_person(self, person_id: int) -> Reference | None: ...
    def of_persons(self, person_ids: Iterable[int]) -> Mapping[int, Reference]:
        """By person; whoever was never heard from is not in it."""

    def of_body(self, municipality_id: int, body: str) -> Reference | None: ...
    def any_of(self, municipality_id: int) -> Reference | None:
        """One that tells where this municipality's messages in Teams go, whoever it belongs to."""

    def without_teams(self, municipality_id: int, on: date) -> Sequence[Person]:
        """Those who hold a role that day and have a mail address, but no Entra id and no reference."""

    def needless_mail(self, municipality_id: int, *, is_sent: bool) -> Sequence[int]:
        """Whose reference is for mail although they have an Entra id by now, or all of them where no mail is sent."""

    def forget_person(self, person_id: int) -> None: ...
    def give_up(self, municipality_id: int, person_id: int, *, code: str, on: date) -> None:
        """Forget the address, and keep that the far end refused the person."""

    def unreachable(self, municipality_id: int) -> Sequence[Unreachable]:
        """In order of day and name."""

    def nameless(self, municipality_id: int, on: date) -> Sequence[str]:
        """The names of those who hold a role that day and have neither an Entra id nor an address."""


class Pacing(Protocol):
    """One bucket for each tenant, shared by all replicas."""

    def take(self, tenant: str, wanted: int, *, now: datetime, rate: float) -> int: ...
    def give_back(self, tenant: str, unused: int) -> None: ...
    def pause(self, tenant: str, *, until: datetime) -> None:
        """Nothing goes to the tenant until then."""

    def wait(self, tenants: Sequence[str], *, now: datetime, rate: float) -> timedelta:
        """How long until one more may go to any of them."""
