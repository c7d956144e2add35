"""The same answer for several own units: looked at first, then handed in for all that were chosen or for none."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from threading import Barrier

import pytest
from sqlalchemy import Engine, func, select

from scheduler.assignments import Assignment
from scheduler.audit import Deed
from scheduler.forms import Form
from scheduler.lifecycle import State
from scheduler.ports_answering import NewSubmission, RevisionTaken, Submission
from scheduler.sharing import shared
from scheduler.usecases.desk import Move
from scheduler.usecases.measuring import count_efforts
from scheduler.usecases.outcomes import FormPage, Reason, Receipt, Refused
from scheduler.usecases.several import Choice, Fit, Several, SeveralOutcome, hand_in_several, share_answer
from store.answering import SqlAnswering
from store.schema import submission
from store.unit_of_work import SqlStore
from tests.factories import ANNA, FORM, YEAR, Town, make_activity, make_town, plan_year
from tests.usecases.at_desk import OUTCOME, WHOLE, WHOLE_ANSWERS, AtDesk, content_of_forms, draft_answers, kept

UNITS = ("Solgården", "Björken", "Eken", "Linden")
ROWS = [replace(ANNA, unit=unit) for unit in UNITS]
DISA = replace(ANNA, unit="Eken", name="Disa Berg", email="disa@karlstad.example", entra_object_id=None)
STRANGER = replace(DISA, unit="Aspen", name="Nils Al", email="nils@karlstad.example")
RISKY: Form = replace(
    FORM,
    steps=tuple(
        replace(step, questions=tuple(replace(one, afresh=step.repeat is not None) for one in step.questions))
        for step in FORM.steps
    ),
)


@dataclass(slots=True)
class Units:
    """Anna's four units with the same task; the first of them is answered."""

    store: SqlStore
    anna: AtDesk
    tasks: dict[str, Assignment]
    first: Receipt

    def ids(self, *units: str) -> tuple[int, ...]:
        return tuple(self.tasks[unit].id for unit in units)

    def shares(self, *units: str, by: AtDesk | None = None, extra: Sequence[int] = ()) -> SeveralOutcome:
        choice = Choice(source_id=self.first.task.id, shown=(), chosen=(*self.ids(*units), *extra))
        desk = by or self.anna
        return share_answer(self.store, desk.content, desk.person, choice, now=desk.now, tokens=desk.tokens, by=desk.by)

    def sends(self, several: Several, *units: str, token: str | None = None) -> SeveralOutcome:
        shown = tuple(unit.task.id for unit in several.units)
        choice = Choice(source_id=several.source.id, shown=shown, chosen=self.ids(*units), token=token or several.token)
        anna = self.anna
        return hand_in_several(
            self.store, anna.content, anna.person, choice, now=anna.now, tokens=anna.tokens, by=anna.by
        )

    def answers(self) -> dict[str, Submission | None]:
        return {unit: kept(self.store, self.tasks[unit].id)[2] for unit in UNITS}


def open_units(store: SqlStore, town: Town, content_form: Form = FORM) -> Units:
    with store.write() as uow:
        plan_year(uow, town, make_activity(form=FORM.key))
        found = uow.assignments.of_municipality(town.id, year=YEAR)
        for task in found:
            uow.assignments.set_state(task.id, State.OPEN)
    anna = AtDesk(store, town.people[0], content_of_forms(content_form))
    tasks = {task.place: task for task in found}
    first = anna.answers(tasks["Solgården"].id, *WHOLE)
    assert isinstance(first, Receipt)
    return Units(store, anna, tasks, first)


@pytest.fixture
def town(store: SqlStore) -> Town:
    return make_town(store, rows=[*ROWS, DISA, STRANGER])


@pytest.fixture
def units(store: SqlStore, town: Town) -> Units:
    return open_units(store, town)


def fits(outcome: SeveralOutcome) -> dict[str, Fit]:
    assert isinstance(outcome, Several)
    return {unit.task.place: unit.fit for unit in outcome.units}


def several(outcome: SeveralOutcome) -> Several:
    assert isinstance(outcome, Several)
    return outcome


def test_receipt_offers_the_other_own_units_that_nobody_has_begun(units: Units) -> None:
    begun = units.tasks["Björken"]
    units.anna.types(units.anna.page(begun.id), OUTCOME)
    again = units.anna.opens(units.first.task.id)

    assert [task.place for task in units.first.alike] == ["Björken", "Eken", "Linden"]
    assert isinstance(again, Receipt)
    assert [task.place for task in again.alike] == ["Eken", "Linden"]


def test_sharing_gives_each_chosen_unit_the_answer_as_its_draft(store: SqlStore, units: Units) -> None:
    outcome = units.shares("Björken", "Eken")

    assert fits(outcome) == {"Björken": Fit.READY, "Eken": Fit.READY}
    whole = {key: value for key, value in WHOLE_ANSWERS.items() if key != "risker.0.varde"}
    assert [draft_answers(store, one) for one in units.ids("Björken", "Eken")] == [whole, whole]
    assert [kept(store, one)[2] for one in units.ids("Björken", "Eken", "Linden")] == [None, None, None]
    assert kept(store, units.tasks["Linden"].id)[0] is State.OPEN


