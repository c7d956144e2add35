"""Rules of time in words, as one who works with quality would say them."""

from datetime import date
from typing import get_args

import pytest

from cards.words_of_rules import TELLERS, rule_words, undated_words
from scheduler.rules import AnyRule, Rule
from scheduler.rules_counted import (
    ContinuousRule,
    CoverageRule,
    Every,
    MandateRule,
    MeetingRule,
    PeriodOpens,
    PeriodRule,
    TimesRule,
)
from scheduler.rules_started import (
    AfterRule,
    CountedFrom,
    EventRule,
    IntervalRule,
    NextFrom,
    Outcome,
    TriggerRule,
    UndatedRule,
)
from scheduler.rules_yearly import (
    About,
    DateRule,
    MonthRule,
    Nth,
    OnceRule,
    Season,
    SeasonRule,
    StartRule,
    Weekday,
    WeekdayRule,
    WeekRule,
    WindowRule,
    WorkingDayRule,
)
from scheduler.slots import MonthDay, Offset, TurnBy
from scheduler.wheel_parts import Body, EventKind, Level, Meeting
from tests.factories import ACTIVITY, make_activity, make_wheel

FEBRUARY, JANUARY, MAY = MonthDay(2, 28), MonthDay(1, 1), MonthDay(5, None)
WHEEL = make_wheel(
    ACTIVITY,
    make_activity(key="analys", title="Analys"),
    bodies=(Body(key="von", name="Vård- och omsorgsnämnden", meetings=(Meeting(on=date(2027, 2, 10)),)),),
    events=(
        EventKind(key="start", title="Ny utförare börjar", level=Level.UNIT),
        EventKind(key="avtal", title="Avtal förlängs", level=Level.UNIT),
        EventKind(key="tillsyn", title="Extern tillsyn har kommit", level=Level.UNIT),
    ),
)
YEARLY = [
    (DateRule(due=FEBRUARY, opens=JANUARY, about=About.PREVIOUS),
     "senast 28 februari varje år, öppnar 1 januari, avser året före"),
    (DateRule(due=MonthDay(3, None)), "senast den sista mars varje år"),
    (DateRule(due=FEBRUARY, every=3, base_year=2027, spread=TurnBy.UNIT),
     "senast 28 februari vart tredje år, räknat från 2027, enheterna turas om"),
    (DateRule(due=FEBRUARY, every=2, spread=TurnBy.AREA),
     "senast 28 februari vartannat år, basåret är inte bestämt, verksamheterna turas om"),
    (MonthRule(month=4, every=2, base_year=2027), "i april vartannat år, räknat från 2027"),
    (MonthRule(month=4, every=3), "i april vart tredje år, basåret är inte bestämt"),
    (MonthRule(month=4, every=12, base_year=2027), "i april vart tolfte år, räknat från 2027"),
    (MonthRule(month=4, every=15, base_year=2027), "i april vart 15:e år, räknat från 2027"),
    (MonthRule(month=4, every=21, base_year=2027), "i april vart 21:a år, räknat från 2027"),
    (WindowRule(first_month=9, last_month=11, about=About.NEXT), "september till november varje år, avser året efter"),
    (SeasonRule(season=Season.SPRING, due=MAY), "under våren varje år, senast den sista maj"),
    (SeasonRule(season=Season.AUTUMN, month=11), "under hösten varje år, slutar i november"),
    (SeasonRule(season=Season.AUTUMN), "under hösten varje år"),
    (StartRule(opens=JANUARY), "börjar 1 januari varje år, slutdatum saknas"),
    (WeekRule(week=10), "senast fredag vecka 10 varje år"),
    (WeekRule(week=1, weekday=Weekday.MONDAY, opens_days=14),
     "senast måndag vecka 1 varje år, öppnar 14 dagar innan"),
    (WeekdayRule(nth=Nth.LAST, weekday=Weekday.FRIDAY, months=(9, 3)),
     "senast sista fredagen i mars och september varje år"),
    (WeekdayRule(nth=Nth.SECOND, weekday=Weekday.TUESDAY, months=(6,), opens_days=0),
     "senast andra tisdagen i juni varje år, öppnar samma dag"),
    (WorkingDayRule(day=MonthDay(3, 31), working_days=-5), "senast 5 arbetsdagar före 31 mars varje år"),
    (WorkingDayRule(day=MonthDay(12, None), working_days=1, opens_days=1),
     "senast 1 arbetsdag efter den sista december varje år, öppnar 1 dag innan"),
    (WorkingDayRule(day=MonthDay(3, 31), working_days=0), "senast 31 mars varje år"),
    (OnceRule(year=2021), "en gång, år 2021"),
]  # fmt: skip
COUNTED = [
    (PeriodRule(kind="quarter", days_after=20, opens=PeriodOpens.AFTER),
     "varje kvartal, senast 20 dagar efter kvartalets slut, öppnar när perioden är slut"),
    (PeriodRule(kind="monthly", days_after=0),
     "varje månad, senast månadens sista dag, öppnar periodens första dag"),
    (PeriodRule(kind="half_year", days_after=1),
     "varje halvår, senast 1 dag efter halvårets slut, öppnar periodens första dag"),
    (PeriodRule(kind="tertial", working_days_after=5, turns=3),
     ("varje tertial, senast 5 arbetsdagar efter tertialets slut, öppnar periodens första dag, "
     "verksamheterna turas om i 3 grupper")),
    (PeriodRule(kind="tertial", working_days_after=1, opens=PeriodOpens.AFTER),
     "varje tertial, senast 1 arbetsdag efter tertialets slut, öppnar när perioden är slut"),
    (PeriodRule(kind="quarter"), "varje kvartal"),
    (TimesRule(times=2, days=(MonthDay(4, 15), MonthDay(10, 15)), opens_days=30),
     "2 gånger om året, 15 april och 15 oktober, öppnar 30 dagar innan"),
    (TimesRule(times=2, at_least=True, days=(MonthDay(2, 1), MonthDay(5, 1), MonthDay(9, None))),
     "minst 2 gånger om året, 1 februari, 1 maj och den sista september"),
    (TimesRule(times=1), "en gång om året"),
    (TimesRule(times=1, at_least=True), "minst en gång om året"),
    (MeetingRule(body="von", days_before=7, opens_days=14),
     "senast 7 dagar före varje möte i Vård- och omsorgsnämnden, öppnar 14 dagar innan"),
    (MeetingRule(body="von", days_before=1), "senast 1 dag före varje möte i Vård- och omsorgsnämnden"),
    (MeetingRule(body="von"), "till varje möte i Vård- och omsorgsnämnden"),
    (CoverageRule(years=3, base_year=2027), "en gång under varje period på 3 år, räknat från 2027"),
    (CoverageRule(years=3), "en gång under varje period på 3 år"),
    (CoverageRule(years=1, base_year=2027), "en gång varje år, räknat från 2027"),
    (MandateRule(base_year=2027), "varje mandatperiod, senast 31 december det första året"),
    (MandateRule(base_year=2027, year_of_term=4, due=MAY, opens=JANUARY),
     "varje mandatperiod, senast den sista maj det fjärde året, öppnar 1 januari"),
    (MandateRule(), "varje mandatperiod"),
    (ContinuousRule(why="Signalerna kommer när de kommer."), "löpande: Signalerna kommer när de kommer."),
    (ContinuousRule(why="Signalerna kommer när de kommer.", nudge=Every.QUARTER),
     "löpande, påminner varje kvartal: Signalerna kommer när de kommer."),
]  # fmt: skip
DEADLINE, DONE = CountedFrom.DEADLINE, CountedFrom.COMPLETION
STARTED = [
    (EventRule(events=("start",)), "vid händelse: Ny utförare börjar"),
    (EventRule(events=("start",), due=Offset(months=6)),
     "vid händelse: Ny utförare börjar, senast 6 månader efter händelsen"),
    (EventRule(events=("start",), due=Offset(weeks=-1), opens=Offset(weeks=-4)),
     "vid händelse: Ny utförare börjar, senast 1 vecka före händelsen, öppnar 4 veckor före händelsen"),
    (EventRule(events=("start", "avtal", "tillsyn"), due=Offset()),
     ("vid någon av händelserna ”Ny utförare börjar”, ”Avtal förlängs” eller ”Extern tillsyn har kommit”, "
     "senast samma dag")),
    (AfterRule(activity="analys"), "när ”Analys” är klar"),
    (AfterRule(activity="analys", due=Offset(months=3)), "när ”Analys” är klar, inom 3 månader"),
    (AfterRule(activity="analys", also=("egenkontroll",), due=Offset(days=1)),
     "när ”Analys” eller ”Egenkontroll” är klar, inom 1 dag"),
    (AfterRule(activity="analys", outcome=Outcome(question="brist", one_of=("ja",)), due=Offset(weeks=2)),
     "när ”Analys” är klar och svaret visar att det behövs, inom 2 veckor"),
    (AfterRule(activity="analys", due=Offset()), "när ”Analys” är klar, samma dag"),
    (AfterRule(activity="analys", counted_from=DEADLINE), "från sista dagen för ”Analys”"),
    (AfterRule(activity="analys", counted_from=DEADLINE, due=Offset(months=1)),
     "senast 1 månad efter sista dagen för ”Analys”"),
    (AfterRule(activity="analys", counted_from=DEADLINE, due=Offset(weeks=-2)),
     "senast 2 veckor före sista dagen för ”Analys”"),
    (IntervalRule(months=36, first=date(2027, 5, 31)),
     "vart tredje år, räknat från när det senast blev klart, första gången 31 maj 2027"),
    (IntervalRule(months=12, first=date(2027, 5, 31), counted_from=NextFrom.SCHEDULE, opens=Offset(weeks=-4)),
     "varje år, första gången 31 maj 2027, öppnar 4 veckor före sista dagen"),
    (IntervalRule(months=24, counted_from=NextFrom.SCHEDULE), "vartannat år"),
    (IntervalRule(months=1, counted_from=NextFrom.SCHEDULE), "varje månad"),
    (IntervalRule(months=2, counted_from=NextFrom.SCHEDULE), "varannan månad"),
    (IntervalRule(months=6, counted_from=NextFrom.SCHEDULE), "var sjätte månad"),
    (IntervalRule(months=18), "var 18:e månad, räknat från när det senast blev klart"),
    (TriggerRule(when="En anmälan enligt lex Sarah har gjorts.", due=Offset(months=2)),
     "En anmälan enligt lex Sarah har gjorts, inom 2 månader"),
    (TriggerRule(when="Någon ber om det"), "Någon ber om det"),
    (UndatedRule(why="Källan säger inte när."), "utan datum: Källan säger inte när."),
    (UndatedRule(why="Källan säger inte när.", every=1), "varje år, utan datum: Källan säger inte när."),
    (UndatedRule(why="Källan säger inte när.", every=2), "vartannat år, utan datum: Källan säger inte när."),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "words"), [*YEARLY, *COUNTED, *STARTED])
