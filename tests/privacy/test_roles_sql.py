"""Raw SQL as every person and role, over every protected table."""

from datetime import date, timedelta

import pytest

from couples import agreements, pairing
from couples.models import Membership, User
from privacy.context import Asker, acting_as, as_steward
from tests import factories
from tests.privacy import attempts, catalogue
from tests.privacy.attempts import Row
from tests.privacy.matrix import BOTH, CIRCLES, CONTENT, RULES
from tests.privacy.test_catalogue import PUBLIC
from tests.privacy.who import World

ATTEMPTS = (
    attempts.reads,
    attempts.changes,
    attempts.erases,
    attempts.writes,
    attempts.joins,
)


@pytest.fixture
def rows(world: World) -> dict[str, Row]:
    return {name: attempts.about_alice(name, world) for name in RULES}


class TestMatrix:
    def test_it_has_a_line_for_every_protected_table(self) -> None:
        protected = {name for name, table in catalogue.tables().items() if table.is_protected}
        assert set(RULES) == protected

    @pytest.mark.parametrize("attempt", ATTEMPTS, ids=lambda attempt: attempt.__name__)
    def test_it_holds(self, attempt: attempts.Attempt, world: World, rows: dict[str, Row]) -> None:
        wrong = {}
        for table, rule in RULES.items():
            allowed = allowed_to(getattr(rule, attempt.__name__))
            found = {
                name for name, asker in world.askers.items() if attempt(asker, table, rows[table])
            }
            if found != allowed:
                wrong[table] = {"too many": found - allowed, "missing": allowed - found}
        assert not wrong


class TestWithoutWhere:
    """Every row of every table that somebody gets who asks for all."""

    @pytest.mark.parametrize("name", CIRCLES)
    def test_people_read_of_their_own_circle_alone(self, name: str, world: World) -> None:
        asker, circle = world.askers[name], ids_of(CIRCLES[name])
        foreign = {
            table: about - circle
            for table in set(RULES) - set(CONTENT)
            if not (about := people_in(table, asker, world)) <= circle
        }
        assert not foreign

    @pytest.mark.parametrize("name", ["alice", "bob"])
    def test_at_the_door_they_read_accounts_of_others_and_nothing_else(
        self, name: str, world: World
    ) -> None:
        """Sign-in finds whoever it may be, and the pages of one’s own account go by the same door."""
        asker, circle = world.askers[f"{name} at the door"], ids_of(CIRCLES[name])
        foreign = {
            table
            for table in set(RULES) - set(CONTENT)
            if not people_in(table, asker, world) <= circle
        }
        accounts = {table for table, rule in RULES.items() if "visitor" in rule.reads.split()}
        assert {"couples_user", "account_emailaddress"} <= foreign <= accounts

    def test_within_it_they_read_what_was_meant_for_them(self, world: World) -> None:
        """A day more with notes for oneself, and a therapist who may see ratings alone."""
        alice, bob, tess = (world.askers[name] for name in ("alice", "bob", "tess"))
        today, before = world.now.date(), world.now.date() - timedelta(days=1)
        for one in (world.alice, world.bob):
            note = ("…", "only_me")
            factories.check_in(one, world.couple, before, now=world.now, note=note)
            with acting_as(one):
                link = agreements.link_of(world.couple)
                assert link is not None
                agreements.decide(link, by=one, kinds={"ratings"}, now=world.now)
        both = {alice.user_id, bob.user_id}
        assert days(tess, "checkins_checkin") == {(o, on) for o in both for on in (today, before)}
        assert days(tess, "checkins_note") == days(tess, "checkins_sharedwords") == set()
        shared = {(one, today) for one in both}
        for reader in (alice, bob):
            with_old = {row for row in days(reader, "checkins_note") if row[1] >= before}
            assert with_old == shared | {(reader.user_id, before)}

    @pytest.mark.parametrize("name", ["edith", "visitor", "nobody"])
    def test_others_read_no_row_of_a_table_that_is_not_theirs(
        self, name: str, world: World
    ) -> None:
        asker = world.askers[name]
        filled = {table for table in catalogue.tables() if attempts.all_of(asker, table)}
        own = {table for table, rule in RULES.items() if name in rule.reads.split()}
        assert filled <= own | set(PUBLIC)

    def test_without_a_context_there_is_content_alone(self, world: World) -> None:
        filled = {table for table in RULES if attempts.all_of(world.askers["nobody"], table)}
        assert filled == set(CONTENT)


