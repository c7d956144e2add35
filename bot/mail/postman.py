"""Handing one letter to the mail server: what it says is either for now or for good."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.message import EmailMessage

from bot.channel import SendFailed
from bot.mail.account import MailAccount, Security

SECONDS = 10.0
"""For each answer of the server's; with those that wait before it, a letter takes less time than its lease."""
NO_CONNECTION, NO_STARTTLS, NOT_SUPPORTED = "ConnectionFailed", "smtp:starttls", "smtp:utf8"
FOR_GOOD = range(500, 600)


@dataclass(frozen=True, slots=True)
class Postman:
    """Blocks until the server has answered. What it has against ourselves passes, as soon as somebody mends it."""

    account: MailAccount
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context)

    def carry(self, letter: EmailMessage, to: str) -> None:
        with self._signed_in() as server:
            try:
                server.send_message(letter, self.account.sender.addr_spec, [to])
            except smtplib.SMTPRecipientsRefused as refused:
                raise _refusal(next(iter(refused.recipients.values()))[0]) from refused
            except smtplib.SMTPDataError as refused:
                raise _refusal(refused.smtp_code) from refused
            except smtplib.SMTPNotSupportedError as error:
                raise SendFailed(NOT_SUPPORTED, permanent=True) from error

    def knock(self) -> None:
        """As far as one comes without a letter."""
        with self._signed_in():
            pass

    @contextmanager
    def _signed_in(self) -> Iterator[smtplib.SMTP]:
        try:
            server = self._connected()
            try:
                if self.account.user:
                    server.login(self.account.user, self.account.password)
                yield server
                with suppress(OSError, smtplib.SMTPException):
                    server.quit()  # the letter has been taken by then, whatever is said to this
            finally:
                server.close()
        except smtplib.SMTPResponseException as error:
            raise SendFailed(f"smtp:{error.smtp_code}", permanent=False) from error
        except (OSError, smtplib.SMTPException) as error:
            raise SendFailed(NO_CONNECTION, permanent=False) from error

    def _connected(self) -> smtplib.SMTP:
        """In the clear it goes no further than the settings allow, also where a server says that it can't do better."""
        account, ourselves = self.account, self.account.sender.domain
        if account.security is Security.TLS:
            return smtplib.SMTP_SSL(account.host, account.port, ourselves, timeout=SECONDS, context=self.context)
        server = smtplib.SMTP(account.host, account.port, ourselves, timeout=SECONDS)
        if account.security is Security.NONE:
            return server
        try:
            server.starttls(context=self.context)
        except smtplib.SMTPNotSupportedError as error:
            server.close()
            raise SendFailed(NO_STARTTLS, permanent=False) from error
        except BaseException:
            server.close()
            raise
        return server


def _refusal(code: int) -> SendFailed:
    return SendFailed(f"smtp:{code}", permanent=code in FOR_GOOD)
