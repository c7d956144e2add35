"""A browser without a window: it keeps its one cookie, sends what a page's form holds, and follows where it is told."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from random import Random
from urllib.parse import urlencode

from aiohttp import web
from aiohttp.test_utils import TestClient

from bot.settings import Settings
from scheduler.organisation import Person
from scheduler.usecases.signing_in import CHAT_CODE_LASTS, HOME, issue_code
from tests.factories import MONDAY
from tests.running_app import PUBLIC_URL, House

FORM = "application/x-www-form-urlencoded"
OVER_HTTPS = Settings(app_id="app", app_password="secret", app_tenant_id="tenant", public_url=PUBLIC_URL)
COOKIE = "__Host-arshjul"
WORDS = ("Vi följer rutinen.", "Åtta av tio, enligt Östra.", '<b>Nej</b> & "ja", delvis', "å\nä\nö")
NO_OTHERS: Mapping[str, str] = {}
Fields = Mapping[str, str] | Iterable[tuple[str, str]]


class Controls(HTMLParser):
    """The fields of a page's last form with a target of its own page, as a browser would send them unchanged."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.hidden: dict[str, str] = {}
        self.names: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag in ("input", "select", "textarea") and "name" in found:
            self.names.append(found["name"])
            if found.get("type") == "hidden":
                self.hidden[found["name"]] = found.get("value", "")


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    text: str
    headers: Mapping[str, str]
    cookie: str = ""
    """The Set-Cookie header as it stands."""

    @property
    def location(self) -> str:
        return self.headers.get("Location", "")

    @property
    def hidden(self) -> dict[str, str]:
        return Controls(self.text).hidden

    @property
    def title(self) -> str:
        found = re.search(r"<title>(.*?)</title>", self.text, re.DOTALL)
        return found[1] if found else ""

    @property
    def heading(self) -> str:
        found = re.search(r"<h1[^>]*>(.*?)</h1>", self.text, re.DOTALL)
        return found[1].strip() if found else ""


@dataclass(slots=True)
class Browser:
    client: TestClient[web.Request, web.Application]
    cookie: str = ""
    headers: dict[str, str] = field(default_factory=lambda: {"Origin": PUBLIC_URL})

    async def get(self, path: str) -> Answer:
        return await self._ask("GET", path, {})

    async def post(self, path: str, fields: Fields = (), *, headers: Mapping[str, str] = NO_OTHERS) -> Answer:
        pairs = fields.items() if isinstance(fields, Mapping) else fields
        return await self.sends(path, urlencode(list(pairs)).encode(), headers=headers)

    async def sends(self, path: str, body: bytes, *, headers: Mapping[str, str] = NO_OTHERS) -> Answer:
        """A header that is empty is left out."""
        named = {"Content-Type": FORM, **self.headers, **headers}
        return await self._ask("POST", path, {key: one for key, one in named.items() if one}, body)

    async def enters(self, house: House, person: Person, target: str = HOME) -> Answer:
        """By a fresh link from the chat."""
        return await self.post(f"/open/{code_for(house, person, target)}")

    async def _ask(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None = None) -> Answer:
        kept = {"Cookie": f"{COOKIE}={self.cookie}"} if self.cookie else {}
        asked = self.client.request(method, path, headers={**headers, **kept}, data=body, allow_redirects=False)
        async with asked as response:
            given = response.headers.getall("Set-Cookie", [])
            for one in given:
                name, _, value = one.partition(";")[0].partition("=")
                assert name == COOKIE
                self.cookie = value.strip('"')
            return Answer(response.status, await response.text(), dict(response.headers), "".join(given))


def code_for(house: House, person: Person, target: str = HOME) -> str:
    service = house.service
    with service.store.write() as uow:
        now = service.system_clock.now()
        return issue_code(uow, service.tokens, person, target=target, lasts=CHAT_CODE_LASTS, now=now)


@dataclass(slots=True)
class Offered:
    """A field as the page offers it; `values` are those that can be chosen, none where it is written in."""

    name: str
    kind: str
    mode: str = ""
    values: list[str] = field(default_factory=list)


class Offers(HTMLParser):
    """Every field of a page that a person fills in, in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.fields: dict[str, Offered] = {}
        self._list = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        name, kind = found.get("name", ""), found.get("type", tag)
        if tag == "option" and found["value"]:
            self.fields[self._list].values.append(found["value"])
        elif tag in ("input", "select", "textarea") and kind != "hidden":
            one = self.fields.setdefault(name, Offered(name, kind, found.get("inputmode", "")))
            one.values += [found["value"]] if kind in ("radio", "checkbox") else []
            self._list = name


def filled_in(answer: Answer, random: Random) -> list[tuple[str, str]]:
    """What the page sends when every field has something fitting in it."""
    typed: list[tuple[str, str]] = []
    for one in Offers(answer.text).fields.values():
        if one.kind == "checkbox":
            typed += [(one.name, value) for value in random.sample(one.values, random.randint(1, len(one.values)))]
        elif one.values:
            typed.append((one.name, random.choice(one.values)))
        else:
            typed.append((one.name, _written(one, random)))
    return [*answer.hidden.items(), *typed]


def _written(one: Offered, random: Random) -> str:
    if one.kind == "date":
        return MONDAY.isoformat()
    if one.mode == "decimal":
        return str(random.randint(1, 12))
    return "https://kommun.example/underlag" if one.mode == "url" else random.choice(WORDS)
