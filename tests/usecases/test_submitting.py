"""Handing in: once, by one person, for ever; and what a body's decision makes of it."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier

import pytest
from sqlalchemy import Engine, event, select

from scheduler.assignments import Assignment
from scheduler.forms import Form
from scheduler.lifecycle import State
from scheduler.loading import shipped_forms
from scheduler.ports_answering import Draft, Submission
from scheduler.rules_yearly import DateRule
from scheduler.slots import MonthDay
from scheduler.usecases.desk import Move
from scheduler.usecases.outcomes import FormPage, Notice, Outcome, Reason, Receipt, Refused
from scheduler.usecases.submitting import closed_answers
from scheduler.wheel_parts import Level
from store.schema import closed_answer, decision, submission
from store.unit_of_work import SqlStore
from tests.factories import (
    ANNA,
    FORM,
    MONDAY,
    NOON,
    Town,
    make_activity,
    make_content,
    make_town,
    make_wheel,
    plan_one,
    plan_year,
)
from tests.usecases.at_desk import (
    OUTCOME,
    REST,
    RISK,
    WHOLE,
    WHOLE_ANSWERS,
    AtDesk,
    Typed,
    a_page,
    content_of_forms,
    kept,
    open_task,
    saving_from,
)

DISA = replace(ANNA, name="Disa Berg", email="disa@karlstad.example", entra_object_id=None)
SECRETARY = replace(ANNA, unit="", area="", name="Sara Lo", email="sara@karlstad.example", role="kvalitetsstrateg")
SECOND_SECRETARY = replace(SECRETARY, name="Stig Al", email="stig@karlstad.example")
DECISION = make_activity(
    key="plan",
    title="Plan",
    level=Level.ADMINISTRATION,
    performer="kvalitetsstrateg",
    decides="von",
    form="common.beslut",
)
ADOPTED: Typed = {"resultat": "faststalld", "datum": "2027-01-08", "paragraf": "§ 48", "diarienummer": "VON-2027-12"}
SENT_BACK: Typed = {"resultat": "aterremitterad", "datum": "2027-01-08", "paragraf": "§ 48", "diarienummer": ""}


@pytest.fixture
def town(store: SqlStore) -> Town:
    return make_town(store)


@pytest.fixture
def task(store: SqlStore, town: Town) -> Assignment:
    return open_task(store, town)


@pytest.fixture
def anna(store: SqlStore, town: Town) -> AtDesk:
    return AtDesk(store, town.people[0])


@pytest.fixture
def disa(store: SqlStore, town: Town, anna: AtDesk) -> AtDesk:
    """Another who leads Anna's unit; her cards have names of their own."""
    with store.write() as uow:
        uow.people.import_rows(town.id, [DISA])
        return AtDesk(store, uow.people.everyone(town.id)[-1], tokens=anna.tokens)


@pytest.fixture
def secretaries(store: SqlStore, town: Town) -> tuple[AtDesk, AtDesk]:
    content = make_content(*shipped_forms(), wheel=make_wheel(DECISION))
    with store.write() as uow:
        uow.people.import_rows(town.id, [SECRETARY, SECOND_SECRETARY])
        sara, stig = uow.people.everyone(town.id)[-2:]
    first = AtDesk(store, sara, content)
    return first, AtDesk(store, stig, content, first.tokens)


@pytest.fixture
def matter(store: SqlStore, town: Town) -> Assignment:
    """The decision that waits for the body's secretaries."""
    with store.write() as uow:
        plan_year(uow, town, DECISION)
        (task,) = uow.assignments.of_municipality(town.id, year=2027)
        uow.assignments.set_state(task.id, State.OPEN)
    return task


def a_receipt(outcome: Outcome) -> Receipt:
    assert isinstance(outcome, Receipt)
    return outcome


def last_page(who: AtDesk, task: Assignment) -> FormPage:
    """The last page, all others being answered."""
    page = who.page(task.id)
    for typed in WHOLE[:-1]:
        page = a_page(who.types(page, typed))
    return page


