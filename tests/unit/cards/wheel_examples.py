"""Karlstad's year as the wheel's tests see it, on 14 March 2027."""

from collections.abc import Callable
from datetime import date, timedelta

from cards.wheel_marks import MarkStatus, WheelMark
from scheduler.days import last_day_of
from scheduler.slots import Precision
from scheduler.wheel_parts import Phase

TODAY = date(2027, 3, 14)
DAY, MONTH, NONE = Precision.DAY, Precision.MONTH, Precision.NONE
PLAN, CHECK = Phase.PLAN, Phase.CHECK
PLANNED, OPEN, PARTLY, LATE, DONE = MarkStatus


def day(month: int, of_month: int) -> date:
    return date(2027, month, of_month)


KARLSTAD = (
    WheelMark(
        "verksamhetsberattelse", "Utförares verksamhetsberättelse", day(1, 1), day(2, 28), DAY, CHECK, PARTLY, 11, 14
    ),
    WheelMark("ekonomiskt_bokslut", "Utförares ekonomiska bokslut", day(1, 1), day(2, 28), DAY, CHECK, LATE),
    WheelMark(
        "patientsakerhetsmal", "Rapport av resultat på patientsäkerhetsmålen", day(1, 1), day(1, 31), MONTH, CHECK, DONE
    ),
    WheelMark("patientsakerhetsberattelse", "Patientsäkerhetsberättelse", day(1, 1), None, NONE, CHECK, OPEN),
    WheelMark("tillsynsberattelse", "Tillsynsberättelse", day(1, 1), None, NONE, CHECK, OPEN),
    WheelMark(
        "namndens_berattelse", "Vård- och omsorgsnämndens verksamhetsberättelse", day(1, 1), None, NONE, CHECK, OPEN
    ),
    WheelMark(
        "egenkontroll",
        "Sammanställning och analys av föregående års egenkontroll",
        day(1, 1),
        day(3, 31),
        DAY,
        CHECK,
        PARTLY,
        6,
        14,
    ),
    WheelMark("planeringsinternat", "Planeringsinternat med nämnden", day(2, 1), day(2, 28), MONTH, PLAN, DONE),
    WheelMark("planering_innevarande", "Planering för innevarande år", None, day(2, 28), DAY, PLAN, DONE),
    WheelMark("kbu", "Kundundersökning KBU", day(3, 1), day(3, 31), MONTH, CHECK, OPEN),
    WheelMark("fokusgrupper", "Fokusgrupper för anhöriga", day(3, 1), day(3, 31), MONTH, CHECK, PARTLY, 3, 14),
    WheelMark("lmu", "LMU – ledar- och medarbetarundersökning", day(3, 1), day(3, 31), MONTH, CHECK, OPEN),
    WheelMark("ramyttrande", "Ramyttrande", day(4, 1), day(4, 30), MONTH, PLAN, PLANNED),
    WheelMark("budgetuppfoljning", "Budgetuppföljning och prognos", day(5, 1), day(5, 31), MONTH, CHECK, PLANNED),
    WheelMark("tillsyn_var", "Tillsyn under våren", None, day(5, 31), DAY, CHECK, PLANNED),
    WheelMark("budget_kf", "Budget för kommande år fastställs", day(6, 1), day(6, 30), MONTH, PLAN, PLANNED),
    WheelMark("delarsbokslut", "Delårsbokslut och prognos", day(9, 1), day(9, 30), MONTH, CHECK, PLANNED),
    WheelMark("planering_host", "Planering inför hösten", day(9, 1), day(9, 30), MONTH, PLAN, PLANNED),
    WheelMark("tillsyn_host", "Tillsyn under hösten", day(9, 1), day(11, 30), MONTH, CHECK, PLANNED),
    WheelMark("internbudget", "Internbudget fastställs", day(11, 1), day(11, 30), MONTH, PLAN, PLANNED),
    WheelMark(
        "tio_manader",
        "Sammanställning av utförarinformation, tio månader",
        day(11, 1),
        day(11, 30),
        MONTH,
        CHECK,
        PLANNED,
    ),
    WheelMark("aktivitetsplan", "Aktivitetsplaner för kommande år", day(12, 1), day(12, 31), MONTH, PLAN, PLANNED),
    WheelMark(
        "verksamhetsplan", "Enhetens verksamhetsplan och kalendarium", day(12, 1), day(12, 31), MONTH, PLAN, PLANNED
    ),
)


def crowd(count: int) -> tuple[WheelMark, ...]:
    """A year fuller than any municipality's, with all phases, statuses and kinds of dates."""
    return tuple(crowded_mark(place) for place in range(count))


def crowded_mark(place: int) -> WheelMark:
    due = date(2027, 1, 1) + timedelta(days=place * 37 % 365)
    phase, status = tuple(Phase)[place % 4], tuple(MarkStatus)[place % 5]
    opens, last, precision = KINDS_OF_DATES[place % len(KINDS_OF_DATES)](due)
    return WheelMark(f"k{place}", KARLSTAD[place % 23].title, opens, last, precision, phase, status, place % 9, 9)


KINDS_OF_DATES: tuple[Callable[[date], tuple[date | None, date | None, Precision]], ...] = (
    lambda due: (None, due, DAY),
    lambda due: (due - timedelta(days=30), due, DAY),
    lambda due: (due.replace(day=1), last_day_of(due.year, due.month), MONTH),
    lambda due: (due - timedelta(days=90), last_day_of(due.year, due.month), MONTH),
    lambda due: (due, None, NONE),
    lambda due: (due, due + timedelta(days=365), DAY),
)


def same_day(count: int) -> tuple[WheelMark, ...]:
    """Many due on one day, no two of which open on the same."""
    first, due = day(1, 1), day(3, 31)
    return tuple(
        WheelMark(f"k{place}", "Egenkontroll", first + timedelta(days=place), due, DAY, CHECK, OPEN)
        for place in range(count)
    )
