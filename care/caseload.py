"""A therapist's couples. The database answers only for those of which both have agreed.

A couple that waits for a decision is not here at all: a place kept for it would tell who has not agreed.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, OuterRef, QuerySet, Subquery

from care import order, triage
from care.models import Earned, LastActivity, TherapistMilestone
from care.order import Concern, Standing
from checkins import facts, moments
from checkins.facts import Rating
from couples.models import Agreed, CareLink, Couple, Membership, User

SHOWN_DAYS = timedelta(days=14)
MOMENTS_SINCE = timedelta(weeks=4)
LAST_DAY = (
    LastActivity.objects.filter(couple=OuterRef("couple"))
    .values("couple")
    .annotate(last=Max("on"))
    .values("last")
)


@dataclass(frozen=True, slots=True)
class Row:
    """A couple on the caseload; what is not in `kinds` was not agreed and is empty here."""

    today: date
    couple: Couple
    people: Sequence[User]
    kinds: frozenset[str]
    standing: Standing
    ratings: Sequence[Rating]
    moments_held: int
    moments_settled: int
    milestones: int

    @property
    def names(self) -> str:
        return " and ".join(person.display_name for person in self.people)

    @property
    def concern(self) -> Concern:
        return self.standing.concern(self.today)

    @property
    def days_quiet(self) -> int:
        return self.standing.days_quiet(self.today)

    @property
    def shows_milestones(self) -> bool:
        return "milestones" in self.kinds


def couples_of(therapist: User) -> QuerySet[Couple]:
    links = CareLink.objects.filter(therapist=therapist, ended_at=None)
    return Couple.objects.active().filter(pk__in=links.values("couple"))


def link_to(couple: Couple, therapist: User) -> CareLink:
    return CareLink.objects.get(couple=couple, therapist=therapist, ended_at=None)


def standings(therapist: User, *, today: date, search: str = "") -> list[Standing]:
    """All of them, in the order in which they may need a call."""
    links = _links(therapist, search)
    not_safe = triage.last_unsafe_days(therapist, today=today)
    known = links.values_list(
        "couple",
        Subquery(LAST_DAY),
        "couple__lately__closeness",
        "couple__lately__closeness_before",
    )
    quiet = links.filter(couple__in=[pk for pk, last, *_ in known if not last])
    named_on = _named_on(quiet, therapist)
    found = [
        Standing(pk, last or named_on[pk], bool(last), not_safe.get(pk), *lately)
        for pk, last, *lately in known
        if last or pk in named_on
    ]
    return order.by_concern(found, today)


def rows(page: Sequence[Standing], *, today: date) -> list[Row]:
    """What the page shows of these couples: one query for each thing, however many they are. A couple that
    withdraws between two of them is not there.
    """
    ids = [standing.couple_id for standing in page]
    couples, people, kinds = Couple.objects.in_bulk(ids), _people(ids), agreed_kinds(ids)
    held = moments.tally(ids, since=today - MOMENTS_SINCE)
    reached = _milestones(ids)
    ratings = _ratings(ids, today)
    return [
        Row(
            today=today,
            couple=couples[standing.couple_id],
            people=people[standing.couple_id],
            kinds=kinds[standing.couple_id],
            standing=standing,
            ratings=ratings[standing.couple_id],
            moments_held=held.get(standing.couple_id, (0, 0))[0],
            moments_settled=held.get(standing.couple_id, (0, 0))[1],
            milestones=reached.get(standing.couple_id, 0),
        )
        for standing in page
        if standing.couple_id in couples and standing.couple_id in people
    ]


def agreed_kinds(couples: Collection[int]) -> dict[int, frozenset[str]]:
    """By couple, what both let the therapist who asks see."""
    agreed = Agreed.objects.in_bulk(couples)
    return defaultdict(frozenset, {pk: one.kinds for pk, one in agreed.items()})


def _links(therapist: User, search: str) -> QuerySet[CareLink]:
    links = CareLink.objects.filter(therapist=therapist, ended_at=None)
    for word in search.split():
        named = Membership.objects.filter(person__display_name__icontains=word, left_at=None)
        links = links.filter(couple__in=named.values("couple"))
    return links


def _named_on(links: QuerySet[CareLink], therapist: User) -> dict[int, date]:
    """Asked of few, since moments are slow to read. The database may not know the therapist’s zone."""
    named_at = links.values_list("couple", "proposed_at")
    return {couple: therapist.local_date(at) for couple, at in named_at}


def _people(couples: Collection[int]) -> dict[int, list[User]]:
    """In the order in which they came, which says nothing about either."""
    found: dict[int, list[User]] = defaultdict(list)
    present = Membership.objects.filter(couple__in=couples, left_at=None)
    for membership in present.select_related("person").order_by("slot"):
        found[membership.couple_id].append(membership.person)
    return found


def _milestones(couples: Collection[int]) -> dict[int, int]:
    """How many stops the path of each has: by a rule, or marked by the therapist."""
    by_rule = Earned.objects.filter(couple__in=couples)
    marked = TherapistMilestone.objects.filter(couple__in=couples).marked().order_by()
    stops = by_rule.values_list("couple_id").union(marked.values_list("couple_id"), all=True)
    return Counter(couple for (couple,) in stops)


def _ratings(couples: Collection[int], today: date) -> dict[int, list[Rating]]:
    found: dict[int, list[Rating]] = defaultdict(list)
    for rating in facts.ratings(couples, start=today - SHOWN_DAYS + timedelta(days=1), end=today):
        found[rating.couple_id].append(rating)
    return found
