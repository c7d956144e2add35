"""Which digest one wants to read: the choice of all that one may, and the day's new ones."""

from collections.abc import Iterable, Sequence

from cards import phrases, phrases_digest
from cards.adaptive import Card, Element, buttons, card, column, columns, container, fitted, heading, text
from cards.phrases_wheel import short_day
from cards.verbs import Verb, button
from scheduler.usecases.councils import Offered
from scheduler.wheel import DigestPlan

MOST_OFFERED = (24, 16, 8)


def digest_choice_card(offered: Sequence[Offered]) -> Card:
    """What comes next by itself stands first."""
    return fitted(
        card(
            [heading(phrases_digest.CHOOSE_TITLE, size="Medium"), *map(_row, offered[:most])],
            fallback=phrases_digest.CHOOSE_TITLE,
            actions=[button(phrases.MY_TASKS, Verb.TASKS)],
        )
        for most in MOST_OFFERED
    )


def digest_lines(plans: Iterable[DigestPlan]) -> Element:
    """What has come since the last message, each with a button that opens it."""
    told = tuple(plans)
    lines = [_line(text(plan.title, bold=True), plan.key) for plan in told]
    return container([text(phrases_digest.have_come(len(told))), *lines], separator=True, spacing="Medium")


def _row(offered: Offered) -> Element:
    when = phrases_digest.comes(short_day(offered.told_on)) if offered.told_on else phrases_digest.ON_DEMAND
    below = text(phrases_digest.for_receiver(offered.receiver, when), size="Small", subtle=True, spacing="None")
    return container([_line(text(offered.plan.title, bold=True), offered.plan.key, below)], separator=True)


def _line(title: Element, key: str, *below: Element) -> Element:
    read = buttons([button(phrases_digest.READ, Verb.DIGEST, {"key": key})])
    return columns(column([title, *below], middle=True), column([read], width="auto", middle=True))
