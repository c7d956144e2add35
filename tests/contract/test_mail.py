"""From the outbox to a real SMTP server: who is written to, what stands in the letter, and how sending fails."""

import re
import smtplib
import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import Engine, select

from bot.channel import SendFailed
from bot.mail.account import MailAccount, Security, sender_in
from bot.mail.channel import ByAddress, Letters, MailChannel, NoMail
from bot.mail.postman import Postman
from bot.sender import Sender
from bot.service import SecretTokens, Service
from bot.teams.connector import Connector
from bot.teams.outbound import NoToken
from scheduler.audit import Deed
from scheduler.clock import StandingClock, local_day, morning_of
from scheduler.days import ONE_DAY
from scheduler.lifecycle import State
from scheduler.outbox import daily_key
from scheduler.usecases.mailing import keep_mail_addresses
from scheduler.usecases.recalling import Why, recall, sending_of_day
from scheduler.usecases.signing_in import exchange
from scheduler.usecases.ticking import tick
from store.schema import outbox
from store.unit_of_work import SqlStore
from tests.certificates import make_pem
from tests.factories import ANNA, MONDAY, make_by, make_content, make_reference, make_town, make_wheel
from tests.fake_connector import FakeConnector, running_connector
from tests.mail_server import PASSWORD, USER, Mailbox, running_mail

MORNING = morning_of(MONDAY)
ANNA_ID, BERIT_ID, CARIN_ID = 1, 2, 3
BERITS, CARINS = "berit@omsorg.example", "carin.åström@omsorg.example"
ROWS = [
    ANNA,
    replace(ANNA, name="Berit Åkerström", email=BERITS, unit="Ängsgården", entra_object_id=None),
]
FROM = "Årshjulet i Karlstad <arshjul@karlstad.example>"
LINK = re.compile(r"https://arshjul\.example/open/([\w-]+)")


@dataclass(slots=True)
class PostOffice:
    """Anna, who has Teams, and Berit, who has none; each has a task that opens today."""

    service: Service
    sender: Sender
    mail: Letters
    box: Mailbox
    fake: FakeConnector
    engine: Engine
    calendar: StandingClock
    system: StandingClock

    def tick(self) -> None:
        service, now = self.service, self.calendar.now()
        tick(service.store, service.content, service.municipality_id, now)
        keep_mail_addresses(service.store, service.municipality_id, local_day(now), writes_mail=service.writes_mail)

    def connect(self, person_id: int) -> None:
        reference = make_reference(self.service.municipality_id, person_id=person_id)
        with self.service.store.write() as uow:
            uow.references.remember(replace(reference, service_url=self.fake.url, conversation_id=f"a:{person_id}"))

    def wait(self, **span: float) -> None:
        self.system.move_to(self.system.now() + timedelta(**span))

    @property
    def states(self) -> dict[int | None, tuple[str, str | None]]:
        chosen = select(outbox.c.person_id, outbox.c.state, outbox.c.code).order_by(outbox.c.id)
        with self.engine.connect() as connection:
            return {person_id: (str(state), code) for person_id, state, code in connection.execute(chosen)}


def account(port: int, security: Security = Security.NONE, **more: str) -> MailAccount:
    return MailAccount(host="127.0.0.1", port=port, security=security, sender=sender_in(FROM), **more)


@pytest.fixture
async def post(store: SqlStore, engine: Engine) -> AsyncIterator[PostOffice]:
    calendar, system = StandingClock(MORNING), StandingClock(MORNING)
    service = Service(
        store=store,
        content=make_content(wheel=make_wheel()),
        municipality_id=make_town(store, rows=ROWS).id,
        calendar_clock=calendar,
        system_clock=system,
        tokens=SecretTokens(),
        public_url="https://arshjul.example",
        writes_mail=True,
    )
    async with running_connector() as fake, aiohttp.ClientSession() as session:
        with running_mail() as box:
            mail = MailChannel(Postman(account(box.port)), system)
            sender = Sender(service, ByAddress(Connector(session, NoToken()), mail))
            yield PostOffice(service, sender, mail, box, fake, engine, calendar, system)
            mail.close()


