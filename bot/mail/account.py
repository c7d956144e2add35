"""The mail server that letters are handed to, as the settings know it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from email.errors import MessageError
from email.headerregistry import Address
from email.utils import parseaddr
from enum import StrEnum

from cards.phrases_cli import ENVIRONMENT
from scheduler.faults import Fault, Problem

SMTP = "ARSHJUL_SMTP_"
SENDER_EXAMPLE = "Årshjulet <arshjul@kommunen.se>"


class Security(StrEnum):
    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


PORTS = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}


@dataclass(frozen=True, slots=True, kw_only=True)
class MailAccount:
    """`sender` is what stands in From; without a user nobody signs in, as on a server that knows this machine."""

    host: str
    port: int
    security: Security
    sender: Address
    user: str = ""
    password: str = field(default="", repr=False)


def sender_in(text: str) -> Address:
    """`ValueError` where it is not one address, with or without a name before it."""
    name, address = parseaddr(text)
    if not address or any(not one.isprintable() for one in text):
        raise ValueError(text)
    try:
        return Address(name, addr_spec=address)
    except (MessageError, IndexError) as error:
        raise ValueError(text) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class MailSettings:
    """As they were set; `host` is empty where no mail is sent."""

    host: str
    port: int | None
    security: Security
    sender: str
    user: str
    password: str = field(repr=False)
    is_local: bool

    @property
    def account(self) -> MailAccount | None:
        """Once `faults` has found nothing."""
        if not self.host:
            return None
        return MailAccount(
            host=self.host,
            port=self.port or PORTS[self.security],
            security=self.security,
            sender=sender_in(self.sender),
            user=self.user,
            password=self.password,
        )

    def faults(self) -> Iterator[Fault]:
        """All at once: a link that opens a person's tasks must not leave this machine in the clear."""
        if not self.host:
            if self.sender or self.user or self.password or self.port:
                yield Fault(ENVIRONMENT, f"{SMTP}HOST", Problem.MISSING)
            return
        if not self.sender:
            yield Fault(ENVIRONMENT, f"{SMTP}FROM", Problem.MISSING)
        elif not _is_sender(self.sender):
            yield Fault(ENVIRONMENT, f"{SMTP}FROM", Problem.NOT_ONE_OF, SENDER_EXAMPLE, self.sender)
        if self.user and not self.password:
            yield Fault(ENVIRONMENT, f"{SMTP}PASSWORD", Problem.MISSING)
        if self.password and not self.user:
            yield Fault(ENVIRONMENT, f"{SMTP}USER", Problem.MISSING)
        if self.security is Security.NONE and not self.is_local:
            yield Fault(ENVIRONMENT, f"{SMTP}SECURITY", Problem.NOT_ONE_OF, "starttls, tls", self.security)


def _is_sender(text: str) -> bool:
    try:
        return bool(sender_in(text).domain)
    except ValueError:
        return False
