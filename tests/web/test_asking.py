"""A new link by mail: the same answer to everyone, and a letter to those alone who have no Teams."""

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from email.message import EmailMessage

import pytest

from bot.mail.account import Security
from bot.web.keys import LINK_DESK
from scheduler.days import ONE_DAY
from store.unit_of_work import SqlStore
from tests.factories import ANNA, MONDAY
from tests.mail_server import Mailbox, running_mail
from tests.running_app import House, open_house
from tests.web.browsing import OVER_HTTPS, Answer, Browser

BERITS = "berit@omsorg.example"
BERIT = replace(ANNA, name="Berit Åkerström", email=BERITS, entra_object_id=None)
LINK = re.compile(r"https://arshjul\.example(/open/[\w-]+)")
ASKED = "Titta i din e-post"


@dataclass(frozen=True, slots=True)
class Town:
    """Berit, whom a private provider employs, beside Karlstad's example people."""

    house: House
    box: Mailbox
    browser: Browser
    annas: str

    async def ask(self, email: str, **more: str) -> Answer:
        answer = await self.browser.post("/open", {"email": email, **more})
        await self.house.client.server.app[LINK_DESK].finish()  # type: ignore[attr-defined]
        return answer

    def wait(self, **span: float) -> None:
        self.house.system.move_to(self.house.system.now() + timedelta(**span))


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with running_mail() as box:
        yield box


@pytest.fixture
async def town(store: SqlStore, box: Mailbox) -> AsyncIterator[Town]:
    more = {"smtp_host": "127.0.0.1", "smtp_port": box.port, "smtp_security": Security.NONE}
    settings = OVER_HTTPS.model_copy(update={**more, "smtp_from": "Årshjulet <arshjul@karlstad.example>"})
    async with open_house(store, settings=settings) as house:
        await house.has_begun()
        with store.write() as uow:
            uow.people.import_rows(house.service.municipality_id, [BERIT])
            anna = uow.people.everyone(house.service.municipality_id)[0]
        yield Town(house, box, Browser(house.client), anna.email)


def link_in(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert body is not None
    (link,) = set(LINK.findall(str(body.get_content())))
    return str(link)


async def test_whoever_has_no_teams_gets_a_link_that_opens_their_pages(town: Town) -> None:
    asked = await town.ask(" Berit@Omsorg.example ")

    entered = await town.browser.post(link_in(town.box.letters[0]))
    inside = await town.browser.get(entered.location)

    assert (asked.status, asked.heading, town.box.receivers) == (200, ASKED, [BERITS])
    assert "Inloggad som Berit Åkerström" in inside.text


async def test_answer_is_the_same_for_all_and_only_one_of_them_gets_a_letter(town: Town) -> None:
    asking = ["nobody@omsorg.example", town.annas, "", "x" * 5000, f"{BERITS}\r\nBcc: {town.annas}", BERITS]

    answers = [await town.ask(email) for email in asking]

    assert {(one.status, one.text) for one in answers} == {(200, answers[0].text)}
    assert answers[0].heading == ASKED
    assert town.box.receivers == [BERITS]


async def test_nobodys_box_is_filled_by_others_who_ask(town: Town) -> None:
    for _ in range(4):
        await town.ask(BERITS)
    within_minutes = len(town.box.letters)
    for _ in range(20):
        town.wait(minutes=6)
        await town.ask(BERITS)
    within_a_day = len(town.box.letters)
    town.wait(days=1)
    await town.ask(BERITS)

    assert (within_minutes, within_a_day, len(town.box.letters)) == (1, 6, 7)


async def test_whoever_has_left_gets_no_letter(town: Town) -> None:
    with town.house.service.store.write() as uow:
        here = town.house.service.municipality_id
        berit = uow.people.by_email(here, BERITS)
        assert berit is not None
        uow.people.end_roles(here, berit.id, on=MONDAY - ONE_DAY)

    asked = await town.ask(BERITS)

    assert (asked.heading, town.box.letters) == (ASKED, [])


async def test_answer_comes_before_the_letter_whatever_the_server_says(town: Town) -> None:
    town.box.refuse_next("RCPT", "550 no such user")

    refused = await town.ask(BERITS)

    assert (refused.status, refused.heading, town.box.letters) == (200, ASKED, [])


async def test_letters_are_not_asked_for_from_another_site(town: Town) -> None:
    foreign = await town.browser.post("/open", {"email": BERITS}, headers={"Origin": "https://evil.example"})
    await town.house.client.server.app[LINK_DESK].finish()  # type: ignore[attr-defined]

    assert (foreign.status, town.box.letters) == (403, [])


async def test_pages_name_the_way_by_mail_where_there_is_one(town: Town, store: SqlStore) -> None:
    with_mail = await town.browser.get("/open"), await town.browser.get("/form")
    async with open_house(store, settings=OVER_HTTPS) as house:
        other = Browser(house.client)
        without = await other.get("/open"), await other.post("/open", {"email": BERITS}), await other.get("/form")

    assert [one.heading for one in with_mail] == ["Få en ny länk", "Du är inte inloggad"]
    assert 'href="/open"' in with_mail[1].text
    assert [one.heading for one in without] == ["Öppna från Teams", "Öppna från Teams", "Du är inte inloggad"]
    assert 'href="/open"' not in without[2].text


async def test_day_comes_by_mail_with_the_work_of_the_service(town: Town) -> None:
    await town.house.work()
    await town.house.work()

    assert town.box.receivers == [BERITS]
    assert town.box.letters[0]["Message-ID"].startswith("<daily.")
