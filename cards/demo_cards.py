"""The demo's own cards: the day has moved, and who one wants to be."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from cards import phrases
from cards.adaptive import Card, Element, card, facts, fitted, heading, text
from cards.greeting_cards import demo_buttons
from cards.verbs import PERSON_INPUT, Verb, button
from cards.words_of_time import day_words

MOST_TOLD = (30, 15, 5)


@dataclass(frozen=True, slots=True)
class PersonChoice:
    """One example person; `place` is empty where the role is for the whole administration."""

    id: int
    name: str
    role: str
    place: str


def demo_moved_card(day: date, told: Sequence[tuple[str, int]], digests: Sequence[str]) -> Card:
    """`told` are the persons who got a message and how many tasks it named; `digests` are the titles sent."""
    title = phrases.demo_now(day_words(day))
    actions = [button(phrases.MY_TASKS, Verb.TASKS), *demo_buttons()]
    return fitted(card(_moved(title, told, digests, most=most), fallback=title, actions=actions) for most in MOST_TOLD)


def demo_people_card(people: Sequence[PersonChoice], current_id: int | None) -> Card:
    choices = [{"title": phrases.demo_person(one.name, one.role, one.place), "value": str(one.id)} for one in people]
    chooser: Element = {
        "type": "Input.ChoiceSet",
        "id": PERSON_INPUT,
        "label": phrases.DEMO_PERSON_LABEL,
        "style": "compact",
        "choices": choices,
    }
    if any(one.id == current_id for one in people):
        chooser["value"] = str(current_id)
    body = [heading(phrases.DEMO_PEOPLE_TITLE), text(phrases.DEMO_PEOPLE_TEXT, spacing="None"), chooser]
    become = button(phrases.DEMO_BECOME, Verb.BECOME, style="positive")
    return card(body, fallback=phrases.DEMO_PEOPLE_TITLE, actions=[become])


def _moved(title: str, told: Sequence[tuple[str, int]], digests: Sequence[str], *, most: int) -> Iterator[Element]:
    yield heading(title)
    if told:
        yield text(phrases.DEMO_TOLD)
        yield facts((name, phrases.demo_told(count)) for name, count in told[:most])
    if len(told) > most:
        yield text(phrases.and_more(len(told) - most), subtle=True)
    if digests:
        yield text(phrases.DEMO_DIGESTS)
        yield from (text(digest, spacing="Small") for digest in digests[:most])
    if not told and not digests:
        yield text(phrases.DEMO_QUIET)
    yield text(phrases.DEMO_NOTE, size="Small", subtle=True)
