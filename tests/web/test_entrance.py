"""The way in: a link that scanners may look at, a button that works once, and a session that ends when it should."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.teams.limits import Limits
from scheduler.audit import AuditEntry, Deed, Thing
from scheduler.days import ONE_DAY
from scheduler.usecases.signing_in import sign_out_everywhere
from store.unit_of_work import SqlStore
from tests.factories import MONDAY, make_by
from tests.running_app import PUBLIC_URL, open_house
from tests.web.browsing import COOKIE, OVER_HTTPS, Browser, code_for
from tests.web.conftest import Town

GONE, NOT_IN, FOREIGN = "Länken gäller inte längre", "Du är inte inloggad", "Sidan kan inte ta emot det"


@pytest.fixture
async def town(store: SqlStore) -> AsyncIterator[Town]:
    """With an https address, so that cookies are locked."""
    async with open_house(store, settings=OVER_HTTPS) as house:
        await house.has_begun()
        with store.read() as uow:
            yield Town(house, list(uow.people.everyone(house.service.municipality_id)))


@pytest.fixture
def browser(town: Town) -> Browser:
    return Browser(town.house.client)


async def test_link_that_was_looked_at_often_opens_once_when_its_button_is_pressed(
    town: Town, browser: Browser
) -> None:
    code = code_for(town.house, town.people[0], "/form")

    looks = [await browser.get(f"/open/{code}") for _ in range(3)]
    pressed = await browser.post(f"/open/{code}")
    inside = await browser.get(pressed.location)
    again = await Browser(town.house.client).post(f"/open/{code}")

    assert [(look.status, look.heading, look.cookie) for look in looks] == 3 * [(200, "Öppna årshjulet", "")]
    assert (pressed.status, pressed.location, inside.status) == (303, "/form", 200)
    assert town.people[0].name in inside.text
    assert (again.status, again.heading, again.cookie) == (403, GONE, "")


async def test_page_of_a_link_is_the_same_for_every_code(town: Town, browser: Browser) -> None:
    good, made_up = code_for(town.house, town.people[0]), "0" * 32

    pages = [await browser.get(f"/open/{code}") for code in (good, made_up)]

    assert [page.status for page in pages] == [200, 200]
    assert pages[0].text == pages[1].text
    assert (await browser.post(f"/open/{made_up}")).heading == GONE


@pytest.mark.parametrize("code", ["a.b", "å", "x" * 65, "..%2f..", "a%00b"])
async def test_what_is_no_code_is_no_page(browser: Browser, code: str) -> None:
    assert [(await browser.get(f"/open/{code}")).status, (await browser.post(f"/open/{code}")).status] == [404, 404]


async def test_code_is_over_when_its_minutes_have_passed(town: Town, browser: Browser) -> None:
    late, in_time = (code_for(town.house, town.people[0]) for _ in range(2))
    town.house.system.move_to(town.house.system.now() + timedelta(minutes=9, seconds=59))
    entered = await browser.post(f"/open/{in_time}")
    town.house.system.move_to(town.house.system.now() + timedelta(seconds=1))

    assert entered.status == 303
    assert (await Browser(town.house.client).post(f"/open/{late}")).heading == GONE


async def test_cookie_is_locked_and_pages_are_kept_by_nobody(town: Town, browser: Browser) -> None:
    pressed = await browser.enters(town.house, town.people[0])
    inside = await browser.get("/form")

    flags = {part.strip() for part in pressed.cookie.split(";")[1:]}
    assert pressed.cookie.startswith(f"{COOKIE}=")
    assert flags == {"HttpOnly", "Path=/", "SameSite=Lax", "Secure"}
    for answer in (pressed, inside, await browser.get("/open/x")):
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    policy = inside.headers["Content-Security-Policy"]
    assert "form-action 'self'" in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert browser.cookie not in inside.text


async def test_no_row_holds_what_opens_anything(town: Town, browser: Browser) -> None:
    code = code_for(town.house, town.people[0])
    await browser.post(f"/open/{code}")

    with town.house.service.store.read() as uow:
        kept = uow.access.session(browser.cookie), uow.access.use_code(code, town.house.system.now())

    assert kept == (None, None)
    assert (await browser.get("/form")).status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": f"{PUBLIC_URL}.evil.example"},
        {"Origin": "", "Sec-Fetch-Site": "cross-site"},
        {"Origin": "", "Sec-Fetch-Site": "same-site"},
        {"Origin": ""},
        {"Content-Type": "text/plain"},
    ],
)
async def test_nothing_is_exchanged_or_ended_when_another_site_sends_the_form(
    town: Town, browser: Browser, headers: dict[str, str]
) -> None:
    code = code_for(town.house, town.people[0])
    await browser.enters(town.house, town.people[0])
    inside = await browser.get("/form")

    refused = await Browser(town.house.client).post(f"/open/{code}", headers=headers)
    not_out = await browser.post("/form/sign-out", inside.hidden, headers=headers)

    assert [(one.status, one.heading, one.cookie) for one in (refused, not_out)] == 2 * [(403, FOREIGN, "")]
    assert (await browser.get("/form")).status == 200
    assert (await Browser(town.house.client).post(f"/open/{code}")).status == 303


async def test_form_without_origin_is_believed_when_the_browser_calls_it_our_own(town: Town, browser: Browser) -> None:
    code = code_for(town.house, town.people[0])

    assert (await browser.post(f"/open/{code}", headers={"Origin": "", "Sec-Fetch-Site": "same-origin"})).status == 303


@pytest.mark.parametrize("key", [None, "", "0" * 64, "å"])
async def test_nobody_is_signed_out_without_the_key_of_their_session(
    town: Town, browser: Browser, key: str | None
) -> None:
    await browser.enters(town.house, town.people[0])

    refused = await browser.post("/form/sign-out", {} if key is None else {"form_key": key})

    assert (refused.status, refused.heading) == (403, FOREIGN)
    assert (await browser.get("/form")).status == 200


async def test_key_of_another_session_is_no_key(town: Town, browser: Browser) -> None:
    other = Browser(town.house.client)
    await other.enters(town.house, town.people[1])
    await browser.enters(town.house, town.people[0])

    refused = await browser.post("/form/sign-out", (await other.get("/form")).hidden)

    assert refused.heading == FOREIGN


async def test_session_is_over_everywhere_when_its_holder_has_signed_out(town: Town, browser: Browser) -> None:
    await browser.enters(town.house, town.people[0])
    copied = Browser(town.house.client, browser.cookie)
    was_in = await copied.get("/form")

    out = await browser.post("/form/sign-out", (await browser.get("/form")).hidden)

    assert (was_in.status, out.status, out.heading, browser.cookie) == (200, 200, "Du är utloggad", "")
    assert [(await one.get("/form")).heading for one in (browser, copied)] == [NOT_IN, NOT_IN]


async def test_session_ends_when_it_is_left_alone_and_goes_on_while_it_is_used(town: Town, browser: Browser) -> None:
    await browser.enters(town.house, town.people[0])
    statuses = []
    for minutes in (119, 119, 119, 121):
        town.house.system.move_to(town.house.system.now() + timedelta(minutes=minutes))
        statuses.append((await browser.get("/form")).status)

    assert statuses == [200, 200, 200, 403]


async def test_session_ends_after_a_working_day_however_much_it_is_used(town: Town, browser: Browser) -> None:
    await browser.enters(town.house, town.people[0])
    statuses = []
    for _ in range(9):
        town.house.system.move_to(town.house.system.now() + timedelta(minutes=55))
        statuses.append((await browser.get("/form")).status)

    assert statuses == [*([200] * 8), 403]


async def test_session_and_links_end_when_the_last_role_does(town: Town, browser: Browser) -> None:
    anna, service = town.people[0], town.house.service
    unused = code_for(town.house, anna)
    await browser.enters(town.house, anna)
    was_in = await browser.get("/form")
    with service.store.write() as uow:
        uow.people.end_roles(anna.municipality_id, anna.id, on=MONDAY - ONE_DAY)

    assert (was_in.status, (await browser.get("/form")).heading) == (200, NOT_IN)
    assert (await Browser(town.house.client).post(f"/open/{unused}")).heading == GONE


async def test_session_and_links_end_when_an_administrator_closes_them(town: Town, browser: Browser) -> None:
    anna, service = town.people[0], town.house.service
    unused = code_for(town.house, anna)
    other = Browser(town.house.client)
    await browser.enters(town.house, anna)
    await other.enters(town.house, town.people[1])
    with service.store.write() as uow:
        ended = sign_out_everywhere(uow, anna, by=make_by(anna.municipality_id, at=town.house.system.now()))

    assert (ended, (await browser.get("/form")).heading, (await other.get("/form")).status) == (1, NOT_IN, 200)
    assert (await Browser(town.house.client).post(f"/open/{unused}")).heading == GONE


async def test_browser_belongs_to_one_person_at_a_time(town: Town, browser: Browser) -> None:
    await browser.enters(town.house, town.people[0])
    annas = Browser(town.house.client, browser.cookie)

    await browser.enters(town.house, town.people[1])

    assert town.people[1].name in (await browser.get("/form")).text
    assert (await annas.get("/form")).heading == NOT_IN


async def test_log_tells_who_came_in_and_went(town: Town, browser: Browser) -> None:
    anna, at = town.people[0], town.house.system.now()
    await browser.enters(town.house, anna)
    await browser.post("/form/sign-out", (await browser.get("/form")).hidden)

    with town.house.service.store.read() as uow:
        entries = uow.audit.of_municipality(anna.municipality_id, person_id=anna.id)[-2:]

    assert [entry.request.partition(":")[0] for entry in entries] == ["web", "web"]
    assert list(entries) == [
        AuditEntry(
            municipality_id=anna.municipality_id,
            at=at,
            deed=deed,
            thing=Thing.PERSON,
            thing_id=anna.id,
            person_id=anna.id,
            request=entry.request,
        )
        for deed, entry in zip((Deed.SIGNED_IN, Deed.SIGNED_OUT), entries, strict=True)
    ]


async def test_more_than_a_page_is_not_read(town: Town, browser: Browser) -> None:
    code = code_for(town.house, town.people[0])

    large = await browser.sends(f"/open/{code}", b"a=" + b"x" * (512 * 1024))
    many = await browser.sends(f"/open/{code}", b"&".join([b"a=1"] * 1001))

    assert [one.status for one in (large, many)] == [413, 413]
    assert (await browser.post(f"/open/{code}")).status == 303


async def test_nobody_without_a_session_sees_anything(browser: Browser) -> None:
    browser.cookie = "0" * 32

    assert [(await browser.get(path)).status for path in ("/form", "/form?a=1")] == [403, 403]


async def test_whoever_tries_too_often_is_told_when_to_come_back(store: SqlStore) -> None:
    async with open_house(store, settings=OVER_HTTPS, limits=Limits(per_person=2.0)) as house:
        browser = Browser(house.client)
        tries = [
            await browser.post(path) for path in [*(f"/open/{number}" for number in range(10)), "/open/a", "/open"]
        ]

    assert [one.status for one in tries] == [*([403] * 10), 429, 429]
    assert tries[-1].headers["Retry-After"] == "1"
