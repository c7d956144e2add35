"""What people do with an action: who may, once, and without losing a word."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier

import pytest

from scheduler.action_fields import DAY, EFFECT, WAY, WORDS
from scheduler.action_rules import ActionRules
from scheduler.actions import Action, ActionDeed, ActionEvent, ActionState, AskKind, Effect
from scheduler.answers import Complaint, Objection
from scheduler.audit import Deed, Thing
from scheduler.usecases.acting import NoAction
from store.unit_of_work import SqlStore
from tests.factories import ANNA, CILLA, MONDAY, NOON, Town, by_person, make_town
from tests.usecases.with_actions import (
    FOLLOWED,
    JUDGED,
    PLAIN,
    a_shown,
    actions_of,
    begun,
    does,
    history,
)

PERSONAL_NUMBER = "19811228-9874"
LATER = NOON + timedelta(days=30)


def the_action(store: SqlStore, town: Town) -> Action:
    (found,) = actions_of(store, town)
    return found


def asked(store: SqlStore, town: Town) -> list[tuple[AskKind, str]]:
    with store.read() as uow:
        return [(one.kind, one.post.role) for one in uow.actions.asks(town.id).get(1, ())]


def test_judged_done_followed_up_and_closed(store: SqlStore) -> None:
    town, content, anna, _, dag = begun(store, JUDGED)
    asks = [asked(store, town)]

    does(store, content, dag, 1, ActionDeed.ACCEPT, words="Bra plan")
    asks.append(asked(store, town))
    does(store, content, anna, 1, ActionDeed.FINISH, words="Kvitto i pärmen")
    asks.append(asked(store, town))
    shown = a_shown(does(store, content, dag, 1, ActionDeed.HELP, now=LATER, effect=Effect.YES, words="Det hörs nu"))

    assert asks == [
        [(AskKind.JUDGE, "kvalitetsstrateg")],
        [(AskKind.CARRY_OUT, "enhetschef")],
        [(AskKind.FOLLOW_UP, "kvalitetsstrateg")],
    ]
    assert (shown.done, shown.deeds, asked(store, town)) == (ActionDeed.HELP, (), [])
    action = the_action(store, town)
    assert (action.state, action.ended_on, action.says.evidence) == (
        ActionState.CLOSED,
        LATER.date(),
        "Kvitto i pärmen",
    )
    assert history(store, 1)[-1] == ActionEvent(
        deed=ActionDeed.HELP,
        state=ActionState.CLOSED,
        at=LATER,
        person_id=dag.id,
        words="Det hörs nu",
        effect=Effect.YES,
        name="Dag Holm",
    )


def test_returned_action_is_proposed_again_with_other_words(store: SqlStore) -> None:
    town, content, anna, _, dag = begun(store, JUDGED)

    does(store, content, dag, 1, ActionDeed.RETURN, words="Tiden är för lång")
    shown = a_shown(does(store, content, anna, 1, ActionDeed.NOTE, words="Jaha"))
    does(store, content, anna, 1, ActionDeed.PROPOSE, deficiency="Larmet", measure="Byt larm nu", deadline="2027-01-20")

    assert (shown.is_stale, shown.values["measure"]) == (True, "Byt larm")
    action = the_action(store, town)
    assert (action.state, action.says.measure, action.says.deadline) == (
        ActionState.PROPOSED,
        "Byt larm nu",
        date(2027, 1, 20),
    )


def test_what_remains_is_taken_further_at_once_where_the_source_says_so(store: SqlStore) -> None:
    town, content, anna, _, dag = begun(store, JUDGED)
    does(store, content, dag, 1, ActionDeed.ACCEPT)
    does(store, content, anna, 1, ActionDeed.FINISH, words="Kvitto")

    shown = a_shown(does(store, content, dag, 1, ActionDeed.HELP, effect=Effect.PARTLY, words="Bara i korridoren"))

    action = the_action(store, town)
    assert (action.state, action.is_remaining, shown.through) == (
        ActionState.ESCALATED,
        True,
        "verksamhetsuppdraget",
    )
    assert asked(store, town) == [(AskKind.SETTLE, "kvalitetsstrateg")]


def test_follower_chooses_another_round_or_who_takes_over(store: SqlStore) -> None:
    town, content, anna, bjorn, dag = begun(store, FOLLOWED)
    does(store, content, anna, 1, ActionDeed.FINISH)
    words = {EFFECT: Effect.NO, WORDS: "Hörs inte", DAY: "2027-04-01"}

    does(store, content, bjorn, 1, ActionDeed.HELP, {**words, WAY: "on"})
    again = the_action(store, town)
    does(store, content, anna, 1, ActionDeed.FINISH)
    does(store, content, bjorn, 1, ActionDeed.HELP, {**words, WAY: "further"})
    further = the_action(store, town)
    does(store, content, dag, 1, ActionDeed.SETTLE, words="Nytt larmsystem är upphandlat")

    assert (again.state, again.round, again.is_remaining, again.says.deadline, again.says.follow_up) == (
        ActionState.OPEN,
        2,
        True,
        date(2027, 4, 1),
        date(2027, 4, 11),
    )
    assert (further.state, further.round) == (ActionState.ESCALATED, 2)
    assert the_action(store, town).state is ActionState.CLOSED


def test_what_nobody_takes_over_goes_another_round(store: SqlStore) -> None:
    town, content, anna, *_ = begun(store, PLAIN)
    does(store, content, anna, 1, ActionDeed.FINISH)

    does(store, content, anna, 1, ActionDeed.HELP, effect=Effect.NO, words="Nej", day="2027-04-01", way="further")

    assert (the_action(store, town).state, the_action(store, town).round) == (ActionState.OPEN, 2)


def test_own_action_is_followed_up_when_it_is_done(store: SqlStore) -> None:
    _, content, anna, *_ = begun(store, PLAIN)

    early = a_shown(does(store, content, anna, 1, ActionDeed.HELP, effect=Effect.YES, words="Bra"))
    does(store, content, anna, 1, ActionDeed.FINISH)
    later = a_shown(does(store, content, anna, 1, ActionDeed.HELP, effect=Effect.YES, words="Bra"))

    assert (early.is_stale, early.action.state, later.action.state) == (True, ActionState.OPEN, ActionState.CLOSED)


@pytest.mark.parametrize(
    ("rules", "after"), [(PLAIN, ActionState.OPEN), (JUDGED, ActionState.PROPOSED)], ids=["plain", "judged"]
)
def test_more_time_is_judged_where_plans_are(store: SqlStore, rules: ActionRules, after: ActionState) -> None:
    town, content, anna, _, dag = begun(store, rules)
    if rules.judged_by:
        does(store, content, dag, 1, ActionDeed.ACCEPT)

    does(store, content, anna, 1, ActionDeed.DELAY, words="Leveransen dröjer", day="2027-05-01")

    action = the_action(store, town)
    assert (action.state, action.says.deadline, action.begun) == (after, date(2027, 5, 1), True)


@pytest.mark.parametrize(
    ("rules", "after"), [(PLAIN, ActionState.DROPPED), (JUDGED, ActionState.PROPOSED)], ids=["plain", "judged"]
)
def test_giving_up_is_judged_where_plans_are(store: SqlStore, rules: ActionRules, after: ActionState) -> None:
    town, content, anna, _, dag = begun(store, rules)
    if rules.judged_by:
        does(store, content, dag, 1, ActionDeed.ACCEPT)

    does(store, content, anna, 1, ActionDeed.DROP, words="Huset rivs")

    assert the_action(store, town).state is after


@pytest.mark.parametrize(
    ("deed", "typed", "objections"),
    [
        (ActionDeed.FINISH, {}, [Objection(WORDS, Complaint.REQUIRED)]),
        (ActionDeed.DROP, {WORDS: " "}, [Objection(WORDS, Complaint.REQUIRED)]),
        (
            ActionDeed.DELAY,
            {WORDS: "Dröjer", DAY: "2027-01-10"},
            [Objection(DAY, Complaint.PASSED)],
        ),
        (
            ActionDeed.DELAY,
            {WORDS: f"Fråga {PERSONAL_NUMBER}", DAY: "snart"},
            [Objection(WORDS, Complaint.PERSONAL_NUMBER), Objection(DAY, Complaint.NOT_A_DATE)],
        ),
    ],
)
def test_what_is_lacking_is_told_and_what_was_typed_given_back(
    store: SqlStore, deed: ActionDeed, typed: dict[str, str], objections: list[Objection]
) -> None:
    town, content, anna, _, dag = begun(store, JUDGED)
    does(store, content, dag, 1, ActionDeed.ACCEPT)
    before = the_action(store, town)

    shown = a_shown(does(store, content, anna, 1, deed, typed))

    assert (list(shown.objections), dict(shown.values)) == (objections, typed)
    assert the_action(store, town) == before
    assert len(history(store, 1)) == 2


def test_personal_number_is_stored_nowhere(store: SqlStore) -> None:
    town, content, anna, *_ = begun(store, PLAIN)

    does(store, content, anna, 1, ActionDeed.FINISH, words=f"Kunden {PERSONAL_NUMBER} är nöjd")
    kept = repr((actions_of(store, town), history(store, 1)))
    does(store, content, anna, 1, ActionDeed.FINISH, words="Kunden är nöjd")

    assert (PERSONAL_NUMBER in kept, "Kunden är nöjd" in repr(history(store, 1))) == (False, True)


def test_same_card_told_twice_is_done_once(store: SqlStore) -> None:
    _, content, anna, *_ = begun(store, PLAIN)

    first = a_shown(does(store, content, anna, 1, ActionDeed.FINISH, version=1, words="Bytt"))
    second = a_shown(does(store, content, anna, 1, ActionDeed.FINISH, version=1, words="Bytt"))

    assert (first.done, second.done, second.is_stale) == (ActionDeed.FINISH, ActionDeed.FINISH, False)
    assert [one.deed for one in history(store, 1)] == [ActionDeed.CREATE, ActionDeed.FINISH]


def test_old_card_does_nothing_and_keeps_its_words(store: SqlStore) -> None:
    town, content, anna, *_ = begun(store, PLAIN)
    does(store, content, anna, 1, ActionDeed.NOTE, words="Beställt")

    shown = a_shown(does(store, content, anna, 1, ActionDeed.DROP, version=1, words="Huset rivs"))

    assert (shown.is_stale, shown.values[WORDS], shown.done) == (True, "Huset rivs", None)
    assert the_action(store, town).state is ActionState.OPEN


def test_nobody_else_sees_it_or_does_anything_with_it(store: SqlStore) -> None:
    town, content, anna, bjorn, dag = begun(store, JUDGED)
    other = make_town(store, "kristianstad", [CILLA])
    disa = replace(ANNA, unit="Norra", name="Disa Berg", email="disa@karlstad.example", entra_object_id=None)
    with store.write() as uow:
        uow.people.import_rows(town.id, [disa])
        neighbour = uow.people.everyone(town.id)[-1]
    before = the_action(store, town)

    for stranger in (neighbour, bjorn, *other.people):
        shown = does(store, content, stranger, 1, ActionDeed.ACCEPT, words="Mina ord")

        assert shown == NoAction({WORDS: "Mina ord"})
    assert the_action(store, town) == before
    assert [a_shown(does(store, content, one, 1, ActionDeed.SETTLE)).action for one in (anna, dag)] == [before] * 2


def test_refusal_is_written_down(store: SqlStore) -> None:
    town, content, _, bjorn, _ = begun(store, JUDGED)

    does(store, content, bjorn, 1, ActionDeed.ACCEPT)

    with store.read() as uow:
        last = uow.audit.of_municipality(town.id)[-1]
    assert last == by_person(bjorn).did(Deed.REFUSED, Thing.ACTION, 1, after="not_yours")


def test_deed_is_written_down_with_the_role_in_which_it_was_done(store: SqlStore) -> None:
    town, content, _, _, dag = begun(store, JUDGED)

    does(store, content, dag, 1, ActionDeed.ACCEPT)

    with store.read() as uow:
        last = uow.audit.of_municipality(town.id)[-1]
    assert last == by_person(dag).did(
        Deed.CHANGED, Thing.ACTION, 1, role="kvalitetsstrateg", before="proposed", after="accept"
    )


def test_successor_takes_over_what_the_role_answers_for(store: SqlStore) -> None:
    town, content, anna, *_ = begun(store, PLAIN)
    disa = replace(ANNA, name="Disa Berg", email="disa@karlstad.example", entra_object_id=None, since=MONDAY)
    with store.write() as uow:
        uow.people.import_rows(town.id, [replace(ANNA, until=date(2027, 1, 10)), disa])
        successor = uow.people.everyone(town.id)[-1]

    refused = does(store, content, anna, 1, ActionDeed.FINISH)
    shown = a_shown(does(store, content, successor, 1, ActionDeed.FINISH))

    assert (refused, shown.action.state) == (NoAction({}), ActionState.DONE)


def test_card_names_who_holds_the_role_today(store: SqlStore) -> None:
    town, content, anna, _, dag = begun(store, JUDGED)
    disa = replace(ANNA, name="Disa Berg", email="disa@karlstad.example", entra_object_id=None, since=MONDAY)
    before = a_shown(does(store, content, dag, 1, ActionDeed.SETTLE)).holders
    with store.write() as uow:
        uow.people.import_rows(town.id, [replace(ANNA, until=date(2027, 1, 10)), disa])

    after = a_shown(does(store, content, dag, 1, ActionDeed.SETTLE)).holders

    assert (before, after) == ((anna.name,), ("Disa Berg",))


def test_two_deeds_at_once_are_one_deed(store: SqlStore) -> None:
    town, content, anna, *_ = begun(store, PLAIN)
    both = Barrier(2)

    def press(deed: ActionDeed) -> bool:
        both.wait()
        shown = a_shown(does(store, content, anna, 1, deed, version=1, words=f"Ord om {deed}"))
        return shown.done is not None

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(press, (ActionDeed.FINISH, ActionDeed.DROP)))

    assert sorted(done) == [False, True]
    assert len(history(store, 1)) == 2
    assert the_action(store, town).version == 2
