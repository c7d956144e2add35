"""Drafts, and revisions that nobody overwrites."""

from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType

import pytest
from sqlalchemy import Engine, select

from scheduler.forms import Answers
from scheduler.ports_answering import Decision, Draft, RevisionTaken, Standing, Submission
from store.schema import closed_answer, decision
from store.unit_of_work import SqlStore
from tests.factories import MONDAY, NOON, Town, make_submission, make_town, plan_year

ANSWERS: Answers = {"klart": "ja", "antal": 3, "andel": 12.5, "atgarder": ["rutin", "stöd"], "text": "På gång, å ä ö"}


@pytest.fixture(autouse=True)
def town(store: SqlStore) -> Town:
    town = make_town(store)
    with store.write() as uow:
        plan_year(uow, town)
    return town


def test_draft_comes_back_as_saved(store: SqlStore) -> None:
    draft = Draft(1, 1, ANSWERS, saved_by=2, saved_at=NOON)

    with store.write() as uow:
        uow.answering.save_draft(draft)

    with store.read() as uow:
        assert uow.answering.draft(1) == draft


def test_draft_is_replaced_when_a_newer_one_is_saved(store: SqlStore) -> None:
    second = Draft(1, 2, {"klart": "nej"}, saved_by=1, saved_at=NOON + timedelta(minutes=1))

    with store.write() as uow:
        uow.answering.save_draft(Draft(1, 1, ANSWERS, saved_by=2, saved_at=NOON))
        uow.answering.save_draft(second)

        assert uow.answering.draft(1) == second


@pytest.mark.parametrize("version", [1, 2])
def test_draft_stays_when_a_stale_one_is_saved(store: SqlStore, version: int) -> None:
    saved = Draft(1, 2, ANSWERS, saved_by=2, saved_at=NOON)

    with store.write() as uow:
        uow.answering.save_draft(saved)
        uow.answering.save_draft(Draft(1, version, {}, saved_by=1, saved_at=NOON))

        assert uow.answering.draft(1) == saved


def test_draft_is_gone_when_dropped(store: SqlStore) -> None:
    with store.write() as uow:
        uow.answering.save_draft(Draft(1, 1, ANSWERS, saved_by=2, saved_at=NOON))
        uow.answering.drop_draft(1)

        assert uow.answering.draft(1) is None


def test_submission_comes_back_with_its_authors_name(store: SqlStore) -> None:
    with store.write() as uow:
        stored = uow.answering.submit(make_submission(1, 2, answers=ANSWERS))

    with store.read() as uow:
        assert uow.answering.latest(1) == stored
    assert stored == Submission(
        id=1,
        assignment_id=1,
        revision=1,
        token="token-1",
        form="common.klart",
        form_version=1,
        answers=ANSWERS,
        submitted_by=2,
        submitted_by_name="Björn Ås",
        role="enhetschef",
        submitted_at=datetime(2027, 1, 11, 11, 0, tzinfo=UTC),
    )


def test_submission_takes_any_mapping_for_its_answers(store: SqlStore) -> None:
    with store.write() as uow:
        assert uow.answering.submit(make_submission(1, 1, answers=MappingProxyType(ANSWERS))).answers == ANSWERS


def test_latest_is_the_highest_revision(store: SqlStore) -> None:
    with store.write() as uow:
        uow.answering.submit(make_submission(1, 1))
        second = uow.answering.submit(make_submission(1, 1, revision=2, token="again"))

        assert uow.answering.latest(1) == second


def test_latest_is_none_when_nobody_has_answered(store: SqlStore) -> None:
    with store.read() as uow:
        assert uow.answering.latest(1) is None


@pytest.mark.parametrize(("person_id", "is_held"), [(1, True), (2, False)])
def test_standing_tells_whose_it_is_with_draft_and_latest_answer(
    store: SqlStore, person_id: int, *, is_held: bool
) -> None:
    draft = Draft(1, 20_001, ANSWERS, saved_by=1, saved_at=NOON)
    with store.write() as uow:
        uow.answering.submit(make_submission(1, 1))
        latest = uow.answering.submit(make_submission(1, 2, revision=2, token="again", answers=ANSWERS))
        uow.answering.save_draft(draft)

    with store.read() as uow:
        assert uow.answering.standing(1, person_id, MONDAY) == Standing(is_held, draft, latest)


@pytest.mark.parametrize(("day", "is_held"), [(date(2026, 1, 1), True), (date(2025, 12, 31), False)])
def test_standing_is_empty_when_nobody_has_written_anything(store: SqlStore, day: date, *, is_held: bool) -> None:
    with store.read() as uow:
        assert uow.answering.standing(1, 1, day) == Standing(is_held, None, None)


@pytest.mark.parametrize("same", [{"token": "another"}, {"revision": 2}])
def test_revision_is_taken_when_it_or_its_token_is_there(store: SqlStore, same: dict[str, object]) -> None:
    with store.write() as uow:
        first = uow.answering.submit(make_submission(1, 1))

    with store.write() as uow:
        with pytest.raises(RevisionTaken):
            uow.answering.submit(make_submission(1, 2, **same))
        assert uow.answering.latest(1) == first


def test_closed_answers_are_rows_of_their_own_with_how_often_they_were_given(store: SqlStore, engine: Engine) -> None:
    closed = (("sannolikhet", "3"), ("atgarder", "rutin"), ("sannolikhet", "3"), ("sannolikhet", "4"))

    with store.write() as uow:
        uow.answering.submit(make_submission(1, 1, closed=closed))

    with engine.connect() as connection:
        assert connection.execute(
            select(closed_answer).order_by(closed_answer.c.question, closed_answer.c.answer)
        ).all() == [
            (1, "atgarder", "rutin", 1),
            (1, "sannolikhet", "3", 2),
            (1, "sannolikhet", "4", 1),
        ]


def test_decision_is_kept_beside_the_revision(store: SqlStore, engine: Engine) -> None:
    with store.write() as uow:
        uow.answering.submit(make_submission(1, 1, closed=()))
        uow.answering.decide(Decision(1, 1, "von", True, NOON.date(), "§ 12", "VON-2027-3"))  # noqa: FBT003

    with engine.connect() as connection:
        assert connection.execute(select(decision)).all() == [
            (1, 1, 1, "von", True, date(2027, 1, 11), "§ 12", "VON-2027-3")
        ]
