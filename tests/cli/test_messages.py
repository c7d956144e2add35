"""`arshjul message`: a day's messages counted, and a whole sending taken back."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from cards import phrases_recall as say
from cards.phrases_audit import BY_HAS_NUMBER
from scheduler.audit import Deed
from scheduler.lifecycle import State
from scheduler.loading import load_shipped
from scheduler.outbox import MessageKind
from scheduler.usecases.dispatching import LEASE
from scheduler.usecases.recalling import GATHERED
from scheduler.usecases.ticking import tick
from store.engine import open_engine
from store.schema import assignment, audit, outbox
from store.unit_of_work import SqlStore
from tests.cli.conftest import Command
from tests.factories import make_reference
from tests.usecases.living import at

MONDAY = date(2027, 1, 11)
PEOPLE = 3
BECAUSE = ("--because", "Fel datum.", "--by", "Vera Lind")
RECALL = ("message", "recall", "--day", MONDAY.isoformat(), *BECAUSE)
ON_MONDAY = ("message", "list", "--day", MONDAY.isoformat())


@pytest.fixture
def sent(arshjul: Command, database: Path, people_file: Path, overlay: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """Karlstad's Monday: two of the messages have gone, and the others wait."""
    monkeypatch.setenv("ARSHJUL_LOCAL_FILE", str(overlay))
    assert arshjul("people", "import", people_file).status == 0
    engine = open_engine(f"sqlite:///{database}")
    store = SqlStore(engine)
    with store.read() as uow:
        (town,) = uow.municipalities.all()
    tick(store, load_shipped("karlstad", local=overlay), town.id, at(MONDAY, 6))
    now = at(MONDAY)
    with store.write() as uow:
        for person in uow.people.everyone(town.id):
            uow.references.remember(make_reference(town.id, person_id=person.id))
        for one in uow.outbox.claim(calendar=now, now=now, lease_until=now + LEASE, limit=2):
            uow.outbox.mark_sent(one, at=now, activity_id=f"activity-{one.id}")
    return engine


def planned(engine: Engine) -> int:
    with engine.connect() as connection:
        return len(connection.execute(select(outbox.c.id).where(outbox.c.kind.in_(GATHERED))).all())


def test_days_messages_are_counted_by_kind(arshjul: Command, sent: Engine) -> None:
    document = arshjul(*ON_MONDAY, "--format", "json").document

    count = planned(sent)
    nothing = {"planned": 0, "sent": 0, "failed": 0, "waiting": 0, "recalled": 0}
    gathered = {"planned": count, "sent": 2, "failed": 0, "waiting": count - 2, "recalled": 0}
    assert document == {
        "day": "2027-01-11",
        "messages": {**{str(kind): nothing for kind in MessageKind}, "catch_up": gathered},
        "digests": [],
    }


def test_days_messages_are_told_in_a_table(arshjul: Command, sent: Engine) -> None:
    ran = arshjul(*ON_MONDAY)
    none = arshjul("message", "list", "--day", "2027-01-10")

    assert (ran.status, ran.err, say.KINDS[MessageKind.CATCH_UP] in ran.out) == (0, "", True)
    assert (none.status, none.out) == (0, f"{say.NOTHING_SENT}\n")


def test_dry_run_says_what_it_would_do_and_does_nothing(arshjul: Command, sent: Engine) -> None:
    before = arshjul(*ON_MONDAY, "--format", "json").document

    dry = arshjul(*RECALL, "--dry-run")

    count = planned(sent)
    assert (dry.status, dry.err) == (0, "")
    assert dry.out.splitlines()[:3] == [
        say.recalling(count, count),
        say.stopped(count - 2),
        say.gone(2, deletes=False),
    ]
    assert dry.out.splitlines()[-1] == say.DRY_RUN
    assert arshjul(*ON_MONDAY, "--format", "json").document == before


def test_recall_tells_how_many_had_answered_and_stops_what_waits(arshjul: Command, sent: Engine) -> None:
    with sent.begin() as connection:
        (told,) = connection.execute(select(outbox.c.id).where(outbox.c.state == "sent").limit(1)).all()
        with SqlStore(sent).read() as uow:
            answered = uow.reminders.assignments_of(told.id)
        connection.execute(assignment.update().where(assignment.c.id.in_(answered)).values(state=State.SUBMITTED))
    count = planned(sent)

    ran = arshjul(*RECALL, "--delete")
    after = arshjul(*ON_MONDAY, "--format", "json").document["messages"]

    lines = ran.out.splitlines()
    assert (ran.status, lines[1:3]) == (0, [say.stopped(count - 2), say.gone(2, deletes=True)])
    assert lines[3].startswith(f"{len(answered)} av de ")
    assert after["catch_up"] == {"planned": 2, "sent": 2, "failed": 0, "waiting": 0, "recalled": count}
    with sent.connect() as connection:
        recalls = connection.execute(select(outbox.c.state).where(outbox.c.kind == MessageKind.RECALL)).all()
    assert [str(one.state) for one in recalls] == ["pending", "pending"]


