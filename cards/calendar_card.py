"""A person's calendar address: shown once, with the plain truth about how often calendars ask."""

from collections.abc import Iterator
from datetime import date

from cards import phrases
from cards import phrases_subscribing as say
from cards.adaptive import Card, Element, card, facts, heading, open_url, text
from cards.phrases_wheel import full_day
from cards.subscribing import Address
from cards.verbs import ADDRESS_FIELD, Verb, button


def calendar_card(address: Address | None, *, created_on: date | None = None) -> Card:
    """With the address when it is new, for it can't be shown again."""
    body = _new(address) if address else _known(created_on)
    ways = _subscribe(address) if address else _change()
    tasks = phrases.TO_TASKS if address else phrases.MY_TASKS
    return card(
        [heading(phrases.CALENDAR_TITLE), *body],
        fallback=phrases.CALENDAR_TITLE,
        actions=[*ways, button(tasks, Verb.TASKS, with_inputs=False)],
    )


def _new(address: Address) -> Iterator[Element]:
    yield text(phrases.CALENDAR_FRESH, spacing="None")
    # A field is easier to copy from than a text, and shows every letter as it is.
    label = phrases.CALENDAR_LABEL
    yield {"type": "Input.Text", "id": ADDRESS_FIELD, "label": label, "value": address.url, "isMultiline": True}
    yield text(phrases.CALENDAR_SECRET, size="Small", subtle=True)
    yield text(say.POLLING_INTRO)
    yield facts(say.POLLING)
    yield text(say.REMINDERS)


def _known(created_on: date | None) -> Iterator[Element]:
    if created_on is not None:
        yield text(phrases.calendar_exists(full_day(created_on)), spacing="None")
    yield text(phrases.CALENDAR_HIDDEN)
    yield text(phrases.CALENDAR_RENEW_NOTE)
    yield text(phrases.CALENDAR_CLOSE_NOTE)


def _change() -> list[Element]:
    return [
        button(phrases.CALENDAR_RENEW, Verb.CALENDAR_RENEW),
        button(phrases.CALENDAR_CLOSE, Verb.CALENDAR_CLOSE, style="destructive"),
    ]


def _subscribe(address: Address) -> list[Element]:
    return [
        open_url(say.OUTLOOK, address.outlook),
        open_url(say.GOOGLE, address.google),
        open_url(say.APPLE, address.webcal),
        open_url(say.OTHER, address.page),
    ]
