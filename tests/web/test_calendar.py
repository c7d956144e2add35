"""The calendar feed over HTTP: fresh, cheap to ask for again, and silent about tokens that open nothing."""

from datetime import date

import pytest
from icalendar import Calendar
from multidict import CIMultiDict
from sqlalchemy import Engine
from yarl import URL

from scheduler.clock import morning_of
from scheduler.lifecycle import State
from scheduler.usecases.sights import PICTURE
from tests.factories import MONDAY
from tests.web.conftest import Town

NOT_THE_SAME = frozenset({"date"})


async def fetch(
    town: Town, token: str, *headers: tuple[str, str], method: str = "GET"
) -> tuple[int, dict[str, str], bytes]:
    """Status, headers (in small letters, without the date), and body."""
    url = URL(f"/calendar/{token}.ics", encoded=True)
    async with town.house.client.request(method, url, headers=CIMultiDict(headers)) as response:
        kept = {name.lower(): value for name, value in response.headers.items() if name.lower() not in NOT_THE_SAME}
        return response.status, kept, await response.read()


async def test_calendar_is_served_with_its_headers(town: Town) -> None:
    _, token = town.feed()

    status, headers, body = await fetch(town, token)

    etag = headers.pop("etag")
    assert (status, etag[0], etag[-1]) == (200, '"', '"')
    assert headers == {
        "cache-control": "private, max-age=300",
        "content-length": str(len(body)),
        "content-type": "text/calendar; charset=utf-8",
        "referrer-policy": "no-referrer",
        "server": headers["server"],
        "x-content-type-options": "nosniff",
        "x-robots-tag": "noindex",
    }


async def test_calendar_holds_the_persons_own_days(town: Town) -> None:
    _, token = town.feed()

    _, _, body = await fetch(town, token)

    summaries = {str(event["SUMMARY"]) for event in Calendar.from_ical(body).walk("VEVENT")}
    assert any("Björkgården" in summary for summary in summaries)
    assert not any("Tallbacken" in summary for summary in summaries)


async def test_calendar_is_the_same_bytes_when_asked_twice(town: Town) -> None:
    _, token = town.feed()

    assert await fetch(town, token) == await fetch(town, token)


@pytest.mark.parametrize(
    ("scope", "shows"),
    [
        ("me", {"Björkgården"}),
        ("unit:Tallbackens vårdboende", {"Tallbacken"}),
        ("area:Särskilt boende", {"Björkgården", "Tallbacken"}),
        ("role:enhetschef", {"Björkgården", "Tallbacken", "Kommunrehab"}),
        ("wheel", {"Björkgården", "Tallbacken", "Kommunrehab"}),
    ],
)
async def test_calendar_shows_the_places_of_its_scope(town: Town, scope: str, shows: set[str]) -> None:
    _, token = town.feed(scope=scope)

    _, _, body = await fetch(town, token)

    texts = [f"{event['SUMMARY']} {event['DESCRIPTION']}" for event in Calendar.from_ical(body).walk("VEVENT")]
    places = ("Björkgården", "Tallbacken", "Kommunrehab")
    assert {place for place in places if any(place in text for text in texts)} == shows
    assert any("erksamhetsberättelse" in text for text in texts)


REPORT = "Utförarens verksamhetsberättelse"


@pytest.mark.parametrize(
    ("scope", "titles"),
    [
        ("area:Särskilt boende", {f"{REPORT} – 4 enheter"}),
        ("wheel", {f"{REPORT} – 12 enheter"}),
        ("unit:Björkgården", {f"{REPORT} – Björkgården"}),
    ],
)
async def test_wide_calendar_shows_one_event_for_all_places_of_the_same_days(
    town: Town, scope: str, titles: set[str]
) -> None:
    _, token = town.feed(scope=scope)

    _, _, body = await fetch(town, token)

    events = Calendar.from_ical(body).walk("VEVENT")
    found = [str(event["SUMMARY"]) for event in events if str(event["SUMMARY"]).startswith(REPORT)]
    assert set(found) == titles
    assert len(found) == 2


async def test_event_links_to_its_task_and_to_nothing_that_is_secret(town: Town) -> None:
    _, token = town.feed()
    with town.house.service.store.read() as uow:
        mine = uow.assignments.of_places(town.people[0].id, MONDAY, year=2027)

    _, _, body = await fetch(town, token)

    urls = {str(event["URL"]) for event in Calendar.from_ical(body).walk("VEVENT")}
    assert urls >= {f"https://arshjul.example/form/{task.id}" for task in mine if task.due or task.opens}
    assert token.encode() not in body


async def test_pictures_token_opens_no_calendar(town: Town) -> None:
    _, token = town.feed(scope=PICTURE)

    assert (await fetch(town, token))[0] == 404


