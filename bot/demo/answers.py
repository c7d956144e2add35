"""What the demo adds to the chat: winding the clock, and being somebody else."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.channel import Card
from bot.chat.answers import show_tasks
from bot.chat.conversation import ARGUMENT, reference_of
from bot.chat.visit import Answer, Visit
from bot.demo.casting import cast
from bot.demo.stage import Stage
from bot.demo.winding import day_meant, last_day, next_day, wind_to
from cards.demo_cards import demo_moved_card, demo_people_card
from cards.greeting_cards import help_card
from cards.notice_cards import demo_not_moved_card
from cards.verbs import PERSON_INPUT, Verb
from scheduler.clock import StandingClock

NEXT = ("", "till nästa", "nästa")


@dataclass(frozen=True, slots=True)
class DemoAnswers:
    """The demo's verbs, around its clock and its stage."""

    clock: StandingClock
    stage: Stage

    def table(self) -> Mapping[Verb, Answer]:
        return {
            Verb.FORWARD: self.forward,
            Verb.PEOPLE: self.people,
            Verb.BECOME: self.become,
            Verb.HELP: lambda visit: help_card(demo=True),
        }

    def forward(self, visit: Visit) -> Card:
        wanted = visit.text(ARGUMENT)
        day = next_day(visit.service, visit.person) if wanted in NEXT else day_meant(wanted, visit.today)
        if day is None or not visit.today < day <= last_day(visit.today):
            return demo_not_moved_card(visit.today)
        wound = wind_to(visit.service, self.clock, day)
        return demo_moved_card(wound.day, wound.told, wound.digests)

    def people(self, visit: Visit) -> Card:
        with visit.service.store.read() as uow:
            choices = cast(uow, visit.service.content.wheel, visit.service.municipality_id, visit.today)
        return demo_people_card(choices, self.stage.current)

    def become(self, visit: Visit) -> Card:
        person = self.stage.become(visit.number(PERSON_INPUT))
        if person is None:
            return self.people(visit)
        with visit.service.store.write() as uow:
            uow.references.remember(reference_of(person, visit.turn))
        return show_tasks(Visit(visit.service, person, visit.turn, visit.now))
