"""`arshjul municipality`: the municipalities of this installation, beside the one that the settings define."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import click

from bot.cli.acting import acting
from bot.cli.output import Format, format_option, print_json, print_table
from bot.cli.rows import content_here, settings_here, store_here
from bot.installation import content_of, default_reach, faults_of_secret
from bot.settings import Settings
from cards import phrases_municipality as say
from cards.phrases_cli import UNSAID
from cards.words_of_faults import fault_sentence
from scheduler.audit import Deed, Thing
from scheduler.clock import SystemClock, local_day
from scheduler.faults import Fault, FaultsFound
from scheduler.loading import is_file
from scheduler.municipalities import faults_in_municipality, is_reached, reach_of
from scheduler.organisation import Municipality
from scheduler.ports import UnitOfWork

Command = TypeVar("Command", bound=Callable[..., Any])

OPTIONS = (
    click.option("--wheel", metavar="ÅRSHJUL", help="Årshjulet: ett som följer med, eller en fil."),
    click.option("--local", "local_file", metavar="FIL", help="Kommunens egna beslut (TOML) ovanpå årshjulet."),
    click.option("--app-id", metavar="ID", help="Den egna appens program-id. Utelämnas om standardkommunens gäller."),
    click.option("--app-tenant", "app_tenant_id", metavar="ID", help="Katalogen där den egna appen är registrerad."),
    click.option("--secret-name", metavar="NAMN", help="Miljövariabeln som har den egna appens hemlighet."),
    click.option("--tenant", "tenants", metavar="ID", multiple=True, help="Katalog vars användare får tala med boten."),
)  # fmt: skip


def edge_options(command: Command) -> Command:
    for option in reversed(OPTIONS):
        command = option(command)
    return command


@click.group("municipality")
def municipality() -> None:
    """Kommunerna i den här installationen."""


@municipality.command()
@click.argument("key", metavar="NYCKEL")
@edge_options
def add(key: str, **given: Any) -> None:
    """Lägg till en kommun med årshjul, app och kataloger."""
    if not given["wheel"]:
        raise click.UsageError(say.WHEEL_NEEDED)
    new = _with(Municipality(0, key, "", "", local_day(SystemClock().now())), given)
    settings = settings_here()
    with store_here(settings).write() as uow:
        checked = _checked(uow, settings, new)
        row = uow.municipalities.add(key, checked.name, checked.wheel, started_on=checked.started_on)
        uow.municipalities.change(replace(checked, id=row.id))
        uow.audit.append(acting(row.id).did(Deed.CREATED, Thing.MUNICIPALITY, row.id))
    click.echo(say.added(checked.name, key))
    _warn(checked)


@municipality.command("set")
@click.argument("key", metavar="NYCKEL")
@edge_options
def change(key: str, **given: Any) -> None:
    """Ändra det som anges. Ett tomt värde ("") tar bort det som står."""
    settings = settings_here()
    default_key = content_here(settings).wheel.key
    if key == default_key:
        raise click.UsageError(say.defined_by_settings(key))
    with store_here(settings).write() as uow:
        known = {one.key: one for one in uow.municipalities.all() if one.key != default_key}
        if key not in known:
            raise click.UsageError(say.unknown(key, sorted(known)))
        checked = _checked(uow, settings, _with(known[key], given))
        uow.municipalities.change(checked)
        uow.audit.append(acting(checked.id).did(Deed.CHANGED, Thing.MUNICIPALITY, checked.id))
    click.echo(say.changed(checked.name))
    _warn(checked)


@municipality.command("list")
@format_option(Format.TABLE, Format.JSON)
def list_municipalities(chosen: str) -> None:
    """Kommunerna, den som inställningarna bestämmer också."""
    settings = settings_here()
    default_key = content_here(settings).wheel.key
    with store_here(settings).read() as uow:
        told = [_told(one, settings, is_default=one.key == default_key) for one in uow.municipalities.all()]
    if chosen == Format.JSON:
        print_json({"municipalities": told})
        return
    print_table(say.COLUMNS, [_row(one) for one in told], keys=say.KEYS)


def _with(before: Municipality, given: dict[str, Any]) -> Municipality:
    """What was said in place of what stood; files by their whole path, for the service runs in another folder."""
    said = {name: value for name, value in given.items() if value is not None and value != ()}
    if "tenants" in said:
        said["tenants"] = tuple(one.strip().lower() for one in said["tenants"] if one.strip())
    for name in ("app_id", "app_tenant_id"):
        if name in said:
            said[name] = said[name].strip().lower()
    if is_file(said.get("wheel", "")):
        said["wheel"] = str(Path(said["wheel"]).resolve())
    if said.get("local_file"):
        said["local_file"] = str(Path(said["local_file"]).resolve())
    return replace(before, **said)


def _checked(uow: UnitOfWork, settings: Settings, new: Municipality) -> Municipality:
    """With the name that its wheel gives it; `FaultsFound` lists everything that is wrong with it."""
    faults = list(_faults(uow, settings, new))
    name = ""
    try:
        name = content_of(new).wheel.municipality
    except FaultsFound as found:
        faults += found.faults
    if faults:
        raise FaultsFound(faults)
    return replace(new, name=name)


def _faults(uow: UnitOfWork, settings: Settings, new: Municipality) -> Iterator[Fault]:
    others = [one for one in uow.municipalities.all() if one.id != new.id]
    default_key = content_here(settings).wheel.key
    return faults_in_municipality(new, default_reach(settings), others, default_key=default_key)


def _warn(changed: Municipality) -> None:
    """On standard error: the secret may well be there where the service runs, and not here."""
    for fault in faults_of_secret(changed, os.environ):
        click.echo(say.warning(fault_sentence(fault)), err=True)
    click.echo(say.RESTART, err=True)


def _told(one: Municipality, settings: Settings, *, is_default: bool) -> dict[str, Any]:
    """What applies to it; the secret itself is told nowhere."""
    default = default_reach(settings)
    reached = default if is_default else reach_of(one, default)
    return {
        "key": one.key,
        "name": one.name,
        "wheel": settings.wheel if is_default else one.wheel,
        "local_file": (str(settings.local_file or "") if is_default else one.local_file) or None,
        "app_id": reached.app_id or None,
        "app_tenant_id": (one.app_tenant_id if one.app_id and not is_default else settings.app_tenant_id) or None,
        "secret_name": (None if is_default else one.secret_name) or None,
        "tenants": sorted(filter(None, reached.tenants)) if is_default or is_reached(one) else [],
        "default": is_default,
        "served": is_default or is_reached(one),
    }


def _row(told: dict[str, Any]) -> Sequence[str]:
    served = say.DEFAULT if told["default"] else (say.SERVED if told["served"] else say.NOT_SERVED)
    tenants = "\n".join(told["tenants"]) or UNSAID
    return told["key"], told["name"], told["wheel"], told["app_id"] or UNSAID, tenants, served
