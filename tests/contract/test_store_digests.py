"""What digests count, and digests kept for ever as they were."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, select

from scheduler.digests import ActivityDigest, AreaCount, Digest
from scheduler.lifecycle import State
from scheduler.outbox import MessageKind, NewMessage
from scheduler.ports_digesting import Countable, Tally
from scheduler.rules_yearly import DateRule, StartRule
from scheduler.slots import MonthDay
from scheduler.wheel_parts import Level
from store.schema import digest_revision
from store.unit_of_work import SqlStore
from tests.factories import (
    ACTIVITY,
    ANNA,
    BJORN,
    CILLA,
    MONDAY,
    NOON,
    Town,
    make_activity,
    make_reference,
    make_submission,
    make_town,
    plan_year,
)

NEW_YEAR = date(2027, 1, 1)
SOLGARDEN = Countable(
    assignment_id=1,
    activity="egenkontroll",
    title="Egenkontroll",
    slot="2027",
    place="Solgården",
    area="Äldreomsorg",
    due=date(2027, 2, 28),
    form="common.klart",
    form_version=None,
    submission_id=None,
    asks_from=date(2027, 1, 1),
    unit_id=1,
)
EKBACKEN = replace(SOLGARDEN, assignment_id=2, place="Ekbacken", unit_id=2)
DIGEST = Digest(
    key="kvartal",
    title="Kvartalet",
    body="von",
    body_name="Vård- och omsorgsnämnden",
    period="2027",
    cut_off=NOON,
    activities=(
        ActivityDigest("egenkontroll", "Egenkontroll", "2027", 1, 2, (AreaCount("Äldreomsorg", 1, 2),), (), ()),
    ),
    revisions=(1,),
    example=False,
)


@pytest.fixture
def town(store: SqlStore) -> Town:
    town = make_town(store, rows=[ANNA, replace(ANNA, unit="Ekbacken"), BJORN])
    with store.write() as uow:
        plan_year(uow, town)
    return town


def test_countable_is_in_order_of_activity_slot_area_and_place(store: SqlStore, town: Town) -> None:
    of_area = make_activity(key="berattelse", level=Level.AREA)
    of_all = make_activity(key="berattelse_alla", level=Level.ADMINISTRATION)
    with store.write() as uow:
        plan_year(uow, town, of_all, of_area)

        found = uow.digests.countable(town.id, (), since=NEW_YEAR, until=MONDAY)

    assert found == (
        replace(SOLGARDEN, assignment_id=4, activity="berattelse", place="Äldreomsorg", unit_id=None),
        replace(SOLGARDEN, assignment_id=3, activity="berattelse_alla", place="Karlstad", area=None, unit_id=None),
        EKBACKEN,
        SOLGARDEN,
    )


def test_countable_names_the_latest_submission_and_the_pinned_form(store: SqlStore, town: Town) -> None:
    with store.write() as uow:
        uow.assignments.pin_form(1, 2)
        uow.answering.submit(make_submission(1, 1))
        uow.answering.submit(make_submission(1, 1, revision=2, token="again"))
        uow.assignments.set_state(1, State.APPROVED)

        found = uow.digests.countable(town.id, ["egenkontroll"], since=NEW_YEAR, until=MONDAY)

    assert found == (EKBACKEN, replace(SOLGARDEN, form_version=2, submission_id=2))


def test_countable_is_unanswered_when_the_answer_was_returned(store: SqlStore, town: Town) -> None:
    with store.write() as uow:
        uow.answering.submit(make_submission(1, 1))
        uow.assignments.set_state(1, State.RETURNED)

        assert uow.digests.countable(town.id, (), since=NEW_YEAR, until=MONDAY) == (EKBACKEN, SOLGARDEN)


def test_countable_leaves_out_the_cancelled_and_activities_not_named(store: SqlStore, town: Town) -> None:
    with store.write() as uow:
        uow.assignments.set_state(1, State.CANCELLED)

        assert uow.digests.countable(town.id, ["egenkontroll"], since=NEW_YEAR, until=MONDAY) == (EKBACKEN,)
        assert uow.digests.countable(town.id, ["annat"], since=NEW_YEAR, until=MONDAY) == ()


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (NEW_YEAR, date(2026, 12, 31), []),
        (NEW_YEAR, date(2027, 1, 1), ["begynt", "kontroll"]),
        (date(2027, 1, 2), MONDAY, ["kontroll"]),
        (date(2027, 2, 28), MONDAY, ["kontroll"]),
        (date(2027, 3, 1), MONDAY, []),
    ],
)
def test_countable_was_asked_by_then_and_due_else_asked_since(
    store: SqlStore, since: date, until: date, expected: list[str]
) -> None:
    town = make_town(store)
    begun = make_activity(key="begynt", rule=StartRule(opens=MonthDay(1, 1)))
    dated = make_activity(key="kontroll", rule=DateRule(due=MonthDay(2, 28), opens=MonthDay(1, 1)))
    with store.write() as uow:
        plan_year(uow, town, begun, dated)

        found = uow.digests.countable(town.id, (), since=since, until=until)

    assert [one.activity for one in found] == expected


def test_tallies_count_submissions_by_question_and_answer(store: SqlStore, town: Town) -> None:
    with store.write() as uow:
        uow.answering.submit(make_submission(1, 1, closed=(("klart", "ja"), ("orsak", "tid"))))
        uow.answering.submit(make_submission(2, 1, closed=(("klart", "ja"), ("klart", "delvis"))))
        uow.answering.submit(make_submission(2, 1, revision=2, token="again", closed=(("klart", "nej"),)))

        assert uow.digests.tallies(town.id, [1, 2]) == (
            Tally("egenkontroll", "2027", "klart", "delvis", 1),
            Tally("egenkontroll", "2027", "klart", "ja", 2),
            Tally("egenkontroll", "2027", "orsak", "tid", 1),
        )
        assert uow.digests.tallies(town.id, []) == ()


def test_digest_comes_back_as_kept_with_the_revisions_it_counted(store: SqlStore, engine: Engine, town: Town) -> None:
    with store.write() as uow:
        uow.answering.submit(make_submission(1, 1))
        digest_id = uow.digests.keep(town.id, DIGEST)

    with store.read() as uow:
        assert uow.digests.get(digest_id) == DIGEST
        assert uow.digests.get(digest_id + 1) is None
    with engine.connect() as connection:
        assert connection.execute(select(digest_revision)).all() == [(digest_id, 1)]


def test_latest_digest_of_a_body_has_the_latest_cut_off(store: SqlStore, town: Town) -> None:
    older = replace(DIGEST, cut_off=NOON - timedelta(days=1), revisions=())
    newer = replace(DIGEST, revisions=())
    other = replace(DIGEST, body="kf", cut_off=NOON + timedelta(days=1), revisions=())
    with store.write() as uow:
        for one in (newer, other, older):
            uow.digests.keep(town.id, one)

        assert uow.digests.latest(town.id, "von") == newer
        assert uow.digests.sent(town.id) == (older, newer, other)


def test_message_carries_the_digest_that_was_frozen_for_it(store: SqlStore, town: Town) -> None:
    new = NewMessage(
        municipality_id=town.id, kind=MessageKind.DIGEST, dedupe_key="d", day=MONDAY, due_at=NOON, person_id=1
    )
    with store.write() as uow:
        uow.references.remember(make_reference(town.id, person_id=1))
        uow.outbox.add(new)
        (message,) = uow.outbox.claim(calendar=NOON, now=NOON, lease_until=NOON, limit=1)
        uow.outbox.freeze_digest(message, uow.digests.keep(town.id, replace(DIGEST, revisions=())))

        (again,) = uow.outbox.claim(calendar=NOON, now=NOON + timedelta(minutes=1), lease_until=NOON, limit=1)

    assert again == replace(message, attempts=2, fence=2, digest_id=1)


def test_cillas_municipality_counts_nothing_of_another(store: SqlStore, town: Town) -> None:
    kristianstad = make_town(store, "kristianstad", [CILLA])
    with store.write() as uow:
        uow.answering.submit(make_submission(1, 1))
        uow.digests.keep(town.id, DIGEST)

        assert uow.digests.countable(kristianstad.id, [ACTIVITY.key], since=NEW_YEAR, until=MONDAY) == ()
        assert uow.digests.tallies(kristianstad.id, [1]) == ()
        assert uow.digests.latest(kristianstad.id, "von") is None
        assert uow.digests.sent(kristianstad.id) == ()
