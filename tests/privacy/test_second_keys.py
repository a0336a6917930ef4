"""The secrets of second keys lie sealed, and open at the door."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.exceptions import ValidationError
from django.db import connection

from couples.accounts import SecondKeyAdapter
from couples.models import User
from privacy import second_keys
from privacy.context import acting_as
from privacy.tokens import CannotBeOpened
from tests.privacy import passkey

PLAIN = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def kept(person: User, kind: str = Authenticator.Type.TOTP) -> Authenticator:
    with acting_as(person):
        return Authenticator.objects.get(type=kind)


class TestASecret:
    def test_opens_again(self) -> None:
        assert second_keys.open_(second_keys.seal(PLAIN)) == PLAIN

    def test_is_sealed_anew_each_time(self) -> None:
        assert second_keys.seal(PLAIN) != second_keys.seal(PLAIN)

    @pytest.mark.parametrize("laid", ["", ".", PLAIN, "x.!", "x.AAAA", f"x.{'A' * 80}"])
    def test_that_was_not_sealed_here_is_refused(self, laid: str) -> None:
        with pytest.raises(CannotBeOpened):
            second_keys.open_(laid)

    def test_that_was_altered_is_refused(self) -> None:
        sealed = second_keys.seal(PLAIN)
        other = "A" if sealed[-9] != "A" else "B"
        with pytest.raises(CannotBeOpened):
            second_keys.open_(sealed[:-9] + other + sealed[-8:])


class TestAnApp:
    def test_lies_sealed(self, alice: User) -> None:
        with acting_as(alice):
            TOTP.activate(alice, PLAIN)
        assert PLAIN not in str(kept(alice).data)
        assert second_keys.open_(kept(alice).data["secret"]) == PLAIN

    def test_that_cannot_be_opened_fits_no_code(
        self, alice: User, caplog: pytest.LogCaptureFixture
    ) -> None:
        with acting_as(alice):
            app = TOTP(Authenticator(user=alice, data={"secret": PLAIN}))
            for number in range(3):
                with pytest.raises(ValidationError):
                    app.validate_code(format_hotp_value(hotp_value("", number)))
        assert len(caplog.records) == 3
        assert PLAIN not in caplog.text


class TestAPasskey:
    def test_has_a_plain_name_from_the_start(self, alice: User) -> None:
        name = SecondKeyAdapter().generate_authenticator_name
        with acting_as(alice):
            kind = Authenticator.Type.WEBAUTHN
            assert name(alice, kind) == "My device"
            Authenticator.objects.create(user=alice, type=kind, data=passkey.registered("Phone"))
            assert name(alice, kind) == "My device 2"


class TestWhatLayPlain:
    def test_is_sealed_by_the_migration(self, alice: User) -> None:
        phone = passkey.registered("Phone")
        with acting_as(alice):
            kinds = Authenticator.Type
            Authenticator.objects.create(user=alice, type=kinds.TOTP, data={"secret": PLAIN})
            codes = {"seed": PLAIN, "used_mask": 3}
            Authenticator.objects.create(user=alice, type=kinds.RECOVERY_CODES, data=codes)
            Authenticator.objects.create(user=alice, type=kinds.WEBAUTHN, data=phone)
        migrated()
        assert second_keys.open_(kept(alice).data["secret"]) == PLAIN
        recovery = kept(alice, kinds.RECOVERY_CODES).data
        assert (second_keys.open_(recovery["seed"]), recovery["used_mask"]) == (PLAIN, 3)
        assert kept(alice, kinds.WEBAUTHN).data == phone


def migrated() -> None:
    """As the owner of the tables, who runs migrations."""
    seal = import_module("privacy.migrations.0005_second_keys").seal
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET ROLE moments")
        seal(None, SimpleNamespace(connection=connection))
        cursor.execute("SET CONSTRAINTS ALL DEFERRED; SET ROLE moments_web")
