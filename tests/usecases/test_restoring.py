"""What a restore makes of the time since the copy: nobody is asked twice, nothing is posted twice or comes back."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from itertools import product
from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from scheduler.audit import AuditEntry, Deed, Thing
from scheduler.forms import Answers
from scheduler.masks import BLOT, Mask, MaskedIn, MaskedPassage
from scheduler.outbox import MessageKind
from scheduler.ports_answering import Draft
from scheduler.rules_yearly import DateRule
from scheduler.slots import MonthDay
from scheduler.usecases.feeds import CHAT_FEED, REPLACED_LASTS, calendar_of, create_feed, replace_feed
from scheduler.usecases.masking import replay
from scheduler.usecases.recalling import Why, recall, sending_of_day, sending_of_digest
from scheduler.usecases.restoring import Settled, settle
from scheduler.usecases.sights import OWN
from scheduler.usecases.signing_in import exchange, issue_code, signed_in_with
from scheduler.wheel import DigestPlan
from store.backup import back_up
from store.restore import read_copy, restore
from store.schema import outbox
from store.unit_of_work import SqlStore
from tests.factories import (
    ANNA,
    MONDAY,
    NOON,
    CountedTokens,
    make_activity,
    make_by,
    make_content,
    make_reference,
    make_town,
    make_wheel,
)
from tests.usecases.at_desk import draft_answers, open_task
from tests.usecases.living import DISA, Life, at, begin
from tests.usecases.test_masking import ANSWERS, LATER, MASKED, NAME, Office, write_everywhere
from tests.whole_rows import say_nothing

TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (MONDAY + timedelta(days=days) for days in (1, 2, 3, 4))
ACTIVITIES = [
    make_activity(key=f"dag{day}", title=f"Dag {day}", rule=DateRule(due=MonthDay(2, 28), opens=MonthDay(1, day)))
    for day in (11, 12, 13)
]
PLAN = DigestPlan(key="rad", title="Läget", body="von", rule=DateRule(due=MonthDay(1, 12)))
DIGESTING = make_content(wheel=make_wheel(*ACTIVITIES, digests=(PLAN,)))
MORNINGS = [at(day, hour) for day in (MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY) for hour in (7, 9, 15)]


def copy_of(engine: Engine, folder: Path) -> Path:
    file = folder / "kopia.gz"
    back_up(engine, file, now=NOON, progress=say_nothing)
    return file


def put_back(engine: Engine, file: Path, *, now: datetime, masks: tuple[Mask, ...] = ()) -> Settled:
    settling = partial(settle, masks=masks, made_at=NOON, by=make_by(0, at=now))
    return restore(engine, file, read_copy(file), replace=True, progress=say_nothing, settle=settling)


@pytest.fixture
def life(store: SqlStore, engine: Engine) -> Life:
    """Anna and Disa, of a unit each, who get something new to do on Monday, Tuesday and Wednesday."""
    town = make_town(store, rows=[ANNA, replace(DISA, unit="Ekbacken")])
    life = begin(store, engine, town, ACTIVITIES, at=at(MONDAY, 6))
    with store.write() as uow:
        uow.references.remember(make_reference(town.id, body="von"))
    return life


def told(life: Life) -> list[tuple[date, int, MessageKind, tuple[str, ...]]]:
    """Day, person, kind and the activities that were named."""
    return [(one.day, one.person_id, one.kind, tuple(task.split()[0] for task in one.tasks)) for one in life.sent]


def digests(life: Life) -> list[tuple[object, ...]]:
    chosen = select(outbox.c.day, outbox.c.state, outbox.c.code).where(outbox.c.kind == MessageKind.DIGEST)
    with life.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(chosen.order_by(outbox.c.id))]


def test_what_the_copy_had_as_sent_is_not_sent_again(life: Life, tmp_path: Path) -> None:
    life.live(at(MONDAY, 9))
    file = copy_of(life.engine, tmp_path)

    settled = put_back(life.engine, file, now=at(MONDAY, 13))
    life.live(at(MONDAY, 14), at(TUESDAY, 9))

    assert settled == Settled(called_off=0, revoked=0, masks=0, is_remembered=True)
    assert told(life) == [
        (MONDAY, 1, MessageKind.DAILY, ("dag11",)),
        (MONDAY, 2, MessageKind.DAILY, ("dag11",)),
        (TUESDAY, 1, MessageKind.DAILY, ("dag12",)),
        (TUESDAY, 2, MessageKind.DAILY, ("dag12",)),
    ]


def test_what_was_sent_after_the_copy_comes_once_more_in_one_message_on_the_next_working_day(
    life: Life, tmp_path: Path
) -> None:
    life.live(at(MONDAY, 9))
    file = copy_of(life.engine, tmp_path)
    life.live(at(TUESDAY, 9), at(WEDNESDAY, 9))
    before = len(life.sent)

    put_back(life.engine, file, now=at(WEDNESDAY, 13))
    life.live(at(WEDNESDAY, 14), at(THURSDAY, 9), at(FRIDAY, 9))

    assert told(life)[before:] == [
        (THURSDAY, 1, MessageKind.CATCH_UP, ("dag12", "dag13")),
        (THURSDAY, 2, MessageKind.CATCH_UP, ("dag12", "dag13")),
    ]


@pytest.mark.parametrize("is_claimed", [False, True])
def test_what_waited_in_the_copy_is_called_off_and_told_on_the_next_working_day(
    life: Life, tmp_path: Path, is_claimed: bool
) -> None:
    life.tick(at(MONDAY, 8))
    if is_claimed:
        life.claim()
    file = copy_of(life.engine, tmp_path)

    settled = put_back(life.engine, file, now=at(MONDAY, 13))
    life.live(at(MONDAY, 14), at(TUESDAY, 9))

    assert settled.called_off == 2
    assert told(life) == [
        (TUESDAY, 1, MessageKind.DAILY, ("dag11", "dag12")),
        (TUESDAY, 2, MessageKind.DAILY, ("dag11", "dag12")),
    ]
    with life.engine.connect() as connection:
        codes = connection.execute(select(outbox.c.state, outbox.c.code).where(outbox.c.day == MONDAY)).all()
    assert [tuple(one) for one in codes] == [("cancelled", "restored")] * 2


def test_holder_whose_message_waited_in_the_copy_is_told_when_another_holders_had_gone(
    store: SqlStore, engine: Engine, tmp_path: Path
) -> None:
    life = begin(store, engine, make_town(store, rows=[ANNA, DISA]), ACTIVITIES[:1], at=at(MONDAY, 8))
    life.tick()
    annas, disas = life.claim()
    with store.write() as uow:
        uow.outbox.mark_sent(annas, at=life.clock.now(), activity_id="1")
        uow.outbox.postpone(disas, until=at(MONDAY, 18), code="503")
    file = copy_of(engine, tmp_path)

    put_back(engine, file, now=at(MONDAY, 13))
    life.live(at(MONDAY, 14), at(TUESDAY, 9), at(WEDNESDAY, 9))

    assert told(life) == [(TUESDAY, disas.person_id, MessageKind.DAILY, ("dag11",))]


def test_restore_before_working_hours_delays_nobody(life: Life, tmp_path: Path) -> None:
    life.live(at(MONDAY, 9))
    file = copy_of(life.engine, tmp_path)

    put_back(life.engine, file, now=at(TUESDAY, 6))
    life.live(at(TUESDAY, 9))

    assert told(life)[2:] == [
        (TUESDAY, 1, MessageKind.DAILY, ("dag12",)),
        (TUESDAY, 2, MessageKind.DAILY, ("dag12",)),
    ]


COPIED = (at(MONDAY, 7), at(MONDAY, 9), at(TUESDAY, 7), at(TUESDAY, 15))
RESTORED = (at(TUESDAY, 6), at(TUESDAY, 12), at(TUESDAY, 20), at(WEDNESDAY, 12))


@pytest.mark.parametrize(("copied", "restored"), [one for one in product(COPIED, RESTORED) if one[0] < one[1]])
def test_nobody_is_written_to_twice_on_one_day_and_nothing_is_left_untold(
    life: Life, tmp_path: Path, copied: datetime, restored: datetime
) -> None:
    """Across the restore: what went out before it counts."""
    life.live(*(one for one in MORNINGS if one <= copied))
    file = copy_of(life.engine, tmp_path)
    sent_in_copy = {(person, task) for _, person, _, tasks in told(life) for task in tasks}
    life.live(*(one for one in MORNINGS if copied < one < restored))
    before = len(life.sent)

    put_back(life.engine, file, now=restored)
    life.live(*(one for one in MORNINGS if one > restored))

    days = [(day, person) for day, person, *_ in told(life)]
    again = [(person, task) for _, person, _, tasks in told(life)[before:] for task in tasks]
    assert sorted(set(days)) == sorted(days)
    assert sorted([*sent_in_copy, *again]) == sorted((person, one.key) for person in (1, 2) for one in ACTIVITIES)


def test_digest_that_was_posted_after_the_copy_is_not_posted_again(life: Life, tmp_path: Path) -> None:
    life.content = DIGESTING
    life.live(at(MONDAY, 9))
    file = copy_of(life.engine, tmp_path)
    life.live(at(TUESDAY, 9))
    assert digests(life) == [(TUESDAY, "sent", None)]

    put_back(life.engine, file, now=at(TUESDAY, 13))
    life.live(at(TUESDAY, 14), at(WEDNESDAY, 9))

    assert digests(life) == [(TUESDAY, "cancelled", "restored")]


def test_digest_that_waited_in_the_copy_is_called_off_when_it_was_posted(life: Life, tmp_path: Path) -> None:
    life.content = DIGESTING
    life.tick(at(TUESDAY, 7))
    file = copy_of(life.engine, tmp_path)
    life.live(at(TUESDAY, 9))

    put_back(life.engine, file, now=at(TUESDAY, 13))
    life.live(at(TUESDAY, 14), at(WEDNESDAY, 9))

    assert digests(life) == [(TUESDAY, "cancelled", "restored")]


@pytest.mark.parametrize("is_queued", [True, False])
def test_digest_is_posted_when_its_channel_did_not_get_it(life: Life, tmp_path: Path, is_queued: bool) -> None:
    life.content = DIGESTING
    life.tick(at(TUESDAY, 7) if is_queued else at(MONDAY, 7))
    file = copy_of(life.engine, tmp_path)
    life.tick(at(TUESDAY, 7))

    put_back(life.engine, file, now=at(TUESDAY, 13))
    life.live(at(TUESDAY, 14))

    assert digests(life) == [(TUESDAY, "sent", None)]


def test_digest_that_was_on_its_way_is_not_posted_again(life: Life, tmp_path: Path) -> None:
    life.content = DIGESTING
    life.tick(at(TUESDAY, 7))
    file = copy_of(life.engine, tmp_path)
    life.tick(at(TUESDAY, 9))
    life.claim()

    put_back(life.engine, file, now=at(TUESDAY, 13))
    life.live(at(TUESDAY, 14), at(WEDNESDAY, 9))

    assert digests(life) == [(TUESDAY, "cancelled", "restored")]


@pytest.mark.parametrize("is_queued", [True, False])
@pytest.mark.parametrize("hour", [7, 13])
def test_digest_that_was_recalled_after_the_copy_is_not_posted(
    life: Life, tmp_path: Path, is_queued: bool, hour: int
) -> None:
    life.content = DIGESTING
    life.tick(at(TUESDAY, 6) if is_queued else at(MONDAY, 7))
    file = copy_of(life.engine, tmp_path)
    life.tick(at(TUESDAY, 6))
    take_back(life, MessageKind.DIGEST)

    put_back(life.engine, file, now=at(TUESDAY, hour))
    life.live(at(TUESDAY, 14), at(WEDNESDAY, 9))

    assert digests(life) == [(TUESDAY, "cancelled", "restored")]


@pytest.mark.parametrize("is_queued", [True, False])
def test_message_that_was_recalled_after_the_copy_is_not_sent_that_day(
    life: Life, tmp_path: Path, is_queued: bool
) -> None:
    if is_queued:
        life.tick(at(MONDAY, 6))
    file = copy_of(life.engine, tmp_path)
    life.tick(at(MONDAY, 6))
    take_back(life, MessageKind.DAILY)

    put_back(life.engine, file, now=at(MONDAY, 7))
    life.live(at(MONDAY, 9), at(TUESDAY, 9))

    assert {(day, tasks) for day, _, _, tasks in told(life)} == {(TUESDAY, ("dag11", "dag12"))}


def test_message_whose_time_had_not_come_waits_on(life: Life, tmp_path: Path) -> None:
    life.tick(at(MONDAY, 6))
    file = copy_of(life.engine, tmp_path)

    settled = put_back(life.engine, file, now=at(MONDAY, 7))
    life.live(at(MONDAY, 9))

    assert settled.called_off == 0
    assert told(life) == [
        (MONDAY, 1, MessageKind.DAILY, ("dag11",)),
        (MONDAY, 2, MessageKind.DAILY, ("dag11",)),
    ]


def take_back(life: Life, kind: MessageKind) -> None:
    """Every message of that kind."""
    with life.engine.connect() as connection:
        day, number = connection.execute(select(outbox.c.day, outbox.c.id).where(outbox.c.kind == kind)).all()[0]
    with life.store.write() as uow:
        of_digest = sending_of_digest(uow, life.town.id, number)
        sending = of_digest or sending_of_day(uow, life.town.id, day)
        recall(uow, sending, Why(because="Fel dag."), by=make_by(life.town.id, at=life.clock.now()))


def test_digest_that_waited_is_not_posted_when_nothing_is_known(
    life: Life, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    life.content = DIGESTING
    life.tick(at(TUESDAY, 7))
    file = copy_of(life.engine, tmp_path)
    forget(life.engine)

    settled = put_back(life.engine, file, now=at(TUESDAY, 13))
    life.live(at(TUESDAY, 14), at(WEDNESDAY, 9))

    assert settled == Settled(called_off=3, revoked=0, masks=0, is_remembered=False)
    assert digests(life) == [(TUESDAY, "cancelled", "restored")]


def forget(engine: Engine) -> None:
    """The tables are such as this program can't read."""
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE feed RENAME COLUMN token_hash TO fingerprint")


