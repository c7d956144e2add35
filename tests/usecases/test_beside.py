"""What stands beside the questions: the year before, its decision, how long it takes, and where else to go."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, select

from scheduler.assignments import Assignment
from scheduler.client_matters import ClientMatters
from scheduler.effort import ENOUGH
from scheduler.forms import Form
from scheduler.last_year import Reuse
from scheduler.lifecycle import State
from scheduler.ports_answering import Decision
from scheduler.reasons import LedTo
from scheduler.usecases.desk import Move
from scheduler.usecases.measuring import count_efforts
from scheduler.usecases.outcomes import FormPage, Notice, Receipt
from scheduler.wheel import Local
from store.schema_comforts import answer_effort
from store.unit_of_work import SqlStore
from tests.factories import (
    CILLA,
    FORM,
    Town,
    make_activity,
    make_content,
    make_submission,
    make_town,
    make_wheel,
    plan_year,
)
from tests.usecases.at_desk import (
    OUTCOME,
    REST,
    RISK,
    WHOLE,
    WHOLE_ANSWERS,
    AtDesk,
    a_page,
    content_of_forms,
    draft_answers,
    kept,
    saving_from,
)

AFRESH = replace(
    FORM,
    key="common.risk",
    steps=(
        replace(
            FORM.steps[0],
            questions=tuple(replace(one, afresh=one.key == "antal") for one in FORM.steps[0].questions),
        ),
        *FORM.steps[1:],
    ),
)
CHECK = make_activity(form=FORM.key)
DECIDED_ON = date(2026, 3, 25)
BAD_YEAR = {**WHOLE_ANSWERS, "utfall": "nej", "orsak": "Ont om tid.", "atgard": "Fler händer."}


@pytest.fixture
def town(store: SqlStore) -> Town:
    return make_town(store)


@pytest.fixture
def anna(store: SqlStore, town: Town) -> AtDesk:
    return AtDesk(store, town.people[0])


def task_of(store: SqlStore, town: Town, year: int, form: str = FORM.key, *, state: State = State.OPEN) -> Assignment:
    """Anna's task of that year."""
    with store.write() as uow:
        plan_year(uow, town, make_activity(form=form), year=year)
        (task,) = uow.assignments.of_municipality(town.id, year=year)
        uow.assignments.set_state(task.id, state)
    return replace(task, state=state)


def answered(
    store: SqlStore, town: Town, year: int, answers: Mapping[str, object] = WHOLE_ANSWERS, **changes: object
) -> Assignment:
    """The task of that year as Anna handed it in."""
    task = task_of(store, town, year, state=State.SUBMITTED)
    new = make_submission(task.id, town.people[0].id, form=FORM.key, answers=answers, **changes)
    with store.write() as uow:
        uow.answering.submit(new)
    return task


def test_answer_of_the_year_before_stands_beside_its_question(store: SqlStore, town: Town, anna: AtDesk) -> None:
    answered(store, town, 2025, {**WHOLE_ANSWERS, "antal": 99})
    answered(store, town, 2026)
    page = anna.page(task_of(store, town, 2027).id)

    assert (page.last_year, page.last_slot, page.may_keep) == ({"utfall": "ja", "antal": "3"}, "2026", True)
    assert page.values == {}


def test_group_of_items_has_no_answer_of_the_year_before(store: SqlStore, town: Town, anna: AtDesk) -> None:
    answered(store, town, 2026)
    page = a_page(anna.types(anna.page(task_of(store, town, 2027).id), OUTCOME))

    assert (page.page.step.title, page.last_year, page.may_keep) == ("Riskerna", {}, False)


def test_question_to_be_asked_afresh_never_shows_the_year_before(store: SqlStore, town: Town, anna: AtDesk) -> None:
    desk = replace(anna, content=content_of_forms(FORM, AFRESH))
    answered(store, town, 2026)
    task = task_of(store, town, 2027, AFRESH.key)

    page = desk.page(task.id)
    kept_page = a_page(desk.types(page, {}, Move.KEEP))

    assert (page.last_year, kept_page.values) == ({"utfall": "ja"}, {"utfall": "ja"})


def test_answer_of_another_place_or_municipality_is_not_shown(store: SqlStore, town: Town, anna: AtDesk) -> None:
    other = make_town(store, "kristianstad", (CILLA,))
    answered(store, other, 2026)
    page = anna.page(task_of(store, town, 2027).id)

    assert (page.last_year, page.last_slot) == ({}, "")


