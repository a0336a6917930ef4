"""Shelves for what the rooms below hold, since they must not know this app; each app above has its own."""

from collections.abc import Iterator

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from couples.models import Agreement, CareLink, Couple, Invitation, Membership, Pause, User
from leaving.shelves import AT_A_TIME, Row, Shelf
from reminders import kinds
from reminders.models import Preferences

KEYS = {
    Authenticator.Type.TOTP: "Authenticator app",
    Authenticator.Type.WEBAUTHN: "Passkey",
    Authenticator.Type.RECOVERY_CODES: "Recovery codes",
}


def account(person: User) -> Iterator[Row]:
    addresses = EmailAddress.objects.filter(user=person).order_by("pk")
    yield (
        person.display_name,
        person.called,
        list(addresses.values_list("email", flat=True)),
        person.time_zone,
        person.get_language_display(),
        person.joined_at,
    )


def second_keys(person: User) -> Iterator[Row]:
    for key in Authenticator.objects.filter(user=person).order_by("pk"):
        yield KEYS[key.type], getattr(key.wrap(), "name", None), key.created_at


def couples(person: User) -> Iterator[Row]:
    now = Couple.objects.of(person).first()
    with_whom = now.partner_of(person) if now else None
    for mine in Membership.objects.filter(person=person).order_by("joined_at"):
        partner = with_whom.display_name if with_whom and mine.left_at is None else None
        yield mine.joined_at, mine.left_at, partner


def therapists(person: User) -> Iterator[Row]:
    links = CareLink.objects.with_therapist().filter(couple__in=Couple.objects.of(person))
    for link in links.order_by("proposed_at"):
        therapist = link.therapist
        yield therapist.display_name, str(therapist.therapist.practice), link.ended_at is None


def agreements(person: User) -> Iterator[Row]:
    mine = Agreement.objects.filter(person=person).order_by("decided_at", "version")
    for one in mine.iterator(AT_A_TIME):
        yes = [kind for kind in one.KINDS if kind in one.kinds]
        yield one.decided_at, one.version, yes, one.wording


def rests(person: User) -> Iterator[Row]:
    ours = Pause.objects.filter(couple__in=Couple.objects.of(person)).order_by("starts_at")
    for one in ours.iterator(AT_A_TIME):
        yield one.starts_at, one.ends_at


def invitations(person: User) -> Iterator[Row]:
    for one in Invitation.objects.made_by(person).order_by("made_at").iterator(AT_A_TIME):
        yield one.get_kind_display(), one.made_at, one.expires_at, one.withdrawn_at


def reminding(person: User) -> Iterator[Row]:
    for mine in Preferences.objects.filter(person=person):
        wanted = [kind.label for kind in kinds.chosen() if mine.wants(kind.name)]
        yield mine.check_in_at, mine.quiet_from, mine.quiet_to, wanted


FIRST = 60  # behind what people wrote
SHELVES = (
    Shelf(
        "account",
        "Your account",
        "What you said about yourself.",
        {
            "name": "Name",
            "called": "What we call you",
            "addresses": "E-mail addresses",
            "time_zone": "Time zone",
            "language": "Language",
            "since": "Here since",
        },
        account,
    ),
    Shelf(
        "second_keys",
        "Second keys",
        "Passkeys and codes, by the names that you gave them. The keys themselves are not here.",
        {"kind": "Kind", "name": "Name", "since": "Since"},
        second_keys,
    ),
    Shelf(
        "reminders",
        "Reminders",
        "When you want to be reminded, and of what.",
        {
            "check_in_at": "Check-in at",
            "quiet_from": "Quiet from",
            "quiet_until": "Quiet until",
            "wanted": "Remind me of",
        },
        reminding,
    ),
    Shelf(
        "couples",
        "With whom you used Moments",
        "Since when and until when. Somebody whom you no longer share it with is not named.",
        {"since": "Since", "until": "Until", "with": "With"},
        couples,
    ),
    Shelf(
        "invitations",
        "Links that you made",
        "Each works once, for seven days.",
        {
            "kind": "Kind",
            "made": "Made",
            "works_until": "Works until",
            "withdrawn": "Withdrawn",
        },
        invitations,
    ),
    Shelf(
        "therapists",
        "Your therapist",
        "Whom the two of you named.",
        {"name": "Name", "practice": "Practice", "named_now": "Named now"},
        therapists,
    ),
    Shelf(
        "agreements",
        "What you agreed to",
        "Your own decisions, in the words that you read. Your partner’s are not here.",
        {"decided": "Decided", "version": "Version", "yes_to": "Yes to", "wording": "Words"},
        agreements,
    ),
    Shelf(
        "rests",
        "Rests",
        "When the two of you rested. Nobody wrote down who asked.",
        {"from": "From", "until": "Until"},
        rests,
    ),
)