def test_feed_that_was_revoked_after_the_copy_stays_revoked(store: SqlStore, engine: Engine, tmp_path: Path) -> None:
    town = make_town(store)
    tokens = CountedTokens()
    with store.write() as uow:
        kept_one, gone = (
            create_feed(uow, tokens, town.people[0], scope=OWN, name=CHAT_FEED, today=MONDAY, by=make_by())
            for _ in range(2)
        )
    file = copy_of(engine, tmp_path)
    with store.write() as uow:
        uow.feeds.revoke(gone.feed.id, MONDAY)

    settled = put_back(engine, file, now=NOON)

    assert settled.revoked == 1
    with store.read() as uow:
        assert calendar_of(uow, gone.token, MONDAY) is None
        assert calendar_of(uow, kept_one.token, MONDAY) == kept_one.feed
        assert uow.feeds.by_hash("nothing") is None


def test_feed_that_was_replaced_after_the_copy_ends_when_it_was_to_end(
    store: SqlStore, engine: Engine, tmp_path: Path
) -> None:
    anna, tokens = make_town(store).people[0], CountedTokens()
    with store.write() as uow:
        old = create_feed(uow, tokens, anna, scope=OWN, name=CHAT_FEED, today=MONDAY, by=make_by())
    file = copy_of(engine, tmp_path)
    with store.write() as uow:
        replace_feed(uow, tokens, anna, scope=OWN, name=CHAT_FEED, today=MONDAY, by=make_by())

    put_back(engine, file, now=NOON)

    last = MONDAY + REPLACED_LASTS
    with store.read() as uow:
        found = [calendar_of(uow, old.token, day) for day in (last, last + timedelta(days=1))]
    assert found == [replace(old.feed, replaced_on=MONDAY, expires_on=last), None]


