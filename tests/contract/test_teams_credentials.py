"""Tokens asked for by certificate and by managed identity, from stand-ins for Entra and the machine over HTTP."""

import asyncio
import base64
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jwt
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import load_pem_x509_certificate

from bot.channel import SendFailed
from bot.credentials import Certificate, Credential, ManagedIdentity, Registration, Secret, certificate_in
from bot.teams.outbound import KeptToken, acquire_for
from scheduler.clock import StandingClock, morning_of
from tests.certificates import make_certificate, make_key, make_pem, pem_of
from tests.factories import MONDAY

APP, TENANT = "app-id", "tenant-id"
CLOCK = StandingClock(morning_of(MONDAY))
RESOURCE = "https://api.botframework.com"


def answered(document: dict[str, str | int], *, status: int = 200) -> web.Response:
    """As JSON; the connection ends with it, for nobody tells msal to let go of its own."""
    response = web.json_response(document, status=status)
    response.force_close()
    return response


@dataclass
class FakeEntra:
    """The two addresses that msal asks: where the tokens are, and for a token."""

    url: str = ""
    asked: list[dict[str, str]] = field(default_factory=list)
    status: int = 200

    async def config(self, request: web.Request) -> web.Response:
        here = f"{self.url}/{TENANT}"
        return answered({
            "issuer": here,
            "token_endpoint": f"{here}/token",
            "authorization_endpoint": f"{here}/authorize",
        })  # fmt: skip

    async def token(self, request: web.Request) -> web.Response:
        self.asked.append({name: str(value) for name, value in (await request.post()).items()})
        if self.status != 200:
            return answered({"error": "invalid_client"}, status=self.status)
        return answered({
            "token_type": "Bearer", "access_token": f"token-{len(self.asked)}", "expires_in": 3600,
        })  # fmt: skip


@pytest.fixture
async def entra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FakeEntra]:
    """Over HTTPS, as msal demands, with a certificate that only the test trusts."""
    key = make_key()
    file = tmp_path / "entra.pem"
    file.write_text(pem_of(key) + make_certificate(key).public_bytes(Encoding.PEM).decode(), encoding="utf-8")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(file))
    fake, app = FakeEntra(), web.Application()
    app.router.add_get(f"/{TENANT}/v2.0/.well-known/openid-configuration", fake.config)
    app.router.add_post(f"/{TENANT}/token", fake.token)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    server = TestServer(app, scheme="https")
    await server.start_server(ssl=context)
    fake.url = str(server.make_url("")).rstrip("/")
    yield fake
    await server.close()


def source(entra: FakeEntra, credential: Credential) -> KeptToken:
    return KeptToken(acquire_for(Registration(APP, TENANT, credential), authority=entra.url), CLOCK)


async def test_secret_is_sent_to_entra(entra: FakeEntra) -> None:
    token = await source(entra, Secret("hemligt")).token()

    (asked,) = entra.asked
    assert (token, asked["client_id"], asked["client_secret"]) == ("token-1", APP, "hemligt")
    assert (asked["grant_type"], asked["scope"]) == ("client_credentials", f"{RESOURCE}/.default")


async def test_certificate_signs_what_entra_can_check_and_its_key_stays_here(entra: FakeEntra) -> None:
    credential = certificate_in(make_pem())

    token = await source(entra, credential).token()

    (asked,) = entra.asked
    said = read_assertion(asked["client_assertion"], credential, f"{entra.url}/{TENANT}/token")
    assert (token, asked["client_id"], said["iss"], said["sub"]) == ("token-1", APP, APP, APP)
    assert "client_secret" not in asked
    assert "PRIVATE KEY" not in str(asked)


def read_assertion(assertion: str, credential: Certificate, audience: str) -> dict[str, Any]:
    """What it says, after it has been checked as Entra checks it: by the certificate that its thumbprint names."""
    certificate = load_pem_x509_certificate(credential.certificate.encode())
    thumbprint = base64.urlsafe_b64encode(certificate.fingerprint(SHA256())).rstrip(b"=").decode()
    head = jwt.get_unverified_header(assertion)
    public = certificate.public_key()
    assert isinstance(public, RSAPublicKey)
    assert (head["alg"], head["x5t#S256"].rstrip("=")) == ("PS256", thumbprint)
    said: dict[str, Any] = jwt.decode(assertion, public, algorithms=["PS256"], audience=audience)
    return said


