"""Short notices: why something is not shown or did not happen, and what to do instead."""

from collections.abc import Sequence
from datetime import date

from cards import phrases
from cards import phrases_notices as say
from cards.adaptive import Card, card, heading, text
from cards.greeting_cards import demo_buttons
from cards.verbs import Verb, button
from cards.words_of_time import day_words


def no_digest_card() -> Card:
    """For one who speaks for no body that gets a digest."""
    body = [heading(say.NO_DIGEST_TITLE, size="Medium"), text(say.NO_DIGEST_TEXT)]
    return card(body, fallback=say.NO_DIGEST_TITLE, actions=[button(phrases.MY_TASKS, Verb.TASKS)])


def channel_connected_card(bodies: Sequence[str]) -> Card:
    """For a channel in which somebody asked to connect it; `bodies` are those that now read there."""
    title = say.CONNECTED_TITLE if bodies else say.NOT_CONNECTED_TITLE
    told = say.connected(bodies) if bodies else say.NOT_CONNECTED_TEXT
    return card([heading(title, size="Medium"), text(told)], fallback=title, actions=[])


def calendars_closed_card(count: int) -> Card:
    """For one who has closed every address of theirs, those of the wheel's picture too."""
    body = [heading(say.CALENDARS_CLOSED_TITLE, size="Medium"), text(say.calendars_closed(count))]
    ways = [button(phrases.CALENDAR_RENEW, Verb.CALENDAR), button(phrases.TO_TASKS, Verb.TASKS)]
    return card(body, fallback=say.CALENDARS_CLOSED_TITLE, actions=ways)


def demo_not_moved_card(today: date) -> Card:
    """For a day that has been, or words that name none."""
    body = [
        heading(say.NOT_MOVED_TITLE, size="Medium"),
        text(f"{say.still(day_words(today))} {say.NOT_MOVED_TEXT}"),
    ]
    return card(body, fallback=say.NOT_MOVED_TITLE, actions=demo_buttons())