def test_feed_stays_revoked_when_the_tables_are_too_old_to_tell_of_replacing(
    store: SqlStore, engine: Engine, tmp_path: Path
) -> None:
    anna = make_town(store).people[0]
    with store.write() as uow:
        gone = create_feed(uow, CountedTokens(), anna, scope=OWN, name=CHAT_FEED, today=MONDAY, by=make_by())
    file = copy_of(engine, tmp_path)
    with store.write() as uow:
        uow.feeds.revoke(gone.feed.id, MONDAY)
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE feed DROP COLUMN replaced_on")

    settled = put_back(engine, file, now=NOON)

    assert settled == Settled(called_off=0, revoked=1, masks=0, is_remembered=True)


def test_log_of_the_time_since_the_copy_is_kept_behind_what_the_copy_holds(
    store: SqlStore, engine: Engine, tmp_path: Path
) -> None:
    anna = make_town(store).people[0]
    noted = AuditEntry(
        municipality_id=anna.municipality_id, at=NOON, deed=Deed.OPENED, thing=Thing.ASSIGNMENT, person_id=anna.id
    )
    write_down(store, noted, noted)
    file = copy_of(engine, tmp_path)
    with store.write() as uow:
        uow.people.import_rows(anna.municipality_id, [DISA])
        disa = uow.people.everyone(anna.municipality_id)[-1]
    later = replace(noted, at=LATER, deed=Deed.SAVED)
    write_down(store, noted, later, replace(later, person_id=disa.id))

    put_back(engine, file, now=LATER + timedelta(hours=1))

    with store.read() as uow:
        *log, last = uow.audit.of_municipality(anna.municipality_id)
    assert disa.name == "Disa Berg"
    assert log == [noted, noted, noted, later, replace(later, person_id=None, actor="Disa Berg")]
    assert last.deed is Deed.RESTORED


