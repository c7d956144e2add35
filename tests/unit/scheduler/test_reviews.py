"""Who judges by the wheel, which faults that can have, and which item of a group was which before."""

from dataclasses import replace
from typing import Any

import pytest

from scheduler.faults import Fault, Problem
from scheduler.forms import Answers
from scheduler.items import earlier_prefixes
from scheduler.references import faults_in_wheel
from scheduler.reviews import Reviewer, changed_keys, comments_now, reviewer_of
from scheduler.wheel import Local, Wheel
from scheduler.wheel_parts import Body, Escalation, Level, ReviewBy
from tests.factories import FORM, make_activity, make_wheel

AREA = Reviewer("verksamhetschef", Level.AREA, "Verksamhetschef")
COUNCIL = Reviewer("kvalitetsstrateg", Level.ADMINISTRATION, "Nämnden")
BODIES = (Body(key="von", name="Nämnden", secretary="kvalitetsstrateg"), Body(key="klg", name="Ledningen"))
ALL = Local(name="Vi", review=ReviewBy.RECEIVER)
FORMS = {key: replace(FORM, key=key) for key in ("common.beslut", "common.klart", "common.redovisat")}


def wheel_of(local: Local | None = None, **changes: Any) -> Wheel:
    return make_wheel(make_activity(key="a", **changes), bodies=BODIES, local=local)


@pytest.mark.parametrize(
    ("local", "changes", "expected"),
    [
        (None, {"receiver": "verksamhetschef"}, None),
        (None, {"review": "verksamhetschef"}, AREA),
        (None, {"review": "von"}, COUNCIL),
        (None, {"review": "klg"}, None),
        (None, {"review": "receiver", "receiver": "verksamhetschef"}, AREA),
        (None, {"review": "receiver", "via": ("von",), "receiver": "verksamhetschef"}, COUNCIL),
        (None, {"review": "receiver", "via": ("klg",), "receiver": "verksamhetschef"}, AREA),
        (ALL, {"receiver": "verksamhetschef"}, AREA),
        (ALL, {}, None),
        (ALL, {"receiver": "verksamhetschef", "review": "nobody"}, None),
        (ALL, {"receiver": "verksamhetschef", "decides": "von"}, None),
    ],
)
def test_reviewer_is_who_is_named_else_whoever_receives_where_the_municipality_wants_that(
    local: Local | None, changes: dict[str, Any], expected: Reviewer | None
) -> None:
    assert reviewer_of(wheel_of(local, **changes), "a") == expected


def test_role_that_others_act_in_is_the_one_that_they_are_entered_with() -> None:
    wheel = wheel_of(review="verksamhetschef")
    acting = tuple(replace(one, held_by="kvalitetsstrateg") if one.key == AREA.role else one for one in wheel.roles)

    found = reviewer_of(replace(wheel, roles=acting), "a")

    assert found == Reviewer("kvalitetsstrateg", Level.ADMINISTRATION, "Verksamhetschef")


def test_faults_of_review_and_escalation_are_named() -> None:
    wheel = wheel_of(review="rektor")
    both = wheel_of(review="von", decides="von")
    narrow = wheel_of(review="enhetschef", level=Level.AREA)
    told = replace(wheel_of(), escalation=Escalation(role="rektor", after=5))
    roles = "enhetschef, kvalitetsstrateg, verksamhetschef"

    assert [list(faults_in_wheel(one, "w.toml", FORMS)) for one in (wheel, both, narrow, told)] == [
        [
            Fault(
                "w.toml",
                "activities.a.review",
                Problem.NO_SUCH_REFERENCE,
                "enhetschef, klg, kvalitetsstrateg, nobody, receiver, verksamhetschef, von",
                "rektor",
            )
        ],
        [Fault("w.toml", "activities.a.review", Problem.ONLY_ONE, "review, decides")],
        [
            Fault(
                "w.toml",
                "activities.a.review",
                Problem.ROLE_TOO_NARROW,
                "verksamhetschef, kvalitetsstrateg",
                "enhetschef",
            )
        ],
        [Fault("w.toml", "escalation.role", Problem.NO_SUCH_REFERENCE, roles, "rektor")],
    ]


def risks(*words: str) -> Answers:
    return {"risker.items": len(words), **{f"risker.{n}.risk": each for n, each in enumerate(words)}}


@pytest.mark.parametrize(
    ("before", "now", "origins"),
    [
        (("a", "b"), ("a", "c"), (0, 1)),
        (("a", "b"), ("b",), (1,)),
        (("a",), ("x", "a"), (None, 0)),
        (("a", "b", "c"), ("a", "c"), (0, 2)),
        (("a", "b", "c"), ("a", "bb"), (0, 1)),
        ((), ("a",), (0,)),
    ],
)
def test_items_are_known_again(before: tuple[str, ...], now: tuple[str, ...], origins: tuple[int | None, ...]) -> None:
    expected = {f"risker.{n}.": None if one is None else f"risker.{one}." for n, one in enumerate(origins)}

    assert earlier_prefixes(FORM, risks(*before), risks(*now)) == expected


def test_item_that_only_moved_has_not_changed() -> None:
    changed = changed_keys(FORM, risks("a", "b"), risks("b"))

    assert changed == {"risker.items"}


def test_comment_on_an_item_that_is_gone_goes_with_it() -> None:
    said = {"risker.0.risk": "Om a", "risker.1.risk": "Om b", "utfall": "Om allt"}

    assert comments_now(FORM, risks("a", "b"), risks("b"), said) == {"risker.0.risk": "Om b", "utfall": "Om allt"}
