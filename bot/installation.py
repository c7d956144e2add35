"""Every municipality that one service serves: what it shows, its app, and the tenants whose people may speak to it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import structlog

from bot.credentials import Registration, credential_in
from bot.service import Service
from bot.settings import Settings
from cards.phrases_cli import CERTIFICATE_EXAMPLE, CONTENT_OF_FILE, ENVIRONMENT
from scheduler.faults import Fault, FaultsFound, Problem
from scheduler.loading import Content, load_named, with_kept_forms
from scheduler.municipalities import Reach, is_reached, reach, reach_of
from scheduler.organisation import Municipality

log = structlog.get_logger(__name__)


class NotServed(LookupError):
    """A municipality has rows, and nothing here to show them with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One municipality's own; without a registration everyone on this machine is believed and no token is asked for."""

    key: str
    service: Service
    reach: Reach
    registration: Registration | None

    def is_meant_by(self, app_id: str, tenant: str) -> bool:
        """App and tenant tell it together: neither alone would."""
        return self.registration is None or (app_id == self.reach.app_id and tenant in self.reach.tenants)


@dataclass(frozen=True, slots=True)
class Installation:
    """The default municipality's line comes first."""

    lines: Sequence[Line]

    @property
    def default(self) -> Service:
        return self.lines[0].service

    def serving(self, municipality_id: int) -> Service:
        """`NotServed` for a municipality that has rows but whose wheel or app can't be used now."""
        for line in self.lines:
            if line.service.municipality_id == municipality_id:
                return line.service
        raise NotServed(municipality_id)


def default_reach(settings: Settings) -> Reach:
    return reach(settings.app_id, settings.allowed_tenants or (settings.app_tenant_id,))


def default_line(settings: Settings, service: Service) -> Line:
    """The municipality that the settings define."""
    registration = None if settings.allow_anonymous else settings.registration
    key = service.content.wheel.key
    return Line(key=key, service=service, reach=default_reach(settings), registration=registration)


def other_lines(settings: Settings, service: Service, environment: Mapping[str, str]) -> list[Line]:
    """All municipalities beside the default one; one that can't be served is told in the log, and left out."""
    lines = [default_line(settings, service)]
    for other in () if settings.allow_anonymous else others_in(service):
        try:
            lines.append(_line(other, settings, environment, lines))
        except FaultsFound as found:
            log.warning("municipality not served", municipality=other.key, faults=str(found))
    return lines[1:]


def others_in(service: Service) -> list[Municipality]:
    with service.store.read() as uow:
        return [one for one in uow.municipalities.all() if is_reached(one) and one.id != service.municipality_id]


def _line(other: Municipality, settings: Settings, environment: Mapping[str, str], lines: Sequence[Line]) -> Line:
    default = lines[0].service
    content = servable(other, environment)
    mine = reach_of(other, default_reach(settings))
    taken = [
        Fault(other.key, "", Problem.TAKEN, line.key, one) for line in lines for one in mine.shared_with(line.reach)
    ]
    if taken:
        raise FaultsFound(taken)
    with default.store.read() as uow:
        content = with_kept_forms(content, uow.forms.kept())
    service = replace(default, content=content, municipality_id=other.id)
    return Line(key=other.key, service=service, reach=mine, registration=registration_of(other, settings, environment))


def servable(other: Municipality, environment: Mapping[str, str]) -> Content:
    """What it shows; `FaultsFound` lists everything that keeps it from being served."""
    faults = list(faults_of_secret(other, environment))
    try:
        content = content_of(other)
    except FaultsFound as found:
        raise FaultsFound([*faults, *found.faults]) from found
    if faults:
        raise FaultsFound(faults)
    return content


def content_of(municipality: Municipality) -> Content:
    """What its row names; `FaultsFound` where that can't be read."""
    local = Path(municipality.local_file) if municipality.local_file else None
    return load_named(municipality.wheel, local=local)


def registration_of(municipality: Municipality, settings: Settings, environment: Mapping[str, str]) -> Registration:
    """Its own app, or the default municipality's."""
    if not municipality.app_id:
        return settings.registration
    credential = credential_in(_secret(municipality.secret_name, environment))
    return Registration(municipality.app_id, municipality.app_tenant_id, credential)


def faults_of_secret(municipality: Municipality, environment: Mapping[str, str]) -> Iterator[Fault]:
    """What keeps its secret from being used; it is looked for where its row says."""
    if not municipality.app_id:
        return
    name = municipality.secret_name
    try:
        secret = _secret(name, environment)
    except (OSError, UnicodeDecodeError) as error:
        yield Fault(ENVIRONMENT, f"{name}_FILE", Problem.UNREADABLE, found=str(error))
        return
    if not secret:
        yield Fault(ENVIRONMENT, name, Problem.MISSING, f"{name} or {name}_FILE")
        return
    try:
        credential_in(secret)
    except ValueError:
        yield Fault(ENVIRONMENT, name, Problem.INVALID, CERTIFICATE_EXAMPLE, CONTENT_OF_FILE)


def _secret(name: str, environment: Mapping[str, str]) -> str:
    """The setting of that name, or the file that it names with `_FILE` after it; empty where there is neither."""
    file = environment.get(f"{name}_FILE")
    return Path(file).read_text(encoding="utf-8").strip() if file else environment.get(name, "")
