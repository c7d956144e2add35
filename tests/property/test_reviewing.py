"""However people answer, judge and repeat themselves: one verdict a revision, kept for ever, and a state that fits."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scheduler.lifecycle import State
from scheduler.reviews import STATE_AFTER, Verdict
from scheduler.usecases.desk import Move
from scheduler.usecases.outcomes import FormPage
from store.unit_of_work import SqlStore
from tests.factories import ANNA, BJORN, FORM, make_town, plan_one
from tests.usecases.at_bench import BODIL, AtBench, reviewed_content
from tests.usecases.at_desk import WHOLE, AtDesk, a_page

JUDGING: dict[str, tuple[int, Verdict | None, int]] = {
    "own": (0, Verdict.APPROVED, 0),
    "approve": (1, Verdict.APPROVED, 0),
    "return": (1, Verdict.RETURNED, 0),
    "approve_old": (1, Verdict.APPROVED, 1),
    "second_approves": (2, Verdict.APPROVED, 0),
    "comment": (2, None, 0),
}
"""Who of Anna, Björn and Bodil sends what, and how many revisions late."""

DEEDS = ("answer", "answer", *JUDGING)


@pytest.mark.sqlite
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=st.lists(st.sampled_from(DEEDS), max_size=9))
def test_any_order_of_answering_and_judging_leaves_one_verdict_a_revision(store: SqlStore, deeds: list[str]) -> None:
    with store.read() as uow:
        known = len(uow.municipalities.all())
    town = make_town(store, f"stad{known}", rows=[ANNA, BJORN, BODIL])
    with store.write() as uow:
        task = plan_one(uow, town, form=FORM.key)
        uow.assignments.set_state(task.id, State.OPEN)
    anna = AtDesk(store, town.people[0], reviewed_content())
    anna.tokens.count = known * 1000
    benches = [AtBench(store, person) for person in town.people]
    verdicts: list[Verdict] = []

    for deed in deeds:
        revision = _revision(store, task.id)
        if deed == "answer":
            _answer(anna, task.id)
        else:
            who, verdict, behind = JUDGING[deed]
            benches[who].sends(task.id, verdict, revision=revision - behind, words="Mer.", comments={"dag": "Rätt?"})
        with store.read() as uow:
            told = [uow.reviews.of_revision(task.id, n + 1) for n in range(_revision(store, task.id))]
            state = uow.assignments.get(task.id)
        assert state is not None
        now = [one.verdict for one in told if one is not None]
        assert now[: len(verdicts)] == verdicts
        assert all(one is not None for one in told[:-1])
        assert all(one.judged_by != anna.person.id for one in told if one is not None)
        assert Verdict.APPROVED not in now[:-1]
        if told:
            last = told[-1]
            assert state.state is (STATE_AFTER[last.verdict] if last else State.SUBMITTED)
        verdicts = now


def _revision(store: SqlStore, task_id: int) -> int:
    with store.read() as uow:
        latest = uow.answering.latest(task_id)
    return latest.revision if latest else 0


def _answer(anna: AtDesk, task_id: int) -> None:
    """All of it from the first page on, where it is the author's turn."""
    shown = anna.opens(task_id)
    while isinstance(shown, FormPage) and shown.page.number > 1:
        shown = a_page(anna.types(shown, shown.values, Move.BACK))
    for typed in WHOLE if isinstance(shown, FormPage) else ():
        page = a_page(shown)
        shown = anna.types(page, typed, Move.SUBMIT if page.page.number == page.page.of else Move.NEXT)
