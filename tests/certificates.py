"""Certificates made on the spot, signed by themselves."""

import ipaddress
from datetime import UTC, datetime

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

FIRST, LAST = datetime(2020, 1, 1, tzinfo=UTC), datetime(2099, 1, 1, tzinfo=UTC)
HERE = ipaddress.ip_address("127.0.0.1")


def make_key() -> RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def make_certificate(key: RSAPrivateKey, last: datetime = LAST) -> x509.Certificate:
    """Good for anything, also for a server on this machine."""
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "arshjul.example")])
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), FIRST, last)
    here = x509.SubjectAlternativeName([x509.IPAddress(HERE)])
    return builder.add_extension(here, critical=False).sign(key, SHA256())


def make_pem(last: datetime = LAST) -> str:
    """A key and its certificate in one text."""
    key = make_key()
    return pem_of(key) + make_certificate(key, last).public_bytes(Encoding.PEM).decode()


def pem_of(key: RSAPrivateKey) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
