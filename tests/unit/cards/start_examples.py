"""What Anna Lindqvist may start by hand, as values for cards."""

from cards.start_card import Choice, chosen_in
from scheduler.organisation import Subject
from scheduler.rules_started import TriggerRule
from scheduler.slots import Offset
from scheduler.usecases.starting import Startable
from scheduler.wheel import Activity
from scheduler.wheel_parts import Level
from tests.factories import make_activity

ROUTINE = make_activity(
    key="rutinforbattring",
    title="Förbättring av processer och rutiner",
    rule=TriggerRule(when="En egenkontroll visar att en process eller rutin behöver förbättras"),
)
HELP = make_activity(
    key="analysstod",
    title="Hjälp med analysen",
    rule=TriggerRule(when="En chef ber om hjälp med analysen.", due=Offset(days=10)),
)
MEETING = make_activity(
    key="temamote", title="Temamöte", summary="Enheten samlas kring ett ämne när det behövs.", optional=True
)
COUNCIL = make_activity(
    key="uppdrag", title="Uppdrag vid brist", level=Level.ADMINISTRATION, rule=TriggerRule(when="En brist rör alla")
)


def at_unit(activity: Activity, number: int, place: str) -> Startable:
    return Startable(activity, Subject(Level.UNIT, number), place)


PLACES = ((1, "Sandbäcken"), (2, "Rosengården"), (3, "Kroppkärr"))
AT_UNITS = tuple(at_unit(one, number, place) for one in (ROUTINE, MEETING) for number, place in PLACES)
AT_ONE = at_unit(HELP, 2, "Rosengården")
EVERYWHERE = Startable(COUNCIL, Subject(Level.ADMINISTRATION, 1), "")
OFFERED = (*AT_UNITS, AT_ONE, EVERYWHERE)


def without_place() -> Choice:
    """What is said when the routine was chosen and no place."""
    choice = chosen_in(OFFERED, ROUTINE.key, "")
    assert isinstance(choice, Choice)
    return choice


def many(activities: int, places: int, *, title: str = "Aktivitet", place: str = "Enhet") -> tuple[Startable, ...]:
    return tuple(
        at_unit(make_activity(key=f"a{number}", title=f"{title} {number}"[:600]), unit, f"{place} {unit}")
        for number in range(activities)
        for unit in range(1, places + 1)
    )
