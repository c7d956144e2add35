"""The stand-in, the former manager, the author and two reviewers at once: one answer, one verdict, and the truth."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine, Table, func, select

from scheduler.assignments import Assignment
from scheduler.lifecycle import State
from scheduler.reviews import Verdict
from scheduler.usecases.absences import Away, Entered, enter_absence
from scheduler.usecases.desk import Move, Saving
from scheduler.usecases.outcomes import FormPage, Notice, Reason, Receipt, Refused
from scheduler.usecases.review_outcomes import WORDS, Judged, ReviewNotice, ReviewPage
from store.schema import submission
from store.schema_review import review
from store.unit_of_work import SqlStore
from tests.contract.racing import at_once, face_to_face
from tests.factories import ANNA, BJORN, MONDAY, NOON, Town, by_person, make_town
from tests.usecases.at_bench import BODIL, AtBench, a_verdict, reviewed_content
from tests.usecases.at_desk import OUTCOME, REST, RISK, WHOLE, AtDesk, Typed, a_page, kept, open_task, saving_from

ROUNDS = range(3)
"""For who is first differs from one to the next."""

YESTERDAY = MONDAY - timedelta(days=1)
DISA = replace(ANNA, name="Disa Berg", email="disa@karlstad.example", entra_object_id=None)
"""Leads Anna's unit too."""

REGISTER: Typed = {"kallor": "register", "dag": "2027-01-10"}
BY_TEXT = {
    "samtal": {"Vad bygger det på?": "samtal", "Vilken dag?": "2027-01-11"},
    "register": {"Vad bygger det på?": "register", "Vilken dag?": "2027-01-10"},
}


@pytest.fixture
def town(store: SqlStore) -> Town:
    return make_town(store, rows=[ANNA, BJORN, BODIL, DISA])


@pytest.fixture(params=ROUNDS)
def task(store: SqlStore, town: Town, request: pytest.FixtureRequest) -> Assignment:
    return open_task(store, town)


@pytest.fixture
def anna(store: SqlStore, town: Town) -> AtDesk:
    return AtDesk(store, town.people[0], reviewed_content())


@pytest.fixture
def disa(store: SqlStore, town: Town, anna: AtDesk) -> AtDesk:
    return AtDesk(store, town.people[3], anna.content, tokens=anna.tokens)


@pytest.fixture
def stand_in(store: SqlStore, town: Town, anna: AtDesk) -> AtDesk:
    """Björn, who may not answer at his neighbour's unit for himself."""
    return AtDesk(store, town.people[1], anna.content, tokens=anna.tokens)


@pytest.fixture
def bjorn(store: SqlStore, town: Town) -> AtBench:
    return AtBench(store, town.people[1])


@pytest.fixture
def bodil(store: SqlStore, town: Town) -> AtBench:
    return AtBench(store, town.people[2])


def stands_in(whom: AtDesk, stand_in: AtDesk) -> None:
    with whom.store.write() as uow:
        away = Away(MONDAY, MONDAY, stand_in.person)
        assert isinstance(enter_absence(uow, whom.person, away, today=MONDAY, by=by_person(whom.person)), Entered)


def end_role(who: AtDesk) -> None:
    with who.store.write() as uow:
        assert uow.people.end_roles(who.person.municipality_id, who.person.id, on=YESTERDAY) == 1


def last_saving(who: AtDesk, task: Assignment) -> Saving:
    """The last card, with all pages before it answered and saved."""
    page = a_page(who.types(who.page(task.id), OUTCOME))
    return saving_from(a_page(who.types(page, RISK)), REST, Move.SUBMIT)


def on_another_card(saving: Saving) -> Saving:
    return replace(saving, token="another", typed=REGISTER)


def rows_of(engine: Engine, table: Table) -> int:
    with engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def answered_by(receipt: Receipt, typed: Typed) -> Refused:
    """What whoever was too late is told, with every word that they typed."""
    return Refused(
        reason=Reason.ANSWERED,
        today=MONDAY,
        typed=BY_TEXT[typed["kallor"]],
        task=receipt.task,
        answered_by=receipt.submission.submitted_by_name,
        answered_at=NOON,
    )


def test_absent_manager_and_stand_in_hand_in_once_and_the_other_is_told(
    engine: Engine, store: SqlStore, anna: AtDesk, stand_in: AtDesk, task: Assignment
) -> None:
    stands_in(anna, stand_in)
    mine = last_saving(anna, task)
    theirs = on_another_card(mine)

    outcomes = face_to_face(engine, lambda: anna.sends(mine), lambda: stand_in.sends(theirs))

    (receipt,) = [one for one in outcomes if isinstance(one, Receipt)]
    is_annas = receipt is outcomes[0]
    assert outcomes[is_annas] == answered_by(receipt, theirs.typed if is_annas else mine.typed)
    assert (receipt.submission.submitted_by_name, receipt.on_behalf_of) == (
        ("Anna Ek", "") if is_annas else ("Björn Ås", "Anna Ek")
    )
    assert kept(store, task.id) == (State.SUBMITTED, None, receipt.submission)
    assert rows_of(engine, submission) == 1


