"""`arshjul doctor`: what is in order, what is not, and what to do; one line each."""

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

import click

from bot.channel import SendFailed
from bot.cli.rows import content_here, database_name, known_municipality, sqlite_file, store_here
from bot.credentials import Credential, last_day_of
from bot.installation import registration_of, servable
from bot.mail.postman import Postman
from bot.settings import Settings, faults_in_service, read_settings
from cards import phrases_doctor as say
from cards.phrases_cli import no_database_file
from cards.phrases_municipality import about, not_served, nothing_of_its_own
from cards.words_of_faults import fault_sentence
from scheduler.clock import SystemClock, local_day
from scheduler.days import free_days
from scheduler.faults import FaultsFound
from scheduler.municipalities import is_reached
from scheduler.organisation import Municipality
from scheduler.ports import UnitOfWork
from scheduler.pulse import ADMINISTRATOR
from scheduler.todo import todos
from scheduler.wheel import Wheel


class Grade(StrEnum):
    """How a finding is marked: in order, left to do at leisure, or in the way of the service."""

    FINE = say.FINE
    TO_DO = say.TO_DO
    WRONG = say.WRONG


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    grade: Grade
    sentence: str


@click.command()
def doctor() -> None:
    """Kontrollera inställningar, databas, klocka, helgdagar, personer och årshjul."""
    findings = list(_findings())
    for finding in findings:
        click.echo(f"{finding.grade}  {finding.sentence}")
    sys.exit(1 if any(finding.grade is Grade.WRONG for finding in findings) else 0)


def _findings() -> Iterator[Finding]:
    try:
        settings = read_settings(os.environ)
    except FaultsFound as found:
        yield from (Finding(grade=Grade.WRONG, sentence=fault_sentence(fault)) for fault in found.faults)
        return
    for look in LOOKS:
        yield from look(settings)


def _settings(settings: Settings) -> Iterator[Finding]:
    faults = faults_in_service(settings)
    yield from (Finding(grade=Grade.WRONG, sentence=fault_sentence(fault)) for fault in faults)
    if not faults:
        yield Finding(grade=Grade.FINE, sentence=say.SETTINGS_FINE)


def _credential(settings: Settings) -> Iterator[Finding]:
    if not faults_in_service(settings) and not settings.allow_anonymous:
        yield from _end_of(settings.registration.credential)


def _end_of(credential: Credential) -> Iterator[Finding]:
    """What has ended is in the way, and what soon ends is to be seen to; a secret's end only Entra knows."""
    day = last_day_of(credential)
    if day is None:
        return
    left = (day - local_day(SystemClock().now())).days
    grade = Grade.WRONG if left < 0 else Grade.TO_DO if left <= say.NEAR_DAYS else Grade.FINE
    yield Finding(grade=grade, sentence=say.certificate_ends(day, left))


def _mail(settings: Settings) -> Iterator[Finding]:
    """Whether letters can be handed over; their server is asked as far as one comes without a letter."""
    if any(settings.mail.faults()):
        return
    account = settings.mail.account
    if account is None:
        yield Finding(grade=Grade.FINE, sentence=say.NO_MAIL)
        return
    try:
        Postman(account).knock()
    except SendFailed as failed:
        yield Finding(grade=Grade.WRONG, sentence=say.mail_refused(account.host, account.port, failed.code))
    else:
        yield Finding(grade=Grade.FINE, sentence=say.mail_answers(account.host, account.port, str(account.sender)))


def _calendar(settings: Settings) -> Iterator[Finding]:
    today = local_day(SystemClock().now())
    yield Finding(grade=Grade.FINE, sentence=say.clock_and_holidays(today, len(free_days(today.year))))


def _wheel(settings: Settings) -> Iterator[Finding]:
    try:
        content = content_here(settings)
    except FaultsFound as found:
        yield from (Finding(grade=Grade.WRONG, sentence=fault_sentence(fault)) for fault in found.faults)
        return
    yield _todo(content.wheel)