def text_of(letter: EmailMessage) -> str:
    body = letter.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


async def test_each_is_written_to_where_they_read_it(post: PostOffice) -> None:
    post.connect(ANNA_ID)
    post.tick()

    sent = [await post.sender.send_waiting() for _ in range(2)]

    assert sent == [2, 0]
    assert post.box.receivers == [BERITS]
    assert [request.body["conversation"]["id"] for request in post.fake.received] == ["a:1"]
    assert post.states == {ANNA_ID: ("sent", None), BERIT_ID: ("sent", None)}


async def test_letter_tells_tasks_and_deadlines_twice_and_has_one_link(post: PostOffice) -> None:
    post.tick()
    await post.sender.send_waiting()

    (letter,) = post.box.letters
    page = letter.get_body(("html",))
    assert page is not None
    for told in (text_of(letter), str(page.get_content())):
        assert all(words in told for words in ("Hej Berit", "Egenkontroll", "Ängsgården", "28 februari 2027"))
        assert len(set(LINK.findall(told))) == 1
        assert "https://arshjul.example/open" in LINK.sub("", told)
    assert letter.get_content_type() == "multipart/alternative"


async def test_headers_are_what_they_should_be(post: PostOffice) -> None:
    post.tick()
    await post.sender.send_waiting()

    (letter,) = post.box.letters
    sender, _, raw = post.box.taken[0]
    key = daily_key(post.service.municipality_id, BERIT_ID, MONDAY).replace(":", ".")
    assert (sender, str(letter["From"]), str(letter["To"])) == ("arshjul@karlstad.example", FROM, BERITS)
    assert str(letter["Subject"]) == "Årshjulet: 1 uppgift att svara på"
    assert str(letter["Message-ID"]) == f"<{key}@karlstad.example>"
    assert str(letter["Date"]) == format_datetime(MORNING)
    assert (letter["Auto-Submitted"], letter["List-Unsubscribe"]) == ("auto-generated", None)
    assert raw.partition(b"\r\n\r\n")[0].isascii()
    assert [len(line) for line in raw.split(b"\r\n") if len(line) > 998] == []


async def test_link_in_the_letter_opens_its_receivers_own_pages(post: PostOffice) -> None:
    post.tick()
    await post.sender.send_waiting()
    (code,) = set(LINK.findall(text_of(post.box.letters[0])))
    last = MORNING + timedelta(hours=23, minutes=59)

    with post.service.store.write() as uow:
        entered = exchange(uow, post.service.tokens, code, now=last, today=MONDAY, request="web:1")

    assert entered is not None
    assert (entered.session.person_id, entered.target) == (BERIT_ID, "/form")


@pytest.mark.parametrize(
    ("what", "answer", "outcome"),
    [
        ("RCPT", "450 4.2.1 greylisted", ("retry", "smtp:450")),
        ("RCPT", "550 5.1.1 no such user", ("failed", "smtp:550")),
        ("DATA", "451 4.3.0 try again", ("retry", "smtp:451")),
        ("DATA", "554 5.7.1 refused", ("failed", "smtp:554")),
        ("RCPT", "421 4.3.2 shutting down", ("retry", "smtp:421")),
    ],
)
async def test_refusal_is_for_now_or_for_good(
    post: PostOffice, what: str, answer: str, outcome: tuple[str, str]
) -> None:
    post.tick()
    post.box.refuse_next(what, answer)

    await post.sender.send_waiting()
    before = post.states[BERIT_ID]
    post.wait(hours=1)
    await post.sender.send_waiting()

    assert before == outcome
    assert post.box.receivers == ([BERITS] if outcome[0] == "retry" else [])


