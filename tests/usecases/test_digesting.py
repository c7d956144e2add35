"""What a body is told: counted from the rows of its own municipality, the same each time it is counted."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from scheduler.digest_sections import OptionShare
from scheduler.digests import ActivityDigest, AreaCount, Digest, Missing, QuestionShares
from scheduler.forms import Form, Option, Question, QuestionType, Repeat, Step, Support
from scheduler.lifecycle import State
from scheduler.loading import Content
from scheduler.organisation import Subject
from scheduler.planning import Basis, NewAssignment, Planned
from scheduler.rules_counted import PeriodRule
from scheduler.rules_yearly import DateRule
from scheduler.slots import MonthDay, Precision, Slot
from scheduler.usecases.counting import make_digest
from scheduler.usecases.digesting import digest_days, next_digest_day, queue_digests
from scheduler.wheel import DigestPlan, Local
from scheduler.wheel_parts import ActivityLevel, Level, Provider
from store.unit_of_work import SqlStore
from tests.factories import (
    ANNA,
    BJORN,
    CILLA,
    Town,
    make_activity,
    make_content,
    make_reference,
    make_submission,
    make_town,
    make_wheel,
    plan_year,
)
from tests.usecases.living import at

NOW = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
CHOICE = Question(
    key="utfall",
    text="Gick det bra?",
    type=QuestionType.CHOICE,
    support=Support.TEXT,
    options=(Option(key="ja", title="Ja"), Option(key="nej", title="Nej")),
)
CHOICES = replace(
    CHOICE,
    key="kallor",
    text="Underlag?",
    type=QuestionType.CHOICES,
    options=(Option(key="register", title="Register"), Option(key="samtal", title="Samtal")),
)
SCALE = replace(CHOICE, key="troligt", text="Troligt?", type=QuestionType.SCALE, options=(), maximum=3)
TEXT = replace(CHOICE, key="kommentar", text="Kommentar?", type=QuestionType.TEXT, options=())
SHORT = Form(
    key="common.kort",
    title="Kort",
    version=1,
    why="Därför.",
    steps=(
        Step(title="Allt", questions=(CHOICE, CHOICES, TEXT)),
        Step(title="Risker", questions=(SCALE,), repeat=Repeat(key="risker", item="Risk")),
    ),
)
CONTROL = make_activity(form=SHORT.key)
LATER = make_activity(
    key="kundundersokning",
    title="Kundundersökning",
    form=SHORT.key,
    rule=DateRule(due=MonthDay(3, 31), opens=MonthDay(3, 1)),
)
FUTURE = make_activity(key="host", title="Höst", rule=DateRule(due=MonthDay(11, 30), opens=MonthDay(10, 1)))
ADMINISTRATION = make_activity(
    key="plan",
    title="Plan",
    level=Level.ADMINISTRATION,
    performer="kvalitetsstrateg",
    rule=DateRule(due=MonthDay(1, 31), opens=MonthDay(1, 1)),
)
PLAN = DigestPlan(
    key="varen",
    title="Så gick våren",
    body="von",
    rule=DateRule(due=MonthDay(3, 13)),
    activities=("egenkontroll", "kundundersokning"),
)
ALL = replace(PLAN, key="helar", title="Hela året", activities=())
ALVGARDEN = replace(ANNA, unit="Älvgården", name="Eva Ny", email="eva@karlstad.example")
NORR = replace(ALVGARDEN, area="Hemtjänst", unit="Norr", name="Nils", email="nils@karlstad.example")
UNITS = (ANNA, ALVGARDEN, NORR)


OURS = Local(name="Våra beslut", few=1)


def content_of(*forms: Form, local: Local | None = OURS) -> Content:
    wheel = make_wheel(CONTROL, LATER, FUTURE, ADMINISTRATION, digests=(PLAN, ALL), local=local)
    return make_content(*(forms or (SHORT,)), wheel=wheel)


@pytest.fixture
def town(store: SqlStore) -> Town:
    town = make_town(store, rows=UNITS)
    with store.write() as uow:
        plan_year(uow, town, CONTROL, LATER, FUTURE)
    return town


def answer(store: SqlStore, town: Town, place: str, *closed: tuple[str, str], version: int = 1, **changes: Any) -> int:
    """The submission's id of that unit's control."""
    with store.write() as uow:
        found = uow.assignments.of_municipality(town.id, year=2027)
        task = next(one for one in found if (one.activity, one.place) == ("egenkontroll", place))
        uow.assignments.pin_form(task.id, version)
        uow.assignments.set_state(task.id, State.SUBMITTED)
        new = make_submission(
            task.id, town.people[0].id, form=SHORT.key, form_version=version, closed=closed, **changes
        )
        return uow.answering.submit(new).id


def made(
    store: SqlStore, town: Town, plan: DigestPlan = PLAN, now: datetime = NOW, content: Content | None = None
) -> Digest:
    with store.write() as uow:
        return make_digest(uow, content or content_of(), town.municipality, plan, now)


def activity_in(digest: Digest, key: str = "egenkontroll") -> ActivityDigest:
    return next(one for one in digest.activities if one.activity == key)


def test_digest_counts_areas_shares_and_what_is_missing(store: SqlStore, town: Town) -> None:
    first = answer(store, town, "Solgården", ("utfall", "ja"), ("kallor", "samtal"), ("troligt", "3"))
    second = answer(store, town, "Norr", ("utfall", "ja"), ("kallor", "samtal"), ("kallor", "register"))

    shares = (
        QuestionShares("Gick det bra?", (OptionShare("Ja", 2, "ja"), OptionShare("Nej", 0, "nej")), 1, "utfall"),
        QuestionShares(
            "Underlag?",
            (OptionShare("Register", 1, "register"), OptionShare("Samtal", 2, "samtal")),
            1,
            "kallor",
            several=True,
        ),
        QuestionShares(
            "Troligt?", (OptionShare("1", 0, "1"), OptionShare("2", 0, "2"), OptionShare("3", 1, "3")), 1, "troligt"
        ),
    )
    nothing = tuple(
        replace(share, options=tuple(replace(one, count=0) for one in share.options), unanswered=3, several=False)
        for share in shares
    )
    places = ("Norr", "Solgården", "Älvgården")
    assert made(store, town) == Digest(
        key="varen",
        title="Så gick våren",
        body="von",
        body_name="Vård- och omsorgsnämnden",
        period="2027",
        cut_off=NOW,
        activities=(
            ActivityDigest(
                activity="egenkontroll",
                title="Egenkontroll",
                slot="2027",
                answered=2,
                expected=3,
                areas=(AreaCount("Hemtjänst", 1, 1), AreaCount("Äldreomsorg", 1, 2)),
                questions=shares,
                missing=(Missing("Egenkontroll", "Älvgården", date(2027, 2, 28), is_late=True),),
            ),
            ActivityDigest(
                activity="kundundersokning",
                title="Kundundersökning",
                slot="2027",
                answered=0,
                expected=3,
                areas=(AreaCount("Hemtjänst", 0, 1), AreaCount("Äldreomsorg", 0, 2)),
                questions=nothing,
                missing=tuple(Missing("Kundundersökning", one, date(2027, 3, 31), is_late=False) for one in places),
            ),
        ),
        revisions=(first, second),
        example=False,
        few=1,
    )


def test_counting_again_gives_the_same_digest(store: SqlStore, town: Town) -> None:
    answer(store, town, "Solgården", ("utfall", "ja"))

    assert made(store, town) == made(store, town)


def test_shares_and_the_unanswered_sum_to_what_is_expected(store: SqlStore, town: Town) -> None:
    for place, outcome in (("Solgården", "ja"), ("Norr", "nej")):
        answer(store, town, place, ("utfall", outcome))

    digest = activity_in(made(store, town))

    choice = digest.questions[0]
    assert sum(option.count or 0 for option in choice.options) + choice.unanswered == digest.expected == 3


@pytest.mark.parametrize(
    ("now", "late"),
    [(at(date(2027, 2, 28), 23), False), (at(date(2027, 3, 1), 0), True)],
)
def test_missing_answer_is_late_from_the_day_after_its_deadline(
    store: SqlStore, town: Town, now: datetime, late: bool
) -> None:
    assert {one.is_late for one in activity_in(made(store, town, now=now)).missing} == {late}


def test_nobody_is_expected_to_answer_what_has_not_opened(store: SqlStore, town: Town) -> None:
    digest = made(store, town, ALL, now=at(date(2027, 2, 28), 12))

    assert [one.activity for one in digest.activities] == ["egenkontroll"]


def test_whole_digest_takes_in_every_activity_that_was_asked(store: SqlStore, town: Town) -> None:
    with store.write() as uow:
        plan_year(uow, town, ADMINISTRATION)

    digest = made(store, town, ALL)

    assert [one.activity for one in digest.activities] == ["plan", "egenkontroll", "kundundersokning"]
    assert activity_in(digest, "plan").areas == (AreaCount(None, 0, 1),)


def test_last_years_tasks_are_not_counted_this_year(store: SqlStore, town: Town) -> None:
    with store.write() as uow:
        plan_year(uow, town, CONTROL, year=2026)

    assert [one.slot for one in made(store, town).activities] == ["2027", "2027"]


def test_cancelled_task_is_not_expected(store: SqlStore, town: Town) -> None:
    with store.write() as uow:
        uow.assignments.set_state(1, State.CANCELLED)

    assert (activity_in(made(store, town)).expected, len(activity_in(made(store, town)).missing)) == (2, 2)


def test_returned_answer_counts_as_missing_until_it_comes_again(store: SqlStore, town: Town) -> None:
    answer(store, town, "Solgården", ("utfall", "ja"))
    with store.write() as uow:
        uow.assignments.set_state(1, State.RETURNED)

    digest = made(store, town)

    assert (activity_in(digest).answered, digest.revisions) == (0, ())
    assert activity_in(digest).questions[0].options == (OptionShare("Ja", 0, "ja"), OptionShare("Nej", 0, "nej"))


def test_only_the_latest_revision_is_counted(store: SqlStore, town: Town) -> None:
    answer(store, town, "Solgården", ("utfall", "ja"))
    second = answer(store, town, "Solgården", ("utfall", "nej"), revision=2, token="andra")

    digest = made(store, town)

    assert (activity_in(digest).answered, digest.revisions) == (1, (second,))
    assert activity_in(digest).questions[0].options == (OptionShare("Ja", 0, "ja"), OptionShare("Nej", 1, "nej"))


def test_rows_of_another_municipality_are_never_counted(store: SqlStore, town: Town) -> None:
    before = made(store, town)
    kristianstad = make_town(store, "kristianstad", [CILLA])
    with store.write() as uow:
        plan_year(uow, kristianstad, CONTROL, LATER)
    answer(store, kristianstad, "Solgården", ("utfall", "nej"))

    theirs = made(store, kristianstad)

    assert made(store, town) == before
    assert (activity_in(theirs).answered, activity_in(theirs).expected, len(theirs.revisions)) == (1, 1, 1)


def test_private_units_are_counted_with_their_area(store: SqlStore) -> None:
    town = make_town(store, rows=[ANNA, replace(ALVGARDEN, provider=Provider.PRIVATE)])
    with store.write() as uow:
        plan_year(uow, town, CONTROL)

    assert activity_in(made(store, town)).areas == (AreaCount("Äldreomsorg", 0, 2),)


def test_answer_to_an_older_version_of_the_form_is_not_lost_from_the_shares(store: SqlStore, town: Town) -> None:
    unsure = Option(key="vet_ej", title="Vet ej")
    older = replace(SHORT, steps=(Step(title="Allt", questions=(replace(CHOICE, options=(*CHOICE.options, unsure)),)),))
    newer = replace(SHORT, version=2)
    answer(store, town, "Solgården", ("utfall", "vet_ej"))
    answer(store, town, "Norr", ("utfall", "ja"), version=2)

    choice = activity_in(made(store, town, content=content_of(older, newer))).questions[0]

    assert choice == QuestionShares(
        "Gick det bra?",
        (OptionShare("Ja", 1, "ja"), OptionShare("Nej", 0, "nej"), OptionShare("Vet ej", 1, "vet_ej")),
        1,
        "utfall",
    )


def test_digest_says_when_it_rests_on_an_example(store: SqlStore, town: Town) -> None:
    found = [
        made(store, town, content=content_of(local=local)).example
        for local in (None, Local(name="Våra beslut"), Local(name="Exempel", example=True))
    ]

    assert found == [False, False, True]


def test_digest_days_are_working_days_in_order() -> None:
    wheel = content_of().wheel
    monthly = replace(PLAN, key="manad", rule=PeriodRule(kind="monthly", days_after=0), body="von")
    wheel = replace(wheel, digests=(PLAN, monthly))

    days = digest_days(wheel, date(2027, 2, 1), date(2027, 3, 15))

    assert [(day, plan.key) for day, plan in days] == [
        (date(2027, 2, 1), "manad"),
        (date(2027, 3, 1), "manad"),
        (date(2027, 3, 15), "varen"),
    ]


@pytest.mark.parametrize(
    ("after", "day"),
    [
        (date(2027, 3, 14), date(2027, 3, 15)),
        (date(2027, 3, 15), date(2028, 3, 13)),
        (date(2026, 12, 31), date(2027, 3, 15)),
    ],
)
def test_next_digest_day_is_the_first_after(after: date, day: date) -> None:
    assert next_digest_day(content_of().wheel, after) == day


def test_no_digest_day_comes_when_none_is_planned() -> None:
    assert next_digest_day(make_wheel(), date(2027, 1, 1)) is None


def queued(store: SqlStore, town: Town, now: datetime) -> int:
    with store.write() as uow:
        return queue_digests(uow, replace(content_of().wheel, digests=(PLAN,)), town.municipality, now)


def test_digest_is_queued_once_when_its_day_has_come(store: SqlStore, town: Town) -> None:
    days = [date(2027, 3, 14), date(2027, 3, 15), date(2027, 3, 15), date(2027, 3, 16), date(2027, 12, 31)]

    assert [queued(store, town, at(day)) for day in days] == [0, 1, 0, 0, 0]


def test_digest_is_queued_after_an_outage_over_its_day(store: SqlStore, town: Town) -> None:
    assert [queued(store, town, at(day)) for day in (date(2027, 3, 1), date(2027, 4, 1))] == [0, 1]


def test_only_the_latest_of_a_series_is_queued_after_an_outage_over_several(store: SqlStore, town: Town) -> None:
    monthly = replace(PLAN, rule=PeriodRule(kind="monthly", days_after=0))
    wheel = replace(content_of().wheel, digests=(monthly,))
    with store.write() as uow:
        added = [queue_digests(uow, wheel, town.municipality, at(day)) for day in (date(2027, 6, 1), date(2027, 6, 2))]

        now = at(date(2027, 6, 2))
        uow.references.remember(make_reference(town.id, body="von"))
        (claimed,) = uow.outbox.claim(calendar=now, now=now, lease_until=now + timedelta(minutes=2), limit=9)
    assert (added, claimed.day) == ([1, 0], date(2027, 5, 31))


def test_digest_from_before_the_municipality_started_is_never_queued(store: SqlStore) -> None:
    with store.write() as uow:
        late = uow.municipalities.add("karlstad", "Karlstad", "karlstad", started_on=date(2027, 3, 16))
        wheel = replace(content_of().wheel, digests=(PLAN,))

        assert [queue_digests(uow, wheel, late, at(day)) for day in (date(2027, 3, 16), date(2028, 3, 12))] == [0, 0]
        assert queue_digests(uow, wheel, late, at(date(2028, 3, 13))) == 1


def test_digest_waits_for_the_morning_of_its_day(store: SqlStore, town: Town) -> None:
    queued(store, town, at(date(2027, 3, 15), 0))
    with store.write() as uow:
        counts = uow.outbox.counts(town.id)

    assert counts == {("digest", "pending"): 1}
    assert at(date(2027, 3, 15), 8) - at(date(2027, 3, 15), 0) == timedelta(hours=8)


def test_digest_counts_the_area_manager_with_their_area(store: SqlStore) -> None:
    town = make_town(store, rows=[ANNA, BJORN, NORR])
    areas = replace(CONTROL, level=ActivityLevel.AREA, performer="verksamhetschef")
    with store.write() as uow:
        plan_year(uow, town, areas)

    assert activity_in(made(store, town)).areas == (AreaCount("Hemtjänst", 0, 1), AreaCount("Äldreomsorg", 0, 1))


@pytest.mark.parametrize("unexpected", ["optional", "hidden"])
def test_what_is_optional_or_hidden_is_neither_expected_nor_missing_until_answered(
    store: SqlStore, town: Town, unexpected: str
) -> None:
    control = make_activity(form=SHORT.key, **{unexpected: True})
    content = make_content(SHORT, wheel=make_wheel(control, LATER, digests=(PLAN,), local=OURS))

    before = made(store, town, content=content)
    answer(store, town, "Solgården", ("utfall", "nej"))
    told = activity_in(made(store, town, content=content))

    assert [one.activity for one in before.activities] == ["kundundersokning"]
    assert (before.answered, before.expected) == (0, 3)
    assert (told.answered, told.expected, told.missing) == (1, 1, ())
    assert told.areas == (AreaCount("Äldreomsorg", 1, 1),)
    assert told.questions[0] == QuestionShares(
        "Gick det bra?", (OptionShare("Ja", 0, "ja"), OptionShare("Nej", 1, "nej")), 0, "utfall"
    )


@pytest.mark.parametrize("unexpected", ["optional", "hidden"])
def test_answer_that_was_sent_back_is_no_longer_counted_of_what_is_optional_or_hidden(
    store: SqlStore, town: Town, unexpected: str
) -> None:
    content = make_content(
        SHORT, wheel=make_wheel(make_activity(form=SHORT.key, **{unexpected: True}), digests=(PLAN,))
    )
    answer(store, town, "Solgården", ("utfall", "nej"))
    with store.write() as uow:
        (task,) = (one for one in uow.assignments.of_municipality(town.id, year=2027) if one.state is State.SUBMITTED)
        uow.assignments.set_state(task.id, State.RETURNED)

    assert [one.activity for one in made(store, town, content=content).activities] == ["kundundersokning"]


def test_places_that_began_by_themselves_are_counted_together_for_their_period(store: SqlStore) -> None:
    town = make_town(store, rows=UNITS)
    slot = Slot("2027", date(2027, 1, 8), date(2027, 2, 28), Precision.DAY)
    with store.write() as uow:
        for unit, due in zip(
            town.organisation.units, (date(2027, 3, 20), date(2027, 2, 10), date(2027, 2, 28)), strict=True
        ):
            own = replace(slot, period=f"2027>unit:{unit.id}", due=due)
            place = Subject(Level.UNIT, unit.id)
            begun = NewAssignment(Planned(CONTROL, own, Basis.STARTED), place, "enhetschef", place)
            uow.assignments.add_missing(town.id, [begun])
        plan_year(uow, town, LATER)
    answer(store, town, "Solgården", ("utfall", "ja"))
    answer(store, town, "Norr", ("utfall", "ja"))

    told, later = made(store, town).activities

    assert (later.activity, told.slot, told.answered, told.expected) == ("kundundersokning", "2027", 2, 3)
    assert told.areas == (AreaCount("Hemtjänst", 1, 1), AreaCount("Äldreomsorg", 1, 2))
    assert told.questions[0].options == (OptionShare("Ja", 2, "ja"), OptionShare("Nej", 0, "nej"))
    assert told.missing == (Missing("Egenkontroll", "Älvgården", date(2027, 2, 10), is_late=True),)


def test_digest_tells_of_the_questions_that_the_activity_is_asked(store: SqlStore, town: Town) -> None:
    first, second = SHORT.steps
    narrowed = replace(SHORT, steps=(replace(first, asked_in=("annan",)), second))

    asked = activity_in(made(store, town, content=content_of(narrowed))).questions

    assert [shares.question for shares in asked] == ["Troligt?"]
