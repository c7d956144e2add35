"""Settings from the environment, prefix `ARSHJUL_`, with a `_FILE` variant for secrets; all faults at once."""

import os
from collections.abc import Iterator, Mapping
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

from bot.credentials import SYSTEM, Credential, Registration, Secret, certificate_in, managed_identity
from bot.mail.account import MailSettings, Security
from cards.phrases_cli import CERTIFICATE_EXAMPLE, CONTENT_OF_FILE, ENVIRONMENT, SETTING_EXAMPLES
from scheduler.faults import Fault, FaultsFound, Problem

PREFIX = "ARSHJUL_"
SECRETS = ("APP_PASSWORD", "APP_CERTIFICATE", "DATABASE_URL", "SMTP_PASSWORD")
CREDENTIALS = ("APP_PASSWORD", "APP_CERTIFICATE", "MANAGED_IDENTITY")
TEAMS_HOSTS = ("smba.trafficmanager.net", ".teams.microsoft.com")

List = Annotated[tuple[str, ...], NoDecode]


class Settings(BaseSettings):
    """Frozen once read; lists are written with commas."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore")

    @classmethod
    def settings_customise_sources(
        cls, settings_cls: type[BaseSettings], init_settings: PydanticBaseSettingsSource, *others: Any, **more: Any
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """What `read_settings` was given, and nothing behind its back."""
        return (init_settings,)

    database_url: str = ""
    app_id: str = ""
    app_password: str = ""
    app_certificate: str = ""
    managed_identity: str = ""
    app_tenant_id: str = ""
    allowed_tenants: List = ()
    service_urls: List = TEAMS_HOSTS
    public_url: str = "http://localhost:3978"
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 3978
    wheel: str = "karlstad"
    local_file: Path | None = None
    ping_url: str = ""
    smtp_host: str = ""
    smtp_port: Annotated[int, Field(ge=1, le=65535)] | None = None
    smtp_security: Security = Security.STARTTLS
    smtp_user: str = ""
    smtp_password: str = ""
    smtp_from: str = ""
    allow_anonymous: bool = False

    @field_validator("allowed_tenants", "service_urls", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("ping_url")
    @classmethod
    def _goes_somewhere_safe(cls, value: str) -> str:
        """Its path is as good as a password: over https, or not beyond this machine."""
        if value and not _is_safe(value):
            raise ValueError(
                "neither https nor this machine"
            )  # never the value: half a surrogate in it breaks pydantic
        return value

    @property
    def is_loopback(self) -> bool:
        return _is_loopback(self.host)

    @property
    def registration(self) -> Registration:
        """The app, once `faults_in_service` has found nothing."""
        return Registration(self.app_id, self.app_tenant_id, self._credential)

    @property
    def _credential(self) -> Credential:
        if self.managed_identity:
            return managed_identity(self.managed_identity)
        return certificate_in(self.app_certificate) if self.app_certificate else Secret(self.app_password)

    @property
    def mail(self) -> MailSettings:
        return MailSettings(
            host=self.smtp_host,
            port=self.smtp_port,
            security=self.smtp_security,
            sender=self.smtp_from,
            user=self.smtp_user,
            password=self.smtp_password,
            is_local=_is_loopback(self.smtp_host),
        )

    @property
    def database(self) -> str:
        """The database's address; without a setting, a SQLite file in the user's data folder."""
        return self.database_url or f"sqlite:///{data_folder(os.environ) / 'arshjul.sqlite3'}"


def _is_safe(address: str) -> bool:
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port  # a port that is none is told no sooner than it is asked for
    except ValueError:
        return False
    return bool(host) and (parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(host)))


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def data_folder(environment: Mapping[str, str]) -> Path:
    """Where the user's own data lies, after the XDG base directory specification."""
    base = environment.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "arshjul"


