"""Judging: by the role that the wheel names, at its place, once for each revision, and never one's own answer."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import Engine, select

from scheduler.answers import Complaint, Objection
from scheduler.assignments import Assignment
from scheduler.audit import REVIEWED, Deed
from scheduler.lifecycle import State
from scheduler.masks import pattern_of
from scheduler.ports_review import ToJudge
from scheduler.reviews import Review, Verdict
from scheduler.usecases.desk import Move
from scheduler.usecases.masking import mask_passage
from scheduler.usecases.outcomes import Reason, Receipt, Refused
from scheduler.usecases.review_outcomes import WORDS, Judged, ReviewNotice
from store.schema import audit
from store.schema_review import review, review_comment, review_draft
from store.unit_of_work import SqlStore
from tests.factories import ANNA, BJORN, CILLA, MONDAY, NOON, Town, make_by, make_town
from tests.usecases.at_bench import BODIL, AtBench, a_review_page, a_verdict, reviewed_content
from tests.usecases.at_desk import (
    OUTCOME,
    REST,
    RISK,
    WHOLE,
    WHOLE_ANSWERS,
    AtDesk,
    a_page,
    kept,
    open_task,
    saving_from,
)

OTHER_AREA = replace(BJORN, area="Hemtjänst", name="Hanna Vik", email="hanna@karlstad.example", entra_object_id=None)
BOTH = replace(ANNA, unit="", area="Äldreomsorg", role="verksamhetschef")
"""Anna, who leads the area too."""

SAID = {"risker.0.risk": "Vilken sorts fall?", "dag": "Stämmer dagen?"}


@pytest.fixture
def town(store: SqlStore) -> Town:
    return make_town(store, rows=[ANNA, BJORN, BODIL, OTHER_AREA])


@pytest.fixture
def task(store: SqlStore, town: Town) -> Assignment:
    return open_task(store, town)


@pytest.fixture
def anna(store: SqlStore, town: Town) -> AtDesk:
    return AtDesk(store, town.people[0], reviewed_content())


@pytest.fixture
def bjorn(store: SqlStore, town: Town) -> AtBench:
    return AtBench(store, town.people[1])


@pytest.fixture
def bodil(store: SqlStore, town: Town) -> AtBench:
    return AtBench(store, town.people[2])


def rows(engine: Engine, *columns: Any) -> list[tuple[Any, ...]]:
    with engine.connect() as connection:
        return [tuple(row) for row in connection.execute(select(*columns))]


def everything_said(engine: Engine) -> list[str]:
    return [
        *(words for (words,) in rows(engine, review.c.words)),
        *(words for (words,) in rows(engine, review_comment.c.comment)),
        *(str(row) for row in rows(engine, review_draft.c.words, review_draft.c.comments)),
    ]


def deeds(engine: Engine) -> list[tuple[Any, ...]]:
    judged = (Deed.APPROVED, Deed.RETURNED, Deed.REFUSED)
    columns = (audit.c.deed, audit.c.person_id, audit.c.role, audit.c.before, audit.c.after)
    return [row for row in rows(engine, *columns) if row[0] in judged]


def names(waiting: Sequence[ToJudge]) -> list[tuple[str, str, int]]:
    return [(one.task.place, one.submitted_by_name, one.revision) for one in waiting]


def test_answer_waits_for_those_who_hold_the_role_at_its_place(
    anna: AtDesk, bjorn: AtBench, bodil: AtBench, task: Assignment
) -> None:
    before = bjorn.waiting()
    anna.answers(task.id, *WHOLE)

    assert before == ()
    assert names(bjorn.waiting()) == names(bodil.waiting()) == [("Solgården", "Anna Ek", 1)]


def test_reviewer_of_another_area_sees_nothing_and_stores_nothing(
    store: SqlStore, engine: Engine, town: Town, anna: AtDesk, task: Assignment
) -> None:
    anna.answers(task.id, *WHOLE)
    hanna = AtBench(store, town.people[3])

    assert hanna.waiting() == ()
    assert hanna.opens(task.id) == Refused(reason=Reason.NOT_TO_JUDGE, today=MONDAY, typed={})
    refused = hanna.sends(task.id, Verdict.APPROVED, words="Fint")

    assert refused == Refused(reason=Reason.NOT_TO_JUDGE, today=MONDAY, typed={WORDS: "Fint"})
    assert (kept(store, task.id)[0], everything_said(engine)) == (State.SUBMITTED, [])
    assert [(deed, who) for deed, who, *_ in deeds(engine)] == [(Deed.REFUSED, hanna.person.id)] * 2


def test_person_of_another_municipality_sees_nothing(store: SqlStore, anna: AtDesk, task: Assignment) -> None:
    anna.answers(task.id, *WHOLE)
    there = make_town(store, "kristianstad", [CILLA, replace(CILLA, unit="", role="verksamhetschef")])
    cilla = AtBench(store, there.people[0])

    assert cilla.waiting() == ()
    assert isinstance(cilla.opens(task.id), Refused)


def test_nobody_judges_their_own_answer(store: SqlStore, engine: Engine, anna: AtDesk, task: Assignment) -> None:
    with store.write() as uow:
        uow.people.import_rows(anna.person.municipality_id, [BOTH])
    anna.answers(task.id, *WHOLE)
    herself = AtBench(store, anna.person)

    assert herself.waiting() == ()
    assert herself.sends(task.id, Verdict.APPROVED) == Refused(reason=Reason.OWN_ANSWER, today=MONDAY, typed={})
    assert (kept(store, task.id)[0], everything_said(engine)) == (State.SUBMITTED, [])


def test_where_the_wheel_names_nobody_an_answer_stands_as_it_is(
    store: SqlStore, anna: AtDesk, bjorn: AtBench, task: Assignment
) -> None:
    silent = reviewed_content(review="nobody")
    anna.content = bjorn.content = silent
    anna.answers(task.id, *WHOLE)

    assert bjorn.waiting() == ()
    assert isinstance(bjorn.sends(task.id, Verdict.APPROVED), Refused)
    assert kept(store, task.id)[0] is State.SUBMITTED


def test_approval_ends_the_matter(
    store: SqlStore, engine: Engine, anna: AtDesk, bjorn: AtBench, bodil: AtBench, task: Assignment
) -> None:
    anna.answers(task.id, *WHOLE)

    judged = bjorn.approves(task.id, words="Tack, bra.")

    with store.read() as uow:
        said = uow.reviews.latest(task.id)
    assert said == Review(
        assignment_id=task.id,
        revision=1,
        verdict=Verdict.APPROVED,
        judged_by=bjorn.person.id,
        role="verksamhetschef",
        judged_at=NOON,
        words="Tack, bra.",
        comments={},
        judged_by_name="Björn Ås",
    )
    assert (judged.is_new, judged.review, judged.waiting) == (True, said, ())
    assert (kept(store, task.id)[0], bodil.waiting()) == (State.APPROVED, ())
    assert deeds(engine) == [(Deed.APPROVED, bjorn.person.id, "verksamhetschef", REVIEWED, "1")]


def test_author_gets_back_each_comment_at_its_question_and_revises(
    store: SqlStore, anna: AtDesk, bjorn: AtBench, task: Assignment
) -> None:
    anna.answers(task.id, *WHOLE)
    bjorn.returns(task.id, words="Nästan.", comments={**SAID, "antal": "  "})

    opened = anna.page(task.id)
    first = a_page(anna.types(opened, opened.values, Move.BACK))
    second = a_page(anna.types(first, first.values))
    third = a_page(anna.types(second, second.values))
    handed_in = anna.types(third, {**third.values, "dag": "2027-01-10"}, Move.SUBMIT)

    assert (opened.task.state, opened.page) == (State.RETURNED, second.page)
    assert first.sent_back is not None
    assert (first.sent_back.words, first.sent_back.judged_by_name) == ("Nästan.", "Björn Ås")
    assert [one.comments for one in (first, second, third)] == [
        {},
        {"risk": "Vilken sorts fall?"},
        {"dag": "Stämmer dagen?"},
    ]
    assert isinstance(handed_in, Receipt)
    assert (handed_in.submission.revision, kept(store, task.id)[0]) == (2, State.SUBMITTED)


def test_reviewer_sees_what_has_changed_and_what_was_said_of_it(anna: AtDesk, bjorn: AtBench, task: Assignment) -> None:
    anna.answers(task.id, *WHOLE)
    bjorn.returns(task.id, comments=SAID)
    anna.answers(task.id, RISK, {**REST, "dag": "2027-01-10"})

    page = bjorn.page(task.id)

    assert page.earlier is not None
    assert (page.submission.revision, page.earlier.answers) == (2, WHOLE_ANSWERS)
    assert (page.remarks, page.comments, page.words) == (SAID, {}, "")
    assert names(bjorn.waiting()) == [("Solgården", "Anna Ek", 2)]


def test_comment_follows_its_item_when_the_one_before_it_goes(anna: AtDesk, bjorn: AtBench, task: Assignment) -> None:
    page = a_page(anna.types(anna.page(task.id), OUTCOME))
    page = a_page(anna.types(page, RISK, Move.ANOTHER))
    page = a_page(anna.types(page, {**RISK, "risk": "Larm"}))
    anna.types(page, REST, Move.SUBMIT)
    bjorn.returns(task.id, comments={"risker.0.risk": "Om fall", "risker.1.risk": "Om larm"})

    fall = anna.page(task.id)
    larm = a_page(anna.types(fall, fall.values, Move.REMOVE))

    assert fall.comments == {"risk": "Om fall"}
    assert (larm.values["risk"], larm.comments) == ("Larm", {"risk": "Om larm"})


def test_words_are_kept_from_page_to_page_and_for_another_day(
    bjorn: AtBench, bodil: AtBench, anna: AtDesk, task: Assignment
) -> None:
    anna.answers(task.id, *WHOLE)
    bjorn.sends(task.id, comments={"dag": "Stämmer dagen?"})
    page = a_review_page(bjorn.sends(task.id, words="Nästan."))

    again = bjorn.page(task.id)
    other = bodil.page(task.id)

    assert (page.comments, page.words) == (again.comments, again.words) == ({"dag": "Stämmer dagen?"}, "Nästan.")
    assert (other.comments, other.words) == ({}, "")


def test_field_that_was_emptied_is_empty(bjorn: AtBench, anna: AtDesk, task: Assignment) -> None:
    anna.answers(task.id, *WHOLE)
    bjorn.sends(task.id, comments=SAID, words="Nästan.")

    page = a_review_page(bjorn.sends(task.id, comments={"dag": ""}, words=""))

    assert (page.comments, page.words) == ({"risker.0.risk": "Vilken sorts fall?"}, "")


@pytest.mark.parametrize("verdict", [None, *Verdict])
def test_personal_number_is_refused_before_anything_is_stored_and_the_words_are_given_back(
    store: SqlStore, engine: Engine, anna: AtDesk, bjorn: AtBench, task: Assignment, verdict: Verdict | None
) -> None:
    anna.answers(task.id, *WHOLE)
    typed = {"dag": "Gäller 19121212-1212", "antal": "Fler?"}

    page = a_review_page(bjorn.sends(task.id, verdict, comments=typed, words="Se 121212-1212"))

    assert (page.comments, page.words, page.notice) == (typed, "Se 121212-1212", ReviewNotice.NOT_SAVED)
    assert page.objections == (
        Objection("dag", Complaint.PERSONAL_NUMBER),
        Objection(WORDS, Complaint.PERSONAL_NUMBER),
    )
    assert (kept(store, task.id)[0], everything_said(engine)) == (State.SUBMITTED, [])


def test_answer_is_not_sent_back_without_a_word(
    store: SqlStore, anna: AtDesk, bjorn: AtBench, task: Assignment
) -> None:
    anna.answers(task.id, *WHOLE)

    page = a_review_page(bjorn.sends(task.id, Verdict.RETURNED, words="  ", comments={"dag": ""}))

    assert page.notice is ReviewNotice.SAY_WHY
    assert kept(store, task.id)[0] is State.SUBMITTED


def test_comment_on_what_the_form_does_not_ask_is_not_kept(
    engine: Engine, anna: AtDesk, bjorn: AtBench, task: Assignment
) -> None:
    anna.answers(task.id, *WHOLE)

    bjorn.returns(task.id, words="Nästan.", comments={"hittepå": "Ja", "risker.0.hittepå": "Ja"})

    assert rows(engine, review_comment.c.question) == []


def test_second_verdict_stores_nothing_and_is_told_of_the_first(
    engine: Engine, anna: AtDesk, bjorn: AtBench, bodil: AtBench, task: Assignment
) -> None:
    anna.answers(task.id, *WHOLE)
    first = bjorn.approves(task.id)

    second = bodil.returns(task.id, words="Nej", comments={"dag": "Fel dag"})

    assert (second.is_new, second.review) == (False, first.review)
    assert second.given_back == {"Vilken dag?": "Fel dag", WORDS: "Nej"}
    assert rows(engine, review.c.judged_by, review.c.verdict) == [(bjorn.person.id, Verdict.APPROVED)]
    assert everything_said(engine) == [""]


def test_same_verdict_sent_again_gets_the_same_receipt(
    engine: Engine, anna: AtDesk, bjorn: AtBench, task: Assignment
) -> None:
    anna.answers(task.id, *WHOLE)
    first = bjorn.returns(task.id, words="Nästan.")
    anna.answers(task.id, *WHOLE)

    again = bjorn.returns(task.id, words="Nästan.")

    assert (again.review, again.is_new, again.given_back) == (first.review, False, {})
    assert len(rows(engine, review.c.id)) == 1


def test_verdict_on_an_old_revision_stores_nothing_and_shows_the_new_one(
    store: SqlStore, engine: Engine, anna: AtDesk, bjorn: AtBench, bodil: AtBench, task: Assignment
) -> None:
    anna.answers(task.id, *WHOLE)
    bjorn.returns(task.id, words="Nästan.")
    anna.answers(task.id, OUTCOME, RISK, {**REST, "dag": "2027-01-10"})

    page = a_review_page(bodil.sends(task.id, Verdict.APPROVED, revision=1, comments={"dag": "Rätt dag"}))

    assert (page.submission.revision, page.notice) == (2, ReviewNotice.REVISED)
    assert page.given_back == {"Vilken dag?": "Rätt dag"}
    assert (kept(store, task.id)[0], len(rows(engine, review.c.id))) == (State.SUBMITTED, 1)


def test_what_was_sent_back_cannot_be_judged_before_it_comes_again(
    anna: AtDesk, bjorn: AtBench, bodil: AtBench, task: Assignment
) -> None:
    anna.answers(task.id, *WHOLE)
    bjorn.returns(task.id, words="Nästan.")

    late = bodil.sends(task.id, Verdict.APPROVED)

    assert isinstance(late, Judged)
    assert (late.is_new, late.review.judged_by_name) == (False, "Björn Ås")


@pytest.mark.parametrize("second", Verdict)
def test_of_two_who_judge_at_once_one_does(
    engine: Engine, anna: AtDesk, bjorn: AtBench, bodil: AtBench, task: Assignment, second: Verdict
) -> None:
    anna.answers(task.id, *WHOLE)
    start = Barrier(2)

    def sends(who: AtBench, verdict: Verdict) -> Judged:
        start.wait()
        return a_verdict(who.sends(task.id, verdict, words=f"Ord av {who.person.name}"))

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(sends, (bjorn, bodil), (Verdict.APPROVED, second)))

    (stored,) = rows(engine, review.c.judged_by, review.c.words)
    assert sorted(one.is_new for one in outcomes) == [False, True]
    assert {(one.review.judged_by, one.review.words) for one in outcomes} == {stored}


def test_old_card_of_the_author_stores_nothing_after_the_approval(
    store: SqlStore, anna: AtDesk, bjorn: AtBench, task: Assignment
) -> None:
    page = anna.page(task.id)
    anna.answers(task.id, *WHOLE)
    bjorn.approves(task.id)

    late = anna.sends(saving_from(page, {"utfall": "nej"}))

    assert isinstance(late, Refused)
    assert (late.reason, kept(store, task.id)[0]) == (Reason.ANSWERED, State.APPROVED)


def test_role_is_asked_for_now_and_not_when_the_card_was_drawn(
    store: SqlStore, town: Town, anna: AtDesk, bjorn: AtBench, task: Assignment
) -> None:
    anna.answers(task.id, *WHOLE)
    bjorn.page(task.id)
    with store.write() as uow:
        uow.people.end_roles(town.id, bjorn.person.id, on=NOON.date().replace(day=10))

    assert isinstance(bjorn.sends(task.id, Verdict.APPROVED), Refused)
    assert kept(store, task.id)[0] is State.SUBMITTED


def test_mask_reaches_verdicts_comments_and_what_is_being_written(
    store: SqlStore, engine: Engine, town: Town, anna: AtDesk, bjorn: AtBench, bodil: AtBench, task: Assignment
) -> None:
    anna.answers(task.id, *WHOLE)
    bjorn.returns(task.id, words="Fråga Kalle Kula.", comments={"dag": "Var Kalle Kula där?"})
    anna.answers(task.id, RISK, {**REST, "dag": "2027-01-10"})
    bodil.sends(task.id, revision=2, words="Kalle Kula igen", comments={"dag": "kalle kula"})
    before = everything_said(engine)

    with store.write() as uow:
        by, pattern = make_by(town.id, actor="Vera"), pattern_of("Kalle Kula")
        mask = mask_passage(uow, bjorn.content, town.municipality, pattern, by=by, because="Namn")

    assert "Kula" in str(before)
    assert len(mask.passages) == 4
    assert [text for text in everything_said(engine) if "kula" in text.lower()] == []
