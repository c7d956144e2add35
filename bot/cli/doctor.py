"""`arshjul doctor`: what is in order, what is not, and what to do; one line each."""

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import click

from bot.cli.rows import content_here, known_municipality, store_here
from bot.settings import Settings, faults_in_service, read_settings
from cards import phrases_doctor as say
from cards.words_of_faults import fault_sentence
from scheduler.clock import SystemClock, local_day
from scheduler.days import free_days
from scheduler.faults import FaultsFound
from scheduler.todo import todos


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    is_fine: bool
    sentence: str


@click.command()
def doctor() -> None:
    """Kontrollera inställningar, databas, klocka, helgdagar, personer och årshjul."""
    findings = list(_findings())
    for finding in findings:
        click.echo(f"{say.FINE if finding.is_fine else say.WRONG} {finding.sentence}")
    sys.exit(0 if all(finding.is_fine for finding in findings) else 1)


def _findings() -> Iterator[Finding]:
    try:
        settings = read_settings(os.environ)
    except FaultsFound as found:
        yield from (Finding(is_fine=False, sentence=fault_sentence(fault)) for fault in found.faults)
        return
    for look in LOOKS:
        yield from look(settings)


def _settings(settings: Settings) -> Iterator[Finding]:
    faults = faults_in_service(settings)
    yield from (Finding(is_fine=False, sentence=fault_sentence(fault)) for fault in faults)
    if not faults:
        yield Finding(is_fine=True, sentence=say.SETTINGS_FINE)


def _calendar(settings: Settings) -> Iterator[Finding]:
    today = local_day(SystemClock().now())
    yield Finding(is_fine=True, sentence=say.clock_and_holidays(today, len(free_days(today.year))))


def _wheel(settings: Settings) -> Iterator[Finding]:
    try:
        content = content_here(settings)
    except FaultsFound as found:
        yield from (Finding(is_fine=False, sentence=fault_sentence(fault)) for fault in found.faults)
        return
    left = todos(content.wheel, local_day(SystemClock().now()))
    yield Finding(is_fine=not left, sentence=say.wheel_todo(content.wheel.municipality, content.wheel.key, len(left)))


def _database(settings: Settings) -> Iterator[Finding]:
    try:
        content = content_here(settings)
    except FaultsFound:
        return
    try:
        store = store_here(settings)
    except OSError as error:
        yield Finding(is_fine=False, sentence=say.database_unreachable(str(error)))
        return
    with store.read() as uow:
        municipality = known_municipality(uow, content)
        people = uow.people.everyone(municipality.id) if municipality else ()
        refused = uow.references.unreachable(municipality.id) if municipality else ()
        lacking = [
            body.name
            for body in content.wheel.bodies
            if municipality
            and any(plan.body == body.key for plan in content.wheel.digests)
            and uow.references.of_body(municipality.id, body.key) is None
        ]
    yield Finding(is_fine=True, sentence=say.database_answers(settings.database.partition("@")[2] or settings.database))
    unknown = [person.name for person in people if not person.entra_object_id]
    yield Finding(is_fine=bool(people), sentence=say.people_entered(len(people)))
    if unknown:
        yield Finding(is_fine=False, sentence=say.people_without_entra(unknown))
    yield from (Finding(is_fine=False, sentence=say.body_without_channel(name)) for name in lacking)
    yield from (
        Finding(is_fine=False, sentence=say.cannot_be_reached(one.name, one.email, one.code, one.since))
        for one in refused
    )


LOOKS: tuple[Callable[[Settings], Iterator[Finding]], ...] = (_settings, _calendar, _wheel, _database)
