from datetime import date, datetime, timedelta

from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from checkins.models import CheckIn
from couples.models import Couple, User
from privacy.context import acting_as
from privacy.ready import Ready
from tests import factories

AN_HOUR = timedelta(hours=1)
TODAY = date(2026, 5, 6)


def days_since_yesterday(person: User, on: date) -> QuerySet[CheckIn, CheckIn]:
    theirs = CheckIn.objects.by(person).filter(on__gte=on - timedelta(days=1))
    return theirs.whole().order_by("on")


DAYS = Ready[CheckIn](days_since_yesterday, person=User, on=date)


class TestAReadyQuestion:
    def test_answers_as_the_question_itself(
        self, alice: User, couple: Couple, now: datetime
    ) -> None:
        for away in (0, 1, 2):
            factories.check_in(alice, couple, TODAY - timedelta(days=away), now=now)
        with acting_as(alice):
            ready = DAYS(person=alice, on=TODAY)
            made_anew = list(days_since_yesterday(alice, TODAY))
        assert ready == made_anew
        assert [one.writer for one in ready] == ["Alice", "Alice"]
        assert [one.is_read for one in ready] == [False, False]
        assert [one.safety_answer for one in ready] == [one.safety_answer for one in made_anew]

    def test_asks_each_time_about_whom_it_is_given(
        self, alice: User, bob: User, couple: Couple, now: datetime
    ) -> None:
        factories.check_in(bob, couple, TODAY, now=now)
        with acting_as(alice):
            assert DAYS(person=alice, on=TODAY) == []
        with acting_as(bob):
            assert len(DAYS(person=bob, on=TODAY)) == 1
            assert DAYS(person=bob, on=TODAY + timedelta(days=2)) == []

    def test_is_held_by_row_level_security(
        self, alice: User, bob: User, couple: Couple, now: datetime
    ) -> None:
        factories.check_in(bob, couple, TODAY, now=now)
        with acting_as(alice):
            assert DAYS(person=bob, on=TODAY) == []

    def test_sends_one_statement(self, alice: User, couple: Couple) -> None:
        with acting_as(alice), CaptureQueriesContext(connection) as asked:
            DAYS(person=alice, on=TODAY)
        assert len(asked) == 1

    def test_keeps_the_distance_to_a_time(self, alice: User, couple: Couple, now: datetime) -> None:
        def lately(now: datetime) -> QuerySet[CheckIn, CheckIn]:
            return CheckIn.objects.filter(submitted_at__gte=now - AN_HOUR)

        ready = Ready[CheckIn](lately, now=datetime)
        factories.check_in(alice, couple, TODAY, now=now)
        with acting_as(alice):
            assert len(ready(now=now + AN_HOUR)) == 1
            assert ready(now=now + 2 * AN_HOUR) == []


class TestWhatAConnectionKeeps:
    def test_it_is_the_ready_statement_and_no_word_of_anybody(
        self, alice: User, couple: Couple, now: datetime
    ) -> None:
        with acting_as(alice):
            DAYS(person=alice, on=TODAY)
            User.objects.filter(pk=alice.pk).update(called="A planted word")
            with connection.cursor() as cursor:
                cursor.execute("SELECT statement FROM pg_prepared_statements")
                kept = [statement for (statement,) in cursor.fetchall()]
        assert any("checkins_checkin" in statement for statement in kept)
        assert not [statement for statement in kept if "planted" in statement]
        assert not connection.connection._prepared._counts


ONE = Ready[User](lambda key: User.objects.filter(email=key), key=str)


class TestAReadyQuestionAboutAName:
    def test_finds_what_it_is_given_as_it_is(self, alice: User, bob: User) -> None:
        with acting_as(alice):
            assert ONE(key=alice.email) == [alice]
            assert ONE(key="' OR true --") == []
            assert ONE(key="%s") == []
