"""Two who answer the same task at the same moment: one answer, no word lost, and everyone told what is true."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TypeAlias

import pytest
from sqlalchemy import Engine, func, select

from scheduler.assignments import Assignment
from scheduler.lifecycle import State
from scheduler.usecases.desk import Move, Saving
from scheduler.usecases.outcomes import FormPage, Notice, Outcome, Reason, Receipt, Refused
from store.schema import submission
from store.unit_of_work import SqlStore
from tests.contract import racing
from tests.contract.racing import at_once
from tests.factories import ANNA, MONDAY, NOON, Town, make_town
from tests.usecases.at_desk import (
    OUTCOME,
    REST,
    RISK,
    WHOLE_ANSWERS,
    AtDesk,
    Typed,
    a_page,
    draft_answers,
    kept,
    open_task,
    saving_from,
)

Race: TypeAlias = Callable[..., list[Outcome]]
ROUNDS = range(3)
"""For who is first differs from one to the next."""

YESTERDAY = MONDAY - timedelta(days=1)
DISA = replace(ANNA, name="Disa Berg", email="disa@karlstad.example", entra_object_id=None)
NO: Typed = {"utfall": "nej", "orsak": "Halka", "antal": "3"}
REGISTER: Typed = {"kallor": "register", "dag": "2027-01-10"}
REGISTER_BY_TEXT = {"Vad bygger det på?": "register", "Vilken dag?": "2027-01-10"}


@pytest.fixture(params=ROUNDS)
def task(store: SqlStore, town: Town, request: pytest.FixtureRequest) -> Assignment:
    return open_task(store, town)


@pytest.fixture
def face_to_face(engine: Engine) -> Race:
    return partial(racing.face_to_face, engine)


@pytest.fixture
def town(store: SqlStore) -> Town:
    return make_town(store)


@pytest.fixture
def anna(store: SqlStore, town: Town) -> AtDesk:
    return AtDesk(store, town.people[0])


@pytest.fixture
def disa(store: SqlStore, town: Town, anna: AtDesk) -> AtDesk:
    """Another who leads Anna's unit."""
    with store.write() as uow:
        uow.people.import_rows(town.id, [DISA])
        return AtDesk(store, uow.people.everyone(town.id)[-1], tokens=anna.tokens)


def last_page(who: AtDesk, task: Assignment) -> FormPage:
    """With all pages before it answered and saved."""
    page = a_page(who.types(who.page(task.id), OUTCOME))
    return a_page(who.types(page, RISK))


def last_saving(who: AtDesk, task: Assignment) -> Saving:
    return saving_from(last_page(who, task), REST, Move.SUBMIT)


def submissions(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(submission)).scalar_one()


def typed_in(saving: Saving, page: FormPage) -> bool:
    """Whether every typed word stands on the page that was given back."""
    return all(page.values[key] == text for key, text in saving.typed.items() if text)


def told_apart(outcomes: list[Outcome]) -> tuple[Receipt, Refused]:
    """The one who was first and the one who was not, in whatever order."""
    (receipt,) = [outcome for outcome in outcomes if isinstance(outcome, Receipt)]
    (refused,) = [outcome for outcome in outcomes if isinstance(outcome, Refused)]
    return receipt, refused


def test_same_step_sent_twice_is_saved_once_and_both_go_on(
    store: SqlStore, anna: AtDesk, task: Assignment, face_to_face: Race
) -> None:
    saving = saving_from(anna.page(task.id), OUTCOME)

    first, second = (
        a_page(outcome) for outcome in face_to_face(lambda: anna.sends(saving), lambda: anna.sends(saving))
    )

    draft = kept(store, task.id)[1]
    assert draft is not None
    assert (draft.version, draft.answers) == (1, {"utfall": "ja", "antal": 3})
    assert [(page.page.number, page.notice, page.draft_version) for page in (first, second)] == [(2, None, 1)] * 2


def test_step_typed_otherwise_on_two_devices_keeps_one_and_shows_the_other_both(
    store: SqlStore, anna: AtDesk, task: Assignment, face_to_face: Race
) -> None:
    savings = [saving_from(anna.page(task.id), typed) for typed in (OUTCOME, NO)]

    pages = [a_page(one) for one in face_to_face(*(lambda saving=saving: anna.sends(saving) for saving in savings))]

    late = [page.notice for page in pages].index(Notice.STALE)
    kept_one = savings[1 - late].typed
    assert [page.notice for page in pages].count(None) == 1
    assert typed_in(savings[late], pages[late])
    assert pages[late].saved["utfall"] == kept_one["utfall"]
    assert draft_answers(store, task.id)["utfall"] == kept_one["utfall"]
    assert pages[late].draft_version == 1


