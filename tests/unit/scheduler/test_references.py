"""Names that refer to nothing, names used twice, and questions that lack what their kind needs."""

from dataclasses import replace
from typing import Any

import pytest

from scheduler.faults import Fault, Problem
from scheduler.forms import Condition, Form, Option, Question, QuestionType, Step, Support
from scheduler.references import faults_in_form, faults_in_wheel
from scheduler.rules import DateRule, MonthDay, Season, SeasonRule
from scheduler.wheel import Activity, Body, DigestPlan, Level, Role, Source, Wheel
from tests.factories import FORM, WHEEL, make_activity, make_wheel

FILE = "wheel.toml"
ROLES = "enhetschef, kvalitetsstrateg, verksamhetschef"
DIGEST = DigestPlan(key="rad", title="Råd", body="von", rule=DateRule(due=MonthDay(3, 15)))


def missing_name(key: str, expected: str, found: str) -> Fault:
    return Fault(FILE, key, Problem.NO_SUCH_REFERENCE, expected, found)


def in_wheel(wheel: Wheel, forms: tuple[str, ...] = ("common.beslut", "common.klart")) -> list[Fault]:
    return list(faults_in_wheel(wheel, FILE, forms))


def test_wheel_without_faults_has_none() -> None:
    whole = make_activity(receiver="von", decides="von", form="common.klart", feeds=("egenkontroll",))

    assert in_wheel(make_wheel(whole, digests=(replace(DIGEST, activities=("egenkontroll",)),))) == []


@pytest.mark.parametrize(
    ("activity", "fault"),
    [
        (make_activity(performer="chef"), missing_name("activities.egenkontroll.performer", ROLES, "chef")),
        (
            make_activity(receiver="rad"),
            missing_name(
                "activities.egenkontroll.receiver", "enhetschef, kvalitetsstrateg, verksamhetschef, von", "rad"
            ),
        ),
        (make_activity(decides="enhetschef"), missing_name("activities.egenkontroll.decides", "von", "enhetschef")),
        (
            make_activity(form="common.x"),
            missing_name("activities.egenkontroll.form", "common.beslut, common.klart", "common.x"),
        ),
        (make_activity(feeds=("lmu",)), missing_name("activities.egenkontroll.feeds", "egenkontroll", "lmu")),
        (
            make_activity(source=(Source(document="005", heading="?"),)),
            missing_name("activities.egenkontroll.source", "004", "005"),
        ),
        (
            make_activity(rule=SeasonRule(season=Season.SPRING)),
            Fault(FILE, "activities.egenkontroll.rule", Problem.MISSING, "due, month"),
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
    known = {"performer": ("utforare", "chef"), "form": ("common.beslut, common.klart", "common.x")}

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

    assert list(faults_in_form(form, FILE)) == [
        Fault(FILE, "steps.questions.text", Problem.DUPLICATE, found="text"),
        Fault(FILE, "steps.questions.val.options", Problem.MISSING),
        Fault(FILE, "steps.questions.flera.options", Problem.MISSING),
        Fault(FILE, "steps.questions.skala.maximum", Problem.MISSING),
        Fault(FILE, "steps.questions.tal.product", Problem.MISSING),
        missing_name("steps.questions.produkt.product", keys, "okand"),
        missing_name("steps.questions.text.when.question", keys, "borta"),
    ]
