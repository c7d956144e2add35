"""What stands in a channel names no place and quotes nobody, whatever the digest itself tells."""

from dataclasses import replace
from datetime import date

from scheduler.digest_open import in_the_open
from scheduler.digest_sections import (
    Comparison,
    DecisionWaiting,
    Pattern,
    PatternKind,
    Quote,
    RiskCell,
    RiskMatrix,
    TopRisk,
)
from scheduler.digests import Digest, frozen
from tests.unit.scheduler.test_digests import CONTROL, DIGEST

PLACE = "Älvgården"
WIDE = Pattern(PatternKind.UNITS, "egenkontroll", "Egenkontroll", "2027", "utfall", "Gick det bra?", 5, (PLACE,) * 5)
NARROW = replace(WIDE, key="annat", count=4, places=(PLACE,) * 4)
RISKS = RiskMatrix(4, 5, (RiskCell(4, 4, 1),), (TopRisk(4, 4, "risk", "Risk", PLACE, "Hot", 3, 0),))
WHOLE = replace(
    DIGEST,
    few=5,
    activities=(CONTROL,),
    patterns=(WIDE, NARROW),
    comparisons=(Comparison(1, PLACE, "Äldreomsorg", "särskilt boende", 4, 50, 25),),
    risks=RISKS,
    decisions=(DecisionWaiting("plan", "Plan", "2027", PLACE, date(2027, 4, 30), answered=True),),
    quotes=(Quote("egenkontroll", "Egenkontroll", "Varför?", "Det blåste", PLACE, 3),),
)


def test_open_digest_keeps_the_counts_alone() -> None:
    assert in_the_open(WHOLE) == replace(
        WHOLE,
        open=True,
        activities=(replace(CONTROL, missing=(), late=1),),
        patterns=(replace(WIDE, places=()),),
        comparisons=(),
        risks=replace(RISKS, top=()),
        decisions=(replace(WHOLE.decisions[0], place=""),),
        quotes=(),
    )


def test_open_digest_names_no_place_and_quotes_nobody() -> None:
    told = frozen(in_the_open(WHOLE))

    assert [word in frozen(WHOLE) for word in (PLACE, "Det blåste", "Hot")] == [True] * 3
    assert [word in told for word in (PLACE, "Det blåste", "Hot")] == [False] * 3


def test_opening_again_changes_nothing() -> None:
    assert in_the_open(in_the_open(WHOLE)) == in_the_open(WHOLE)


def test_risks_of_few_places_are_not_told_in_the_open() -> None:
    few: Digest = replace(WHOLE, risks=replace(RISKS, places=4))

    assert in_the_open(few).risks is None
