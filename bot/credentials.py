"""How an app proves to Entra who it is: a secret, a certificate, or the identity of the machine it runs on."""

from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from cryptography.x509 import load_pem_x509_certificate, load_pem_x509_certificates

PEM_STARTS = "-----BEGIN"
SYSTEM = "system"
"""The machine's own managed identity, rather than one that was assigned to it."""


@dataclass(frozen=True, slots=True)
class Secret:
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Certificate:
    """Both as PEM, nothing else beside them."""

    key: str = field(repr=False)
    certificate: str


@dataclass(frozen=True, slots=True)
class ManagedIdentity:
    """`client_id` is empty for the machine's own."""

    client_id: str = ""


Credential: TypeAlias = Secret | Certificate | ManagedIdentity


@dataclass(frozen=True, slots=True)
class Registration:
    """An app in Entra, as the one who runs it knows it."""

    app_id: str
    tenant_id: str
    credential: Credential


def last_day_of(credential: Credential) -> date | None:
    """The day in UTC on which the certificate ends; None for what carries no day that can be read here."""
    if not isinstance(credential, Certificate):
        return None
    return load_pem_x509_certificate(credential.certificate.encode()).not_valid_after_utc.date()


def managed_identity(name: str) -> ManagedIdentity:
    return ManagedIdentity("" if name == SYSTEM else name)


def credential_in(text: str) -> Secret | Certificate:
    """What a secret setting holds; PEM is a certificate, and a `ValueError` where it is none that can be used."""
    text = text.strip()
    return certificate_in(text) if text.startswith(PEM_STARTS) else Secret(text)


def certificate_in(pem: str) -> Certificate:
    """The RSA key, without a password, and the certificate that belongs to it; `ValueError` where one lacks."""
    data = pem.encode()
    try:
        key = load_pem_private_key(data, password=None)
    except (TypeError, UnsupportedAlgorithm) as error:
        raise ValueError("no key without a password") from error
    if not isinstance(key, RSAPrivateKey):
        raise ValueError("not an RSA key")  # noqa: TRY004 -- wrong input, not a wrong argument
    for certificate in load_pem_x509_certificates(data):
        if certificate.public_key() == key.public_key():
            plain = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
            return Certificate(plain.decode(), certificate.public_bytes(Encoding.PEM).decode())
    raise ValueError("no certificate of the key's")