async def test_refused_task_is_told_of_again_another_day_and_the_log_knows(post: PostOffice) -> None:
    post.tick()
    post.box.refuse_next("RCPT", "550 5.1.1 no such user")
    await post.sender.send_waiting()
    post.calendar.move_to(morning_of(MONDAY + ONE_DAY))
    post.wait(days=1)

    post.tick()
    await post.sender.send_waiting()

    assert post.box.receivers == [BERITS]
    with post.service.store.read() as uow:
        told = [(entry.deed, entry.after) for entry in uow.audit.of_municipality(post.service.municipality_id)]
    assert (Deed.UNDELIVERED, "smtp:550") in told


async def test_letter_sent_again_is_told_as_the_same(post: PostOffice) -> None:
    post.tick()
    with post.service.store.write() as uow:
        now = post.system.now()
        (message,) = uow.outbox.claim(calendar=MORNING, now=now, lease_until=now + ONE_DAY, limit=5)
    assert message.person_id == BERIT_ID
    post.wait(days=1, seconds=1)
    post.box.refuse_next("DATA", "451 4.3.0 try again")
    await post.sender.send_waiting()
    post.wait(hours=1)

    await post.sender.send_waiting()
    post.tick()
    await post.sender.send_waiting()

    assert [str(letter["Message-ID"]) for letter in post.box.letters] == ["<daily.1.2.2027-01-11@karlstad.example>"]


async def test_server_that_is_away_keeps_letters_waiting(post: PostOffice) -> None:
    post.tick()
    away = MailChannel(Postman(account(1)), post.system)
    sender = Sender(post.service, ByAddress(post.sender.channel, away))

    await sender.send_waiting()
    before = post.states[BERIT_ID]
    post.wait(hours=1)
    await post.sender.send_waiting()

    assert (before, post.states[BERIT_ID][0]) == (("retry", "ConnectionFailed"), "sent")


async def test_nothing_is_lost_while_no_server_is_set(post: PostOffice) -> None:
    post.tick()
    sender = Sender(post.service, ByAddress(post.sender.channel, NoMail()))

    await sender.send_waiting()

    assert post.states[BERIT_ID] == ("retry", "NoMailServer")


async def test_nobody_gets_a_letter_outside_working_hours_or_about_what_is_answered(post: PostOffice) -> None:
    post.tick()
    with post.service.store.write() as uow:
        (task,) = uow.assignments.of_person(BERIT_ID, MONDAY, states=[State.OPEN])
    evening = Sender(
        replace(post.service, calendar_clock=StandingClock(MORNING + timedelta(hours=12))), post.sender.channel
    )
    late = await evening.send_waiting()
    with post.service.store.write() as uow:
        uow.assignments.set_state(task.id, State.SUBMITTED)

    await post.sender.send_waiting()

    assert (late, post.box.taken, post.states[BERIT_ID][0]) == (0, [], "cancelled")


async def test_teams_is_opened_through_no_mail_address(post: PostOffice) -> None:
    """Anna has an Entra id but was never heard from; Berit's address must not tell where Teams is."""
    post.tick()

    await post.sender.send_waiting()

    assert post.states == {ANNA_ID: ("pending", None), BERIT_ID: ("sent", None)}


async def test_mail_ends_when_teams_has_come(post: PostOffice) -> None:
    post.tick()
    with post.service.store.write() as uow:
        uow.people.import_rows(
            post.service.municipality_id, [replace(ROWS[1], entra_object_id="bbbbbbbb-0000-0000-0000-000000000009")]
        )
        had = uow.references.of_person(BERIT_ID)

    post.tick()

    with post.service.store.read() as uow:
        assert had is not None
        assert (had.conversation_id, uow.references.of_person(BERIT_ID)) == (BERITS, None)