def count_of_submissions(engine: Engine) -> int:
    with engine.connect() as connection:
        return len(connection.execute(select(submission.c.id)).all())


def decisions(engine: Engine) -> list[tuple[object, ...]]:
    with engine.connect() as connection:
        return [tuple(row)[1:] for row in connection.execute(select(decision).order_by(decision.c.id))]


def test_whole_answer_is_handed_in_with_a_receipt(store: SqlStore, anna: AtDesk, task: Assignment) -> None:
    receipt = a_receipt(anna.answers(task.id, *WHOLE))

    expected = Submission(
        id=1,
        assignment_id=task.id,
        revision=1,
        token="token-3",
        form=FORM.key,
        form_version=1,
        answers=WHOLE_ANSWERS,
        submitted_by=anna.person.id,
        submitted_by_name="Anna Ek",
        role="enhetschef",
        submitted_at=NOON,
    )
    answered = replace(task, state=State.SUBMITTED, form_version=1)
    assert receipt == Receipt(task=answered, form=FORM, submission=expected, today=MONDAY, remaining=())
    assert kept(store, task.id) == (State.SUBMITTED, None, expected)


def test_receipt_names_what_is_left_with_the_most_pressing_first(
    store: SqlStore, town: Town, anna: AtDesk, task: Assignment
) -> None:
    with store.write() as uow:
        for key, due in (("sen", MonthDay(3, 31)), ("forsenad", MonthDay(1, 8)), ("planerad", MonthDay(12, 31))):
            other = plan_one(uow, town, key=key, rule=DateRule(due=due, opens=MonthDay(1, 1)))
            uow.assignments.set_state(other.id, State.PLANNED if key == "planerad" else State.OPEN)

    receipt = a_receipt(anna.answers(task.id, *WHOLE))

    assert [left.activity for left in receipt.remaining] == ["forsenad", "sen"]


def test_same_submission_delivered_again_gets_the_same_receipt(engine: Engine, anna: AtDesk, task: Assignment) -> None:
    saving = saving_from(last_page(anna, task), REST, Move.SUBMIT)

    first, again = anna.sends(saving), anna.sends(saving)

    assert a_receipt(again) == a_receipt(first)
    assert count_of_submissions(engine) == 1


def test_same_token_gets_the_receipt_even_with_other_words(store: SqlStore, anna: AtDesk, task: Assignment) -> None:
    saving = saving_from(last_page(anna, task), REST, Move.SUBMIT)
    first = a_receipt(anna.sends(saving))

    again = a_receipt(anna.sends(replace(saving, typed={"dag": "2027-01-01"})))

    assert again == first


def test_another_card_for_the_same_task_is_told_who_answered_and_gets_its_words_back(
    store: SqlStore, anna: AtDesk, disa: AtDesk, task: Assignment
) -> None:
    disas = last_page(disa, task)
    a_receipt(anna.types(anna.page(task.id), REST, Move.SUBMIT))
    before = kept(store, task.id)
    disa.now = NOON + timedelta(days=1)

    refused = disa.types(disas, {"kallor": "register", "dag": "2027-01-10"}, Move.SUBMIT)

    assert refused == Refused(
        reason=Reason.ANSWERED,
        today=MONDAY + timedelta(days=1),
        typed={"Vad bygger det på?": "register", "Vilken dag?": "2027-01-10"},
        task=replace(task, state=State.SUBMITTED, form_version=1),
        answered_by="Anna Ek",
        answered_at=NOON,
    )
    assert kept(store, task.id) == before


@pytest.mark.parametrize("move", Move)
def test_nothing_is_saved_on_an_answered_task_whatever_the_button(
    store: SqlStore, anna: AtDesk, disa: AtDesk, task: Assignment, move: Move
) -> None:
    first_page = disa.page(task.id)
    a_receipt(anna.answers(task.id, *WHOLE))
    before = kept(store, task.id)

    refused = disa.types(first_page, {"utfall": "nej", "orsak": "Disas ord"}, move)

    assert isinstance(refused, Refused)
    assert refused.typed == {"Hur gick det?": "nej", "Varför?": "Disas ord"}
    assert kept(store, task.id) == before


