"""What was lost once: reminders that left with a manager, a year in its digest, days that had not been."""

from dataclasses import replace
from datetime import date, timedelta

from scheduler.answers import Complaint, Objection, check_page
from scheduler.clock import morning_of
from scheduler.forms import Form, Question, QuestionType, Step, Support, pages_of
from scheduler.loading import Content
from scheduler.rules_yearly import DateRule
from scheduler.slots import MonthDay
from scheduler.usecases.counting import make_digest
from scheduler.usecases.digesting import stated_day
from scheduler.usecases.ticking import tick
from scheduler.wheel import DigestPlan
from store.unit_of_work import SqlStore
from tests.factories import ANNA, MONDAY, make_activity, make_content, make_town, make_wheel

ACTIVITY = make_activity(rule=DateRule(due=MonthDay(2, 28), opens=MonthDay(1, 1)))
EVA = replace(ANNA, name="Eva Ny", email="eva@karlstad.example", entra_object_id=None)
NEW_YEARS_EVE = DigestPlan(key="aret", title="Året", body="von", rule=DateRule(due=MonthDay(12, 31)))


def test_successor_is_told_what_waited_in_a_message_to_the_one_who_left(store: SqlStore) -> None:
    town = make_town(store, rows=[ANNA])
    wheel = make_wheel(ACTIVITY)
    tick(store, make_content(wheel=wheel), town.id, morning_of(MONDAY))
    with store.write() as uow:
        uow.people.import_rows(town.id, [replace(ANNA, until=MONDAY), replace(EVA, since=MONDAY + timedelta(days=1))])

    tick(store, make_content(wheel=wheel), town.id, morning_of(MONDAY + timedelta(days=1)))

    with store.write() as uow:
        eva = next(person for person in uow.people.everyone(town.id) if person.name == EVA.name)
        message = uow.outbox.waiting_for(eva.id)
        assert message is not None
        assert len(uow.reminders.assignments_of(message.id)) == 1


def test_digest_of_new_years_eve_is_about_the_year_that_ended_when_sent_after_it(store: SqlStore) -> None:
    town = make_town(store, rows=[ANNA])
    content = Content(make_wheel(ACTIVITY, digests=(NEW_YEARS_EVE,)), {}, {})
    tick(store, content, town.id, morning_of(MONDAY))
    sent_on = date(2028, 1, 3)

    with store.read() as uow:
        municipality = uow.municipalities.get(town.id)
        day = stated_day(make_wheel(), NEW_YEARS_EVE, sent_on)
        digest = make_digest(uow, content, municipality, NEW_YEARS_EVE, morning_of(sent_on), day=day)

    assert (day, digest.period, [one.slot for one in digest.activities]) == (date(2027, 12, 31), "2027", ["2027"])


def test_day_on_which_something_happened_may_not_lie_ahead() -> None:
    ready = Question(key="klart", text="När blev det klart?", type=QuestionType.DATE, support=Support.HELPER, past=True)
    form = Form(key="common.prov", title="Prov", version=1, why="Prov", steps=(Step(title="Prov", questions=(ready,)),))
    (page,) = pages_of(form, {})

    today = check_page(page, {"klart": MONDAY.isoformat()}, {}, today=MONDAY)
    tomorrow = check_page(page, {"klart": "2027-01-12"}, {}, today=MONDAY)

    assert (today.answers, today.objections) == ({"klart": "2027-01-11"}, ())
    assert (tomorrow.answers, tomorrow.objections) == ({}, (Objection("klart", Complaint.NOT_YET),))
