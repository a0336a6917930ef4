"""What happens between two people and asks for a look: the partner joined, an agreement waits."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Greatest

from couples.models import Agreement, CareLink, Happening, Membership, User
from reminders import planning
from reminders.kinds import Kind, Occasion
from reminders.models import Preferences, Reminder

# Whoever names a therapist mostly decides in the same minutes, and need not be told.
TIME_TO_DECIDE = timedelta(hours=1)
# What happened in quiet hours is still there when they end.
RECENT = timedelta(days=1)
# Ending a link and naming somebody anew must not become a button that sends the partner a mail.
ONCE_IN = timedelta(days=30)

Members = dict[int, list[int]]


def tell(happening: Happening) -> None:
    planning.again(happening.couple)


def members(people: Collection[Preferences]) -> Members:
    """Which of these people are in which couple."""
    found: Members = {}
    active = Membership.objects.filter(person__in=[one.person_id for one in people], left_at=None)
    for couple, person in active.values_list("couple_id", "person_id"):
        found.setdefault(couple, []).append(person)
    return found


def joinings(people: Collection[Preferences], now: datetime, until: datetime) -> Iterable[Occasion]:
    """For the one who waited, not for the one who came."""
    couples = members(people)
    joined = Happening.objects.filter(kind=Happening.Kind.PARTNER_JOINED, couple__in=couples)
    for one in joined.filter(at__gt=now - RECENT):
        for person in couples[one.couple_id]:
            if person != one.by_id:
                yield Occasion(person, one.public_id, at=one.at)


def seen(reminders: Collection[Reminder], now: datetime) -> Collection[int]:
    """Whoever has signed in since has seen it on their first page."""
    joined = Happening.objects.filter(public_id__in=[one.occurrence for one in reminders])
    at = dict(joined.values_list("public_id", "at"))
    people = User.objects.in_bulk([one.person_id for one in reminders])
    return [
        one.pk for one in reminders if was_here_since(people[one.person_id], at[one.occurrence])
    ]


def was_here_since(person: User, at: datetime) -> bool:
    return person.last_login is not None and person.last_login > at


def waiting(people: Collection[Preferences], now: datetime, until: datetime) -> Iterable[Occasion]:
    """For each since both were there: the link, and the person in the couple that it is about."""
    known = CareLink.objects.filter(
        ended_at=None,
        couple__memberships__left_at=None,
        couple__memberships__person__in=[one.person_id for one in people],
    ).annotate(
        who=F("couple__memberships__person"),
        came=F("couple__memberships__joined_at"),
        since=Greatest("proposed_at", "couple__memberships__joined_at"),
    )
    fresh = known.filter(since__gt=now - RECENT).exclude(Exists(told_before()))
    rows = list(fresh.values_list("who", "public_id", "since"))
    decided = decisions(link for _, link, _ in rows)
    for person, link, since in rows:
        if (person, link) not in decided:
            yield Occasion(person, link, at=since + TIME_TO_DECIDE)


def told_before() -> QuerySet[CareLink]:
    """Links of the same couple that stood long enough, lately and while the person was there, for a
    reminder to have gone out.
    """
    return CareLink.objects.filter(
        couple=OuterRef("couple"),
        proposed_at__lt=OuterRef("proposed_at"),
        proposed_at__gt=OuterRef("proposed_at") - ONCE_IN,
        ended_at__gte=Greatest(F("proposed_at"), OuterRef("came")) + TIME_TO_DECIDE,
    )


def answered(reminders: Collection[Reminder], now: datetime) -> Collection[int]:
    """Decided by now, whatever the decision; or there is no longer anything to decide."""
    links = {one.occurrence for one in reminders}
    open_links = CareLink.objects.filter(public_id__in=links, ended_at=None)
    still_open = set(open_links.values_list("public_id", flat=True))
    decided = decisions(links)
    return [
        one.pk
        for one in reminders
        if one.occurrence not in still_open or (one.person_id, one.occurrence) in decided
    ]


def decisions(links: Iterable[str]) -> set[tuple[int, str]]:
    made = Agreement.objects.filter(care_link__public_id__in=list(links))
    return set(made.values_list("person_id", "care_link__public_id"))


PARTNER_JOINED = Kind("partner_joined", "My partner has joined", joinings, seen)
AGREEMENT = Kind("agreement", "An agreement waits for my answer", waiting, answered)
