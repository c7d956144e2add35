"""Reviewers hear of what waits, authors of what came back, and units of what their answers led to."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine

from scheduler.lifecycle import State
from scheduler.loading import shipped_forms
from scheduler.outbox import MessageKind
from scheduler.reviews import Verdict
from scheduler.rules_started import AfterRule
from scheduler.rules_yearly import DateRule
from scheduler.slots import MonthDay
from scheduler.usecases.hearing import beside_tasks
from scheduler.usecases.outcomes import Receipt
from scheduler.wheel import Activity
from scheduler.wheel_parts import Body, Level
from store.unit_of_work import SqlStore
from tests.factories import ANNA, BJORN, make_activity, make_content, make_town, make_wheel
from tests.usecases.at_bench import BODIL, AtBench
from tests.usecases.at_desk import AtDesk
from tests.usecases.listening import Heard, listen
from tests.usecases.living import Life, at, begin

EVA = replace(ANNA, unit="Ekbacken", name="Eva Ro", email="eva@karlstad.example", entra_object_id=None)
SARA = replace(BJORN, area="", name="Sara Lo", email="sara@karlstad.example", role="kvalitetsstrateg")
CHECK = make_activity(rule=DateRule(due=MonthDay(2, 26), opens=MonthDay(1, 4)), review="verksamhetschef")
FED = replace(CHECK, review=None, feeds=("plan",))
PLAN = make_activity(
    key="plan",
    title="Kvalitetsplan",
    level=Level.ADMINISTRATION,
    decides="von",
    rule=DateRule(due=MonthDay(3, 31), opens=MonthDay(1, 4)),
)
MONDAY, TUESDAY, FRIDAY = date(2027, 1, 11), date(2027, 1, 12), date(2027, 1, 15)
DONE = {"klart_datum": "2027-01-04", "kommentar": "Klart"}
DECIDED = {
    "resultat": "faststalld",
    "datum": "2027-01-11",
    "paragraf": "§ 48",
    "diarienummer": "VON-2027-12",
    "ledde_till": "Alla enheter får en gemensam rutin.",
}


def a_life(store: SqlStore, engine: Engine, *activities: Activity, rows: Sequence[object] = (ANNA, EVA, BJORN)) -> Life:
    town = make_town(store, rows=rows)  # type: ignore[arg-type]
    life = begin(store, engine, town, activities, at=at(date(2027, 1, 4)))
    bodies = (Body(key="von", name="Nämnden", secretary="kvalitetsstrateg"),)
    life.content = make_content(*shipped_forms(), wheel=make_wheel(*activities, bodies=bodies))
    listen(life, date(2027, 1, 4), date(2027, 1, 4))
    return life


def person(life: Life, name: str) -> AtDesk:
    found = next(one for one in life.town.people if one.name == name)
    return AtDesk(life.store, found, life.content, life.tokens, life.clock.now())


def bench(life: Life, name: str) -> AtBench:
    return AtBench(life.store, person(life, name).person, life.content, life.clock.now())


def task_of(life: Life, name: str, activity: str = CHECK.key) -> int:
    with life.store.read() as uow:
        mine = uow.assignments.of_person(person(life, name).person.id, MONDAY, states=set(State))
    return next(one.id for one in mine if one.activity == activity)


def answers(life: Life, name: str, day: date = MONDAY, hour: int = 10) -> int:
    """Hand in what the person is asked; its number."""
    life.clock.move_to(at(day, hour))
    task = task_of(life, name)
    assert isinstance(person(life, name).answers(task, DONE), Receipt)
    return task


def to(name: str, heard: list[Heard]) -> list[Heard]:
    return [one for one in heard if one.name == name]


def test_reviewer_hears_the_next_working_day_of_all_that_came_in_before(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, CHECK)
    answers(life, "Anna Ek")
    answers(life, "Eva Ro", hour=16)

    heard = to("Björn Ås", listen(life, TUESDAY, TUESDAY))

    assert heard == [Heard(TUESDAY, "Björn Ås", MessageKind.DAILY, to_judge=2)]


def test_reviewer_hears_again_after_some_days_and_then_no_more(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, CHECK)
    answers(life, "Anna Ek")

    heard = to("Björn Ås", listen(life, TUESDAY, date(2027, 4, 30)))

    assert [(one.day, one.to_judge) for one in heard] == [
        (TUESDAY, 1),
        (date(2027, 1, 18), 1),
        (date(2027, 1, 25), 1),
    ]


def test_answer_of_a_unit_that_has_closed_is_still_to_be_judged(store: SqlStore, engine: Engine) -> None:
    following = make_activity(key="foljd", title="Följd", level="area", rule=AfterRule(activity=CHECK.key))
    life = a_life(store, engine, CHECK, following)
    task = answers(life, "Anna Ek")
    with store.write() as uow:
        uow.people.close_unit(life.town.id, life.town.organisation.units[0].id, on=MONDAY, into=None)

    heard = to("Björn Ås", listen(life, TUESDAY, TUESDAY))

    assert [one.to_judge for one in heard] == [1]
    assert bench(life, "Björn Ås").approves(task).is_new


def test_message_that_waited_while_a_colleague_judged_is_not_sent(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, CHECK, rows=(ANNA, BJORN, BODIL))
    task = answers(life, "Anna Ek")
    life.tick(at(TUESDAY, 7))
    bench(life, "Bodil Ny").approves(task)

    assert [one for one in listen(life, TUESDAY, TUESDAY) if one.name != "Anna Ek"] == []


def test_author_hears_at_once_of_what_came_back_and_is_not_told_of_silence(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, CHECK)
    task = answers(life, "Anna Ek")
    listen(life, TUESDAY, date(2027, 1, 14))
    life.clock.move_to(at(FRIDAY, 8))
    bench(life, "Björn Ås").returns(task, words="Nästan.")

    today = to("Anna Ek", listen(life, FRIDAY, FRIDAY))

    assert [(one.day, one.kind, one.tasks) for one in today] == [(FRIDAY, MessageKind.DAILY, ("Solgården",))]


def test_author_who_was_written_to_that_day_hears_the_next_working_day(store: SqlStore, engine: Engine) -> None:
    other = make_activity(key="annat", title="Annat", rule=DateRule(due=MonthDay(3, 31), opens=MonthDay(1, 15)))
    life = a_life(store, engine, CHECK, other)
    task = answers(life, "Anna Ek")
    before = to("Anna Ek", listen(life, TUESDAY, FRIDAY))
    life.clock.move_to(at(FRIDAY, 10))
    bench(life, "Björn Ås").returns(task, words="Nästan.")
    life.tick()

    after = to("Anna Ek", listen(life, date(2027, 1, 16), date(2027, 1, 19)))

    assert [one.day for one in before] == [FRIDAY]
    assert [(one.day, one.kind) for one in after] == [(date(2027, 1, 18), MessageKind.DAILY)]


def test_what_came_back_climbs_on_from_there(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, CHECK)
    task = answers(life, "Anna Ek")
    life.clock.move_to(at(FRIDAY, 18))
    bench(life, "Björn Ås").returns(task, words="Nästan.")

    heard = to("Anna Ek", listen(life, date(2027, 1, 16), date(2027, 4, 30)))

    assert [(one.day, one.kind) for one in heard] == [
        (day, MessageKind.DAILY)
        for day in (
            date(2027, 1, 18),
            date(2027, 1, 27),
            date(2027, 2, 12),
            date(2027, 2, 19),
            date(2027, 2, 25),
            date(2027, 3, 1),
            date(2027, 3, 5),
            date(2027, 3, 12),
        )
    ]


def test_author_reads_of_the_approval_in_the_list_and_in_the_receipt(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, CHECK)
    task = answers(life, "Anna Ek")
    bench(life, "Björn Ås").approves(task, words="Bra gjort.")
    anna, eva = person(life, "Anna Ek"), person(life, "Eva Ro")

    with store.read() as uow:
        hers, others = (beside_tasks(uow, life.content, one.person, MONDAY).news for one in (anna, eva))
    receipt = anna.opens(task)

    assert [(one.said_by, one.adopted, one.on, one.led_to) for one in hers] == [
        ("Verksamhetschef", True, MONDAY, "Bra gjort.")
    ]
    assert isinstance(receipt, Receipt)
    assert (receipt.news, others) == (hers, ())


def test_units_hear_what_their_answers_led_to(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, FED, PLAN, rows=(ANNA, EVA, BJORN, SARA))
    answers(life, "Anna Ek")
    sara = person(life, "Sara Lo")
    sara.answers(task_of(life, "Sara Lo", "plan"), DECIDED)

    heard = listen(life, TUESDAY, date(2027, 1, 22))

    with store.read() as uow:
        (news,) = beside_tasks(uow, life.content, person(life, "Anna Ek").person, TUESDAY).news
        silent = beside_tasks(uow, life.content, person(life, "Eva Ro").person, TUESDAY).news
    assert [(one.day, one.name, one.news) for one in heard if one.news] == [
        (TUESDAY, "Anna Ek", ("Nämnden True: Solgården",))
    ]
    assert (news.on, news.paragraph, news.case_number) == (MONDAY, "§ 48", "VON-2027-12")
    assert (news.led_to, silent) == ("Alla enheter får en gemensam rutin.", ())


def test_units_hear_that_a_body_sent_the_matter_back(store: SqlStore, engine: Engine) -> None:
    life = a_life(store, engine, FED, PLAN, rows=(ANNA, BJORN, SARA))
    answers(life, "Anna Ek")
    person(life, "Sara Lo").answers(task_of(life, "Sara Lo", "plan"), {**DECIDED, "resultat": "aterremitterad"})

    heard = listen(life, TUESDAY, TUESDAY)

    assert [(one.name, one.news) for one in heard if one.news] == [("Anna Ek", ("Nämnden False: Solgården",))]


@pytest.mark.parametrize("verdict", Verdict)
def test_what_follows_waits_for_the_approval(store: SqlStore, engine: Engine, verdict: Verdict) -> None:
    following = make_activity(key="foljd", title="Följd", rule=AfterRule(activity=CHECK.key))
    waiting = make_activity(
        key="rapport", title="Rapport", level="area", rule=DateRule(due=MonthDay(3, 31), opens=MonthDay(1, 5)),
        waits_for=(CHECK.key,),
    )  # fmt: skip
    life = a_life(store, engine, CHECK, following, waiting, rows=(ANNA, BJORN))
    task = answers(life, "Anna Ek")
    life.tick()

    handed_in = begun(life)
    bench(life, "Björn Ås").sends(task, verdict, words="Så här.")
    life.tick()

    assert handed_in == []
    assert begun(life) == (["foljd", "rapport"] if verdict is Verdict.APPROVED else [])


def begun(life: Life) -> list[str]:
    with life.store.read() as uow:
        found = uow.assignments.of_activities(life.town.id, ["foljd", "rapport"])
    return sorted(one.activity for one in found if one.state is State.OPEN)
