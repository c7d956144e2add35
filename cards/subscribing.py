"""The ways into a calendar program: one address, and a link that each of them understands."""

from dataclasses import dataclass
from urllib.parse import quote

from cards import phrases_subscribing as say

ENDING = ".ics"


@dataclass(frozen=True, slots=True)
class Address:
    """A calendar's whole address, secret to its owner."""

    url: str

    @property
    def webcal(self) -> str:
        """What Apple's and most other programs open by themselves."""
        return f"webcal://{self.url.partition('://')[2]}"

    @property
    def outlook(self) -> str:
        """Outlook on the web wants the address as it is, not as webcal."""
        url, name = quote(self.url, safe=""), quote(say.CALENDAR_NAME)
        return f"https://outlook.office.com/calendar/0/addfromweb?url={url}&name={name}"

    @property
    def google(self) -> str:
        return f"https://calendar.google.com/calendar/u/0/r?cid={quote(self.webcal, safe='')}"

    @property
    def page(self) -> str:
        """Where all of this is explained."""
        return self.url.removesuffix(ENDING)
