"""What happens between two people and asks for a look: the partner joined, an agreement waits."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from couples.models import Agreement, CareLink, Happening, Membership, User
from reminders import planning
from reminders.kinds import Kind, Occasion
from reminders.models import Preferences, Reminder

# Long enough for whoever named the therapist to decide first, and for nobody to tell one from the other.
AGREEMENT_WAITS = timedelta(hours=1)


def tell(happening: Happening) -> None:
    planning.again(happening.couple)


def joinings(people: Collection[Preferences], now: datetime, until: datetime) -> Iterable[Occasion]:
    """For the one who waited, not for the one who came."""
    waiting = [one.person_id for one in people]
    recent = Happening.objects.filter(
        kind=Happening.Kind.PARTNER_JOINED, at__gt=now - planning.STALE
    )
    couples = Membership.objects.filter(person__in=waiting, left_at=None).values("couple")
    for joined in recent.filter(couple__in=couples):
        members = joined.couple.memberships.filter(left_at=None, person__in=waiting)
        for person in members.exclude(person=joined.by).values_list("person_id", flat=True):
            yield Occasion(person, joined.public_id, at=joined.at)


def seen(reminders: Collection[Reminder], now: datetime) -> Collection[int]:
    """Whoever has signed in since has seen it on their first page."""
    joined = Happening.objects.filter(public_id__in=[one.occurrence for one in reminders])
    at = dict(joined.values_list("public_id", "at"))
    people = User.objects.in_bulk([one.person_id for one in reminders])
    return [one.pk for one in reminders if since(people[one.person_id], at.get(one.occurrence))]


def since(person: User, at: datetime | None) -> bool:
    return at is None or (person.last_login is not None and person.last_login > at)


def waiting_agreements(
    people: Collection[Preferences], now: datetime, until: datetime
) -> Iterable[Occasion]:
    members = Membership.objects.filter(
        person__in=[one.person_id for one in people],
        left_at=None,
        couple__care_links__ended_at=None,
    )
    waiting = members.filter(
        couple__care_links__proposed_at__gt=now - AGREEMENT_WAITS - planning.STALE
    )
    rows = waiting.values_list(
        "person_id", "couple__care_links__public_id", "couple__care_links__proposed_at"
    )
    decided = decisions(link for _, link, _ in rows)
    for person, link, proposed_at in rows:
        if (person, link) not in decided:
            yield Occasion(person, link, at=proposed_at + AGREEMENT_WAITS)


def decided(reminders: Collection[Reminder], now: datetime) -> Collection[int]:
    links = {one.occurrence for one in reminders}
    known = decisions(links)
    open_links = set(
        CareLink.objects.filter(public_id__in=links, ended_at=None).values_list(
            "public_id", flat=True
        )
    )
    return [
        one.pk
        for one in reminders
        if one.occurrence not in open_links or (one.person_id, one.occurrence) in known
    ]


def decisions(links: Iterable[str]) -> set[tuple[int, str]]:
    made = Agreement.objects.filter(care_link__public_id__in=list(links))
    return set(made.values_list("person_id", "care_link__public_id"))


PARTNER_JOINED = Kind("partner_joined", "My partner has joined", joinings, seen)
AGREEMENT = Kind("agreement", "An agreement waits for my answer", waiting_agreements, decided)