def test_answer_of_a_later_period_is_not_shown(store: SqlStore, town: Town, anna: AtDesk) -> None:
    answered(store, town, 2028)

    assert anna.page(task_of(store, town, 2027).id).last_year == {}


def test_last_revision_is_the_one_that_is_shown(store: SqlStore, town: Town, anna: AtDesk) -> None:
    before = answered(store, town, 2026)
    with store.write() as uow:
        again = make_submission(before.id, anna.person.id, form=FORM.key, answers=BAD_YEAR, revision=2, token="två")
        uow.answering.submit(again)

    assert anna.page(task_of(store, town, 2027).id).last_year == {"utfall": "nej", "orsak": "Ont om tid.", "antal": "3"}


def test_keeping_fills_what_is_empty_and_stays_on_the_page(store: SqlStore, town: Town, anna: AtDesk) -> None:
    answered(store, town, 2026, BAD_YEAR)
    task = task_of(store, town, 2027)

    page = a_page(anna.types(anna.page(task.id), {"utfall": "nej", "antal": "7"}, Move.KEEP))

    assert (page.page.number, page.notice, page.may_keep) == (1, Notice.KEPT, False)
    assert page.values == {"utfall": "nej", "orsak": "Ont om tid.", "antal": "7"}
    assert draft_answers(store, task.id) == {"utfall": "nej", "orsak": "Ont om tid.", "antal": 7}


def test_keeping_twice_by_the_same_card_keeps_once(store: SqlStore, town: Town, anna: AtDesk) -> None:
    answered(store, town, 2026)
    task = task_of(store, town, 2027)
    keeping = saving_from(anna.page(task.id), {}, Move.KEEP)

    first, second = anna.sends(keeping), anna.sends(keeping)

    assert replace(a_page(second), token="", task=task) == replace(a_page(first), token="", task=task)
    assert a_page(second).draft_version == 1


def test_keeping_never_stores_a_personal_number(store: SqlStore, town: Town, anna: AtDesk) -> None:
    answered(store, town, 2026)
    task = task_of(store, town, 2027)

    page = a_page(anna.types(anna.page(task.id), {"utfall": "nej", "orsak": "850709-9805"}, Move.KEEP))

    assert (page.values["orsak"], kept(store, task.id)[1]) == ("850709-9805", None)


def test_keeping_with_words_that_are_no_answer_gives_them_back(store: SqlStore, town: Town, anna: AtDesk) -> None:
    answered(store, town, 2026)
    page = anna.page(task_of(store, town, 2027).id)

    shown = a_page(anna.types(page, {"antal": "många"}, Move.KEEP))

    assert (shown.values, shown.notice) == ({"antal": "många"}, None)


def test_decision_about_the_year_before_is_what_it_led_to(store: SqlStore, town: Town, anna: AtDesk) -> None:
    before = answered(store, town, 2026)
    with store.write() as uow:
        uow.answering.decide(
            Decision(
                before.id, 1, "von", adopted=True, decided_on=DECIDED_ON, paragraph="§ 48", case_number="VON-2026-12"
            )
        )
    page = anna.page(task_of(store, town, 2027).id)

    told = LedTo(
        slot="2026", body="Vård- och omsorgsnämnden", adopted=True, decided_on=DECIDED_ON,
        paragraph="§ 48", case_number="VON-2026-12",
    )  # fmt: skip
    assert page.why.led_to == (told,)


def walk(desk: AtDesk, task: Assignment, *, minutes: float = 2) -> Receipt:
    """Answer page by page, so many minutes each."""
    outcome = desk.opens(task.id)
    for typed, move in zip(WHOLE, (Move.NEXT, Move.NEXT, Move.SUBMIT), strict=True):
        assert isinstance(outcome, FormPage)
        desk.now += timedelta(minutes=minutes)
        outcome = desk.types(outcome, typed, move)
    assert isinstance(outcome, Receipt)
    return outcome


