"""Where a request comes from: a proxy within the own network is believed about it, nobody else."""

import pytest
from aiohttp.test_utils import make_mocked_request

from bot.web.readers import place_of


@pytest.mark.parametrize(
    ("remote", "forwarded", "place"),
    [
        ("203.0.113.7", None, "203.0.113.7"),
        ("127.0.0.1", None, "127.0.0.1"),
        ("127.0.0.1", "203.0.113.9", "203.0.113.9"),
        ("172.18.0.2", "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        ("8.8.8.8", "203.0.113.9", "8.8.8.8"),
        ("127.0.0.1", "", "127.0.0.1"),
    ],
)
def test_place_is_told_by_a_proxy_inside_alone(remote: str, forwarded: str | None, place: str) -> None:
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}

    assert place_of(make_mocked_request("GET", "/calendar/a.ics", headers=headers).clone(remote=remote)) == place
