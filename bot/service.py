"""What every edge of one municipality's service has at hand."""

import secrets
from dataclasses import dataclass

from scheduler.clock import Clock
from scheduler.loading import Content
from scheduler.ports import Store, Tokens


class SecretTokens:
    """Unguessable names of 192 bits from the operating system."""

    def new(self) -> str:
        return secrets.token_urlsafe(24)


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """The calendar clock tells dates and working hours, the system clock leases and retries."""

    store: Store
    content: Content
    municipality_id: int
    calendar_clock: Clock
    system_clock: Clock
    tokens: Tokens
    public_url: str
