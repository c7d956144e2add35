"""A person's calendar address: shown once, with the plain truth about how often calendars ask."""

from collections.abc import Iterator
from datetime import date
from urllib.parse import quote

from cards import phrases
from cards.adaptive import Card, Element, card, facts, heading, open_url, text
from cards.phrases_wheel import full_day
from cards.verbs import ADDRESS_FIELD, Verb, button

OUTLOOK = "https://outlook.office.com/calendar/0/addfromweb?url={url}&name={name}"
GOOGLE = "https://calendar.google.com/calendar/u/0/r?cid={url}"


def calendar_card(url: str, webcal_url: str, *, fresh: bool, created_on: date | None) -> Card:
    """`url` and `webcal_url` are the same address twice and only used when fresh; it can't be shown again."""
    body = _new(url) if fresh else _known(created_on)
    ways = _subscribe(url, webcal_url) if fresh else _change()
    tasks = phrases.TO_TASKS if fresh else phrases.MY_TASKS
    return card(
        [heading(phrases.CALENDAR_TITLE), *body],
        fallback=phrases.CALENDAR_TITLE,
        actions=[*ways, button(tasks, Verb.TASKS, with_inputs=False)],
    )


def _new(url: str) -> Iterator[Element]:
    yield text(phrases.CALENDAR_FRESH, spacing="None")
    # A field is easier to copy from than a text, and shows every letter as it is.
    label = phrases.CALENDAR_LABEL
    yield {"type": "Input.Text", "id": ADDRESS_FIELD, "label": label, "value": url, "isMultiline": True}
    yield text(phrases.CALENDAR_SECRET, size="Small", subtle=True)
    yield text(phrases.CALENDAR_POLLING_INTRO)
    yield facts(phrases.CALENDAR_POLLING)
    yield text(phrases.CALENDAR_REMINDERS)


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


def _subscribe(url: str, webcal_url: str) -> list[Element]:
    outlook = OUTLOOK.format(url=quote(url, safe=""), name=quote(phrases.CALENDAR_NAME))
    google = GOOGLE.format(url=quote(webcal_url, safe=""))
    return [
        open_url(phrases.CALENDAR_OUTLOOK, outlook),
        open_url(phrases.CALENDAR_GOOGLE, google),
        open_url(phrases.CALENDAR_OTHER, webcal_url),
    ]
