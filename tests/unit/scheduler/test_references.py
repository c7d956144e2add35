"""Names that refer to nothing, names used twice, and questions that lack what their kind needs."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from scheduler.faults import Fault, Problem
from scheduler.forms import Condition, Form, Option, Question, QuestionType, Step, Support
from scheduler.references import faults_in_form, faults_in_wheel
from scheduler.rules_started import AfterRule, Outcome
from scheduler.rules_yearly import DateRule, Season, SeasonRule
from scheduler.slots import Happening, MonthDay
from scheduler.wheel import Activity, DigestPlan, Wheel
from scheduler.wheel_parts import Body, EventKind, Guarantee, Level, Limit, Meeting, Role, Source, Verb
from tests.factories import FORM, WHEEL, make_activity, make_wheel

FILE = "wheel.toml"
ROLES = "enhetschef, kvalitetsstrateg, verksamhetschef"
SOMEBODY = f"{ROLES}, von"
DIGEST = DigestPlan(key="rad", title="Råd", body="von", rule=DateRule(due=MonthDay(3, 15)))


def missing_name(key: str, expected: str, found: str) -> Fault:
    return Fault(FILE, key, Problem.NO_SUCH_REFERENCE, expected, found)


FORMS = {key: replace(FORM, key=key) for key in ("common.beslut", "common.klart", "common.redovisat")}
FORM_KEYS = ", ".join(FORMS)


def in_wheel(wheel: Wheel) -> list[Fault]:
    return list(faults_in_wheel(wheel, FILE, FORMS))


def test_wheel_without_faults_has_none() -> None:
    whole = make_activity(receiver="von", decides="von", form="common.klart", feeds=("egenkontroll",))

    assert in_wheel(make_wheel(whole, digests=(replace(DIGEST, activities=("egenkontroll",)),))) == []


@pytest.mark.parametrize(
    ("activity", "fault"),
    [
        (make_activity(performer="chef"), missing_name("activities.egenkontroll.performer", ROLES, "chef")),
        (
            make_activity(receiver="rad"),
            missing_name("activities.egenkontroll.receiver", SOMEBODY, "rad"),
        ),
        (make_activity(decides="rad"), missing_name("activities.egenkontroll.decides", SOMEBODY, "rad")),
        (make_activity(via=("von", "rad")), missing_name("activities.egenkontroll.via", SOMEBODY, "rad")),
        (
            make_activity(waits_for=("lmu",)),
            missing_name("activities.egenkontroll.waits_for", "egenkontroll", "lmu"),
        ),
        (
            make_activity(verb=Verb.ADOPTS, receiver="von"),
            Fault(FILE, "activities.egenkontroll.decides", Problem.MISSING),
        ),
        (make_activity(verb=Verb.INFORMS), Fault(FILE, "activities.egenkontroll.receiver", Problem.MISSING)),
        (
            make_activity(verb=Verb.INFORMS, receiver="enhetschef"),
            missing_name("activities.egenkontroll.receiver", "von", "enhetschef"),
        ),
        (
            make_activity(verb=Verb.INFORMS, receiver="rad"),
            missing_name("activities.egenkontroll.receiver", SOMEBODY, "rad"),
        ),
        (
            make_activity(level=Level.AREA, performer="enhetschef"),
            Fault(
                FILE,
                "activities.egenkontroll.performer",
                Problem.ROLE_TOO_NARROW,
                "verksamhetschef, kvalitetsstrateg",
                "enhetschef",
            ),
        ),
        (
            make_activity(form="common.x"),
            missing_name("activities.egenkontroll.form", FORM_KEYS, "common.x"),
        ),
        (make_activity(feeds=("lmu",)), missing_name("activities.egenkontroll.feeds", "egenkontroll", "lmu")),
        (
            make_activity(source=(Source(document="005", heading="?"),)),
            missing_name("activities.egenkontroll.source", "004", "005"),
        ),
        (
            make_activity(rule=SeasonRule(season=Season.SPRING)),
            Fault(FILE, "activities.egenkontroll.rule", Problem.MISSING, "due or month"),
        ),
    ],
)
def test_activity_is_faulty_when_it_names_what_is_not_there(activity: Activity, fault: Fault) -> None:
    assert in_wheel(make_wheel(activity)) == [fault]


def test_every_fault_of_a_wheel_is_named_at_once() -> None:
    acting = Role(key="utforare", title="Utförare", level=Level.UNIT, held_by="ingen")
    body = Body(key="kf", name="Kommunfullmäktige", secretary="ingen")
    digest = replace(DIGEST, body="rad", activities=("egenkontroll", "lmu"))
    activity = make_activity(performer="chef", form="common.x")
    wheel = make_wheel(activity, roles=(acting,), bodies=(body, body), digests=(digest, digest))
    known = {"performer": ("utforare", "chef"), "form": (FORM_KEYS, "common.x")}

    assert in_wheel(wheel) == [
        Fault(FILE, "bodies.kf", Problem.DUPLICATE, found="kf"),
        Fault(FILE, "digests.rad", Problem.DUPLICATE, found="rad"),
        missing_name("roles.utforare.held_by", "utforare", "ingen"),
        missing_name("bodies.kf.secretary", "utforare", "ingen"),
        missing_name("bodies.kf.secretary", "utforare", "ingen"),
        *(missing_name(f"activities.egenkontroll.{field}", *names) for field, names in known.items()),
        *(missing_name("digests.rad.body", "kf", "rad"), missing_name("digests.rad.activities", "egenkontroll", "lmu")),
        *(missing_name("digests.rad.body", "kf", "rad"), missing_name("digests.rad.activities", "egenkontroll", "lmu")),
    ]


@pytest.mark.parametrize("name", ["roles", "documents", "activities"])
def test_key_used_twice_is_a_fault(name: str) -> None:
    (first, *rest) = getattr(WHEEL, name)
    twice: dict[str, Any] = {name: (first, *rest, first)}
    wheel = replace(WHEEL, **twice)

    assert in_wheel(wheel) == [Fault(FILE, f"{name}.{first.key}", Problem.DUPLICATE, found=first.key)]


def test_role_that_another_acts_in_is_as_wide_as_that_other() -> None:
    acting = Role(key="utforare", title="Utförare", level=Level.UNIT, held_by="verksamhetschef")
    activity = make_activity(level=Level.AREA, performer="utforare")

    assert in_wheel(make_wheel(activity, roles=(*WHEEL.roles, acting))) == []


@pytest.mark.parametrize(
    ("outcome", "faults"),
    [
        (Outcome(question="utfall", one_of=("ja", "nej")), []),
        (Outcome(question="orsak", one_of=("Brist",)), []),
        (
            Outcome(question="svar", one_of=("nej",)),
            [("question", "allvar, antal, atgard, dag, kallor, orsak, risk, troligt, utfall, varde", "svar")],
        ),
        (
            Outcome(question="utfall", one_of=("nej", "kanske", "sen")),
            [("one_of", "ja, nej", "kanske"), ("one_of", "ja, nej", "sen")],
        ),
    ],
)
def test_outcome_is_faulty_when_the_form_never_gives_that_answer(
    outcome: Outcome, faults: list[tuple[str, str, str]]
) -> None:
    follower = make_activity(key="foljd", rule=AfterRule(activity="egenkontroll", outcome=outcome))

    assert in_wheel(make_wheel(make_activity(form="common.klart"), follower)) == [
        missing_name(f"activities.foljd.rule.outcome.{field}", expected, found) for field, expected, found in faults
    ]


def test_outcome_is_faulty_when_the_question_is_for_other_activities() -> None:
    first, *rest = FORM.steps
    elsewhere = replace(FORM, key="common.klart", steps=(replace(first, asked_in=("annan",)), *rest))
    rule = AfterRule(activity="egenkontroll", outcome=Outcome(question="utfall", one_of=("ja",)))
    wheel = make_wheel(make_activity(form="common.klart"), make_activity(key="foljd", rule=rule))

    assert list(faults_in_wheel(wheel, FILE, {**FORMS, "common.klart": elsewhere})) == [
        missing_name(
            "activities.foljd.rule.outcome.question", "allvar, atgard, dag, kallor, risk, troligt, varde", "utfall"
        )
    ]


def test_form_that_asks_nothing_in_the_activity_is_a_fault() -> None:
    elsewhere = replace(FORM, key="common.klart", steps=(replace(FORM.steps[0], asked_in=("annan", "plan")),))
    wheel = make_wheel(make_activity(form="common.klart"))

    assert list(faults_in_wheel(wheel, FILE, {**FORMS, "common.klart": elsewhere})) == [
        missing_name("activities.egenkontroll.form", "annan, plan", "egenkontroll")
    ]


def test_guarantee_is_faulty_when_it_names_what_is_not_there() -> None:
    promise = Guarantee(
        key="kontakt",
        title="Fast kontakt",
        limit=Limit(always=True),
        applies_to="hemtjänst",
        rolls_up_to="lmu",
        source=(Source(document="005", heading="Garantier"),),
    )

    assert in_wheel(make_wheel(guarantees=(promise, promise))) == [
        Fault(FILE, "guarantees.kontakt", Problem.DUPLICATE, found="kontakt"),
        missing_name("guarantees.kontakt.rolls_up_to", "egenkontroll", "lmu"),
        missing_name("guarantees.kontakt.source", "004", "005"),
        missing_name("guarantees.kontakt.rolls_up_to", "egenkontroll", "lmu"),
        missing_name("guarantees.kontakt.source", "004", "005"),
    ]


def test_meeting_called_twice_and_happening_of_no_known_event_are_faults() -> None:
    twice = Body(key="von", name="Nämnden", meetings=(Meeting(on=date(2027, 2, 10)), Meeting(on=date(2027, 2, 10))))
    wheel = make_wheel(
        bodies=(twice,),
        events=(EventKind(key="start", title="Start", level=Level.UNIT),),
        happenings=(Happening(event="slut", on=date(2027, 3, 1)),),
    )

    assert in_wheel(wheel) == [
        Fault(FILE, "bodies.von.meetings.2027-02-10", Problem.DUPLICATE, found="2027-02-10"),
        missing_name("happenings.event", "start", "slut"),
    ]


def form_of(*questions: Question) -> Form:
    return replace(FORM, steps=(Step(title="Steg", questions=questions),))


def asked(key: str, kind: QuestionType, *options: Option, product: tuple[str, ...] = ()) -> Question:
    return Question(key=key, text="Fråga?", type=kind, support=Support.TEXT, options=options, product=product)


def test_form_without_faults_has_none() -> None:
    assert list(faults_in_form(FORM, FILE)) == []


def test_every_fault_of_a_form_is_named_at_once() -> None:
    form = form_of(
        asked("val", QuestionType.CHOICE),
        asked("flera", QuestionType.CHOICES),
        asked("skala", QuestionType.SCALE),
        asked("tal", QuestionType.COMPUTED),
        asked("produkt", QuestionType.COMPUTED, product=("skala", "okand")),
        replace(asked("text", QuestionType.TEXT), when=Condition(question="borta", one_of=("ja",))),
        asked("text", QuestionType.TEXT),
    )
    keys = "flera, produkt, skala, tal, text, val"
    earlier = "flera, produkt, skala, tal, val"

    assert list(faults_in_form(form, FILE)) == [
        Fault(FILE, "steps.questions.text", Problem.DUPLICATE, found="text"),
        Fault(FILE, "steps.questions.val.options", Problem.MISSING),
        Fault(FILE, "steps.questions.flera.options", Problem.MISSING),
        Fault(FILE, "steps.questions.skala.maximum", Problem.MISSING),
        Fault(FILE, "steps.questions.tal.product", Problem.MISSING),
        missing_name("steps.questions.produkt.product", keys, "okand"),
        missing_name("steps.questions.text.when.question", earlier, "borta"),
    ]


def test_condition_that_looks_ahead_or_at_no_option_is_a_fault() -> None:
    choice = asked("val", QuestionType.CHOICE, Option(key="ja", title="Ja"))
    ahead = replace(asked("forst", QuestionType.TEXT), when=Condition(question="val", one_of=("ja",)))
    after = replace(asked("sist", QuestionType.TEXT), when=Condition(question="val", one_of=("ja", "kanske")))

    assert list(faults_in_form(form_of(ahead, choice, after), FILE)) == [
        missing_name("steps.questions.forst.when.question", "", "val"),
        missing_name("steps.questions.sist.when.one_of", "ja", "kanske"),
    ]
