"""Settings read from an environment: all faults at once, secrets from files, and nothing behind one's back."""

from pathlib import Path

import pytest

from bot.credentials import Credential, ManagedIdentity, Registration, Secret, certificate_in
from bot.mail.account import SENDER_EXAMPLE, MailAccount, Security, sender_in
from bot.settings import TEAMS_HOSTS, Settings, data_folder, faults_in_service, read_settings
from cards.phrases_cli import CERTIFICATE_EXAMPLE, CONTENT_OF_FILE, ENVIRONMENT
from scheduler.faults import Fault, FaultsFound, Problem
from tests.certificates import make_pem

PUBLIC = {"ARSHJUL_PUBLIC_URL": "https://arshjul.example"}
PEM = make_pem()
WAYS = "ARSHJUL_APP_PASSWORD or ARSHJUL_APP_CERTIFICATE or ARSHJUL_MANAGED_IDENTITY"
APP = {"ARSHJUL_APP_ID": "id", "ARSHJUL_APP_PASSWORD": "secret", "ARSHJUL_APP_TENANT_ID": "tenant"}


def faults_of(environment: dict[str, str]) -> list[Fault]:
    with pytest.raises(FaultsFound) as found:
        read_settings(environment)
    return list(found.value.faults)


def test_settings_have_safe_defaults_when_nothing_is_set() -> None:
    assert read_settings({}) == Settings(
        database_url="",
        app_id="",
        app_password="",
        app_certificate="",
        managed_identity="",
        app_tenant_id="",
        allowed_tenants=(),
        service_urls=TEAMS_HOSTS,
        public_url="http://localhost:3978",
        host="127.0.0.1",
        port=3978,
        wheel="karlstad",
        local_file=None,
        allow_anonymous=False,
        ping_url="",
        smtp_host="",
        smtp_port=None,
        smtp_security=Security.STARTTLS,
        smtp_user="",
        smtp_password="",
        smtp_from="",
    )


def test_settings_are_read_by_their_kind_when_they_are_set() -> None:
    settings = read_settings(
        {
            "ARSHJUL_PORT": "8080",
            "ARSHJUL_ALLOW_ANONYMOUS": "true",
            "ARSHJUL_ALLOWED_TENANTS": " one, two ,,",
            "ARSHJUL_LOCAL_FILE": "local.toml",
            "ARSHJUL_NO_SUCH_THING": "x",
        }
    )

    assert settings == Settings(
        port=8080, allow_anonymous=True, allowed_tenants=("one", "two"), local_file=Path("local.toml")
    )


def test_settings_know_nothing_but_what_they_are_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARSHJUL_PORT", "many")
    monkeypatch.setenv("ARSHJUL_APP_ID", "somebody else's")

    assert read_settings({}).app_id == ""
    assert Settings().port == 3978


def test_secret_is_read_from_a_file_without_its_last_line_break(tmp_path: Path) -> None:
    file = tmp_path / "secret"
    file.write_text("hemligt\n", encoding="utf-8")

    assert read_settings({"ARSHJUL_APP_PASSWORD_FILE": str(file)}).app_password == "hemligt"


def test_database_url_may_stand_in_a_file_too(tmp_path: Path) -> None:
    file = tmp_path / "url"
    file.write_text("postgresql://db/arshjul", encoding="utf-8")

    assert read_settings({"ARSHJUL_DATABASE_URL_FILE": str(file)}).database == "postgresql://db/arshjul"


def test_every_fault_is_found_at_once(tmp_path: Path) -> None:
    binary = tmp_path / "binary"
    binary.write_bytes(b"\xff")

    faults = faults_of(
        {
            "ARSHJUL_PORT": "many",
            "ARSHJUL_ALLOW_ANONYMOUS": "perhaps",
            "ARSHJUL_APP_PASSWORD_FILE": str(tmp_path / "nowhere"),
            "ARSHJUL_DATABASE_URL_FILE": str(binary),
        }
    )

    assert sorted((fault.file, fault.key, fault.problem) for fault in faults) == [
        (ENVIRONMENT, "ARSHJUL_ALLOW_ANONYMOUS", Problem.WRONG_TYPE),
        (ENVIRONMENT, "ARSHJUL_APP_PASSWORD_FILE", Problem.UNREADABLE),
        (ENVIRONMENT, "ARSHJUL_DATABASE_URL_FILE", Problem.UNREADABLE),
        (ENVIRONMENT, "ARSHJUL_PORT", Problem.WRONG_TYPE),
    ]


