"""What people hear beside their tasks, day by day, through the real rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from scheduler.days import each_day
from scheduler.outbox import Message, MessageKind
from scheduler.upshots import Upshot
from scheduler.usecases.dispatching import Daily, content_of
from tests.usecases.living import Life, at


@dataclass(frozen=True, slots=True)
class Heard:
    """One message: to whom, of which kind, about which places, and what it said of what is late or waits."""

    day: date
    name: str
    kind: MessageKind
    tasks: tuple[str, ...] = ()
    to_judge: int = 0
    late: tuple[str, ...] = ()
    warned: tuple[str, ...] = ()
    warned_on: date | None = None
    news: tuple[str, ...] = ()


def listen(life: Life, first: date, last: date) -> list[Heard]:
    """Tick and send every morning; what was heard."""
    return [heard for day in each_day(first, last) for heard in _morning(life, day)]


def _morning(life: Life, day: date) -> Iterator[Heard]:
    life.tick(at(day))
    if day.weekday() < 5:
        for message in life.claim():
            said = _said(life, message)
            if isinstance(said, Daily):
                yield _heard(life, message, said)


def _said(life: Life, message: Message) -> object:
    with life.store.write() as uow:
        said = content_of(uow, life.content, message, life.clock.now())
        if said is None:
            uow.outbox.cancel(message)
            uow.reminders.release(message.id)
        else:
            uow.outbox.mark_sent(message, at=life.clock.now(), activity_id=f"activity-{message.id}")
    return said


def _heard(life: Life, message: Message, said: Daily) -> Heard:
    with life.store.read() as uow:
        names = {person.id: person.name for person in uow.people.everyone(life.town.id)}
    beside = said.beside
    return Heard(
        day=said.today,
        name=names[message.person_id or 0],
        kind=message.kind,
        tasks=tuple(task.place for task in said.tasks),
        to_judge=beside.to_judge,
        late=tuple(task.place for task in beside.late),
        warned=tuple(task.place for task in beside.warned),
        warned_on=beside.warned_on if beside.warned else None,
        news=tuple(_told(one) for one in beside.news),
    )


def _told(news: Upshot) -> str:
    return f"{news.said_by} {news.adopted}: {', '.join(answer.place for answer in news.answers)}"