def test_answered_task_opens_as_its_receipt_for_all_who_hold_the_role(
    anna: AtDesk, disa: AtDesk, task: Assignment
) -> None:
    receipt = a_receipt(anna.answers(task.id, *WHOLE))

    assert [anna.opens(task.id), disa.opens(task.id)] == [receipt, receipt]


def test_nothing_is_asked_twice_when_handing_in(engine: Engine, anna: AtDesk, task: Assignment) -> None:
    page, asked = last_page(anna, task), list[str]()
    event.listen(engine, "before_cursor_execute", lambda *arguments: asked.append(arguments[2]))

    anna.types(page, REST, Move.SUBMIT)

    assert [" ".join(one.split()[:3]) for one in asked if not one.startswith("BEGIN")] == [
        "SELECT assignment.id, assignment.municipality_id,",
        "SELECT (EXISTS (SELECT",
        "INSERT INTO submission",
        "INSERT INTO closed_answer",
        "UPDATE assignment SET",
        "INSERT INTO audit",
        "DELETE FROM draft",
        "SELECT role_holding.id FROM",
        "SELECT assignment.id, assignment.municipality_id,",
    ]


def test_one_answer_is_stored_when_two_hand_in_at_once(
    engine: Engine, store: SqlStore, anna: AtDesk, disa: AtDesk, task: Assignment
) -> None:
    page = last_page(anna, task)
    savings = [saving_from(replace(page, token=token), REST, Move.SUBMIT) for token in ("annas", "disas")]
    start = Barrier(2)

    def hand_in(number: int) -> Outcome:
        start.wait()
        return (anna, disa)[number].sends(savings[number])

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(hand_in, range(2)))

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Receipt", "Refused"]
    assert count_of_submissions(engine) == 1
    winner = kept(store, task.id)[2]
    assert winner is not None
    assert [outcome.answered_by for outcome in outcomes if isinstance(outcome, Refused)] == [winner.submitted_by_name]


def test_one_answer_is_stored_when_the_same_card_is_delivered_by_two_at_once(
    engine: Engine, anna: AtDesk, task: Assignment
) -> None:
    saving = saving_from(last_page(anna, task), REST, Move.SUBMIT)
    start = Barrier(4)

    def hand_in(_: int) -> Outcome:
        start.wait()
        return anna.sends(saving)

    with ThreadPoolExecutor(4) as pool:
        receipts = [a_receipt(outcome) for outcome in pool.map(hand_in, range(4))]

    assert [receipt.submission for receipt in receipts] == [receipts[0].submission] * 4
    assert count_of_submissions(engine) == 1


def test_card_with_the_token_of_another_answer_is_handed_in_all_the_same(
    engine: Engine, store: SqlStore, town: Town, anna: AtDesk, task: Assignment
) -> None:
    with store.write() as uow:
        other = plan_one(uow, town, key="annan", form=FORM.key)
        uow.assignments.set_state(other.id, State.OPEN)
    token = a_receipt(anna.answers(task.id, *WHOLE)).submission.token
    forged = saving_from(replace(last_page(anna, other), token=token), REST, Move.SUBMIT)

    receipt = a_receipt(anna.sends(forged))

    assert (receipt.submission.assignment_id, receipt.submission.answers) == (other.id, WHOLE_ANSWERS)
    assert count_of_submissions(engine) == 2


def test_stale_page_is_not_handed_in(engine: Engine, anna: AtDesk, disa: AtDesk, task: Assignment) -> None:
    annas = last_page(anna, task)
    disa.types(disa.page(task.id), {"kallor": "register", "dag": "2027-01-10"})

    shown = a_page(anna.types(annas, REST, Move.SUBMIT))

    assert (shown.notice, count_of_submissions(engine)) == (Notice.STALE, 0)


