"""A channel that keeps what it is given, as the invented people's mailbox."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.channel import Address, Card
from cards.verbs import Verb
from scheduler.clock import Clock, local_day
from scheduler.organisation import Person
from scheduler.ports_sending import Reference
from scheduler.wheel_parts import Body

PERSON = "person:"


@dataclass(frozen=True, slots=True)
class Delivered:
    """One card: to a person's conversation or a channel, on which day, offering which tasks.

    `names_more` where there are others, to be found in the list that the card offers; `names_reviews` where there are
    answers to judge.
    """

    to: str
    day: date
    tasks: tuple[int, ...]
    names_more: bool = False
    names_reviews: bool = False

    @property
    def person_id(self) -> int | None:
        return int(self.to.removeprefix(PERSON)) if self.to.startswith(PERSON) else None


@dataclass(slots=True)
class Mailbox:
    """A `Channel` that always succeeds."""

    clock: Clock
    delivered: list[Delivered] = field(default_factory=list)

    async def send(self, to: Address, card: Card) -> str:
        return self._keep(to.conversation_id, card)

    async def update(self, to: Address, activity_id: str, *, card: Card) -> None:
        return None

    async def delete(self, to: Address, activity_id: str) -> None:
        return None

    async def open_personal(self, *, service_url: str, tenant_id: str, bot_id: str, user_id: str) -> Address:
        return Address(service_url, user_id, tenant_id, "simulated", bot_id)

    async def post_in_channel(
        self, *, service_url: str, tenant_id: str, bot_id: str, channel_id: str, card: Card
    ) -> str:
        return self._keep(channel_id, card)

    def _keep(self, to: str, card: Card) -> str:
        day = local_day(self.clock.now())
        verbs = {part["verb"] for part in _actions(card)}
        tasks = tuple(dict.fromkeys(tasks_offered(card)))
        self.delivered.append(Delivered(to, day, tasks, Verb.TASKS in verbs, Verb.REVIEWS in verbs))
        return f"activity-{len(self.delivered)}"


def tasks_offered(card: object) -> Iterator[int]:
    """The tasks that a card's buttons open, wherever in the card they stand."""
    for part in _actions(card):
        data = part.get("data")
        if part["verb"] == Verb.OPEN and isinstance(data, Mapping):
            yield int(data["task"])


def _actions(part: object) -> Iterator[Mapping[str, Any]]:
    if isinstance(part, Mapping):
        if "verb" in part:
            yield part
        for inner in part.values():
            yield from _actions(inner)
    elif isinstance(part, Sequence) and not isinstance(part, str):
        for inner in part:
            yield from _actions(inner)


def person_reference(person: Person) -> Reference:
    return _reference(person.municipality_id, f"{PERSON}{person.id}", person_id=person.id)


def body_reference(municipality_id: int, body: Body) -> Reference:
    return _reference(municipality_id, f"body:{body.key}", body=body.key)


def _reference(
    municipality_id: int, conversation: str, *, person_id: int | None = None, body: str | None = None
) -> Reference:
    return Reference(
        municipality_id, "http://localhost", conversation, "simulated", "simulated", "bot", person_id, body
    )
