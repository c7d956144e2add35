"""Whatever a client puts in a card, a word or a secret address: an answer that is promised, and no turn that breaks."""

import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs
from yarl import URL

from bot.chat.words import CHANNEL_WORDS, DEMO_WORDS, WORDS, command_in
from bot.service import SecretTokens
from cards import phrases
from cards.verbs import Verb
from scheduler.usecases.feeds import create_feed
from scheduler.usecases.sights import OWN, PICTURE
from store.engine import open_engine
from store.unit_of_work import SqlStore
from tests.factories import MONDAY, by_person
from tests.property.conftest import Loop
from tests.property.json_values import texts, values
from tests.running_app import JSON, House, PersonalChat, open_house
from tests.unit.cards.reading import buttons_of

CARD = "application/vnd.microsoft.card.adaptive"
NUMBERS = ("task", "step", "item", "version", "part")
NAMES = (*NUMBERS, "token", "move", "to", "person", "activity", "place", "key", "cut_off")
ALL_WORDS = {**WORDS, **DEMO_WORDS, **CHANNEL_WORDS}


@dataclass(frozen=True, slots=True, repr=False)
class Visited:
    """A town with one person's form open, and the addresses that person has."""

    loop: Loop
    house: House
    anna: PersonalChat
    form: Mapping[str, Any]
    calendar: str
    picture: str

    def meets(self, data: Mapping[str, Any], **fields: Any) -> tuple[int, Any]:
        """The answer to a button with that data, when no turn has broken."""
        action = {"type": "Action.Execute", "verb": data["verb"], "data": data}
        activity = self.anna.activity("invoke", name="adaptiveCard/action", value={"action": action}, **fields)
        # Not orjson, which could not write what a hostile client can.
        body = json.dumps(activity).encode()
        with capture_logs() as logged:
            answer = self.loop.run(self._post(body))
        assert [entry for entry in logged if entry["log_level"] == "error"] == []
        return answer

    async def _post(self, body: bytes) -> tuple[int, Any]:
        async with self.house.client.post("/api/messages", data=body, headers=JSON) as response:
            return response.status, await response.json()

    def fetches(self, path: str, headers: Mapping[str, str] | None = None) -> int:
        return self.loop.run(self._get(path, headers or {}))

    async def _get(self, path: str, headers: Mapping[str, str]) -> int:
        url = URL(f"{self.house.client.make_url('/')}{path.lstrip('/')}", encoded=True)
        async with self.house.client.session.get(url, headers=headers, allow_redirects=False) as response:
            await response.read()
            return response.status


@pytest.fixture(scope="module")
def visited(loop: Loop, settled_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visited]:
    file = shutil.copy(settled_file, tmp_path_factory.mktemp("chat") / "arshjul.sqlite3")
    engine = open_engine(f"sqlite:///{file}")
    store = SqlStore(engine)
    with loop.inside(open_house(store)) as house:
        loop.run(house.has_begun())
        with store.write() as uow:
            person, other, *_ = uow.people.everyone(house.service.municipality_id)
            # Somebody else's, for one of the buttons closes all addresses of whoever presses it.
            calendar, picture = (
                create_feed(uow, SecretTokens(), other, scope=scope, name="", today=MONDAY, by=by_person(other))
                for scope in (OWN, PICTURE)
            )
        anna = house.chat(person)
        form = loop.run(first_form(anna))
        yield Visited(loop, house, anna, form, calendar.token, picture.token)
    engine.dispose()


async def first_form(anna: PersonalChat) -> Mapping[str, Any]:
    """What the main button of the first task's form sends."""
    form = await anna.presses(await anna.says("uppgifter"), phrases.ANSWER)
    return next(data for _, data in buttons_of(form) if data["verb"] == Verb.SAVE)


verbs = st.one_of(st.sampled_from([verb.value for verb in Verb]), texts)
typed = st.dictionaries(
    st.one_of(st.sampled_from(NAMES), texts.map(lambda text: f"q_{text}"), texts), values, max_size=5
)


@settings(max_examples=120)
@given(verbs, typed)
def test_card_with_anything_in_it_is_answered(visited: Visited, verb: str, changed: dict[str, Any]) -> None:
    status, body = visited.meets({**visited.form, **changed, "verb": verb})

    # What JSON can't mean, and a NUL, is refused before anybody reads it; a button without a verb is no button.
    assert (status, body.get("statusCode")) in {(200, 200), (200, 400), (400, None)}


@settings(max_examples=60)
@given(st.sampled_from(sorted(Verb)), st.sampled_from(NUMBERS), st.one_of(st.integers(), st.booleans(), st.floats()))
def test_card_with_any_number_in_it_is_answered_with_a_card(
    visited: Visited, verb: Verb, name: str, number: float
) -> None:
    status, body = visited.meets({**visited.form, name: number, "verb": verb})

    if status != 400:
        assert (status, body["statusCode"], body["type"]) == (200, 200, CARD)


@given(st.one_of(st.text(), st.tuples(st.sampled_from(sorted(ALL_WORDS)), st.text()).map(" ".join)))
@example("\ud800 uppgifter")
@example("UPPGIFTER" * 1000)
@example("ı\u0307")
def test_text_is_a_command_or_is_none(text: str) -> None:
    command = command_in(text, ALL_WORDS)

    if command is not None:
        assert command[0] in ALL_WORDS.values()
        assert command == command_in(f"  {text}  ", ALL_WORDS)


paths = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40).map(lambda text: quote(text, safe="")),
    st.text("%25AF0/.;?#abc", max_size=12),
    st.sampled_from(["..", "%2e%2e", "%00", "%ff", "%", "a" * 4000, "arshjul_", "%2Fetc%2Fpasswd", "x.ics", "x.png"]),
)


@given(st.sampled_from(["/calendar/{}.ics", "/wheel/{}.png", "/wheel/{}", "/calendar/{}", "/{}"]), paths)
def test_address_that_opens_nothing_is_not_found(visited: Visited, place: str, path: str) -> None:
    assert visited.fetches(place.format(path)) in {400, 404}


@given(st.data())
def test_address_with_anything_exchanged_opens_nothing(visited: Visited, data: st.DataObject) -> None:
    token = visited.calendar
    at = data.draw(st.integers(0, len(token) - 1))
    piece = data.draw(st.text("abcXYZ0123-_~", max_size=3).filter(lambda piece: piece != token[at]))

    assert visited.fetches(f"/calendar/{token[:at]}{piece}{token[at + 1 :]}.ics") == 404


@settings(max_examples=30)
@given(
    st.sampled_from(["If-None-Match", "If-Modified-Since", "Range", "Accept", "Accept-Encoding"]),
    st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=40),
)
def test_address_that_opens_a_calendar_does_so_whatever_else_is_asked(visited: Visited, name: str, value: str) -> None:
    assert visited.fetches(f"/calendar/{visited.calendar}.ics", {name: value}) in {200, 304}


def test_both_addresses_open(visited: Visited) -> None:
    opened = [visited.fetches(f"/calendar/{visited.calendar}.ics"), visited.fetches(f"/wheel/{visited.picture}")]

    assert opened == [200, 200]
