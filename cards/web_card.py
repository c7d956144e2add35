"""A link to the same thing in the browser, good for a few minutes."""

from cards import phrases, phrases_web
from cards.adaptive import Card, card, heading, open_url, text
from cards.verbs import Verb, button


def web_card(url: str, *, task: int | None) -> Card:
    """`task` is the one that was being answered; without, the link leads to all of them."""
    body = [heading(phrases_web.TO_WEB, size="Medium"), text(phrases_web.LINK_TEXT)]
    if task is not None:
        body.append(text(phrases_web.LINK_SAVED))
        here = button(phrases_web.GO_ON_HERE, Verb.OPEN, {"task": task})
    else:
        here = button(phrases.TO_TASKS, Verb.TASKS)
    return card(body, fallback=phrases_web.TO_WEB, actions=[open_url(phrases_web.TO_WEB, url), here])
