"""In anonymous mode a page in this machine's browser must not be able to speak as anyone."""

import orjson
import pytest

from tests.running_app import JSON
from tests.web.conftest import Town

FORM = {"Content-Type": "text/plain"}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (JSON, 200),
        ({**JSON, "Origin": "http://localhost:56150"}, 200),
        ({**JSON, "Origin": "https://evil.example"}, 403),
        ({**JSON, "Origin": "null"}, 403),
        ({**JSON, "Host": "evil.example"}, 403),
        (FORM, 400),
    ],
)
async def test_message_is_heard_only_from_programs_on_this_machine(
    town: Town, headers: dict[str, str], status: int
) -> None:
    activity = town.house.chat(town.people[0]).activity("message", text="uppgifter")

    async with town.house.client.post("/api/messages", data=orjson.dumps(activity), headers=headers) as response:
        assert response.status == status

    assert bool(town.house.fake.received) is (status == 200)


async def test_feed_is_closed_to_a_page_that_goes_by_a_foreign_name(town: Town) -> None:
    _, token = town.feed()

    async with town.house.client.get(f"/calendar/{token}.ics", headers={"Host": "evil.example"}) as response:
        assert response.status == 403
