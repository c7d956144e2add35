"""The page of a calendar's address: a button for each program, and the same page for every address that is none."""

from datetime import date
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

from scheduler.usecases.sights import PICTURE
from tests.factories import MONDAY
from tests.web.conftest import Town


class Links(HTMLParser):
    """Where each link leads, by its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self.fields: list[dict[str, str | None]] = []
        self._href = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._href = dict(attrs).get("href") or "" if tag == "a" else ""
        if tag == "input":
            self.fields.append(dict(attrs))

    def handle_data(self, data: str) -> None:
        if self._href and data.strip():
            self.found[data.strip()] = self._href


async def opened(town: Town, token: str) -> tuple[int, str]:
    async with town.house.client.get(f"/calendar/{token}") as response:
        assert response.content_type == "text/html"
        return response.status, await response.text()


async def test_page_has_a_button_for_each_program(town: Town) -> None:
    _, token = town.feed()
    url, webcal = (f"{scheme}://arshjul.example/calendar/{token}.ics" for scheme in ("https", "webcal"))

    status, page = await opened(town, token)

    links = Links(page)
    outlook, google, apple, other = links.found.values()
    assert status == 200
    assert list(links.found) == ["Lägg till i Outlook", "Lägg till i Google", "Lägg till i Apple", "Annan kalender"]
    assert parse_qs(urlsplit(outlook).query)["url"] == [url]
    assert parse_qs(urlsplit(google).query) == {"cid": [webcal]}
    assert (apple, other, f'id="{other[1:]}"' in page) == (webcal, "#adress", True)
    assert [(field["value"], "readonly" in field) for field in links.fields] == [(url, True)]


async def test_page_says_how_often_each_program_asks_and_runs_nothing(town: Town) -> None:
    _, token = town.feed(scope="unit:Björkgården")

    async with town.house.client.get(f"/calendar/{token}") as response:
        page, policy = await response.text(), response.headers["Content-Security-Policy"]

    assert "Årshjul Karlstad: Björkgården" in page
    assert [program in page for program in ("Outlook", "Google", "Apple", "Thunderbird")] == [True] * 4
    assert "efter 4 till 24 timmar" in page
    assert ("<script" in page, "script" in policy) == (False, False)


async def test_page_says_that_a_calendar_is_empty_or_replaced(town: Town) -> None:
    (number, token), (_, other) = town.feed(scope="unit:Ingenstans"), town.feed()
    with town.house.service.store.write() as uow:
        uow.feeds.replace(number, MONDAY, until=date(2027, 1, 25))

    (_, page), (_, usual) = await opened(town, token), await opened(town, other)

    told = ["slutar att gälla efter 25 januari 2027", "Kalendern är tom just nu"]
    assert [words in page for words in told] == [True, True]
    assert [words in usual for words in told] == [False, False]


async def test_addresses_that_open_nothing_all_get_the_same_page(town: Town) -> None:
    number, revoked = town.feed()
    _, picture = town.feed(scope=PICTURE)
    town.revoke(number)

    answers = [await opened(town, token) for token in (revoked, picture, "unknown", "%FF", "%00")]

    assert answers[0][0] == 404
    assert answers == [answers[0]] * len(answers)


async def test_chat_leads_to_the_page(town: Town) -> None:
    card = await town.house.chat(town.people[0]).says("kalender")

    urls = {action["title"]: action["url"] for action in card["actions"] if action["type"] == "Action.OpenUrl"}
    status, _ = await opened(town, urls["Annan kalender"].rpartition("/")[2])
    assert status == 200