def test_rule_words_tells_the_rule(rule: Rule, words: str) -> None:
    assert rule_words(rule, WHEEL) == words


def test_every_kind_of_rule_is_told_and_has_an_example_here() -> None:
    examples = {type(rule) for rule, _ in [*YEARLY, *COUNTED, *STARTED]}

    assert examples == set(TELLERS) == set(get_args(AnyRule))


def test_unknown_keys_are_told_as_they_are() -> None:
    rules: list[Rule] = [EventRule(events=("slut",)), AfterRule(activity="lmu"), MeetingRule(body="rad")]

    assert [rule_words(rule, WHEEL) for rule in rules] == [
        "vid händelse: slut",
        "när ”lmu” är klar",
        "till varje möte i rad",
    ]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (UndatedRule(why="Källan säger inte när."), "Källan säger inte när."),
        (MonthRule(month=3, every=2),
         "I mars vartannat år, basåret är inte bestämt. Bestäm vilket år som räknas som det första."),
        (PeriodRule(kind="quarter"),
         "Varje kvartal. Bestäm hur många dagar efter periodens slut det ska vara klart."),
        (PeriodRule(kind="quarter", why="Rapporten lämnas kvartalsvis. Bestäm en dag."),
         "Varje kvartal. Rapporten lämnas kvartalsvis. Bestäm en dag."),
        (TimesRule(times=2), "2 gånger om året. Bestäm vilka dagar det ska göras."),
        (TimesRule(times=2, why="Välj två av nämndens möten."), "2 gånger om året. Välj två av nämndens möten."),
        (MeetingRule(body="rad"), "Till varje möte i rad. Lägg in mötesdagarna."),
        (MeetingRule(body="rad", why="Rådets möten är inte bestämda."),
         "Till varje möte i rad. Rådets möten är inte bestämda."),
        (MeetingRule(body="von", why="Inte längre sant."), "Till varje möte i Vård- och omsorgsnämnden."),
        (CoverageRule(years=3),
         "En gång under varje period på 3 år. Bestäm vilket år som räknas som det första."),
        (MandateRule(), "Varje mandatperiod. Bestäm vilket år som räknas som det första."),
        (IntervalRule(months=36),
         "Vart tredje år, räknat från när det senast blev klart. Bestäm vilken dag det görs första gången."),
        (ContinuousRule(why="Signalerna kommer när de kommer."), "Löpande: Signalerna kommer när de kommer."),
        (TriggerRule(when="När någon ber om det."), "När någon ber om det."),
        (AfterRule(activity="analys"), "När ”Analys” är klar."),
        (OnceRule(year=2021), "En gång, år 2021."),
    ],
)  # fmt: skip
def test_undated_words_tells_what_starts_it_or_what_is_missing(rule: Rule, words: str) -> None:
    assert undated_words(make_activity(rule=rule), WHEEL) == words
