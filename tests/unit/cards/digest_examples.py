"""What Karlstad's council is told in March, as a value for cards."""

from datetime import UTC, date, datetime

from scheduler.digest_sections import OptionShare
from scheduler.digests import ActivityDigest, AreaCount, Digest, Missing, QuestionShares

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
