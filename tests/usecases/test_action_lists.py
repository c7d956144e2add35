"""What one has to do with actions, what waits for others, and actions made by hand."""

from scheduler.actions import AskKind
from scheduler.answers import Complaint, Objection
from scheduler.lifecycle import State
from scheduler.usecases.action_lists import (
    NewActionPage,
    NotAnswered,
    action_list,
    add_action,
    begin_action,
)
from store.unit_of_work import SqlStore
from tests.factories import MONDAY, NOON, by_person
from tests.usecases.with_actions import (
    JUDGED,
    PLAIN,
    actions_of,
    answer,
    begun,
)

PERSONAL_NUMBER = "19811228-9874"
HAND = {"deficiency": "Dörren går trögt", "measure": "Olja", "deadline": "2027-02-01", "wanted": "Den går lätt"}


def test_list_tells_what_is_asked_and_what_waits_for_others(store: SqlStore) -> None:
    _, content, anna, _, dag = begun(store, JUDGED)

    with store.read() as uow:
        of_anna = action_list(uow, content.wheel, anna, MONDAY)
        of_dag = action_list(uow, content.wheel, dag, MONDAY)

    assert [(one.kind, one.who) for one in of_anna.elsewhere] == [(AskKind.JUDGE, "Kvalitetsstrateg")]
    assert (of_anna.asked, [one.ask.kind for one in of_dag.asked], of_dag.elsewhere) == ((), [AskKind.JUDGE], ())


def test_action_is_made_by_hand_from_an_answered_task(store: SqlStore) -> None:
    town, content, anna, *_ = begun(store, PLAIN)

    page = begin_action(store, anna, 1, token="t", now=NOON)
    made = [add_action(store, content, anna, 1, HAND, token="t", now=NOON, by=by_person(anna)) for _ in range(2)]

    assert isinstance(page, NewActionPage)
    assert made == [actions_of(store, town)[1]] * 2
    assert actions_of(store, town)[1].says.wanted == "Den går lätt"


def test_action_by_hand_survives_a_revised_answer(store: SqlStore) -> None:
    town, content, anna, *_ = begun(store, PLAIN)
    add_action(store, content, anna, 1, HAND, token="t", now=NOON, by=by_person(anna))
    before = actions_of(store, town)[1]
    with store.write() as uow:
        uow.assignments.set_state(1, State.RETURNED)

    answer(store, content, anna, 1, {"brist": "Inga brister"})

    assert actions_of(store, town)[1] == before


def test_action_by_hand_needs_an_answer_of_ones_own(store: SqlStore) -> None:
    town, content, anna, bjorn, _ = begun(store, PLAIN)
    with store.write() as uow:
        uow.assignments.set_state(1, State.RETURNED)

    refused = [
        add_action(store, content, one, task, HAND, token="t", now=NOON, by=by_person(one))
        for one, task in ((anna, 1), (bjorn, 1), (anna, 99), (anna, -1))
    ]

    assert refused == [NotAnswered(HAND)] * 4
    assert len(actions_of(store, town)) == 1


def test_action_by_hand_gives_back_what_was_typed(store: SqlStore) -> None:
    town, content, anna, *_ = begun(store, PLAIN)
    typed = {**HAND, "measure": f"Ring {PERSONAL_NUMBER}", "deadline": ""}

    page = add_action(store, content, anna, 1, typed, token="t", now=NOON, by=by_person(anna))

    assert isinstance(page, NewActionPage)
    assert (page.values, page.objections) == (
        typed,
        (Objection("measure", Complaint.PERSONAL_NUMBER), Objection("deadline", Complaint.REQUIRED)),
    )
    assert len(actions_of(store, town)) == 1
