"""The database that the settings name, and the municipality that a command is about."""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from bot.settings import Settings, read_settings
from cards import phrases_admin
from cards import phrases_cli as say
from scheduler.clock import SystemClock, local_day
from scheduler.loading import Content, load_named
from scheduler.organisation import Municipality, Person
from scheduler.ports import Store, UnitOfWork
from store.opening import DatabaseUnavailable, open_store, open_whole
from store.whole import WholeDatabase

Command = TypeVar("Command", bound=Callable[..., Any])

SQLITE_FILE = "sqlite:///"


def settings_here() -> Settings:
    return read_settings(os.environ)


def store_here(settings: Settings, *, upgrades: bool = False) -> Store:
    """Open the database; a SQLite file's folder and tables are made if need be, PostgreSQL's only when asked for."""
    _make_folder(settings)
    return open_store(settings.database, upgrades=upgrades)


def whole_database_here(settings: Settings) -> AbstractContextManager[WholeDatabase]:
    """The database for what is done to all of it at once, whatever its tables are."""
    _make_folder(settings)
    return open_whole(settings.database)


def _make_folder(settings: Settings) -> None:
    if not settings.database.startswith(SQLITE_FILE):
        return
    folder = Path(settings.database.removeprefix(SQLITE_FILE)).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseUnavailable(str(error)) from error


def content_here(settings: Settings) -> Content:
    return load_named(settings.wheel, local=settings.local_file)


def known_municipality(uow: UnitOfWork, content: Content) -> Municipality | None:
    """The wheel's municipality, if anyone has entered it."""
    return next((one for one in uow.municipalities.all() if one.key == content.wheel.key), None)


def municipality_for(uow: UnitOfWork, content: Content) -> Municipality:
    """The wheel's municipality, added when it is not there."""
    wheel = content.wheel
    known = known_municipality(uow, content)
    return known or uow.municipalities.add(
        wheel.key, wheel.municipality, wheel.key, started_on=local_day(SystemClock().now())
    )


@dataclass(frozen=True, slots=True)
class Installed:
    """The municipality that the settings name, with its wheel and its rows."""

    content: Content
    store: Store
    municipality: Municipality


def installed() -> Installed:
    """A usage error says what to do when the municipality has no rows yet."""
    settings = settings_here()
    content = content_here(settings)
    store = store_here(settings)
    with store.read() as uow:
        municipality = known_municipality(uow, content)
    if municipality is None:
        raise click.UsageError(phrases_admin.NO_ROWS_YET)
    return Installed(content, store, municipality)


def day_option(name: str, help_text: str) -> Callable[[Command], Command]:
    """A required day; the parameter is a `datetime` at midnight, as click reads it."""
    return click.option(name, type=click.DateTime(["%Y-%m-%d"]), required=True, metavar="ÅÅÅÅ-MM-DD", help=help_text)


def person_named(uow: UnitOfWork, municipality_id: int, name: str) -> Person:
    """By name or e-mail; a usage error says what to do when there is none."""
    for person in uow.people.everyone(municipality_id):
        if name.casefold() in (person.name.casefold(), person.email.casefold()):
            return person
    raise click.UsageError(say.unknown_person(name))
