"""The admin: who gets in, what they may do there, and what nobody can open there."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import Client

from couples import staff
from couples.models import Couple, Therapist, User
from privacy.context import acting_as, asking
from tests import factories
from tests.conftest import ClientOf, with_second_factor
from tests.privacy import matrix


@pytest.fixture
def operator(edith: User) -> User:
    with acting_as(edith):
        edith.groups.add(Group.objects.get(name=staff.OPERATORS))
    return edith


@pytest.fixture
def root() -> User:
    return factories.staff("root", is_superuser=True)


@pytest.fixture
def at_work(client_of: ClientOf, operator: User) -> Client:
    return with_second_factor(client_of(operator), operator)


class TestTheFirstOne:
    def test_it_is_made_on_the_machine_and_then_signs_in(
        self, client: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", factories.PASSWORD)
        call_command("createsuperuser", interactive=False, email="first@example.org", verbosity=0)
        given = {"login": "first@example.org", "password": factories.PASSWORD}
        assert client.post("/account/login/", given)["Location"] == "/account/confirm-email/"
        assert mail.outbox[-1].to == ["first@example.org"]
        with asking(factories.AT_THE_DOOR):
            made = User.objects.get(email="first@example.org")
        assert (made.role, made.is_staff, made.is_superuser) == (User.Role.STAFF, True, True)


class TestDoor:
    def test_visitors_sign_in_at_the_site_s_own_door(self, client: Client) -> None:
        chain = client.get("/admin/couples/user/", follow=True).redirect_chain
        assert chain[-1][0] == "/account/login/?next=/admin/couples/user/"

    def test_it_has_no_form_of_its_own(self, client: Client, edith: User) -> None:
        given = {"username": edith.email, "password": factories.PASSWORD}
        assert client.post("/admin/login/", given)["Location"].startswith("/account/login/")

    def test_it_is_not_there_for_partners_and_therapists(
        self, client_of: ClientOf, alice: User, tess: User
    ) -> None:
        for one in (alice, tess):
            assert client_of(one).get("/admin/", follow=True).status_code == 404

    def test_it_asks_staff_for_a_second_key(self, client_of: ClientOf, edith: User) -> None:
        page = client_of(edith).get("/admin/", follow=True)
        assert page.redirect_chain[-1][0] == "/account/2fa/"
        assert "Staff need a second key" in page.content.decode()

    def test_a_key_that_was_not_used_in_this_session_is_not_enough(
        self, client_of: ClientOf, edith: User
    ) -> None:
        with acting_as(edith):
            TOTP.activate(edith, generate_totp_secret())
        chain = client_of(edith).get("/admin/", follow=True).redirect_chain
        assert chain[-1][0] == "/account/2fa/reauthenticate/?next=/admin/"

    def test_it_opens_with_the_second_key(self, at_work: Client) -> None:
        assert at_work.get("/admin/").status_code == 200

    def test_another_person_s_record_does_not_open_it(
        self, client_of: ClientOf, edith: User, alice: User
    ) -> None:
        client = with_second_factor(client_of(edith), alice)
        assert client.get("/admin/").status_code == 302

    def test_the_demo_may_do_without(
        self, client_of: ClientOf, edith: User, settings: object
    ) -> None:
        settings.STAFF_SECOND_FACTOR = False  # type: ignore[attr-defined]  # a fixture or a cursor without a type
        assert client_of(edith).get("/admin/").status_code == 200

    def test_a_password_is_changed_on_the_site_s_own_page(self, at_work: Client) -> None:
        answer = at_work.get("/admin/password_change/")
        assert answer.headers["Location"] == "/account/password/change/"

    def test_somebody_who_may_no_longer_sign_in_is_out_at_once(
        self, at_work: Client, operator: User, root: User
    ) -> None:
        with acting_as(root):
            User.objects.filter(pk=operator.pk).update(is_active=False)
        assert at_work.get("/admin/").status_code == 302


class TestAccounts:
    def test_an_operator_opens_an_account_for_a_therapist(self, at_work: Client) -> None:
        given = {
            "email": "new@example.org",
            "display_name": "Nora",
            "role": "therapist",
            "time_zone": "Europe/Oslo",
            "language": "en-gb",
        }
        assert at_work.post("/admin/couples/user/add/", given).status_code == 302
        with asking(factories.AT_THE_DOOR):
            made = User.objects.get(email="new@example.org")
            assert EmailAddress.objects.get(user=made).primary
        assert not made.has_usable_password()
        assert not made.is_staff

    def test_its_owner_chooses_the_password_by_mail(self, at_work: Client, client: Client) -> None:
        self.test_an_operator_opens_an_account_for_a_therapist(at_work)
        client.post("/account/password/reset/", {"email": "New@example.org"})
        assert len(mail.outbox) == 1
        assert "/account/password/reset/key/" in mail.outbox[0].body

    @pytest.mark.parametrize("role", ["staff", "partner", "owner"])
    def test_an_operator_makes_neither_staff_nor_partners(self, role: str, at_work: Client) -> None:
        given = {"email": "new@example.org", "display_name": "Nora", "role": role}
        page = at_work.post("/admin/couples/user/add/", given)
        assert "not one of the available choices" in page.content.decode()

    def test_an_operator_takes_over_no_account(
        self, at_work: Client, operator: User, alice: User
    ) -> None:
        """Not by address, password, role, groups or rights: each would open what is private."""
        given = {
            "email": "operator@example.org",
            "password": "!",
            "role": "staff",
            "is_staff": "on",
            "is_superuser": "on",
            "groups": "1",
            "display_name": "Else",
            "is_active": "on",
        }
        assert at_work.post(f"/admin/couples/user/{alice.pk}/change/", given).status_code == 302
        with acting_as(operator):
            kept = User.objects.get(pk=alice.pk)
        for name in ("email", "password", "role", "is_staff", "is_superuser", "display_name"):
            assert getattr(kept, name) == getattr(alice, name), name
        assert at_work.get(f"/admin/couples/user/{alice.pk}/password/").status_code == 302

    @pytest.mark.parametrize(
        "question", ["password__startswith=a", "called__startswith=S", "last_login__isnull=1"]
    )
    def test_an_address_asks_nothing_that_the_list_does_not_show(
        self, question: str, at_work: Client, alice: User
    ) -> None:
        """A filter by letter after letter would spell out a password’s hash."""
        assert at_work.get(f"/admin/couples/user/?{question}").status_code == 400

    @pytest.mark.parametrize("question", ["role__exact=partner", "is_active__exact=1"])
    def test_the_list_can_be_narrowed(self, question: str, at_work: Client, alice: User) -> None:
        page = at_work.get(f"/admin/couples/user/?{question}")
        assert "alice@example.org" in page.content.decode()

    def test_what_they_search_for_stands_in_no_address(self, at_work: Client, alice: User) -> None:
        """Nor does an address that somebody else wrote search for anything."""
        sent = at_work.post("/admin/couples/user/?is_active__exact=1", {"look_for": "alice"})
        assert "alice" not in sent["Location"]
        assert sent["Location"].startswith("/admin/couples/user/?is_active__exact=1&q=")
        page = at_work.get(sent["Location"]).content.decode()
        assert "alice@example.org" in page
        assert "edith@example.org" not in page
        assert 'value="alice"' in page
        assert (
            "@example.org</a>" not in at_work.get("/admin/couples/user/?q=alice").content.decode()
        )

    def test_a_search_opens_for_whoever_asked(
        self, at_work: Client, client_of: ClientOf, root: User, alice: User
    ) -> None:
        there = at_work.post("/admin/couples/user/", {"look_for": "alice"})["Location"]
        page = with_second_factor(client_of(root), root).get(there).content.decode()
        assert "alice" not in page

    def test_an_operator_closes_an_account(
        self, at_work: Client, operator: User, alice: User
    ) -> None:
        at_work.post(f"/admin/couples/user/{alice.pk}/change/", {})
        with acting_as(operator):
            assert not User.objects.get(pk=alice.pk).is_active

    def test_nobody_deletes_a_person(self, client_of: ClientOf, root: User, alice: User) -> None:
        client = with_second_factor(client_of(root), root)
        assert client.post(f"/admin/couples/user/{alice.pk}/delete/").status_code == 403

    def test_a_therapist_joins_a_practice(
        self, at_work: Client, operator: User, tess: User
    ) -> None:
        at_work.post("/admin/couples/practice/add/", {"name": "Seaside"})
        with acting_as(operator):
            there = Therapist.objects.get(person=tess)
            assert there.practice.name == "Riverside Practice"
        page = at_work.get("/admin/couples/therapist/").content.decode()
        assert there.code in page


class TestContents:
    """A superuser, with every right that Django can give, and the admin's own connection."""

    LOOKED_AFTER = frozenset(
        {
            "care.Milestone",
            "checkins.Need",
            "closeness.Hidden",
            "closeness.Option",
            "couples.Helpline",
            "couples.Practice",
            "couples.Therapist",
            "couples.User",
            "cues.Cue",
            "cycle.Choice",
            "exercises.Exercise",
            "exercises.ExerciseVersion",
            "goals.Idea",
            "journaling.Prompt",
            "mending.Phrase",
        }
    )
    STAFF_S_OWN_WORK = (
        "account_emailaddress",
        "couples_practice",
        "couples_therapist",
        "couples_user",
        "couples_user_groups",
        "couples_user_user_permissions",
        "django_admin_log",
        *(table for table in matrix.RULES if matrix.RULES[table] is matrix.HISTORY),
    )

    def test_the_admin_knows_content_and_accounts_alone(
        self, client_of: ClientOf, root: User
    ) -> None:
        known = {model._meta.label for model in admin.site._registry}
        assert known == self.LOOKED_AFTER
        client = with_second_factor(client_of(root), root)
        for model in apps.get_models():
            if model._meta.label not in known:
                meta = model._meta
                here = f"/admin/{meta.app_label}/{meta.model_name}/"
                assert client.get(here).status_code == 404, here
                assert client.get(f"{here}1/change/").status_code == 404, here

    def test_the_admin_has_no_page_for_them(self, client_of: ClientOf, root: User) -> None:
        page = with_second_factor(client_of(root), root).get("/admin/").content.decode()
        for word in ("checkin", "note", "agreement", "happening", "couple", "pause"):
            assert f"/{word}/" not in page

    def test_nor_for_the_keys_and_addresses_that_open_accounts(
        self, client_of: ClientOf, root: User
    ) -> None:
        page = with_second_factor(client_of(root), root).get("/admin/").content.decode()
        for word in ("emailaddress", "emailconfirmation", "authenticator", "usersession"):
            assert f"/{word}/" not in page

    def test_the_database_gives_staff_no_rows(
        self, root: User, alice: User, bob: User, tess: User, couple: Couple, now: object
    ) -> None:
        fill(alice, bob, tess, couple)
        with acting_as(root), connection.cursor() as cursor:
            cursor.execute(
                """SELECT oid::regclass::text FROM pg_class WHERE relrowsecurity AND relkind = 'r'
                AND has_schema_privilege(relnamespace, 'USAGE') AND has_table_privilege(oid, 'SELECT')"""
            )
            tables = {row[0] for row in cursor.fetchall()} - set(self.STAFF_S_OWN_WORK)
            seen = {table for table in tables if count(cursor, table)}
        assert not seen


def count(cursor: object, table: str) -> int:
    cursor.execute(f"SELECT count(*) FROM {table}")  # type: ignore[attr-defined]  # a fixture or a cursor without a type
    return int(cursor.fetchone()[0])  # type: ignore[attr-defined]  # a fixture or a cursor without a type


def fill(alice: User, bob: User, tess: User, couple: Couple) -> None:
    link = factories.agreement(couple, tess, alice, bob, now=couple.started_at)
    assert link.pk
    day = couple.started_at.date()
    for one in (alice, bob):
        factories.check_in(one, couple, day, now=couple.started_at, note=("words", "both"))