class TestRights:
    @pytest.mark.parametrize(
        "table", ["auth_group", "auth_group_permissions", "auth_permission", "django_content_type"]
    )
    def test_what_staff_may_do_is_written_by_migrations_alone(
        self, table: str, world: World
    ) -> None:
        row = attempts.all_of(world.askers["bob"], table)[0]
        tries = (attempts.changes, attempts.erases, attempts.writes)
        assert not [
            (name, one.__name__)
            for name, asker in world.askers.items()
            for one in tries
            if one(asker, table, row)
        ]


class TestQuestions:
    def test_they_answer_about_the_asker_alone(self, world: World, rows: dict[str, Row]) -> None:
        """What alice’s own policies ask, asked by mallory about alice."""
        day, check_in = rows["checkins_checkin"]["on"], rows["checkins_seen"]["check_in_id"]
        asked = {
            "moments_day_is_open(%s, %s)": [world.alice.pk, day],
            "moments_is_seen(%s)": [check_in],
            "moments_agreed_couples('any') = %s": [world.couple.pk],
        }
        for question, given in asked.items():
            for name, known in {"mallory": False, "nobody": False}.items():
                with attempts.trying(world.askers[name]) as cursor:
                    cursor.execute(f"SELECT {question}", given)
                    assert bool((cursor.fetchone() or [False])[0]) is known, question


def days(asker: Asker, table: str) -> set[tuple[int | None, date]]:
    rows = attempts.all_of(asker, table)
    return {(row["person_id"], date.fromisoformat(row["on"])) for row in rows}


def people_in(table: str, asker: Asker, world: World) -> set[int]:
    """Everybody whom the rows that this asker gets name, but for rows that are the asker’s own."""
    persons = catalogue.referring(table, "couples_user")
    couples = catalogue.referring(table, "couples_couple")
    rows = [row for row in attempts.all_of(asker, table) if not is_own(row, persons, asker)]
    members = members_of({row[name] for row in rows for name in couples})
    return {row[name] for row in rows for name in persons} - {None} | members


def is_own(row: Row, persons: set[str], asker: Asker) -> bool:
    return any(row[name] == asker.user_id for name in persons)


def members_of(couples: set[int]) -> set[int]:
    with as_steward():
        found = Membership.objects.filter(couple__in=couples)
        return set(found.values_list("person", flat=True))


def ids_of(names: str) -> set[int]:
    with as_steward():
        known = User.objects.filter(email__in=[f"{name}@example.org" for name in names.split()])
        return set(known.values_list("pk", flat=True))


def allowed_to(names: str) -> set[str]:
    """To the database, all staff are one; and at the door each is themselves, and a visitor as well."""
    people = set(names.split())
    staff = {"oscar"} if "edith" in people else set()
    return (
        people | staff | {f"{one} at the door" for one in BOTH.split() if people & {one, "visitor"}}
    )


class TestWithdrawal:
    def test_the_therapist_reads_nothing_any_more(self, world: World, rows: dict[str, Row]) -> None:
        """Of everything that tess could read about the couple, nothing is left."""

        tess = world.askers["tess"]
        before = {table for table in RULES if self.is_theirs(table, rows, tess)}
        assert {"checkins_checkin", "checkins_note", "care_earned"} < before
        with acting_as(world.bob):
            link = agreements.link_of(world.couple)
            assert link is not None
            agreements.withdraw(link, by=world.bob, now=world.now)
        left = {table for table in before if attempts.reads(tess, table, rows[table])}
        # What was told to her alone, with the key to it: bob has no say in that.
        assert left == {"couples_toldalone", "keys.person"}

    def is_theirs(self, table: str, rows: dict[str, Row], tess: Asker) -> bool:
        private = "tom" not in RULES[table].reads and table != "couples_therapist"
        return private and attempts.reads(tess, table, rows[table])


class TestParting:
    def test_the_other_reads_nothing_any_more(self, world: World, rows: dict[str, Row]) -> None:

        bob = world.askers["bob"]
        theirs = {table for table, rule in RULES.items() if self.is_shared(rule.reads)}
        assert {"checkins_checkin", "checkins_note", "couples_pause"} < theirs
        with acting_as(world.alice):
            pairing.unpair(world.couple, by=world.alice, now=world.now)
        left = {table for table in theirs if attempts.reads(bob, table, rows[table])}
        assert left == {"checkins_seen"}  # that his own words were read stays his to know

    def is_shared(self, readers: str) -> bool:
        return "bob" in readers and "mallory" not in readers