def _todo(wheel: Wheel) -> Finding:
    left = todos(wheel, local_day(SystemClock().now()))
    return Finding(
        grade=Grade.TO_DO if left else Grade.FINE, sentence=say.wheel_todo(wheel.municipality, wheel.key, len(left))
    )


def _database(settings: Settings) -> Iterator[Finding]:
    try:
        content = content_here(settings)
    except FaultsFound:
        return
    file = sqlite_file(settings)
    if file is not None and not file.exists():
        yield Finding(grade=Grade.WRONG, sentence=no_database_file(str(file)))
        return
    try:
        store = store_here(settings)
    except OSError as error:
        yield Finding(grade=Grade.WRONG, sentence=say.database_unreachable(str(error)))
        return
    yield Finding(grade=Grade.FINE, sentence=say.database_answers(database_name(settings)))
    with store.read() as uow:
        by_mail = bool(settings.smtp_host)
        yield from _people(uow, content.wheel, known_municipality(uow, content), by_mail=by_mail)
        yield from _others(uow, content.wheel, settings)


def _people(uow: UnitOfWork, wheel: Wheel, municipality: Municipality | None, *, by_mail: bool) -> Iterator[Finding]:
    """Who has been entered, and whom and which bodies the bot can't write to."""
    people = uow.people.everyone(municipality.id) if municipality else ()
    yield Finding(grade=Grade.FINE if people else Grade.WRONG, sentence=say.people_entered(len(people)))
    if municipality is None or not people:
        return
    yield from _administrators(uow, wheel, municipality.id)
    unknown = [person.name for person in people if not person.entra_object_id]
    if unknown and by_mail:
        yield Finding(grade=Grade.FINE, sentence=say.people_by_mail(len(unknown)))
    elif unknown:
        yield Finding(grade=Grade.WRONG, sentence=say.people_without_entra(unknown))
    for body in wheel.bodies:
        is_told = any(plan.body == body.key and plan.rule.lack(wheel) is None for plan in wheel.digests)
        if is_told and uow.references.of_body(municipality.id, body.key) is None:
            yield Finding(grade=Grade.TO_DO, sentence=say.body_without_channel(body.name))
    for one in uow.references.unreachable(municipality.id):
        refused = say.cannot_be_reached(one.name, one.email, one.code, one.since)
        yield Finding(grade=Grade.WRONG, sentence=refused)


def _administrators(uow: UnitOfWork, wheel: Wheel, municipality_id: int) -> Iterator[Finding]:
    """Nothing is said while there are as many as it takes to be without one of them."""
    role, today = wheel.holder_of(ADMINISTRATOR), local_day(SystemClock().now())
    names = sorted({person.name for person in uow.people.holders_of(municipality_id, role, today)})
    if not names:
        yield Finding(grade=Grade.WRONG, sentence=say.no_administrator(role))
    elif len(names) == 1:
        yield Finding(grade=Grade.TO_DO, sentence=say.one_administrator(names[0], role))


def _others(uow: UnitOfWork, default: Wheel, settings: Settings) -> Iterator[Finding]:
    """Each municipality beside the default one: what keeps it from being served, or what it lacks."""
    for other in (one for one in uow.municipalities.all() if one.key != default.key):
        if not is_reached(other):
            yield Finding(grade=Grade.WRONG, sentence=nothing_of_its_own(other.name, other.key))
            continue
        try:
            wheel = servable(other, os.environ).wheel
        except FaultsFound as found:
            sentences = [fault_sentence(fault) for fault in found.faults]
            yield Finding(grade=Grade.WRONG, sentence=not_served(other.name, sentences))
            continue
        yield _todo(wheel)
        ends = _end_of(registration_of(other, settings, os.environ).credential) if other.app_id else ()
        by_mail = bool(settings.smtp_host)
        for finding in (*ends, *_people(uow, wheel, other, by_mail=by_mail)):
            yield replace(finding, sentence=about(other.name, finding.sentence))


LOOKS: tuple[Callable[[Settings], Iterator[Finding]], ...] = (
    _settings,
    _credential,
    _calendar,
    _wheel,
    _mail,
    _database,
)
