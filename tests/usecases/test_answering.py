"""Answering step by step: no word is lost, none is stored that must not be, and nobody overwrites another."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from scheduler.answers import Complaint, Objection
from scheduler.assignments import Assignment
from scheduler.forms import Form, as_text, pages_of
from scheduler.lifecycle import State
from scheduler.ports_answering import Draft
from scheduler.reasons import Place, WhyAsked
from scheduler.usecases.desk import Move
from scheduler.usecases.outcomes import FormPage, Notice, Reason, Receipt, Refused
from store.unit_of_work import SqlStore
from tests.factories import ANNA, CILLA, FORM, MONDAY, NOON, Town, make_town
from tests.usecases.at_desk import (
    OUTCOME,
    REST,
    RISK,
    WHOLE,
    AtDesk,
    a_page,
    content_of_forms,
    draft_answers,
    kept,
    open_task,
    saving_from,
)

DIGITS = "9805"
PERSONAL_NUMBERS = ("850709-9805", "19850709-9805", "198507099805", "85 07 09 98 05", "850709–9805", "850709+9805")
DISA = replace(ANNA, name="Disa Berg", email="disa@karlstad.example", entra_object_id=None)


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
def disa(store: SqlStore, town: Town) -> AtDesk:
    """Another who leads Anna's unit."""
    with store.write() as uow:
        uow.people.import_rows(town.id, [DISA])
        return AtDesk(store, uow.people.everyone(town.id)[-1])


def test_opened_form_shows_its_first_page_without_words_or_notice(anna: AtDesk, task: Assignment) -> None:
    assert anna.opens(task.id) == FormPage(
        task=task_in(task, State.OPEN),
        form=FORM,
        page=pages_of(FORM, {})[0],
        asked=FORM.steps[0].questions,
        today=MONDAY,
        values={},
        objections=(),
        draft_version=0,
        token="token-1",
        saved={},
        why=WhyAsked((Place("Ledningssystem", "Egenkontroll"),)),
        minutes=5,
    )


def task_in(task: Assignment, state: State) -> Assignment:
    return replace(task, state=state)


def test_saved_page_is_a_draft_before_the_next_page_is_shown(store: SqlStore, anna: AtDesk, task: Assignment) -> None:
    shown = a_page(anna.types(anna.page(task.id), OUTCOME))

    assert (shown.page.number, shown.draft_version, shown.objections, shown.notice) == (2, 1, (), None)
    assert kept(store, task.id) == (
        State.STARTED,
        Draft(task.id, 1, {"utfall": "ja", "antal": 3}, saved_by=anna.person.id, saved_at=NOON),
        None,
    )


def test_opened_form_goes_on_at_the_page_that_lacks_something(anna: AtDesk, task: Assignment) -> None:
    anna.types(anna.page(task.id), OUTCOME)

    shown = anna.page(task.id)

    assert (shown.page.number, shown.notice, shown.values) == (2, Notice.RESUMED, {})


def test_opened_form_shows_the_last_page_with_its_words_when_nothing_is_lacking(anna: AtDesk, task: Assignment) -> None:
    page = anna.page(task.id)
    for typed in WHOLE:
        page = a_page(anna.types(page, typed))

    shown = anna.page(task.id)

    assert (shown.page.number, shown.values) == (3, {"kallor": "samtal", "dag": "2027-01-11"})


def test_going_back_saves_and_shows_what_was_saved(store: SqlStore, anna: AtDesk, task: Assignment) -> None:
    second = a_page(anna.types(anna.page(task.id), OUTCOME))

    first = a_page(anna.types(second, {"risk": "Fall"}, Move.BACK))

    assert (first.page.number, first.values) == (1, {"utfall": "ja", "antal": "3"})
    assert draft_answers(store, task.id) == {"utfall": "ja", "antal": 3, "risker.0.risk": "Fall"}


