"""The wheel over HTTP: a page and a picture of the year, without anybody's answers."""

import struct

import pytest

from scheduler.usecases.sights import OWN, PICTURE, WHOLE
from tests.contract.card_schema import parts_of
from tests.unit.cards.reading import titles_of
from tests.web.conftest import Town

SECRET = "Vi har brister i nattbemanningen."
PNG = b"\x89PNG\r\n\x1a\n"


async def test_page_is_html_that_no_script_may_enter(town: Town) -> None:
    _, token = town.feed(scope=PICTURE)

    async with town.house.client.get(f"/wheel/{token}") as response:
        page = await response.text()

    policy = response.headers["Content-Security-Policy"]
    assert (response.status, response.content_type) == (200, "text/html")
    assert "default-src 'none'" in policy
    assert "script" not in policy
    assert "<svg" in page
    assert "Årshjul 2027 – Anna Lindqvist" in page


async def test_page_says_so_when_dates_are_examples(town: Town) -> None:
    _, token = town.feed(scope=PICTURE)

    async with town.house.client.get(f"/wheel/{token}") as response:
        assert "Innehåller exempeldatum" in await response.text()


async def test_picture_is_a_png_that_teams_can_show(town: Town) -> None:
    _, token = town.feed(scope=PICTURE)

    async with town.house.client.get(f"/wheel/{token}.png") as response:
        picture = await response.read()

    width, height = struct.unpack(">II", picture[16:24])
    assert (response.status, response.content_type, picture[:8]) == (200, "image/png", PNG)
    assert 0 < max(width, height) <= 1024
    assert len(picture) < 1_000_000


@pytest.mark.parametrize("ending", ["", ".png"])
async def test_unknown_and_revoked_wheels_get_the_same_page(town: Town, ending: str) -> None:
    number, revoked = town.feed(scope=PICTURE)
    town.revoke(number)

    answers = []
    for token in (revoked, "unknown", "%FF", "%00"):
        async with town.house.client.get(f"/wheel/{token}{ending}") as response:
            answers.append((response.status, response.content_type, await response.text()))

    assert answers[0][:2] == (404, "text/html")
    assert answers == [answers[0]] * len(answers)


@pytest.mark.parametrize("scope", [OWN, WHOLE])
@pytest.mark.parametrize("ending", ["", ".png"])
async def test_calendars_token_opens_no_wheel(town: Town, scope: str, ending: str) -> None:
    _, token = town.feed(scope=scope)

    async with town.house.client.get(f"/wheel/{token}{ending}") as response:
        assert response.status == 404


@pytest.mark.parametrize("ending", ["", ".png"])
async def test_wheel_can_only_be_read(town: Town, ending: str) -> None:
    _, token = town.feed(scope=PICTURE)

    async with town.house.client.post(f"/wheel/{token}{ending}") as response:
        assert response.status == 405


async def test_wheel_and_calendar_show_no_answer(town: Town) -> None:
    (_, wheel), (_, calendar) = town.feed(scope=PICTURE), town.feed()
    anna = town.house.chat(town.people[0])
    form = await anna.presses(await anna.says("uppgifter"), "Svara")
    while "Skicka in" not in titles_of(form):
        texts = [part["id"] for part in parts_of(form) if part.get("type") == "Input.Text"]
        form = await anna.presses(form, "Nästa", dict.fromkeys(texts, SECRET))

    shown = []
    for path in (f"/wheel/{wheel}", f"/calendar/{calendar}.ics"):
        async with town.house.client.get(path) as response:
            shown.append(await response.text())

    assert [SECRET in text for text in shown] == [False, False]
    assert _is_saved(town)


def _is_saved(town: Town) -> bool:
    """Whether the words could have been shown at all."""
    with town.house.service.store.read() as uow:
        drafts = [uow.answering.draft(number) for number in range(1, 400)]
    return any(SECRET in str(draft.answers) for draft in drafts if draft is not None)


async def test_wheel_is_linked_from_the_chat(town: Town) -> None:
    anna = town.house.chat(town.people[0])

    card = await anna.says("årshjul")

    (url,) = {part["url"] for part in parts_of(card) if part.get("type") == "Image"}
    async with town.house.client.get(url.removeprefix("https://arshjul.example")) as response:
        assert (response.status, response.content_type) == (200, "image/png")


async def test_chat_shows_the_year_of_whom_one_chooses_among_those_one_may_see(town: Town) -> None:
    anna = town.house.chat(town.people[0])
    card = await anna.says("årshjul")
    (choice,) = [part for part in parts_of(card) if part.get("type") == "Input.ChoiceSet"]

    titles = {}
    for sight in (
        "wheel",
        "area:Särskilt boende",
        "unit:Björkgården",
        "unit:Tallbackens vårdboende",
        "unit:Ingenstans",
    ):
        shown = await anna.presses(card, "Visa", {"sight": sight})
        (url,) = {part["url"] for part in parts_of(shown) if part.get("type") == "Image"}
        page = url.removeprefix("https://arshjul.example").removesuffix(".png")
        async with town.house.client.get(page) as response:
            titles[sight] = (await response.text()).partition("<title>")[2].partition("</title>")[0]

    own = "Årshjul 2027 – Anna Lindqvist"
    assert [one["value"] for one in choice["choices"]][:2] == ["me", "area:Särskilt boende"]
    assert titles == {
        "wheel": "Årshjul 2027 – Vård- och omsorgsförvaltningen",
        "area:Särskilt boende": "Årshjul 2027 – Särskilt boende",
        "unit:Björkgården": "Årshjul 2027 – Björkgården",
        "unit:Tallbackens vårdboende": own,
        "unit:Ingenstans": own,
    }


async def test_page_shows_the_rings_that_are_asked_for(town: Town) -> None:
    _, token = town.feed(scope=PICTURE)

    pages = {}
    for rings in ("", "?rings=receiver", "?rings=%FF"):
        async with town.house.client.get(f"/wheel/{token}{rings}") as response:
            pages[rings] = await response.text()

    assert pages[""] == pages["?rings=%FF"]
    assert [">FÖLJA UPP<" in page for page in pages.values()] == [True, False, True]
