"""What the sections of a digest are made from, counted the same by both databases."""

from datetime import date, timedelta

from scheduler.digest_sections import Deadline, DecisionWaiting, Standing
from scheduler.digests import frozen
from scheduler.lifecycle import State
from scheduler.organisation import Subject
from scheduler.ports_answering import RiskAnswer
from scheduler.ports_digesting import Kept, Mark, MarkedOption, RiskRow, RiskTally, UnitStanding, Worded
from scheduler.rules_yearly import DateRule
from scheduler.slots import MonthDay
from scheduler.wheel_parts import Level
from store.unit_of_work import SqlStore
from tests.contract.test_store_digests import DIGEST, EKBACKEN, NEW_YEAR, SOLGARDEN, town
from tests.factories import CILLA, MONDAY, NOON, Town, make_activity, make_submission, make_town, plan_year

__all__ = ["town"]

MARKED = (
    MarkedOption("common.klart", "klart", "nej", Standing.WEAK),
    MarkedOption("common.klart", "klart", "delvis", Standing.WEAK),
    MarkedOption("common.klart", "klart", "ja", Standing.FINE),
    MarkedOption("common.klart", "klart", "ej_aktuellt", Standing.NOT_APPLICABLE),
    MarkedOption("common.annat", "orsak", "tid", Standing.WEAK),
)


def test_marks_add_up_what_each_answer_says_of_its_place(store: SqlStore, town: Town) -> None:
    closed = (("klart", "nej"), ("klart", "nej"), ("klart", "delvis"), ("klart", "ja"), ("orsak", "tid"))
    with store.write() as uow:
        uow.answering.submit(make_submission(1, 1, closed=closed))
        uow.answering.submit(make_submission(2, 1, closed=(("klart", "ej_aktuellt"),)))

        assert uow.digest_parts.marks(town.id, [1, 2], MARKED) == (Mark(1, "klart", 3, 1, 0), Mark(2, "klart", 0, 0, 1))
        assert uow.digest_parts.marks(town.id, [1, 2], MARKED[2:3]) == (Mark(1, "klart", 0, 1, 0),)
        assert uow.digest_parts.marks(town.id, [2], MARKED) == (Mark(2, "klart", 0, 0, 1),)
        assert uow.digest_parts.marks(town.id, [1], ()) == ()


def test_weak_marks_and_standings_add_up_the_same_answers(store: SqlStore, town: Town) -> None:
    closed = (("klart", "nej"), ("klart", "ja"), ("klart", "ja"))
    with store.write() as uow:
        uow.answering.submit(make_submission(1, 1, closed=closed))
        uow.answering.submit(make_submission(2, 1, closed=(("klart", "ja"), ("klart", "ej_aktuellt"))))
        parts = uow.digest_parts

        assert parts.weak_marks(town.id, [1, 2], MARKED) == (Mark(1, "klart", 1, 0, 0),)
        assert parts.standings(town.id, [1, 2], MARKED) == (UnitStanding(1, 1, 2), UnitStanding(2, 0, 1))
        assert (parts.standings(town.id, [2], MARKED), parts.standings(town.id, [1], ())) == (
            (UnitStanding(2, 0, 1),),
            (),
        )


def test_risks_are_counted_by_cell_and_the_greatest_come_first(store: SqlStore, town: Town) -> None:
    first = (RiskAnswer(0, 2, 3), RiskAnswer(1, 4, 4), RiskAnswer(2, 3, 2))
    with store.write() as uow:
        uow.answering.submit(make_submission(1, 1, risks=first))
        uow.answering.submit(make_submission(2, 1, risks=(RiskAnswer(0, 2, 3),)))
        parts = uow.digest_parts

        assert parts.risk_tallies(town.id, [1, 2]) == (RiskTally(2, 3, 2), RiskTally(3, 2, 1), RiskTally(4, 4, 1))
        assert parts.top_risks(town.id, [1, 2], limit=3) == (
            RiskRow(1, 1, 4, 4),
            RiskRow(1, 0, 2, 3),
            RiskRow(2, 0, 2, 3),
        )
        assert parts.top_risks(town.id, [2], limit=3) == (RiskRow(2, 0, 2, 3),)


def test_worded_are_the_answers_to_the_forms_that_are_named(store: SqlStore, town: Town) -> None:
    answers = {"klart": "ja", "kommentar": "Det gick"}
    with store.write() as uow:
        uow.answering.submit(make_submission(1, 1, answers=answers))
        uow.answering.submit(make_submission(2, 1, form="common.annat"))

        assert uow.digest_parts.worded(town.id, [2, 1], ["common.klart"]) == (Worded(1, "common.klart", 1, answers),)
        assert uow.digest_parts.worded(town.id, [1, 2], ()) == ()


def test_decisions_wait_until_they_are_approved(store: SqlStore, town: Town) -> None:
    rule = DateRule(due=MonthDay(4, 30), opens=MonthDay(1, 1))
    adoption = make_activity(key="plan", title="Plan", level=Level.ADMINISTRATION, decides="von", rule=rule)
    hidden = make_activity(key="dold", level=Level.ADMINISTRATION, decides="von", hidden=True, rule=rule)
    with store.write() as uow:
        plan_year(uow, town, adoption, hidden)
        task = next(
            one.id for one in uow.assignments.of_municipality(town.id, year=2027) if one.activity == adoption.key
        )

        def waiting(until: date = MONDAY) -> list[bool]:
            found = uow.digest_parts.decisions(town.id, ["plan", "dold"], since=NEW_YEAR, until=until)
            assert [replaced for replaced in found if replaced.activity != "plan"] == []
            return [one.answered for one in found]

        before = [waiting(date(2026, 12, 31)), waiting()]
        uow.assignments.set_state(task, State.SUBMITTED)
        told = uow.digest_parts.decisions(town.id, ["plan"], since=NEW_YEAR, until=MONDAY)
        uow.assignments.set_state(task, State.APPROVED)

        assert before == [[], [False]]
        assert told == (DecisionWaiting("plan", "Plan", "2027", "Karlstad", date(2027, 4, 30), answered=True),)
        assert waiting() == []


