"""Small scheduler values to build tests from, and people: Anna leads a unit, Björn its area, Cilla lives elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from scheduler.assignments import Assignment
from scheduler.audit import By
from scheduler.forms import Condition, Form, Option, Question, QuestionType, Repeat, Step, Support
from scheduler.loading import Content
from scheduler.organisation import Municipality, Organisation, Person
from scheduler.people_file import PeopleRow
from scheduler.planning import assignments_for, occurrences_in
from scheduler.ports import Store, UnitOfWork
from scheduler.ports_answering import NewSubmission
from scheduler.ports_sending import Reference
from scheduler.rules_yearly import DateRule
from scheduler.slots import MonthDay
from scheduler.wheel import Activity, Wheel
from scheduler.wheel_parts import ActivityLevel, Body, Document, Level, Phase, Provider, Role, Source

MONDAY = date(2027, 1, 11)
NOON = datetime(2027, 1, 11, 11, 0, tzinfo=UTC)
YEAR = 2027

FORM = Form(
    key="common.prov",
    title="Prov",
    version=1,
    why="Så att alla slags frågor kan prövas.",
    steps=(
        Step(
            title="Utfallet",
            questions=(
                Question(
                    key="utfall",
                    text="Hur gick det?",
                    type=QuestionType.CHOICE,
                    support=Support.TEXT,
                    options=(Option(key="ja", title="Bra"), Option(key="nej", title="Dåligt")),
                ),
                Question(
                    key="orsak",
                    text="Varför?",
                    type=QuestionType.TEXT,
                    support=Support.TEXT,
                    when=Condition(question="utfall", one_of=("nej",)),
                ),
                Question(
                    key="antal",
                    text="Hur många?",
                    type=QuestionType.NUMBER,
                    support=Support.HELPER,
                    required=False,
                    minimum=0,
                    maximum=100,
                ),
            ),
        ),
        Step(
            title="Riskerna",
            repeat=Repeat(key="risker", item="Risk", at_most=3),
            questions=(
                Question(key="risk", text="Vilken risk?", type=QuestionType.TEXT, support=Support.TEXT),
                Question(key="troligt", text="Troligt?", type=QuestionType.SCALE, support=Support.TEXT, maximum=4),
                Question(key="allvar", text="Allvarligt?", type=QuestionType.SCALE, support=Support.TEXT, maximum=4),
                Question(
                    key="varde",
                    text="Riskvärde",
                    type=QuestionType.COMPUTED,
                    support=Support.TEXT,
                    product=("troligt", "allvar"),
                ),
            ),
        ),
        Step(
            title="Resten",
            questions=(
                Question(
                    key="atgard",
                    text="Vad gör ni åt det?",
                    type=QuestionType.TEXT,
                    support=Support.TEXT,
                    when=Condition(question="utfall", one_of=("nej",)),
                ),
                Question(
                    key="kallor",
                    text="Vad bygger det på?",
                    type=QuestionType.CHOICES,
                    support=Support.HELPER,
                    required=False,
                    options=(Option(key="register", title="Register"), Option(key="samtal", title="Samtal")),
                ),
                Question(key="dag", text="Vilken dag?", type=QuestionType.DATE, support=Support.HELPER),
            ),
        ),
    ),
)
"""Three steps: a choice that rules others in or out, a repeat group of at most three with a product, and the rest."""

ACTIVITY = Activity(
    key="egenkontroll",
    title="Egenkontroll",
    summary="Enheten ser efter hur rutinerna följs.",
    rule=DateRule(due=MonthDay(2, 28), opens=MonthDay(1, 1)),
    level=ActivityLevel.UNIT,
    provider=Provider.BOTH,
    phase=Phase.CHECK,
    source=(Source(document="004", heading="Egenkontroll"),),
    performer="enhetschef",
)

WHEEL = Wheel(
    key="karlstad",
    municipality="Karlstad",
    administration="Vård- och omsorgsförvaltningen",
    edition="2027",
    documents=(Document(key="004", file="004.txt", title="Ledningssystem"),),
    roles=(
        Role(key="enhetschef", title="Enhetschef", level=Level.UNIT),
        Role(key="verksamhetschef", title="Verksamhetschef", level=Level.AREA),
        Role(key="kvalitetsstrateg", title="Kvalitetsstrateg", level=Level.ADMINISTRATION),
    ),
    bodies=(Body(key="von", name="Vård- och omsorgsnämnden"),),
    activities=(ACTIVITY,),
)

ANNA = PeopleRow(
    area="Äldreomsorg",
    unit="Solgården",
    provider=Provider.IN_HOUSE,
    service_types=("särskilt boende", "dagverksamhet"),
    name="Anna Ek",
    email="anna@karlstad.example",
    entra_object_id="aaaaaaaa-0000-0000-0000-000000000001",
    role="enhetschef",
    since=date(2026, 1, 1),
    until=None,
)
BJORN = replace(
    ANNA,
    unit="",
    provider=Provider.NOT_APPLICABLE,
    service_types=(),
    name="Björn Ås",
    email="bjorn@karlstad.example",
    entra_object_id="bbbbbbbb-0000-0000-0000-000000000002",
    role="verksamhetschef",
)
CILLA = replace(
    ANNA,
    name="Cilla Öst",
    email="cilla@kristianstad.example",
    entra_object_id="cccccccc-0000-0000-0000-000000000003",
)


@dataclass(slots=True)
class CountedTokens:
    """Names that are unique and the same in every run."""

    count: int = 0

    def new(self) -> str:
        self.count += 1
        return f"token-{self.count}"


def make_content(*forms: Form, wheel: Wheel = WHEEL) -> Content:
    """The newest of the forms stands last in its versions."""
    newest = {form.key: form for form in sorted(forms, key=lambda form: form.version)}
    return Content(wheel, newest, {(form.key, form.version): form for form in forms})


PERFORMERS = {Level.UNIT: "enhetschef", Level.AREA: "verksamhetschef", Level.ADMINISTRATION: "kvalitetsstrateg"}


def make_activity(**changes: Any) -> Activity:
    if "level" in changes:
        changes["level"] = ActivityLevel(changes["level"])
        changes = {"performer": PERFORMERS[changes["level"].place], **changes}
    return replace(ACTIVITY, **changes)


def make_wheel(*activities: Activity, **changes: Any) -> Wheel:
    return replace(WHEEL, **{"activities": activities or WHEEL.activities, **changes})


def make_people_rows() -> tuple[PeopleRow, ...]:
    """Anna and Björn; Cilla's row is for another municipality, whose places have the same names."""
    return ANNA, BJORN