def test_personal_number_on_the_last_page_is_not_handed_in(
    engine: Engine, store: SqlStore, anna: AtDesk, task: Assignment
) -> None:
    page = anna.page(task.id)
    page = a_page(anna.types(page, {"utfall": "nej", "orsak": "Halka"}))
    page = a_page(anna.types(page, RISK))
    before = kept(store, task.id)

    shown = a_page(anna.types(page, {**REST, "atgard": "Ring 850709-9805"}, Move.SUBMIT))

    assert (shown.values["atgard"], count_of_submissions(engine)) == ("Ring 850709-9805", 0)
    assert kept(store, task.id) == before


def test_what_is_no_longer_asked_is_not_handed_in(anna: AtDesk, task: Assignment) -> None:
    page = a_page(anna.types(anna.page(task.id), {"utfall": "nej", "orsak": "Halka"}))
    page = a_page(anna.types(page, RISK))
    page = a_page(anna.types(page, {**REST, "atgard": "Sanda"}, Move.BACK))
    page = a_page(anna.types(page, RISK, Move.BACK))
    page = a_page(anna.types(page, {**OUTCOME, "orsak": "Halka"}))
    page = a_page(anna.types(page, RISK))

    receipt = a_receipt(anna.types(page, REST, Move.SUBMIT))

    assert receipt.submission.answers == WHOLE_ANSWERS


def test_closed_answers_are_counted_once_for_each_choice() -> None:
    answers = {**WHOLE_ANSWERS, "kallor": ["register", "samtal"], "risker.1.troligt": 4, "risker.1.risk": "Brand"}

    assert list(closed_answers(FORM, answers)) == [
        ("utfall", "ja"),
        ("troligt", "2"),
        ("allvar", "3"),
        ("kallor", "register"),
        ("kallor", "samtal"),
        ("troligt", "4"),
    ]


def test_closed_answers_are_stored_beside_the_whole(engine: Engine, anna: AtDesk, task: Assignment) -> None:
    anna.answers(task.id, *WHOLE)

    with engine.connect() as connection:
        columns = (closed_answer.c.submission_id, closed_answer.c.question, closed_answer.c.answer)
        rows = {tuple(row) for row in connection.execute(select(*columns))}
    assert rows == {(1, "utfall", "ja"), (1, "troligt", "2"), (1, "allvar", "3"), (1, "kallor", "samtal")}


def test_answer_is_shown_for_ever_with_the_version_it_answered(anna: AtDesk, task: Assignment) -> None:
    receipt = a_receipt(anna.answers(task.id, *WHOLE))
    newer: Form = replace(FORM, version=2, title="Ny")

    anna.content = content_of_forms(FORM, newer)

    assert anna.opens(task.id) == receipt


def test_adopted_decision_approves_and_is_kept_with_its_paragraph(
    engine: Engine, secretaries: tuple[AtDesk, AtDesk], matter: Assignment
) -> None:
    sara, _ = secretaries

    receipt = a_receipt(sara.answers(matter.id, ADOPTED))

    assert receipt.task.state is State.APPROVED
    assert decisions(engine) == [(matter.id, 1, "von", True, date(2027, 1, 8), "§ 48", "VON-2027-12")]


def test_matter_that_is_sent_back_opens_again_with_the_former_answers(
    engine: Engine, store: SqlStore, secretaries: tuple[AtDesk, AtDesk], matter: Assignment
) -> None:
    sara, _ = secretaries
    receipt = a_receipt(sara.answers(matter.id, SENT_BACK))

    page = sara.page(matter.id)

    assert receipt.task.state is State.RETURNED
    assert page.values == {"resultat": "aterremitterad", "datum": "2027-01-08", "paragraf": "§ 48"}
    assert (page.notice, kept(store, matter.id)[1]) == (None, None)
    assert decisions(engine) == [(matter.id, 1, "von", False, date(2027, 1, 8), "§ 48", "")]


