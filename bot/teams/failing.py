"""A turn that broke: what is said to the person who waits."""

from botbuilder.schema import InvokeResponse

from bot.teams.activities import MESSAGE_TYPE, invoke_body
from cards.phrases_teams import TURN_BROKE


def broken_invoke() -> InvokeResponse:
    """A message leaves the card standing with what was typed in it."""
    return InvokeResponse(status=200, body=invoke_body(MESSAGE_TYPE, TURN_BROKE))
