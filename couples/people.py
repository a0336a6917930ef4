"""What people say about themselves."""

from allauth.account.models import EmailAddress

from couples.models import User


def profile(person: User) -> dict[str, str]:
    return {
        "display_name": person.display_name,
        "called": person.called,
        "time_zone": person.told_zone,
        "language": person.language,
    }


def describe(
    person: User, *, display_name: str, called: str, time_zone: str, language: str
) -> None:
    person.display_name = display_name
    person.called = called
    person.time_zone = time_zone
    person.zone_is_told = True
    person.language = language
    person.save(update_fields=["display_name", "called", "time_zone", "zone_is_told", "language"])


def open_account(person: User) -> None:
    """An account made by staff: its owner chooses the password by way of “forgot password”."""
    person.is_staff = person.role == User.Role.STAFF
    person.set_unusable_password()
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=False)
