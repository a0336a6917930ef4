from checkins.models import Need
from couples import topics
from couples.models import User
from privacy.context import acting_as


class TestTopics:
    def test_needs_are_offered_and_retired_ones_are_not(self, edith: User) -> None:
        with acting_as(edith):
            Need.objects.create(slug="rest", label="rest")
            Need.objects.create(slug="a-walk", label="a walk", retired=True)
        assert [one.slug for one in topics.offered()] == ["rest"]
        assert topics.label("rest") == "rest"
        assert topics.label("a-walk") == ""
