"""What stands in the place of a message that was taken back."""

from cards import phrases
from cards import phrases_recall as say
from cards.adaptive import Card, card, heading, text
from cards.verbs import Verb, button


def recalled_card(because: str, *, in_channel: bool) -> Card:
    """`because` is the administrator's own words; a channel gets no buttons."""
    title, told = (say.TITLE_IN_CHANNEL, say.IN_CHANNEL) if in_channel else (say.TITLE_IN_CHAT, say.IN_CHAT)
    body = [heading(title, size="Medium"), text(because), text(told, subtle=True)]
    actions = [] if in_channel else [button(phrases.MY_TASKS, Verb.TASKS)]
    return card(body, fallback=f"{title}. {because}", actions=actions)
