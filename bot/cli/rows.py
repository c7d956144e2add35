"""The database that the settings name, and the municipality that a command is about."""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from bot.installation import content_of
from bot.settings import Settings, read_settings
from cards import phrases_admin, phrases_municipality
from cards import phrases_cli as say
from scheduler.clock import SystemClock, local_day
from scheduler.loading import Content, load_named
from scheduler.municipalities import is_reached
from scheduler.organisation import Municipality, Person
from scheduler.ports import Store, UnitOfWork
from store.opening import DatabaseUnavailable, open_store, open_whole
from store.whole import WholeDatabase

Command = TypeVar("Command", bound=Callable[..., Any])

SQLITE_FILE = "sqlite:///"
MUNICIPALITY = "arshjul.municipality"


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
    file = sqlite_file(settings)
    if file is None:
        return
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseUnavailable(str(error)) from error


def sqlite_file(settings: Settings) -> Path | None:
    """None where the database is not a file."""
    if not settings.database.startswith(SQLITE_FILE):
        return None
    return Path(settings.database.removeprefix(SQLITE_FILE))


def database_name(settings: Settings) -> str:
    """The file, or the server and its database: never who signs in, nor with what."""
    file = sqlite_file(settings)
    if file is not None:
        return str(file)
    return settings.database.partition("://")[2].rpartition("@")[2].partition("?")[0]


def content_here(settings: Settings) -> Content:
    return load_named(settings.wheel, local=settings.local_file)


def known_municipality(uow: UnitOfWork, content: Content) -> Municipality | None:
    """The wheel's municipality, if anyone has entered it."""
    return next((one for one in uow.municipalities.all() if one.key == content.wheel.key), None)


@dataclass(frozen=True, slots=True)
class Meant:
    """The municipality that a command is about, with its wheel; `known` is None until anybody has been entered."""

    settings: Settings
    content: Content
    store: Store
    known: Municipality | None

    def municipality(self, uow: UnitOfWork) -> Municipality:
        """The default municipality's row is added when it is not there."""
        wheel = self.content.wheel
        return self.known or uow.municipalities.add(
            wheel.key, wheel.municipality, wheel.key, started_on=local_day(SystemClock().now())
        )


@dataclass(frozen=True, slots=True)
class Installed:
    """A municipality with its wheel and its rows."""

    content: Content
    store: Store
    municipality: Municipality


def _remember(context: click.Context, option: click.Parameter, key: str | None) -> None:
    context.meta[MUNICIPALITY] = key


def municipality_option(command: Command) -> Command:
    """`--municipality`; `meant` and `installed` know what was said."""
    return click.option(
        "--municipality",
        metavar="KOMMUN",
        expose_value=False,
        callback=_remember,
        help=phrases_municipality.WHICH_MUNICIPALITY,
    )(command)


def meant() -> Meant:
    """The one that `--municipality` names; without it the only one there is, and a usage error where there are more."""
    settings = settings_here()
    store = store_here(settings)
    with store.read() as uow:
        others = [one for one in uow.municipalities.all() if is_reached(one)]
    named = click.get_current_context().meta.get(MUNICIPALITY)
    found = next((one for one in others if one.key == named), None)
    if found is not None:
        return Meant(settings, content_of(found), store, found)
    content = content_here(settings)
    if named != content.wheel.key and (named is not None or others):
        raise click.UsageError(
            phrases_municipality.name_a_municipality(named, [content.wheel.key, *(one.key for one in others)])
        )
    with store.read() as uow:
        return Meant(settings, content, store, known_municipality(uow, content))


def installed() -> Installed:
    """A usage error says what to do when the municipality has no rows yet."""
    here = meant()
    if here.known is None:
        raise click.UsageError(phrases_admin.NO_ROWS_YET)
    return Installed(here.content, here.store, here.known)


def day_option(name: str, help_text: str) -> Callable[[Command], Command]:
    """A required day; the parameter is a `datetime` at midnight, as click reads it."""
    return click.option(name, type=click.DateTime(["%Y-%m-%d"]), required=True, metavar="ÅÅÅÅ-MM-DD", help=help_text)


def person_named(uow: UnitOfWork, municipality_id: int, name: str) -> Person:
    """By name or e-mail; a usage error says what to do when there is none."""
    everyone = uow.people.everyone(municipality_id)
    for person in everyone:
        if name.casefold() in (person.name.casefold(), person.email.casefold()):
            return person
    raise click.UsageError(say.unknown_person(name) if everyone else say.NOBODY_ENTERED)