def test_old_card_overwrites_nothing_while_another_goes_on(
    store: SqlStore, anna: AtDesk, task: Assignment, face_to_face: Race
) -> None:
    old = saving_from(anna.page(task.id), NO)
    second = a_page(anna.types(anna.page(task.id), OUTCOME))

    stale, went_on = face_to_face(lambda: anna.sends(old), lambda: anna.types(second, RISK))

    stale, went_on = a_page(stale), a_page(went_on)
    assert (stale.notice, typed_in(old, stale), stale.saved) == (Notice.STALE, True, {"utfall": "ja"})
    assert (went_on.notice, went_on.page.number) == (None, 3)
    draft = kept(store, task.id)[1]
    assert draft is not None
    assert (draft.version, draft.answers["utfall"], draft.answers["risker.0.risk"]) == (2, "ja", "Fall")


def test_last_card_sent_twice_gets_the_same_receipt(
    engine: Engine, store: SqlStore, anna: AtDesk, task: Assignment, face_to_face: Race
) -> None:
    saving = last_saving(anna, task)

    first, second = face_to_face(lambda: anna.sends(saving), lambda: anna.sends(saving))

    assert isinstance(first, Receipt)
    assert (first, submissions(engine)) == (second, 1)
    assert kept(store, task.id) == (State.SUBMITTED, None, first.submission)


def test_last_step_from_two_devices_is_handed_in_once_and_the_other_is_told(
    engine: Engine, store: SqlStore, anna: AtDesk, disa: AtDesk, task: Assignment, face_to_face: Race
) -> None:
    annas = last_saving(anna, task)
    disas = replace(annas, token="disas", typed=REGISTER)

    receipt, refused = told_apart(face_to_face(lambda: anna.sends(annas), lambda: disa.sends(disas)))

    theirs = disas if receipt.submission.token == annas.token else annas
    words = {"samtal": {"Vad bygger det på?": "samtal", "Vilken dag?": "2027-01-11"}, "register": REGISTER_BY_TEXT}
    assert refused == Refused(
        reason=Reason.ANSWERED,
        today=MONDAY,
        typed=words[theirs.typed["kallor"]],
        task=receipt.task,
        answered_by=receipt.submission.submitted_by_name,
        answered_at=NOON,
    )
    assert kept(store, task.id) == (State.SUBMITTED, None, receipt.submission)
    assert submissions(engine) == 1


def test_words_saved_while_another_hands_in_are_answered_with_what_is_true(
    engine: Engine, store: SqlStore, anna: AtDesk, disa: AtDesk, task: Assignment, face_to_face: Race
) -> None:
    """The one who saves is refused if late; if first, the answer waits for its sender to have seen the new words."""
    page = last_page(anna, task)

    handed_in, saved = face_to_face(
        lambda: anna.types(page, REST, Move.SUBMIT), lambda: disa.types(page, REGISTER, Move.BACK)
    )

    if isinstance(handed_in, Receipt):
        assert isinstance(saved, Refused)
        assert (saved.reason, saved.answered_by, saved.typed) == (Reason.ANSWERED, "Anna Ek", REGISTER_BY_TEXT)
        assert (kept(store, task.id), submissions(engine)) == ((State.SUBMITTED, None, handed_in.submission), 1)
        assert handed_in.submission.answers == WHOLE_ANSWERS
    else:
        stale, before = a_page(handed_in), a_page(saved)
        assert (stale.notice, stale.saved, stale.values) == (Notice.STALE, REGISTER, REST)
        assert (before.notice, submissions(engine)) == (None, 0)
        assert draft_answers(store, task.id)["kallor"] == ["register"]


def test_one_whose_role_ends_at_that_moment_has_handed_in_or_is_refused(
    engine: Engine, store: SqlStore, town: Town, anna: AtDesk, task: Assignment
) -> None:
    saving = last_saving(anna, task)
    before = kept(store, task.id)

    def end_role() -> None:
        with store.write() as uow:
            assert uow.people.end_roles(town.id, anna.person.id, on=YESTERDAY) == 1

    works: list[Callable[[], Outcome | None]] = [lambda: anna.sends(saving), end_role]
    outcome, _ = at_once(*works)

    if isinstance(outcome, Receipt):
        assert kept(store, task.id) == (State.SUBMITTED, None, outcome.submission)
    else:
        assert outcome == Refused(reason=Reason.NOT_YOURS, today=MONDAY, typed=saving.typed)
        assert kept(store, task.id) == before
    assert submissions(engine) == isinstance(outcome, Receipt)
    assert anna.sends(saving) == Refused(reason=Reason.NOT_YOURS, today=MONDAY, typed=saving.typed)