def test_required_question_does_not_hold_up_the_next_page(anna: AtDesk, task: Assignment) -> None:
    shown = a_page(anna.types(anna.page(task.id), {"antal": "3"}))

    assert (shown.page.number, shown.objections) == (2, ())


def test_handing_in_leads_to_the_first_page_that_lacks_something(
    store: SqlStore, anna: AtDesk, task: Assignment
) -> None:
    third = a_page(anna.types(a_page(anna.types(anna.page(task.id), {"utfall": "nej"})), {"risk": "Fall"}))

    shown = a_page(anna.types(third, REST, Move.SUBMIT))

    assert (shown.page.number, shown.notice, shown.values) == (1, Notice.INCOMPLETE, {"utfall": "nej"})
    assert shown.objections == (Objection("orsak", Complaint.REQUIRED),)
    assert draft_answers(store, task.id)["dag"] == "2027-01-11"
    assert kept(store, task.id)[0] is State.STARTED


def test_earlier_answer_stands_until_the_wrong_word_is_put_right(
    store: SqlStore, anna: AtDesk, task: Assignment
) -> None:
    first = a_page(anna.types(a_page(anna.types(anna.page(task.id), OUTCOME)), {}, Move.BACK))

    anna.types(first, {"utfall": "ja", "antal": "tolv"})

    assert draft_answers(store, task.id) == {"utfall": "ja", "antal": 3}


@pytest.mark.parametrize("move", [Move.NEXT, Move.ANOTHER, Move.SUBMIT, Move.BACK])
def test_wrong_word_is_told_and_stands_as_typed_while_the_right_ones_are_kept(
    store: SqlStore, anna: AtDesk, task: Assignment, move: Move
) -> None:
    typed = {"utfall": "nej", "orsak": "Tidsbrist", "antal": "tolv"}

    shown = a_page(anna.types(anna.page(task.id), typed, move))

    assert (shown.page.number, shown.values, shown.draft_version) == (1, typed, 1)
    assert shown.objections == (Objection("antal", Complaint.NOT_A_NUMBER),)
    assert draft_answers(store, task.id) == {"utfall": "nej", "orsak": "Tidsbrist"}


@pytest.mark.parametrize("move", [Move.NEXT, Move.BACK, Move.SUBMIT])
def test_text_that_is_too_long_comes_back_whole(anna: AtDesk, task: Assignment, move: Move) -> None:
    typed = {"utfall": "nej", "orsak": "x" * 4001}

    shown = a_page(anna.types(anna.page(task.id), typed, move))

    assert (shown.values, shown.objections) == (typed, (Objection("orsak", Complaint.TOO_LONG, 4000),))


def test_word_can_be_put_right_and_the_form_goes_on(store: SqlStore, anna: AtDesk, task: Assignment) -> None:
    wrong = a_page(anna.types(anna.page(task.id), {"utfall": "ja", "antal": "tolv"}))

    shown = a_page(anna.types(wrong, {"utfall": "ja", "antal": "12"}))

    assert shown.page.number == 2
    assert draft_answers(store, task.id) == {"utfall": "ja", "antal": 12}


def test_cleared_answer_is_gone(store: SqlStore, anna: AtDesk, task: Assignment) -> None:
    second = a_page(anna.types(anna.page(task.id), OUTCOME))
    first = a_page(anna.types(second, {}, Move.BACK))

    anna.types(first, {"utfall": "ja", "antal": ""})

    assert draft_answers(store, task.id) == {"utfall": "ja"}


def test_same_save_delivered_twice_is_one_save(store: SqlStore, anna: AtDesk, task: Assignment) -> None:
    saving = saving_from(anna.page(task.id), OUTCOME)

    first, again = a_page(anna.sends(saving)), a_page(anna.sends(saving))

    assert replace(again, token=first.token) == replace(first, task=task_in(first.task, State.STARTED))
    draft = kept(store, task.id)[1]
    assert draft == Draft(task.id, 1, {"utfall": "ja", "antal": 3}, saved_by=anna.person.id, saved_at=NOON)


