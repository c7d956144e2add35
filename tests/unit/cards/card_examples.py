"""Anna Lindqvist's January and February in Karlstad, as values for cards."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime

from scheduler.assignments import Assignment
from scheduler.chains import Awaited
from scheduler.client_matters import ClientMatters
from scheduler.forms import (
    Answers,
    Condition,
    Form,
    Option,
    Page,
    Question,
    QuestionType,
    Repeat,
    Step,
    Support,
    asked_on,
    pages_of,
)
from scheduler.lifecycle import State
from scheduler.organisation import Subject
from scheduler.ports_answering import Submission
from scheduler.reasons import LedTo, Place, WhyAsked
from scheduler.slots import Precision
from scheduler.usecases.opening import Waiting
from scheduler.usecases.outcomes import FormPage, Notice
from scheduler.usecases.tasks import TaskList
from scheduler.wheel_parts import Level, Source

TODAY = date(2027, 2, 19)
ANNA = "Anna Lindqvist"
SENT_AT = datetime(2027, 2, 19, 8, 14, tzinfo=UTC)


def task(number: int, title: str, place: str, due: date | None, **changes: object) -> Assignment:
    plain = Assignment(
        id=number,
        municipality_id=1,
        activity="verksamhetsberattelse",
        title=title,
        slot="2026",
        asks_from=date(2027, 1, 4),
        opens=date(2027, 1, 1),
        due=due,
        precision=Precision.DAY if due else Precision.NONE,
        subject=Subject(Level.UNIT, number),
        place=place,
        role="enhetschef",
        state=State.OPEN,
        form="karlstad.form_verksamhetsberattelse",
        form_version=1,
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


STORY = "Utförarens verksamhetsberättelse"
LATE = task(1, "Resultat på patientsäkerhetsmålen", "Kroppkärr", date(2027, 2, 16))
STARTED = task(2, STORY, "Sandbäcken", date(2027, 2, 28), state=State.STARTED)
NEAR = task(3, STORY, "Rosengården", date(2027, 2, 28))
CALM = task(4, "Sammanställning av förra årets egenkontroll", "Sandbäcken", date(2027, 3, 31))
IN_A_MONTH = task(
    5, "Fokusgrupper för anhöriga", "Rosengården", date(2027, 4, 30), precision=Precision.MONTH, slot="2027"
)
ENDLESS = task(6, "Genomförandeplaner hålls aktuella", "Kroppkärr", None, slot="2027")
RETURNED = task(7, STORY, "Kroppkärr", date(2027, 2, 28), state=State.RETURNED)
TASKS = (LATE, STARTED, NEAR, CALM, IN_A_MONTH, ENDLESS)
COMING = (
    task(8, "Verksamhetsplan", "Sandbäcken", date(2027, 11, 30), state=State.PLANNED, asks_from=date(2027, 9, 1)),
    task(9, "Verksamhetsplan", "Rosengården", date(2027, 11, 30), state=State.PLANNED, asks_from=date(2027, 9, 1)),
)


WHOLE = task(11, "Riskbedömning för förvaltningen", "Karlstad", date(2027, 3, 31), state=State.PLANNED, slot="2027")
SAMPLE = task(12, "Samlad tillsyn", "Karlstad", date(2027, 4, 30), state=State.PLANNED, slot="2027-T1")
WAITING = (
    Waiting(WHOLE, (Awaited("risk", "Risk- och väsentlighetsanalys", 3, 4), Awaited("mal", "Målen", 0, 1))),
    Waiting(SAMPLE, (Awaited("tillsyn", "", 1, 2),)),
)
WAITING_TASKS = TaskList(TODAY, TASKS[:2], COMING, 2, WAITING)


def question(key: str, text: str, kind: QuestionType, **more: object) -> Question:
    return Question(key=key, text=text, type=kind, support=Support.TEXT, **more)  # type: ignore[arg-type]


YES_NO = (Option(key="ja", title="Ja"), Option(key="delvis", title="Delvis"), Option(key="nej", title="Nej"))
GOALS = question(
    "utfall_mal", "Hur gick det med vart och ett av målen?", QuestionType.TEXT,
    help="Ta ett mål i taget: vad ni nådde, och vad som återstår.",
)  # fmt: skip
PLAN = question("utfall_plan", "Vad blev gjort av det som stod i verksamhetsplanen?", QuestionType.TEXT)
SHARE = question("andel", "Hur stor del av målen nådde ni?", QuestionType.PERCENT, minimum=0, maximum=100)
OUTCOME = question("utfall", "Motsvarar resultatet det ni kommit överens om?", QuestionType.CHOICE, options=YES_NO)
DIFFERENCE = question(
    "skillnad", "Vad gör ni åt skillnaden?", QuestionType.TEXT, help="Vad, vem och när räcker långt.",
    when=Condition(question="utfall", one_of=("delvis", "nej")),
)  # fmt: skip
STORY_FORM = Form(
    key="karlstad.form_verksamhetsberattelse",
    title="Verksamhetsberättelse",
    version=1,
    why="Beställaren läser din berättelse när nämndens verksamhetsberättelse skrivs. "
    "Det du lärt dig i år blir en del av planen för åren som kommer.",
    steps=(
        Step(
            title="Så gick året", questions=(GOALS, PLAN), intro="Skriv kort. Det går bra att fortsätta en annan dag."
        ),
        Step(title="Slutsatsen", questions=(OUTCOME, DIFFERENCE, SHARE)),
        Step(
            title="Vidare",
            questions=(question("erfarenheter", "Vilka erfarenheter tar ni med er?", QuestionType.TEXT),),
        ),
    ),
    source=(Source(document="004", heading="Verksamhetsberättelse", lines="L685–687"),),
)

RISK_FORM = Form(
    key="karlstad.form_risk",
    title="Riskanalys",
    version=1,
    why="Dina svar avgör vad som granskas i år.",
    steps=(
        Step(
            title="Risken",
            intro="En risk i taget.",
            repeat=Repeat(key="risker", item="Risk", at_most=20),
            questions=(
                question("risk", "Vilken risk ser ni?", QuestionType.TEXT),
                question(
                    "sannolikhet", "Hur troligt är det att det händer?", QuestionType.SCALE,
                    maximum=4, low="Osannolikt", high="Mycket troligt",
                ),
                question(
                    "konsekvens", "Hur stor blir följden?", QuestionType.SCALE, maximum=10,
                    low="Knappt märkbar", high="Allvarlig",
                ),
                question("riskvarde", "Riskvärde", QuestionType.COMPUTED, product=("sannolikhet", "konsekvens")),
                question("ansvarig", "Vem föreslår du som ansvarig?", QuestionType.PERSON, required=False),
            ),
        ),
        Step(
            title="Underlaget",
            questions=(
                question(
                    "kallor", "Vad bygger ni på?", QuestionType.CHOICES,
                    options=(
                        Option(key="enkat", title="Kundundersökning"),
                        Option(key="avvikelser", title="Avvikelser, klagomål och synpunkter"),
                        Option(key="tillsyn", title="Tillsyn"),
                    ),
                ),
                question(
                    "omrade", "Vilket område gäller det mest?", QuestionType.CHOICE, required=False,
                    options=tuple(Option(key=f"o{n}", title=f"Område {n}") for n in range(1, 9)),
                ),
                question("kostnad", "Vad kostar det att låta bli?", QuestionType.NUMBER, unit="kronor", minimum=0),
                question("klart", "När är analysen klar?", QuestionType.DATE),
                question("lank", "Länk till underlag", QuestionType.LINK, required=False),
            ),
        ),
    ),
)  # fmt: skip
RISK_TASK = task(10, "Riskanalys", "Sandbäcken", date(2027, 4, 30), precision=Precision.MONTH, slot="2027-H1")


WHY = WhyAsked(
    (Place("Ledningssystem för kvalitet", "Verksamhetsberättelse"),),
    ("Verksamhetschef", "Vård- och omsorgsnämnden"),
    (
        LedTo(
            slot="2025",
            body="Vård- och omsorgsnämnden",
            adopted=True,
            decided_on=date(2026, 3, 25),
            paragraph="§ 48",
            case_number="VON-2026-12",
        ),
    ),
)


def page_of(form: Form, number: int, answers: Answers | None = None) -> Page:
    """The page that people call number one, two, three."""
    return pages_of(form, answers or {})[number - 1]


def form_page(
    page: Page, values: Mapping[str, str] | None = None, *, form: Form = STORY_FORM, **changes: object
) -> FormPage:
    shown = FormPage(
        task=STARTED,
        form=form,
        page=page,
        asked=tuple(asked_on(page, {})),
        today=TODAY,
        values=values or {},
        objections=(),
        draft_version=3,
        token="tok3n-tok3n-tok3n-tok3n",
        notice=None,
        saved={},
        why=WHY,
        minutes=4,
    )
    return replace(shown, **changes)  # type: ignore[arg-type]


STALE_PAGE = form_page(
    page_of(STORY_FORM, 1),
    {"utfall_mal": "Vi nådde tre av fyra mål.", "utfall_plan": "Det mesta."},
    notice=Notice.STALE,
    saved={"utfall_mal": "Vi nådde två av fyra mål.\nDet tredje är på väg."},
)
LAST_YEAR_PAGE = form_page(
    page_of(STORY_FORM, 1),
    {"utfall_mal": "Vi nådde tre av fyra mål."},
    last_year={
        "utfall_mal": "Vi nådde två av fyra mål. Kontinuiteten blev bättre, men måltiderna fick lägre betyg.",
        "utfall_plan": "Det mesta. Introduktionen av nya medarbetare flyttades till hösten.",
    },
    last_slot="2025",
    may_keep=True,
)
ROUTINE = ClientMatters(
    routine="Karlstads rutin för lex Sarah och lex Maria", link="https://intranat.karlstad.example/lex"
)
STORY_ANSWERS: Answers = {
    "utfall_mal": "Vi nådde tre av fyra mål.\n- Kontinuiteten är 12 personer\n- *Måltiderna* får 4,2 av 5",
    "utfall_plan": "Det mesta. Introduktionen av nya medarbetare flyttades till hösten.",
    "utfall": "delvis",
    "skillnad": "Ny rutin för introduktion, klar i september.",
    "andel": 75,
    "erfarenheter": "Att fråga tidigare.",
}
RISK_ANSWERS: Answers = {
    "risker.items": 2,
    "risker.0.risk": "Vikarier får för kort introduktion.",
    "risker.0.sannolikhet": 3,
    "risker.0.konsekvens": 4,
    "risker.0.riskvarde": 12,
    "risker.1.risk": "Larmet når inte fram.",
    "risker.1.sannolikhet": 1,
    "risker.1.konsekvens": 10,
    "risker.1.riskvarde": 10,
    "kallor": ["enkat", "tillsyn"],
    "kostnad": 12500,
    "klart": "2027-03-01",
}


def submission(form: Form, answers: Answers, *, revision: int = 1) -> Submission:
    return Submission(
        id=1,
        assignment_id=2,
        revision=revision,
        token="tok3n",
        form=form.key,
        form_version=1,
        answers=answers,
        submitted_by=1,
        submitted_by_name=ANNA,
        role="enhetschef",
        submitted_at=SENT_AT,
    )


def form_of(*questions: Question) -> Form:
    """A form of one step, called nothing in particular."""
    return Form(
        key="test.form", title="Formulär", version=1, why="Därför.", steps=(Step(title="Frågor", questions=questions),)
    )