@dataclass(frozen=True, slots=True)
class Town:
    """One municipality as it stands in the rows."""

    municipality: Municipality
    organisation: Organisation
    people: tuple[Person, ...]

    @property
    def id(self) -> int:
        return self.municipality.id


def make_town(store: Store, key: str = "karlstad", rows: Sequence[PeopleRow] = (ANNA, BJORN)) -> Town:
    """A municipality with its people, in the order of their rows."""
    with store.write() as uow:
        town = uow.municipalities.add(key, key.capitalize(), key, started_on=date(YEAR, 1, 1))
        uow.people.import_rows(town.id, rows)
        return Town(town, uow.people.organisation(town.id), tuple(uow.people.everyone(town.id)))


def plan_year(uow: UnitOfWork, town: Town, *activities: Activity, year: int = YEAR) -> int:
    """Rows for every occurrence of the activities in the year; how many assignments were added."""
    wheel = make_wheel(*activities)
    new = [one for planned in occurrences_in(wheel, year) for one in assignments_for(wheel, planned, town.organisation)]
    return uow.assignments.add_missing(town.id, new)


def plan_one(uow: UnitOfWork, town: Town, **changes: Any) -> Assignment:
    """The only assignment of one activity."""
    activity = make_activity(**changes)
    plan_year(uow, town, activity)
    (found,) = (one for one in uow.assignments.of_municipality(town.id, year=YEAR) if one.activity == activity.key)
    return found


def make_reference(municipality_id: int, **receiver: Any) -> Reference:
    """Where `person_id=` or `body=` can be written to."""
    return Reference(municipality_id, "https://smba.example/emea/", "a:1", "tenant", "msteams", "28:bot", **receiver)


def make_by(municipality_id: int = 1, **changes: Any) -> By:
    """An administrator at the command line, unless it is told otherwise."""
    return replace(By(municipality_id=municipality_id, at=NOON, request="request-1", actor="admin"), **changes)


def by_person(person: Person, **changes: Any) -> By:
    """The person, in a turn of the chat."""
    return make_by(person.municipality_id, person_id=person.id, actor="", **changes)


def make_submission(assignment_id: int, person_id: int, **changes: Any) -> NewSubmission:
    first = NewSubmission(
        assignment_id=assignment_id,
        revision=1,
        token=f"token-{assignment_id}",
        form="common.klart",
        form_version=1,
        answers={"klart": "ja", "kommentar": "Åtgärdat på Solgården"},
        closed=(("klart", "ja"),),
        submitted_by=person_id,
        role="enhetschef",
        submitted_at=NOON,
    )
    return replace(first, **changes)