def test_former_manager_is_refused_while_the_successors_stand_in_hands_in(
    engine: Engine, store: SqlStore, anna: AtDesk, disa: AtDesk, stand_in: AtDesk, task: Assignment
) -> None:
    stands_in(disa, stand_in)
    old = last_saving(anna, task)
    end_role(anna)

    refused, receipt = face_to_face(engine, lambda: anna.sends(old), lambda: stand_in.sends(on_another_card(old)))

    assert isinstance(receipt, Receipt)
    assert (receipt.submission.submitted_by_name, receipt.on_behalf_of) == ("Björn Ås", "Disa Berg")
    assert refused == Refused(reason=Reason.NOT_YOURS, today=MONDAY, typed=old.typed)
    assert kept(store, task.id) == (State.SUBMITTED, None, receipt.submission)
    assert rows_of(engine, submission) == 1


def test_manager_whose_role_ends_as_the_stand_in_hands_in_has_answered_or_is_told_why_not(
    engine: Engine, store: SqlStore, anna: AtDesk, disa: AtDesk, stand_in: AtDesk, task: Assignment
) -> None:
    stands_in(disa, stand_in)
    mine = last_saving(anna, task)
    theirs = on_another_card(mine)
    works: list[Callable[[], object]] = [
        lambda: anna.sends(mine),
        lambda: stand_in.sends(theirs),
        lambda: end_role(anna),
    ]

    annas, stand_ins, _ = at_once(*works)

    (receipt,) = [one for one in (annas, stand_ins) if isinstance(one, Receipt)]
    if receipt is annas:
        assert stand_ins == answered_by(receipt, theirs.typed)
    else:
        gone = Refused(reason=Reason.NOT_YOURS, today=MONDAY, typed=mine.typed)
        assert annas in (gone, answered_by(receipt, mine.typed))
    assert kept(store, task.id) == (State.SUBMITTED, None, receipt.submission)
    assert rows_of(engine, submission) == 1


@pytest.mark.parametrize("second", Verdict)
def test_two_reviewers_give_one_verdict_and_the_other_hears_of_it(
    engine: Engine, store: SqlStore, anna: AtDesk, bjorn: AtBench, bodil: AtBench, task: Assignment, second: Verdict
) -> None:
    anna.answers(task.id, *WHOLE)

    outcomes = face_to_face(
        engine,
        lambda: a_verdict(bjorn.sends(task.id, Verdict.APPROVED, words="Björns ord")),
        lambda: a_verdict(bodil.sends(task.id, second, words="Bodils ord")),
    )

    (given,) = [one for one in outcomes if one.is_new]
    (late,) = [one for one in outcomes if not one.is_new]
    said = ["Björns ord", "Bodils ord"]
    assert (late.review, late.task, late.waiting) == (given.review, given.task, ())
    assert (given.review.words, late.given_back) == (said.pop(outcomes.index(given)), {WORDS: said.pop()})
    assert (rows_of(engine, review), kept(store, task.id)[0]) == (1, given.task.state)


def test_revision_and_a_second_return_of_the_old_answer_are_both_told_the_truth(
    engine: Engine, store: SqlStore, anna: AtDesk, bjorn: AtBench, bodil: AtBench, task: Assignment
) -> None:
    anna.answers(task.id, *WHOLE)
    first = bjorn.returns(task.id, comments={"dag": "Stämmer dagen?"})
    revised = saving_from(anna.page(task.id), REGISTER, Move.SUBMIT)

    receipt, late = face_to_face(
        engine,
        lambda: anna.sends(revised),
        lambda: bodil.sends(task.id, Verdict.RETURNED, revision=1, words="Mer.", comments={"dag": "Fel dag"}),
    )

    assert isinstance(receipt, Receipt)
    assert kept(store, task.id) == (State.SUBMITTED, None, receipt.submission)
    assert (receipt.submission.revision, rows_of(engine, review)) == (2, 1)
    if isinstance(late, ReviewPage):
        assert (late.notice, late.submission) == (ReviewNotice.REVISED, receipt.submission)
    else:
        assert isinstance(late, Judged)
        assert (late.is_new, late.review) == (False, first.review)
    assert late.given_back == {"Vilken dag?": "Fel dag", WORDS: "Mer."}


def test_old_card_of_the_author_changes_nothing_while_the_answer_is_sent_back(
    engine: Engine, store: SqlStore, anna: AtDesk, bjorn: AtBench, task: Assignment
) -> None:
    old = on_another_card(last_saving(anna, task))
    anna.types(a_page(anna.opens(task.id)), REST, Move.SUBMIT)
    handed_in = kept(store, task.id)[2]

    late, judged = face_to_face(
        engine,
        lambda: anna.sends(old),
        lambda: bjorn.returns(task.id, words="Nästan.", comments={"dag": "Stämmer dagen?"}),
    )

    assert isinstance(judged, Judged)
    assert judged.is_new
    assert kept(store, task.id) == (State.RETURNED, None, handed_in)
    if isinstance(late, Refused):
        assert (late.reason, late.typed) == (Reason.ANSWERED, BY_TEXT["register"])
    else:
        assert isinstance(late, FormPage)
        assert (late.notice, late.sent_back, late.values) == (Notice.STALE, judged.review, REGISTER)
        assert late.comments == {"dag": "Stämmer dagen?"}