async def test_token_is_fetched_anew_though_the_old_one_still_lasts(entra: FakeEntra) -> None:
    acquire = acquire_for(Registration(APP, TENANT, Secret("hemligt")), authority=entra.url)

    assert [(await asyncio.to_thread(acquire))["access_token"] for _ in range(2)] == ["token-1", "token-2"]


async def test_refused_secret_is_no_reason_to_throw_messages_away(entra: FakeEntra) -> None:
    entra.status = 401

    with pytest.raises(SendFailed) as caught:
        await source(entra, Secret("gammalt")).token()

    assert (caught.value.code, caught.value.permanent) == ("token:invalid_client", False)


@dataclass
class FakeMachine:
    """The address on the machine that gives tokens of its identities."""

    url: str = ""
    asked: list[tuple[dict[str, str], str]] = field(default_factory=list)
    status: int = 200

    async def on_virtual_machine(self, request: web.Request) -> web.Response:
        return self._answer(request, "Metadata", {"expires_in": "3600"})

    async def on_app_service(self, request: web.Request) -> web.Response:
        return self._answer(request, "X-IDENTITY-HEADER", {"expires_on": "4070908800"})

    def _answer(self, request: web.Request, header: str, lifetime: dict[str, str]) -> web.Response:
        self.asked.append((dict(request.query), request.headers.get(header, "")))
        if self.status != 200:
            return answered({"error": "invalid_request"}, status=self.status)
        return answered({"access_token": f"token-{len(self.asked)}", "resource": RESOURCE, **lifetime})


@asynccontextmanager
async def running_machine() -> AsyncIterator[FakeMachine]:
    fake, app = FakeMachine(), web.Application()
    app.router.add_get("/metadata/identity/oauth2/token", fake.on_virtual_machine)
    app.router.add_get("/msi/token", fake.on_app_service)
    async with TestServer(app) as server:
        fake.url = str(server.make_url("")).rstrip("/")
        yield fake


@pytest.fixture
async def machine(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FakeMachine]:
    async with running_machine() as fake:
        for name in ("IDENTITY_ENDPOINT", "IDENTITY_HEADER", "MSI_ENDPOINT", "IMDS_ENDPOINT"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("AZURE_POD_IDENTITY_AUTHORITY_HOST", fake.url)
        yield fake


def identity(client_id: str = "") -> KeptToken:
    return KeptToken(acquire_for(Registration(APP, TENANT, ManagedIdentity(client_id))), CLOCK)


@pytest.mark.parametrize(("client_id", "named"), [("", {}), (APP, {"client_id": APP})])
async def test_machine_gives_a_token_of_the_identity_that_is_named(
    machine: FakeMachine, client_id: str, named: dict[str, str]
) -> None:
    token = await identity(client_id).token()

    ((query, header),) = machine.asked
    assert (token, query, header) == (
        "token-1",
        {"api-version": "2018-02-01", "resource": RESOURCE, **named},
        "true",
    )


async def test_app_service_gives_a_token_to_whoever_knows_its_header(
    machine: FakeMachine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IDENTITY_ENDPOINT", f"{machine.url}/msi/token")
    monkeypatch.setenv("IDENTITY_HEADER", "huvud")

    token = await identity(APP).token()

    ((query, header),) = machine.asked
    assert (token, query["resource"], query["client_id"], header) == ("token-1", RESOURCE, APP, "huvud")


async def test_machine_is_asked_anew_though_the_old_token_still_lasts(machine: FakeMachine) -> None:
    acquire = acquire_for(Registration(APP, TENANT, ManagedIdentity()))

    assert [(await asyncio.to_thread(acquire))["access_token"] for _ in range(2)] == ["token-1", "token-2"]


async def test_machine_without_the_identity_is_no_reason_to_throw_messages_away(machine: FakeMachine) -> None:
    machine.status = 400

    with pytest.raises(SendFailed) as caught:
        await identity(APP).token()

    assert (caught.value.code, caught.value.permanent) == ("token:invalid_request", False)