def test_sharing_again_changes_nothing(store: SqlStore, units: Units) -> None:
    first = units.shares("Björken")
    drafts = kept(store, units.tasks["Björken"].id)

    assert (fits(units.shares("Björken")), kept(store, units.tasks["Björken"].id)) == (fits(first), drafts)


def test_handing_in_gives_each_unit_an_answer_of_its_own(store: SqlStore, units: Units) -> None:
    shared_now = several(units.shares("Björken", "Eken", "Linden"))
    outcome = units.sends(shared_now, "Björken", "Eken")

    assert fits(outcome) == {"Björken": Fit.SENT, "Eken": Fit.SENT, "Linden": Fit.READY}
    told = units.answers()
    assert [one and (one.revision, one.answers) for one in told.values()] == [
        (1, WHOLE_ANSWERS), (1, WHOLE_ANSWERS), (1, WHOLE_ANSWERS), None,
    ]  # fmt: skip
    assert len({one.token for one in told.values() if one}) == 3
    assert [kept(store, one)[:2] for one in units.ids("Björken", "Eken")] == [(State.SUBMITTED, None)] * 2


def test_handing_in_twice_by_the_same_card_hands_in_once(engine: Engine, units: Units) -> None:
    ready = several(units.shares("Björken", "Eken"))
    first, second = units.sends(ready, "Björken", "Eken"), units.sends(ready, "Björken", "Eken")

    assert fits(first) == fits(second) == {"Björken": Fit.SENT, "Eken": Fit.SENT}
    assert count_of_answers(engine) == 3


def count_of_answers(engine: Engine) -> int:
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(submission)) or 0


def test_one_that_was_answered_meanwhile_holds_up_all_and_is_told(store: SqlStore, town: Town, units: Units) -> None:
    ready = several(units.shares("Björken", "Eken"))
    disa = AtDesk(store, town.people[1], units.anna.content, units.anna.tokens)
    disa.types(disa.page(units.tasks["Eken"].id), {**WHOLE[2], "kallor": ""}, Move.SUBMIT)

    outcome = several(units.sends(ready, "Björken", "Eken"))

    assert (fits(outcome), outcome.refused) == ({"Björken": Fit.READY, "Eken": Fit.ANSWERED}, True)
    assert [unit.answered_by for unit in outcome.units] == ["", "Disa Berg"]
    assert units.answers()["Björken"] is None
    assert fits(units.sends(outcome, "Björken")) == {"Björken": Fit.SENT, "Eken": Fit.ANSWERED}


def test_unit_that_deviates_is_answered_for_itself(store: SqlStore, units: Units) -> None:
    ready = several(units.shares("Björken", "Eken"))
    page = units.anna.page(units.tasks["Eken"].id)
    assert page.page.number == page.page.of
    units.anna.types(page, {"kallor": "register", "dag": "2027-01-11"}, Move.BACK)

    outcome = several(units.sends(ready, "Björken", "Eken"))

    assert (fits(outcome), outcome.refused) == ({"Björken": Fit.READY, "Eken": Fit.BEGUN}, True)
    assert draft_answers(store, units.tasks["Eken"].id)["kallor"] == ["register"]


def test_words_that_somebody_has_begun_are_left_alone(store: SqlStore, units: Units) -> None:
    units.anna.types(units.anna.page(units.tasks["Eken"].id), OUTCOME)

    assert fits(units.shares("Björken", "Eken")) == {"Björken": Fit.READY, "Eken": Fit.BEGUN}
    assert draft_answers(store, units.tasks["Eken"].id) == {"utfall": "ja", "antal": 3}


def test_risks_are_judged_by_each_unit_for_itself(store: SqlStore, town: Town) -> None:
    units = open_units(store, town, RISKY)
    lacking = several(units.shares("Björken"))
    outcome = several(units.sends(lacking, "Björken"))

    assert (fits(lacking), fits(outcome), outcome.refused) == ({"Björken": Fit.LACKS}, {"Björken": Fit.LACKS}, True)
    kept_answers = {key: value for key, value in WHOLE_ANSWERS.items() if not key.startswith("risker.")}
    assert draft_answers(store, units.tasks["Björken"].id) == kept_answers == shared(RISKY, WHOLE_ANSWERS)
    assert units.anna.page(units.tasks["Björken"].id).page.step.title == "Riskerna"


def test_unit_of_another_is_neither_filled_nor_named(store: SqlStore, units: Units) -> None:
    outcome = several(units.shares("Björken", "Aspen"))

    assert (fits(outcome), outcome.gone) == ({"Björken": Fit.READY}, 1)
    assert kept(store, units.tasks["Aspen"].id) == (State.OPEN, None, None)


