"""What every edge of one municipality's service has at hand."""

import secrets
from dataclasses import dataclass, field
from random import Random

from scheduler.clock import Clock
from scheduler.loading import Content
from scheduler.pacing import RATE
from scheduler.ports import Store, Tokens


class SecretTokens:
    """Unguessable names of 192 bits from the operating system."""

    def new(self) -> str:
        return secrets.token_urlsafe(24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """The calendar clock tells dates and working hours, the system clock leases and retries.

    `rate` is how many messages a second may go to one tenant, `random` spreads what is tried again. With
    `writes_first` it opens a conversation with people of whom it knows no more than their Entra id; with `writes_mail`
    it writes to those who have none.
    """

    store: Store
    content: Content
    municipality_id: int
    calendar_clock: Clock
    system_clock: Clock
    tokens: Tokens
    public_url: str
    rate: float = RATE
    writes_first: bool = True
    writes_mail: bool = False
    random: Random = field(default_factory=Random)