@pytest.mark.parametrize(("port", "limit"), [("0", "1"), ("-1", "1"), ("65536", "65535")])
def test_port_is_one_that_exists(port: str, limit: str) -> None:
    assert faults_of({"ARSHJUL_PORT": port}) == [Fault(ENVIRONMENT, "ARSHJUL_PORT", Problem.OUT_OF_RANGE, limit, port)]


def test_service_lacks_nothing_when_the_app_is_named() -> None:
    assert faults_in_service(read_settings({**APP, **PUBLIC})) == ()


@pytest.mark.parametrize("name", APP)
def test_service_names_what_it_lacks(name: str) -> None:
    settings = read_settings({key: value for key, value in {**APP, **PUBLIC}.items() if key != name})

    ways = WAYS if name == "ARSHJUL_APP_PASSWORD" else ""
    assert faults_in_service(settings) == (Fault(ENVIRONMENT, name, Problem.MISSING, ways),)


def test_app_proves_itself_in_one_way_only() -> None:
    given = {**APP, **PUBLIC, "ARSHJUL_MANAGED_IDENTITY": "system", "ARSHJUL_APP_CERTIFICATE": PEM}

    assert faults_in_service(read_settings(given)) == (
        Fault(ENVIRONMENT, "ARSHJUL_APP_PASSWORD", Problem.ONLY_ONE, WAYS.replace(" or ", ", ")),
    )


@pytest.mark.parametrize(
    ("setting", "value", "credential"),
    [
        ("ARSHJUL_APP_PASSWORD", "secret", Secret("secret")),
        ("ARSHJUL_APP_CERTIFICATE", PEM, certificate_in(PEM)),
        ("ARSHJUL_MANAGED_IDENTITY", "system", ManagedIdentity()),
        ("ARSHJUL_MANAGED_IDENTITY", "id", ManagedIdentity("id")),
    ],
    ids=["secret", "certificate", "the machine's own", "assigned to the machine"],
)
def test_app_proves_itself_in_any_of_three_ways(setting: str, value: str, credential: Credential) -> None:
    given = {key: text for key, text in {**APP, **PUBLIC}.items() if key != "ARSHJUL_APP_PASSWORD"}

    settings = read_settings({**given, setting: value})

    assert faults_in_service(settings) == ()
    assert settings.registration == Registration("id", "tenant", credential)


def test_certificate_lies_in_a_file(tmp_path: Path) -> None:
    file = tmp_path / "app.pem"
    file.write_text(PEM, encoding="utf-8")

    assert read_settings({"ARSHJUL_APP_CERTIFICATE_FILE": str(file)}).registration.credential == certificate_in(PEM)


def test_identity_of_the_machine_is_the_app_itself() -> None:
    given = {**APP, **PUBLIC, "ARSHJUL_APP_PASSWORD": "", "ARSHJUL_MANAGED_IDENTITY": "another"}

    assert faults_in_service(read_settings(given)) == (
        Fault(ENVIRONMENT, "ARSHJUL_MANAGED_IDENTITY", Problem.NOT_ONE_OF, "system or id", "another"),
    )


def test_certificate_that_cannot_be_used_is_a_fault_that_does_not_quote_it() -> None:
    given = {
        **APP,
        **PUBLIC,
        "ARSHJUL_APP_PASSWORD": "",
        "ARSHJUL_APP_CERTIFICATE": PEM.partition("-----BEGIN CERT")[0],
    }

    assert faults_in_service(read_settings(given)) == (
        Fault(ENVIRONMENT, "ARSHJUL_APP_CERTIFICATE", Problem.INVALID, CERTIFICATE_EXAMPLE, CONTENT_OF_FILE),
    )


@pytest.mark.parametrize("address", ["http://localhost:3978", "http://arshjul.example", "arshjul.example", ""])
def test_service_is_reached_under_an_address_that_nobody_can_listen_to(address: str) -> None:
    settings = read_settings({**APP, "ARSHJUL_PUBLIC_URL": address})

    assert faults_in_service(settings) == (
        Fault(ENVIRONMENT, "ARSHJUL_PUBLIC_URL", Problem.NOT_ONE_OF, "https://…", address),
    )


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "localhost"])
def test_service_may_be_anonymous_on_a_loopback_address(host: str) -> None:
    assert faults_in_service(Settings(allow_anonymous=True, host=host)) == ()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.4", "192.168.1.2", "example.se", "localhost.example.se", ""])
def test_service_may_not_be_anonymous_on_any_other_address(host: str) -> None:
    assert faults_in_service(Settings(allow_anonymous=True, host=host)) == (
        Fault(ENVIRONMENT, "ARSHJUL_HOST", Problem.NOT_ONE_OF, "127.0.0.1", host),
    )


