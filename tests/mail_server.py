"""A real SMTP server on this machine, which can be told to refuse; what it takes is kept to be read."""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

USER, PASSWORD = "arshjul", "hemligt"


@dataclass(slots=True)
class Mailbox:
    """`answers` are given one after the other, by what they answer: "RCPT" or "DATA"; then everything is taken."""

    taken: list[tuple[str, list[str], bytes]] = field(default_factory=list)
    answers: list[tuple[str, str]] = field(default_factory=list)
    port: int = 0

    def refuse_next(self, what: str, answer: str) -> None:
        self.answers.append((what, answer))

    @property
    def letters(self) -> list[EmailMessage]:
        read = [message_from_bytes(content, policy=default) for _, _, content in self.taken]
        return [one for one in read if isinstance(one, EmailMessage)]

    @property
    def receivers(self) -> list[str]:
        return [address for _, addresses, _ in self.taken for address in addresses]

    def _answer(self, what: str) -> str | None:
        if self.answers and self.answers[0][0] == what:
            return self.answers.pop(0)[1]
        return None

    async def handle_RCPT(  # noqa: N802 -- aiosmtpd looks for that name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        refused = self._answer("RCPT")
        if refused is None:
            envelope.rcpt_tos.append(address)
        return refused or "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        refused = self._answer("DATA")
        if refused is None:
            content = envelope.content if isinstance(envelope.content, bytes) else b""
            self.taken.append((envelope.mail_from or "", list(envelope.rcpt_tos), content))
        return refused or "250 taken"


def is_let_in(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
    known = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=known, handled=False)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def running_mail(
    *, context: ssl.SSLContext | None = None, at_once: bool = False, signs_in: bool = False
) -> Iterator[Mailbox]:
    """With a `context` by STARTTLS, or with TLS `at_once`; with `signs_in` for those who know the password alone."""
    box = Mailbox()
    options: dict[str, Any] = {"tls_context": context, "require_starttls": True} if context and not at_once else {}
    if signs_in:  # with TLS from the start the server itself does not know of it
        options |= {"authenticator": is_let_in, "auth_required": not at_once, "auth_require_tls": not at_once}
    tls = context if at_once else None
    controller = Controller(box, hostname="127.0.0.1", port=free_port(), ssl_context=tls, ready_timeout=30.0, **options)
    controller.start()
    try:
        box.port = controller.port
        yield box
    finally:
        controller.stop()