def test_same_save_delivered_late_changes_nothing_that_came_after(
    store: SqlStore, anna: AtDesk, task: Assignment
) -> None:
    saving = saving_from(anna.page(task.id), OUTCOME)
    anna.types(a_page(anna.sends(saving)), RISK)
    before = kept(store, task.id)

    anna.sends(saving)

    assert kept(store, task.id) == before


def test_stale_page_stores_nothing_and_shows_both_texts(
    store: SqlStore, anna: AtDesk, disa: AtDesk, task: Assignment
) -> None:
    annas = anna.page(task.id)
    disa.types(disa.page(task.id), {"utfall": "nej", "orsak": "Disas ord", "antal": "7"})
    before = kept(store, task.id)

    shown = a_page(anna.types(annas, {"utfall": "nej", "orsak": "Annas ord", "antal": "7"}))

    assert (shown.notice, shown.page.number, shown.draft_version) == (Notice.STALE, 1, 1)
    assert shown.values == {"utfall": "nej", "orsak": "Annas ord", "antal": "7"}
    assert shown.saved == {"orsak": "Disas ord"}
    assert kept(store, task.id) == before


def test_stale_page_can_be_sent_again_once_both_texts_were_seen(
    store: SqlStore, anna: AtDesk, disa: AtDesk, task: Assignment
) -> None:
    annas = anna.page(task.id)
    disa.types(disa.page(task.id), {"utfall": "nej", "orsak": "Disas ord"})
    stale = a_page(anna.types(annas, {"utfall": "nej", "orsak": "Annas ord"}))

    anna.types(stale, {"utfall": "nej", "orsak": "Disas ord. Annas ord"})

    assert draft_answers(store, task.id) == {"utfall": "nej", "orsak": "Disas ord. Annas ord"}


@pytest.mark.parametrize("move", Move)
def test_stale_page_stores_nothing_whatever_the_button(
    store: SqlStore, anna: AtDesk, disa: AtDesk, task: Assignment, move: Move
) -> None:
    annas = a_page(anna.types(anna.page(task.id), OUTCOME))
    disa.types(disa.page(task.id), {"risk": "Brand"})
    before = kept(store, task.id)

    shown = a_page(anna.types(annas, RISK, move))

    assert (shown.notice, kept(store, task.id)) == (Notice.STALE, before)


@pytest.mark.parametrize("number", PERSONAL_NUMBERS)
@pytest.mark.parametrize("move", Move)
def test_personal_number_is_stored_nowhere_and_the_words_come_back(
    engine: Engine, store: SqlStore, anna: AtDesk, task: Assignment, number: str, move: Move
) -> None:
    typed = {"utfall": "nej", "orsak": f"Brukaren {number} föll", "antal": "7"}
    page = anna.page(task.id)
    before = kept(store, task.id)

    shown = a_page(anna.types(page, typed, move))

    assert (shown.values, shown.draft_version) == (typed, 0)
    assert shown.objections == (Objection("orsak", Complaint.PERSONAL_NUMBER, where="Brukaren •••• föll"),)
    assert kept(store, task.id) == before
    assert [file.name for file in database_files(engine) if number[-4:].encode() in file.read_bytes()] == []


@pytest.mark.parametrize(
    "typed",
    [
        {"utfall": "ja", "antal": f"850709{DIGITS}"},
        {"utfall": "ja", "orsak": f"850709-{DIGITS}"},
        {"utfall": f"850709-{DIGITS}"},
    ],
)
def test_personal_number_in_any_field_leaves_no_trace_in_the_files(
    engine: Engine, anna: AtDesk, task: Assignment, typed: dict[str, str]
) -> None:
    anna.types(anna.page(task.id), typed)

    assert [file.name for file in database_files(engine) if DIGITS.encode() in file.read_bytes()] == []