@pytest.mark.parametrize(
    "pattern",
    ["{etag}", "W/{etag}", '"one", {etag}, "two"', '"one",W/{etag}', "*", " * "],
    ids=["itself", "weak", "in a list", "weak in a list", "any", "any with spaces"],
)
async def test_calendar_is_not_sent_again_when_the_reader_has_it(town: Town, pattern: str) -> None:
    _, token = town.feed()
    _, fresh, _ = await fetch(town, token)

    status, headers, body = await fetch(town, token, ("If-None-Match", pattern.format(etag=fresh["etag"])))

    assert (status, headers["etag"], headers["cache-control"], body) == (
        304,
        fresh["etag"],
        "private, max-age=300",
        b"",
    )


async def test_calendar_is_not_sent_again_when_the_tag_is_in_a_second_header(town: Town) -> None:
    _, token = town.feed()
    _, fresh, _ = await fetch(town, token)

    status, _, _ = await fetch(town, token, ("If-None-Match", '"old"'), ("If-None-Match", fresh["etag"]))

    assert status == 304


async def test_calendar_is_sent_again_when_the_reader_has_another(town: Town) -> None:
    _, token = town.feed()

    status, _, body = await fetch(town, token, ("If-None-Match", '"old", W/"older"'))

    assert (status, body[:15]) == (200, b"BEGIN:VCALENDAR")


async def test_calendar_changes_its_tag_when_a_task_is_cancelled(town: Town) -> None:
    _, token = town.feed()
    _, before, _ = await fetch(town, token)
    with town.house.service.store.write() as uow:
        (task, *_) = uow.assignments.of_places(town.people[0].id, MONDAY, year=2027)
        uow.assignments.set_state(task.id, State.CANCELLED)

    _, after, _ = await fetch(town, token)

    assert after["etag"] != before["etag"]


async def test_head_says_the_same_as_get_without_the_body(town: Town) -> None:
    _, token = town.feed()
    status, headers, _ = await fetch(town, token)

    assert await fetch(town, token, method="HEAD") == (status, headers, b"")


async def test_tokens_that_open_nothing_all_look_the_same(town: Town) -> None:
    number, revoked = town.feed()
    _, expired = town.feed(expires_on=date(2027, 1, 31))
    town.revoke(number)
    town.house.clock.move_to(morning_of(date(2027, 2, 1)))

    answers = [await fetch(town, token) for token in (revoked, expired, *MALFORMED)]

    status, headers, body = answers[0]
    assert (status, "etag" in headers, body) == (404, False, b"404: Not Found")
    assert answers == [answers[0]] * len(answers)


MALFORMED = ("arshjul_unknown", "x", "%00", "%FF", "%ED%A0%80", "a%2Fb", "..%2F..", "a" * 4000, "", "a/b")


async def test_expiring_calendar_still_opens_on_its_last_day(town: Town) -> None:
    _, token = town.feed(expires_on=date(2027, 1, 31))
    town.house.clock.move_to(morning_of(date(2027, 1, 31)))

    assert (await fetch(town, token))[0] == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
async def test_calendar_can_only_be_read(town: Town, method: str) -> None:
    _, token = town.feed()

    status, headers, _ = await fetch(town, token, method=method)

    assert (status, headers["allow"]) == (405, "GET,HEAD")


async def test_replaced_calendar_still_opens_and_says_that_there_is_another(town: Town) -> None:
    number, token = town.feed()
    _, _, before = await fetch(town, token)
    with town.house.service.store.write() as uow:
        uow.feeds.replace(number, MONDAY, until=date(2027, 1, 25))

    _, _, body = await fetch(town, token)

    told = [str(event["SUMMARY"]) for event in Calendar.from_ical(body).walk("VEVENT")]
    assert told.count("Byt kalenderadress till Årshjulet") == 1
    assert len(told) == before.count(b"BEGIN:VEVENT") + 1


async def test_use_is_noted_once_a_day(town: Town) -> None:
    number, token = town.feed()
    used = []
    for day in (MONDAY, MONDAY, date(2027, 1, 12)):
        town.house.clock.move_to(morning_of(day))
        await fetch(town, token)
        with town.house.service.store.read() as uow:
            used += [one.last_used_on for one in uow.feeds.of_municipality(town.house.service.municipality_id)]

    assert used == [MONDAY, MONDAY, date(2027, 1, 12)]
    assert number == 1


async def test_calendar_is_given_out_when_its_use_cannot_be_noted(town: Town, engine: Engine) -> None:
    _, token = town.feed()
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE TRIGGER full BEFORE UPDATE ON feed BEGIN SELECT RAISE(ABORT, 'full'); END")

    status, _, body = await fetch(town, token)

    assert (status, body[:15]) == (200, b"BEGIN:VCALENDAR")