def test_deadlines_count_the_places_that_are_awaited(store: SqlStore, town: Town) -> None:
    due = date(2027, 2, 28)
    with store.write() as uow:
        plan_year(uow, town, make_activity(key="dold", hidden=True))
        for_all = uow.digest_parts.deadlines(town.id, (), after=MONDAY, until=due)
        uow.assignments.set_state(1, State.CANCELLED)

        assert for_all == (Deadline("egenkontroll", "Egenkontroll", "2027", due, 2),)
        assert [one.places for one in uow.digest_parts.deadlines(town.id, (), after=MONDAY, until=due)] == [1]
        assert uow.digest_parts.deadlines(town.id, (), after=due, until=date(2027, 12, 31)) == ()
        assert uow.digest_parts.deadlines(town.id, ["annat"], after=MONDAY, until=due) == ()


def test_countable_can_be_of_some_places_alone(store: SqlStore, town: Town) -> None:
    with store.write() as uow:
        ekbacken = uow.digests.countable(town.id, (), since=NEW_YEAR, until=MONDAY, places=[Subject(Level.UNIT, 2)])

        assert ekbacken == (EKBACKEN,)
        assert uow.digests.countable(town.id, (), since=NEW_YEAR, until=MONDAY, places=[]) == ()


def test_counted_are_the_assignments_as_those_revisions_answered_them(store: SqlStore, town: Town) -> None:
    with store.write() as uow:
        uow.answering.submit(make_submission(1, 1))
        uow.answering.submit(make_submission(1, 1, revision=2, token="again", form_version=2))

        found = uow.digests.counted(town.id, [1])

    assert [(one.place, one.form_version, one.submission_id) for one in found] == [(SOLGARDEN.place, 1, 1)]


def test_kept_digest_is_found_by_its_id_and_by_its_key_and_moment(store: SqlStore, town: Town) -> None:
    with store.write() as uow:
        uow.answering.submit(make_submission(1, 1))
        first, second = (uow.digests.keep(town.id, DIGEST) for _ in range(2))
        moment = DIGEST.cut_off.isoformat()

        assert uow.digests.kept(town.id, first) == Kept(first, town.id, DIGEST)
        assert uow.digests.find(town.id, DIGEST.key, moment) == Kept(second, town.id, DIGEST)
        assert uow.digests.all_kept(town.id) == (Kept(first, town.id, DIGEST), Kept(second, town.id, DIGEST))
        assert [uow.digests.find(town.id, *sought) for sought in (("annat", moment), (DIGEST.key, "i går"))] == [
            None
        ] * 2
        assert uow.digests.find(town.id, DIGEST.key, (NOON + timedelta(days=1)).isoformat()) is None


def test_answers_that_were_given_anew_since_are_known(store: SqlStore, town: Town) -> None:
    with store.write() as uow:
        uow.answering.submit(make_submission(1, 1))
        digest_id = uow.digests.keep(town.id, DIGEST)
        before = uow.digests.changed_since(town.id, digest_id)
        uow.answering.submit(make_submission(2, 1, token="annan"))
        for revision in (2, 3):
            uow.answering.submit(make_submission(1, 1, revision=revision, token=f"again {revision}"))

        assert before == {}
        assert uow.digests.changed_since(town.id, digest_id) == {1: 4}


def test_same_digest_lies_in_its_row_byte_for_byte(store: SqlStore, town: Town) -> None:
    with store.write() as uow:
        uow.answering.submit(make_submission(1, 1))
        kept = uow.digests.kept(town.id, uow.digests.keep(town.id, DIGEST))

    assert kept is not None
    assert frozen(kept.digest) == frozen(DIGEST)


def test_another_municipality_finds_nothing(store: SqlStore, town: Town) -> None:
    kristianstad = make_town(store, "kristianstad", [CILLA])
    with store.write() as uow:
        uow.answering.submit(make_submission(1, 1, risks=(RiskAnswer(0, 2, 3),), closed=(("klart", "nej"),)))
        digest_id = uow.digests.keep(town.id, DIGEST)
        uow.answering.submit(make_submission(1, 1, revision=2, token="again"))
        theirs, parts = kristianstad.id, uow.digest_parts

        def seen_by(town_id: int) -> list[bool]:
            return [
                bool(found)
                for found in (
                    parts.marks(town_id, [1], MARKED),
                    parts.weak_marks(town_id, [1], MARKED),
                    parts.standings(town_id, [1], MARKED),
                    parts.risk_tallies(town_id, [1]),
                    parts.top_risks(town_id, [1], limit=3),
                    parts.worded(town_id, [1], ["common.klart"]),
                    parts.deadlines(town_id, ["egenkontroll"], after=MONDAY, until=date(2027, 12, 31)),
                    uow.digests.counted(town_id, [1]),
                    uow.digests.kept(town_id, digest_id),
                    uow.digests.find(town_id, DIGEST.key, DIGEST.cut_off.isoformat()),
                    uow.digests.all_kept(town_id),
                    uow.digests.changed_since(town_id, digest_id),
                )
            ]

        assert seen_by(town.id) == [True] * 12
        assert seen_by(theirs) == [False] * 12