@pytest.mark.sqlite
def test_words_without_a_number_are_found_in_the_files(engine: Engine, anna: AtDesk, task: Assignment) -> None:
    anna.types(anna.page(task.id), {"utfall": "nej", "orsak": "Halkigt golv"})

    assert [file.name for file in database_files(engine) if b"Halkigt golv" in file.read_bytes()] != []


def database_files(engine: Engine) -> list[Path]:
    """The database and what lies beside it: its log of writes above all."""
    file = Path(engine.url.database or "")
    return sorted(file.parent.glob(f"{file.name}*"))


def test_personal_number_on_a_stale_page_is_not_stored_either(
    store: SqlStore, anna: AtDesk, disa: AtDesk, task: Assignment
) -> None:
    annas = anna.page(task.id)
    disa.types(disa.page(task.id), OUTCOME)
    before = kept(store, task.id)

    shown = a_page(anna.types(annas, {"utfall": "nej", "orsak": f"850709-{DIGITS}"}))

    assert shown.objections == (Objection("orsak", Complaint.PERSONAL_NUMBER, where="••••"),)
    assert kept(store, task.id) == before


def test_task_of_another_is_refused_just_as_one_that_does_not_exist(
    store: SqlStore, town: Town, anna: AtDesk, task: Assignment
) -> None:
    cilla = AtDesk(store, make_town(store, "kristianstad", [CILLA]).people[0])
    bjorn = AtDesk(store, town.people[1])
    saving = saving_from(anna.page(task.id), OUTCOME, Move.SUBMIT)
    before = kept(store, task.id)

    refusals = [who.opens(which) for who, which in ((cilla, task.id), (bjorn, task.id), (cilla, 4711), (anna, 4711))]
    savings = [cilla.sends(saving), bjorn.sends(saving), anna.sends(replace(saving, assignment_id=4711))]

    assert refusals == [Refused(reason=Reason.NOT_YOURS, today=MONDAY, typed={})] * 4
    assert savings == [Refused(reason=Reason.NOT_YOURS, today=MONDAY, typed=OUTCOME)] * 3
    assert kept(store, task.id) == before


@pytest.mark.parametrize(("until", "refused"), [(MONDAY, False), (MONDAY - timedelta(days=1), True)])
def test_former_holder_is_refused_from_the_day_after_the_role_ended(
    store: SqlStore, town: Town, anna: AtDesk, task: Assignment, until: date, refused: bool
) -> None:
    page = anna.page(task.id)
    with store.write() as uow:
        uow.people.import_rows(town.id, [replace(ANNA, until=until)])

    outcomes = [anna.opens(task.id), anna.types(page, OUTCOME)]

    assert [isinstance(outcome, Refused) for outcome in outcomes] == [refused, refused]
    assert (kept(store, task.id)[1] is None) is refused


def test_future_holder_is_refused_until_the_role_begins(store: SqlStore, town: Town, task: Assignment) -> None:
    with store.write() as uow:
        uow.people.import_rows(town.id, [replace(DISA, since=MONDAY + timedelta(days=1))])
        person = uow.people.everyone(town.id)[-1]

    days = [AtDesk(store, person, now=NOON + timedelta(days=days)).opens(task.id) for days in (0, 1)]

    assert [isinstance(outcome, Refused) for outcome in days] == [True, False]


@pytest.mark.parametrize(("state", "reason"), [(State.PLANNED, Reason.NOT_OPEN), (State.CANCELLED, Reason.CANCELLED)])
def test_task_is_refused_with_the_words_given_back_when_it_cannot_be_answered(
    store: SqlStore, anna: AtDesk, task: Assignment, state: State, reason: Reason
) -> None:
    page = anna.page(task.id)
    with store.write() as uow:
        uow.assignments.set_state(task.id, state)

    refused = anna.types(page, {"utfall": "nej", "orsak": "Tidsbrist", "antal": ""})

    assert refused == Refused(
        reason=reason,
        today=MONDAY,
        typed={"Hur gick det?": "nej", "Varför?": "Tidsbrist"},
        task=replace(task, state=state, form_version=1),
    )
    assert kept(store, task.id) == (state, None, None)