def write_down(store: SqlStore, *entries: AuditEntry) -> None:
    with store.write() as uow:
        uow.audit.append(*entries)


@dataclass(frozen=True, slots=True)
class Archive:
    """Anna's task, its copy and its restore."""

    office: Office
    folder: Path

    def copy(self) -> Path:
        return copy_of(self.office.engine, self.folder)

    def restore(self, file: Path, *masks: Mask) -> Settled:
        return put_back(self.office.engine, file, now=LATER + timedelta(hours=1), masks=masks)

    def masks(self) -> tuple[Mask, ...]:
        with self.office.store.read() as uow:
            return tuple(uow.masks.kept())

    def replay(self, *passages: MaskedPassage) -> None:
        mask = Mask(municipality="karlstad", masked_at=LATER, masked_by="Vera", because="Namn", passages=passages)
        with self.office.store.write() as uow:
            replay(uow, self.office.town.id, mask)

    def draft(self) -> Answers:
        return draft_answers(self.office.store, self.office.task)

    def type(self, orsak: str, *, at: datetime = NOON) -> None:
        """Save the first page of Anna's draft, whatever it held."""
        office = self.office
        with office.store.write() as uow:
            before = uow.answering.draft(office.task)
            version = 1 if before is None else before.version + 1
            answers: Answers = {"utfall": "nej", "orsak": orsak, "antal": 3}
            uow.answering.save_draft(Draft(office.task, version, answers, office.town.people[0].id, at))


