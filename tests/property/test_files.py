"""Whatever stands in a file, in the environment or in an answer: a value, or the exception that is promised for it."""

import csv
import io
import math
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import aiohttp
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.channel import Address, SendFailed
from bot.settings import PREFIX, SECRETS, Settings, read_settings
from bot.teams.connector import Connector
from bot.teams.outbound import NoToken
from scheduler.faults import FaultsFound
from scheduler.loading import SHIPPED, example_of, load_form, load_wheel, shipped_path
from scheduler.people_file import COLUMNS, read_people
from tests.factories import WHEEL
from tests.fake_connector import FakeConnector, running_connector
from tests.property.conftest import Loop
from tests.property.json_values import texts

NAME = "kristianstad"
"""The smallest of the wheels."""

LIKELY_CELLS = ("Karlstad", "Äldreomsorg", "egen regi", "enhetschef", "2026-01-01", "2027-02-30", "a@b.example", "")
STRANGE_PIECES = (
    '"',
    "'",
    '"""',
    "[",
    "]",
    "[[",
    "{",
    "}",
    "=",
    "\n",
    "#",
    ".",
    "\\",
    "\0",
    "\\ud800",
    "9" * 40,
    "nan",
)

cells = st.one_of(st.sampled_from(LIKELY_CELLS), texts)
rows = st.lists(st.lists(cells, min_size=len(COLUMNS) - 1, max_size=len(COLUMNS) + 1), max_size=4)


def written(lines: list[list[str]], delimiter: str) -> str:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter, escapechar="\\").writerows([COLUMNS, *lines])
    return file.getvalue()


@given(rows, st.sampled_from(",;"))
def test_people_file_of_any_cells_is_read_or_its_faults_are_told(lines: list[list[str]], delimiter: str) -> None:
    with suppress(FaultsFound):
        read_people(written(lines, delimiter), file="people.csv", wheel=WHEEL)


@given(st.one_of(st.text(max_size=200), st.text('",;\n\r a', max_size=60).map(lambda text: ",".join(COLUMNS) + text)))
@example(",".join(COLUMNS) + "\n" + "x" * 200_000)
@example(",".join(COLUMNS) + "\nKarlstad,\0")
@example("\0")
def test_people_file_of_any_text_is_read_or_its_faults_are_told(text: str) -> None:
    with suppress(FaultsFound):
        read_people(text, file="people.csv", wheel=WHEEL)


@st.composite
def mangled(draw: st.DrawFn, text: str) -> str:
    """The text with up to three places exchanged for something strange or left out."""
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(text)))
        end = draw(st.integers(start, min(start + 30, len(text))))
        text = text[:start] + draw(st.one_of(st.sampled_from(STRANGE_PIECES), texts)) + text[end:]
    return text


def words_of(file: object) -> str:
    assert isinstance(file, Path)
    return file.read_text(encoding="utf-8")


WHEEL_TEXT, LOCAL_TEXT = words_of(shipped_path(NAME)), words_of(example_of(NAME))
FORM_TEXT = words_of(min((SHIPPED / NAME / "forms").iterdir(), key=lambda file: file.name))
DEEP = "x = " + "[" * 100_000
in_one_folder = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])


def kept(folder: Path, text: str) -> Path:
    file = folder / "mangled.toml"
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    return file


@in_one_folder
@given(mangled(WHEEL_TEXT))
@example(DEEP)
@example("")
@example("\ud800")
def test_wheel_of_any_text_is_read_or_its_faults_are_told(tmp_path: Path, text: str) -> None:
    with suppress(FaultsFound):
        load_wheel(kept(tmp_path, text))


@in_one_folder
@given(mangled(LOCAL_TEXT))
@example(DEEP)
def test_local_decisions_of_any_text_are_read_or_their_faults_are_told(tmp_path: Path, text: str) -> None:
    with suppress(FaultsFound):
        load_wheel(shipped_path(NAME), local=kept(tmp_path, text))


@in_one_folder
@given(mangled(FORM_TEXT))
@example(DEEP)
def test_form_of_any_text_is_read_or_its_faults_are_told(tmp_path: Path, text: str) -> None:
    with suppress(FaultsFound):
        load_form(kept(tmp_path, text))


NAMES = (*(name.upper() for name in Settings.model_fields), *(f"{name}_FILE" for name in SECRETS))
variables = st.sampled_from([f"{PREFIX}{name}" for name in NAMES])


@given(st.dictionaries(variables, st.one_of(texts, st.sampled_from(["true", "3978", "a,b", "/", "https://x"]))))
@example({f"{PREFIX}APP_PASSWORD_FILE": "/dev"})
@example({f"{PREFIX}APP_PASSWORD_FILE": "a\0b"})
@example({f"{PREFIX}PORT": "9" * 5000})
@example({f"{PREFIX}PING_URL": "\ud800"})
def test_settings_of_any_text_are_read_or_their_faults_are_told(environment: dict[str, str]) -> None:
    with suppress(FaultsFound):
        read_settings(environment)


@pytest.fixture(scope="module")
def connector(loop: Loop) -> Iterator[tuple[Connector, FakeConnector]]:
    with loop.inside(running_connector()) as fake, loop.inside(in_session(loop)) as session:
        yield Connector(session, NoToken()), fake


def in_session(loop: Loop) -> aiohttp.ClientSession:
    async def opened() -> aiohttp.ClientSession:
        return aiohttp.ClientSession()

    return loop.run(opened())


LIKELY_STATUSES = (200, 201, 202, 204, 301, 304, 400, 403, 412, 429, 500, 503)
ODD_BODIES = (b"[]", b"null", b"7", b'{"id":7}', b'{"id":null}', b'{"error":7}', b'{"error":{"code":[]}}', b"[" * 9999)
statuses = st.one_of(st.sampled_from(LIKELY_STATUSES), st.integers(200, 599))
bodies = st.one_of(st.binary(max_size=60), st.sampled_from(ODD_BODIES))
waits = st.one_of(
    st.sampled_from(["1", "0", "-1", "1e9", "nan", "inf", "9" * 400, "Wed, 21 Oct 2026 07:28:00 GMT", " 5 ", "½", ""]),
    st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=20),
)


@given(statuses, bodies, waits)
def test_connectors_answer_of_any_kind_is_an_id_or_a_failure(
    loop: Loop, connector: tuple[Connector, FakeConnector], status: int, body: bytes, wait: str
) -> None:
    there, fake = connector
    fake.answer_next_with(body, status=status, headers={"Retry-After": wait})

    try:
        sent = loop.run(there.post(Address(fake.url, "a:anna", "tenant", "msteams", "28:bot"), {"type": "message"}))
        retry_after = None
    except SendFailed as failed:
        sent, retry_after = None, failed.retry_after

    assert (sent is not None) is (200 <= status < 300)
    assert retry_after is None or 0 <= retry_after < math.inf
