"""What is shipped for running the service: every file named is there, every setting known, no secret in a log."""

import re
import tomllib
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import urlsplit

import pytest

from bot.app import build_app, build_service
from bot.settings import PREFIX, SECRETS, Settings, data_folder, faults_in_service, read_settings
from bot.teams.package import App, manifest_of
from store.unit_of_work import SqlStore
from tests.running_app import KARLSTAD, SETTINGS

ROOT = Path(__file__).parent.parent
DEPLOY = ROOT / "deploy"
GUIDE = ROOT / "docs" / "drift.md"
SETTING = re.compile(rf"\b{PREFIX}[A-Z_]*[A-Z]\b")
KNOWN = {PREFIX + name.upper() for name in Settings.model_fields} | {f"{PREFIX}{name}_FILE" for name in SECRETS}
SECRET = "arshjul_SECRET"

Yaml: TypeAlias = dict[str, Any] | list[str] | str


def text_of(name: str) -> str:
    return (DEPLOY / name).read_text(encoding="utf-8")


# The YAML that compose.yaml is written in: block mappings, block lists of scalars, plain scalars.


def read_yaml(text: str) -> dict[str, Any]:
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    read = _block(lines, 0)
    assert isinstance(read, dict)
    return read


def _block(lines: list[str], depth: int) -> Yaml:
    pad = " " * depth
    if all(line.startswith(f"{pad}- ") for line in lines):
        return [line.strip().removeprefix("- ") for line in lines]
    read: dict[str, Any] = {}
    for head, inner in _entries(lines, depth):
        key, _, value = head.strip().partition(":")
        assert re.fullmatch(r"[\w.-]+", key), head
        assert key not in read, head
        assert not (value and inner), head
        read[key] = _block(inner, depth + 2) if inner else value.strip()
    return read


def _entries(lines: list[str], depth: int) -> Iterator[tuple[str, list[str]]]:
    starts = [place for place, line in enumerate(lines) if line[depth] != " "]
    assert starts[:1] == [0], lines
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield lines[start], lines[start + 1 : end]


COMPOSE = read_yaml(text_of("compose.yaml"))
SERVICES: dict[str, Any] = COMPOSE["services"]


def environment(lines: str) -> dict[str, str]:
    return dict(line.split("=", 1) for line in lines.splitlines() if line and not line.startswith("#"))


@pytest.mark.parametrize("file", sorted(path.name for path in DEPLOY.iterdir() if path.is_file()))
def test_every_setting_named_is_one_that_the_service_reads(file: str) -> None:
    assert set(SETTING.findall(text_of(file))) - KNOWN == set()


def test_guide_names_every_setting_and_no_other() -> None:
    named = set(SETTING.findall(GUIDE.read_text(encoding="utf-8")))

    assert named - KNOWN == set()
    assert KNOWN - named == set()


# Compose


def test_compose_is_a_service_its_tables_a_database_and_a_proxy() -> None:
    assert {name: service.get("image") for name, service in SERVICES.items()} == {
        "arshjul": "arshjul",
        "tables": "arshjul",
        "database": "postgres:18",
        "proxy": "nginx:stable",
    }
    assert set(COMPOSE) == {"name", "services", "networks", "volumes", "secrets"}


def test_only_the_proxy_meets_the_world_and_the_database_none() -> None:
    assert {name: (service.get("ports", []), service["networks"]) for name, service in SERVICES.items()} == {
        "arshjul": ([], ["front", "back"]),
        "tables": ([], ["back"]),
        "database": ([], ["back"]),
        "proxy": (["443:8443"], ["front"]),
    }
    assert COMPOSE["networks"] == {"front": "", "back": {"internal": "true"}}


def test_compose_starts_each_service_when_those_it_needs_are_ready() -> None:
    assert {name: service.get("depends_on", {}) for name, service in SERVICES.items()} == {
        "arshjul": {"tables": {"condition": "service_completed_successfully"}},
        "tables": {"database": {"condition": "service_healthy"}},
        "database": {},
        "proxy": {"arshjul": {"condition": "service_healthy"}},
    }


