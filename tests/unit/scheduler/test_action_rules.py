"""What a wheel says about actions: read, checked, laid over, and as the four documents have it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from scheduler.action_faults import faults_in_actions, faults_in_marks
from scheduler.action_posts import Part, parts_of, posts_of
from scheduler.action_rules import ActionRules, Escalates, FollowUp, Route, Within
from scheduler.actions import Post
from scheduler.faults import Fault, Problem
from scheduler.forms import ActionPart, QuestionType
from scheduler.loading import load_shipped, load_wheel, shipped_forms, shipped_path, shipped_wheels
from scheduler.organisation import Area, Organisation, RoleHolding, Subject, Unit
from scheduler.wheel_parts import Level, Provider, Source
from tests.factories import make_wheel
from tests.usecases.with_actions import FOLLOWED, JUDGED, PLAIN, PLAN_FORM, SOURCE

MADE_ON = date(2027, 11, 30)
UNIT, AREA, WHOLE = Subject(Level.UNIT, 1), Subject(Level.AREA, 1), Subject(Level.ADMINISTRATION, 1)
TOWN = Organisation(1, (Area(1, "Äldreomsorg"),), (Unit(1, 1, "Solgården", Provider.CHOSEN),))


def follow_up(**changes: object) -> FollowUp:
    return replace(FollowUp(source=SOURCE), **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "last_day"),
    [
        ({"months": 3}, date(2028, 2, 29)),
        ({"within": Within.SAME_YEAR}, date(2027, 12, 31)),
        ({"within": Within.NEXT_YEAR}, date(2028, 12, 31)),
        ({}, None),
    ],
)
def test_follow_up_has_the_last_day_that_its_source_states(changes: dict[str, object], last_day: date | None) -> None:
    assert follow_up(**changes).last_day(MADE_ON) == last_day


def test_first_follow_up_that_fits_is_used() -> None:
    by_activity = follow_up(activities=("egenkontroll",), months=1)
    of_private = follow_up(provider=Provider.PRIVATE, months=3)
    rules = ActionRules(follow_ups=(by_activity, of_private))

    found = [
        rules.follow_up_of(activity, provider)
        for activity in ("egenkontroll", "annat")
        for provider in (Provider.PROCURED, Provider.IN_HOUSE)
    ]

    assert found == [by_activity, by_activity, of_private, None]


def test_route_is_that_of_the_provider() -> None:
    private = Route(provider=Provider.PRIVATE, through="avtalet")
    rules = ActionRules(routes=(private, Route(provider=Provider.IN_HOUSE, through="uppdraget")))

    assert [rules.route_of(one) for one in (Provider.CHOSEN, Provider.IN_HOUSE, Provider.NOT_APPLICABLE)] == [
        "avtalet",
        "uppdraget",
        "",
    ]


def test_every_broken_reference_is_named_at_once() -> None:
    rules = ActionRules(
        judged_by="kung",
        escalated_to="drottning",
        source=(Source(document="999", heading="Intet"),),
        follow_ups=(follow_up(by="prins", activities=("intet",), months=1, within=Within.SAME_YEAR),),
    )

    faults = list(faults_in_actions(make_wheel(actions=rules), "w.toml"))

    assert [(one.key, one.problem, one.found) for one in faults] == [
        ("actions.judged_by", Problem.NO_SUCH_REFERENCE, "kung"),
        ("actions.escalated_to", Problem.NO_SUCH_REFERENCE, "drottning"),
        ("actions.source", Problem.NO_SUCH_REFERENCE, "999"),
        ("actions.follow_ups.1.by", Problem.NO_SUCH_REFERENCE, "prins"),
        ("actions.follow_ups.1.activities", Problem.NO_SUCH_REFERENCE, "intet"),
        ("actions.follow_ups.1", Problem.ONLY_ONE, ""),
    ]


def test_marks_that_can_make_no_action_are_faults() -> None:
    (step,) = PLAN_FORM.steps
    questions = tuple(
        replace(one, type=QuestionType.TEXT) for one in step.questions if one.action is not ActionPart.MEASURE
    )

    faults = list(faults_in_marks(replace(PLAN_FORM, steps=(replace(step, questions=questions),)), "f.toml"))

    assert faults == [
        Fault("f.toml", "steps.questions.brist.action", Problem.MISSING, 'action = "measure"'),
        Fault("f.toml", "steps.questions.klart.type", Problem.NOT_ONE_OF, "date", "text"),
        Fault("f.toml", "steps.questions.foljs.type", Problem.NOT_ONE_OF, "date", "text"),
    ]
    assert list(faults_in_marks(PLAN_FORM, "f.toml")) == []


def test_local_decisions_are_laid_over_the_wheels_own(tmp_path: Path) -> None:
    local = tmp_path / "local.toml"
    local.write_text('wheel = "norrkoping"\n[actions]\ndue_months = 2\nneeds_evidence = false\n', encoding="utf-8")

    plain = load_shipped("norrkoping").wheel.actions
    decided = load_wheel(shipped_path("norrkoping"), local=local).wheel.actions

    assert decided == replace(plain, due_months=2, needs_evidence=False)


def test_posts_are_held_where_their_roles_are() -> None:
    wheel = make_wheel(actions=replace(JUDGED, follow_ups=FOLLOWED.follow_ups))

    posts = posts_of(wheel, TOWN, UNIT, "enhetschef", "egenkontroll")

    assert (posts.responsible, posts.judge, posts.follower, posts.receiver) == (
        Post("enhetschef", UNIT),
        Post("kvalitetsstrateg", WHOLE),
        Post("verksamhetschef", AREA),
        Post("verksamhetschef", AREA),
    )
    held = [RoleHolding("verksamhetschef", AREA, MADE_ON), RoleHolding("enhetschef", Subject(Level.UNIT, 2), MADE_ON)]
    assert parts_of(posts, held) == {Part.FOLLOWER, Part.RECEIVER}


def test_responsible_follows_up_where_nobody_is_named() -> None:
    posts = posts_of(make_wheel(actions=PLAIN), TOWN, UNIT, "enhetschef", "egenkontroll")

    assert (posts.judge, posts.follower, posts.receiver) == (None, posts.responsible, posts.responsible)


def test_norrkoping_judges_asks_for_evidence_and_routes_by_provider() -> None:
    rules = load_shipped("norrkoping").wheel.actions

    assert (rules.judged_by, rules.needs_evidence, rules.escalates) == ("bue", True, Escalates.AT_ONCE)
    assert {one.provider: one.through for one in rules.routes} == {
        Provider.PRIVATE: "avtalet",
        Provider.IN_HOUSE: "verksamhetsuppdraget",
    }


def test_atvidaberg_follows_up_contracts_within_three_months() -> None:
    rules = load_shipped("atvidaberg").wheel.actions

    found = rules.follow_up_of("atgardsplan_avtal", Provider.PRIVATE)

    assert found is not None
    assert (found.months, found.by, found.inferred) == (3, "forvaltningschef", ("by",))
    assert rules.follow_up_of("atgardsplan_avtal", Provider.IN_HOUSE) is None


def test_kristianstad_follows_up_self_checks_within_the_year_and_internal_control_in_the_next() -> None:
    rules = load_shipped("kristianstad").wheel.actions

    found = [
        rules.follow_up_of(activity, Provider.IN_HOUSE)
        for activity in ("egenkontroll_atgarder_till_vc", "intern_kontroll_granskning", "avvikelse_analys")
    ]

    assert [one.within if one else None for one in found] == [Within.SAME_YEAR, Within.NEXT_YEAR, None]


def test_karlstad_follows_until_it_is_done_or_the_commissioner_takes_over() -> None:
    rules = load_shipped("karlstad").wheel.actions

    found = rules.follow_up_of("forbattringsplan", Provider.PRIVATE)

    assert found is not None
    assert (found.by, found.last_day(MADE_ON)) == ("tillsynsenheten", None)
    assert (rules.escalates, rules.escalated_to) == (Escalates.WHEN_ASKED, "bestallare")


@pytest.mark.parametrize("wheel", shipped_wheels())
def test_every_wheel_has_forms_that_make_actions_and_activities_that_show_them(wheel: str) -> None:
    asking = {
        one.key.partition(".")[0] for one in shipped_forms() if any(question.action for question in one.questions)
    }

    assert wheel in asking
    assert any(activity.shows_actions for activity in load_shipped(wheel).wheel.activities)
