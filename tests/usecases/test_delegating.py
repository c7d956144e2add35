"""One task given to another person: who may, who is asked, and when it ends by itself."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from scheduler.assignments import Assignment
from scheduler.audit import Deed
from scheduler.lifecycle import ANSWERABLE, State
from scheduler.organisation import Person
from scheduler.usecases.absences import Away, enter_absence
from scheduler.usecases.delegating import Given, NotGiven, TakenBack, give_task, take_task_back
from scheduler.usecases.news import Remark, news_of, remarks_of
from scheduler.usecases.outcomes import FormPage, Receipt
from scheduler.usecases.reaching import Attempt, Unreachable
from store.unit_of_work import SqlStore
from tests.factories import ANNA, BJORN, CILLA, MONDAY, NOON, Town, by_person, make_town
from tests.usecases.at_desk import WHOLE, AtDesk, open_task
from tests.usecases.living import DISA

TUESDAY = MONDAY + timedelta(days=1)
EVA = replace(ANNA, unit="", area="Hemtjänst", name="Eva Ny", email="eva@karlstad.example", role="verksamhetschef")


@dataclass(frozen=True, slots=True)
class Scene:
    store: SqlStore
    town: Town
    task: Assignment
    anna: Person
    bjorn: Person
    eva: Person

    def attempt(self, uow: object, person: Person, days: int = 0, task: int | None = None) -> Attempt:
        now = NOON + timedelta(days=days)
        return Attempt(uow, person, self.task.id if task is None else task, now, by_person(person, at=now))  # type: ignore[arg-type]

    def gives(self, person: Person, receiver: Person, days: int = 0) -> Given | NotGiven | Unreachable:
        with self.store.write() as uow:
            return give_task(self.attempt(uow, person, days), receiver)

    def takes_back(self, person: Person, days: int = 0) -> TakenBack | NotGiven | Unreachable:
        with self.store.write() as uow:
            return take_task_back(self.attempt(uow, person, days))

    def asked(self, day: date = MONDAY) -> list[str]:
        people = (self.anna, self.bjorn, self.eva)
        with self.store.read() as uow:
            told = uow.assignments.of_persons([one.id for one in people], day, states=ANSWERABLE)
        return [one.name for one in people if one.id in told]

    def sees(self, person: Person, days: int = 0) -> bool:
        return isinstance(AtDesk(self.store, person, now=NOON + timedelta(days=days)).opens(self.task.id), FormPage)


@pytest.fixture
def scene(store: SqlStore) -> Scene:
    town = make_town(store, rows=[ANNA, BJORN, replace(EVA, entra_object_id=None)])
    anna, bjorn, eva = town.people
    return Scene(store, town, replace(open_task(store, town), state=State.OPEN), anna, bjorn, eva)


def test_receiver_is_asked_instead_and_the_giver_still_sees_who_has_it(scene: Scene) -> None:
    before = scene.asked(), scene.sees(scene.eva)

    given = scene.gives(scene.anna, scene.eva)

    assert isinstance(given, Given)
    assert before == (["Anna Ek"], False)
    assert (scene.asked(), scene.sees(scene.eva), scene.sees(scene.anna)) == (["Eva Ny"], True, True)
    with scene.store.read() as uow:
        remarks = [remarks_of(uow, one.id, [scene.task], MONDAY) for one in (scene.anna, scene.eva)]
    assert remarks == [{scene.task.id: Remark(given_to="Eva Ny")}, {scene.task.id: Remark(given_by="Anna Ek")}]


def test_receipt_of_the_receiver_says_for_whom_and_may_be_read_again(scene: Scene) -> None:
    scene.gives(scene.anna, scene.eva)
    desk = AtDesk(scene.store, scene.eva)

    outcome = desk.answers(scene.task.id, *WHOLE)
    again = desk.opens(scene.task.id)

    assert isinstance(outcome, Receipt)
    assert (outcome.submission.submitted_by_name, outcome.on_behalf_of) == ("Eva Ny", "Anna Ek")
    assert again == outcome


def test_delegation_is_over_when_the_answer_is_sent_back(scene: Scene) -> None:
    scene.gives(scene.anna, scene.eva)
    AtDesk(scene.store, scene.eva).answers(scene.task.id, *WHOLE)

    with scene.store.write() as uow:
        uow.assignments.set_state(scene.task.id, State.RETURNED)

    assert (scene.asked(), scene.sees(scene.eva), scene.sees(scene.anna)) == (["Anna Ek"], False, True)


def test_what_was_sent_back_can_be_given_again(scene: Scene) -> None:
    AtDesk(scene.store, scene.anna).answers(scene.task.id, *WHOLE)
    with scene.store.write() as uow:
        uow.assignments.set_state(scene.task.id, State.RETURNED)

    scene.gives(scene.anna, scene.eva)

    assert (scene.asked(), scene.sees(scene.eva)) == (["Eva Ny"], True)


def test_delegation_is_over_when_the_givers_role_ends(scene: Scene) -> None:
    scene.gives(scene.anna, scene.eva)
    with scene.store.write() as uow:
        uow.people.import_rows(scene.town.id, [replace(ANNA, until=MONDAY), replace(DISA, since=TUESDAY)])

    assert (scene.sees(scene.eva), scene.sees(scene.eva, days=1), scene.sees(scene.anna, days=1)) == (
        True,
        False,
        False,
    )


def test_giver_takes_it_back(scene: Scene) -> None:
    scene.gives(scene.anna, scene.eva)

    taken = scene.takes_back(scene.anna)

    assert taken == TakenBack(scene.task, "Eva Ny", "Anna Ek", by_receiver=False)
    assert (scene.asked(), scene.sees(scene.eva)) == (["Anna Ek"], False)


def test_receiver_gives_it_back_and_the_giver_hears_of_it(scene: Scene) -> None:
    scene.gives(scene.anna, scene.eva)

    taken = scene.takes_back(scene.eva)

    assert taken == TakenBack(scene.task, "Eva Ny", "Anna Ek", by_receiver=True)
    assert scene.asked() == ["Anna Ek"]
    with scene.store.read() as uow:
        news = news_of(uow, scene.town.municipality, [scene.anna.id, scene.eva.id], MONDAY)
    assert [(one.task.id, one.receiver) for one in news[scene.anna.id].given_back] == [(scene.task.id, "Eva Ny")]
    assert scene.eva.id not in news


def test_receiver_may_not_give_it_on(scene: Scene) -> None:
    scene.gives(scene.anna, scene.eva)

    assert scene.gives(scene.eva, scene.bjorn) is NotGiven.NOT_YOURS_TO_GIVE


def test_task_is_not_given_to_oneself_or_to_one_who_has_it(scene: Scene) -> None:
    with scene.store.write() as uow:
        uow.people.import_rows(scene.town.id, [DISA])
        disa = uow.people.everyone(scene.town.id)[-1]

    assert [scene.gives(scene.anna, one) for one in (scene.anna, disa)] == [NotGiven.ONESELF, NotGiven.HAS_IT]


def test_given_anew_the_first_receiver_has_it_no_more(scene: Scene) -> None:
    scene.gives(scene.anna, scene.eva)

    scene.gives(scene.anna, scene.bjorn)

    assert (scene.asked(), scene.sees(scene.eva), scene.sees(scene.bjorn)) == (["Björn Ås"], False, True)


def test_stand_in_gives_on_behalf_of_the_one_away_who_keeps_it_given(scene: Scene) -> None:
    with scene.store.write() as uow:
        away = Away(MONDAY, MONDAY, scene.bjorn)
        enter_absence(uow, scene.anna, away, today=MONDAY, by=by_person(scene.anna))

    scene.gives(scene.bjorn, scene.eva)

    assert (scene.asked(), scene.asked(TUESDAY)) == (["Eva Ny"], ["Eva Ny"])
    with scene.store.read() as uow:
        assert remarks_of(uow, scene.anna.id, [scene.task], TUESDAY) == {scene.task.id: Remark(given_to="Eva Ny")}


def test_giver_is_asked_again_while_the_receiver_is_away(scene: Scene) -> None:
    scene.gives(scene.anna, scene.eva)
    with scene.store.write() as uow:
        enter_absence(uow, scene.eva, Away(TUESDAY, TUESDAY), today=MONDAY, by=by_person(scene.eva))

    days = [MONDAY, TUESDAY, TUESDAY + timedelta(days=1)]

    assert [scene.asked(day) for day in days] == [["Eva Ny"], ["Anna Ek"], ["Eva Ny"]]


def test_others_can_neither_give_nor_take_and_are_written_down(scene: Scene) -> None:
    cilla = make_town(scene.store, "kristianstad", [CILLA]).people[0]
    scene.gives(scene.anna, scene.bjorn)

    tried = [
        *(scene.gives(one, scene.bjorn) for one in (scene.eva, cilla)),
        *(scene.takes_back(one) for one in (scene.eva, cilla)),
    ]

    assert tried == [Unreachable()] * 4
    with scene.store.read() as uow:
        refused = [one.person_id for one in uow.audit.of_municipality(scene.town.id) if one.deed is Deed.REFUSED]
        elsewhere = [one.person_id for one in uow.audit.of_municipality(cilla.municipality_id)]
    assert (refused, elsewhere) == ([scene.eva.id] * 2, [cilla.id] * 2)


def test_task_is_not_given_to_another_municipality(scene: Scene) -> None:
    cilla = make_town(scene.store, "kristianstad", [CILLA]).people[0]

    assert scene.gives(scene.anna, cilla) is NotGiven.NOT_YOURS_TO_GIVE
    assert not scene.sees(cilla)


def test_answered_task_is_not_given(scene: Scene) -> None:
    AtDesk(scene.store, scene.anna).answers(scene.task.id, *WHOLE)

    found = scene.gives(scene.anna, scene.eva)

    assert isinstance(found, Unreachable)
    assert (found.is_answered, scene.sees(scene.eva)) == (True, False)


def test_giving_and_taking_back_are_told_by_the_log(scene: Scene) -> None:
    scene.gives(scene.anna, scene.eva)
    scene.takes_back(scene.anna)

    with scene.store.read() as uow:
        told = [(one.deed, one.person_id, one.role, one.after) for one in uow.audit.of_task(scene.task.id)]
    assert told == [
        (Deed.DELEGATED, scene.anna.id, "enhetschef", str(scene.eva.id)),
        (Deed.TAKEN_BACK, scene.anna.id, "enhetschef", str(scene.eva.id)),
    ]