def test_another_risk_comes_after_the_one_shown_and_the_others_keep_their_words(
    store: SqlStore, anna: AtDesk, task: Assignment
) -> None:
    first = a_page(anna.types(anna.page(task.id), OUTCOME))
    second = a_page(anna.types(first, RISK, Move.ANOTHER))
    back = a_page(anna.types(second, {"risk": "Brand"}, Move.BACK))

    between = a_page(anna.types(back, RISK, Move.ANOTHER))

    assert (between.page.number, between.page.item, between.page.items, between.values) == (3, 1, 3, {})
    assert draft_answers(store, task.id) == {
        "utfall": "ja",
        "antal": 3,
        "risker.items": 3,
        "risker.0.risk": "Fall",
        "risker.0.troligt": 2,
        "risker.0.allvar": 3,
        "risker.2.risk": "Brand",
    }


def test_removed_risk_takes_its_own_words_alone(store: SqlStore, anna: AtDesk, task: Assignment) -> None:
    page = a_page(anna.types(anna.page(task.id), OUTCOME))
    for risk in ("Fall", "Brand"):
        page = a_page(anna.types(page, {"risk": risk}, Move.ANOTHER))
    second = a_page(anna.types(page, {"risk": "Stöld"}, Move.BACK))

    shown = a_page(anna.types(second, {"risk": "Brand"}, Move.REMOVE))

    assert (shown.page.item, shown.page.items, shown.values) == (0, 2, {"risk": "Fall"})
    assert draft_answers(store, task.id) == {
        "utfall": "ja",
        "antal": 3,
        "risker.items": 2,
        "risker.0.risk": "Fall",
        "risker.1.risk": "Stöld",
    }


def test_removal_delivered_twice_removes_once(store: SqlStore, anna: AtDesk, task: Assignment) -> None:
    page = a_page(anna.types(anna.page(task.id), OUTCOME))
    for risk in ("Fall", "Brand"):
        page = a_page(anna.types(page, {"risk": risk}, Move.ANOTHER))
    second = a_page(anna.types(page, {"risk": "Stöld"}, Move.BACK))
    removal = saving_from(second, {"risk": "Brand"}, Move.REMOVE)
    anna.sends(removal)
    before = kept(store, task.id)

    anna.sends(removal)

    assert kept(store, task.id) == before


def test_words_for_an_item_that_was_taken_away_are_given_back_and_end_in_no_other(
    store: SqlStore, anna: AtDesk, disa: AtDesk, task: Assignment
) -> None:
    page = a_page(anna.types(anna.page(task.id), OUTCOME))
    second = a_page(anna.types(page, RISK, Move.ANOTHER))
    disas = a_page(disa.types(disa.page(task.id), {"risk": "Brand"}, Move.BACK))
    disa.types(a_page(disa.types(disas, RISK)), {"risk": "Brand"}, Move.REMOVE)
    before = kept(store, task.id)

    refused = anna.types(second, {"risk": "Annas ord"})

    assert isinstance(refused, Refused)
    assert (refused.reason, refused.typed) == (Reason.ITEM_GONE, {"Vilken risk?": "Annas ord"})
    assert kept(store, task.id) == before


def test_addition_delivered_twice_adds_once(store: SqlStore, anna: AtDesk, task: Assignment) -> None:
    addition = saving_from(a_page(anna.types(anna.page(task.id), OUTCOME)), RISK, Move.ANOTHER)

    first, again = a_page(anna.sends(addition)), a_page(anna.sends(addition))

    assert (first.page, again.page) == (pages_of(FORM, {"risker.items": 2})[2],) * 2
    assert draft_answers(store, task.id)["risker.items"] == 2


