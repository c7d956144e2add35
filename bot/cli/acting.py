"""Who runs the command, as the audit log is told of them."""

import getpass
import secrets

import click

from cards import phrases_audit as say
from scheduler.audit import By
from scheduler.clock import SystemClock
from scheduler.guard import holds_personal_number

NO_MUNICIPALITY = 0
"""For what is done to the whole installation."""
NOBODY_KNOWN = "?"
"""A container's user may have a number and no name."""


def _checked(context: click.Context, option: click.Parameter, by: str) -> str:
    """The log keeps it for ever."""
    if holds_personal_number(by):
        raise click.UsageError(say.BY_HAS_NUMBER)
    return by


by_option = click.option("--by", required=True, callback=_checked, help="Vem som beslutar.")


def acting(municipality_id: int, *, actor: str = "") -> By:
    """Whoever the command names as deciding, else the operating system's user; one name for each time it is run."""
    request = f"cli:{secrets.token_hex(8)}"
    return By(
        municipality_id=municipality_id, at=SystemClock().now(), request=request, actor=actor or _user_of_the_system()
    )


def _user_of_the_system() -> str:
    try:
        return getpass.getuser()
    except (KeyError, ImportError, OSError):
        return NOBODY_KNOWN
