"""Secrets that second keys are made from: drawn well, and long enough not to be guessed."""

import secrets
from math import log2

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import generate_totp_secret

from couples.models import User
from privacy.context import acting_as

BITS_OF_A_CODE = 20  # OWASP ASVS 5.0.0, 6.5.4


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many bytes were asked of the operating system’s own source."""
    sizes: list[int] = []
    bytes_of = secrets.token_bytes

    def token_bytes(size: int | None = None) -> bytes:
        sizes.append(size or secrets.DEFAULT_ENTROPY)
        return bytes_of(size)

    monkeypatch.setattr(secrets, "token_bytes", token_bytes)
    return sizes


def test_recovery_codes_are_drawn_well_and_long(alice: User, drawn: list[int]) -> None:
    with acting_as(alice):
        codes = RecoveryCodes.activate(alice).generate_codes()
    assert drawn[0] >= BITS_OF_A_CODE * len(codes) / 8
    assert len(set(codes)) == len(codes) == 10
    assert all(log2(10 ** len(code)) >= BITS_OF_A_CODE for code in codes)


def test_what_an_app_counts_from_is_drawn_well_and_long(drawn: list[int]) -> None:
    assert generate_totp_secret() != generate_totp_secret()
    assert min(drawn) * 8 >= 160  # RFC 4226, section 4