def test_data_folder_follows_xdg_or_lies_at_home() -> None:
    assert data_folder({"XDG_DATA_HOME": "/data"}) == Path("/data/arshjul")
    assert data_folder({}) == Path.home() / ".local" / "share" / "arshjul"


@pytest.mark.parametrize(
    "address",
    ["https://watch.example/ping/1", "http://127.0.0.1:8000/ping", "http://[::1]/ping", "http://localhost/ping", ""],
)
def test_ping_goes_over_https_or_stays_on_this_machine(address: str) -> None:
    assert read_settings({"ARSHJUL_PING_URL": address}).ping_url == address


@pytest.mark.parametrize(
    "address",
    ["http://watch.example/1", "ftp://127.0.0.1/1", "watch.example", "https://", "https://a:port/", "http://[::1", "x"],
)
def test_ping_anywhere_else_is_a_fault_that_says_what_to_set(address: str) -> None:
    expected = "en adress som börjar med https://"

    assert faults_of({"ARSHJUL_PING_URL": address}) == [
        Fault(ENVIRONMENT, "ARSHJUL_PING_URL", Problem.WRONG_TYPE, expected, address)
    ]


MAIL = {"ARSHJUL_SMTP_HOST": "mail.example", "ARSHJUL_SMTP_FROM": "Årshjulet <arshjul@karlstad.example>"}


def test_mail_is_read_with_the_usual_port_of_its_security(tmp_path: Path) -> None:
    secret = tmp_path / "smtp"
    secret.write_text("hemligt\n", encoding="utf-8")
    signing_in = {"ARSHJUL_SMTP_USER": "arshjul", "ARSHJUL_SMTP_PASSWORD_FILE": str(secret)}

    accounts = [read_settings({**MAIL, **more}).mail.account for more in (signing_in, {"ARSHJUL_SMTP_SECURITY": "tls"})]

    sender = sender_in("Årshjulet <arshjul@karlstad.example>")
    assert accounts == [
        MailAccount(
            host="mail.example",
            port=587,
            security=Security.STARTTLS,
            sender=sender,
            user="arshjul",
            password="hemligt",
        ),
        MailAccount(host="mail.example", port=465, security=Security.TLS, sender=sender),
    ]
    assert read_settings({}).mail.account is None
    assert "hemligt" not in repr(accounts)


@pytest.mark.parametrize(
    ("environment", "faults"),
    [
        ({"ARSHJUL_SMTP_USER": "arshjul"}, [("HOST", Problem.MISSING, "", "")]),
        (
            {"ARSHJUL_SMTP_HOST": "mail.example", "ARSHJUL_SMTP_USER": "arshjul", "ARSHJUL_SMTP_SECURITY": "none"},
            [
                ("FROM", Problem.MISSING, "", ""),
                ("PASSWORD", Problem.MISSING, "", ""),
                ("SECURITY", Problem.NOT_ONE_OF, "starttls, tls", "none"),
            ],
        ),
        (
            {"ARSHJUL_SMTP_HOST": "localhost", "ARSHJUL_SMTP_SECURITY": "none", "ARSHJUL_SMTP_FROM": "a@b.example"},
            [],
        ),
        ({**MAIL, "ARSHJUL_SMTP_PASSWORD": "x"}, [("USER", Problem.MISSING, "", "")]),
        *(
            ({**MAIL, "ARSHJUL_SMTP_FROM": sender}, [("FROM", Problem.NOT_ONE_OF, SENDER_EXAMPLE, sender)])
            for sender in ("arshjul", "a@b.example\r\nBcc: c@d.example", "<>", "@b.example", "a@")
        ),
    ],
)
def test_all_faults_of_the_mail_settings_are_told_at_once(
    environment: dict[str, str], faults: list[tuple[str, Problem, str, str]]
) -> None:
    told = faults_in_service(read_settings({**PUBLIC, **APP, **environment}))

    assert list(told) == [
        Fault(ENVIRONMENT, f"ARSHJUL_SMTP_{name}", problem, expected, found)
        for name, problem, expected, found in faults
    ]


def test_kinds_of_the_mail_settings_are_told_with_an_example() -> None:
    faults = faults_of({**MAIL, "ARSHJUL_SMTP_PORT": "smtp", "ARSHJUL_SMTP_SECURITY": "ssl"})

    assert [(fault.key, fault.problem, fault.found) for fault in faults] == [
        ("ARSHJUL_SMTP_PORT", Problem.WRONG_TYPE, "smtp"),
        ("ARSHJUL_SMTP_SECURITY", Problem.WRONG_TYPE, "ssl"),
    ]