@pytest.fixture
def archive(store: SqlStore, engine: Engine, tmp_path: Path) -> Archive:
    town = make_town(store)
    return Archive(Office(store, engine, town, open_task(store, town).id), tmp_path)


def test_same_characters_are_masked_again_in_what_is_never_changed(archive: Archive) -> None:
    write_everywhere(archive.office)
    file = archive.copy()
    made = archive.office.mask()

    settled = archive.restore(file)

    assert settled.masks == 1
    assert archive.masks() == (made,)
    assert archive.office.answers() == MASKED
    with archive.office.store.write() as uow:
        rows = {one.kind: one.texts for one in uow.masks.written(archive.office.town.id)}
    assert rows[MaskedIn.DECISION] == {"paragraph": f"§ 4 {BLOT}", "case_number": "KS 1"}
    assert rows[MaskedIn.DIGEST]["title"] == f"Om {BLOT}"
    assert rows[MaskedIn.MOVE] == {"because": f"{BLOT} är sjuk", "moved_by": f"Mor till {BLOT}"}
    assert rows[MaskedIn.RECALL] == {"because": f"Fel om {BLOT}."}
    assert rows[MaskedIn.FEED] == {"name": f"{BLOT}s"}


def test_whole_question_of_a_draft_is_masked_again(archive: Archive) -> None:
    archive.type(f"Före {NAME}")
    file = archive.copy()
    archive.type(f"{NAME} ändrat")
    archive.office.mask()

    archive.restore(file)

    assert archive.draft() == {"utfall": "nej", "orsak": BLOT, "antal": 3}