def test_every_secret_in_compose_is_a_file_that_a_setting_names() -> None:
    given = {f"/run/secrets/{name}" for service in SERVICES.values() for name in service.get("secrets", [])}
    named = {
        value
        for service in SERVICES.values()
        for name, value in service.get("environment", {}).items()
        if name.endswith("_FILE")
    }

    assert given == named == {f"/run/secrets/{name}" for name in COMPOSE["secrets"]}
    assert {secret["file"] for secret in COMPOSE["secrets"].values()} == {
        f"./secrets/{name}" for name in COMPOSE["secrets"]
    }


def test_files_that_compose_mounts_are_shipped_or_made_by_the_municipality() -> None:
    mounted = {volume.partition(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])}

    assert {source for source in mounted if not (DEPLOY / source).is_file()} == {"./kommun", "./tls", "database"}
    assert set(COMPOSE["volumes"]) == {"database"}
    assert (DEPLOY / SERVICES["arshjul"]["build"]["context"]).resolve() == ROOT
    assert (ROOT / SERVICES["arshjul"]["build"]["dockerfile"]).is_file()


def test_service_starts_on_the_example_once_the_secrets_are_there(tmp_path: Path) -> None:
    given = environment(text_of("env.example")) | SERVICES["arshjul"]["environment"]
    for name in COMPOSE["secrets"]:
        (tmp_path / name).write_text("postgresql+psycopg://arshjul:word@database/arshjul\n", encoding="utf-8")
    settings = read_settings({name: value.replace("/run/secrets", str(tmp_path)) for name, value in given.items()})

    assert faults_in_service(settings) == ()
    assert (settings.host, settings.database) == ("0.0.0.0", "postgresql+psycopg://arshjul:word@database/arshjul")


def test_example_holds_no_secret() -> None:
    assert {name for name in environment(text_of("env.example")) if name.removeprefix(PREFIX) in SECRETS} == set()


# The proxy

NGINX = text_of("nginx.conf")
LOCATION = re.compile(r"^        location (?:(=|~) )?(\S+) \{\n(.*?)^        \}", re.DOTALL | re.MULTILINE)


def logged(request_uri: str) -> str:
    """What the proxy's map makes of it: literal names first, then expressions in their order, else the default."""
    table = re.search(r"map \$request_uri \$logged_path \{\n(.*?)\}", NGINX, re.DOTALL)
    assert table
    pairs = [line.split() for line in table[1].strip().splitlines()]
    rows = [(name.strip('"'), value.strip('";')) for name, value in pairs]
    literal = [value for name, value in rows if name == request_uri]
    matching = [value for name, value in rows if name.startswith("~") and re.search(name[1:], request_uri)]
    default = [value for name, value in rows if name == "default"]
    return [*literal, *matching, *default][0]


def location_of(path: str) -> str:
    """The directives of the place that would answer, by nginx's own order: exact, then expression, then prefix."""
    places = [(match[1], match[2], match[3]) for match in LOCATION.finditer(NGINX)]
    exact = [inner for kind, name, inner in places if kind == "=" and name == path]
    matching = [inner for kind, name, inner in places if kind == "~" and re.search(name, path)]
    return [*exact, *matching, *(inner for kind, name, inner in places if not kind and name == "/")][0]


def routes(store: SqlStore) -> set[str]:
    """Every address that the service answers, with a secret where it takes one."""
    app = build_app(SETTINGS, build_service(SETTINGS, store=store, content=KARLSTAD))
    return {re.sub(r"\{\w+\}", SECRET, resource.canonical) for resource in app.router.resources()}


@pytest.mark.parametrize(
    ("request_uri", "expected"),
    [
        ("/", "/"),
        ("/api/messages", "/api/messages"),
        (f"/calendar/{SECRET}.ics", "/calendar/[dold]"),
        (f"/calendar/{SECRET}.ics?a=b", "/calendar/[dold]"),
        (f"/wheel/{SECRET}", "/wheel/[dold]"),
        (f"/wheel/{SECRET}.png", "/wheel/[dold]"),
        (f"/open/{SECRET}", "/open/[dold]"),
        (f"/form/{SECRET}/2", "/form/[dold]"),
        (f"/council/{SECRET}", "/council/[dold]"),
        (f"//calendar/{SECRET}.ics", "/[dold]"),
        (f"/%63alendar/{SECRET}.ics", "/[dold]"),
        (f"/api/messages?code={SECRET}", "/[dold]"),
        (f"/?code={SECRET}", "/[dold]"),
        (f"/new/{SECRET}", "/[dold]"),
        ("", "/[dold]"),
    ],
)
def test_log_never_holds_a_secret_address(request_uri: str, expected: str) -> None:
    assert logged(request_uri) == expected


