"""People over time, as values for cards: Anna is away, Björn stands in, Karin rules."""

from datetime import UTC, date, datetime
from typing import Any

from cards.absence_card import Typed, absence_card, absence_ended_card, absence_entered_card
from cards.adaptive import Card
from cards.more_card import TIME, Complaint, MoreTyped, done_card, more_card
from cards.phrases_people import GIVE_TITLE, NO_TIME, given_text
from cards.task_cards import daily_card, task_list_card
from cards.wish_card import ruled_already_card, ruled_card, wish_card, wish_gone_card
from scheduler.absences import Absence
from scheduler.more_time import MoreTime, Ruling
from scheduler.organisation import Person, Subject
from scheduler.usecases.absences import Denied, Entered, Obstacle
from scheduler.usecases.dispatching import Daily
from scheduler.usecases.giving_time import NoTime, Ruled, Wish
from scheduler.usecases.news import GivenBack, News, Remark, TakenOver
from scheduler.usecases.tasks import TaskAlone, TaskList
from scheduler.wheel_parts import Level
from tests.unit.cards import card_examples as example

NAMES = ("Björn Ås", "Eva Nyström", "Farid Rahimi")
CHOICES = tuple(Person(number, 1, name) for number, name in enumerate(NAMES, start=2))
AWAY = Absence(id=4, municipality_id=1, person_id=1, stand_in_id=2, since=date(2027, 3, 1), until=date(2027, 3, 12))
ALSO_AWAY = Absence(
    id=5, municipality_id=1, person_id=2, stand_in_id=None, since=date(2027, 3, 8), until=date(2027, 3, 9)
)
REMARKS = {
    example.LATE.id: Remark(stands_in_for="Karin Östlund"),
    example.STARTED.id: Remark(begun_by="Johan Bergström"),
    example.NEAR.id: Remark(given_to="Eva Nyström", has_seen=True),
    example.CALM.id: Remark(given_by="Karin Östlund", put_off_until=date(2027, 3, 15)),
    example.IN_A_MONTH.id: Remark(asked_for=date(2027, 5, 31)),
}


def wish(**changes: Any) -> MoreTime:
    values: dict[str, Any] = {
        "id": 9,
        "municipality_id": 1,
        "assignment_id": example.NEAR.id,
        "asked_by": 1,
        "asked_at": datetime(2027, 2, 18, 9, 0, tzinfo=UTC),
        "due": date(2027, 2, 28),
        "wanted": date(2027, 3, 31),
        "because": "Vi byter verksamhetssystem i februari, och siffrorna kommer först i mitten av mars.",
        "role": "verksamhetschef",
        "subject": Subject(Level.AREA, 1),
    }
    return MoreTime(**(values | changes))


ASKED = Wish(wish(), example.NEAR, "Anna Lindqvist")
GRANTED = Ruled(
    wish(ruling=Ruling.GRANTED, ruled_by=3, granted=date(2027, 3, 24), answer="Till påskveckan räcker det väl?"),
    example.NEAR,
    "Karin Östlund",
)
REFUSED = Ruled(
    wish(ruling=Ruling.REFUSED, ruled_by=3, answer="Nämnden behöver svaret i mars."), example.NEAR, "Karin Östlund"
)
TAKEN_OVER = TakenOver(former=("Johan Bergström",), tasks=6, late=1, begun=(("Johan Bergström", 2),))
NEWS = News(
    taken_over=TAKEN_OVER,
    to_rule=(ASKED,),
    ruled=(REFUSED,),
    given_back=(GivenBack(example.CALM, "Eva Nyström"),),
)
ALONE = TaskAlone(example.NEAR, example.TODAY, Remark(), may_give=True)

PEOPLE_CARDS: dict[str, Card] = {
    "tasks_between_people": task_list_card(
        TaskList(
            example.TODAY,
            example.TASKS,
            example.COMING,
            2,
            remarks=REMARKS,
            to_rule=(ASKED,),
            ruled=(GRANTED,),
        ),
        example.ANNA,
    ),
    "tasks_while_away": task_list_card(TaskList(example.TODAY, example.TASKS[:1], (), 2, away=AWAY), example.ANNA),
    "daily_taken_over": daily_card(
        Daily(example.TODAY, example.TASKS[:3], 3, is_catch_up=False, news=NEWS, remarks=REMARKS), example.ANNA
    ),
    "daily_back": daily_card(
        Daily(example.TODAY, example.TASKS[:2], 0, is_catch_up=True, news=News(is_back=True)), example.ANNA
    ),
    "daily_news_alone": daily_card(
        Daily(example.TODAY, (), 2, is_catch_up=False, news=News(to_rule=(ASKED,))), "Karin Östlund"
    ),
    "absence": absence_card(CHOICES, [(AWAY, "Björn Ås")]),
    "absence_denied": absence_card(
        CHOICES,
        (),
        Typed(since="2027-03-20", until="2027-03-10", chosen="3", typed="Farid *R*"),
        Denied((Obstacle.ENDS_BEFORE, Obstacle.NOBODY)),
    ),
    "absence_entered": absence_entered_card(Entered(AWAY, CHOICES[0], (ALSO_AWAY,))),
    "absence_ended": absence_ended_card(has_begun=True),
    "more": more_card(ALONE, CHOICES),
    "more_refused": more_card(
        ALONE,
        CHOICES,
        MoreTyped(wanted="2027-02-01", because="Personal sjuk, 19121212-1212"),
        Complaint(TIME, (NO_TIME[NoTime.NOT_LATER], NO_TIME[NoTime.HAS_NUMBER])),
    ),
    "more_given": more_card(
        TaskAlone(example.NEAR, example.TODAY, Remark(given_to="Eva Nyström", has_seen=True), may_give=True), CHOICES
    ),
    "given": done_card(GIVE_TITLE, [given_text("Eva Nyström")], example.NEAR),
    "wish": wish_card(ASKED),
    "wish_refused": wish_card(ASKED, day="2027-02-01", answer="", why=(NoTime.NOT_LATER, NoTime.NO_REASON)),
    "wish_granted": ruled_card(GRANTED, "Anna Lindqvist"),
    "wish_already": ruled_already_card(GRANTED, answer="Nej, det går inte."),
    "wish_gone": wish_gone_card(),
}