def test_effort_is_counted_once_by_the_clock(engine: Engine, store: SqlStore, town: Town, anna: AtDesk) -> None:
    answered(store, town, 2026, {**WHOLE_ANSWERS, "antal": 4, "kallor": ["register"]})
    task = task_of(store, town, 2027)
    receipt = walk(anna, task)
    with store.write() as uow:
        counted = [count_efforts(uow, anna.content, town.id) for _ in range(2)]

    with store.read() as uow:
        reuse = uow.comforts.reuse_of(town.id, [receipt.submission.id, 999])
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(select(answer_effort).order_by(answer_effort.c.submission_id))]

    assert counted == [2, 0]
    assert rows[-1] == (receipt.submission.id, town.id, FORM.key, 1, 360, 1, 2)
    assert reuse == {receipt.submission.id: Reuse(1, 2)}


def test_reuse_of_another_municipality_is_not_told(store: SqlStore, town: Town, anna: AtDesk) -> None:
    receipt = walk(anna, task_of(store, town, 2027))
    with store.write() as uow:
        count_efforts(uow, anna.content, town.id)

        assert uow.comforts.reuse_of(town.id, [receipt.submission.id]) != {}
        assert uow.comforts.reuse_of(town.id + 1, [receipt.submission.id]) == {}


def test_measured_time_is_told_once_enough_have_answered(store: SqlStore, town: Town, anna: AtDesk) -> None:
    guessed = anna.page(task_of(store, town, 2040).id).minutes
    told = []
    for year in range(2027, 2027 + ENOUGH):
        walk(anna, task_of(store, town, year), minutes=5)
        with store.write() as uow:
            count_efforts(uow, anna.content, town.id)
        told.append(anna.page(task_of(store, town, 2041).id).minutes)

    assert told == [guessed] * (ENOUGH - 1) + [15]


def seconds_counted(engine: Engine, store: SqlStore, town: Town, desk: AtDesk) -> list[int | None]:
    with store.write() as uow:
        count_efforts(uow, desk.content, town.id)
    with engine.connect() as connection:
        return list(connection.scalars(select(answer_effort.c.seconds).order_by(answer_effort.c.submission_id)))


def test_mending_a_returned_answer_is_not_timed(engine: Engine, store: SqlStore, town: Town, anna: AtDesk) -> None:
    task = task_of(store, town, 2027)
    walk(anna, task)
    with store.write() as uow:
        uow.assignments.set_state(task.id, State.RETURNED)
    anna.types(anna.page(task.id), REST, Move.SUBMIT)

    assert seconds_counted(engine, store, town, anna) == [360, None]


def test_answer_without_any_moment_of_its_own_is_not_timed(
    engine: Engine, store: SqlStore, town: Town, anna: AtDesk
) -> None:
    answered(store, town, 2027)

    assert seconds_counted(engine, store, town, anna) == [None]


LOCAL = Local(name="Beslut", client_matters=ClientMatters(routine="Solgårdens rutin", link="https://karlstad.example"))


@pytest.mark.parametrize(("local", "told"), [(None, ClientMatters()), (LOCAL, LOCAL.client_matters)])
def test_words_about_a_single_client_are_shown_the_local_routine(
    store: SqlStore, town: Town, anna: AtDesk, local: Local | None, told: ClientMatters
) -> None:
    content = make_content(FORM, wheel=make_wheel(CHECK, local=local))
    desk = replace(anna, content=content)
    task = task_of(store, town, 2027)
    first = desk.page(task.id)

    second = a_page(desk.types(first, {"utfall": "nej", "orsak": "Vi har en lex Sarah igång."}))

    assert (first.client_matters, second.client_matters) == (None, told)
    desk.types(second, RISK)
    receipt = desk.answers(task.id, {**REST, "atgard": "Fler händer."})
    assert isinstance(receipt, Receipt)
    assert receipt.client_matters == told


def test_form_about_deviations_shows_the_routine_before_anything_is_written(
    store: SqlStore, town: Town, anna: AtDesk
) -> None:
    marked: Form = replace(FORM, client_matters=True)
    page = replace(anna, content=content_of_forms(marked)).page(task_of(store, town, 2027).id)

    assert page.client_matters == ClientMatters()


def test_draft_is_resumed_on_another_device_after_a_restart(
    engine: Engine, store: SqlStore, town: Town, anna: AtDesk
) -> None:
    task = task_of(store, town, 2027)
    anna.types(anna.page(task.id), OUTCOME)
    engine.dispose()

    page = AtDesk(SqlStore(engine), anna.person).page(task.id)

    assert (page.page.number, page.notice) == (2, Notice.RESUMED)
    assert a_page(replace(anna, store=SqlStore(engine)).types(page, {}, Move.BACK)).values == {
        "utfall": "ja",
        "antal": "3",
    }
