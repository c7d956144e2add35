"""What the rows say of several claimed messages, read at one moment with as many questions as for one."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from scheduler.assignments import Assignment
from scheduler.clock import local_day
from scheduler.lifecycle import ANSWERABLE
from scheduler.organisation import Person
from scheduler.outbox import Message
from scheduler.ports import UnitOfWork
from scheduler.ports_actions import AskedAction
from scheduler.ports_sending import Reference
from scheduler.usecases.hearing import Rumours, rumours_for
from scheduler.usecases.news import News, news_of


@dataclass(frozen=True, slots=True)
class Briefing:
    """`tasks`, `actions`, roles, people and references by person, `asked` and `told` by message.

    What there is none of is not in them.
    """

    today: date
    tasks: Mapping[int, Sequence[Assignment]]
    asked: Mapping[int, Collection[int]]
    people: Mapping[int, Person]
    roles: Mapping[int, Collection[str]]
    references: Mapping[int, Reference]
    rumours: Rumours
    news: Mapping[int, News] = field(default_factory=dict)
    actions: Mapping[int, Sequence[AskedAction]] = field(default_factory=dict)
    told: Mapping[int, Collection[int]] = field(default_factory=dict)


def brief(uow: UnitOfWork, messages: Collection[Message], now: datetime) -> Briefing:
    """About the persons whom the messages are to, whatever their municipality; a body's message needs none of it."""
    today = local_day(now)
    persons = {one.person_id: one.municipality_id for one in messages if one.person_id is not None}
    people: dict[int, Person] = {}
    news: dict[int, News] = {}
    for municipality_id in sorted(set(persons.values())):
        here = [person for person, of in persons.items() if of == municipality_id]
        people |= {person.id: person for person in uow.people.some_of(municipality_id, here)}
        news |= news_of(uow, uow.municipalities.get(municipality_id), here, today)
    to_persons = [one.id for one in messages if one.person_id is not None]
    return Briefing(
        today=today,
        tasks=uow.assignments.of_persons(persons, today, states=ANSWERABLE),
        asked=uow.reminders.assignments_of_each(to_persons),
        people=people,
        roles=uow.people.roles_of_each(persons, today),
        references=uow.references.of_persons(persons),
        news=news,
        actions=uow.actions.asked_of_each(persons, today),
        told=uow.action_reminders.told_in(to_persons),
        rumours=rumours_for(uow, messages, today),
    )