def test_unit_that_is_no_longer_ones_own_holds_up_all_and_is_not_named(
    store: SqlStore, town: Town, units: Units
) -> None:
    ready = several(units.shares("Björken", "Linden"))
    with store.write() as uow:
        uow.people.import_rows(town.id, [replace(ANNA, unit="Linden", until=date(2027, 1, 1))])

    outcome = several(units.sends(ready, "Björken", "Linden"))

    assert (fits(outcome), outcome.gone, outcome.refused) == ({"Björken": Fit.READY}, 1, True)
    assert units.answers()["Björken"] is None


def test_answer_of_another_cannot_be_shared(store: SqlStore, town: Town, units: Units) -> None:
    nils = AtDesk(store, town.people[2], units.anna.content)
    outcome = units.shares("Aspen", by=nils)

    assert isinstance(outcome, Refused)
    assert outcome.reason is Reason.NOT_YOURS
    assert kept(store, units.tasks["Aspen"].id)[1] is None


def test_task_of_another_activity_is_not_filled(store: SqlStore, town: Town, units: Units) -> None:
    with store.write() as uow:
        plan_year(uow, town, make_activity(key="annat", form=FORM.key))
        other = next(one for one in uow.assignments.of_municipality(town.id, year=YEAR) if one.activity == "annat")
        uow.assignments.set_state(other.id, State.OPEN)

    assert several(units.shares("Björken", extra=[other.id])).gone == 1
    assert kept(store, other.id)[1] is None


def test_unit_whose_form_is_another_version_is_left_to_be_answered(store: SqlStore, units: Units) -> None:
    newer = content_of_forms(FORM, replace(FORM, version=2))
    outcome = units.shares("Björken", by=replace(units.anna, content=newer))

    assert fits(outcome) == {"Björken": Fit.CHANGED}
    assert kept(store, units.tasks["Björken"].id)[1] is None


def test_choosing_none_gives_the_receipt_again(units: Units) -> None:
    outcome = units.shares()

    assert isinstance(outcome, Receipt)
    assert [task.place for task in outcome.alike] == ["Björken", "Eken", "Linden"]


def test_answer_that_has_come_back_is_opened_instead_of_shared(store: SqlStore, units: Units) -> None:
    with store.write() as uow:
        uow.assignments.set_state(units.first.task.id, State.RETURNED)

    assert isinstance(units.shares("Björken"), FormPage)
    assert kept(store, units.tasks["Björken"].id)[1] is None


def test_nothing_is_handed_in_when_one_of_them_fails(
    engine: Engine, units: Units, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready = several(units.shares("Björken", "Eken", "Linden"))
    submit, failing = SqlAnswering.submit, units.tasks["Linden"].id

    def broken(self: SqlAnswering, new: NewSubmission) -> Submission:
        if new.assignment_id == failing:
            raise RevisionTaken("planted")
        return submit(self, new)

    monkeypatch.setattr(SqlAnswering, "submit", broken)
    with pytest.raises(RevisionTaken):
        units.sends(ready, "Björken", "Eken", "Linden")

    assert count_of_answers(engine) == 1


def test_token_that_another_answer_has_is_replaced(engine: Engine, units: Units) -> None:
    ready = several(units.shares("Björken"))
    with engine.begin() as connection:
        connection.execute(submission.update().values(token=f"taken.{units.tasks['Björken'].id}"))

    assert fits(units.sends(ready, "Björken", token="taken")) == {"Björken": Fit.SENT}


def test_two_cards_at_once_hand_in_once(engine: Engine, units: Units) -> None:
    ready = several(units.shares("Björken", "Eken", "Linden"))
    start = Barrier(2)

    def send(token: str) -> SeveralOutcome:
        start.wait()
        return units.sends(ready, "Björken", "Eken", "Linden", token=token)

    with ThreadPoolExecutor(2) as pool:
        outcomes = [several(one) for one in pool.map(send, ("one", "two"))]

    assert sorted(len(one.having(Fit.SENT)) for one in outcomes) == [0, 3]
    assert count_of_answers(engine) == 4


def test_log_tells_whence_it_was_copied_and_that_it_was_handed_in(store: SqlStore, units: Units) -> None:
    units.sends(several(units.shares("Björken")), "Björken")

    with store.read() as uow:
        told = [(entry.deed, entry.after) for entry in uow.audit.of_task(units.tasks["Björken"].id)]
    assert told == [(Deed.OPENED, ""), (Deed.COPIED, str(units.first.task.id)), (Deed.SUBMITTED, "1")]


def test_what_was_copied_is_not_timed(store: SqlStore, town: Town, units: Units) -> None:
    units.sends(several(units.shares("Björken")), "Björken")
    with store.write() as uow:
        count_efforts(uow, units.anna.content, town.id)

        assert uow.comforts.moments(units.tasks["Björken"].id) == ()
        assert uow.comforts.moments(units.first.task.id) != ()
