"""What a council reads about two years of self-checks: everything that a page can show."""

from dataclasses import replace
from datetime import date, datetime

from cards.web_frame import Frame
from scheduler.digest_answers import CountedAnswer
from scheduler.digest_sections import (
    ActionCounts,
    Against,
    Comparison,
    Deadline,
    DecisionWaiting,
    EarlierCount,
    EarlierShares,
    OptionShare,
    Pattern,
    PatternKind,
    Quote,
    RiskCell,
    RiskMatrix,
    TopRisk,
)
from scheduler.digests import ActivityDigest, AreaCount, Digest, QuestionShares
from scheduler.loading import load_shipped
from scheduler.ports_answering import Submission
from scheduler.trends import Point, Trend
from scheduler.usecases.reading_digests import ReadAnswer, ReadDigest
from tests.unit.cards.card_examples import task
from tests.unit.cards.digest_examples import CUT_OFF, DIGEST, missing

PLACES = {
    "Solgården": ("Särskilt boende", "ja", "nej"),
    "Kroppkärr": ("Särskilt boende", "ja", "ja"),
    "Ekbacken": ("Särskilt boende", "delvis", "delvis"),
    "Norra hemtjänsten": ("Hemtjänst", "nej", "nej"),
    "Södra hemtjänsten": ("Hemtjänst", "ja", "ej_aktuellt"),
    "Kronoparkens gruppbostad": ("Funktionsstöd", "ja", "nej"),
}
RUTIN, PLAN = "foljs", "plan"


def answer(number: int, place: str, slot: str, *, latest: int = 1) -> CountedAnswer:
    area, routine, plan = PLACES[place]
    return CountedAnswer(
        id=number,
        assignment_id=number,
        activity="egenkontroll",
        title="Egenkontroll",
        slot=slot,
        place=place,
        area=area,
        revision=1,
        latest=latest,
        submitted_at=CUT_OFF.replace(year=int(slot)),
        chosen={RUTIN: (routine if slot == "2027" else "delvis",), PLAN: (plan,)},
    )


NOW = tuple(answer(number, place, "2027", latest=1 + (number == 42)) for number, place in enumerate(PLACES, start=41))
THEN = tuple(answer(number, place, "2026") for number, place in enumerate(list(PLACES)[:4], start=31))


def options(yes: int, partly: int, no: int, not_applicable: int) -> tuple[OptionShare, ...]:
    return (
        OptionShare("Ja", yes, "ja"),
        OptionShare("Delvis", partly, "delvis", weak=True),
        OptionShare("Nej", no, "nej", weak=True),
        OptionShare("Inte aktuellt", not_applicable, "ej_aktuellt", not_applicable=True),
    )


def question(text: str, key: str, now: tuple[OptionShare, ...], then: tuple[OptionShare, ...]) -> QuestionShares:
    return QuestionShares(text, now, 1, key=key, earlier=(EarlierShares(Against.YEAR, "2026", then, 2),))


CHECKS = ActivityDigest(
    activity="egenkontroll",
    title="Egenkontroll",
    slot="2027",
    answered=6,
    expected=7,
    areas=(AreaCount("Funktionsstöd", 1, 1), AreaCount("Hemtjänst", 2, 2), AreaCount("Särskilt boende", 3, 4)),
    questions=(
        question("Följs rutinen för läkemedel?", RUTIN, options(4, 1, 1, 0), options(0, 4, 0, 0)),
        question("Finns en aktuell plan för varje person?", PLAN, options(1, 1, 3, 1), options(1, 1, 2, 0)),
        QuestionShares("Har någon kränkts?", (OptionShare("Ja", None), OptionShare("Nej", None)), 1, hidden=True),
    ),
    missing=(missing("Björkgården"),),
    earlier=(EarlierCount(Against.YEAR, "2026", 4, 6, tuple(one.id for one in THEN)),),
)
COUNCIL = replace(
    DIGEST,
    title="Egenkontrollen 2027",
    activities=(CHECKS,),
    revisions=tuple(one.id for one in NOW),
    few=5,
    next_meeting=date(2027, 4, 20),
    patterns=(
        Pattern(
            PatternKind.UNITS,
            "egenkontroll",
            "Egenkontroll",
            "2027",
            PLAN,
            "Finns en aktuell plan för varje person?",
            4,
            ("Ekbacken", "Kronoparkens gruppbostad", "Norra hemtjänsten", "Solgården"),
        ),
    ),
    comparisons=tuple(
        Comparison(number, place, area, "hemtjänst", 12, 10 * number, 30)
        for number, (place, (area, *_)) in enumerate(PLACES.items(), start=1)
    ),
    risks=RiskMatrix(
        5,
        6,
        (RiskCell(1, 2, 3), RiskCell(3, 3, 2), RiskCell(4, 5, 1), RiskCell(5, 2, 1)),
        (
            TopRisk(4, 5, "egenkontroll", "Egenkontroll", "Ekbacken", "Fel läkemedel ges på natten", 43, 0),
            TopRisk(5, 2, "egenkontroll", "Egenkontroll", "Solgården", "", 41, 0),
        ),
    ),
    actions=(ActionCounts("Hemtjänst", 4, 1, 2), ActionCounts(None, 1, 0, 0)),
    decisions=(DecisionWaiting("plan", "Internkontrollplan", "2027", "Karlstad", date(2027, 4, 30), answered=True),),
    deadlines=(Deadline("avvikelser", "Avvikelser, kvartal 1", "2027-Q1", date(2027, 4, 10), 7),),
    quotes=(Quote("egenkontroll", "Egenkontroll", "Vad har gått bra?", "Vi handleder varandra.", "Kroppkärr", 42),),
)


def told(year: int, month: int) -> datetime:
    return CUT_OFF.replace(year=year, month=month)


TRENDS = (
    Trend(
        "Egenkontroll",
        is_of_weak=False,
        points=(Point(told(2025, 3), 60), Point(told(2026, 3), 67), Point(told(2027, 3), 86)),
    ),
    Trend("Egenkontroll", is_of_weak=True, points=(Point(told(2026, 3), 88), Point(told(2027, 3), 55))),
)


FRAME = Frame(name="Maria Castillo", form_key="nyckel")
SELF_CHECK = load_shipped("karlstad").forms["karlstad.form_egenkontroll"]


def read_whole() -> ReadAnswer:
    """The answer of Kroppkärr, which has been changed since."""
    told = next(one for one in NOW if one.place == "Kroppkärr")
    asked = task(told.assignment_id, told.title, told.place, date(2027, 3, 31))
    first = SELF_CHECK.steps[0].questions[0]
    submission = Submission(
        id=told.id,
        assignment_id=told.assignment_id,
        revision=1,
        token="token",
        form=SELF_CHECK.key,
        form_version=SELF_CHECK.version,
        answers={first.key: first.options[0].key if first.options else "Vi har övat varje vecka."},
        submitted_by=1,
        submitted_by_name="Anna Lindqvist",
        role="enhetschef",
        submitted_at=told.submitted_at,
    )
    return ReadAnswer(told, asked, submission)


def read(digest: Digest = COUNCIL) -> ReadDigest:
    return ReadDigest(7, digest, (*THEN, *NOW), TRENDS)