def test_second_revision_is_kept_beside_the_first(
    engine: Engine, store: SqlStore, secretaries: tuple[AtDesk, AtDesk], matter: Assignment
) -> None:
    sara, _ = secretaries
    sara.answers(matter.id, SENT_BACK)
    sara.now = NOON + timedelta(days=30)

    receipt = a_receipt(sara.answers(matter.id, {**ADOPTED, "datum": "2027-02-09", "paragraf": "§ 7"}))

    assert (receipt.submission.revision, receipt.task.state) == (2, State.APPROVED)
    with engine.connect() as connection:
        kept_rows = connection.execute(select(submission.c.revision, submission.c.answers)).all()
    assert [(revision, answers["resultat"]) for revision, answers in kept_rows] == [
        (1, "aterremitterad"),
        (2, "faststalld"),
    ]
    assert [row[1:4] for row in decisions(engine)] == [(1, "von", False), (2, "von", True)]


def test_draft_of_a_returned_matter_leaves_it_returned_and_its_answer_in_place(
    store: SqlStore, secretaries: tuple[AtDesk, AtDesk], matter: Assignment
) -> None:
    sara, _ = secretaries
    receipt = a_receipt(sara.answers(matter.id, SENT_BACK))

    sara.types(sara.page(matter.id), {**SENT_BACK, "paragraf": "§ 49"}, Move.NEXT)

    state, draft, latest = kept(store, matter.id)
    assert (state, latest) == (State.RETURNED, receipt.submission)
    assert isinstance(draft, Draft)
    assert draft.answers["paragraf"] == "§ 49"


def test_decision_delivered_again_gets_the_same_receipt_when_it_sent_the_matter_back(
    engine: Engine, store: SqlStore, secretaries: tuple[AtDesk, AtDesk], matter: Assignment
) -> None:
    sara, _ = secretaries
    saving = saving_from(sara.page(matter.id), SENT_BACK, Move.SUBMIT)

    first, again = a_receipt(sara.sends(saving)), a_receipt(sara.sends(saving))

    assert again == first
    assert (count_of_submissions(engine), len(decisions(engine))) == (1, 1)
    assert kept(store, matter.id)[:2] == (State.RETURNED, None)


def test_card_from_before_the_matter_was_sent_back_does_not_answer_a_second_time(
    engine: Engine, secretaries: tuple[AtDesk, AtDesk], matter: Assignment
) -> None:
    sara, stig = secretaries
    stigs = stig.page(matter.id)
    sara.answers(matter.id, SENT_BACK)

    shown = a_page(stig.types(stigs, {**SENT_BACK, "paragraf": "§ 50"}, Move.SUBMIT))

    assert (shown.notice, shown.values["paragraf"], shown.saved) == (Notice.STALE, "§ 50", {"paragraf": "§ 48"})
    assert (count_of_submissions(engine), len(decisions(engine))) == (1, 1)


def test_draft_version_goes_on_counting_when_the_matter_was_sent_back(
    secretaries: tuple[AtDesk, AtDesk], matter: Assignment
) -> None:
    sara, stig = secretaries
    saved = a_page(stig.types(stig.page(matter.id), {"paragraf": "§ 1"}, Move.NEXT))
    sara.answers(matter.id, SENT_BACK)
    sara.types(sara.page(matter.id), {**SENT_BACK, "paragraf": "§ 49"}, Move.NEXT)

    shown = a_page(stig.types(saved, {**SENT_BACK, "paragraf": "§ 2"}, Move.NEXT))

    assert (shown.notice, shown.saved) == (Notice.STALE, {"paragraf": "§ 49"})


def test_no_decision_is_kept_when_the_activity_names_no_body_that_decides(
    engine: Engine, store: SqlStore, town: Town, secretaries: tuple[AtDesk, AtDesk]
) -> None:
    undecided = replace(DECISION, decides=None)
    with store.write() as uow:
        plan_year(uow, town, undecided)
        (task,) = uow.assignments.of_municipality(town.id, year=2027)
        uow.assignments.set_state(task.id, State.OPEN)
    sara, _ = secretaries
    sara.content = make_content(*shipped_forms(), wheel=make_wheel(undecided))

    receipt = a_receipt(sara.answers(task.id, ADOPTED))

    assert (receipt.task.state, decisions(engine)) == (State.SUBMITTED, [])