def test_those_that_were_stopped_stand_in_the_table_though_nothing_is_planned(arshjul: Command, sent: Engine) -> None:
    arshjul(*RECALL)

    (row,) = (line for line in arshjul(*ON_MONDAY).out.splitlines() if say.KINDS[MessageKind.CATCH_UP] in line)

    assert [cell.strip() for cell in row.strip("│").split("│")][1:] == ["2", "2", "0", "0", str(planned(sent))]


def test_second_recall_says_that_it_is_done_already(arshjul: Command, sent: Engine) -> None:
    arshjul(*RECALL)
    count = planned(sent)

    again = arshjul(*RECALL)

    assert (again.status, again.out.splitlines()) == (0, [say.recalled_before(count), say.NOTHING_TO_RECALL])


def test_digest_is_listed_with_its_number_and_recalled_by_it(arshjul: Command, sent: Engine, overlay: Path) -> None:
    content, store = load_shipped("karlstad", local=overlay), SqlStore(sent)
    day = MONDAY
    while not arshjul("message", "list", "--day", day, "--format", "json").document["digests"]:
        day += timedelta(days=1)
        tick(store, content, 1, at(day, 6))

    (post,) = arshjul("message", "list", "--day", day, "--format", "json").document["digests"]
    ran = arshjul("message", "recall", "--digest", post["number"], *BECAUSE)
    (after,) = arshjul("message", "list", "--day", day, "--format", "json").document["digests"]

    assert (post["state"], post["recalled"], after["state"], after["recalled"]) == ("pending", False, "cancelled", True)
    assert ran.out.splitlines() == [say.recalling(1, 1), say.stopped(1), say.DIGEST_REMAINS]
    assert say.RECALLED in arshjul("message", "list", "--day", day).out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), say.ONE_OF_DAY_AND_DIGEST),
        (("--day", "2027-01-11", "--digest", 1), say.ONE_OF_DAY_AND_DIGEST),
        (("--digest", 1, "--activity", "rapport"), say.ACTIVITY_NEEDS_DAY),
        (("--day", "2027-01-11", "--activity", "ingen"), say.unknown_activity("ingen")),
        (("--digest", 999), say.no_such_digest(999)),
        (("--digest", 1), say.no_such_digest(1)),
    ],
)
def test_what_cannot_be_recalled_is_refused_with_advice(
    arshjul: Command, sent: Engine, arguments: tuple[object, ...], told: str
) -> None:
    before = planned(sent)

    ran = arshjul("message", "recall", *arguments, *BECAUSE)

    assert (ran.status, ran.out, ran.err.strip(), planned(sent)) == (2, "", told, before)


@pytest.mark.parametrize(
    ("because", "told"),
    [("  ", say.BECAUSE_NEEDED), ("Gäller 19121212-1212.", say.BECAUSE_HAS_NUMBER)],
)
def test_reason_is_needed_and_names_nobody_by_number(arshjul: Command, sent: Engine, because: str, told: str) -> None:
    ran = arshjul("message", "recall", "--day", MONDAY.isoformat(), "--because", because, "--by", "Vera Lind")

    assert (ran.status, ran.out, ran.err.strip()) == (2, "", told)


def test_whoever_decides_is_logged_and_named_by_no_number(arshjul: Command, sent: Engine) -> None:
    whose = ("message", "recall", "--day", MONDAY.isoformat(), "--because", "Fel datum.", "--by")
    refused = arshjul(*whose, "Vera 19121212-1212")
    done = arshjul(*whose, "Vera Lind")

    with sent.connect() as connection:
        logged = connection.scalars(select(audit.c.actor).where(audit.c.deed == Deed.RECALLED)).all()
    assert (refused.status, refused.out, refused.err.strip()) == (2, "", BY_HAS_NUMBER)
    assert (done.status, set(logged)) == (0, {"Vera Lind"})