def test_draft_is_masked_when_only_its_later_answer_was(archive: Archive) -> None:
    archive.type(f"Före {NAME}")
    file = archive.copy()
    archive.office.submit()
    archive.office.mask()

    archive.restore(file)

    assert archive.draft() == {"utfall": "nej", "orsak": BLOT, "antal": 3}
    assert archive.office.answers() is None


def test_masks_out_of_a_file_are_made_when_nothing_is_known(archive: Archive) -> None:
    archive.office.submit()
    file = archive.copy()
    made = archive.office.mask()
    forget(archive.office.engine)

    settled = archive.restore(file, made)

    assert (settled.masks, settled.is_remembered) == (1, False)
    assert (archive.office.answers(), archive.masks()) == (MASKED, (made,))


def test_mask_is_made_once_when_both_the_database_and_the_file_have_it(archive: Archive) -> None:
    archive.office.submit()
    file = archive.copy()
    made = archive.office.mask()

    settled = archive.restore(file, made)

    assert (settled.masks, archive.masks()) == (1, (made,))


def test_masks_are_made_again_in_the_order_in_which_they_were_made(archive: Archive) -> None:
    """The second one's places are counted in the text that the first one left."""
    archive.office.submit()
    file = archive.copy()
    archive.office.mask("Kula")
    archive.office.mask("föll", now=LATER + timedelta(minutes=1))

    archive.restore(file)

    assert archive.office.answers() == {
        **ANSWERS,
        "orsak": f"Kalle {BLOT} {BLOT}",
        "risker.0.risk": f"kalle  {BLOT} igen",
    }


def test_draft_that_was_typed_after_the_mask_keeps_its_words(archive: Archive) -> None:
    archive.type(f"Före {NAME}")
    archive.office.mask()
    archive.type("Efter")
    file = archive.copy()

    settled = archive.restore(file)

    assert settled.masks == 0
    assert archive.draft() == {"utfall": "nej", "orsak": "Efter", "antal": 3}


def test_draft_of_a_task_that_got_the_id_of_a_masked_one_keeps_its_words(archive: Archive) -> None:
    archive.type("Efter", at=LATER + timedelta(minutes=1))

    archive.replay(place(MaskedIn.DRAFT, archive.office.task))

    assert archive.draft() == {"utfall": "nej", "orsak": "Efter", "antal": 3}


def test_answer_that_got_the_id_of_a_masked_one_keeps_its_words(archive: Archive) -> None:
    archive.office.submit(submitted_at=LATER + timedelta(minutes=1))

    archive.replay(place(MaskedIn.SUBMISSION, 1))

    assert archive.office.answers() == ANSWERS


def place(kind: MaskedIn, row_id: int) -> MaskedPassage:
    return MaskedPassage(kind=kind, row_id=row_id, assignment_id=1, question="orsak", start=0, length=3)


def test_mask_of_a_municipality_that_the_copy_is_too_old_for_is_left_out(archive: Archive) -> None:
    mask = Mask(municipality="kristianstad", masked_at=LATER, masked_by="Vera", because="Namn", passages=())
    file = archive.copy()

    assert archive.restore(file, mask).masks == 0


def test_nobody_comes_in_with_what_a_copy_brings_back(
    store: SqlStore, engine: Engine, life: Life, tmp_path: Path
) -> None:
    tokens = CountedTokens()
    with store.write() as uow:
        anna = uow.people.everyone(life.town.id)[0]
        used, unused = (
            issue_code(uow, tokens, anna, target="/form", lasts=timedelta(days=1), now=NOON) for _ in range(2)
        )
        entered = exchange(uow, tokens, used, now=NOON, today=MONDAY, request="web:1")
        assert entered is not None
        was_in = signed_in_with(uow, entered.token, now=NOON, today=MONDAY)
    file = copy_of(engine, tmp_path)

    put_back(engine, file, now=NOON)

    with store.write() as uow:
        assert was_in is not None
        assert signed_in_with(uow, entered.token, now=NOON, today=MONDAY) is None
        assert exchange(uow, tokens, unused, now=NOON, today=MONDAY, request="web:2") is None
