"""The same answer for several own units, and where the chat sends whoever speaks of a single client's matter."""

from collections.abc import Callable

from bot.channel import Card
from bot.chat.visit import NO_NUMBER, Visit, whole_number
from cards.form_beside import redirect_card
from cards.form_card import form_card
from cards.receipt_card import receipt_card
from cards.refused_card import refused_card
from cards.several_card import several_card
from cards.verbs import UNITS_INPUT
from scheduler.usecases.beside import client_routine
from scheduler.usecases.outcomes import FormPage, Receipt
from scheduler.usecases.several import MOST_UNITS, Choice, Several, SeveralOutcome, hand_in_several, share_answer

LONGEST_TOKEN = 64


def share(visit: Visit) -> Card:
    return _done(visit, share_answer)


def hand_in(visit: Visit) -> Card:
    return _done(visit, hand_in_several)


def show_client_matter(visit: Visit) -> Card:
    """Nothing of what was written is kept."""
    return redirect_card(client_routine(visit.service.content.wheel))


def _done(visit: Visit, do: Callable[..., SeveralOutcome]) -> Card:
    service = visit.service
    outcome = do(
        service.store, service.content, visit.person, _choice(visit), now=visit.now, tokens=service.tokens, by=visit.by
    )
    return _card(outcome)


def _choice(visit: Visit) -> Choice:
    return Choice(
        source_id=visit.number("task"),
        shown=_numbers(visit.text("shown")),
        chosen=_numbers(visit.text(UNITS_INPUT)),
        token=visit.text("token")[:LONGEST_TOKEN],
    )


def _numbers(words: str) -> tuple[int, ...]:
    """The row numbers of a list, as many as may be meant at once."""
    found = dict.fromkeys(whole_number(part.strip()) for part in words.split(",", MOST_UNITS)[:MOST_UNITS])
    return tuple(number for number in found if number != NO_NUMBER)


def _card(outcome: SeveralOutcome) -> Card:
    if isinstance(outcome, Several):
        return several_card(outcome)
    if isinstance(outcome, FormPage):
        return form_card(outcome)
    return receipt_card(outcome) if isinstance(outcome, Receipt) else refused_card(outcome)