def test_log_holds_no_secret_of_any_address_that_the_service_answers(store: SqlStore) -> None:
    secrets = {path for path in routes(store) if SECRET in path}

    assert {path for path in secrets if SECRET in logged(path)} == set()
    assert {f"/calendar/{SECRET}.ics", f"/wheel/{SECRET}", f"/wheel/{SECRET}.png"} <= secrets


def test_log_line_is_made_of_nothing_that_could_hold_an_address() -> None:
    lines = re.findall(r"log_format (\w+) ([^;]+);", NGINX)

    assert [(name, re.findall(r"\$\w+", line)) for name, line in lines] == [
        (
            "without_secrets",
            [
                "$time_iso8601",
                "$remote_addr",
                "$request_method",
                "$logged_path",
                "$status",
                "$bytes_sent",
                "$request_time",
                "$http_user_agent",
            ],
        )
    ]
    assert re.findall(r"access_log ([^;]+);", NGINX) == ["/dev/stdout without_secrets"]


def test_secret_addresses_pass_the_proxy_without_its_error_log(store: SqlStore) -> None:
    secrets = sorted(path for path in routes(store) if SECRET in path)
    places = [location_of(path) for path in secrets]

    assert [path for path, place in zip(secrets, places, strict=True) if "error_log /dev/null" not in place] == []
    assert [path for path, place in zip(secrets, places, strict=True) if "proxy_pass $service" not in place] == []


def test_what_is_for_the_inside_does_not_pass_the_proxy(store: SqlStore) -> None:
    passing = {path for path in routes(store) if "proxy_pass" in location_of(path)}

    assert routes(store) - passing == {"/healthz", "/readyz", "/metrics"}


def test_proxy_speaks_tls_alone() -> None:
    assert re.findall(r"listen ([^;]+);", NGINX) == ["8443 ssl", "[::]:8443 ssl"]
    assert re.findall(r"ssl_protocols ([^;]+);", NGINX) == ["TLSv1.2 TLSv1.3"]


