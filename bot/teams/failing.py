"""A turn that broke: what the log may know of it, and what is said to the person who waits."""

from collections.abc import Iterator
from traceback import walk_tb

import structlog
from botbuilder.schema import InvokeResponse

from bot.teams.activities import MESSAGE_TYPE, invoke_body
from cards.phrases_teams import TURN_BROKE

DEEPEST = 8

log = structlog.get_logger(__name__)


def log_broken(error: BaseException, *, kind: str) -> None:
    """Once, and never with the error's own words: a database quotes there what somebody answered."""
    log.error("turn_failed", kind=kind, errors=[*_names(error)], at=[*_places(error)][-DEEPEST:])


def broken_invoke() -> InvokeResponse:
    """A message leaves the card standing with what was typed in it."""
    return InvokeResponse(status=200, body=invoke_body(MESSAGE_TYPE, TURN_BROKE))


def _names(error: BaseException | None) -> Iterator[str]:
    """The kinds of the error and of what caused it."""
    while error is not None:
        yield f"{type(error).__module__}.{type(error).__qualname__}"
        error = error.__cause__


def _places(error: BaseException) -> Iterator[str]:
    for frame, line in walk_tb(error.__traceback__):
        yield f"{frame.f_globals.get('__name__', '?')}:{line}"
