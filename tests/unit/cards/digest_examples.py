"""What Karlstad's council is told in March, as a value for cards."""

from dataclasses import replace
from datetime import UTC, date, datetime

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
    Section,
    TopRisk,
)
from scheduler.digests import ActivityDigest, AreaCount, Digest, Missing, QuestionShares
from scheduler.rules_yearly import MonthRule
from scheduler.usecases.councils import Offered
from scheduler.wheel import DigestPlan

CUT_OFF = datetime(2027, 3, 15, 7, 0, tzinfo=UTC)


def missing(place: str, *, late: bool = True) -> Missing:
    due = date(2027, 2, 28) if late else date(2027, 3, 31)
    return Missing("Utförarens verksamhetsberättelse", place, due, is_late=late)


STORIES = ActivityDigest(
    activity="verksamhetsberattelse",
    title="Utförarens verksamhetsberättelse",
    slot="2026",
    answered=10,
    expected=12,
    areas=(AreaCount("Funktionsstöd", 3, 3), AreaCount("Hemtjänst", 3, 4), AreaCount("Särskilt boende", 4, 5)),
    questions=(
        QuestionShares(
            "Motsvarar resultatet det ni kommit överens om?",
            (OptionShare("Ja", 6), OptionShare("Delvis", 3), OptionShare("Nej", 1)),
            unanswered=2,
        ),
    ),
    missing=(missing("Omtanken hemtjänst"), missing("Kroppkärr")),
)
CHECKS = ActivityDigest(
    activity="egenkontroll",
    title="Sammanställning av förra årets egenkontroll",
    slot="2026",
    answered=4,
    expected=12,
    areas=(AreaCount("Hemtjänst", 1, 5), AreaCount("Särskilt boende", 3, 7)),
    questions=(
        QuestionShares(
            "Vad bygger ni analysen på?",
            (OptionShare("Kundundersökning", 4), OptionShare("Tillsyn", 2), OptionShare("Kvalitetsregister", 1)),
            unanswered=8,
        ),
    ),
    missing=tuple(missing(f"Enhet {number}", late=False) for number in range(1, 9)),
)
SAFETY = ActivityDigest(
    activity="patientsakerhet",
    title="Patientsäkerhetsberättelse",
    slot="2026",
    answered=1,
    expected=1,
    areas=(AreaCount(None, 1, 1),),
    questions=(),
    missing=(),
)
WEAK = (OptionShare("Delvis", 6, "delvis", weak=True), OptionShare("Nej", 5, "nej", weak=True))
AGREED = QuestionShares(
    "Arbetar ni som rutinen säger?",
    (OptionShare("Ja", 9, "ja"), *WEAK, OptionShare("Inte aktuellt hos oss", 5, "ej", not_applicable=True)),
    unanswered=1,
    key="foljs",
    earlier=(
        EarlierShares(
            Against.YEAR,
            "2026",
            (
                OptionShare("Ja", 8, "ja"),
                OptionShare("Delvis", 6, "delvis", weak=True),
                OptionShare("Nej", 8, "nej", weak=True),
                OptionShare("Inte aktuellt hos oss", 0, "ej", not_applicable=True),
            ),
            2,
        ),
    ),
)
CONTROLS = ActivityDigest(
    activity="egenkontroll_enhet",
    title="Enhetens egenkontroll",
    slot="2027",
    answered=25,
    expected=26,
    areas=(AreaCount("Hemtjänst", 12, 12), AreaCount("Särskilt boende", 13, 14)),
    questions=(
        AGREED,
        QuestionShares(
            "Är åtgärderna gjorda?",
            (OptionShare("Ja", 20, "ja"), OptionShare("Några", None, "delvis"), OptionShare("Nej", None, "nej")),
            1,
            "gjorda",
        ),
        QuestionShares("Hjälpte de?", (OptionShare("Ja", None, "ja"), OptionShare("Nej", None, "nej")), 1, hidden=True),
    ),
    missing=(missing("Kroppkärr"),),
    earlier=(EarlierCount(Against.YEAR, "2026", 22, 26),),
)
WHOLE_YEAR = Digest(
    key="kvalitetsrad_helar",
    title="Hela året i en sammanfattning",
    body="kvalitetsrad",
    body_name="Kvalitetsrådet (exempel)",
    period="2027",
    cut_off=CUT_OFF,
    activities=(CONTROLS, STORIES),
    revisions=(1, 2, 3),
    example=True,
    sections=tuple(Section),
    few=5,
    next_meeting=date(2027, 4, 22),
    patterns=(
        Pattern(
            PatternKind.UNITS,
            "egenkontroll_enhet",
            "Enhetens egenkontroll",
            "2027",
            "foljs",
            "Arbetar ni som rutinen säger?",
            5,
            ("Enhet 3", "Kroppkärr", "Omtanken hemtjänst", "Solgården", "Älvgården"),
        ),
        Pattern(
            PatternKind.YEARS,
            "egenkontroll_enhet",
            "Enhetens egenkontroll",
            "2027",
            "foljs",
            "Arbetar ni som rutinen säger?",
            1,
            ("Solgården",),
        ),
    ),
    comparisons=(
        Comparison(3, "Solgården", "Särskilt boende", "särskilt boende", 12, 50, 25),
        Comparison(4, "Älvgården", "Särskilt boende", "särskilt boende", 12, 25, 25),
    ),
    risks=RiskMatrix(
        4,
        6,
        (RiskCell(1, 2, 1), RiskCell(2, 2, 3), RiskCell(3, 4, 2), RiskCell(4, 4, 1)),
        (
            TopRisk(4, 4, "risk", "Risk- och väsentlighetsanalys", "Hemtjänst", "", 2, 0),
            TopRisk(3, 4, "risk", "Risk- och väsentlighetsanalys", "Särskilt boende", "Bemanning på natten", 3, 1),
        ),
    ),
    actions=(ActionCounts("Hemtjänst", 4, 1, 7), ActionCounts(None, 2, 0, 0)),
    decisions=(DecisionWaiting("plan", "Intern kontrollplan", "2027", "Karlstad", date(2027, 4, 30), answered=True),),
    deadlines=(Deadline("kbu", "Kundundersökning KBU", "2027", date(2027, 3, 31), 8),),
    quotes=(Quote("e", "Enhetens egenkontroll", "Vad gick bra?", "Vi hann med promenaderna.", "Solgården", 3),),
)
"""Every section, as the council itself reads it."""

DIGEST = Digest(
    key="kvalitetsrad_arets_borjan",
    title="Så gick förra året: verksamhetsberättelser och bokslut",
    body="kvalitetsrad",
    body_name="Kvalitetsrådet (exempel)",
    period="2027",
    cut_off=CUT_OFF,
    activities=(STORIES, CHECKS, SAFETY),
    revisions=(1, 2, 3),
    example=True,
)
LMU = DigestPlan(
    key="enhetschef_lmu",
    title="Medarbetarundersökningen hos er",
    role="enhetschef",
    rule=MonthRule(month=3),
)
OFFERED = (
    Offered(replace(LMU, key="helar", title="Hela året", body="rad", role=None), "Kvalitetsrådet", date(2027, 12, 15)),
    Offered(LMU, "Enhetschef", None),
)
