"""The first words, the help, and what is said to somebody whom nobody has entered."""

from cards import phrases
from cards.adaptive import Card, Element, card, facts, heading, text
from cards.task_cards import first_name
from cards.verbs import Verb, button


def welcome_card(name: str, *, open_tasks: int, demo: bool = False) -> Card:
    body = [
        heading(phrases.hello(first_name(name))),
        text(phrases.WELCOME_TEXT),
        text(phrases.welcome_tasks(open_tasks), bold=open_tasks > 0),
        text(phrases.WELCOME_NEXT, subtle=True),
    ]
    tasks = button(phrases.MY_TASKS, Verb.TASKS, style="positive" if open_tasks else None)
    return card(
        body,
        fallback=phrases.WELCOME_TEXT,
        actions=[tasks, *_ways(), button(phrases.TO_HELP, Verb.HELP), *(demo_buttons() if demo else ())],
    )


def help_card(*, unknown: str | None = None, demo: bool) -> Card:
    """`unknown` is what the person wrote, where it was no command."""
    words = [*phrases.HELP_WORDS, *(phrases.HELP_DEMO_WORDS if demo else ())]
    lead = phrases.not_understood(_shortened(unknown)) if unknown else phrases.HELP_TITLE
    body = [heading(lead, size="Medium"), text(phrases.HELP_TEXT, spacing="None"), facts(words)]
    return card(body, fallback=phrases.HELP_TITLE, actions=[*_commands(), *(demo_buttons() if demo else ())])


def no_access_card(name: str) -> Card:
    """`name` as Teams knows it; empty where it knows none."""
    lead = phrases.no_access_greeting(name)
    body = [heading(phrases.NO_ACCESS_TITLE, size="Medium"), text(f"{lead} {phrases.NO_ACCESS_TEXT}")]
    return card(body, fallback=phrases.NO_ACCESS_TITLE, actions=[button(phrases.NO_ACCESS_BUTTON, Verb.TASKS)])


def demo_buttons() -> list[Element]:
    return [button(phrases.DEMO_NEXT, Verb.FORWARD), button(phrases.DEMO_PEOPLE, Verb.PEOPLE)]


def _commands() -> list[Element]:
    return [button(phrases.MY_TASKS, Verb.TASKS, style="positive"), *_ways(), button(phrases.TO_DIGEST, Verb.DIGEST)]


def _ways() -> list[Element]:
    return [button(phrases.TO_WHEEL, Verb.WHEEL), button(phrases.TO_CALENDAR, Verb.CALENDAR)]


def _shortened(words: str, most: int = 80) -> str:
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
