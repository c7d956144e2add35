"""What the log may know of an error."""

from collections.abc import Iterator
from traceback import walk_tb

import structlog

DEEPEST = 8

log = structlog.get_logger(__name__)


def log_broken(event: str, error: BaseException, **known: object) -> None:
    log.error(event, **known, **told(error))


def told(error: BaseException) -> dict[str, list[str]]:
    """Its kinds and places, and never its own words: a database quotes there what somebody answered."""
    return {"errors": [*_names(error)], "at": [*_places(error)][-DEEPEST:]}


def _names(error: BaseException | None) -> Iterator[str]:
    """The kinds of the error and of what caused it."""
    while error is not None:
        yield f"{type(error).__module__}.{type(error).__qualname__}"
        error = error.__cause__


def _places(error: BaseException) -> Iterator[str]:
    for frame, line in walk_tb(error.__traceback__):
        yield f"{frame.f_globals.get('__name__', '?')}:{line}"
