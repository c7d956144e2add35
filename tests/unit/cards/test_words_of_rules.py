"""Rules of time in words."""

from dataclasses import replace

import pytest

from cards.words_of_rules import rule_words, undated_words
from scheduler.loading import load_shipped
from scheduler.rules import (
    About,
    DateRule,
    MonthDay,
    MonthRule,
    PeriodOpens,
    PeriodRule,
    Rule,
    Season,
    SeasonRule,
    StartRule,
    UndatedRule,
    WindowRule,
)

FEBRUARY, JANUARY = MonthDay(2, 28), MonthDay(1, 1)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (
            DateRule(due=FEBRUARY, opens=JANUARY, about=About.PREVIOUS),
            "senast 28 februari varje år, öppnar 1 januari, avser året före",
        ),
        (DateRule(due=MonthDay(3, None)), "senast sista mars varje år"),
        (MonthRule(month=4, every=2, base_year=2027), "i april vartannat år, räknat från 2027"),
        (MonthRule(month=4, every=3), "i april vart tredje år, basåret är inte bestämt"),
        (MonthRule(month=4, every=12, base_year=2027), "i april vart 12:e år, räknat från 2027"),
        (WindowRule(first_month=9, last_month=11, about=About.NEXT),
         "september till november varje år, avser året efter"),
        (SeasonRule(season=Season.SPRING, due=MonthDay(5, None)), "under våren varje år, senast sista maj"),
        (SeasonRule(season=Season.AUTUMN, month=11), "under hösten varje år, slutar i november"),
        (SeasonRule(season=Season.AUTUMN), "under hösten varje år"),
        (StartRule(opens=JANUARY), "börjar 1 januari varje år, slutdatum saknas"),
        (
            PeriodRule(kind="quarter", days_after=20, opens=PeriodOpens.AFTER),
            "varje kvartal, senast 20 dagar efter kvartalets slut, öppnar när perioden är slut",
        ),
        (
            PeriodRule(kind="monthly"),
            "varje månad, senast månadens sista dag, öppnar periodens första dag",
        ),
        (
            PeriodRule(kind="half_year", days_after=1),
            "varje halvår, senast 1 dag efter halvårets slut, öppnar periodens första dag",
        ),
        (UndatedRule(why="Källan säger varje år, inte när."), "utan datum: Källan säger varje år, inte när."),
    ],
)  # fmt: skip
def test_rule_words_tells_the_rule(rule: Rule, words: str) -> None:
    assert rule_words(rule) == words


ACTIVITY = load_shipped("karlstad").wheel.activities[0]


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (UndatedRule(why="Källan säger inte när."), "Källan säger inte när."),
        (
            MonthRule(month=3, every=2),
            "I mars vartannat år, basåret är inte bestämt. Bestäm vilket år som räknas som det första.",
        ),
    ],
)
def test_undated_words_tells_what_is_missing(rule: Rule, words: str) -> None:
    assert undated_words(replace(ACTIVITY, rule=rule)) == words
