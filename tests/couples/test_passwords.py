"""What a password may be, how it is kept, and what it brings."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from couples.models import User
from tests.couples.test_accounts import NEW, sign_in
from tests.factories import PASSWORD


class TestAPassword:
    @pytest.mark.parametrize("password", ["moments2026", "Check-in moments", "Couple!Therapy1"])
    def test_is_more_than_words_of_this_place(self, password: str, client: Client) -> None:
        page = client.post("/account/signup/", NEW | {"password1": password}).content.decode()
        assert "too easy to guess here" in page

    def test_may_have_such_a_word_among_others(self, client: Client) -> None:
        given = NEW | {"password1": "moments by the slow river"}
        assert client.post("/account/signup/", given).status_code == 302

    @pytest.mark.parametrize(
        "password", ["Sunshine2026!", "1qaz2wsx3edc", "_butterfly_77", "!!Elephant1"]
    )
    def test_is_none_that_is_known_from_breaches(self, password: str) -> None:
        with pytest.raises(ValidationError, match="too common"):
            validate_password(password)

    @pytest.mark.parametrize(
        "password", ["butterfly 8302 9174", "elephant 39 tuesday", "83029174651"]
    )
    def test_may_have_such_a_word_among_more(self, password: str) -> None:
        validate_password(password)

    def test_is_none_of_a_list_that_the_operator_has(self, tmp_path: Path, settings: Any) -> None:
        (tmp_path / "list.txt").write_text("our old ferry home\n")
        options = {"password_list_path": str(tmp_path / "list.txt")}
        one = {"NAME": "privacy.passwords.NotABreachedOne", "OPTIONS": options}
        settings.AUTH_PASSWORD_VALIDATORS = [*settings.AUTH_PASSWORD_VALIDATORS, one]
        with pytest.raises(ValidationError, match="too common"):
            validate_password("Our old ferry home!")

    def test_counts_to_its_last_letter(self, client: Client, alice: User) -> None:
        long = "a quiet evening, and then another one: " * 4
        sign_in(client, alice.email)
        changed = {"oldpassword": PASSWORD, "password1": long, "password2": long}
        assert client.post("/account/password/change/", changed).status_code == 302
        assert sign_in(Client(), alice.email, long[:-2]).status_code == 200
        assert sign_in(Client(), alice.email, long).status_code == 302

    def test_is_hashed_slowly(self, alice: User) -> None:
        assert alice.password.startswith("argon2$argon2id$v=19$m=47104,t=1,p=1$")

    def test_brings_a_session_of_a_new_name(self, client: Client, alice: User) -> None:
        client.get("/account/login/")
        before = client.session
        before["anything"] = 1
        before.save()
        client.cookies["session"] = str(before.session_key)
        sign_in(client, alice.email)
        assert client.get("/us/").status_code == 200
        assert client.cookies["session"].value != before.session_key