def test_full_group_takes_no_more_and_goes_on(store: SqlStore, anna: AtDesk, task: Assignment) -> None:
    page = a_page(anna.types(anna.page(task.id), OUTCOME))
    for _ in range(3):
        page = a_page(anna.types(page, RISK, Move.ANOTHER))

    assert (page.page.step.title, draft_answers(store, task.id)["risker.items"]) == ("Resten", 3)


@pytest.mark.parametrize(("outcome", "asked"), [("ja", ["kallor", "dag"]), ("nej", ["atgard", "kallor", "dag"])])
def test_question_of_a_later_page_is_asked_by_what_an_earlier_one_says(
    anna: AtDesk, task: Assignment, outcome: str, asked: list[str]
) -> None:
    page = anna.page(task.id)
    for typed in ({"utfall": outcome, "orsak": "Tidsbrist"}, RISK):
        page = a_page(anna.types(page, typed))

    assert [question.key for question in page.asked] == asked


def newer_form() -> Form:
    """The second version asks one question less."""
    outcome, risks, rest = FORM.steps
    return replace(FORM, version=2, steps=(replace(outcome, questions=outcome.questions[:2]), risks, rest))


def test_form_is_pinned_when_it_is_first_shown_and_stays_when_a_newer_one_comes(
    store: SqlStore, anna: AtDesk, task: Assignment
) -> None:
    page = anna.page(task.id)
    anna.content = content_of_forms(FORM, newer_form())

    after = [a_page(anna.types(page, OUTCOME)).form.version, anna.page(task.id).form.version]

    with store.read() as uow:
        pinned = uow.assignments.get(task.id)
    assert (pinned and pinned.form_version, after) == (1, [1, 1])


def test_newest_form_is_shown_when_none_was_before(anna: AtDesk, task: Assignment) -> None:
    anna.content = content_of_forms(newer_form(), FORM)

    assert anna.page(task.id).form.version == 2


def test_wild_step_and_item_end_on_a_page_that_exists(anna: AtDesk, task: Assignment) -> None:
    saving = saving_from(anna.page(task.id), REST)

    shown = a_page(anna.sends(replace(saving, step=99, item=99)))

    assert shown.page.number == 3


@pytest.mark.parametrize(
    ("value", "text"),
    [("ord", "ord"), (3, "3"), (12.5, "12.5"), (["a", "b"], "a,b"), ([], "")],
)
def test_saved_answer_is_shown_as_it_would_be_typed(value: str | int | float | list[str], text: str) -> None:
    assert as_text(value) == text


def test_task_asks_and_hands_in_only_what_is_for_its_activity(store: SqlStore, anna: AtDesk, task: Assignment) -> None:
    outcome, risks, rest = FORM.steps
    asked = replace(rest, asked_in=("egenkontroll",))
    form = replace(FORM, steps=(replace(outcome, asked_in=("annan",)), replace(risks, asked_in=("annan",)), asked))
    anna.content = content_of_forms(form)

    page = anna.page(task.id)
    receipt = anna.types(page, REST, Move.SUBMIT)

    assert (page.page.of, page.form.steps) == (1, (asked,))
    assert isinstance(receipt, Receipt)
    assert (receipt.form, receipt.submission.answers) == (page.form, {"kallor": ["samtal"], "dag": "2027-01-11"})


def test_page_that_is_named_is_shown_or_the_nearest_there_is(store: SqlStore, anna: AtDesk, task: Assignment) -> None:
    places = [(0, 0), (1, 0), (2, 0), (1, 7), (9, 9)]

    shown = [a_page(anna.opens(task.id, at=place)).page for place in places]

    assert [(page.step.title, page.item) for page in shown] == [
        ("Utfallet", 0),
        ("Riskerna", 0),
        ("Resten", 0),
        ("Riskerna", 0),
        ("Resten", 0),
    ]