def read_settings(environment: Mapping[str, str]) -> Settings:
    """Read and judge all settings; `FaultsFound` lists every fault with what to set."""
    values, faults = _values(environment)
    try:
        settings = Settings(**values)
    except ValidationError as error:
        raise FaultsFound([*faults, *_faults(error)]) from error
    if faults:
        raise FaultsFound(faults)
    return settings


def faults_in_service(settings: Settings) -> tuple[Fault, ...]:
    """What keeps the service from being safe: without an app id anyone could speak as anyone."""
    return tuple(_service_faults(settings))


def _service_faults(settings: Settings) -> Iterator[Fault]:
    yield from settings.mail.faults()
    if settings.allow_anonymous:
        if not settings.is_loopback:
            yield Fault(ENVIRONMENT, f"{PREFIX}HOST", Problem.NOT_ONE_OF, "127.0.0.1", settings.host)
        return
    if not settings.app_id:
        yield Fault(ENVIRONMENT, f"{PREFIX}APP_ID", Problem.MISSING)
    yield from _credential_faults(settings)
    if not settings.app_tenant_id:
        yield Fault(ENVIRONMENT, f"{PREFIX}APP_TENANT_ID", Problem.MISSING)
    if not settings.public_url.startswith("https://"):
        yield Fault(ENVIRONMENT, f"{PREFIX}PUBLIC_URL", Problem.NOT_ONE_OF, "https://…", settings.public_url)


def _credential_faults(settings: Settings) -> Iterator[Fault]:
    """Exactly one of the three, and one that can be used; an identity of the machine's is the app itself."""
    given = [PREFIX + name for name in CREDENTIALS if getattr(settings, name.lower())]
    if not given:
        ways = " or ".join(PREFIX + name for name in CREDENTIALS)
        yield Fault(ENVIRONMENT, f"{PREFIX}APP_PASSWORD", Problem.MISSING, ways)
    if len(given) > 1:
        yield Fault(ENVIRONMENT, given[0], Problem.ONLY_ONE, ", ".join(given))
    if settings.app_certificate and not _is_certificate(settings.app_certificate):
        where = f"{PREFIX}APP_CERTIFICATE"
        yield Fault(ENVIRONMENT, where, Problem.INVALID, CERTIFICATE_EXAMPLE, CONTENT_OF_FILE)
    identity = settings.managed_identity
    if identity and identity.lower() not in (SYSTEM, settings.app_id.lower()):
        ways = f"{SYSTEM} or {settings.app_id}"
        yield Fault(ENVIRONMENT, f"{PREFIX}MANAGED_IDENTITY", Problem.NOT_ONE_OF, ways, identity)


def _is_certificate(pem: str) -> bool:
    try:
        certificate_in(pem)
    except ValueError:
        return False
    return True


def _values(environment: Mapping[str, str]) -> tuple[dict[str, Any], list[Fault]]:
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for name in Settings.model_fields:
        variable = PREFIX + name.upper()
        if variable in environment:
            values[name] = environment[variable]
    for secret in SECRETS:
        file = environment.get(f"{PREFIX}{secret}_FILE")
        if file is None:
            continue
        try:
            values[secret.lower()] = Path(file).read_text(encoding="utf-8").strip()
        except (OSError, ValueError) as error:
            faults.append(Fault(ENVIRONMENT, f"{PREFIX}{secret}_FILE", Problem.UNREADABLE, found=str(error)))
    return values, faults


def _faults(error: ValidationError) -> Iterator[Fault]:
    for detail in error.errors(include_url=False):
        name = str(detail["loc"][0]).upper()
        found = str(detail["input"])[:80]
        limits = detail.get("ctx", {})
        limit = str(limits.get("ge", limits.get("le", "")))
        if limit:
            yield Fault(ENVIRONMENT, PREFIX + name, Problem.OUT_OF_RANGE, limit, found)
        else:
            yield Fault(ENVIRONMENT, PREFIX + name, Problem.WRONG_TYPE, SETTING_EXAMPLES.get(name, ""), found)