async def test_recalled_letter_is_followed_by_one_that_says_so(post: PostOffice) -> None:
    post.tick()
    await post.sender.send_waiting()
    with post.service.store.write() as uow:
        sending = sending_of_day(uow, post.service.municipality_id, MONDAY)
        recall(uow, sending, Why(because="Datumet var fel."), by=make_by(post.service.municipality_id, at=MORNING))

    await post.sender.send_waiting()

    first, second = post.box.letters
    assert str(second["Subject"]) == "Återkallat: mejlet från årshjulet"
    assert "Datumet var fel." in text_of(second)
    assert (str(second["In-Reply-To"]), second["Message-ID"] == first["Message-ID"]) == (
        str(first["Message-ID"]),
        False,
    )


async def test_nobody_can_begin_a_header_with_an_address(post: PostOffice) -> None:
    address = post.sender.service
    evil = "berit@omsorg.example\r\nBcc: alla@karlstad.example"
    with address.store.write() as uow:
        uow.people.import_rows(address.municipality_id, [replace(ROWS[1], email=evil, name="Rad\r\nBcc: x@y.example")])

    post.tick()
    await post.sender.send_waiting()

    assert post.states[CARIN_ID] == ("failed", "BadAddress")
    assert post.box.receivers == [BERITS]


async def test_letters_wait_for_each_other_no_longer_than_their_lease(post: PostOffice) -> None:
    post.tick()
    full = MailChannel(Postman(account(post.box.port)), post.system, patience=0.01)
    for _ in range(4):
        await full._room.acquire()

    await Sender(post.service, ByAddress(post.sender.channel, full)).send_waiting()

    assert post.states[BERIT_ID] == ("retry", "MailBusy")


@pytest.fixture(scope="module")
def pem(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("tls") / "both.pem"
    file.write_text(make_pem(), encoding="utf-8")
    return file


@pytest.fixture
def secured(pem: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context


def a_letter() -> EmailMessage:
    letter = EmailMessage()
    letter["Subject"], letter["To"], letter["From"] = "Prov", BERITS, FROM
    letter.set_content("Hej")
    return letter


@pytest.mark.parametrize(("security", "at_once"), [(Security.STARTTLS, False), (Security.TLS, True)])
def test_letter_is_carried_over_tls_by_one_who_signs_in(
    secured: ssl.SSLContext, pem: Path, security: Security, at_once: bool
) -> None:
    trusting = ssl.create_default_context(cafile=str(pem))
    with running_mail(context=secured, at_once=at_once, signs_in=True) as box:
        known, unknown = (
            Postman(account(box.port, security, user=USER, password=word), trusting) for word in (PASSWORD, "fel")
        )
        known.carry(a_letter(), BERITS)
        with pytest.raises(SendFailed) as refused:
            unknown.carry(a_letter(), BERITS)

        assert box.receivers == [BERITS]
        assert (refused.value.code, refused.value.permanent) == ("smtp:535", False)


def test_letter_goes_to_no_server_that_cannot_prove_who_it_is(secured: ssl.SSLContext) -> None:
    with running_mail(context=secured) as box:
        with pytest.raises(SendFailed) as refused:
            Postman(account(box.port, Security.STARTTLS)).carry(a_letter(), BERITS)

        assert (refused.value.code, refused.value.permanent, box.taken) == ("ConnectionFailed", False, [])


def test_letter_goes_in_the_clear_to_no_server_that_should_have_tls() -> None:
    with running_mail() as box:
        with pytest.raises(SendFailed) as refused:
            Postman(account(box.port, Security.STARTTLS)).carry(a_letter(), BERITS)

        assert (refused.value.code, refused.value.permanent, box.taken) == ("smtp:starttls", False, [])


def test_knocking_leaves_no_letter() -> None:
    with running_mail() as box:
        Postman(account(box.port)).knock()

        assert box.taken == []


def test_planted_letter_would_have_been_seen() -> None:
    with running_mail() as box:
        with smtplib.SMTP("127.0.0.1", box.port, "prov.example") as server:
            server.send_message(a_letter(), "a@b.example", [CARINS.replace("å", "a")])

        assert box.receivers == [CARINS.replace("å", "a")]