class Ids(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {value for name, value in attrs if name == "id" and value}


def test_page_that_the_app_package_points_to_is_there() -> None:
    page = Ids()
    page.feed(text_of("om.html"))
    developer = manifest_of(App("id", "arshjul.example", "1.0.0"))["developer"]
    pointed = [urlsplit(developer[name]) for name in ("websiteUrl", "privacyUrl", "termsOfUseUrl")]

    assert {(url.scheme, url.netloc, url.path) for url in pointed} == {("https", "arshjul.example", "/")}
    assert {url.fragment for url in pointed} - {""} == page.found
    assert "try_files /om.html =404;" in location_of("/")


# The image

DOCKERFILE = text_of("Dockerfile").replace("\\\n", " ")
STAGES = [stage.splitlines() for stage in re.split(r"^FROM ", DOCKERFILE, flags=re.MULTILINE)[1:]]


def instructions(stage: list[str], name: str) -> list[str]:
    return [line.removeprefix(f"{name} ") for line in stage if line.startswith(f"{name} ")]


def test_image_is_built_in_two_stages_from_the_same_python() -> None:
    assert [stage[0] for stage in STAGES] == ["python:3.11-slim AS build", "python:3.11-slim"]
    assert instructions(STAGES[1], "COPY") == ["--from=build /app/.venv /app/.venv"]


def test_image_is_built_from_files_that_are_there_and_hold_the_whole_program() -> None:
    copied = [source for line in instructions(STAGES[0], "COPY") for source in line.split()[:-1]]
    allowed = [line.removeprefix("!") for line in text_of("Dockerfile.dockerignore").splitlines() if line[0] == "!"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packages = project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]

    assert [source for source in copied if not (ROOT / source).exists()] == []
    assert sorted(copied) == sorted(allowed)
    assert set(packages) <= set(copied)
    assert instructions(STAGES[1], "ENTRYPOINT") == ['["arshjul"]']
    assert "arshjul" in project["project"]["scripts"]


def test_image_is_locked_and_holds_nothing_for_development() -> None:
    syncs = [line for line in instructions(STAGES[0], "RUN") if line.startswith("uv sync")]

    assert [line for line in syncs if not {"--locked", "--no-dev", "--no-editable"} <= set(line.split())] == []
    assert len(syncs) == 2


def test_image_runs_as_nobody_special_and_tells_whether_it_is_well(store: SqlStore) -> None:
    (check,) = instructions(STAGES[1], "HEALTHCHECK")
    (asked,) = re.findall(r"http://127\.0\.0\.1:3978(/\w+)", check)

    assert instructions(STAGES[1], "USER") == ["10001"]
    assert asked == "/healthz"
    assert asked in routes(store)


# systemd

UNIT = text_of("arshjul.service")


def unit_lines(section: str) -> list[tuple[str, str]]:
    (inner,) = re.findall(rf"^\[{section}\]\n(.*?)(?=^\[|\Z)", UNIT, re.DOTALL | re.MULTILINE)
    lines = [line for line in inner.splitlines() if line and not line.startswith("#")]
    assert [line for line in lines if not re.fullmatch(r"[A-Z]\w+=.*", line)] == []
    return [(line.partition("=")[0], line.partition("=")[2]) for line in lines]


def test_unit_has_its_three_sections_and_starts_the_service() -> None:
    assert re.findall(r"^\[(\w+)\]$", UNIT, re.MULTILINE) == ["Unit", "Service", "Install"]
    assert ("ExecStart", "/opt/arshjul/.venv/bin/arshjul serve") in unit_lines("Service")
    assert unit_lines("Install") == [("WantedBy", "multi-user.target")]


def test_unit_is_shut_in() -> None:
    assert {
        ("DynamicUser", "yes"),
        ("ProtectSystem", "strict"),
        ("ProtectHome", "yes"),
        ("PrivateTmp", "yes"),
        ("PrivateDevices", "yes"),
        ("NoNewPrivileges", "yes"),
        ("CapabilityBoundingSet", ""),
        ("StateDirectory", "arshjul"),
        ("StateDirectoryMode", "0700"),
        ("UMask", "0077"),
        ("SystemCallFilter", "@system-service"),
    } - set(unit_lines("Service")) == set()


def test_unit_gives_secrets_as_credentials_that_settings_name() -> None:
    loaded = {value.partition(":")[0] for name, value in unit_lines("Service") if name == "LoadCredential"}
    named = {
        setting: file.removeprefix("%d/")
        for name, value in unit_lines("Service")
        if name == "Environment"
        for setting, _, file in [part.partition("=") for part in value.split()]
        if file.startswith("%d/")
    }

    assert named == {"ARSHJUL_APP_PASSWORD_FILE": "app_password"}
    assert set(named.values()) == loaded


def test_unit_keeps_the_database_in_its_own_state_folder() -> None:
    (line,) = [value for name, value in unit_lines("Service") if name == "Environment" and "XDG_DATA_HOME" in value]

    assert data_folder(dict(part.split("=", 1) for part in line.split())) == Path("/var/lib/arshjul")


def test_admin_command_runs_as_the_service_does() -> None:
    script = text_of("arshjul-admin").replace("\\\n", " ")
    given = set(re.findall(r"--property=(\w+=\S+)", script))
    shared = {f"{name}={value}" for name, value in unit_lines("Service")}
    database = "LoadCredential=database_url:/etc/arshjul/secrets/database_url"

    assert given - shared == {"WorkingDirectory=/var/lib/arshjul", database}
    assert f"#{database}" in UNIT.splitlines()
    assert re.findall(r"/opt/\S+", script) == ["/opt/arshjul/.venv/bin/arshjul"]
    assert (DEPLOY / "arshjul-admin").stat().st_mode & 0o111
