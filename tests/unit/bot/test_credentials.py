"""What a secret setting may hold: a client secret, or a key with its certificate."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, NoEncryption, PrivateFormat

from bot.credentials import Certificate, Secret, certificate_in, credential_in
from tests.certificates import make_certificate, make_key, pem_of

KEY, OTHER = make_key(), make_key()
LEAF, STRANGER = (make_certificate(key).public_bytes(Encoding.PEM).decode() for key in (KEY, OTHER))
LOCKED = KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"word")).decode()
CURVED = ec.generate_private_key(ec.SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


@pytest.mark.parametrize("parts", [(pem_of(KEY), LEAF), (LEAF, pem_of(KEY)), (pem_of(KEY), STRANGER, LEAF)])
def test_certificate_is_the_one_that_belongs_to_the_key(parts: tuple[str, ...]) -> None:
    assert certificate_in("".join(parts)) == Certificate(pem_of(KEY), LEAF)


@pytest.mark.parametrize(
    "pem",
    [LEAF, pem_of(KEY), pem_of(KEY) + STRANGER, LOCKED + LEAF, CURVED.decode() + LEAF, "hemligt", ""],
    ids=["no key", "no certificate", "another's", "locked by a password", "not RSA", "not PEM", "nothing"],
)
def test_certificate_is_a_value_error_when_it_cannot_be_used(pem: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        certificate_in(pem)


def test_secret_setting_holds_either() -> None:
    assert credential_in("hemligt\n") == Secret("hemligt")
    assert credential_in(f"\n{pem_of(KEY)}{LEAF}") == Certificate(pem_of(KEY), LEAF)


def test_what_is_secret_is_not_told_by_its_repr() -> None:
    assert "hemligt" not in repr(Secret("hemligt"))
    assert "PRIVATE KEY" not in repr(certificate_in(pem_of(KEY) + LEAF))
